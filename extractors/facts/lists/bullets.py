"""Programs of running text: a heading, and under it its amounts and particulars as bullets.

（ア）△△の整備
・平成２５年度事業開始
・総事業費１２，０００千円（基金負担分９，０００千円、事業者負担分３，０００千円）
・事業概要
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import replace
from itertools import pairwise

import regex

from extractors.facts.lists.items import OFFICE
from extractors.facts.lists.statements import BULLET, read_note, read_statement
from extractors.facts.shared.fact import AmountFact, ProgramFact, yen_of
from extractors.facts.shared.money_text import AMOUNT, label_before
from extractors.facts.shared.office_lines import office_lines, office_over
from extractors.facts.shared.particulars import apply_fields
from extractors.facts.shared.title_notes import heading_to_fact, note_behind, period_behind
from extractors.shared.edition import is_plan
from extractors.shared.fields import lines_to_fields
from extractors.shared.marks import split_marks
from extractors.shared.outline import Heading, marker_of, outline_of
from extractors.shared.program_names import is_frame, names_a_program
from normalizers.era import find_fiscal_years
from normalizers.label import label_of
from normalizers.patterns import compiled
from pipeline.document.model import Cite, Document, Grid, Line

_BLANKS = compiled(r"\s+")
_START = re.compile(r"年度?\s*(?:から|より)?\s*(?:事業)?開始")
_ABOUT = compiled(r"^[\s　]*[・･•]?[ 　]*(?:事業(?:の)?)?(?:概要|内容|目的)[:：]?[ 　]*$")
_MARKER_WITHIN = compiled(r"[^\s　][\s　]+[（(][0-9０-９]{1,2}[）)]")
_SUM = compiled(
    r"^[\s　]*(?P<name>(?:[合総][\s　]*計|総[\s　]*額|計)(?:[（(][^（()）]{1,12}[）)])?)"
    rf"[\s　:：]*(?P<amount>{AMOUNT.pattern})[\s　]*$"
)
_SIGNS = frozenset("○◯〇●◆■□・")
_LIST_ABOVE = 12  # flow items above an item of a list that may hold the list's label
_LONGEST_LABEL = 8
_FEWEST_SUMMED = 2
_LONGEST = 60
_DIGIT = re.compile("[0-9０-９]")
_LINES = 4  # a statement with its bracket stands on at most so many lines


def bullet_facts(document: Document, taken: Container[int] = ()) -> Iterator[ProgramFact]:
    """A fact for every heading that has a total or the particulars of a program below it.

    taken: flow items that something else was read from.
    """
    outline = outline_of(document)
    ends = [*(h.at for h in outline.headings[1:]), len(document.flow)]
    ends = ends[: len(outline.headings)]
    programs: list[ProgramFact] = []  # since the last sum
    offices = office_lines(document)
    for heading, end in zip(outline.headings, ends, strict=True):
        if heading.at in taken or not _may_name(heading.title.text):
            continue
        body = []
        for index in range(heading.at + 1, end):
            item = document.flow[index]
            if isinstance(item, Grid) or index in taken or index in offices:
                break
            body.append(item)
        body = _own_lines(document, heading, [b for b in body if not b.margin])
        body, points = _parted(body)
        for point, lines in points:
            yield from _facts_below(document, heading, lines, point)
        last = _SUM.match(body[-1].text) if body else None
        facts = list(_facts_below(document, heading, body[:-1] if last else body))
        yield from facts
        programs += [f for f in facts if f.listed and f.level == "program"]
        if last and (whole := _sum_of(programs, body[-1], last)):
            yield replace(whole, at=end - 1)
            programs = []


def _own_lines(document: Document, heading: Heading, body: list[Line]) -> list[Line]:
    """The lines below a heading up to one that goes on with the list that it stands in: below
    ○対象事業 and its numbered items, ○予算額 is none of the last item's."""
    body = _up_to_label(heading, body)
    ends = [n for n, b in enumerate(body) if b.text.lstrip()[:1] in _SIGNS and b.text.strip()]
    if not ends or heading.kind not in ("number", "bracketed number", "circled"):
        return body
    for item in reversed(document.flow[max(0, heading.at - _LIST_ABOVE) : heading.at]):
        if isinstance(item, Grid):
            return body
        if (sign := item.text.strip()[:1]) and sign in _SIGNS:
            bare = _BLANKS.sub("", item.text.strip()[1:])
            found = label_of(bare) if len(bare) <= _LONGEST_LABEL else None
            same = [n for n in ends if body[n].text.lstrip()[:1] == sign] if found else []
            return body[: same[0]] if same else body
        marker = marker_of(item.text)
        if marker is None or marker[0] != heading.kind:
            return body
    return body


def _up_to_label(heading: Heading, body: list[Line]) -> list[Line]:
    """The lines up to one with a number as the heading has it and nothing but a label behind: in
    １ 基本的な考え方, ２ 補正予算額 the amount is none of the first's."""
    if heading.kind not in ("number", "bracketed number") or names_a_program(heading.title.text):
        return body
    for number, line in enumerate(body):
        marker = marker_of(line.text)
        label = _BLANKS.sub("", line.text[marker[2] :]) if marker else ""
        if marker and marker[0] == heading.kind and label_of(label) is not None:
            return body[:number]
    return body


def _parted(body: list[Line]) -> tuple[list[Line], list[tuple[Cite, list[Line]]]]:
    """The lines below a heading up to the first point that names a program with its amount right
    below (・△△推進事業 / 単年度事業予定額 1,200千円), and those points with what is below each."""
    starts = []
    for number, (line, below) in enumerate(pairwise(body)):
        bullet = BULLET.match(line.text)
        if bullet and AMOUNT.search(below.text) and not AMOUNT.search(line.text):
            name = line.cite(bullet.end())
            if names_a_program(name.text) and _states_total(below.text):
                starts.append((number, name))
    if not starts:
        return body, []
    ends = [*(number for number, _ in starts[1:]), len(body)]
    parts = [(n, body[at + 1 : end]) for (at, n), end in zip(starts, ends, strict=True)]
    return body[: starts[0][0]], parts


def _states_total(text: str) -> bool:
    """Whether a line begins with the label of a total and its amount."""
    amount = AMOUNT.search(text)
    start, end = label_before(text, amount.start()) if amount else (0, 0)
    head = label_of(_BLANKS.sub("", text[start:end]))
    return not text[:start].strip() and head is not None and head.source == "total"


def _sum_of(programs: list[ProgramFact], line: Line, last: regex.Match[str]) -> ProgramFact | None:
    """The fact of a line that is the sum of the programs above it: 合計（７事業） 335,120千円."""
    totals = [next((a for a in f.amounts if a.source == "total"), None) for f in programs]
    yen = [a.yen for a in totals if a]
    amount = line.cite(*last.span("amount"))
    if len(yen) < _FEWEST_SUMMED or sum(y or 0 for y in yen) != yen_of(amount, None):
        return None
    first = programs[0]
    measure, year = next(a for a in totals if a).measure, first.fiscal_year
    return ProgramFact(
        name=line.cite(*last.span("name")), level="total", at=0, section=first.section,
        fiscal_year=year, kind="row", amounts=[AmountFact(amount, "total", measure, year=year)],
    )  # fmt: skip


def _may_name(title: str) -> bool:
    """Whether a heading may name a program: it labels no particular, frames no budget, and is no
    torn text that has the marker of another in it."""
    head = label_of(_BLANKS.sub("", title))
    particular = head is not None and head.role in ("description", "particular", "implementer")
    return not (particular or is_frame(title) or _MARKER_WITHIN.search(title))


def _facts_below(
    document: Document, heading: Heading, body: list[Line], point: Cite | None = None
) -> Iterator[ProgramFact]:
    """What the lines below a heading, or below a point under it, tell of their program."""
    fact = heading_to_fact(document, heading)
    if point:
        fact.name, fact.section = point, heading.titles
    shares: list[ProgramFact] = []
    about: Line | None = None
    planned = is_plan(document)
    title = document.flow[heading.at]
    if isinstance(title, Line) and point is None and _START.search(title.text):
        years = find_fiscal_years(title.text)
        fact.start = title.cite(*years[0][:2]) if years else None
    for number, line in enumerate(body):
        if _START.search(line.text) and (BULLET.match(line.text) or len(line.text.strip()) <= 16):
            years = find_fiscal_years(line.text)
            fact.start = line.cite(*years[0][:2]) if years else None
        elif _ABOUT.match(line.text):
            about = about or line
        elif _DIGIT.search(line.text):
            statement = Cite.join(x.cite() for x in body[number : number + _LINES])
            read_statement(fact, shares, statement, len(line.text.strip()), planned)
    if isinstance(title, Line) and point is None:
        note = note_behind(document, heading)
        read_note(fact, note, planned)
        fact.start = fact.start or period_behind(document, heading)
        _read_title(fact, heading, title, body)
    fact.description = _description(body, about) or (_told_below(body) if fact.start else None)
    apply_fields(fact, lines_to_fields(line.cite() for line in body))
    if not fact.department and (office := office_over(document, heading.at)):
        fact.department = (office,)
    fact.listed = bool(about and fact.start) or _has_money(fact)
    if fact.listed or any(a.source == "total" and a.measure != "requested" for a in fact.amounts):
        yield fact
        for share in shares:
            share.parent = fact
            yield share


def _has_money(fact: ProgramFact) -> bool:
    """Shares without a total belong to a program by its name alone: a list of where the money of
    a budget comes from has them as well. So does what is requested: the parts of a request
    (復活要求) state it below headings of their own."""
    named = names_a_program(fact.name.text)
    return any(
        a.wide and (named or (a.source == "total" and a.measure != "requested"))
        for a in fact.amounts
    )


def _read_title(fact: ProgramFact, heading: Heading, title: Line, body: list[Line]) -> None:
    """The marks of a program's title (新規), and the office in brackets behind it."""
    if not heading.children:  # what stands under a title is found by all of its words
        whole = _whole_title(heading.title, body) if fact.amounts else heading.title
        fact.name, fact.is_new, fact.is_repeated = split_marks(whole)
    behind = max((s.end for s in heading.title.spans), default=0)
    if office := OFFICE.search(title.text, behind):
        fact.department = (title.cite(*office.span("office")),)


def _whole_title(title: Cite, body: list[Line]) -> Cite:
    """A title with the line below where the two are the name of a program, the first is not, and
    the amount stands right behind them."""
    if len(body) < 2 or names_a_program(title.text) or not AMOUNT.search(body[1].text):
        return title
    rest = body[0].text.strip()
    name = title.text + rest
    whole = len(name) <= _LONGEST and not AMOUNT.search(rest) and names_a_program(name)
    return Cite.join([title, body[0].cite()]) if whole else title


def _told_below(body: list[Line]) -> Cite | None:
    """What a point without a label tells of a program: ・△△を整備する□□病院に対し補助する。"""
    lines: list[Line] = []
    for line in body:
        if BULLET.match(line.text):
            lines = [] if _START.search(line.text) or AMOUNT.search(line.text) else [line]
        elif lines:
            lines.append(line)
        if lines and line.text.rstrip().endswith("。"):
            return Cite.join(x.cite() for x in lines)
    return None


def _description(body: list[Line], about: Line | None) -> Cite | None:
    if about is None:
        return None
    lines = body[body.index(about) + 1 :]
    return Cite.join(line.cite() for line in lines) or None
