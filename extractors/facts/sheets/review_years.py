"""The budget and its execution by years, as the review sheets of ministries print them in a
flattened text (行政事業レビュー): a line of years, and lines that begin with what they state.

予算額・執行額（単位:百万円） 22年度 23年度 24年度 25年度 26年度要求
当初予算 312 305 298 290 310
執行額 280 301 295
"""

from __future__ import annotations

from collections.abc import Iterator

from extractors.facts.shared.fact import AmountFact, ProgramFact
from extractors.shared.edition import near_year
from normalizers.era import find_fiscal_years
from normalizers.patterns import compiled
from normalizers.unit import find_money, is_money
from pipeline.document.model import Document, Line

_ROW = compiled(r"^[\s　]*(?P<label>当初予算(?:額)?|執行額|決算額|要求額)[\s　]+(?P<rest>[^。]*)$")
_NUMBER = compiled(r"(?<![^\s　])[0-9０-９][0-9０-９,，]*(?:[.．][0-9０-９]+)?(?![^\s　])")
_CELL = compiled(r"[^\s　]+")
_REQUEST = compiled(r"要求")
_BESIDE = compiled(r"要求|予算|額|執行|単位|[百千]?万?円|活動見込|見込|[・（(）):：\s　]")
_MEASURES = {"当初": "budget", "執行": "settled", "決算": "settled", "要求": "requested"}
_FEWEST = 3  # years
_BELOW = 16  # lines below the years
_UNIT_NEAR = 8  # lines around the years that may state the unit

Years = list[tuple[int, bool, tuple[int, int]]]  # year, whether it is asked for, where it stands


def add_review_years(document: Document, facts: list[ProgramFact]) -> None:
    """Put the amounts of such rows to the sheet above, in place of what was read from them."""
    sheets = [f for f in facts if f.kind == "sheet"]
    near = near_year(document) if sheets else 0
    for at, item in enumerate(document.flow if sheets else ()):
        years = _years(item, near) if isinstance(item, Line) and not item.margin else []
        owner = max((f for f in sheets if f.at < at), key=lambda f: f.at, default=None)
        if len(years) < _FEWEST or owner is None or not isinstance(item, Line):
            continue
        unit = _unit(document, at)
        rows = list(_rows(document, at)) if is_money(unit) else []
        amounts = [a for row in rows for a in _amounts(row, item, years, unit)]
        if not amounts:
            continue
        lines = {row.index for row in rows}
        owner.amounts = [a for a in owner.amounts if a.cite.spans[0].line not in lines]
        for amount in amounts:
            amount.wide = amount.year == owner.fiscal_year and amount.measure != "requested"
        owner.amounts.extend(amounts)


def _years(line: Line, near: int) -> Years:
    """The years of a line that holds nothing else, the last perhaps asked for (26年度要求)."""
    found = find_fiscal_years(line.text, near=near)
    rest = line.text
    for start, end, _ in reversed(found):
        rest = rest[:start] + rest[end:]
    if len(found) < _FEWEST or _BESIDE.sub("", rest):
        return []
    stops = [start for start, *_ in found[1:]] + [len(line.text)]
    return [
        (year, bool(_REQUEST.search(line.text[end:stop])), (start, end))
        for (start, end, year), stop in zip(found, stops, strict=True)
    ]


def _unit(document: Document, at: int) -> str | None:
    around = document.flow[max(0, at - _UNIT_NEAR) : at + _UNIT_NEAR]
    lines = (i.text for i in around if isinstance(i, Line) and "単位" in i.text)
    return next((u for text in lines if (u := find_money(text[text.index("単位") :]))), None)


def _rows(document: Document, at: int) -> Iterator[Line]:
    seen: set[str] = set()
    for item in document.flow[at + 1 : at + 1 + _BELOW]:
        row = _ROW.match(item.text) if isinstance(item, Line) else None
        if row and row.group("label")[:2] not in seen and isinstance(item, Line):
            seen.add(row.group("label")[:2])
            yield item


def _amounts(row: Line, head: Line, years: Years, unit: str | None) -> Iterator[AmountFact]:
    """The numbers of a row for the years from the first one on: what is yet to come is left out."""
    match = _ROW.match(row.text)
    assert match is not None
    cells = list(_CELL.finditer(row.text, match.start("rest")))
    if len(cells) > len(years):
        return
    measure = _MEASURES[match.group("label")[:2]]
    for cell, (year, asked, span) in zip(cells, years, strict=False):
        if _NUMBER.fullmatch(cell.group()):
            said = "requested" if asked else measure
            cite, stated = row.cite(*cell.span()), head.cite(*span)
            yield AmountFact(cite, "total", said, unit, year, stated=stated)
