"""survey_percentages: one row per percentage of a survey's table or chart."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.context import Context
from extractors.row import Amount, Row, Value
from extractors.shared.columns import Columns
from extractors.shared.relook import columns_with
from extractors.surveys.named import is_whole
from extractors.surveys.percentages import (
    PERCENTAGE,
    Layout,
    columns_to_layout,
    head_of,
    is_survey,
    value_of,
)
from extractors.surveys.setting import Setting, setting_of
from normalizers.patterns import compiled
from normalizers.printed_years import ERA, GREGORIAN, LETTER, NUMBER
from pipeline.document.model import Cite, Document, Grid

_OPTION = compiled(
    r"^\s*(?:[0-9０-９]{1,2}[.．、)）](?![0-9０-９])|[①-⑳➀-➉]|[（(][ア-ンa-z][)）]"
    r"|第?[0-9０-９]{1,2}位[:：]?)[\s　]*(?=\S)"
)
_JUMP = compiled(
    r"\s*(?:[（(][\s→⇒]*(?:問|Q|Ｑ|SQ)[^（()）]{0,12}(?:へ|に進む)?[)）]|[→⇒][^→⇒]{0,14}へ(?:進む)?)\s*$"
)
_ASKED = compiled(
    r"\s*[（(\[〔]\s*(?:[nNｎＮ]\s*[=＝]\s*)?(?P<base>[0-9０-９][0-9０-９,，]*)\s*(?:人|件|施設|票)?"
    r"\s*[)）\]〕]\s*$|\s+[nNｎＮ]\s*[=＝]\s*(?P<base>[0-9０-９][0-9０-９,，]*)\s*$"
)
_YEAR_HEAD = compiled(
    rf"^[\s　]*(?P<year>(?:(?:{ERA}|{LETTER})[\s　]*{NUMBER}|{GREGORIAN})[\s　]*年?)度?[\s　]*"
    r"(?:の?調査|実施)?(?:結果)?[\s　]*"
    r"(?:[（(]?[%％][)）]?)?[\s　]*"
    r"(?:[（(]?[nNｎＮ][\s　]*[=＝][\s　]*(?P<base>[0-9０-９][0-9０-９,，]*)[\s　]*[)）]?)?$"
)
_SHARES_HEAD = compiled(r"^[\s　]*(?:割合|構成比|比率|回答率)[\s　]*(?:[（(][%％][)）])?[\s　]+")
_LEADERS = compiled(r"[\s　]*(?:[…‥]+|[・･.．]{3,})[\s　]*$")


def extract(document: Document, context: Context) -> Iterator[Row]:
    """The percentages of every grid that a survey filled."""
    for at, item in enumerate(document.flow):
        if not isinstance(item, Grid) or item.column_count < 2:
            continue
        columns = columns_with(document, item, "item", "percent", "respondent")
        layout = columns_to_layout(columns)
        if layout is None:
            continue
        setting = setting_of(document, at, layout.first)
        if is_survey(columns, layout, setting):
            yield from _rows(columns, layout, setting)


def _rows(columns: Columns, layout: Layout, setting: Setting) -> Iterator[Row]:
    grid = columns.grid
    shared = setting.cells()
    numbered = _are_numbered(grid, layout)
    plain = {
        c
        for c in layout.numbers
        if any(h.role == "percent" for h in columns.heads[c] if h.is_exact)
    }
    label_is_item = "item" in {h.role for h in columns.heads[layout.label] if h.is_exact}
    label_is_item = label_is_item or bool(plain)  # 割合 | 前回の割合: no answers
    years = _years_of(columns, layout)
    questions = columns.first_of("question")
    for number in range(layout.first, grid.row_count):
        label = grid.cite(number, layout.label)
        if questions is not None and (question := _asked(grid, number, questions, layout)):
            shared["question"] = question
        for column in layout.numbers:
            percent = grid.own(number, column)
            if not percent or value_of(percent.text) is None:
                continue
            if is_whole(label.text) and value_of(percent.text) == 100:
                continue
            cells: dict[str, Value] = {**shared, "percent": Amount(_bare(percent), "%")}
            head = head_of(columns, column, layout.first)
            respondent, item = (label, head) if layout.crossed else (None, label)
            if layout.crossed and (label_is_item or _ASKED.search(head.text)):
                respondent, item = head, label
            if column in plain:
                respondent = None
            if column in years:  # the same survey, year by year
                respondent, item = None, label
                cells.update(years[column])
            if respondent and (asked := _ASKED.search(respondent.text)):
                cells["base"] = respondent.part(*asked.span("base"))
                respondent = respondent.part(0, asked.start())
            if respondent:
                cells["respondent"] = respondent
            if item:
                cells["item"] = _words_of(item, numbered and item is label)
            source = [percent, label] if layout.crossed else [label, percent]
            yield Row("survey_percentages", cells, Cite.join(source))


def _asked(grid: Grid, number: int, column: int, layout: Layout) -> Cite | None:
    """The question of a row, printed once for all answers to it, left of these."""
    return grid.cite(number, column) or None if column < layout.label else None


def _years_of(columns: Columns, layout: Layout) -> dict[int, dict[str, Value]]:
    """Year and number of answers of columns that are surveys of several years (平成17年調査 |
    平成22年調査), below one head or none."""
    found: dict[int, dict[str, Value]] = {}
    for column in layout.numbers if layout.crossed else ():
        head = head_of(columns, column, layout.first)
        if shared := _SHARES_HEAD.match(head.text):
            head = head.part(shared.end())
        match = _YEAR_HEAD.match(head.text)
        if match is None:
            return {}
        found[column] = {"survey_year": head.part(*match.span("year"))}
        if match["base"]:
            found[column]["base"] = head.part(*match.span("base"))
    return found


def _bare(percent: Cite) -> Cite:
    """A percentage without the brackets around it."""
    found = PERCENTAGE.match(percent.text)
    bracketed = found is not None and percent.text.strip()[:1] in "（("
    return percent.part(*found.span("number")) if found and bracketed else percent


def _are_numbered(grid: Grid, layout: Layout) -> bool:
    """Whether the answers have numbers before them, as on the form: １．家族."""
    labels = grid.column_texts(layout.label, layout.first)
    return 2 * sum(bool(_OPTION.match(t)) for t in labels) > len(labels)


def _words_of(item: Cite, numbered: bool) -> Cite:
    """An answer without its number on the form, and without the question to go on with or the
    dots that lead to its share."""
    option = _OPTION.match(item.text) if numbered else None
    jump = _JUMP.search(item.text) or _LEADERS.search(item.text)
    end = jump.start() if jump and jump.start() else None
    return item.part(option.end() if option else 0, end)
