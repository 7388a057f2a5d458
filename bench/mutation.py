"""How many wrong digits do the checks find?

    python bench/mutation.py [TEXT ...] [--sample N] [--seed S] [--show N]

One digit of one amount of a text is changed, the text is read anew, and a change counts as caught
when a check fails that did not fail before, or fails with other figures (both are counted). Only
amounts that some check bears out are changed: about the others a document says nothing. The
sample is drawn over all texts with a fixed seed. named is the share of changes after which the
very amount that was changed is contradicted. Without arguments the texts in ../shared/seeds are
read.
"""

from __future__ import annotations

import argparse
import random
import tempfile
from collections import Counter
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
SEEDS = ROOT.parent / "shared" / "seeds"
WIDE_ZERO = ord("０")
Rows = dict[str, list[dict[str, object]]]


class Target(NamedTuple):
    """One printed amount: the text it is in, where its characters begin, and the characters."""

    path: Path
    line: int
    start: int
    raw: str
    name: str

    @property
    def digits(self) -> list[int]:
        """The places of its digits in the line."""
        return [self.start + n for n, c in enumerate(self.raw) if c.isdigit()]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("texts", nargs="*", type=Path, metavar="TEXT")
    parser.add_argument("--sample", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=10, help="changes that were missed to print")
    arguments = parser.parse_args()
    paths = arguments.texts or sorted(SEEDS.glob("*.txt"))
    if not paths:
        print(f"no text given, and none in {SEEDS}")
        return 2
    measure(paths, arguments.sample, arguments.seed, arguments.show)
    return 0


def measure(paths: list[Path], sample: int, seed: int, show: int) -> float:
    """Print what was caught and give its share of the sample."""
    texts = {path: path.read_text("utf-8") for path in paths}
    before = {path: read(text) for path, text in texts.items()}
    targets = [target for path, rows in before.items() for target in amounts(path, rows)]
    chance = random.Random(seed)
    drawn = chance.sample(targets, min(sample, len(targets)))
    caught, named, other, missed = Counter[str](), 0, 0, []
    for target in drawn:
        changed, told = change(texts[target.path], target, chance)
        after = read(changed)
        new = failures(after) - failures(before[target.path])
        caught.update({rule for rule, *_ in new})
        other += bool(new) and {f[:2] for f in new} <= {
            f[:2] for f in failures(before[target.path])
        }
        named += is_contradicted(after, target)
        if not new:
            missed.append(f"{target.path.name}:{target.line} {target.name}: {told}")
    rate = 1 - len(missed) / max(len(drawn), 1)
    print(f"{len(targets)} amounts in checks, {len(drawn)} changed, seed {seed}")
    print(f"caught {rate:.1%} ({other} by other figures alone)", end=", ")
    print(f"named {named / max(len(drawn), 1):.1%}")
    print("by rule: " + ", ".join(f"{rule} {count}" for rule, count in caught.most_common()))
    for line in missed[:show]:
        print(f"missed  {line}")
    return rate


def read(text: str) -> Rows:
    """The typed rows of a text."""
    from pipeline.document.read import read_document
    from pipeline.reading import document_to_reading

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "text.txt"
        path.write_text(text, "utf-8")
        return document_to_reading(read_document(path, path.name)).rows


def amounts(path: Path, rows: Rows) -> list[Target]:
    """The amounts that a check bears out, by the place that their row_id names."""
    found = []
    for row in rows.get("budgets", ()):
        raw = str(row["amount_raw"])
        if row["verified"] == "proved" and "\n" not in raw and any(c.isdigit() for c in raw):
            line, start = str(row["row_id"]).split(".")[0].split("-")[2:4]
            found.append(Target(path, int(line), int(start), raw, str(row.get("program"))))
    return found


def change(text: str, target: Target, chance: random.Random) -> tuple[str, str]:
    """The text with one digit of the amount changed, and what became of the amount."""
    lines = text.split("\n")
    line = lines[target.line - 1]
    at = chance.choice(target.digits)
    old = int(line[at])
    first = at == target.digits[0] and len(target.digits) > 1
    new = chance.choice([d for d in range(10) if d != old and (d or not first)])
    wide = line[at] >= chr(WIDE_ZERO)
    lines[target.line - 1] = (
        line[:at] + chr((WIDE_ZERO if wide else ord("0")) + new) + line[at + 1 :]
    )
    end = target.start + len(target.raw)
    return "\n".join(lines), f"{target.raw} -> {lines[target.line - 1][target.start : end]}"


def failures(rows: Rows) -> set[tuple[str, ...]]:
    """The failed checks by what they say."""
    columns = ("rule", "subject", "expected", "actual")
    return {
        tuple(str(row[column]) for column in columns)
        for row in rows["checks"]
        if row["status"] == "fail"
    }


def is_contradicted(rows: Rows, target: Target) -> bool:
    """Whether the amount that was changed is contradicted."""
    place = f"-{target.line}-{target.start}"
    return any(
        str(row["row_id"]).split(".")[0].endswith(place) and row["verified"] == "contradicted"
        for row in rows.get("budgets", ())
    )


if __name__ == "__main__":
    raise SystemExit(main())
