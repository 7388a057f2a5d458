"""Tables of facilities with one line a row, whose rows lack cells: what the cells say tells which.

病院名 住所 病床数 救命 二次医療圏
東浜病院 東浜市港町1-3 320 東部
西山記念病院 西山町2 ○ 西部
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.document.flat.cell_kinds import Column, columns_of_facilities, has_name
from pipeline.document.flat.cell_plan import plan_texts
from pipeline.document.flat.grids import SPANNED
from pipeline.document.flat.heads import row_to_heads
from pipeline.document.flat.limits import is_heading
from pipeline.document.flat.table import Table
from pipeline.document.flat.tokens import Row, Token
from pipeline.document.model import EMPTY, Cite

_FEWEST_ROWS = 2
_JOIN = -0.4  # a cell with a blank in it
_FEWEST_GAIN = 1.5
_AREA = re.compile(r"[【（(＜<\[○■◆●]?\s*\S{1,14}(?:医療圏|圏域|区域|地域|地区)\s*[】）)＞>\]]?")
_LONGEST_WRAP = 40  # a line that could be the rest of a cell


def take_sparse(rows: Sequence[Row], at: int) -> Table | None:
    """The table below the head line rows[at]; None where its rows have all
    their cells or go on in further lines."""
    heads, columns = columns_of_facilities(rows[at])
    if not columns:
        return None
    found: list[list[Cite]] = []
    end = at + 1
    while end < len(rows):
        cells = _row_to_cells(rows[end], columns)
        if not cells and _is_area(rows[end].text) and end + 1 < len(rows):
            if not _row_to_cells(rows[end + 1], columns):
                break
            cells = [rows[end].line.cite(), *[SPANNED] * (len(columns) - 1)]
        if not cells:
            break
        found.append(cells)
        end += 1
    whole = [cells for cells in found if not any(cell is SPANNED for cell in cells)]
    lacking = any(not cell for cells in whole for cell in cells)
    if len(whole) < _FEWEST_ROWS or not lacking or _goes_on(rows, end):
        return None
    return Table(heads, found, end)


def _row_to_cells(row: Row, columns: list[Column]) -> list[Cite]:
    """The cells of a line that is a row of its own; empty for any other."""
    if "。" in row.text or not 2 <= len(row.tokens) <= 2 * len(columns):
        return []
    texts = [token.text for token in row.tokens]
    plan = plan_texts(texts, columns, [_JOIN] * len(texts))
    if plan.gain < _FEWEST_GAIN:
        return []
    parts: list[list[Token]] = [[] for _ in columns]
    for token, (_, column) in zip(row.tokens, plan.path, strict=True):
        parts[column].append(token)
    cells = [row.line.cite(p[0].start, p[-1].end) if p else EMPTY for p in parts]
    return cells if has_name(cells, columns) else []


def _goes_on(rows: Sequence[Row], end: int) -> bool:
    """Whether the line behind the rows could be more of them: the end of a wrapped cell, or a row
    that has fallen apart."""
    if end >= len(rows) - 1:  # the last line may be cut
        return False
    row = rows[end]
    other = "。" in row.text or is_heading(row.text) or row_to_heads(row) is not None
    return not other and not _is_area(row.text) and len(row.text) <= _LONGEST_WRAP


def _is_area(text: str) -> bool:
    """A heading over the rows below: 北部医療圏, 【西部圏域】."""
    return bool(_AREA.fullmatch(text))
