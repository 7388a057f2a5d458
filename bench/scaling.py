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
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
_TICKS = os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE")


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
            now[int(name)] = seconds, int(stat[21]) * _PAGE
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
    from bench.corpora import long_pdf, write_corpus

    print("| documents | jobs | ms each | ms of processor | again | MB of the run | of a worker |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    with tempfile.TemporaryDirectory() as name:
        for count in arguments.counts:
            write_corpus(Path(name, str(count)), count)
            for jobs in arguments.jobs:
                row = in_process(Path(name, str(count)), jobs)
                print(row_to_line(f"{count:,}", count, jobs, row), flush=True)
        if arguments.pages:
            path = Path(name, "long")
            path.mkdir()
            (path / "long.pdf").write_bytes(long_pdf(arguments.pages))
            row = in_process(path, 1)
            what = f"1 of {arguments.pages:,} pages, by the page"
            print(row_to_line(what, arguments.pages, 1, row), flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
