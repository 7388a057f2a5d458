"""Which fiscal year a piece of a document is an edition for."""

from __future__ import annotations

import re
from collections import Counter
from itertools import zip_longest

from extractors.row import Given
from extractors.shared.fields import cite_to_fields
from extractors.shared.outline import Heading, marker_of
from extractors.shared.plan_period import (
    DATE,
    TITLE_LINES,
    fiscal_year_of,
    plan_period,
    title_lines,
    told_period,
    years_of_period,
)
from normalizers.era import ERAS, find_fiscal_years, year_in
from normalizers.patterns import compiled
from normalizers.printed_years import ERA, NUMBER
from normalizers.text import unspace
from pipeline.document.model import Cite, Document, Grid, Line, once

_FOUR_DIGITS = compiled(r"^\s*((?:19|20)[0-9]{2})\s*$")
_ISSUED = compiled(
    rf"^[\s　（(]*(?P<date>{DATE.pattern})[\s　）)]*(?:[^\s。、0-9０-９]{{2,12}})?[\s　]*$"
)
_TITLE_AND_MONTH = compiled(
    r"^[^。、]{4,50}(?:計画|プラン|構想|報告書?|集|結果|概要|調査)[\s　]+"
    rf"(?P<date>{DATE.pattern})(?:[\s　]+[^\s。、0-9０-９]{{2,12}})?[\s　]*$"
)
_YEAR_ALONE = compiled(rf"^[\s　（(]*{ERA}[\s　]*{NUMBER}[\s　]*年度[\s　）)]*$")
_SPACED_ERA = compiled("|".join("[ 　]+".join(name) for name in ERAS))
_MONTH_ALONE = compiled(r"^[\s　]*[0-9０-９]{1,2}[\s　]*月[\s　]*$")
_SURVEY_TITLE = compiled(
    rf"^[\s　]*(?:{ERA}|[0-9０-９]{{4}}年|第[\s　]*[0-9０-９]+[\s　]*回)"
    r"[^。、]{0,40}(?:調査|アンケート)"
)
_SURVEY = compiled(
    r"(?:調査|アンケート)(?:[（(][^（()）]*[)）])?[」』]?(?:の?(?:集計)?結果|報告|の?概要|について)"
)
_HELD = compiled(
    r"(?:調[\s　]*査|実[\s　]*施|アンケート|回[\s　]*答)[\s　]*(?:実[\s　]*施)?[\s　]*の?[\s　]*"
    r"(?:期[\s　]*間|時[\s　]*期|日|年[\s　]*月[\s　]*日?)[\s　]*[：:]?[\s　]*"
    rf"(?P<date>{DATE.pattern})"
)
_PERIOD_BEHIND = compiled(  # （平成24年度～）: of one program of the list
    r"[（(][^（）()～〜~]*[～〜~](?:[^（）()]*年度?)?[^（）()]{0,4}[）)]\s*$"
)
_PLAN = re.compile(r"計画(?![^\s。、]{0,6}[課室係班])")  # not the office of that name
_REVISION = re.compile(
    r"計画(?:書)?[（(の　\s]*第?[0-9０-９一二三四五六]{0,2}[次回]?の?変更(?!前|後)"
)
_SUBMITTED = compiled(rf"^[\s　]*(?P<date>{DATE.pattern})[\s　]*(?:議案)?提出[\s　]*$")
_PAID_BY = re.compile(
    r"計画(?:書)?[\s　]*[（(][^（）()]*補正予算"
    r"|補正予算[^。、（(]{0,6}(?:に係る|による|に基づく)[^。、]{0,16}計画"
)
_AMOUNT_IN_BRACKETS = re.compile(
    r"^[\s　]*[（(][^（）()]*[0-9０-９][\s　]*[千百億万]*円[^（）()]*[）)]\s*$"
)
_NOTE = re.compile(r"[\s　]*(?:[（(]?注|[※＊*])")
_GOES_ON = compiled(r"(?:の|及び|並びに|・|に係る|に関する|における)[\s　]*$")
_PERIOD_OF_WORK = compiled(r"[\s　]*(?:から|より|以降|まで|[～〜~])")  # 令和７年度から義務となる
_BETWEEN_ERAS = 2018  # 24年度 is 平成24年度, 6年度 令和6年度
_FULL_PAGE = 4  # lines of a first page that is more than a cover: no title stands behind it
_LIST_TITLE = compiled(
    r"一覧|計画|予算|補正|事業|施策|概要|プラン|重点|主要|取組|事例|集$|報告|実績|状況|対策|総括|方針|あらまし"
    r"|決算|評価|調書"
)


@once
def edition_year(document: Document) -> int | None:
    """The fiscal year of a plan's period, else of its title, else the latest of its series.

    A plan for several years is an edition for the first of them, where its title names none; one
    that was changed since (第２次変更) is of the year in which that was submitted.
    """
    period = plan_period(document)
    one = period[0] if period and period[1] - period[0] <= 1 else None
    return (
        (_held_year(document) if _is_survey(document) else None)
        or _revision_year(document)
        or one
        or _title_year(document, period is not None)
        or (period[0] if period else None)
        or told_period(document)
        or _held_year(document)
        or _issue_year(document)
        or _series_year(document)
    )


@once
def is_plan(document: Document) -> bool:
    """Whether a document calls itself a plan in its title, and no budget."""
    lines = [line.text for line in title_lines(document)]
    titles = [t for t in lines if "。" not in t and "」" not in t]  # sentences name other plans
    budget = any("予算" in t and "補正" not in t for t in lines)
    return any(_PLAN.search(t) for t in titles) and not budget


def heading_year(heading: Heading | None) -> int | None:
    """The year that a heading of a part names (＜平成２２年度補正予算による計画＞)."""
    for above in reversed(heading.path if heading else ()):
        named = above.kind in ("angle", "square", "annex", "plain")
        if named and (year := year_in(above.title.text)):
            return year
    return None


def caption_year(caption: list[Cite], document: Document) -> int | None:
    """The year of a list from the title above it, nearest line first; a period of several years is
    that of a plan, and none of the list's, and a note tells of one column. The title of the
    document itself may name the budget that pays for its plan, which is of the year of its period
    then."""
    for cite in caption:
        years = find_fiscal_years(cite.text) if not _NOTE.match(cite.text) else []
        period = years_of_period(cite.text) if len(years) > 1 else None
        if years and _LIST_TITLE.search(cite.text) and not (period and period[0] < period[1]):
            return _planned_year(cite, document) or years[0][2]
    return None


def _planned_year(caption: Cite, document: Document) -> int | None:
    """The year of a plan's period, where its title (計画（24年度補正予算）) is the caption."""
    if not _PAID_BY.search(caption.text):
        return None
    titles = {line.index for line in title_lines(document)}
    stands = any(span.line in titles for span in caption.spans)
    return edition_year(document) if stands and plan_period(document) else None


def first_year(value: Cite) -> Given | None:
    """The fiscal year that a period begins in, by its first date or year; four digits alone are
    a year (2016)."""
    if alone := _FOUR_DIGITS.match(value.text):
        return Given(int(alone[1]), value)
    date = DATE.search(value.text)
    years = find_fiscal_years(value.text)
    if date and (not years or date.start() <= years[0][0]):
        year = fiscal_year_of(date.group())
        return Given(year, value.part(*date.span())) if year else None
    return Given(years[0][2], value.part(*years[0][:2])) if years else None


@once
def near_year(document: Document) -> int:
    """A year to complete two-digit years by: the edition's, else the one named most often.

    A document that names no era at all is of the one or the other of the last two.
    """
    if (year := edition_year(document)) is not None:
        return year
    named = Counter(y for line in document.lines for *_, y in find_fiscal_years(line.text))
    common = named.most_common(1)
    return common[0][0] if common else _BETWEEN_ERAS


def _title_year(document: Document, has_period: bool) -> int | None:
    """The year that a line of the title names; a sentence tells of other years too, and the stamp
    of a later slide (H26補正) of that slide alone. The budget that pays for a plan is no year of
    one that states its period."""
    above: list[str] = []
    first = document.flow[0].page if document.flow else None
    items = document.flow[:TITLE_LINES]
    for item, below in zip_longest(items, items[1:]):
        if has_period and not isinstance(item, Grid) and _PAID_BY.search(item.text):
            continue
        if isinstance(item, Grid) or (len(above) >= _FULL_PAGE and item.page != first):
            break
        if _YEAR_ALONE.match(title := _closed_up(item.text)):
            return year_in(title)
        of_plan = any("計画" in text for text in above)
        above.append(item.text)
        if (year := _list_year(item, of_plan)) is not None:
            return year
        if (year := _broken_title_year(item, below)) is not None:
            return year
    heads = map(_list_year, running_heads(document))
    return next((year for year in heads if year is not None), None)


def _broken_title_year(line: Line, below: Line | Grid | None) -> int | None:
    """The year of a title that goes on in the next line: 令和６年度　災害時の医療の / 予算案."""
    if not _GOES_ON.search(line.text) or "。" in line.text or not isinstance(below, Line):
        return None
    years = find_fiscal_years(_closed_up(line.text))
    goes_on = years and "。" not in below.text and _LIST_TITLE.search(below.text)
    return years[0][2] if goes_on else None


def _list_year(line: Line, of_plan: bool = False) -> int | None:
    """The year of a line that is the title of a list, plan or survey; a survey that a plan (told
    of above) rests on is of another year."""
    text = _PERIOD_BEHIND.sub("", line.text) if marker_of(line.text) else line.text
    years = find_fiscal_years(_closed_up(text))
    if not years:
        return None
    if _SURVEY_TITLE.match(line.text) and not of_plan:
        return years[0][2]
    if "。" not in line.text and _LIST_TITLE.search(_closed_up(line.text)):
        if line.text.rstrip().endswith("開始"):  # ・平成22年度事業開始
            return None
        return None if states_a_particular(line) else years[0][2]
    return None


def states_a_particular(line: Line) -> bool:
    """Whether a line is a label with its value; one of money without a number is a title:
    令和２年度当初予算 砂防改良費."""
    fields = cite_to_fields(line.cite())
    if _AMOUNT_IN_BRACKETS.match(line.text):  # （令和元年度予算額 17百万円）
        return True
    return any(f.role != "amount" or any(c.isdigit() for c in f.value.text) for f in fields)


def _closed_up(text: str) -> str:
    """A title without the letter spacing that its era shows: 平 成 27 年 度 予 算 書."""
    return unspace(text) if _SPACED_ERA.search(text) else text


def running_heads(document: Document) -> list[Line]:
    """The lines at the top of the first page that are set apart from its text, for they stand on
    others as well: a list prints its title above each of its pages."""
    pages = document.pages[:1]
    height = (pages[0].height or 0) if pages else 0
    return [
        line
        for line in document.lines
        if line.margin and pages and line.page == pages[0].number
        if line.box and line.box.bottom < height / 3
    ]


def _is_survey(document: Document) -> bool:
    """Whether the title is that of a survey: what it says of plans is of others."""
    title = next((i.text for i in document.flow if isinstance(i, Line) and len(i.text) > 3), "")
    return bool(_SURVEY.search(title)) and "計画" not in title


def _revision_year(document: Document) -> int | None:
    """The fiscal year that the change of a plan was submitted to the council in."""
    lines = [i.text for i in document.flow[: 2 * TITLE_LINES] if isinstance(i, Line)]
    if not any(_REVISION.search(text) for text in lines):
        return None
    found = (_SUBMITTED.match(text) for text in lines)
    return next((fiscal_year_of(match["date"]) for match in found if match), None)


def _held_year(document: Document) -> int | None:
    """The fiscal year that a survey was held in: 調査期間 令和３年９月１日～９月30日."""
    for item in document.flow[: 5 * TITLE_LINES]:
        if isinstance(item, Line) and (found := _HELD.search(item.text)):
            return fiscal_year_of(found["date"])
    return None


def _issue_year(document: Document) -> int | None:
    """The fiscal year of the month that stands alone on a title page, or behind the title."""
    texts = [line.text for line in title_lines(document)]
    for text, below in zip_longest(texts, texts[1:], fillvalue=""):
        broken = text.strip() + below if _MONTH_ALONE.match(below) else ""  # 令和５年 / ３月
        found = _ISSUED.match(text) or _TITLE_AND_MONTH.match(text) or _ISSUED.match(broken)
        if found:
            return fiscal_year_of(found["date"])
    return None


def _series_year(document: Document) -> int | None:
    """The year that most pages name last: a collection is of the newest year of its series."""
    newest: dict[int | None, int] = {}
    for line in document.lines:
        if "円" in line.text or "予算" in line.text:
            for _, end, year in find_fiscal_years(line.text):
                if not _PERIOD_OF_WORK.match(line.text, end):
                    newest[line.page] = max(newest.get(line.page, 0), year)
    common = Counter(newest.values()).most_common(1)
    return common[0][0] if common else None
