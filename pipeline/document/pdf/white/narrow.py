"""Columns that stand close together: thin white that runs through all rows of a table."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipeline.document.pdf.text.chunks import Chunk, Row, is_marker, is_number
from pipeline.document.pdf.text.rivers import River, column_of, common_rivers
from pipeline.document.pdf.white.gaps import GAP, cut_at, cut_marks, recut, row_to_parts

_FEWEST_HEADS = 4
_TOUCHING = -0.05  # em: as far as rounding lets texts reach into each other
_EDGE = 0.35  # em: texts that begin or end so near each other are aligned


def with_narrow_rivers(
    rows: Sequence[Row], head: int, rivers: Sequence[River]
) -> tuple[list[Row], list[River]]:
    """The rows cut at thin rivers as well, and at those that heads alone tell, and all rivers."""
    cut, found = _with_thin_rivers(rows, head, rivers)
    if told := _rivers_between_heads(rows, head, found):
        return [cut_marks(row, told) for row in cut], sorted([*found, *told])
    return cut, found


def _with_thin_rivers(
    rows: Sequence[Row], head: int, rivers: Sequence[River]
) -> tuple[list[Row], list[River]]:
    """The rows cut at thin rivers as well, and all rivers.

    The first head rows are the table's head. A thin river counts where the texts left or right
    of it are aligned along it; entries' own markers stay with their text unless a head stands
    over them.
    """
    body = [row_to_parts(row) for row in rows[head:]]
    several = [row for row in body if len(row.chunks) > 1]
    if not several:
        return list(rows), list(rivers)
    first = min(row.chunks[0].x1 for row in several)
    several += [row for row in body if len(row.chunks) == 1 and row.chunks[0].x0 > first]
    touching = _touching(rows[head:])
    found = common_rivers(several, _TOUCHING if touching else GAP)
    found = [r for r in found if r[1] - r[0] >= GAP * rows[0].size or r[1] in touching]
    found = _with_rivers_below_labels(found, several)
    thin = [river for river in found if _is_new(river, rivers)]
    found = sorted([*rivers, *thin])
    heads = [recut(row, found, over=1.0) for row in rows[:head]]
    thin = [r for r in thin if _is_aligned(r, several) or _are_apart(r, found, heads)]
    if not thin:
        return _with_heads_apart(rows, head, rivers), list(rivers)
    found = sorted([*rivers, *thin])
    heads = [recut(row, found, over=1.0) for row in rows[:head]]
    kept = [r for r in found if r in rivers or not _parts_markers(r, found, several, heads)]
    if len(kept) == len(rivers):
        return _with_heads_apart(rows, head, rivers), list(rivers)
    return [recut(row, kept, 1.0 if i < head else 0.0) for i, row in enumerate(rows)], kept


def _touching(rows: Sequence[Row]) -> set[float]:
    """Where texts begin that touch the one before them: they were cut from one line."""
    return {
        b.x0
        for row in rows
        for a, b in pairwise(row.chunks)
        if a.line is b.line and b.x0 - a.x1 < GAP * row.size
    }


def _rivers_between_heads(rows: Sequence[Row], head: int, rivers: Sequence[River]) -> list[River]:
    """The white between heads that stand side by side over what seems one column, where only the
    labels of sums reach across it: 新規 | 再掲 | 財源 above few marks."""
    words = sorted((c for row in rows[:head] for c in row.chunks), key=lambda c: c.x0)
    if len(words) < _FEWEST_HEADS:
        return []
    ends: list[River] = []
    for word in words:
        if ends and word.x0 < ends[-1][1]:
            ends[-1] = (ends[-1][0], max(ends[-1][1], word.x1))
        else:
            ends.append((word.x0, word.x1))
    found = []
    for (_, low), (high, _) in pairwise(ends):
        if any(a < high and low < b for a, b in rivers) or high - low < GAP * rows[0].size:
            continue
        if all(_leaves_white(row, low, high) for row in rows[head:]):
            found.append((low, high))
    return found


def _leaves_white(row: Row, low: float, high: float) -> bool:
    """Whether nothing of a row stands in some white, or only its first text, before numbers: the
    label of a sum, or a title."""
    crossing = [chunk for chunk in row.chunks if _crosses(chunk, low, high)]
    return not crossing or (
        crossing == row.chunks[:1] and all(is_number(chunk.text) for chunk in row.chunks[1:])
    )


def _crosses(chunk: Chunk, low: float, high: float) -> bool:
    """Whether characters of a chunk stand in the white between two heads."""
    if chunk.x1 <= low or chunk.x0 >= high or chunk.line.vertical:
        return False
    line = chunk.line
    slack, rights = 0.1 * line.size, line.ends or line.edges[1:]
    return any(
        line.edges[i] < high - slack and rights[i] > low + slack
        for i in range(chunk.start, chunk.end)
        if not line.text[i].isspace()
    )


def _with_heads_apart(rows: Sequence[Row], head: int, rivers: Sequence[River]) -> list[Row]:
    """The rows, with what stands over two columns in their head cut where white lies over the
    river and neither column has another head (新規 再掲)."""
    heads = []
    for at, row in enumerate(rows[:head]):
        others = [c for i, other in enumerate(rows[:head]) if i != at for c in other.chunks]
        taken = {column_of(chunk, rivers) for chunk in others}
        free = [r for column, r in enumerate(rivers) if not taken & {column, column + 1}]
        heads.append(cut_at(row, free))
    return [*heads, *rows[head:]]


def _with_rivers_below_labels(rivers: Sequence[River], rows: Sequence[Row]) -> list[River]:
    """The rivers, and the white of the rows with most texts, where what crosses it in the others
    is their first text: the label of a sum over the first columns."""
    most = max(len(row.chunks) for row in rows)
    found = list(rivers)
    for least in (0.6 * most, most - 0.5):
        full = [row for row in rows if len(row.chunks) > least]
        for low, high in common_rivers(full, GAP):
            crossing = [row for row in rows if any(c.x0 < high and c.x1 > low for c in row.chunks)]
            labels = [row for row in crossing if row.chunks[0].x1 > low and len(row.chunks) > 1]
            few = len(crossing) <= sum(_stands_beside(row, low, high) for row in rows)
            if labels and few and len(crossing) == len(labels) and _is_new((low, high), found):
                found.append((low, high))
    return found


def _stands_beside(row: Row, low: float, high: float) -> bool:
    """Whether a row has texts on both sides of a river, and none in it."""
    left = any(chunk.x1 <= low + 0.1 for chunk in row.chunks)
    right = any(chunk.x0 >= high - 0.1 for chunk in row.chunks)
    return left and right and not any(c.x0 < high - 0.1 and c.x1 > low + 0.1 for c in row.chunks)


def _is_new(river: River, rivers: Sequence[River]) -> bool:
    return not any(low <= river[1] and river[0] <= high for low, high in rivers)


def _is_aligned(river: River, rows: Sequence[Row]) -> bool:
    """Do most texts beside the river begin or end along it, in two rows or more on both sides?"""
    low, high = river
    lefts, rights, both = [], [], 0
    near = _EDGE * rows[0].size
    for row in rows:
        left = [chunk for chunk in row.chunks if chunk.x1 <= low + 0.1]
        right = [chunk for chunk in row.chunks if chunk.x0 >= high - 0.1]
        lefts += [low - left[-1].x1] if left else []
        rights += [right[0].x0 - high] if right else []
        both += bool(left and right)
    if both < 2:
        return False
    return any(
        sum(distance <= near for distance in side) >= 0.5 * len(side) for side in (lefts, rights)
    )


def _are_apart(river: River, rivers: Sequence[River], heads: Sequence[Row]) -> bool:
    """Do heads of their own stand over the columns on both sides?"""
    column = rivers.index(river)
    over = {column_of(chunk, rivers) for row in heads for chunk in row.chunks}
    return {column, column + 1} <= over


def _parts_markers(
    river: River, rivers: Sequence[River], rows: Sequence[Row], heads: Sequence[Row]
) -> bool:
    """Is all that stands left of the river the markers of entries, without a head over them?"""
    column = rivers.index(river)
    left = [c for row in rows for c in row.chunks if column_of(c, rivers) == column]
    if not left or not all(is_marker(chunk.text) for chunk in left):
        return False
    return not any(column_of(c, rivers) == column for row in heads for c in row.chunks)
