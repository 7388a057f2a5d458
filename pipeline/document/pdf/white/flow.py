"""How far down the page the white between the texts of a row goes on."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.document.pdf.text.chunks import Row, has_amount
from pipeline.document.pdf.text.rivers import FAR, River, lasting_rivers, narrow, white
from pipeline.document.pdf.white.gaps import row_to_parts

_NEAR_ROWS = 1.6  # em: the white between rows of one table
_FAR_ROWS = 2.4  # em: the same where a row leaves all columns as they are
_STEADY = 0.15  # em: that the white above and below a row may differ where rows are regular
_THIN = 0.35  # em: white between two texts that are not the words of one


def flow_on(rows: Sequence[Row], start: int) -> tuple[int, list[River]]:
    """How far down the rivers of a row go. A run that has three rows keeps its columns; a text
    may come nearer to the next one than those above."""
    width = 0.8 * rows[start].size
    rivers = [r for r in white(rows[start]) if r[0] > -FAR and r[1] < FAR]
    several, end = 1, start + 1
    for at, row in enumerate(rows[start + 1 :], start + 1):
        last = rows[end - 1]
        if not 0.75 <= row.size / rows[start].size <= 1.34:
            break
        if _is_section(rows, start, end, rivers):
            end += 1
            continue
        rest = narrow(rivers, row, width)
        if len(rest) < len(rivers) and len(row.chunks) > 1 and several >= 3:
            rest = narrow(rivers, row_to_parts(row), _THIN * row.size)
            rivers = [r for r in rivers if _lives(r, rivers, rest, rows[start:end])]
            if len(rest) < len(rivers) and (own := _below_heads(rows[start:end], row)):
                rivers = rest = own
        alike = len(rest) == len(rivers) and (len(row.chunks) > 2 or _is_steady(rows, at))
        if row.top - last.bottom > (_FAR_ROWS if alike else _NEAR_ROWS) * max(row.size, last.size):
            break
        if not rest or (len(rest) < len(rivers) and several >= 3):
            break
        if len(row.chunks) == 1 and len(rest) < len(rivers):
            break
        rivers = rest
        several += len(row.chunks) > 1
        end += 1
    return end, rivers


def _is_steady(rows: Sequence[Row], at: int) -> bool:
    """Does a row stand as far below the one above as the next one below it, one of them at least
    with several texts?"""
    if at + 1 >= len(rows):
        return False
    above, row, below = rows[at - 1 : at + 2]
    if len(row.chunks) < 2 and len(below.chunks) < 2:
        return False
    return abs(above.bottom - row.top + below.top - row.bottom) <= _STEADY * row.size


def _below_heads(rows: Sequence[Row], row: Row) -> list[River] | None:
    """What a row leaves of the rivers of the rows with amounts above it, where it closes none: a
    head over several columns may end in a river that those below it go around."""
    body = next((n for n, above in enumerate(rows) if has_amount(above)), len(rows))
    rivers = lasting_rivers(rows[body:])
    rest = narrow(rivers, row, 0.8 * row.size)
    return rest if body and has_amount(row) and len(rest) == len(rivers) > 1 else None


def _lives(
    river: River, rivers: Sequence[River], rest: Sequence[River], rows: Sequence[Row]
) -> bool:
    """Is a river left by a row, or does it part two columns that both have several texts? A short
    text beside a head that stands aside makes one that a longer text closes."""
    low, high = river
    if any(a < high and b > low for a, b in rest):
        return True
    after = min((a for a, _ in rivers if a >= high), default=FAR)
    before = max((b for _, b in rivers if b <= low), default=-FAR)
    left = sum(any(before <= c.x0 and c.x1 <= low for c in row.chunks) for row in rows)
    right = sum(any(high <= c.x0 and c.x1 <= after for c in row.chunks) for row in rows)
    return min(left, right) > 1


def _is_section(rows: Sequence[Row], start: int, place: int, rivers: Sequence[River]) -> bool:
    """A title within a table: alone at its left end, a row with amounts in its columns below."""
    if place + 1 >= len(rows) or len(rows[place].chunks) > 1:
        return False
    above, row, below = rows[place - 1], rows[place], rows[place + 1]
    left = min(other.chunks[0].x0 for other in (*rows[start:place], below))
    far = max(row.top - above.bottom, below.top - row.bottom) > _FAR_ROWS * row.size
    fits = len(narrow(rivers, below, 0.8 * below.size)) >= len(rivers)
    inside = left - row.size <= row.chunks[0].x0 <= left + row.size
    return not far and fits and inside and len(below.chunks) > 2 and has_amount(below)
