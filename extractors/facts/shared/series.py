"""Yearly series of budgets in running text, in all their wordings.

・平成27年：1,200千円（一か所30万円を上限）
・令和元年 ：②３４，０００千円（地域医療介護総合確保基金）
③１０，３２９千円
・平成３０年：－（平成29年度で終了）
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import regex

from extractors.facts.shared.fact import AmountFact
from extractors.facts.shared.money_text import AMOUNT, read_label
from extractors.facts.shared.statement import shares_below, shares_in
from extractors.facts.shared.year_rows import NOTHING, Above, above_of, years_beside
from extractors.shared.sources import BLOCK, source_in, source_of_block
from normalizers.era import find_fiscal_years, year_in
from normalizers.patterns import compiled
from normalizers.printed_years import ERA, LETTER, NUMBER
from normalizers.unit import find_unit, is_money
from pipeline.document.model import Cite, Line

_GAP = compiled(r"[\s　、,]*")
_MARK = r"[①-⑳➀-➉]"
_CIRCLED = compiled(_MARK)
_AFTER_YEAR = re.compile(
    r"(?:[ 　]*(?:年度|度|当初|補正後?|最終|[12１２]月補正|予算(?:現)?(?:額|案)?|(?P<settled>決算"
    r"(?:見込)?額?|実績額|執行額)"
    r"|(?P<requested>(?:概算)?要求額?|要望額)|事業費))*[）)]?[ 　]*[:：=＝]?[ 　]*"
)
_YEAR_CLOSES = compiled(r"[ 　]*+(?:年度|度|当初|予算額?|決算額?)*+[ 　]*+[）)]")
_OTHER_YEAR = compiled(
    rf"^[\s　]*(?:前年度|前年|(?P<year>(?:{ERA}|{LETTER})[ 　]?{NUMBER}年?度?))"
    rf"(?:当初|予算額?|[\s　:：])*(?P<amount>{AMOUNT.pattern})[\s　]*$"
)
_OF_WHICH = compiled(
    r"[ 　]*(?:うち|内)[ 　]*(?P<label>[^0-9０-９]*?)[ 　]*(?P<amount>[0-9０-９][0-9０-９,，]*|(?="
    r"[^0-9０-９]*$))[ 　]*$"
)
_HEAD_OF_UNIT = re.compile(r"予算|決算|事業費|単位|推移")
_YEAR_BEHIND = compiled(
    rf"(?P<amount>{AMOUNT.pattern})[ 　]*[（(](?P<year>(?:{ERA}|{LETTER})[ 　]?{NUMBER}年?度?)"
    r"(?:当初|予算額?|決算額?|[ 　])*[）)]"
)
_BARE = compiled(
    r"(?P<amount>(?:[0-9０-９]{1,3}(?:[,，][0-9０-９]{3})+|[0-9０-９]++))"
    r"(?=[ 　]*(?:[（(※]|$|[、／/])|[ 　]+[^0-9０-９\s年月日人件回か箇名%％])"
)
_VALUE = compiled(
    rf"(?P<series>{_MARK}(?:[・、～~]?{_MARK})*)?[ 　]*"  # ①②４，８１０千円: both together
    rf"(?:[（(](?P<inner>{AMOUNT.pattern})[※＊*]?[）)]|(?P<amount>{AMOUNT.pattern})"
    rf"|(?P<nil>[－―‐–ー-]|[0０](?:円|千円)?|ゼロ予算)(?=[\s　（(]|$))"
)
_NOTE = re.compile(
    r"[ 　]*+[※＊*]?+[ 　]*+(?:[（(](?P<note>[^（）()]*(?:[（(][^（）()]*[）)][^（）()]*)*)[）)]?)"
)
_LOOSE_NOTE = compiled(
    rf"(?![ 　]*{AMOUNT.pattern})[ 　]*(?P<note>[^\s　（()）・、，][^・]*?)[ 　]*$"
)
_SOURCES = re.compile(r"[\s　・]*[（(【〔\[]?(?:財源|うち|内訳)")
_ZERO = re.compile(r"^[ 　]*[・･•]?[ 　]*(?P<nil>ゼロ予算|予算(?:措置)?なし)")
_DITTO = compiled(r"^[\s　]*[〃々″\"]+[\s　]*$")
_REACH = 3  # lines above the first amount that may say where all the money comes from


@dataclass(slots=True)
class _Context:
    year: int | None = None
    source: str | None = None
    note: Cite | None = None
    source_of_note: str | None = None
    unit: str | None = None  # of bare numbers, from the heading of the series
    above: Above = NOTHING  # years or kinds of amounts that head the lines below


def lines_to_series(lines: list[Line]) -> list[AmountFact]:
    """The amounts of every line of a series; [] where the lines state none.

    Source is total unless the note behind an amount, or the heading of the series, names another.
    A nil mark gives an amount whose text is the mark; ゼロ予算 stands for nought.
    """
    found: list[AmountFact] = []
    starts: list[int] = []
    context = _Context()
    last = -9
    for number, line in enumerate(lines):
        context.unit = _unit_of_block(line.text) or context.unit
        made = years_beside(line) or context.above.row_of_kinds(line, context.unit)
        made = made or _line_to_amounts(line, context, number - last <= 2)
        made = made or context.above.row_of_years(line, context.unit)
        context.above = above_of(line.text) or (context.above if made else NOTHING)
        if made:
            if not found:
                context.source = source_of_block(lines[max(0, number - _REACH) : number + 1])
            found.extend(made)
            starts.extend([number] * len(made))
            last = number
        elif number - last == 1 and (shares := _shares_on_line(line, found)):
            found.extend(shares)
            starts.extend([number] * len(shares))
        elif number - last == 1 and found and (note := _NOTE.match(line.text.lstrip())):
            lead = len(line.text) - len(line.text.lstrip())
            _set_note(found[-1], line.cite(*(lead + x for x in note.span("note"))), context)
            shares = list(_shares_of(found[-1], context.unit))
            found.extend(shares)
            starts.extend([number] * len(shares))
    said = [a for a in found if _says(a)]
    if not any(a.unit or AMOUNT.search(a.cite.text) or "予算" in a.cite.text for a in said):
        return []
    for amount in found:
        if amount.source == "total" and context.source:
            amount.source = context.source
    _name_series(lines, found, starts)
    return found


def _shares_on_line(line: Line, found: list[AmountFact]) -> list[AmountFact]:
    """（財源）国 4,300千円 県 4,300千円 on the line below an amount that they add up to."""
    if not found or found[-1].source != "total" or not _SOURCES.match(line.text):
        return []
    return shares_below(line.cite(), 0, found[-1])


def _line_to_amounts(line: Line, context: _Context, follows: bool) -> list[AmountFact]:
    text = line.text
    if "予算" in text and (zero := _ZERO.match(text)):
        return [AmountFact(line.cite(*zero.span("nil")), "total", "budget")]
    bracketed = "（" in text or "(" in text
    if bracketed and (behind := list(_YEAR_BEHIND.finditer(text))):
        return [_amount_before_year(line, match) for match in behind]
    found: list[AmountFact] = []
    years = find_fiscal_years(text)
    if years and bracketed:
        depths = _bracket_depths(text)
        years = [y for y in years if not depths[y[0]] or _stands_alone(text, *y[:2])]
    for index, (start, end, year) in enumerate(years):
        stop = years[index + 1][0] if index + 1 < len(years) else len(text)
        at = _AFTER_YEAR.match(text, end)
        value = _VALUE.match(text, at.end() if at else end, stop)
        if value is None and context.unit and not text[:start].strip(" 　・○◯〇●"):
            value = _BARE.match(text, at.end() if at else end, stop)
        if value:
            context.year = year
            made = _values(line, value, stop, year, _measure(at), context)
            for amount in made:
                amount.stated = line.cite(start, end)
            found.extend(made)
    lead = len(text) - len(text.lstrip())
    if not found and follows and context.year and _CIRCLED.match(text[lead:]):
        value = _VALUE.match(text, lead)
        if value and not value.group("nil"):
            found.extend(_values(line, value, len(text), context.year, "budget", context))
    return found


def _measure(words: regex.Match | None) -> str:
    """What the words behind a year call its amount: 決算額, 要求額, or a budget."""
    kinds = words.groupdict() if words else {}
    return next((kind for kind in ("settled", "requested") if kinds.get(kind)), "budget")


def _values(
    line: Line, value: regex.Match, stop: int, year: int, measure: str, context: _Context
) -> list[AmountFact]:
    """A value and the further ones of the same year behind it (①128千円 ②2,579千円)."""
    found = []
    match: regex.Match | None = value
    while match:
        groups = {name: text for name, text in match.groupdict().items() if text}
        group = next(g for g in ("inner", "amount", "nil") if g in groups)
        amount = AmountFact(line.cite(*match.span(group)), "total", measure, year=year)
        if group == "nil":
            amount.unit = "円"  # nought is nought in any unit
        elif match.re is _BARE:
            amount.unit = context.unit
        if "series" in groups:
            amount.series = line.cite(*match.span("series"))
        end = match.end()
        note = _NOTE.match(line.text, end, stop) or _LOOSE_NOTE.match(line.text, end, stop)
        if note and note.group("note") is not None and not _CIRCLED.match(note.group("note")):
            _set_note(amount, line.cite(*note.span("note")), context)
            end = note.end()
        found.append(amount)
        if amount.note:
            found.extend(_shares_of(amount, context.unit))
        gap = _GAP.match(line.text[end:stop])
        following = _VALUE.match(line.text, end + (gap.end() if gap else 0), stop)
        match = following if following and following.group("series") else None
    return found


def _set_note(amount: AmountFact, note: Cite, context: _Context) -> None:
    if _DITTO.match(note.text):
        amount.note = context.note
        amount.source = context.source_of_note or amount.source
        return
    amount.note = note
    if not _OF_WHICH.match(note.text) and not AMOUNT.search(note.text):
        amount.source = source_in(note.text) or amount.source
    context.note, context.source_of_note = note, amount.source


def _shares_of(amount: AmountFact, unit: str | None) -> Iterator[AmountFact]:
    """うち国庫 4,320 behind an amount: the part of it that a source bears."""
    assert amount.note is not None
    note = amount.note
    if other := _OTHER_YEAR.search(note.text):
        before = amount.year - 1 if amount.year else None
        year = year_in(other.group("year") or "") or before
        cite = note.part(*other.span("amount"))
        yield AmountFact(cite, "total", amount.measure, year=year)
    elif AMOUNT.search(note.text):
        yield from shares_in(note, 0, len(note.text), amount.measure, amount.year)
    elif unit and (bare := _OF_WHICH.match(note.text)):
        head = read_label(bare.group("label"))
        if head and head.share:
            cite = note.part(*bare.span("amount"))
            yield AmountFact(cite, head.share, amount.measure, unit, amount.year)


def _says(amount: AmountFact) -> bool:
    """Whether an amount is printed as one: not a nil mark or a bare nought (0円 is one)."""
    return any(c in "123456789１２３４５６７８９予円" for c in amount.cite.text)


def _unit_of_block(text: str) -> str | None:
    """予算額の推移（単位：千円）: the unit of the bare numbers below."""
    if not _HEAD_OF_UNIT.search(text) or AMOUNT.search(text):
        return None
    unit = find_unit(text)
    return unit if is_money(unit) else None


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether a year is all that its brackets hold: 予算額（令和４年度）."""
    opened = start and text[:start].rstrip(" 　")[-1:] in ("（", "(")
    return bool(opened and _YEAR_CLOSES.match(text, end))


def _amount_before_year(line: Line, match: regex.Match) -> AmountFact:
    """2,345千円（R3）."""
    year = year_in(match.group("year"))
    measure = "settled" if "決算" in match.group() else "budget"
    amount = AmountFact(line.cite(*match.span("amount")), "total", measure, year=year)
    amount.stated = line.cite(*match.span("year"))
    return amount


def _name_series(lines: list[Line], found: list[AmountFact], starts: list[int]) -> None:
    """Two runs of the same years without marks: the line above each run names its series."""
    if any(a.series for a in found):
        return
    dated = [(a.year, a.source, a.measure) for a in found if a.year]
    if len(dated) == len(set(dated)) and not _are_below_marks(lines, found, starts):
        return
    years = [year for year, *_ in dated]
    name: Cite | None = None
    for index, (amount, start) in enumerate(zip(found, starts, strict=True)):
        if index == 0 or (start - 1 not in starts and amount.year in years[:index]):
            above = lines[start - 1] if start else None
            name = above.cite() if above and not BLOCK.search(above.text) else None
        amount.series = name


def _are_below_marks(lines: list[Line], found: list[AmountFact], starts: list[int]) -> bool:
    """Whether the years begin anew below lines that number parts of the program (①派遣 … ②研修 …):
    these are series, though the money of one may come from elsewhere."""
    above = [s - 1 for s in dict.fromkeys(starts) if s and s - 1 not in starts]
    marked = [n for n in above if _CIRCLED.match(lines[n].text.lstrip())]
    years: list[set[int | None]] = [set() for _ in marked]
    for amount, start in zip(found, starts, strict=True):
        if run := sum(n < start for n in marked):
            years[run - 1].add(amount.year)
    return any(a & b for a, b in pairwise(years))


def _bracket_depths(text: str) -> list[int]:
    """For each character how many brackets are open before it."""
    depths, depth = [], 0
    for character in text:
        depths.append(depth)
        if character in "（(":
            depth += 1
        elif character in "）)":
            depth = max(0, depth - 1)
    return depths
