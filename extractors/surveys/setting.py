"""What the text around a table of percentages says of it: survey, question, number of answers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import takewhile

from extractors.row import Given, Value
from extractors.shared.nearby import (
    grid_captions,
    lines_above,
    lines_below,
    lines_to_passage,
    opens_section,
)
from extractors.shared.outline import marker_of
from extractors.surveys.named import (
    Survey,
    dated_elsewhere,
    find_survey,
    is_caption,
    short_names,
    survey_of,
    words_of,
)
from extractors.surveys.question import BASE, QUESTION, SENTENCE, question_of, title_above
from normalizers.patterns import compiled
from normalizers.text import fold
from pipeline.document.model import Box, Cite, Document, Grid, Line

_PERCENT = compiled(r"[%％]|割合|構成比|パーセント")
_ENDS_IN_WORD = compiled(r"[\p{Han}\p{Katakana}ー]$")
_NOTE = compiled(r"[※＊*（(「『]|注|資料|出典|[nNｎＮ]\s*[=＝]")
_AXIS = compiled(r"[\s　]*(?:[0-9０-９]{1,3}(?:[.．]0)?[\s　]*[%％]?[\s　]*)+")  # marks of a chart
_ABOVE = 12  # lines, those of an axis included
_SECTION = 60  # flow items that the heading of a section may stand above a table
_FIGURE = compiled(r"^[\s　【〔（(＜<■]*[図表]")  # 表３－２ …
_AROUND = 12  # flow items that the caption of a chart may stand behind its labels
_MOST_TITLES = 3  # lines between two tables of one survey


@dataclass(slots=True)
class Setting:
    """What is said around one table."""

    survey: Survey
    multiple: Given | None
    base: Cite | None
    question: Cite | None
    evidence: bool  # words near the table say that its numbers are answers
    percent: bool  # words near the table say that its numbers are percentages

    def cells(self) -> dict[str, Value]:
        """The cells that all rows of the table share."""
        cells: dict[str, Value | None] = {
            "survey": self.survey.name,
            "survey_year": self.survey.year,
            "question": self.question,
            "base": self.base,
            "multiple_answers": self.multiple,
        }
        return {key: value for key, value in cells.items() if value is not None}


def setting_of(document: Document, at: int, first: int) -> Setting:
    """What is said around the table at flow item `at`, whose data begins in row `first`."""
    grid = document.flow[at]
    assert isinstance(grid, Grid)
    above = lines_above(document, at, _ABOVE)
    axis = [line for line in above if _AXIS.fullmatch(line.text)]
    above = [line for line in above if line not in axis]
    title = title_above(above)
    notes = _notes(document, at)
    inside = list(grid_captions(grid, first))
    near = [*(x.cite() for x in title), *inside, *(x.cite() for x in notes)]
    near += [grid.row_cite(row) for row in range(first)]
    survey = (
        _in_cites(inside)
        or _in_lines(title[::-1])
        or _in_lines(notes)
        or _beside(document, at)
        or _in_paragraph(document, above[::-1])
    )
    told = [x.cite() for x in above[:1] if not opens_section(x)]  # ○○（複数回答）は次の順に多い。
    multiple = _multiple(near, title[::-1]) or _multiple(told, ())
    base = _base(near)
    asked = multiple is not None or base is not None or any(QUESTION.search(x.text) for x in title)
    evidence = bool(survey) or asked or any(words_of("evidence").search(c.text) for c in near)
    evidence = evidence or (grid.origin == "chart" and bool(survey_of(document)))
    if evidence and (not survey or survey.year is None):
        survey = _completed(survey, _in_section(document, at))
        if not survey or survey.year is None:
            survey = _completed(survey, survey_of(document))
    if not survey:
        survey = _of_table_before(document, at, asked=multiple is not None)
        evidence = evidence or bool(survey)
    if survey and survey.name and survey.year is None:
        survey = Survey(survey.name, dated_elsewhere(document, survey.name))
    if survey:
        document.memo["surveyed_before"] = (at, survey)
    return Setting(
        survey=survey or Survey(),
        multiple=multiple,
        base=base,
        question=question_of(title, above),
        evidence=evidence,
        percent=any(_PERCENT.search(c.text) for c in (*near, *(x.cite() for x in axis))),
    )


def _in_section(document: Document, at: int) -> Survey | None:
    """The survey that the section names above its first table, or in its heading: further tables
    of the section are of it as well. What stands above all sections is one, too."""
    runs: list[list[Line]] = [[]]
    for item in reversed(document.flow[max(0, at - _SECTION) : at]):
        if isinstance(item, Grid):
            runs.append([])
        elif not item.margin:
            runs[-1].append(item)
            if opens_section(item):
                break
    else:
        if at > _SECTION:
            return None
    return next((found for run in runs if (found := _in_lines(run[::-1]))), None)


def _of_table_before(document: Document, at: int, *, asked: bool) -> Survey | None:
    """The survey of the table above, where nothing but a title stands between them."""
    made = document.memo.get("surveyed_before")
    before, survey = made if isinstance(made, tuple) else (-1, None)
    if before < 0 or at - before > _SECTION:
        return None
    between = document.flow[before + 1 : at]
    if any(isinstance(x, Grid) or opens_section(x) for x in between):
        return None
    texts = [x.text for x in between if isinstance(x, Line) and not x.margin]
    titled = 0 < len(texts) <= _MOST_TITLES and not any(SENTENCE.search(t) for t in texts)
    follows = titled and (asked or bool(_FIGURE.match(texts[-1])))
    return survey if follows and isinstance(survey, Survey) else None


def _completed(near: Survey | None, reported: Survey | None) -> Survey | None:
    """The survey named near a table with the year of the one that the document reports, where its
    name is the end of that one's (意識調査: 住民の健康に関する意識調査)."""
    if not near or reported is None or reported.name is None or near.name is None:
        return near or reported
    same = fold(reported.name.text).endswith(fold(near.name.text))
    return reported if same else near


def _notes(document: Document, at: int) -> list[Line]:
    """Notes and captions right below a table: ※ lines, 資料, names of surveys, n=."""
    found: list[Line] = []
    for line in lines_below(document, at, 4):
        if not _NOTE.match(line.text.strip()):
            break
        found.append(line)
    return found or _captions_below(document, at)


def _captions_below(document: Document, at: int) -> list[Line]:
    """The notes right below a chart on its page, where the text of what stands beside it comes in
    between: a chart and a table side by side, each with its caption."""
    grid = document.flow[at]
    assert isinstance(grid, Grid)
    boxes = [box for line in grid.lines if (box := document.lines[line].box) is not None]
    if not boxes:
        return []
    around = reduce(Box.union, boxes)
    below = [
        (item.box.top, item)
        for item in document.flow[at + 1 : at + 1 + _AROUND]
        if isinstance(item, Line) and item.box is not None and item.page == grid.page
        if item.box.top >= around.bottom - 1
        if around.x0 <= (item.box.x0 + item.box.x1) / 2 <= around.x1
    ]
    texts = [line for _, line in sorted(below, key=lambda pair: pair[0])]
    return list(takewhile(lambda line: bool(_NOTE.match(line.text.strip())), texts))[:4]


def _multiple(near: Iterable[Cite], title: Sequence[Line]) -> Given | None:
    """Whether several answers could be given, as a text says it; or the question above, whose lines
    may break within the words: （あてはまるものすべ / て）."""
    passage = lines_to_passage(title)
    for text, cite in (*((c.text, c.part) for c in near), (passage.text, passage.cite)):
        for key, value in (("multiple", True), ("single", False)):
            if found := words_of(key).search(text):
                return Given(value, cite(*found.span()))
    return None


def _base(cites: Iterable[Cite]) -> Cite | None:
    for cite in cites:
        if found := BASE.search(cite.text):
            return cite.part(*found.span("base"))
    return None


def _in_cites(cites: Iterable[Cite]) -> Survey | None:
    return next((s for c in cites if (s := find_survey(c.text, c.part))), None)


def _in_lines(lines: Sequence[Line]) -> Survey | None:
    """The survey that titles or captions name; its year may stand on the line behind."""
    passage = lines_to_passage(lines)
    return find_survey(passage.text, passage.cite) if lines else None


def _beside(document: Document, at: int) -> Survey | None:
    """The caption of the table before or behind this one, with no section in between."""
    page = document.flow[at].page
    for step in (-1, 1):
        index = at + step
        while 0 <= index < len(document.flow) and abs(index - at) <= 4:
            item = document.flow[index]
            if item.page != page:
                break
            if isinstance(item, Grid):
                if found := _in_cites(grid_captions(item, 1)):
                    return found
                break
            if opens_section(item):
                break
            if is_caption(item.text):
                return _in_lines([item])
            index += step
    return None


def _in_paragraph(document: Document, lines: Sequence[Line]) -> Survey | None:
    """The survey that the paragraph above names, by a short name or in full."""
    running = [x for x in lines if marker_of(x.text) is None or len(x.text.strip()) > 30]
    passage = lines_to_passage(running)
    for short, survey in short_names(document).items():
        at = passage.text.find(short)
        if at >= 0 and not _ENDS_IN_WORD.search(passage.text[:at]):
            return Survey(passage.cite(at, at + len(short)), survey.year)
    return find_survey(passage.text, passage.cite)
