"""How fast a report with a long ledger opens: time to interactive, search and sort.

    python bench/report.py [--rows 20000]

Writes an output with that many rows of quantities, its report, and opens it in chromium (Debian's
packages chromium and chromium-driver). Milliseconds of the wall clock as the page sees them.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from decimal import Decimal
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

_SEARCH = """
const field = document.getElementById('search');
const begun = performance.now();
field.value = arguments[0];
field.dispatchEvent(new Event('input'));
document.querySelector('.scroller tbody').offsetHeight;
return performance.now() - begun;
"""
_SORT = """
const begun = performance.now();
document.querySelector('th[data-column="value"] button').click();
document.querySelector('.scroller tbody').offsetHeight;
return performance.now() - begun;
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=20_000)
    rows = parser.parse_args().rows
    from tests.report.chromium import open_browser, why_not

    if reason := why_not():
        print(reason, file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        page = write_report(Path(folder), rows)
        print(f"{rows:,} rows, {page.stat().st_size / 1e6:.1f} MB")
        with open_browser() as browser:
            for place in ("", "#quantities"):
                browser.open(page, place)
                ready = browser.run("return document.documentElement.dataset.ready")
                print(f"interactive {place or '#overview':12} {ready:>6} ms")
            for word in ("救急", "12,3"):
                print(f"search {word:16} {browser.run(_SEARCH, word):>7.0f} ms")
            browser.run(_SEARCH, "")
            print(f"sort by value           {browser.run(_SORT):>7.0f} ms")
    return 0


def write_report(folder: Path, rows: int) -> Path:
    """A report of one document with that many numbers."""
    from pipeline.report.build import report
    from pipeline.tabulate import rows_to_arrow
    from pipeline.write import open_output

    file, sha256 = "long.txt", "ab" * 32
    document = {"source_file": file, "sha256": sha256, "status": "ok", "numerals": rows}
    ledger = [quantity(number, file, sha256[:10]) for number in range(rows)]
    with open_output(folder) as tables:
        tables.add(
            {
                "documents": rows_to_arrow("documents", [document]),
                "quantities": rows_to_arrow("quantities", ledger),
            }
        )
    return report(folder, folder / "report.html", [], "ja").path


def quantity(number: int, file: str, digest: str) -> dict[str, object]:
    """A row of the ledger, about as long as those of real documents."""
    value = number * 7919 % 1_000_003
    context = f"{number // 3} 番目の項目では救急車の更新に {value:,} 千円を充て、在宅医療と分ける。"
    return {
        "row_id": f"quantities-{digest}-{number + 1}-4",
        "source_file": file,
        "line": number + 1,
        "source_text": f"{value:,}千円",
        "verified": "unchecked",
        "start": 4,
        "end": 12,
        "raw": f"{value:,}千円",
        "value": Decimal(value * 1000),
        "unit": "円",
        "dimension": "money",
        "context": context,
        "claimed_by": f"budgets-{digest}-{number + 1}-4" if number % 3 else None,
    }


if __name__ == "__main__":
    raise SystemExit(main())
