"""Surveys as texts name them (「…調査（平成２０年）」), and the short names that they define."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import regex

from extractors.shared.nearby import lines_to_passage
from normalizers.patterns import compiled
from normalizers.printed_years import ERA, GREGORIAN, LETTER, NUMBER
from normalizers.text import fold
from normalizers.total import is_total
from normalizers.vocabulary import cached, load
from normalizers.wording import any_of, made_of
from pipeline.document.model import Cite, Document, Grid, Line, once

_YEAR = compiled(
    rf"(?:{ERA}\s*{NUMBER}|{LETTER}\s*[0-9０-９]{{1,2}}|(?<![0-9０-９]){GREGORIAN})\s*年?"
)
_SHORT = compiled(
    r"[^「」『』]{0,20}[」』】]?[^「」『』]{0,6}以下[、,]?\s*[「『](?P<short>[^」』]{2,20})[」』]"
)
_UNNAMED = compiled(  # 病院に対する調査（平成21年７月）では
    r"(?<=[るたの])(?P<name>)(?P<inner>調査|アンケート)[\s　]*"
    r"[（(](?P<outer>[^（）()]*年[^（）()]*)[)）]"
)
_HELD_BEFORE = compiled(  # 平成29年度に実施した「…調査」
    rf"(?P<year>{_YEAR.pattern})度?[\s　]*(?:[0-9０-９]{{1,2}}[\s　]*月)?(?:に|の)?"
    r"(?:(?:県|市|町|本県|本市)(?:が|で))?(?:実施|行っ|行な|調査)[^。、]{0,16}$"
)
_MONTH_ALONE = compiled(
    rf"^[\s　]*(?P<year>{_YEAR.pattern})度?[\s　]*[0-9０-９]{{1,2}}[\s　]*月(?:調査|実施)?[\s　]*$"
)
_HELD_BEHIND = compiled(  # 救急に関する世論調査（平成29年７月調査）
    rf"[」』】]?[\s　]*[（(][\s　]*(?P<year>{_YEAR.pattern})度?[\s　]*"
    r"(?:[0-9０-９]{1,2}[\s　]*月)?[\s　]*(?:に)?(?:調査|実施)[^（()）]{0,4}[)）]"
)
_SOURCES = r"(?:出[\s　]*典|資[\s　]*料|出所|引用)[\s　]*[:：][\s　]*"
SOURCE = compiled(rf"^[\s　※（(［\[]*{_SOURCES}")
_ABOUT = compiled(  # what a name tells of, before it: 県民の医療に関する(意識調査)
    rf"(?:(?P<year>{ERA}[\s　]*{NUMBER}[\s　]*年)度?[\s　]*)?(?P<about>"
    r"(?:(?:(?![はがをにでへも])[\p{Han}\p{Hiragana}\p{Katakana}ー・]){1,12}?"
    r"(?:における|及び|の|と)){0,3}"
    r"[\p{Han}\p{Katakana}ー・]{1,20}"
    r"(?:に関する|に対する|に係る|についての))$"
)
_LONGEST_ABOUT = 80
_MOST_TAIL = 60
_TITLE_LINES = 8
_REPORT = compiled(
    r"(?P<name>調査|アンケート)(?:[」』】](?=[^（(]*$))?[\s　]*(?:の?(?:結果|報告書?|概要|集計))*"
    r"[\s　]*(?:について)?"
    rf"(?:[\s　]*[（(].*|[\s　]+{ERA}[\s　]*{NUMBER}[\s　]*年"
    r"[\s　]*[0-9０-９]{1,2}[\s　]*月)?$"
)
_HELD = compiled(
    r"^[\s　・•○◯●■◆（(0-9０-９ア-ン）)．.\-]*(?:調[\s　]*査|実[\s　]*施|アンケート)[\s　]*"
    r"(?:実[\s　]*施)?[\s　]*の?[\s　]*"
    r"(?:時[\s　]*期|期[\s　]*間|年月日?|時点|基準日|日|年度?)[\s　:：]*"
)


@dataclass(slots=True)
class Survey:
    """A survey as far as a text states it."""

    name: Cite | None = None
    year: Cite | None = None

    def __bool__(self) -> bool:
        return self.name is not None or self.year is not None


def find_survey(text: str, cite: Callable[[int, int], Cite]) -> Survey | None:
    """The first survey that a text names, with the year that stands with it; one that it is
    compared with (前回調査（平成29年）) is none.

    cite gives the characters of a range of the text (Passage.cite, Cite.part).
    """
    former = words_of("former")
    for pattern in (_cited(), _quoted(), _plain(), _UNNAMED):
        for found in pattern.finditer(text):
            name = found["name"]
            if not _any().fullmatch(name) and not former.search(name):
                return _match_to_survey(text, found, cite)
    return None


@cached
def _any() -> regex.Pattern[str]:
    """Words that name no survey of their own, as above the titles of all (世論調査)."""
    return made_of(load("surveys")["any"], load("surveys")["any"])


def _match_to_survey(
    text: str, found: regex.Match[str], cite: Callable[[int, int], Cite]
) -> Survey:
    start, end = found.span("name")
    about = _ABOUT.search(text, max(0, start - _LONGEST_ABOUT), start) if start < end else None
    survey = Survey(cite(about.start("about") if about else start, end) or None)
    if about and about["year"]:
        survey.year = cite(*about.span("year"))
        return survey
    for group in ("inner", "outer", "name", "before"):
        start, end = found.span(group) if group in found.re.groupindex else (-1, -1)
        if start >= 0 and (year := _YEAR.search(text, start, end)):
            survey.year = cite(*year.span())
            break
    if survey.year is None and (held := _HELD_BEFORE.search(text, 0, found.start())):
        survey.year = cite(*held.span("year"))
    return survey


@cached
def _cited() -> regex.Pattern[str]:
    """The name behind 資料：, with the year before it: 出典：令和３年度 ○○に関する意識調査."""
    words = "|".join(map(regex.escape, load("surveys")["name"]))
    return compiled(
        rf"(?:{_SOURCES})(?:[^「」『』（）(、。\s　]{{1,14}}[\s　]+)?"
        rf"(?P<before>{ERA}\s*{NUMBER}\s*年)度?[\s　]*の?[\s　]*"
        rf"(?P<name>[^「」『』（）(、。\s　]{{2,40}}(?:{words}))(?:結果|報告書?|概要)*(?!\p{{Han}})"
    )


@cached
def _quoted() -> regex.Pattern[str]:
    """A name in 「」 or 【】, the year before it, in brackets inside or behind it."""
    words = "|".join(map(regex.escape, load("surveys")["name"]))
    return compiled(
        rf"(?:(?P<before>{ERA}[\s　]*{NUMBER}[\s　]*年)度?[\s　]*"
        r"(?:[0-9０-９]{1,2}月)?(?:[（(][^（）()]{4,6}[）)])?"
        r"(?:に[^、。「」『』0-9０-９]{0,14}(?:し|行っ|行われ|され)た|の|実施の?)?[\s　]*)?"
        rf"[「『【](?P<name>[^「」『』【】（(]{{0,40}}(?:{words})(?:結果)?)"
        r"\s*(?:[（(](?P<inner>[^（）()]*)[)）])?\s*[」』】]\s*(?:[（(](?P<outer>[^（）()]*)[)）])?"
    )


@cached
def _plain() -> regex.Pattern[str]:
    """A name without brackets: 資料：県民意識調査（平成２２年）, 連携度調査によると."""
    words = "|".join(map(regex.escape, load("surveys")["name"]))
    return compiled(
        rf"(?:(?P<inner>{ERA}\s*{NUMBER}年)"
        r"(?:度|\s*[0-9０-９]{1,2}月)?[\s　]*(?:実施[\s　]*|の)?)?"
        rf"(?P<name>[\p{{Han}}\p{{Katakana}}ー・]{{1,30}}(?:{words}))"
        r"(?:結果|報告書?|概要)*(?=によ|では|の結果|の概要|から|[（(]|$|[」』）)\s、。])\s*(?:[（(](?P<outer>[^（）()]*)[)）])?"
    )


def is_caption(text: str) -> bool:
    """A line that names a survey and says nothing else (「…調査」(平成２０年)), or a source."""
    if SOURCE.match(text):
        return True
    found = _quoted().match(text.strip())
    return bool(found) and found.end() >= len(text.strip()) and not text.strip().startswith("【")


@once
def survey_of(document: Document) -> Survey | None:
    """The survey that the whole document reports, by its title; its year may stand further down
    (調査期間 令和５年９月１日～９月30日)."""
    lines = [item for item in document.flow if isinstance(item, Line) and not item.margin]
    titles = [
        (line, match)
        for line in lines[:_TITLE_LINES]
        if (match := _REPORT.search(line.text)) and "。" not in line.text
        if not SOURCE.match(line.text)
        if not _any().fullmatch(line.text.strip())
    ]
    if not titles:
        return None
    survey = next((s for x, _ in titles if (s := find_survey(x.text, x.cite))), None)
    if survey is None or survey.year is None:
        survey = _entitled(*titles[0], survey)
    if survey.year is None:
        survey.year = next(_years_of_lines(lines), None) or next(_years_of_outlines(document), None)
    if survey.year is None:  # that of the report
        survey.year = next((y for line, _ in titles for y in _dates_below(lines, line)), None)
    return survey


def _dates_below(lines: list[Line], title: Line) -> Iterator[Cite]:
    """The year of a line below a title that holds nothing but year and month."""
    at = next((n for n, line in enumerate(lines) if line is title), len(lines))
    for line in lines[at + 1 : at + 2]:
        if found := _MONTH_ALONE.match(line.text):
            yield line.cite(*found.span("year"))


def _years_of_lines(lines: list[Line]) -> Iterator[Cite]:
    """The years behind 調査期間, or on the line below."""
    for at, line in enumerate(lines):
        held = _HELD.search(line.text)
        if held is None:
            continue
        if year := _YEAR.search(line.text, held.end()):
            yield line.cite(*year.span())
        elif held.end() == len(line.text) and at + 1 < len(lines):
            below = lines[at + 1].cite()  # without the blanks around it
            if year := _YEAR.match(below.text):
                yield below.part(*year.span())


def _years_of_outlines(document: Document) -> Iterator[Cite]:
    """The years below or beside 調査期間 in tables that say how a survey was held."""
    for grid in document.flow:
        if not isinstance(grid, Grid):
            continue
        for cell in grid.cells:
            held = _HELD.match(cell.cite.text)
            if held is None or held.end() < len(cell.cite.text):
                continue
            below = grid.cite(cell.row + cell.row_span, cell.column)
            for cite in (below, grid.cite(cell.row, cell.column + cell.column_span)):
                if year := _YEAR.search(cite.text):
                    yield cite.part(*year.span())


def _entitled(line: Line, match: regex.Match[str], survey: Survey | None) -> Survey:
    """A survey by all of its title, which may name its year: 令和５年第２回住民調査 結果."""
    title = line.cite(0, match.end("name"))
    year = _YEAR.search(title.text)
    if year is None and (held := _HELD_BEHIND.match(line.text, match.end("name"))):
        year_cite = line.cite(*held.span("year"))
        return Survey(survey.name if survey and survey.name else title, year_cite)
    if survey and (
        year is None or not title.text.endswith(survey.name.text if survey.name else "")
    ):
        return survey
    return Survey(title, title.part(*year.span()) if year else None)


@once
def short_names(document: Document) -> dict[str, Survey]:
    """Short names that a document defines: 「…調査（平成２０年）」（以下「意識調査」という）."""
    return dict(_define(document))


def _define(document: Document) -> Iterator[tuple[str, Survey]]:
    endings = tuple(load("surveys")["name"])
    for at, item in enumerate(document.flow):
        if not isinstance(item, Line) or "以下" not in item.text:
            continue
        around = [x for x in document.flow[max(0, at - 2) : at + 2] if isinstance(x, Line)]
        passage = lines_to_passage(around)
        for found in _quoted().finditer(passage.text):
            behind = _SHORT.match(passage.text, found.end("name"), found.end("name") + _MOST_TAIL)
            if behind and behind["short"].endswith(endings):
                yield behind["short"], _match_to_survey(passage.text, found, passage.cite)


def dated_elsewhere(document: Document, name: Cite) -> Cite | None:
    """The year that a document states of a survey where it names it elsewhere; None for several."""
    years = _dated(document).get(fold(name.text), {})
    return next(iter(years.values())) if len(years) == 1 else None


@once
def _dated(document: Document) -> dict[str, dict[str, Cite]]:
    """The years of each survey that lines name, by its name."""
    endings = tuple(load("surveys")["name"])
    found: dict[str, dict[str, Cite]] = {}
    lines = [item for item in document.flow if isinstance(item, Line)]
    for at, line in enumerate(lines):
        if not any(word in line.text for word in endings):
            continue
        passage = lines_to_passage(lines[at : at + 2])
        for pattern in (_quoted(), _plain()):
            for match in pattern.finditer(passage.text):
                survey = _match_to_survey(passage.text, match, passage.cite)
                if survey.name and survey.year:
                    years = found.setdefault(fold(survey.name.text), {})
                    years.setdefault(fold(survey.year.text), survey.year)
    return found


@cached
def words_of(key: str) -> regex.Pattern[str]:
    """The words of a key of data/surveys.toml in either width; letters (ＭＡ) are no part of other
    words (ＤＭＡＴ)."""
    words = load("surveys")[key]
    letters = [word for word in words if fold(word).replace(".", "").isascii()]
    others = any_of([word for word in words if word not in letters])
    if not letters:
        return compiled(others)
    return compiled(rf"{others}|(?<![A-Za-zＡ-Ｚ]){any_of(letters)}(?![A-Za-zＡ-Ｚ])")


def is_whole(text: str) -> bool:
    """計, 合計: all answers together, no answer of its own."""
    return is_total(fold(text), leads=False)
