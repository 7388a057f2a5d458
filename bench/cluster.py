"""A Dask cluster on this machine: a scheduler and workers, RAW read on them and here, compared.

    python bench/cluster.py [INPUT ...] [--workers 2] [--kill]

--kill: one worker is killed while documents are read; nothing of the result changes by that.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]


@contextmanager
def cluster(folder: Path, workers: int) -> Iterator[Any]:
    """A client of a cluster of this machine, which ends with the block."""
    from distributed import Client

    told = str(folder / "scheduler.json")
    parts = [start("scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", told)]
    for number in range(workers):
        place = str(folder / f"worker{number}")
        parts.append(
            start("worker", "--scheduler-file", told, "--nthreads", "1", "--local-directory", place)
        )
    try:
        with Client(scheduler_file=told, timeout=60) as client:
            client.wait_for_workers(workers, timeout=60)
            yield client
    finally:
        for part in parts:
            os.killpg(part.pid, signal.SIGKILL)
            part.wait()


def start(part: str, *arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", f"distributed.cli.dask_{part}", "--no-dashboard", *arguments],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def tables(output: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(output.glob("*.*")) if path.is_file()}


def run(inputs: Sequence[Path], output: Path, engine: str, kill: int = 0) -> float:
    """The seconds of a run. kill: a process to kill after a third of the documents."""
    from pipeline.run import extract
    from pipeline.workers import Limits

    def follow(files: Sequence[Any], results: Iterator[Any]) -> Iterator[Any]:
        for number, result in enumerate(results):
            if kill and number == len(files) // 3:
                os.kill(kill, signal.SIGKILL)
            yield result

    begun = time.perf_counter()
    extract(inputs, output, jobs=1, follow=follow, limits=Limits(), engine=engine)
    return time.perf_counter() - begun


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("inputs", nargs="*", type=Path, default=[ROOT / "raw"], metavar="INPUT")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--kill", action="store_true")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        print(f"here: {run(arguments.inputs, folder / 'here', 'local'):.1f} s", flush=True)
        with cluster(folder, arguments.workers) as client:
            address = client.scheduler.address.replace("tcp://", "dask://")
            print(f"{address}: a scheduler and {arguments.workers} workers", flush=True)
            kill = next(iter(client.run(os.getpid).values())) if arguments.kill else 0
            seconds = run(arguments.inputs, folder / "there", address, kill)
            died = f", worker {kill} killed on the way" if kill else ""
            print(f"there: {seconds:.1f} s{died}", flush=True)
        here, there = tables(folder / "here"), tables(folder / "there")
    differing = sorted(name for name in here | there if here.get(name) != there.get(name))
    print(f"different: {', '.join(differing)}" if differing else f"{len(here)} files, all the same")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    raise SystemExit(main())
