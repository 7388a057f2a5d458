"""Which lines hold the numbers, dates or marks of a row of a flattened table."""

from __future__ import annotations

import re

from normalizers.total import is_total
from pipeline.document.flat.columns.marked import has_all_but_marks
from pipeline.document.flat.columns.place import identity_cost
from pipeline.document.flat.columns.shape import Shape
from pipeline.document.flat.columns.sum_lines import group_line
from pipeline.document.flat.limits import is_heading, is_numbered
from pipeline.document.flat.tokens import Row

_AMOUNT = re.compile(r"[△▲-]?[0-9０-９]{1,3}(?:[,，][0-9０-９]{3})+")


def is_anchor(row: Row, shape: Shape) -> bool:
    """Whether the line holds the numbers, dates or marks of a row of the table."""
    count = len(row.tokens)
    if not shape.typed:
        return count == len(shape.kinds) and not is_heading(row.text) and _texts_fit(row, shape)
    if has_all_but_marks(row.tokens, shape.kinds):
        return True
    typed = shape.typed_count(row)
    summed = typed == count - 1 and count > 2 and is_total(row.tokens[0].text)  # of some columns
    if summed or group_line(row, shape):
        return True
    lacking = typed * 2 < len(shape.typed) and not _has_all_texts(row, shape)
    if lacking or not typed or count > len(shape.kinds) + 3:
        return False
    if typed == 1 and is_numbered(row) and shape.typed[0]:  # ３　医療圏の概要
        return False
    if typed == 1 and "date" in row.kinds and "date" not in shape.kinds:  # 実施期間 平成28年度～
        return False
    if count == len(shape.kinds) and identity_cost(row.tokens, shape) <= 2:
        return True
    if shape.typed[-1] == len(shape.kinds) - 1 and not shape.is_typed(row.tokens[-1]):
        return False
    return _texts_fit(row, shape)


def _has_all_texts(row: Row, shape: Shape) -> bool:
    """Whether a line holds a text for each column of texts and amounts where these
    stand: a row that lacks most of its numbers."""
    amounts = [n for n, token in enumerate(row.tokens) if _AMOUNT.fullmatch(token.text)]
    before = sum(column < shape.typed[0] for column in shape.texts)
    if not amounts or amounts[0] != before or not before:
        return False
    behind = len(row.tokens) - amounts[-1] - 1
    return behind == len(shape.texts) - before and len(amounts) == shape.typed_count(row)


def _texts_fit(row: Row, shape: Shape) -> bool:
    """The text of a line with numbers is no wider than the columns of text together."""
    width = sum(t.width for t in row.tokens if not shape.is_typed(t))
    room = sum(shape.widths[c] for c in shape.texts)
    return width <= room + max(8, room // 3)
