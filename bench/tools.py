"""keikaku beside other programs: cell F1 and time on typeset tables, characters a second of texts.

    python bench/tools.py [--count 60] [--seed 0] [--environments .venv-bench]

Each of the others is installed into an environment of its own, which the project does not need
(pymupdf4llm is AGPL). One that does not install is left out. Tables that go on over pages are left
out as well, since only keikaku joins them; for a table whose head rows a program does not count
the best count is taken.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
READERS = {"pdfplumber": "pdfplumber", "camelot": "camelot-py", "pymupdf4llm": "pymupdf4llm<1"}
NUMBERS = {"pynormalizenumexp": "pynormalizenumexp", "ja-timex": "ja-timex"}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=60)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--environments", type=Path, default=ROOT / ".venv-bench")
    arguments = parser.parse_args()
    from bench.compare import machine

    print(f"{machine()}. {arguments.count} typeset documents from seed {arguments.seed}.\n")
    with tempfile.TemporaryDirectory() as folder:
        for line in table_lines(Path(folder), arguments):
            print(line, flush=True)
        print()
        for line in number_lines(Path(folder), arguments.environments):
            print(line, flush=True)
    return 0


# ---- tables


def table_lines(folder: Path, arguments: argparse.Namespace) -> Iterator[str]:
    from tests.layouts.document import seed_to_layout

    seeds = range(arguments.seed, arguments.seed + arguments.count)
    layouts = [seed_to_layout(seed, {"breaks": "none"}) for seed in seeds]
    paths = [folder / f"{layout.seed:05}.pdf" for layout in layouts]
    for path, layout in zip(paths, layouts, strict=True):
        path.write_bytes(layout.pdf)
    yield "| program | F1 of cells under their head | F1 of cells | ms a document |"
    yield "| --- | ---: | ---: | ---: |"
    yield _line("keikaku", layouts, *own_grids(paths))
    for name, package in READERS.items():
        if found := outside(name, package, paths, arguments.environments):
            grids = [[rows_to_grid(rows) for rows in tables if rows] for tables in found["found"]]
            yield _line(name, layouts, grids, found["seconds"])


def own_grids(paths: list[Path]) -> tuple[list[Any], float]:
    """The tables of each PDF, and the seconds of reading alone."""
    from pipeline.document.read import read_document
    from pipeline.engine import prepare

    prepare(())
    read_document(paths[0], "a.pdf")
    begun = time.process_time()
    grids = [list(read_document(path, path.name).grids) for path in paths]
    return grids, time.process_time() - begun


def _line(name: str, layouts: list[Any], grids: list[Any], seconds: float) -> str:
    from pipeline.document.model import Document
    from tests.layouts.score import Score, score_document

    total = Score()
    for layout, found in zip(layouts, grids, strict=True):
        document = Document("", "", "", [], found)
        total += score_document(document, layout.truth)[0]
    ms = 1000 * seconds / len(layouts)
    return f"| {name} | {total.f1:.3f} | {total.text_f1:.3f} | {ms:.1f} |"


def rows_to_grid(rows: list[list[str]]) -> Any:
    from pipeline.document.model import Cell, Cite, Grid

    cells = [
        Cell(r, c, Cite(str(text).strip()))
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
    ]
    return Grid(1, cells, len(rows), max(map(len, rows)), "")


# ---- numbers in texts


def number_lines(folder: Path, environments: Path) -> Iterator[str]:
    """Characters a second, line by line, of texts in words of our own."""
    from bench.corpora import write_corpus
    from normalizers.quantity import find_quantities

    write_corpus(folder / "texts", 40)
    whole = [path.read_text("utf-8") for path in sorted(folder.glob("texts/*.txt"))]
    half = len(whole) // 2
    for text in whole[half:]:  # warms up on other lines: what is remembered must not help
        list(find_quantities(text))
    lines = [line for text in whole[:half] for line in text.splitlines() if line.strip()]
    path = folder / "numbers.txt"
    path.write_text("\n".join(lines), "utf-8")
    characters = sum(map(len, lines))
    begun = time.process_time()
    found = sum(len(list(find_quantities(line))) for line in lines)
    seconds = time.process_time() - begun
    own = characters / seconds
    yield f"{characters:,} characters.\n"
    yield "| program | found | characters a second | keikaku is faster |"
    yield "| --- | ---: | ---: | ---: |"
    yield f"| keikaku, find_quantities | {found} | {own:,.0f} | |"
    for name, package in NUMBERS.items():
        if told := outside(name, package, [path], environments):
            speed = characters / told["seconds"]
            yield f"| {name} | {told['found'][0]} | {speed:,.0f} | {own / speed:,.0f} times |"


# ---- environments


def outside(tool: str, package: str, paths: list[Path], environments: Path) -> dict[str, Any]:
    """What a program says of files; empty where it cannot be installed or fails."""
    python = environments / tool / "bin" / "python"
    try:
        if not python.exists():
            subprocess.run([sys.executable, "-m", "venv", python.parents[1]], check=True)
            subprocess.run([python, "-m", "pip", "install", "--quiet", package], check=True)
        command = [python, ROOT / "bench" / "outside.py", tool, *paths]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"{tool} left out: {getattr(error, 'stderr', '') or error}", file=sys.stderr)
        return {}
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


if __name__ == "__main__":
    raise SystemExit(main())
