"""Lines that give a program and its amount, on the line itself or on one below it.

・ドクターヘリ運航事業費 ２６８，４００千円          ・医療従事者の研修
                                                   ７９２千円
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass

import regex

from extractors.shared.align import yen_of
from extractors.shared.marks import split_marks
from extractors.shared.money_text import AMOUNT
from extractors.shared.outline import marker_of
from extractors.shared.program_names import (
    could_name_a_program,
    is_source_of_money,
    names_a_program,
)
from pipeline.document.model import Cite, Document, Line

_LEAD = regex.compile(
    r"^[\s　]*(?:(?P<sign>[・･•○◯〇●◎■□◆◇▶▷＊*-]|[①-⑳])|(?P<mark>[新拡継])(?=[ 　]))[\s　]*"
)
_WORD = r"(?:総事業費|事業費|事業総額|予算額|当初予算額)"
_ITEM = regex.compile(
    rf"(?P<name>[^。、：:]{{4,45}}?)(?:[\s　]+{_WORD})?[\s　]*(?:[:：…‥・]*[\s　]*|[（(]"
    rf"[\s　]*{_WORD}?[:：]?[\s　]*)"
    rf"(?P<amount>{AMOUNT.pattern})(?P<tail>(?s:.*))$"
)
_TAIL = regex.compile(
    r"^[\s　]*(?:[）)][\s　]*)?(?:[（(【\[〔［＜][^（()）【】\[\]〔〕［］＜＞。]{1,60}"
    r"[）)】\]〕］＞][\s　]*|※[^。]{0,20}|(?:新規|拡充|継続|再掲|一部新規)[\s　]*"
    r"|[A-Za-zⅠ-Ⅹ○◎新拡]{1,2}[\s　]*)*$"
)
_TORN = regex.compile(
    r"[（(【\[〔［][^（()）【】\[\]〔〕［］。、]{1,30}$"
    r"|(?<=[\s　（(…‥・：:])[0-9０-９][0-9０-９，,]*$"
)
_ALONE = regex.compile(rf"^[\s　]*{AMOUNT.pattern}[\s　]*$")
_REMARK = 8  # lines below an item that may describe it


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a list: where it stands, what it was read from, name, amount and what follows.

    mark: the 新 or 拡 that leads the line.
    """

    index: int
    last: int  # the flow item of the last line that it was read from
    whole: Cite
    match: regex.Match[str]
    lead: str
    mark: Cite | None = None

    @property
    def name(self) -> str:
        return split_marks(Cite(self.match.group("name").strip()))[0].text

    @property
    def amount(self) -> Cite:
        return self.whole.part(*self.match.span("amount"))


def items_of(document: Document, taken: Container[int]) -> list[list[Item]]:
    """The items of a document that name programs, in runs of lines with the same sign.

    taken: flow items that something else was read from. A line whose words do not end as the name
    of a program counts among others that do; behind the first source of money (国庫支出金) a run
    says where the money comes from.
    """
    runs = [_without_sources(run) for run in _runs(document, _lines_to_items(document, taken))]
    return [kept for run in runs if (kept := _named(run))]


def sums_in(run: list[Item]) -> list[tuple[int, int]]:
    """The items of a run that are the sum of those right behind: where it is, where these end."""
    yen = [yen_of(item.amount, None) or 0 for item in run]
    found = []
    for at, total in enumerate(yen):
        ends = (n for n in range(at + 3, len(run) + 1) if total and sum(yen[at + 1 : n]) == total)
        if (end := next(ends, None)) is not None:
            found.append((at, end))
    return found


def _named(run: list[Item]) -> list[Item]:
    """The items that name programs, by their words, or by their place among those that do."""
    named = [names_a_program(item.name) for item in run]
    sure = {n for n, name in enumerate(named) if name}
    for at, end in [(0, len(run)), *sums_in(run)]:
        most = (at, end) != (0, len(run)) or sum(named) * 2 >= len(run)
        if sum(named[at:end]) >= 2 and most:
            sure |= {n for n in range(at, end) if could_name_a_program(run[n].name)}
    return [item for n, item in enumerate(run) if n in sure]


def _without_sources(run: list[Item]) -> list[Item]:
    end = next((n for n, item in enumerate(run) if is_source_of_money(item.name)), len(run))
    return run[:end]


def _runs(document: Document, items: list[Item]) -> Iterator[list[Item]]:
    """Neighbouring items with the same sign; a heading between them, or much text, parts them."""
    run: list[Item] = []
    for item in items:
        if run and not _goes_on(document, run[-1], item):
            yield run
            run = []
        run.append(item)
    if run:
        yield run


def _goes_on(document: Document, before: Item, item: Item) -> bool:
    between = document.flow[before.last + 1 : item.index]
    if before.lead != item.lead or len(between) > _REMARK:
        return False
    return all(isinstance(i, Line) and (i.margin or not marker_of(i.text)) for i in between)


def _lines_to_items(document: Document, taken: Container[int]) -> list[Item]:
    items: list[Item] = []
    waiting: list[tuple[int, Line, int]] = []  # names without an amount, where the name begins
    amounts: list[tuple[int, Line]] = []
    for index, line in enumerate(document.flow):
        usable = isinstance(line, Line) and not line.margin and index not in taken
        if usable and isinstance(line, Line) and _ALONE.match(line.text):
            amounts.append((index, line))
            continue
        if amounts:
            items += _pairs(waiting, amounts)
            waiting, amounts = [], []
        if not usable or not isinstance(line, Line):
            waiting = []
        elif (item := _item_of(document, index, line)) is not None:
            items.append(item)
            waiting = []
        elif (start := _name_start(line.text)) is not None:
            waiting.append((index, line, start))
        elif marker_of(line.text) or (waiting and index - waiting[0][0] > _REMARK):
            waiting = []
    return [*items, *_pairs(waiting, amounts)]


def _pairs(names: list[tuple[int, Line, int]], amounts: list[tuple[int, Line]]) -> Iterator[Item]:
    """Names and the amounts alone on the lines below, as many as there are names, in order.

    Of several amounts below one name the first is its own.
    """
    if len(names) != len(amounts) and not (len(names) == 1 and amounts[:1]):
        return
    below = amounts[0][0] == names[-1][0] + 1 if names else False
    for (index, line, start), (at, amount) in zip(names, amounts, strict=False):
        whole = Cite.join([line.cite(), amount.cite()])
        blank = len(line.text) - len(line.text.lstrip())
        match = _ITEM.match(whole.text, start - blank)
        if below and match is not None and match.group("tail") == "":
            yield Item(index, at, whole, match, *_lead_of(whole))


def _item_of(document: Document, index: int, line: Line) -> Item | None:
    """The item of a line with its amount; None for any other line."""
    whole = _whole(document, index, line)
    if "円" not in whole.text:
        return None
    start = _start(whole.text)
    match = _ITEM.match(whole.text, start or 0)
    if match is None or not _TAIL.match(match.group("tail")):
        return None
    if start is None and "  " not in whole.text:
        return None
    return Item(index, index + len(whole.spans) - 1, whole, match, *_lead_of(whole))


def _whole(document: Document, index: int, line: Line) -> Cite:
    """A line, with the next one where it ends within a bracket or an amount."""
    cite = line.cite()
    following = document.flow[index + 1] if index + 1 < len(document.flow) else None
    if not isinstance(following, Line) or following.margin or not _TORN.search(cite.text):
        return cite
    return Cite.join([cite, following.cite()])


def _name_start(text: str) -> int | None:
    """Where the name begins on a line of a list that is nothing but the name of a program."""
    lead = _LEAD.match(text)
    name = split_marks(Cite(text[lead.end() :].strip()))[0].text if lead else ""
    return lead.end() if lead and len(name) <= 45 and names_a_program(name) else None


def _start(text: str) -> int | None:
    """Where the words of a line begin behind its sign or number; None without one."""
    if lead := _LEAD.match(text):
        return lead.end()
    return marker[2] if (marker := marker_of(text)) else None


def _lead_of(whole: Cite) -> tuple[str, Cite | None]:
    """The kind of sign that a line begins with, and the mark among them."""
    if lead := _LEAD.match(whole.text):
        mark = whole.part(*lead.span("mark")) if lead.group("mark") else None
        return lead.group("sign") or "mark", mark
    marker = marker_of(whole.text)
    return (marker[0] if marker else ""), None
