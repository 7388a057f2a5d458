"""Files broken on purpose, the same ones for the same seed.

    python bench/damage.py FOLDER FILE... [--count N] [--seed S]

writes N damaged copies of the files to FOLDER, for bench/hostile.py and the tests.
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path

_OBJECT = re.compile(rb"\d+ 0 obj\b.*?\bendobj", re.DOTALL)
_NUMBER = re.compile(rb"(?<=[ /\[])\d+(?=[ \]\r\n/>])")
_NAME = re.compile(rb"/[A-Z][A-Za-z]{2,}")
_ODD = (
    b"\x00",
    b"\xff\xfe",
    b"\x1b$B",
    b"\xed\xa0\x80",
    "\u202e".encode(),
    b"9" * 5000,
    b"(" * 3000,
)


def flip_bytes(data: bytes, chance: random.Random) -> bytes:
    found = bytearray(data)
    for _ in range(chance.choice((1, 10, 100, 1000))):
        found[chance.randrange(len(found))] = chance.randrange(256)
    return bytes(found)


def cut_end(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(1, len(data))]


def cut_middle(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data))
    return data[:start] + data[start + chance.randrange(1, 5000) :]


def double_part(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data))
    return data[:start] + data[start : start + chance.randrange(1, 20_000)] + data[start:]


def swap_objects(data: bytes, chance: random.Random) -> bytes:
    """Two objects of a PDF in each other's place, in a text two stretches."""
    spans = [m.span() for m in _OBJECT.finditer(data)]
    if len(spans) < 2:
        edges = sorted(chance.randrange(len(data)) for _ in range(4))
        spans = [(edges[0], edges[1]), (edges[2], edges[3])]
    (a, b), (c, d) = sorted(chance.sample(spans, 2))
    return data[:a] + data[c:d] + data[b:c] + data[a:b] + data[d:]


def change_numbers(data: bytes, chance: random.Random) -> bytes:
    """Lengths, offsets and references that are wrong."""
    spans = [m.span() for m in _NUMBER.finditer(data)]
    for a, b in sorted(chance.sample(spans, min(len(spans), 20)), reverse=True):
        data = data[:a] + chance.choice((b"0", b"-1", b"1", b"7", b"4294967296")) + data[b:]
    return data


def swap_names(data: bytes, chance: random.Random) -> bytes:
    """Keys of dictionaries that say something else."""
    spans = [m.span() for m in _NAME.finditer(data)]
    names = [data[a:b] for a, b in spans]
    for a, b in sorted(chance.sample(spans, min(len(spans), 10)), reverse=True):
        data = data[:a] + chance.choice(names) + data[b:]
    return data


def put_in(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data))
    return data[:start] + chance.choice(_ODD) + data[start:]


DAMAGES: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    flip_bytes, cut_end, cut_middle, double_part, swap_objects, change_numbers, swap_names, put_in,
)  # fmt: skip


def damaged(paths: list[Path], count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """Names and contents of count files, the kinds of damage and the originals in turn."""
    sources = [(path, path.read_bytes()) for path in paths]
    for number in range(count):
        chance = random.Random(f"{seed}-{number}")
        damage = DAMAGES[number % len(DAMAGES)]
        path, data = sources[(number // len(DAMAGES)) % len(sources)]
        yield f"{number:04}-{damage.__name__}-{path.stem}{path.suffix}", damage(data, chance)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    for name, data in damaged(arguments.files, arguments.count, arguments.seed):
        (arguments.folder / name).write_bytes(data)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
