"""How well keikaku diff pairs programs: made-up editions with known truth, kind by kind.

    python bench/pairing.py [N] [--seed S] [--show]

Prints precision, recall and F1 of the pairs over N pairs of lists, and for each kind of change
the share that was found; --show names what was missed.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from pipeline.diff.programs import rows_to_changes
from tests.diff.editions import Editions, make_editions
from tests.diff.rows import pairs_of


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("lists", nargs="?", type=int, default=300, metavar="N")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    wanted: Counter[str] = Counter()
    caught: Counter[str] = Counter()
    true = found = right = 0
    started = time.process_time()
    for seed in range(options.seed, options.seed + options.lists):
        editions = make_editions(seed)
        got = pairs_of(rows_to_changes(editions.old, editions.new))
        for pair, kind in editions.truth.items():
            wanted[kind] += 1
            caught[kind] += pair in got
        pairs = {pair for pair in got if None not in pair}
        truth = {pair for pair in editions.truth if None not in pair}
        true, found, right = true + len(truth), found + len(pairs), right + len(pairs & truth)
        if options.show:
            show(seed, editions, pairs ^ truth)
    precision, recall = right / found, right / true
    f1 = 2 * precision * recall / (precision + recall)
    print(f"{true} pairs: precision {precision:.4f}, recall {recall:.4f}, F1 {f1:.4f}")
    for kind, number in sorted(wanted.items(), key=lambda entry: caught[entry[0]] / entry[1]):
        print(f"  {kind:18} {caught[kind] / number:6.1%} of {number}")
    milliseconds = 1_000 * (time.process_time() - started) / options.lists
    print(f"{milliseconds:.0f} ms of CPU time a pair of lists")


def show(seed: int, editions: Editions, wrong: set[tuple[str | None, str | None]]) -> None:
    """Print the pairs that were missed, and those that are false."""
    names = {row["row_id"]: row["name"] for row in (*editions.old, *editions.new)}
    for before, after in sorted(wrong, key=str):
        kind = editions.truth.get((before, after), "FALSE")
        print(f"{seed:5} {kind:18} {names.get(before)} => {names.get(after)}")


if __name__ == "__main__":
    main()
