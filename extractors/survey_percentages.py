"""survey_percentages: one row per percentage of a survey's table or chart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import regex

from extractors.context import Context
from extractors.row import Amount, Row, Value
from extractors.shared.heads import Columns
from extractors.shared.kinds import has_money
from extractors.shared.relook import columns_with
from extractors.shared.setting import Setting, setting_of
from extractors.shared.surveys import is_whole, words_of
from pipeline.document.model import Cite, Document, Grid

_NIL = regex.compile(r"^\s*[－―‐\-–]\s*$")
_PERCENTAGE = regex.compile(
    r"^\s*(?:[（(]\s*(?P<number>[0-9０-９]{1,3}(?:[.．][0-9０-９]+)?)\s*[%％]?\s*[)）]"
    r"|(?P<number>[0-9０-９]{1,3}(?:[.．][0-9０-９]+)?)\s*[%％]?)\s*$"
)
_OPTION = regex.compile(
    r"^\s*(?:[0-9０-９]{1,2}[.．、)）](?![0-9０-９])|[①-⑳➀-➉]|[（(][ア-ンa-z][)）]"
    r"|第?[0-9０-９]{1,2}位[:：]?)[\s　]*(?=\S)"
)
_JUMP = regex.compile(
    r"\s*(?:[（(][\s→⇒]*(?:問|Q|Ｑ|SQ)[^（()）]{0,12}(?:へ|に進む)?[)）]|[→⇒][^→⇒]{0,14}へ(?:進む)?)\s*$"
)
_ORDINAL = regex.compile(r"[\s　]*[（(][0-9０-９]{1,2}[)）][\s　]*$")
_BRACKETED = regex.compile(r"[\s　]*[（(].*[)）][\s　]*$")
_DECIMAL = regex.compile(r"[0-9０-９][.．][0-9０-９]")
_SIGNED = regex.compile(r"[%％]\s*[)）]?\s*$")
_SAYS_PERCENT = regex.compile(r"[%％]|割合|構成比|比率|回答率|パーセント")
_NUMBER_HEAD = regex.compile(
    r"^\s*(?:[nNｎＮ]|回答者?数|人数|件数|実数|総数)(?:\s*[（(].*[)）])?\s*$"
)
_ASKED = regex.compile(
    r"\s*[（(\[〔]\s*(?:[nNｎＮ]\s*[=＝]\s*)?(?P<base>[0-9０-９][0-9０-９,，]*)\s*(?:人|件|施設|票)?"
    r"\s*[)）\]〕]\s*$|\s+[nNｎＮ]\s*[=＝]\s*(?P<base>[0-9０-９][0-9０-９,，]*)\s*$"
)
_N_STATED = regex.compile(r"[nNｎＮ]\s*[=＝]\s*[0-9０-９]")
_COUNT = re.compile(
    r"^\s*[0-9０-９][0-9０-９,，]*\s*(?:人|名|件|票|社|世帯|施設|事業所|[か箇ヶカ]所)?\s*$"
)
_YEAR_HEAD = regex.compile(
    r"^[\s　]*(?P<year>(?:(?:昭和|平成|令和|[SHRＳＨＲ])[\s　]*(?:元|[0-9０-９]{1,2})"
    r"|(?:19|20|１９|２０)[0-9０-９]{2})[\s　]*年?)度?[\s　]*(?:の?調査|実施)?(?:結果)?[\s　]*"
    r"(?:[（(]?[%％][)）]?)?$"
)
_OF_FACILITIES = ("dmat_teams", "backup_power", "seismic")  # 耐震化率 100% of a hospital
_ROUNDING = 0.05  # of one share
_FEWEST_ADDED = 3  # two numbers may come to 100 by chance
_DIGITS = str.maketrans("０１２３４５６７８９．", "0123456789.")


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where the percentages of a table stand: the labels' column, the numbers' columns."""

    label: int
    numbers: tuple[int, ...]
    first: int  # the first row with data
    crossed: bool  # the columns are answers too, not only the rows


def extract(document: Document, context: Context) -> Iterator[Row]:
    """The percentages of every grid that a survey filled."""
    for at, item in enumerate(document.flow):
        if not isinstance(item, Grid) or item.column_count < 2:
            continue
        columns = columns_with(document, item, "item", "percent", "respondent")
        layout = _layout(columns)
        if layout is None:
            continue
        setting = setting_of(document, at, layout.first)
        if _is_survey(columns, layout, setting):
            yield from _rows(columns, layout, setting)


def _layout(columns: Columns) -> _Layout | None:
    """The columns of a table of percentages; None for tables of other things."""
    if columns.find("disaster", "population", "area", "facility_list"):
        return None
    if columns.find("facility") and columns.find(*_OF_FACILITIES):
        return None
    grid = columns.grid
    money = has_money(columns)
    if money and not any("%" in t or "％" in t for t in _first_texts(columns)):
        return None
    first = _first_row(columns)
    if _is_outline(columns, first):
        return None
    numbers = [c for c in range(grid.column_count) if _holds_percentages(columns, c, first)]
    signed = [c for c in numbers if all(map(_SIGNED.search, grid.column_texts(c, first)))]
    if money and not signed:
        return None
    numbers = signed or numbers
    labels = [
        c for c in range(grid.column_count) if c not in numbers and _holds_words(grid, c, first)
    ]
    if len(numbers) == len(labels) == 1 and _stands_before(columns, numbers[0], labels[0]):
        return _Layout(labels[0], tuple(numbers), first, False)
    if not numbers or not labels or labels[0] > numbers[0]:
        return None
    if len(numbers) > 1 and _are_bars(grid, numbers, first):
        return None
    stated = [c for c in numbers if _SAYS_PERCENT.search(_head(columns, c, first).text)]
    if len(stated) == 1 and len(numbers) <= 2:
        numbers = stated
    label = max(c for c in labels if c < numbers[0])
    return _Layout(label, tuple(numbers), first, len(numbers) > 1)


def _are_bars(grid: Grid, numbers: list[int], first: int) -> bool:
    """Rates at the ends of bars, one a line, which no head stands over: nothing says which of the
    lines beside them are one label."""
    rows = range(first, grid.row_count)
    return not first and all(sum(bool(grid.own(r, c)) for c in numbers) < 2 for r in rows)


def _is_outline(columns: Columns, first: int) -> bool:
    """How a survey was held (配布数 | 回収数 | 回収率): how many answered, and no answers."""
    heads = [_head(columns, c, first).text for c in range(columns.grid.column_count)]
    return all(any(map(words_of(key).search, heads)) for key in ("sent", "returned"))


def _first_texts(columns: Columns) -> list[str]:
    """The cells of the first row with data."""
    grid = columns.grid
    row = min(columns.first, grid.row_count - 1)
    return [cite.text for cite in grid.row_cites(row)]


def _stands_before(columns: Columns, number: int, label: int) -> bool:
    """Whether percentages stand left of the answers, both by their heads: ％ | 項目."""
    heads = {h.role for c in (number, label) for h in columns.heads[c] if h.is_exact}
    return number < label and {"percent", "item"} <= heads


def _first_row(columns: Columns) -> int:
    """The first row with numbers, where the heads are words that no vocabulary knows."""
    grid = columns.grid
    if grid.head_rows is not None or columns.first:
        return columns.first
    for row in range(min(3, grid.row_count)):
        if any(_PERCENTAGE.match(cite.text) for cite in grid.row_cites(row)):
            return row
    return 0


def _holds_percentages(columns: Columns, column: int, first: int) -> bool:
    """Whether all numbers of a column lie between 0 and 100."""
    if _NUMBER_HEAD.match(_head(columns, column, first).text):
        return False
    texts = [t for t in columns.grid.column_texts(column, first) if not _NIL.match(t)]
    counted = [_value(t) for t in texts] == [*range(1, len(texts) + 1)]
    if counted and all(_ORDINAL.match(t) or t.strip().isdigit() for t in texts):
        return False  # ranks, and the numbers of the answers: (1), (2)
    return bool(texts) and all((v := _value(t)) is not None and v <= 100 for t in texts)


def _value(text: str) -> float | None:
    found = _PERCENTAGE.match(text.replace("\n", ""))
    return float(found["number"].translate(_DIGITS)) if found else None


def _holds_words(grid: Grid, column: int, first: int) -> bool:
    """Whether no cell of a column is a number, and not all of them count (530件)."""
    texts = grid.column_texts(column, first)
    numbers = [t for t in texts if _COUNT.match(t.replace("\n", ""))]
    return len(numbers) < len(texts) and all(_value(t) is None for t in texts)


def _head(columns: Columns, column: int, first: int) -> Cite:
    if columns.first == first:
        return columns.cites[column]
    return Cite.join(columns.grid.cite(row, column) for row in range(first))


def _is_survey(columns: Columns, layout: _Layout, setting: Setting) -> bool:
    """Numbers that are percentages, and words that say they are answers."""
    grid = columns.grid
    heads = " ".join(_head(columns, c, layout.first).text for c in layout.numbers)
    signed = all(
        _SIGNED.search(t) for c in layout.numbers for t in grid.column_texts(c, layout.first)
    )
    asked = _are_asked(columns, layout)
    stated = signed or setting.percent or asked or _SAYS_PERCENT.search(heads)
    stated = stated or _are_bracketed(columns, layout)
    if not stated:
        told = bool(setting.base) or _add_up(columns, layout)
        if not told or not _are_decimals(columns, layout):
            return False
    roles = {h.role for h in columns.heads[layout.label] if h.is_exact}
    if not layout.crossed and "item" in roles and _SAYS_PERCENT.search(heads):
        return True
    return setting.evidence or asked or "respondent" in roles


def _are_asked(columns: Columns, layout: _Layout) -> bool:
    """Labels that are people with their number (全体(n=1,234)), and shares of them."""
    labels = columns.grid.column_texts(layout.label, layout.first)
    return all(_N_STATED.search(t) for t in labels) and _are_decimals(columns, layout)


def _are_bracketed(columns: Columns, layout: _Layout) -> bool:
    """Shares in brackets below a question, without a head: (44.4) 毎日, or whole ones that make
    100 together."""
    texts = [t for c in layout.numbers for t in columns.grid.column_texts(c, layout.first)]
    if layout.first or not texts or not all(map(_BRACKETED.match, texts)):
        return False
    return _are_decimals(columns, layout) or abs(sum(_value(t) or 0 for t in texts) - 100) <= 1


def _are_decimals(columns: Columns, layout: _Layout) -> bool:
    """Numbers that count nobody: of the shares of n= answers, no sign says that they are."""
    texts = [t for c in layout.numbers for t in columns.grid.column_texts(c, layout.first)]
    return all(_DECIMAL.search(t) for t in texts)


def _add_up(columns: Columns, layout: _Layout) -> bool:
    """Whether the numbers of every column, or of every row, are all of 100 together: no sign says
    that they are shares."""
    grid = columns.grid
    rows = [r for r in range(layout.first, grid.row_count) if not _is_sum(grid, r, layout)]
    cells = [[_value(grid.own(r, c).text) for c in layout.numbers] for r in rows]
    if len(cells) < _FEWEST_ADDED or any(v is None for row in cells for v in row):
        return False
    values = [[v or 0.0 for v in row] for row in cells]
    lines = (list(zip(*values, strict=True)), values if len(layout.numbers) > 1 else [])
    return any(
        bool(of) and all(abs(sum(line) - 100) <= _ROUNDING * len(line) + 1e-6 for line in of)
        for of in lines
    )


def _is_sum(grid: Grid, row: int, layout: _Layout) -> bool:
    return is_whole(grid.cite(row, layout.label).text)


def _rows(columns: Columns, layout: _Layout, setting: Setting) -> Iterator[Row]:
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
    for number in range(layout.first, grid.row_count):
        label = grid.cite(number, layout.label)
        for column in layout.numbers:
            percent = grid.own(number, column)
            if not percent or _value(percent.text) is None:
                continue
            if is_whole(label.text) and _value(percent.text) == 100:
                continue
            cells: dict[str, Value] = {**shared, "percent": Amount(_bare(percent), "%")}
            head = _head(columns, column, layout.first)
            respondent, item = (label, head) if layout.crossed else (None, label)
            if layout.crossed and (label_is_item or _ASKED.search(head.text)):
                respondent, item = head, label
            if column in plain:
                respondent = None
            if column in years:  # the same survey, year by year
                respondent, item, cells["survey_year"] = None, label, years[column]
            if respondent and (asked := _ASKED.search(respondent.text)):
                cells["base"] = respondent.part(*asked.span("base"))
                respondent = respondent.part(0, asked.start())
            if respondent:
                cells["respondent"] = respondent
            if item:
                cells["item"] = _words_of(item, numbered and item is label)
            source = [percent, label] if layout.crossed else [label, percent]
            yield Row("survey_percentages", cells, Cite.join(source))


def _years_of(columns: Columns, layout: _Layout) -> dict[int, Cite]:
    """The years of columns that are surveys of several years (平成17年調査 | 平成22年調査)."""
    heads = {c: _head(columns, c, layout.first) for c in layout.numbers if layout.crossed}
    found = {c: _YEAR_HEAD.match(head.text) for c, head in heads.items()}
    return {
        c: heads[c].part(*m.span("year")) for c, m in found.items() if m and all(found.values())
    }


def _bare(percent: Cite) -> Cite:
    """A percentage without the brackets around it."""
    found = _PERCENTAGE.match(percent.text)
    bracketed = found is not None and percent.text.strip()[:1] in "（("
    return percent.part(*found.span("number")) if found and bracketed else percent


def _are_numbered(grid: Grid, layout: _Layout) -> bool:
    """Whether the answers have numbers before them, as on the form: １．家族."""
    labels = grid.column_texts(layout.label, layout.first)
    return 2 * sum(bool(_OPTION.match(t)) for t in labels) > len(labels)


def _words_of(item: Cite, numbered: bool) -> Cite:
    """An answer without its number on the form, and without the question to go on with."""
    option = _OPTION.match(item.text) if numbered else None
    jump = _JUMP.search(item.text)
    end = jump.start() if jump and jump.start() else None
    return item.part(option.end() if option else 0, end)
