"""Parts of tables to ink: texts in their cells, fills behind them, rules between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tests.layouts.borders import borders
from tests.layouts.ink import Box, Column, Frame, Ink, Stroke, Text
from tests.layouts.measured import NOTE, Block, Measured, height_of, pitch
from tests.layouts.parts import Part
from tests.layouts.style import Style, alignment, line_width
from tests.layouts.traits import Traits


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell, or what of it stands on one page, with its lines; last: the cell ends here, said:
    so does its text."""

    block: Block
    frame: Frame
    lines: tuple[str, ...]
    head: bool
    first: bool = True
    last: bool = True
    said: bool = True


def parts_to_cells(
    measured: Measured, parts: Sequence[Part], style: Style, x: float, tops: Sequence[float]
) -> list[list[Placed]]:
    """The cells of every part, whose upper left corner is at x and its entry of tops."""
    xs = [x]
    for width in measured.widths:
        xs.append(xs[-1] + width)
    waiting = {id(block): list(block.lines) for block in measured.body}
    result = []
    for part, top in zip(parts, tops, strict=True):
        cells = list(_head_cells(measured, xs, top)) if part.head else []
        y = top + (sum(measured.head_heights) if part.head else 0)
        cells.extend(_body_cells(measured, part, style, xs, y, waiting))
        result.append(cells)
    return result


def _head_cells(measured: Measured, xs: Sequence[float], top: float) -> Iterator[Placed]:
    ys = [top]
    for height in measured.head_heights:
        ys.append(ys[-1] + height)
    for block in measured.heads:
        cell = block.cell
        right, bottom = xs[cell.column + cell.columns], ys[cell.row + cell.rows]
        frame = Frame(xs[cell.column], ys[cell.row], right, bottom)
        yield Placed(block, frame, tuple(block.lines), True)


def _body_cells(
    measured: Measured,
    part: Part,
    style: Style,
    xs: Sequence[float],
    top: float,
    waiting: dict[int, list[str]],
) -> Iterator[Placed]:
    """What stands in the bands of a part; lines that find no room wait for the next part."""
    edges: dict[int, tuple[float, float]] = {}
    y = top
    for band in part.bands:
        edges[band.row] = (y, y + band.height)
        y += band.height
    first, last = part.bands[0], part.bands[-1]
    for block in measured.body:
        cell = block.cell
        end = cell.row + cell.rows - 1
        if end < first.row or cell.row > last.row:
            continue
        low, high = max(cell.row, first.row), min(end, last.row)
        frame = Frame(
            xs[cell.column], edges[low][0], xs[cell.column + cell.columns], edges[high][1]
        )
        ends = end == high and (high != last.row or last.last)
        begins = cell.row == low and (low != first.row or first.first)
        lines = _take(waiting[id(block)], block, frame, style, ends)
        yield Placed(block, frame, tuple(lines), False, begins, ends, not waiting[id(block)])


def _take(lines: list[str], block: Block, frame: Frame, style: Style, ends: bool) -> list[str]:
    if block.vertical:
        fits = ends or height_of(block, style) <= frame.height
        count = len(lines) if fits else 0
    else:
        count = int((frame.height - 2 * style.pad_y + 0.1) // style.leading)
        count = len(lines) if ends else min(count, len(lines))
    taken = lines[:count]
    del lines[:count]
    return taken


def cells_to_ink(cells: Sequence[Placed], traits: Traits, style: Style) -> Iterator[Ink]:
    """Fills first, then rules, then text."""
    yield from _fills(cells, traits, style)
    yield from borders([_Edge.of(cell) for cell in cells], traits, style)
    yield from _diagonals(cells, traits, style)
    for cell in cells:
        yield from _cell_text(cell, traits, style)


@dataclass(frozen=True, slots=True)
class _Edge:
    """What the rules need to know of a cell."""

    frame: Frame
    head: bool
    group: bool  # a head over the heads of several columns
    strong: bool
    open_top: bool
    open_bottom: bool

    @staticmethod
    def of(placed: Placed) -> _Edge:
        cell = placed.block.cell
        return _Edge(
            placed.frame,
            placed.head,
            placed.head and cell.columns > 1,
            cell.strong and not placed.head,
            not placed.first,
            not placed.last,
        )


def _fills(cells: Sequence[Placed], traits: Traits, style: Style) -> Iterator[Ink]:
    """Grey behind the head (as one band or cell by cell), the first column or every other row."""
    heads = [placed.frame for placed in cells if placed.head]
    if traits.fill != "none" or traits.rules == "zebra":
        if heads and (style.band or traits.rules == "zebra"):
            heads = [_around(heads)]
        yield from (Box(frame, style.head_grey) for frame in heads)
    if traits.fill == "column":
        for placed in cells:
            cell = placed.block.cell
            if not placed.head and cell.column == 0 and cell.columns == 1:
                yield Box(placed.frame, style.stripe_grey)
    if traits.rules == "zebra":
        left, _, right, _ = _around([placed.frame for placed in cells])
        rows = {c.block.cell.row: c.frame for c in cells if not c.head and c.block.cell.rows == 1}
        for row, frame in rows.items():
            if row % 2 == style.striped:
                yield Box(Frame(left, frame.top, right, frame.bottom), style.stripe_grey)


def _around(frames: Sequence[Frame]) -> Frame:
    return Frame(
        min(f.x0 for f in frames),
        min(f.top for f in frames),
        max(f.x1 for f in frames),
        max(f.bottom for f in frames),
    )


def _diagonals(cells: Sequence[Placed], traits: Traits, style: Style) -> Iterator[Ink]:
    """A line across every cell that stays empty (斜線)."""
    if traits.signs != "diagonal":
        return
    for placed in cells:
        if not placed.head and not any(placed.block.lines) and placed.first and placed.last:
            x0, top, x1, bottom = placed.frame
            yield Stroke(x0, bottom, x1, top, style.rule)


def _cell_text(placed: Placed, traits: Traits, style: Style) -> Iterator[Ink]:
    if not any(placed.lines):
        return
    if placed.block.vertical:
        yield from _stacked(placed, traits, style)
        return
    cell = placed.block.cell
    across, down = alignment(cell, traits)
    height = len(placed.lines) * style.leading
    frame = placed.frame
    spare = frame.height - height
    top = frame.top + (spare / 2 if down == "middle" else min(style.pad_y, spare))
    if placed.head and not traits.ruled and style.head_low:
        top = frame.bottom - style.pad_y - height
    for number, line in enumerate(placed.lines):
        base = top + number * style.leading + (style.leading - style.size) / 2 + 0.88 * style.size
        note = cell.note if placed.said and number == len(placed.lines) - 1 else ""
        yield from _line(line, note, placed, across, base, traits, style)


def _line(
    line: str, note: str, placed: Placed, across: str, base: float, traits: Traits, style: Style
) -> Iterator[Ink]:
    scale = NOTE if traits.marks == "raised" else 1.0
    width = line_width(line, traits, style)
    whole = width + (line_width(note, traits, style, scale) if note else 0)
    frame = placed.frame
    room = frame.width - 2 * style.pad_x
    x = frame.x0 + style.pad_x
    space = style.space
    if across != "left":
        x += (room - whole) / (2 if across == "centre" else 1)
    if traits.spacing == "spread" and _may_spread(placed, line, room - whole, style):
        x = frame.x0 + style.pad_x
        space = (room - whole) / (len(line) - 1)
        width = room
    yield from text_ink(line, x, base, space, placed.block.cell.strong, traits, style)
    if note:
        raised = base - (0.35 * style.size if traits.marks == "raised" else 0)
        yield Text(x + width, raised, note, style.size * scale, style.space)


def _may_spread(placed: Placed, line: str, spare: float, style: Style) -> bool:
    """Heads and short names are set over the whole width of their cell (均等割付)."""
    cell = placed.block.cell
    short = len(placed.lines) == 1 and 2 <= len(line) <= 10 and not cell.note
    return short and spare > 0 and cell.kind in ("head", "name", "key", "place", "department")


def text_ink(
    text: str, x: float, base: float, space: float, strong: bool, traits: Traits, style: Style
) -> Iterator[Ink]:
    """One run, or a run for each character; strong text is drawn twice where traits say so."""
    copies = [(0.0, 0.0)]
    if strong and traits.bold != "plain":
        grey = 0.6 if traits.bold == "shadow" else 0.0
        copies.insert(0, (style.shift, grey))
    for shift, grey in copies:
        down = shift if traits.bold == "shadow" else 0.0
        if traits.spacing != "glyphs":
            yield Text(x + shift, base + down, text, style.size, space, grey)
            continue
        for place, char in enumerate(text):
            before = line_width(text[:place], traits, style) if place else 0.0
            yield Text(x + before + shift, base + down, char, style.size, 0.0, grey)


def _stacked(placed: Placed, traits: Traits, style: Style) -> Iterator[Ink]:
    """Vertical lines from right to left, centred in the cell."""
    frame, lines = placed.frame, placed.lines
    step = style.size * 1.15
    middle = (frame.x0 + frame.x1) / 2
    longest = max(map(len, lines)) * pitch(style)
    top = frame.top + (frame.height - longest) / 2
    for number, line in enumerate(lines):
        x = middle + ((len(lines) - 1) / 2 - number) * step
        if traits.vertical == "font":
            yield Column(x, top, line, style.size)
            continue
        for place, char in enumerate(line):
            base = top + place * pitch(style) + 0.88 * style.size
            yield Text(x - line_width(char, traits, style) / 2, base, char, style.size)
