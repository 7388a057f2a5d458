"""The stages of a budget with their sources, below a sheet's program, as rows or one cell a line.

予算額 財源内訳 国庫支出金 一般財源          査定額
決定額 2,412 1,201 1,211                     20,658
前年額 2,432 1,211 1,221                     14,638 …
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extractors.facts.shared.fact import AmountFact, ProgramFact, yen_of
from extractors.shared.heads import document_unit
from normalizers.era import year_in
from normalizers.head import Head
from normalizers.label import label_of
from normalizers.patterns import compiled
from normalizers.unit import is_money
from pipeline.document.model import Cite, Document, Line

_NUMBER = compiled(r"[△▲－-]?[0-9０-９][0-9０-９,，]*(?=[\s　]|$)")
_ALONE = compiled(r"^[\s　]*[△▲－-]?[0-9０-９][0-9０-９,，]*[\s　]*$")
_ROW = compiled(
    r"^[\s　]*(?P<label>[^\s　0-9０-９△▲](?:[^\s　]|[ 　](?=[^\s　0-9０-９△▲])){1,12}?)[\s　]+"
    r"(?P<numbers>[△▲－-]?[0-9０-９][0-9０-９,，\s　△▲－-]*)$"
)
_CUT = compiled(r"当初$")  # 前年度当初
_BEFORE = compiled(r"前年度|前年")
_WORDS = compiled(r"[^\s　]+")
_BLANKS = compiled(r"[\s　]+")
_HEAD_LINES = 24  # lines above the first row that hold the heads
_MOST = 20  # numbers on lines of their own
_FEWEST = 3  # numbers of a row: the total and two sources


@dataclass(slots=True)
class Stage:
    """A row: what it states (要求額, 査定額, 前年度予算額), and its numbers from left to right."""

    head: Head
    label: Cite
    numbers: list[Cite]
    at: int  # flow item
    place: int  # among the lines


def add_stages(document: Document, facts: list[ProgramFact]) -> None:
    """Add the amounts of such rows to the sheet above them. A row is read where its first number
    is the sum of those of the sources, in the order of the heads above."""
    sheets = [f for f in facts if f.kind == "sheet"]
    lines = _lines(document) if sheets else []
    stages = list(_stages(lines))
    unit = document_unit(document) if stages else None
    if not is_money(unit):
        return
    first = None
    for number, stage in enumerate(stages):
        near = number and stage.place - stages[number - 1].place <= _HEAD_LINES
        first = first if near and first is not None else stage.place
        owner = max((f for f in sheets if f.at < stage.at), key=lambda f: f.at, default=None)
        if owner is not None:
            _add(owner, stage, _sources(lines, first), unit)


def _lines(document: Document) -> list[tuple[int, Line]]:
    """The lines of a document with their flow items, those of tables rebuilt from lines too."""
    found: list[tuple[int, Line]] = []
    for at, item in enumerate(document.flow):
        if isinstance(item, Line):
            found.append((at, item))
        elif item.origin == "flat":
            found += [(at, document.lines[index]) for index in item.lines]
    return found


def _stages(lines: list[tuple[int, Line]]) -> Iterator[Stage]:
    for place, (at, item) in enumerate(lines):
        if item.margin:
            continue
        if row := _ROW.match(item.text):
            label, start = item.cite(*row.span("label")), row.start("numbers")
            numbers = [item.cite(*m.span()) for m in _NUMBER.finditer(item.text, start)]
        else:
            label, numbers = item.cite(), []
            for _, below in lines[place + 1 : place + 1 + _MOST]:
                if not _ALONE.match(below.text):
                    break
                numbers.append(below.cite())
        words = _CUT.sub("当初予算額", _BLANKS.sub("", label.text))
        head = label_of(words) if len(numbers) >= _FEWEST else None
        if head is not None and head.role == "amount" and head.source == "total" and head.measure:
            yield Stage(head, label, numbers, at, place)


def _sources(lines: list[tuple[int, Line]], place: int) -> list[str]:
    """The sources that the heads above name, in order. 一般財源 is the last one: a flattened
    text has the heads below 財源内訳 behind it."""
    found: list[str] = []
    for _, item in lines[max(0, place - _HEAD_LINES) : place]:
        whole = _BLANKS.sub("", item.text)
        words = [whole] if label_of(whole) else [m.group() for m in _WORDS.finditer(item.text)]
        heads = [h for word in words if (h := label_of(word)) and h.role == "amount"]
        if any(h.source == "total" for h in heads):
            found = []
        found += [h.share for h in heads if h.share]
    own = [s for s in found if s == "own"]
    return [*(s for s in found if s != "own"), *own[:1]]


def _add(fact: ProgramFact, stage: Stage, sources: list[str], unit: str) -> None:
    count = len(sources)
    yen = [yen_of(cite, unit) for cite in stage.numbers[: count + 1]]
    if count < 2 or len(yen) <= count or None in yen or yen[0] != sum(y or 0 for y in yen[1:]):
        return
    more = len(stage.numbers) - count - 1  # numbers of no known source
    moved = [yen_of(cite, unit) or 0 for cite in stage.numbers[1 + more :]]
    if more and moved != [y or 0 for y in yen[1:]] and sum(moved) == yen[0]:
        return
    stated, year = year_in(stage.label.text, fact.fiscal_year), fact.fiscal_year
    if year is not None and _BEFORE.search(stage.label.text):
        year -= 1
    year = stated or year
    said = {(a.source, a.measure, a.year) for a in fact.amounts}
    parts = zip(("total", *sources), stage.numbers, yen, strict=False)
    for source, cite, value in parts:
        measure = stage.head.measure or "budget"
        if (source, measure, year) in said or (source != "total" and not value):
            continue
        wide = year == fact.fiscal_year
        fact.amounts.append(AmountFact(cite, source, measure, unit, year, wide=wide))
