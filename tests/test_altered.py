"""The same document as another converter writes it: the rows of the cases must not change.

Widths, kinds of hyphens and blanks, line ends, blank lines behind every line, pipes for tabs and
page breaks with page numbers say nothing of what a document states.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.convert import TypedRow
from pipeline.document.text import read_text
from pipeline.reading import document_to_reading

CASES = Path(__file__).parent / "cases"
TEXTS = sorted(path for path in CASES.glob("*/*/input.*") if path.suffix in (".txt", ".tsv", ".md"))
TABLES = (
    "programs", "budgets", "facilities", "dmat_deployments", "survey_percentages", "medical_areas",
)  # fmt: skip
# where a row stands, and its characters as they were
PLACES = {
    "row_id", "program_row_id", "parent_row_id", "program_id", "source_file", "page", "line",
    "bbox", "source_text", "verified", "amount_raw",
}  # fmt: skip
WIDE = str.maketrans("0123456789,", "０１２３４５６７８９，")
NARROW = str.maketrans("０１２３４５６７８９，．％（）：", "0123456789,.%():")


def without_circles(character: str) -> str:
    """NFKC (UAX #15), but ① stays: a 1 in its place is another number."""
    circled = unicodedata.decomposition(character).startswith("<circle>")
    return character if circled else unicodedata.normalize("NFKC", character)


def rows_as_pipes(text: str) -> str:
    lines = text.split("\n")
    return "\n".join(f"|{line.replace(chr(9), '|')}|" if "\t" in line else line for line in lines)


ALTERED: dict[str, Callable[[str], str]] = {
    "full width": lambda text: text.translate(WIDE),
    "half width": lambda text: text.translate(NARROW),
    "nfkc": lambda text: "".join(map(without_circles, text)),
    "ascii blanks": lambda text: text.replace("\u3000", " "),
    "blanks behind lines": lambda text: text.replace("\n", "  \n"),
    "crlf": lambda text: text.replace("\n", "\r\n"),
    "blank lines doubled": lambda text: text.replace("\n", "\n\n"),
    "pipes for tabs": rows_as_pipes,
}
# what the alteration takes away from a case, and why it is no fault to miss it
LOST = {
    ("pipes for tabs", "programs/list_lost_border"),  # cells moved to where tabs end
    # a tab may stand for a wide blank of a line of text, pipes around a row enclose cells
    ("pipes for tabs", "budgets/sheets_titled_with_tabs"),
}


def folded(value: object) -> object:
    if isinstance(value, str):
        text = "".join(map(without_circles, value))
        return "".join(text.split()).replace("-", "ー").replace("‐", "ー")
    return [folded(one) for one in value] if isinstance(value, list) else value


def rows_of(text: str, name: str) -> dict[str, list[TypedRow]]:
    reading = document_to_reading(read_text(text.encode("utf-8"), name))
    return {
        table: [
            {c: folded(v) for c, v in row.items() if c not in PLACES and v is not None}
            for row in reading.rows[table]
        ]
        for table in TABLES
    }


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: "/".join(path.parts[-3:-1]))
def test_rows_do_not_depend_on_the_converter(path: Path) -> None:
    text = path.read_bytes().decode("utf-8-sig")
    expected = rows_of(text, path.name)
    case = "/".join(path.parts[-3:-1])
    for way, alter in ALTERED.items():
        if (way, case) not in LOST:
            assert rows_of(alter(text), path.name) == expected, way
