"""A measured table to the parts of it that stand on one page each."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.layouts.measured import Block, Measured
from tests.layouts.style import Style

_KEYS = ("number", "name", "amount", "section")


@dataclass(frozen=True, slots=True)
class Band:
    """A row of the body on one page, or the part of it above or below a page break."""

    row: int
    height: float
    first: bool = True  # the row begins here
    last: bool = True  # the row ends here


@dataclass(slots=True)
class Part:
    """What of a table stands on one page."""

    head: bool
    bands: list[Band] = field(default_factory=list)


def table_to_parts(
    measured: Measured, style: Style, room: float, next_room: float, *, repeat: bool, cut: bool
) -> list[Part]:
    """room is what is left of the first page; cut lets a page end within a row.

    An IndexError says that a page is too low for the head and a row.
    """
    head = sum(measured.head_heights)
    parts = [Part(True)]
    left = room - head
    for row, height in enumerate(measured.heights):
        if height <= left:
            parts[-1].bands.append(Band(row, height))
            left -= height
            continue
        above = _height_above(measured, row, style, left) if cut else None
        below = height
        if above is not None:
            parts[-1].bands.append(Band(row, above, last=False))
            below = height - above + 2 * style.pad_y
        elif not parts[-1].bands:
            raise IndexError("no room for the head and one row")
        parts.append(Part(repeat))
        left = next_room - (head if repeat else 0) - below
        parts[-1].bands.append(Band(row, below, first=above is None))
    return parts


def room_for_cut(measured: Measured, style: Style, room: float) -> float | None:
    """The greatest room not above room at which the page ends within a row."""
    y = sum(measured.head_heights)
    best = None
    for row, height in enumerate(measured.heights):
        if row and y + height > room:
            break
        above = _height_above(measured, row, style, height - style.leading)
        if row and above is not None and y + above <= room:
            best = y + above + 0.1
        y += height
    return best


def _height_above(measured: Measured, row: int, style: Style, left: float) -> float | None:
    """Height of the upper part of a row that is cut so that its short cells stay whole; None
    where it cannot be cut."""
    blocks = [b for b in measured.body if b.cell.row == row and b.cell.rows == 1]
    if any(b.cell.row < row < b.cell.row + b.cell.rows and b.vertical for b in measured.body):
        return None
    keys = max((len(b.lines) for b in blocks if b.cell.kind in _KEYS), default=1)
    longest = max((len(b.lines) for b in blocks), default=1)
    fits = int((left - 2 * style.pad_y + 0.01) // style.leading)
    lines = min(fits, longest - 1)
    if lines < keys or longest < 2 or not _is_open(blocks, lines):
        return None
    return lines * style.leading + 2 * style.pad_y


def _is_open(blocks: list[Block], lines: int) -> bool:
    """What is cut is cut within a sentence, so that its end on the next page can be told."""
    return all(b.lines[lines - 1][-1:] not in "。）" for b in blocks if len(b.lines) > lines)
