"""A line of years and a line of their amounts, as a flattened text prints a small table; or a line
of what is printed, and a line a year.

年度 平成28年度 平成29年度        年度 予算額（千円） 決算額（千円）
予算額（千円） 1,200 1,150        平成28年度 1,200 1,180
"""

from __future__ import annotations

from typing import NamedTuple

from extractors.facts.shared.fact import AmountFact
from extractors.facts.shared.money_text import AMOUNT, read_label
from normalizers.era import find_fiscal_years
from normalizers.head import Head
from normalizers.patterns import compiled
from normalizers.unit import find_unit, is_money
from pipeline.document.model import Line

_WORD = compiled(r"\S+")

_BESIDE_YEAR = compiled(r"^[\s　・○◯〇●]*$")
_BEHIND_YEAR = compiled(r"[\s　]*(?:年度|度)?[\s　]*[:：]?")
_BESIDE_YEARS = compiled(r"年度|区分|項目|当初|予算額?|[\s　（(）)｜|]")
_LONGEST_HEADS = 60
_NUMBER = compiled(r"[0-9０-９]{1,3}(?:[,，][0-9０-９]{3})+|[0-9０-９]{1,3}")
_TOLD = ("理由", "備考", "要因")
_FEWEST_TOLD = 2
_REVISED = ("補正後", "最終")
_NIL = compiled(r"[－―‐–-]")
_NUMBERS = compiled(r"(?<=[\s　])(?:[△▲]?[0-9０-９][0-9０-９,，]*|[－―-])(?=[\s　]|$)")


class Above(NamedTuple):
    """What a line that says nothing else puts over the lines below: years, or kinds of amounts."""

    years: tuple[int, ...] = ()
    kinds: tuple[Head, ...] = ()
    told: bool = False  # a column of words stands behind the amounts

    def row_of_years(self, line: Line, unit: str | None) -> list[AmountFact]:
        """予算額（千円） 1,200 1,150: a label of money and one number for each of the years."""
        first = _NUMBERS.search(line.text) if self.years else None
        head = read_label(line.text[: first.start()]) if first else None
        label = line.text[: first.start()] if first else ""
        unit = find_unit(label) or unit
        pieces = list(_WORD.finditer(line.text, pos=first.start() if first else 0))
        if head is None or not is_money(unit) or len(pieces) != len(self.years):
            return []
        cites = [line.cite(*piece.span()) for piece in pieces]
        return [
            AmountFact(cite, head.source or "total", head.measure or "budget", unit, year)
            for cite, year in zip(cites, self.years, strict=True)
        ]

    def row_of_kinds(self, line: Line, unit: str | None) -> list[AmountFact]:
        """平成28年度 1,200 1,180: a year and one amount of each of the kinds."""
        years = find_fiscal_years(line.text) if self.kinds else []
        if len(years) != 1 or not _BESIDE_YEAR.match(line.text[: years[0][0]]):
            return []
        start, end, year = years[0]
        behind = _BEHIND_YEAR.match(line.text, end)
        pieces = list(_WORD.finditer(line.text, pos=behind.end() if behind else end))
        if len(pieces) < len(self.kinds) or (len(pieces) > len(self.kinds) and not self.told):
            return []
        pieces = pieces[: len(self.kinds)]
        units = [
            _unit_of(p.group(), h.unit or unit) for p, h in zip(pieces, self.kinds, strict=True)
        ]
        if "" in units or all(_NIL.fullmatch(piece.group()) for piece in pieces):
            return []
        stated = line.cite(start, end)
        return [
            AmountFact(
                line.cite(*piece.span()),
                "total",
                kind.measure or "budget",
                own,
                year,
                stated=stated,
            )
            for piece, kind, own in zip(pieces, self.kinds, units, strict=True)
            if not _is_revised(kind)
        ]


NOTHING = Above()


def years_beside(line: Line) -> list[AmountFact]:
    """予算額（千円） H29 12,480 H30 － R1 11,960: a label of money with its unit, then years, each
    with one number or nil mark; [] for a line that says anything else."""
    text = line.text
    found = find_fiscal_years(text) if "（" in text or "(" in text else []
    label = text[: found[0][0]] if found else ""
    head, unit = (read_label(label), find_unit(label)) if len(found) > 1 else (None, None)
    if head is None or not is_money(unit):
        return []
    ends = [*(start for start, *_ in found[1:]), len(text)]
    pieces = [
        list(_WORD.finditer(text, pos=end, endpos=stop))
        for (_, end, _), stop in zip(found, ends, strict=True)
    ]
    if not all(len(w) == 1 and _unit_of(w[0].group(), unit) in (unit, "円") for w in pieces):
        return []
    return [
        AmountFact(
            line.cite(*words[0].span()),
            head.source or "total",
            head.measure or "budget",
            unit,
            year,
            stated=line.cite(start, end),
        )
        for words, (start, end, year) in zip(pieces, found, strict=True)
    ]


def above_of(text: str) -> Above | None:
    """What a line heads the lines below with; None for a line that says anything else."""
    above = Above(_years_alone(text), *_kinds_alone(text))
    return above if any(above) else None


def _years_alone(text: str) -> tuple[int, ...]:
    """年度 平成28年度 平成29年度: the years of a line that says nothing else."""
    found = find_fiscal_years(text)
    rest = text
    for start, end, _ in reversed(found):
        rest = rest[:start] + rest[end:]
    alone = len(found) > 1 and not _BESIDE_YEARS.sub("", rest)
    return tuple(year for *_, year in found) if alone else ()


def _kinds_alone(text: str) -> tuple[tuple[Head, ...], bool]:
    """年度 予算額（千円） 決算額（千円）: the kinds of amounts that a line consists of, and whether
    a head of words stands behind them (…決算額 乖離の理由). A year has one budget: what 補正後 it
    is stands beside it and is no kind of its own."""
    if len(text) > _LONGEST_HEADS or "額" not in text:
        return (), False
    words = [word for word in text.split() if word not in ("年度", "区分")]
    told = len(words) > _FEWEST_TOLD and words[-1].endswith(_TOLD)
    heads = [read_label(word) for word in (words[:-1] if told else words)]
    kinds = tuple(h for h in heads if h is not None and h.source == "total" and h.measure)
    first = [h.measure for h in kinds if not _is_revised(h)]
    different = len(set(first)) == len(first) > 1
    return (kinds, told) if len(kinds) == len(heads) and different else ((), False)


def _is_revised(kind: Head) -> bool:
    return kind.text.startswith(_REVISED)


def _unit_of(text: str, unit: str | None) -> str | None:
    """The unit of an amount: None where it prints its own, empty where it has none."""
    if AMOUNT.fullmatch(text):
        return None
    if _NIL.fullmatch(text):
        return "円"
    return unit if is_money(unit) and _NUMBER.fullmatch(text) else ""
