"""The years that a plan is for, as its title page and its text say: 計画期間 令和６年度～11年度."""

from __future__ import annotations

from collections.abc import Iterator

from normalizers.era import find_fiscal_years, parse_date, year_in
from normalizers.errors import NormalizationError
from normalizers.patterns import compiled
from normalizers.printed_years import ERA, GREGORIAN, NUMBER
from pipeline.document.model import Document, Line, once

_SPAN = compiled(r"から|～|〜|~|より|－|―|-")
_MARK = (
    r"(?:第?[0-9０-９一二三四五六七八九十ⅠⅡⅢⅣ]{1,3}[章節部]?|[（(][0-9０-９]{1,2}[）)]"
    r"|[①-⑳○●■◆・【＜])"
)
_HEADING = compiled(
    rf"^[\s　]*(?:{_MARK}[\s　．.、]*[^\s。、：:]{{0,16}}期間|(?:本?計画|対象)の?(?:対象)?期間)"
    r"[】＞]?[\s　]*$"
)
_ALONE = compiled(
    r"^[\s　（(【〔]*(?:[^\s。、：:（）()]{1,6}[\s　]*[：:][\s　]*)?"
    rf"(?:{ERA}|(?=20[0-9]{{2}}))[^。、：:～〜~－]{{2,14}}(?:から|～|〜|~|－)[\s　]*{ERA}?"
    r"[^。、：:～〜~－]{2,14}[\s　）)】〕]*(?:[（(]?単位[^（）()]{2,8}[）)]?[\s　]*)?$"
)
_LABEL = compiled(r"(?:計画|対象)[^\s。、]{0,4}期間[\s　:：は]*(?=[^\s　:：は])")
_YEAR = (
    rf"(?:{ERA}[\s　]*{NUMBER}|{GREGORIAN})[\s　]*年度?"
    r"[\s　]*(?:[（(][^（）()]{2,12}[）)])?"
)
_SENTENCE = compiled(
    rf"(?P<first>{_YEAR})[\s　]*から[\s　]*"
    rf"(?:(?:{_YEAR}|[0-9０-９]{{1,2}}[\s　]*年度)(?:まで)?)?(?:の)?"
    r"(?:[\s　]*[0-9０-９一二三四五六七八九十]{1,2}[\s　]*(?:[か箇ヶカ]年|年)間?)?"
    r"(?:まで)?(?:を[^。、]{0,6}期間と|の計画(?:です|である|とし|と位置))"
    rf"|計画[\s　]*[（(][\s　]*(?P<first>{_YEAR})[\s　]*(?:から|～|〜|~|－|―)[\s　]*{_YEAR}"
)
DATE = compiled(
    rf"(?:{ERA}\s*{NUMBER}|{GREGORIAN})"
    rf"\s*(?:[（(]\s*(?:{GREGORIAN}|{ERA}\s*{NUMBER})\s*[）)])?\s*年"
    r"\s*[0-9０-９]{1,2}\s*月(?:\s*[0-9０-９]{1,2}\s*日)?"
)
_TWICE = compiled(r"\s*[（(][^（()）]*[）)]")  # 平成31（2019）年3月
TITLE_LINES = 12  # flow items that may be of a title
_FIRST_LINES = 60


def plan_period(document: Document) -> tuple[int, int] | None:
    """First and last fiscal year of 計画の期間: 平成２５年４月１日から平成２６年３月３１日まで."""
    for at, item in enumerate(document.flow):
        if not isinstance(item, Line) or "期間" not in item.text:
            continue
        if not _HEADING.search(item.text):
            continue
        for below in document.flow[at + 1 : at + 4]:
            if isinstance(below, Line) and (found := years_of_period(below.text)):
                return found
    for item in document.flow[:_FIRST_LINES]:
        label = _LABEL.search(item.text) if isinstance(item, Line) else None
        if label and (found := years_of_period(label.string[label.end() :].split("。")[0])):
            return found
    alone = (years_of_period(i.text) for i in title_lines(document) if _ALONE.match(i.text))
    return next((found for found in alone if found), None)


@once
def title_lines(document: Document) -> list[Line]:
    """The lines among the first of a document, where its title stands."""
    return [item for item in document.flow[:TITLE_LINES] if isinstance(item, Line)]


def told_period(document: Document) -> int | None:
    """The year that the newest plan of which a sentence tells begins in: 令和６年度から６年間を
    計画期間とする. Those before it are history."""
    years = [y for i in document.flow[:_FIRST_LINES] if isinstance(i, Line) for y in _told(i)]
    return max(years, default=None)


def _told(line: Line) -> Iterator[int]:
    for found in _SENTENCE.finditer(line.text):
        if year := year_in(found["first"]):
            yield year


def years_of_period(text: str) -> tuple[int, int] | None:
    """The first and the last fiscal year of a period; None where there is none."""
    if not _SPAN.search(text):
        return None
    years = [y for m in DATE.finditer(text) if (y := fiscal_year_of(m.group()))]
    years = years or [year for *_, year in find_fiscal_years(text)]
    return (years[0], years[-1]) if len(years) > 1 and years[0] <= years[-1] else None


def fiscal_year_of(text: str) -> int | None:
    """The fiscal year that a date lies in: it begins on 1 April (財政法 第11条)."""
    try:
        date = parse_date(_TWICE.sub("", text))
    except NormalizationError:
        return None
    return date.year - (date.month < 4) if date.year and date.month else None
