"""A line of years and a line of their amounts, as a flattened text prints a small table.

年度 平成28年度 平成29年度
予算額（千円） 1,200 1,150
"""

from __future__ import annotations

import regex

from extractors.shared.facts import AmountFact
from extractors.shared.money_text import read_label
from normalizers.era import find_fiscal_years
from normalizers.unit import find_unit
from pipeline.document.model import Line

_WORD = regex.compile(r"\S+")

MONEY_UNITS = {"円", "千円", "万円", "百万円", "億円"}
_BESIDE_YEARS = regex.compile(r"年度|区分|項目|当初|予算額?|[\s　（(）)｜|]")
_NUMBERS = regex.compile(r"(?<=[\s　])(?:[△▲]?[0-9０-９][0-9０-９,，]*|[－―-])(?=[\s　]|$)")


def years_alone(text: str) -> tuple[int, ...]:
    """年度 平成28年度 平成29年度: the years of a line that says nothing else."""
    found = find_fiscal_years(text)
    rest = text
    for start, end, _ in reversed(found):
        rest = rest[:start] + rest[end:]
    alone = len(found) > 1 and not _BESIDE_YEARS.sub("", rest)
    return tuple(year for *_, year in found) if alone else ()


def row_of_years(
    line: Line, years: tuple[int, ...], unit: str | None, measure: str
) -> list[AmountFact]:
    """予算額（千円） 1,200 1,150: a label of money and one number for each of the years above."""
    first = _NUMBERS.search(line.text)
    head = read_label(line.text[: first.start()]) if first else None
    label = line.text[: first.start()] if first else ""
    unit = find_unit(label) or unit
    pieces = list(_WORD.finditer(line.text, pos=first.start() if first else 0))
    if head is None or unit not in MONEY_UNITS or len(pieces) != len(years):
        return []
    cites = [line.cite(*piece.span()) for piece in pieces]
    return [
        AmountFact(cite, head.source or "total", head.measure or measure, unit, year)
        for cite, year in zip(cites, years, strict=True)
    ]
