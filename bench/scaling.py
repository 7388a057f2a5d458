"""What many documents cost: time at the wall and of the processors, memory, an unchanged re-run.

    python bench/scaling.py [--counts 100 1000] [--jobs 1 2] [--pages 1000]

Generated documents (bench/corpora.py), each run a process of its own. Processor time and memory
are those of the run and of all its processes, seen twice a second (Linux). --pages measures one
PDF of that many pages beside them.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
_TICKS = os.sysconf("SC_CLK_TCK")
_HIGHEST = re.compile(r"VmHWM:\s*(\d+) kB")


class Watch:
    """Seconds and the highest memory (bytes) of this process and all below it, by process."""

    def __init__(self) -> None:
        self.seconds: dict[int, float] = {}
        self.memory: dict[int, int] = {}
        threading.Thread(target=self._watch, daemon=True).start()

    def _watch(self) -> None:
        while True:
            self.look()
            time.sleep(0.5)  # a look costs some milliseconds itself

    def look(self) -> None:
        parents: dict[int, int] = {}
        now: dict[int, tuple[float, int]] = {}
        for name in filter(str.isdigit, os.listdir("/proc")):
            try:
                stat = Path("/proc", name, "stat").read_text("utf-8").rpartition(")")[2].split()
            except OSError:
                continue
            parents[int(name)] = int(stat[1])
            seconds = (int(stat[11]) + int(stat[12])) / _TICKS
            now[int(name)] = seconds, _highest(name)
        for process, (seconds, memory) in now.items():
            if self._is_mine(process, parents):
                self.seconds[process] = seconds
                self.memory[process] = max(memory, self.memory.get(process, 0))

    @staticmethod
    def _is_mine(process: int, parents: dict[int, int]) -> bool:
        while process in parents:
            if process == os.getpid():
                return True
            process = parents[process]
        return False


def _highest(process: str) -> int:
    """The most memory that a process ever held, as the system remembers it; 0 if it is gone."""
    try:
        found = _HIGHEST.search(Path("/proc", process, "status").read_text("utf-8"))
    except OSError:
        return 0
    return int(found[1]) * 1024 if found else 0


def measure(folder: Path, jobs: int) -> dict[str, float]:
    """A cold run over a folder and an unchanged one after it."""
    from pipeline.run import extract
    from pipeline.workers import Limits

    watch = Watch()
    row: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as output:
        for name in ("cold", "again"):
            watch.look()
            begun, spent = time.perf_counter(), sum(watch.seconds.values())
            extract([folder], output, jobs, limits=Limits())
            watch.look()
            row[name] = time.perf_counter() - begun
            row[f"{name} processor"] = sum(watch.seconds.values()) - spent
    own = watch.memory.pop(os.getpid())
    row["memory"], row["worker"] = own / 1e6, max(watch.memory.values(), default=0) / 1e6
    return row


def in_process(folder: Path, jobs: int) -> dict[str, float]:
    command = [sys.executable, __file__, "--measure", str(folder), "--jobs", str(jobs)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    row: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return row


def row_to_line(what: str, count: int, jobs: int, row: dict[str, float]) -> str:
    each, spent = 1000 * row["cold"] / count, 1000 * row["cold processor"] / count
    again = 100 * row["again"] / row["cold"]
    memory = f"{row['memory']:.0f} | {row['worker']:.0f}"
    return f"| {what} | {jobs} | {each:.1f} | {spent:.1f} | {again:.1f} % | {memory} |"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--counts", type=int, nargs="*", default=[100, 1000])
    parser.add_argument("--jobs", type=int, nargs="*", default=[1, 2])
    parser.add_argument("--pages", type=int)
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.measure:
        print(json.dumps(measure(arguments.measure, arguments.jobs[0])))
        return 0
    for line in scaling_to_lines(arguments.counts, arguments.jobs, arguments.pages):
        print(line, flush=True)
    return 0


def scaling_to_lines(
    counts: Iterable[int], jobs: Iterable[int], pages: int | None = None
) -> Iterator[str]:
    """A table in Markdown: a line for each number of documents and of jobs, and one for a PDF of
    that many pages."""
    from bench.corpora import long_pdf, write_corpus

    yield "| documents | jobs | ms each | ms of processor | again | MB of the run | of a worker |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: | ---: |"
    with tempfile.TemporaryDirectory() as name:
        for count in counts:
            write_corpus(Path(name, str(count)), count)
            for number in jobs:
                row = in_process(Path(name, str(count)), number)
                yield row_to_line(f"{count:,}", count, number, row)
        if pages:
            path = Path(name, "long")
            path.mkdir()
            (path / "long.pdf").write_bytes(long_pdf(pages))
            what = f"1 of {pages:,} pages, by the page"
            yield row_to_line(what, pages, 1, in_process(path, 1))


if __name__ == "__main__":
    raise SystemExit(main())
