"""Which tables hold percentages of a survey, and in which of their columns."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.shared.columns import Columns
from extractors.shared.kinds import has_money
from extractors.surveys.named import is_whole, words_of
from extractors.surveys.setting import Setting
from normalizers.patterns import compiled
from pipeline.document.model import Cite, Grid

_NIL = compiled(r"^\s*[－―‐\-–]\s*$")
PERCENTAGE = compiled(
    r"^\s*(?:[（(]\s*(?P<number>[0-9０-９]{1,3}(?:[.．][0-9０-９]+)?)\s*[%％]?\s*[)）]"
    r"|(?P<number>[0-9０-９]{1,3}(?:[.．][0-9０-９]+)?)\s*[%％]?)\s*$"
)
_ORDINAL = compiled(r"[\s　]*[（(][0-9０-９]{1,2}[)）][\s　]*$")
_BRACKETED = compiled(r"[\s　]*[（(].*[)）][\s　]*$")
_DECIMAL = compiled(r"[0-9０-９][.．][0-9０-９]")
_SIGNED = compiled(r"[%％]\s*[)）]?\s*$")
_SAYS_PERCENT = compiled(r"[%％]|割合|構成比|比率|回答率|パーセント")
_NUMBER_HEAD = compiled(r"^\s*(?:[nNｎＮ]|回答者?数|人数|件数|実数|総数)(?:\s*[（(].*[)）])?\s*$")
_N_STATED = compiled(r"[nNｎＮ]\s*[=＝]\s*[0-9０-９]")
_COUNT = re.compile(
    r"^\s*[0-9０-９][0-9０-９,，]*\s*(?:人|名|件|票|社|世帯|施設|事業所|[か箇ヶカ]所)?\s*$"
)
_OF_FACILITIES = ("dmat_teams", "backup_power", "seismic")  # 耐震化率 100% of a hospital
_ROUNDING = 0.05  # of one share
_FEWEST_ADDED = 3  # two numbers may come to 100 by chance
_DIGITS = str.maketrans("０１２３４５６７８９．", "0123456789.")


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the percentages of a table stand: the labels' column, the numbers' columns."""

    label: int
    numbers: tuple[int, ...]
    first: int  # the first row with data
    crossed: bool  # the columns are answers too, not only the rows


def columns_to_layout(columns: Columns) -> Layout | None:
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
        return Layout(labels[0], tuple(numbers), first, False)
    if not numbers or not labels or labels[0] > numbers[0]:
        return None
    if len(numbers) > 1 and _are_bars(grid, numbers, first):
        return None
    stated = [c for c in numbers if _SAYS_PERCENT.search(head_of(columns, c, first).text)]
    if len(stated) == 1 and len(numbers) <= 2:
        numbers = stated
    label = max(c for c in labels if c < numbers[0])
    return Layout(label, tuple(numbers), first, len(numbers) > 1)


def _are_bars(grid: Grid, numbers: list[int], first: int) -> bool:
    """Rates at the ends of bars, one a line, which no head stands over: nothing says which of the
    lines beside them are one label."""
    rows = range(first, grid.row_count)
    return not first and all(sum(bool(grid.own(r, c)) for c in numbers) < 2 for r in rows)


def _is_outline(columns: Columns, first: int) -> bool:
    """How a survey was held (配布数 | 回収数 | 回収率): how many answered, and no answers."""
    heads = [head_of(columns, c, first).text for c in range(columns.grid.column_count)]
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
        if any(PERCENTAGE.match(cite.text) for cite in grid.row_cites(row)):
            return row
    return 0


def _holds_percentages(columns: Columns, column: int, first: int) -> bool:
    """Whether all numbers of a column lie between 0 and 100."""
    texts = [t for t in columns.grid.column_texts(column, first) if not _NIL.match(t)]
    counts = _NUMBER_HEAD.match(head_of(columns, column, first).text)
    if counts and not all(map(_DECIMAL.search, texts)):  # 総数 63.2: of all who answered
        return False
    counted = [value_of(t) for t in texts] == [*range(1, len(texts) + 1)]
    if counted and all(_ORDINAL.match(t) or t.strip().isdigit() for t in texts):
        return False  # ranks, and the numbers of the answers: (1), (2)
    return bool(texts) and all((v := value_of(t)) is not None and v <= 100 for t in texts)


def value_of(text: str) -> float | None:
    """The number of a cell of percentages, None for words."""
    found = PERCENTAGE.match(text.replace("\n", ""))
    return float(found["number"].translate(_DIGITS)) if found else None


def _holds_words(grid: Grid, column: int, first: int) -> bool:
    """Whether no cell of a column is a number, and not all of them count (530件)."""
    texts = grid.column_texts(column, first)
    numbers = [t for t in texts if _COUNT.match(t.replace("\n", ""))]
    return len(numbers) < len(texts) and all(value_of(t) is None for t in texts)


def head_of(columns: Columns, column: int, first: int) -> Cite:
    """The head of a column, all lines above the first row with data where no head is known."""
    if columns.first == first:
        return columns.cites[column]
    return Cite.join(columns.grid.cite(row, column) for row in range(first))


def is_survey(columns: Columns, layout: Layout, setting: Setting) -> bool:
    """Numbers that are percentages, and words that say they are answers."""
    grid = columns.grid
    heads = " ".join(head_of(columns, c, layout.first).text for c in layout.numbers)
    signed = all(
        _SIGNED.search(t) for c in layout.numbers for t in grid.column_texts(c, layout.first)
    )
    asked = _are_asked(columns, layout)
    stated = signed or setting.percent or asked or _SAYS_PERCENT.search(heads)
    stated = stated or _are_bracketed(columns, layout)
    if not stated:
        how = setting.multiple is not None and setting.question is not None
        told = bool(setting.base) or how or _add_up(columns, layout)
        if not told or not _are_decimals(columns, layout):
            return False
    roles = {h.role for h in columns.heads[layout.label] if h.is_exact}
    if not layout.crossed and "item" in roles and _SAYS_PERCENT.search(heads):
        return True
    return setting.evidence or asked or "respondent" in roles


def _are_asked(columns: Columns, layout: Layout) -> bool:
    """Labels that are people with their number (全体(n=1,234)), and shares of them."""
    labels = columns.grid.column_texts(layout.label, layout.first)
    return all(_N_STATED.search(t) for t in labels) and _are_decimals(columns, layout)


def _are_bracketed(columns: Columns, layout: Layout) -> bool:
    """Shares in brackets below a question, without a head: (44.4) 毎日, or whole ones that make
    100 together."""
    texts = [t for c in layout.numbers for t in columns.grid.column_texts(c, layout.first)]
    if layout.first or not texts or not all(map(_BRACKETED.match, texts)):
        return False
    return _are_decimals(columns, layout) or abs(sum(value_of(t) or 0 for t in texts) - 100) <= 1


def _are_decimals(columns: Columns, layout: Layout) -> bool:
    """Numbers that count nobody: of the shares of n= answers, no sign says that they are."""
    texts = [t for c in layout.numbers for t in columns.grid.column_texts(c, layout.first)]
    return all(_DECIMAL.search(t) for t in texts)


def _add_up(columns: Columns, layout: Layout) -> bool:
    """Whether the numbers of every column, or of every row, are all of 100 together: no sign says
    that they are shares."""
    grid = columns.grid
    rows = [r for r in range(layout.first, grid.row_count) if not _is_sum(grid, r, layout)]
    cells = [[value_of(grid.own(r, c).text) for c in layout.numbers] for r in rows]
    if len(cells) < _FEWEST_ADDED or any(v is None for row in cells for v in row):
        return False
    values = [[v or 0.0 for v in row] for row in cells]
    lines = (list(zip(*values, strict=True)), values if len(layout.numbers) > 1 else [])
    return any(
        bool(of) and all(abs(sum(line) - 100) <= _ROUNDING * len(line) + 1e-6 for line in of)
        for of in lines
    )


def _is_sum(grid: Grid, row: int, layout: Layout) -> bool:
    return is_whole(grid.cite(row, layout.label).text)
