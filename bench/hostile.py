"""What becomes of every file of a folder, each read in a process of its own.

    python bench/hostile.py FOLDER [--seconds S] [--megabytes M] [--slow S] [--jobs N]

One line for each file that failed, was slow or took much memory, then the statuses, times and
memory of all. Exit status 1 when a file ended without a row. Make a folder of broken files with
bench/damage.py, or give the test corpus of a PDF library.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from collections import Counter
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from pipeline.discover import Input
from pipeline.engine import LocalEngine
from pipeline.reading import failed_result, file_to_result
from pipeline.run import bytes_of
from pipeline.workers import Limits


class Outcome(NamedTuple):
    """What one file gave: its status, the sentence, seconds, peak megabytes of its process."""

    name: str
    status: str
    error: str
    seconds: float
    megabytes: float


def outcome_of(file: Input) -> Outcome:
    """Read a file; the peak of memory is that of the process so far."""
    begun = time.perf_counter()
    row = file_to_result(file).document
    seconds = time.perf_counter() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Outcome(file.source_file, str(row["status"]), str(row["error"] or ""), seconds, peak)


def ended(file: Input, why: str) -> Outcome:
    """The outcome of a file whose process was ended, or ended itself."""
    row = failed_result(file, why).document
    return Outcome(file.source_file, "ended", str(row["error"]), float("nan"), float("nan"))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--megabytes", type=int, default=2048)
    parser.add_argument("--slow", type=float, default=5, help="seconds from which a file is named")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--all", action="store_true", help="name every file")
    arguments = parser.parse_args()
    paths = sorted(p for p in arguments.folder.rglob("*") if p.is_file())
    files = [Input(path, path.relative_to(arguments.folder).as_posix()) for path in paths]
    engine = LocalEngine(
        arguments.jobs, limits=Limits(arguments.seconds, megabytes=arguments.megabytes)
    )
    found: list[Outcome] = []
    for outcome in engine.run(outcome_of, files, ended, bytes_of):
        found.append(outcome)
        unexpected = "unexpected" in outcome.error
        slow = not outcome.seconds < arguments.slow
        if arguments.all or slow or unexpected:
            print(
                f"{outcome.seconds:6.2f} s {outcome.megabytes:6.0f} MB {outcome.status:8}"
                f"{outcome.name}: {outcome.error}",
                flush=True,
            )
    statuses = Counter(outcome.status for outcome in found)
    times = sorted(o.seconds for o in found if o.seconds == o.seconds)
    print(", ".join(f"{count} {status}" for status, count in sorted(statuses.items())))
    if times:
        print(f"median {times[len(times) // 2]:.2f} s, longest {times[-1]:.2f} s")
    return 0 if len(found) == len(files) else 1


if __name__ == "__main__":
    raise SystemExit(main())
