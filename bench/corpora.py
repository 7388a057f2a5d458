"""Documents for measuring: many short ones whose numbers all differ, and one long one.

    python bench/corpora.py FOLDER --count 1000      texts and PDFs by turns
    python bench/corpora.py FOLDER --pages 1000      one PDF of that many pages

Typeset from the words of tests/layouts, and from the cards of raw/; the same command gives the same
bytes. Hundred documents in a row cost about what any other hundred in a row do.
"""

from __future__ import annotations

import argparse
import re
import sys
from functools import cache
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

PERIOD = 100  # documents after which the layouts come again, with other numbers
# Named fonts: two bytes a character stand in the page as they are, so that digits can be changed.
_OPEN = {"producer": "reportlab", "font": "gothic", "turn": "upright"}
_DIGIT_OF_PDF = re.compile(rb"(?<=\\000)[0-9]")
_DIGIT_OF_TEXT = re.compile(r"[0-9]")
_NAME = re.compile(r"(?<=「)[^「」\n【】]{2,20}(?=【)")


def write_corpus(folder: Path, count: int) -> None:
    """count documents, two texts to each PDF."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        random = Random(f"corpus {number}")
        place = number % PERIOD
        if place % 3:
            path, data = folder / f"{number:05}.txt", _text(place, random).encode()
        else:
            path, data = folder / f"{number:05}.pdf", _pdf(place, random)
        path.write_bytes(data)


def long_pdf(pages: int) -> bytes:
    """One PDF of at least that many pages: prose, and tables over one page and more."""
    from tests.layouts.document import seed_to_sheets
    from tests.layouts.producers import sheets_to_pdf

    sheets = []
    seed = 0
    while len(sheets) < pages:
        sheets += seed_to_sheets(seed, _OPEN)[1]
        seed += 1
    return sheets_to_pdf(sheets[:pages], _OPEN["producer"], _OPEN["font"], _OPEN["turn"])


def _pdf(place: int, random: Random) -> bytes:
    data = bytearray(_open_pdf(place))
    for match in _DIGIT_OF_PDF.finditer(bytes(data)):
        data[match.start()] = ord(random.choice("123456789"))
    return bytes(data)


@cache
def _open_pdf(place: int) -> bytes:
    from tests.layouts.document import seed_to_sheets
    from tests.layouts.producers import sheets_to_pdf

    traits, sheets, _ = seed_to_sheets(place, _OPEN)
    return sheets_to_pdf(sheets, traits.producer, traits.font, traits.turn, compressed=False)


def _text(place: int, random: Random) -> str:
    """Half of the cards of raw/ with other numbers and names, or prose with a table of tabs."""
    from tests.layouts import words

    if place % 2:
        whole = _cards()
        half = whole[: len(whole) // 2] if place % 4 == 1 else whole[len(whole) // 2 :]
        named = _NAME.sub(lambda _: words.program(random), half)
        return _DIGIT_OF_TEXT.sub(lambda _: random.choice("123456789"), named)
    lines = [f"令和{random.randint(2, 9)}年度　{words.program(random)}", ""]
    lines += ["　" + words.prose(random, 300), "", "事業名\t担当\t予算額（千円）"]
    for _ in range(20):
        amount = f"{random.randint(1, 999_999):,}"
        lines.append(f"{words.program(random)}\t{words.division(random)}\t{amount}")
    lines += ["", "　" + words.prose(random, 600)]
    return "\n".join(lines) + "\n"


@cache
def _cards() -> str:
    return (ROOT / "raw" / "home-care-cards-2019.txt").read_text("utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--count", type=int, help="this many documents")
    what.add_argument("--pages", type=int, help="one PDF of this many pages")
    arguments = parser.parse_args()
    if arguments.count:
        write_corpus(arguments.folder, arguments.count)
    else:
        arguments.folder.mkdir(parents=True, exist_ok=True)
        (arguments.folder / "long.pdf").write_bytes(long_pdf(arguments.pages))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
