"""Which fiscal year a piece of a document is an edition for."""

from __future__ import annotations

from collections import Counter

import regex

from extractors.shared.outline import Heading, outline_of
from normalizers.era import find_fiscal_years, parse_date
from normalizers.errors import NormalizationError
from pipeline.document.model import Cite, Document, Grid, Line

_PERIOD = regex.compile(r"(?:から|～|〜|より).{0,20}まで|(?:から|～|〜)")
_DATE = regex.compile(
    r"(?:令和|平成|昭和)\s*(?:[0-9０-９]{1,2}|元)\s*年\s*[0-9０-９]{1,2}\s*月(?:\s*[0-9０-９]{1,2}\s*日)?"
)
_TITLE_LINES = 12
_LIST_TITLE = regex.compile(r"一覧|計画|予算|事業|施策|概要|プラン|重点|主要")


def edition_year(document: Document) -> int | None:
    """The fiscal year of a plan's period, else of its title, else the latest of its series."""
    if "edition_year" not in document.memo:
        document.memo["edition_year"] = (
            _period_year(document) or _title_year(document) or _series_year(document)
        )
    year = document.memo["edition_year"]
    assert year is None or isinstance(year, int)
    return year


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


def _period_year(document: Document) -> int | None:
    """計画の期間: 平成２５年４月１日から平成２６年３月３１日まで is an edition for 2013."""
    outline = outline_of(document)
    for heading in outline.headings:
        if not regex.search(r"期間$", heading.title.text):
            continue
        for item in document.flow[heading.at + 1 : heading.at + 4]:
            if isinstance(item, Line) and _PERIOD.search(item.text):
                years = [y for m in _DATE.finditer(item.text) if (y := _fiscal_year_of(m.group()))]
                if years and years[-1] - years[0] <= 1:
                    return years[0]
    return None


def _fiscal_year_of(text: str) -> int | None:
    """The fiscal year that a date lies in: it begins on 1 April (財政法 第11条)."""
    try:
        date = parse_date(text)
    except NormalizationError:
        return None
    return date.year - (date.month < 4) if date.year and date.month else None


def near_year(document: Document) -> int | None:
    """A year to complete two-digit years by: the edition's, else the one named most often."""
    if (year := edition_year(document)) is not None:
        return year
    named = Counter(y for line in document.lines for *_, y in find_fiscal_years(line.text))
    return named.most_common(1)[0][0] if named else None


def _title_year(document: Document) -> int | None:
    for item in document.flow[:_TITLE_LINES]:
        if isinstance(item, Grid):
            break
        years = find_fiscal_years(item.text)
        if years and _LIST_TITLE.search(item.text):
            return years[0][2]
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
