"""The pieces of text that numbers are searched in."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from extractors.figures.ledger import Chunk, ledger_of
from pipeline.document.model import Cite, Document, Span

LINES = st.lists(st.text("あ1 　年", min_size=1, max_size=6), min_size=1, max_size=5)


@given(LINES, st.integers(0, 40), st.integers(0, 40))
def test_a_range_of_a_chunk_is_the_same_as_a_part_of_its_text(
    lines: list[str], a: int, b: int
) -> None:
    spans = tuple(Span(number, 2, 2 + len(line)) for number, line in enumerate(lines))
    cite = Cite("\n".join(lines), spans)
    starts = tuple(sum(len(line) + 1 for line in lines[:n]) for n in range(len(lines)))
    low, high = min(a, b, len(cite.text)), min(max(a, b), len(cite.text))
    made, wanted = Chunk(cite, starts, cite.text).cite_of(low, high), cite.part(low, high)
    assert made.text == wanted.text
    assert [s for s in made.spans if s.start < s.end] == list(wanted.spans)


def test_every_character_stands_in_one_chunk(document: Callable[[str], Document]) -> None:
    made = document("計画 1\n\n2\t3\t4\n5\t6\t7\n本文 8\n")
    seen = [
        (span.line, at)
        for chunk, _ in ledger_of(made)
        for span in chunk.cite.spans
        for at in range(span.start, span.end)
    ]
    visible = [
        (line.index, at)
        for line in made.lines
        for at, character in enumerate(line.text)
        if not character.isspace()
    ]
    assert len(seen) == len(set(seen))
    assert set(visible) <= set(seen)


def test_the_caption_of_a_table_gives_amounts_under_unknown_heads_their_unit(
    document: Callable[[str], Document],
) -> None:
    table = "（単位：千円）\n取組\t甲号\t乙号\n相談\t1,200\t3\n研修\t2,300\t4\n"
    ledger = ledger_of(document(table + "\n参加は 1,500 であった。\n"))
    found = {n.quantity.raw: n.quantity for _, numerals in ledger for n in numerals}
    units = {raw: (str(quantity.value), quantity.unit) for raw, quantity in found.items()}
    assert units["1,200"] == ("1200000", "円")
    assert units["3"] == ("3", None)
    assert units["1,500"] == ("1500", None)
