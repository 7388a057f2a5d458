"""Take the pictures of the README: the report of the samples in chromium.

    python tests/readme/screenshots.py        writes docs/img/*.png (make screenshots)

Needs Debian's packages chromium and chromium-driver, and a Japanese font (fonts-noto-cjk).
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[2]
IMAGES = ROOT / "docs" / "img"
_COLOURS = 64  # enough for a page of text, and a quarter of the bytes

if TYPE_CHECKING:
    from tests.report.chromium import Browser


def main() -> int:
    from tests.report.chromium import open_browser, why_not

    if reason := why_not():
        print(reason, file=sys.stderr)
        return 2
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        page, row_id = write_report(Path(folder))
        with open_browser(1200, 720) as browser:
            take(browser, page, "", "report-overview")
            take(browser, page, f"#{row_id}", "report-row")
            take(browser, page, "#figures", "report-charts")
        with open_browser(390, 720, dark=True, phone=True) as browser:
            take(browser, page, "#programs?q=DMAT", "report-phone")
    return 0


def write_report(folder: Path) -> tuple[Path, str]:
    """The report of raw/ with the changes between its two lists, and the row to show."""
    from pipeline import load
    from pipeline.cli import main as keikaku
    from pipeline.report.build import report
    from pipeline.run import extract

    extract([ROOT / "raw"], folder)
    keikaku(["diff", str(folder), "--from", "2024", "--to", "2025"])
    programs = load.countable(folder)
    shown = programs[programs["section"].str.contains("DMAT", na=False)].iloc[0]
    return report(folder, folder / "report.html", [ROOT / "raw"], "ja").path, str(shown["row_id"])


def take(browser: Browser, page: Path, place: str, name: str) -> None:
    """One picture, in few colours."""
    from PIL import Image

    browser.open(page, place)
    browser.run("return document.fonts.ready.then(() => new Promise((d) => setTimeout(d, 300)))")
    path = IMAGES / f"{name}.png"
    browser.picture(path)
    few = Image.open(path).convert("RGB").quantize(_COLOURS, dither=Image.Dither.NONE)
    few.save(path, optimize=True)
    print(f"{path.relative_to(ROOT)}: {path.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    raise SystemExit(main())
