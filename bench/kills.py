"""Kill a run at random moments: is the output each time the former one or the new one, whole?

    python bench/kills.py [--count N] [--seed S]

Two sets of texts are read in turn into one folder; each run is killed after a random time, the
tables are read as any program would read them, and the next run goes on with what it finds.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def command(inputs: Path, output: Path) -> list[str]:
    run = [sys.executable, "-m", "pipeline.cli", "extract", str(inputs), "--quiet"]
    return [*run, "--output", str(output), "--jobs", "1"]


def inputs_in(folder: Path) -> tuple[Path, Path]:
    """Two inputs whose tables differ in every file: 12 texts each."""
    both = folder / "a", folder / "b"
    for number, place in enumerate(both, 1):
        place.mkdir()
        for n in range(12):
            text = f"事業名　総事業費\n健康相談事業{n}　{number}{n},000千円\n"
            (place / f"{number}-{n}.txt").write_text(text, "utf-8")
    return both


def state(output: Path) -> str:
    """Which input the tables were made from: a, b, none, or what is wrong with them."""
    import pyarrow.parquet as pq

    paths = sorted(output.glob("*.parquet")) if output.exists() else []
    try:
        sources = {pq.read_metadata(path).metadata[b"keikaku.documents"] for path in paths}
        names = pq.read_table(output / "documents.parquet")["source_file"].to_pylist()
    except (OSError, KeyError, ValueError) as error:
        # A first run that is killed leaves names without a file for a moment: nothing is read.
        return "none" if not any(path.exists() for path in paths) else f"broken: {error}"
    if len(sources) != 1 or len(names) != 12:
        return f"mixed: {len(sources)} sources, {len(names)} documents"
    return "a" if names[0].startswith("1-") else "b"


def kill_runs(folder: Path, count: int, seed: int, longest: float | None = None) -> list[str]:
    """The states after count runs that were killed; longest: seconds that a whole run takes."""
    chance, output = random.Random(seed), folder / "output"
    both = inputs_in(folder)
    begun = time.monotonic()
    subprocess.run(command(both[0], output), cwd=ROOT, check=True)
    longest = longest or (time.monotonic() - begun)
    states = [state(output)]
    for number in range(count):
        # Half of the kills in the last part of the run, where the tables change.
        share = chance.uniform(0.7, 1.1) if number % 2 else chance.random()
        with subprocess.Popen(command(both[(number + 1) % 2], output), cwd=ROOT) as process:
            time.sleep(share * longest)
            process.kill()
        states.append(state(output))
    return states


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        states = kill_runs(Path(folder), arguments.count, arguments.seed)
        found = Counter(states[1:])
        changes = sum(a != b for a, b in pairwise(states))
    print(", ".join(f"{count} times {name}" for name, count in sorted(found.items())))
    print(f"{changes} runs came to their end before the kill or changed the tables")
    return 0 if set(found) <= {"a", "b"} else 1


if __name__ == "__main__":
    raise SystemExit(main())
