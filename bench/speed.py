"""Characters per second of texts and pages per second of PDFs, in CPU time of this process.

    python bench/speed.py [FILE_OR_FOLDER ...] [--runs N]

Without arguments it reads raw/ and, where it lies beside the project, ../shared (seeds, pdf, real).
Each document is read, extracted, converted and checked; nothing is written. CPU time of user and
system together, so that other work on the machine counts little; the least of the runs is the
figure to compare, the median tells how calm the machine was.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
DEFAULT = ("raw", "../shared/seeds", "../shared/pdf", "../shared/real")


@dataclass
class Measurement:
    """One document: what there is of it (characters or pages) and the seconds of every run."""

    name: str
    unit: str
    amount: int
    seconds: list[float] = field(default_factory=list)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("inputs", nargs="*", type=Path, metavar="FILE_OR_FOLDER")
    parser.add_argument("--runs", type=int, default=5)
    arguments = parser.parse_args()
    measurements = measure(arguments.inputs or default_inputs(), arguments.runs)
    for line in measurements_to_lines(measurements):
        print(line)
    return 0


def default_inputs() -> list[Path]:
    """The releases in DEFAULT; notes that lie beside them are no releases."""
    files = (path for name in DEFAULT for path in sorted((ROOT / name).glob("*")))
    return [path for path in files if path.suffix in (".pdf", ".txt")]


def measure(inputs: list[Path], runs: int) -> list[Measurement]:
    """Every document of inputs, read runs times after one run that warms the caches up."""
    from pipeline.discover import inputs_to_files
    from pipeline.document.read import read_document
    from pipeline.reading import file_to_result

    measurements = []
    for file in inputs_to_files(inputs):
        document = read_document(file.path, file.source_file)
        is_pdf = document.media_type == "application/pdf"
        characters = sum(len(line.text) + 1 for line in document.lines)
        measurement = Measurement(
            name=file.source_file,
            unit="pages" if is_pdf else "characters",
            amount=len(document.pages) if is_pdf else characters,
        )
        del document
        result = file_to_result(file)
        if result.document["status"] == "failed":
            print(f"{file.source_file}: {result.document['error']}", file=sys.stderr)
            continue
        for _ in range(runs):
            start = time.process_time()
            file_to_result(file)
            measurement.seconds.append(time.process_time() - start)
        measurements.append(measurement)
    return measurements


def measurements_to_lines(measurements: list[Measurement]) -> list[str]:
    """A line for each document and one for each unit, fastest and median speed."""
    speeds = f"{'best /s':>11} {'median /s':>11}"
    lines = [f"{'document':40} {'size':>10} {'unit':10} {'best ms':>9} {speeds}"]
    totals: dict[str, Measurement] = defaultdict(lambda: Measurement("", "", 0, [0.0, 0.0]))
    for one in measurements:
        best, middle = min(one.seconds), median(one.seconds)
        lines.append(_line(one.name[-40:], one.amount, one.unit, best, middle))
        total = totals[one.unit]
        total.amount += one.amount
        total.seconds = [total.seconds[0] + best, total.seconds[1] + middle]
    for unit, total in sorted(totals.items()):
        lines.append(_line("ALL", total.amount, unit, *total.seconds))
    return lines


def _line(name: str, amount: int, unit: str, best: float, middle: float) -> str:
    speeds = f"{amount / best:>11,.1f} {amount / middle:>11,.1f}"
    return f"{name:40} {amount:>10,} {unit:10} {best * 1000:>9.1f} {speeds}"


if __name__ == "__main__":
    raise SystemExit(main())
