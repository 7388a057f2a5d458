"""Which fiscal year a piece of a document is an edition for."""

from __future__ import annotations

from collections import Counter

import regex

from extractors.row import Given
from extractors.shared.fields import has_fields
from extractors.shared.outline import Heading
from normalizers.era import find_fiscal_years, parse_date
from normalizers.errors import NormalizationError
from pipeline.document.model import Cite, Document, Grid, Line

_PERIOD = regex.compile(r"から|～|〜|より|－|―|-")
_PERIOD_HEADING = regex.compile(
    r"^[\s　]*(?:第?[0-9０-９一二三四五六七八九十ⅠⅡⅢⅣ]{1,3}[章節部]?|[（(][0-9０-９]{1,2}[）)]"
    r"|[①-⑳○●■◆・【＜])[\s　．.、]*"
    r"[^\s。、：:]{0,16}期間[】＞]?[\s　]*$"
)
_PERIOD_ALONE = regex.compile(
    r"^[\s　（(]*(?:平成|令和)[^\s。、：:]{2,12}[\s　]*(?:から|～|〜|－)[\s　]*(?:平成|令和)?"
    r"[^\s。、：:]{2,12}[\s　）)]*$"
)
_PLAN_PERIOD = regex.compile(r"(?:計画|対象)[^\s。、]{0,4}期間[\s　:：は]*(?=[^\s　:：は])")
_DATE = regex.compile(
    r"(?:令和|平成|昭和)\s*(?:[0-9０-９]{1,2}|元)\s*年\s*[0-9０-９]{1,2}\s*月(?:\s*[0-9０-９]{1,2}\s*日)?"
)
_FOUR_DIGITS = regex.compile(r"^\s*((?:19|20)[0-9]{2})\s*$")
_ISSUED = regex.compile(
    rf"^[\s　（(]*(?P<date>{_DATE.pattern})[\s　）)]*(?:[^\s。、0-9０-９]{{2,12}})?[\s　]*$"
)
_BETWEEN_ERAS = 2018  # 24年度 is 平成24年度, 6年度 令和6年度
_TITLE_LINES = 12
_LIST_TITLE = regex.compile(
    r"一覧|計画|予算|事業|施策|概要|プラン|重点|主要|取組|事例|集$|報告|実績|状況|対策|総括"
)


def edition_year(document: Document) -> int | None:
    """The fiscal year of a plan's period, else of its title, else the latest of its series.

    A plan for several years is an edition for the first of them, where its title names none.
    """
    if "edition_year" not in document.memo:
        period = _period(document)
        one = period[0] if period and period[1] - period[0] <= 1 else None
        document.memo["edition_year"] = (
            one
            or _title_year(document)
            or (period[0] if period else None)
            or _issue_year(document)
            or _series_year(document)
        )
    year = document.memo["edition_year"]
    assert year is None or isinstance(year, int)
    return year


def is_plan(document: Document) -> bool:
    """Whether a document calls itself a plan in its title, and no budget."""
    titles = [i.text for i in document.flow[:_TITLE_LINES] if isinstance(i, Line)]
    budget = any("予算" in t and "補正" not in t for t in titles)
    return any("計画" in t for t in titles) and not budget


def heading_year(heading: Heading | None) -> int | None:
    """The year that a heading of a part names (＜平成２２年度補正予算による計画＞)."""
    for above in reversed(heading.path if heading else ()):
        if above.kind in ("angle", "square", "annex", "plain"):
            years = find_fiscal_years(above.title.text)
            if years:
                return years[0][2]
    return None


def caption_year(caption: list[Cite]) -> int | None:
    """The year of a list from the title above it, nearest line first."""
    for cite in caption:
        years = find_fiscal_years(cite.text)
        if years and _LIST_TITLE.search(cite.text):
            return years[0][2]
    return None


def _period(document: Document) -> tuple[int, int] | None:
    """First and last fiscal year of 計画の期間: 平成２５年４月１日から平成２６年３月３１日まで."""
    for at, item in enumerate(document.flow):
        if not isinstance(item, Line) or not _PERIOD_HEADING.search(item.text):
            continue
        for below in document.flow[at + 1 : at + 4]:
            if isinstance(below, Line) and (found := _years_of_period(below.text)):
                return found
    for item in document.flow[: 5 * _TITLE_LINES]:
        label = _PLAN_PERIOD.search(item.text) if isinstance(item, Line) else None
        if label and (found := _years_of_period(label.string[label.end() :])):
            return found
    titles = [i for i in document.flow[:_TITLE_LINES] if isinstance(i, Line)]
    alone = (_years_of_period(i.text) for i in titles if _PERIOD_ALONE.match(i.text))
    return next((found for found in alone if found), None)


def _years_of_period(text: str) -> tuple[int, int] | None:
    if not _PERIOD.search(text):
        return None
    years = [y for m in _DATE.finditer(text) if (y := _fiscal_year_of(m.group()))]
    years = years or [year for *_, year in find_fiscal_years(text)]
    return (years[0], years[-1]) if len(years) > 1 and years[0] <= years[-1] else None


def first_year(value: Cite) -> Given | None:
    """The fiscal year that a period begins in, by its first date or year; four digits alone are
    a year (2016)."""
    if alone := _FOUR_DIGITS.match(value.text):
        return Given(int(alone[1]), value)
    date = _DATE.search(value.text)
    years = find_fiscal_years(value.text)
    if date and (not years or date.start() <= years[0][0]):
        year = _fiscal_year_of(date.group())
        return Given(year, value.part(*date.span())) if year else None
    return Given(years[0][2], value.part(*years[0][:2])) if years else None


def _fiscal_year_of(text: str) -> int | None:
    """The fiscal year that a date lies in: it begins on 1 April (財政法 第11条)."""
    try:
        date = parse_date(text)
    except NormalizationError:
        return None
    return date.year - (date.month < 4) if date.year and date.month else None


def near_year(document: Document) -> int:
    """A year to complete two-digit years by: the edition's, else the one named most often.

    A document that names no era at all is of the one or the other of the last two.
    """
    if (year := edition_year(document)) is not None:
        return year
    if "near_year" not in document.memo:  # asked for by every table
        named = Counter(y for line in document.lines for *_, y in find_fiscal_years(line.text))
        common = named.most_common(1)
        document.memo["near_year"] = common[0][0] if common else _BETWEEN_ERAS
    near = document.memo["near_year"]
    assert isinstance(near, int)
    return near


def _title_year(document: Document) -> int | None:
    for item in document.flow[:_TITLE_LINES]:
        if isinstance(item, Grid):
            break
        if (year := _list_year(item)) is not None:
            return year
    heads = map(_list_year, running_heads(document))
    return next((year for year in heads if year is not None), None)


def _list_year(line: Line) -> int | None:
    """The year of a line that is the title of a list or plan."""
    years = find_fiscal_years(line.text)
    if years and _LIST_TITLE.search(line.text) and not has_fields(line.cite().text):
        return years[0][2]
    return None


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


def _issue_year(document: Document) -> int | None:
    """The fiscal year of the month that stands alone on a title page: 平成２２年１月."""
    for item in document.flow[:_TITLE_LINES]:
        if isinstance(item, Line) and (found := _ISSUED.match(item.text)):
            return _fiscal_year_of(found.group("date"))
    return None


def _series_year(document: Document) -> int | None:
    """The year that most pages name last: a collection is of the newest year of its series."""
    newest: dict[int | None, int] = {}
    for line in document.lines:
        if "円" in line.text or "予算" in line.text:
            for _, _, year in find_fiscal_years(line.text):
                newest[line.page] = max(newest.get(line.page, 0), year)
    common = Counter(newest.values()).most_common(1)
    return common[0][0] if common else None
