"""Where the head of a list whose rows fell apart could begin."""

from __future__ import annotations

from collections.abc import Sequence

from normalizers.head import read_heads
from pipeline.document.flat.heads import is_head, row_to_heads
from pipeline.document.flat.tokens import Row, is_single

WIDEST = 34  # display width of a piece of a head


def records_begin(rows: Sequence[Row]) -> list[int]:
    """Where such a head, or a piece of it, could begin."""
    return [at for at in range(len(rows)) if may_begin(rows, at)]


def may_begin(rows: Sequence[Row], at: int) -> bool:
    """A line of heads; a head alone over other words; a letter of one written downwards."""
    row = rows[at]
    spaced = _is_spaced_head(row)
    if len(row.tokens) > 1 and not spaced:
        return bool(row_to_heads(row))
    if row.kinds[-1] == "date":  # 事 項 令和６年度 / 予算額
        return at + 1 < len(rows) and is_amount_word(rows[at + 1].tokens[0].text)
    if row.kinds[0] != "text" or row.width > WIDEST:
        return False
    if at + 1 == len(rows) or not (rows[at + 1].kinds[0] == "text" or _over_year(rows, at)):
        return False
    if is_single(row.tokens[0]) and not spaced:
        if is_head(row.text) and is_head(rows[at + 1].text):  # 柱 / 事業名
            return True
        above = rows[at - 1].tokens if at else []
        inside = len(above) == 1 and is_single(above[0])
        return not inside and is_single(rows[at + 1].tokens[0])
    return is_head(row.text)


def _is_spaced_head(row: Row) -> bool:
    """A head of letters apart, a year behind it or not."""
    letters = row.tokens[:-1] if row.kinds[-1] == "date" else row.tokens
    text = "".join(token.text for token in letters)
    return len(letters) > 1 and all(map(is_single, letters)) and is_head(text)


def _over_year(rows: Sequence[Row], at: int) -> bool:
    """Whether a year and its amount stand below a head, each on a line: 事業名 / 令和６年度 /
    予算額."""
    below = rows[at + 1 : at + 3]
    return [len(row.tokens) for row in below] == [1, 1] and (
        below[0].kinds[0] == "date" and is_amount_word(below[1].text)
    )


def is_amount_word(text: str) -> bool:
    return any(h.role == "amount" and h.is_exact for h in read_heads(text))
