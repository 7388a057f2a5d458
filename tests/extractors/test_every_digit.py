"""No number is lost: every digit of the real documents stands in the ledger, exactly once."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
import regex

from extractors.row import Row
from normalizers.number import CIRCLED
from pipeline.document.model import Cite, Document
from pipeline.document.read import read_document
from pipeline.extraction import document_to_rows

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"
DIGIT = regex.compile(f"[0-9０-９{''.join(CIRCLED)}]")


@pytest.fixture(scope="module", params=range(5))
def seed(request: pytest.FixtureRequest) -> tuple[Document, list[Row]]:
    files = sorted(SEEDS.glob("*.txt"))
    if request.param >= len(files):
        pytest.skip("the real documents (../shared/seeds) are not beside the project")
    path = files[request.param]
    document = read_document(path, path.name)
    return document, document_to_rows(document).rows["quantities"]


def raw_of(row: Row) -> Cite:
    cite = row.cells["raw"]
    assert isinstance(cite, Cite)
    return cite


def test_every_digit_and_circled_number_stands_in_one_entry(
    seed: tuple[Document, list[Row]],
) -> None:
    document, ledger = seed
    entries = Counter(
        (span.line, at)
        for row in ledger
        for span in raw_of(row).spans
        for at in range(span.start, span.end)
    )
    digits = [
        (line.index, match.start())
        for line in document.lines
        for match in DIGIT.finditer(line.text)
    ]
    assert digits
    assert [place for place in digits if entries[place] != 1] == []


def test_the_source_characters_of_every_entry_are_its_raw(
    seed: tuple[Document, list[Row]],
) -> None:
    document, ledger = seed
    for row in ledger:
        cite = raw_of(row)
        pieces = [document.lines[s.line].text[s.start : s.end] for s in cite.spans]
        assert "\n".join(pieces) == cite.text
        start, end = (row.cells[name].value for name in ("start", "end"))  # type: ignore[union-attr]
        assert (start, end - start) == (cite.spans[0].start, len(cite.text))


def test_an_entry_that_wraps_has_a_line_break_and_goes_on_below(
    seed: tuple[Document, list[Row]],
) -> None:
    _, ledger = seed
    for row in ledger:
        lines = [span.line for span in raw_of(row).spans]
        assert raw_of(row).text.count("\n") == len(lines) - 1
        assert lines == sorted(set(lines))
