"""Processor instructions of a warm pass, which other work on the machine does not change.

    python bench/instructions.py [FILE_OR_FOLDER ...] [--ways keikaku tables floor] [--tree FOLDER]

Times on a shared machine swing by half; instructions repeat within half a percent, so that a gain
of two percent can be seen. valgrind (its tool cachegrind, without its caches) counts those of a
process with one pass and of one with two: the difference is a pass whose words are compiled and
whose code is loaded. An instruction of the interpreter takes longer than one of PDFium: ratios of
time are larger than ratios of instructions. --tree: another checkout of keikaku, to compare with.
Without arguments the PDFs and the texts of bench/compare.py are read. A pass takes fifty times as
long as without valgrind, two run side by side.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bench.compare import FLOOR, KEIKAKU, PDFS, PLUMBER, TABLES, TEXTS, files_of  # noqa: E402

WAYS = {"keikaku": KEIKAKU, "plumber": PLUMBER, "tables": TABLES, "floor": FLOOR}
_COUNT = re.compile(r"I\s+refs:\s+([\d,]+)")
_PASSES = """
import sys
sys.path.insert(0, sys.argv[1])
from pathlib import Path
import pipeline.run
sys.path.insert(0, sys.argv[2])
from bench.compare import WAYS
for _ in range(int(sys.argv[4])):
    WAYS[sys.argv[3]]([Path(name) for name in sys.argv[5:]])
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("inputs", nargs="*", type=Path, metavar="FILE_OR_FOLDER")
    parser.add_argument("--ways", nargs="*", choices=WAYS, default=["keikaku"])
    parser.add_argument("--tree", type=Path, default=ROOT)
    arguments = parser.parse_args()
    if not shutil.which("valgrind"):
        print("valgrind is missing: install it (Debian: apt-get install valgrind)", file=sys.stderr)
        return 2
    for label, folders, ending in (("PDFs", PDFS, ".pdf"), ("texts", TEXTS, ".txt")):
        files = files_of(arguments.inputs or [ROOT / name for name in folders], ending)
        for way in arguments.ways if files else ():
            if ending == ".pdf" or way == "keikaku":
                count = warm_pass(WAYS[way], files, arguments.tree)
                millions = f"{count / 1e6:,.0f}"
                print(f"{len(files)} {label}, {WAYS[way]}: {millions} million", flush=True)
    return 0


def warm_pass(way: str, files: list[Path], tree: Path) -> int:
    """Instructions that the second pass of a way over files takes."""
    with ThreadPoolExecutor(2) as both:
        once, twice = both.map(lambda passes: _count(way, files, tree, passes), (1, 2))
    return twice - once


def _count(way: str, files: list[Path], tree: Path, passes: int) -> int:
    """Raises RuntimeError where the measured process fails."""
    count = ["--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null"]
    run = [sys.executable, "-c", _PASSES, str(tree), str(ROOT), way, str(passes), *map(str, files)]
    fixed = {"PYTHONHASHSEED": "0", "OMP_NUM_THREADS": "1"}
    command = ["valgrind", *count, *run]
    done = subprocess.run(command, capture_output=True, text=True, env=os.environ | fixed)
    found = _COUNT.search(done.stderr)
    if done.returncode or not found:
        raise RuntimeError(f"{way}: {done.stderr.strip().splitlines()[-1:]}")
    return int(found[1].replace(",", ""))


if __name__ == "__main__":
    raise SystemExit(main())
