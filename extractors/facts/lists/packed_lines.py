"""Lists of programs that a converter put on one line with everything around them.

… 主なもの ・発電機の整備 12,400 千円 ・衛星電話の導入 3,150 千円 ・薬の備蓄 870 千円 2 これから …
(単位 千円) P 1 新規 往診の体制づくり【医療政策課】 P 2 看護師の養成【看護課】 41,300 8,760 …
"""

from __future__ import annotations

from bisect import bisect
from collections import Counter
from collections.abc import Container, Iterator
from dataclasses import dataclass
from itertools import pairwise

from extractors.facts.lists.item_forms import CLAUSE, Item, item_of_cite
from extractors.facts.lists.items import item_to_fact
from extractors.facts.shared.fact import ProgramFact
from extractors.facts.shared.money_text import AMOUNT
from extractors.shared.program_names import bare_name, could_name_a_program, names_a_program
from normalizers.era import find_fiscal_years
from normalizers.patterns import compiled
from normalizers.unit import find_money, is_money
from pipeline.document.model import Cite, Document, Line

_LONG = 60  # characters of a line that may be a list
_FEWEST = 3  # items that make a list
_LONGEST_NAME = 60
_OFFICE = r"【[^【】0-9０-９]{2,16}[課室局部班係所]】"
_PRICE = compiled(
    rf"{AMOUNT.pattern}"
    r"|(?<![0-9０-９,，.．])[0-9０-９]{1,3}(?:[,，][0-9０-９]{3})+(?![0-9０-９,，]|[.．][0-9０-９])"
    r"(?![\s　]*(?!新規|拡充|継続)[\p{Han}\p{Hiragana}％%]{1,3}(?:[\s　]|$))"
)
_BEGIN = compiled(
    r"(?:^|(?<=[\s　]))(?:[・○◯〇●◎■□◆◇▽▼★](?=[\s　]*[^\s　])|[ア-コ](?=[ 　])"
    r"|[（(][0-9０-９]{1,2}[）)](?=[\s　])"
    r"|P[ 　]?[0-9０-９]{1,3}(?=[\s　]|$))"
)
_PAGE_ALONE = compiled(r"^(?:P[ 　]?[0-9０-９]{1,3}|[-‐－–―][^-‐－–―]{1,8}[-‐－–―])$")
_PAGE_BEHIND = compiled(r"[\s　]+[-‐－–―][^-‐－–―\s　]{1,8}[-‐－–―]$")
_REPEATED = compiled(r"^[\s　]*[（(][\s　]*(?:一部)?再掲[\s　]*[）)]")
_OFFICES = compiled(rf"^[\s　]*(?P<offices>{_OFFICE}(?:[\s　]*{_OFFICE})*)")
_CLOSED = compiled(rf"[^\s　。、：:]{{4,}}(?:[\s　]*{_OFFICE})+$")
_NO_NAME = compiled(rf"[。：:※「」]|{CLAUSE.pattern}")
_TITLE = compiled(  # ・往診支援事業【新規】 夜の往診を、… 10,000
    r"^(?P<title>[^\s　]{0,2}[^\s　。、：:【】「」（(]{4,40}(?:事業|補助金|交付金|助成金)"
    r"(?:【[^【】]{1,4}】)?)[\s　]"
)
_NUMBERED = compiled(r"[（(][0-9０-９]{1,2}[）)]")
_UNIT = compiled(r"単位|(?<=額)[（(](?:千円|百万円|万円)[）)]")
_BUDGET = compiled(r"[\s　]*(?:[0-9０-９]{1,2}[\s　]*月)?(?:当初|補正|肉付け?)?予算")


@dataclass(slots=True)
class _Price:
    """An amount, with （再掲） behind it, and the offices in brackets that follow it."""

    cite: Cite
    offices: Cite


def packed_facts(document: Document, taken: Container[int]) -> Iterator[ProgramFact]:
    """A fact for each program of such a list, in the order of the line; taken: flow items that
    something else was read from."""
    for index, line in enumerate(document.flow):
        if not isinstance(line, Line) or len(line.text) < _LONG or index in taken:
            continue
        several = line.text.count("円") >= _FEWEST or _UNIT.search(line.text)
        if not several or not _BEGIN.search(line.text):
            continue
        items = _named(list(_items(index, line)))
        if len(items) < _FEWEST:
            continue
        years = _years(line)
        for order, item in enumerate(items):
            fact = item_to_fact(document, item, _year_above(years, item))
            fact.order = order
            yield fact


def _named(items: list[Item]) -> list[Item]:
    """The items that name programs, by their words or among others with the same sign that do."""
    could = [item for item in items if could_name_a_program(item.name)]
    certain = {
        n
        for n, item in enumerate(could)
        if item.has_office or item.lead.mark is not None or names_a_program(item.name)
    }
    kinds = Counter(item.lead.kind for item in could)
    of_kind = Counter(could[n].lead.kind for n in certain)
    return [
        item
        for n, item in enumerate(could)
        if n in certain or of_kind[item.lead.kind] * 2 > max(kinds[item.lead.kind], _FEWEST)
    ]


def _items(index: int, line: Line) -> Iterator[Item]:
    """The names of a line with the amounts behind them, where there are as many as names."""
    stated = _UNIT.search(line.text)
    unit = find_money(line.text[stated.start() :]) if stated else None
    unit = unit if is_money(unit) else None
    names: list[Cite] = []
    prices: list[_Price] = []
    for token in _tokens(line, unit):
        if isinstance(token, _Price):
            prices.append(token)
            continue
        if prices:
            yield from _pairs(index, names, prices, unit)
            names, prices = [], []
        names = [*names, token] if token else []
    yield from _pairs(index, names, prices, unit)


def _tokens(line: Line, unit: str | None) -> Iterator[Cite | _Price]:
    """The names and amounts of a line in their order; an empty cite for any other words."""
    whole = line.cite()
    found = [m for m in _PRICE.finditer(whole.text) if unit or m.group().endswith("円")]
    ends = [*(m.start() for m in found[1:]), len(whole.text)]
    yield from _words(whole.part(0, found[0].start() if found else None))
    for price, end in zip(found, ends, strict=True):
        low, high = price.span()
        if again := _REPEATED.match(whole.text[high:end]):
            high += again.end()
        offices = Cite("")
        start = high
        if behind := _OFFICES.match(whole.text[high:end]):
            start += behind.end()
            offices = whole.part(high, start)
        yield _Price(whole.part(low, high), offices)
        yield from _words(whole.part(start, end))


def _words(text: Cite) -> Iterator[Cite]:
    begins = [m.start() for m in _BEGIN.finditer(text.text)]
    for start, end in pairwise([0, *begins, len(text.text)]):
        piece = text.part(start, end)
        if cut := _PAGE_BEHIND.search(piece.text):
            piece = piece.part(0, cut.start())
        if piece and not _PAGE_ALONE.match(piece.text):
            told = _TITLE.match(piece.text) if _BEGIN.match(piece.text) else None
            if _is_name(piece.text):
                yield piece
                continue
            yield Cite("")
            if told:  # what it has behind its name, the names before it have not: no amount either
                yield piece.part(*told.span("title"))


def _is_name(piece: str) -> bool:
    if len(piece) > _LONGEST_NAME or _NO_NAME.search(piece):
        return False
    if titled := _NUMBERED.match(piece):  # (1) 令和５年度予算に計上した主なもの
        return could_name_a_program(bare_name(piece[titled.end() :]))
    return bool(_BEGIN.match(piece) or _CLOSED.search(piece))


def _pairs(index: int, names: list[Cite], prices: list[_Price], unit: str | None) -> Iterator[Item]:
    if len(names) != len(prices):
        return
    for name, price in zip(names, prices, strict=True):
        own = None if price.cite.text.endswith("円") else unit
        item = item_of_cite(index, Cite.join([name, price.offices, price.cite]), own)
        if item is not None:
            yield item


def _years(line: Line) -> list[tuple[int, int]]:
    """Where a line names the budget of a year, and the year (令和６年度当初予算に計上した)."""
    found = find_fiscal_years(line.text)
    return [(end, year) for _, end, year in found if _BUDGET.match(line.text, end)]


def _year_above(years: list[tuple[int, int]], item: Item) -> int | None:
    """The year of the last budget that the line names before an item; None for none."""
    place = bisect(years, (item.whole.spans[0].start,))
    return years[place - 1][1] if place else None
