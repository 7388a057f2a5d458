"""Text that is part of no line and of no cell: watermarks, and what runs askew (labels of axes)."""

from __future__ import annotations

import numpy as np

from pipeline.document.model import Box
from pipeline.document.pdf.model.glyphs import Chars, Columns, columns_of
from pipeline.document.pdf.model.ink import SLANTING, Char
from pipeline.document.pdf.model.pieces import PieceLine

_NEXT = 2.0  # em from the middle of a character to that of the next one of its line
_LARGE = 2.0  # times the usual size
_COVERED = 2  # characters that a watermark's is drawn over, or under


def watermarks_apart(chars: Chars) -> tuple[Chars, list[PieceLine]]:
    """The characters of the page without those that run askew and those that are so large that
    others stand within them; and these as lines of its margin, in the order they are drawn in."""
    if not len(chars):
        return chars, []
    columns = columns_of(chars)
    apart = columns.turns == SLANTING
    large = ~apart & ~columns.blank & (columns.sizes > _LARGE * chars.usual_size)
    behind = [place for place in np.flatnonzero(large).tolist() if _is_behind(columns, place)]
    if behind:
        sizes = columns.sizes[behind]
        apart |= np.isclose(columns.sizes[:, None], sizes, rtol=0.01).any(axis=1) & large
    if not apart.any():
        return chars, []
    lines: list[list[Char]] = []
    for place in np.flatnonzero(apart).tolist():
        char = chars[place]
        if lines and _follows(lines[-1][-1], char):
            lines[-1].append(char)
        else:
            lines.append([char])
    found = [_chars_to_line(line) for line in lines]
    left = chars.take(np.flatnonzero(~apart).tolist())
    return left, [line for line in found if line.text.strip()]


def _is_behind(columns: Columns, place: int) -> bool:
    """Whether the middles of several smaller characters lie in the box of one."""
    left, top, right, bottom = columns.boxes[:, place]
    x0, y0, x1, y1 = columns.boxes
    x, y = (x0 + x1) / 2, (y0 + y1) / 2
    smaller = ~columns.blank & (columns.sizes * _LARGE < columns.sizes[place])
    inside = smaller & (left < x) & (x < right) & (top < y) & (y < bottom)
    return int(np.count_nonzero(inside)) >= _COVERED


def _follows(before: Char, char: Char) -> bool:
    across = before.x0 + before.x1 - char.x0 - char.x1
    down = before.top + before.bottom - char.top - char.bottom
    return bool(np.hypot(across, down) / 2 <= _NEXT * max(before.size, char.size))


def _chars_to_line(chars: list[Char]) -> PieceLine:
    box = Box(
        min(char.x0 for char in chars),
        min(char.top for char in chars),
        max(char.x1 for char in chars),
        max(char.bottom for char in chars),
    )
    text = "".join(char.text for char in chars)
    edges = np.linspace(box.x0, box.x1, len(text) + 1).tolist()
    return PieceLine(text, edges, box, max(char.size for char in chars), margin=True)
