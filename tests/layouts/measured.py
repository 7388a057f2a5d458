"""A table to measured cells: the widths of its columns, the lines of its cells, its row heights."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

from tests.layouts.style import Style, dress, is_numeric, line_width
from tests.layouts.table import Cell, Table
from tests.layouts.traits import Traits
from tests.layouts.wrap import text_to_lines

NOTE = 0.6  # size of a raised mark against the text
_WIDEST = {"name": 14, "long": 20, "implementer": 8, "note": 7, "section": 99, "key": 5}  # em
_NARROWEST = {"name": 7, "long": 10, "implementer": 5, "note": 4, "department": 5, "key": 3}
_STACK = 1.08  # from one stacked character to the next, in em


@dataclass(slots=True)
class Block:
    """A cell with its lines as printed; a vertical one has its lines from right to left."""

    cell: Cell
    lines: list[str]
    vertical: bool = False


@dataclass(slots=True)
class Measured:
    """A table ready to be placed: widths of the columns, heights of head and body rows."""

    table: Table
    widths: list[float]
    heads: list[Block] = field(default_factory=list)
    body: list[Block] = field(default_factory=list)
    head_heights: list[float] = field(default_factory=list)
    heights: list[float] = field(default_factory=list)

    @property
    def width(self) -> float:
        return sum(self.widths)


def measure_table(
    random: Random, table: Table, traits: Traits, style: Style, room: float
) -> Measured | None:
    """None where the columns do not fit into room (points)."""
    widths = _fit(random, table, traits, style, room)
    if widths is None:
        return None
    measured = Measured(table, widths)
    measured.heads = [_block(cell, widths, traits, style) for cell in table.heads]
    measured.body = [_block(cell, widths, traits, style) for cell in table.body]
    measured.head_heights = _heights(measured.heads, table.depth, style)
    measured.heights = _heights(measured.body, table.row_count, style)
    return measured


# ---- widths


def _fit(
    random: Random, table: Table, traits: Traits, style: Style, room: float
) -> list[float] | None:
    widest = _needs(table, traits, style, _WIDEST)
    narrowest = _needs(table, traits, style, _NARROWEST)
    if sum(narrowest) > room:
        return None
    over = sum(widest) - room
    if over > 0:
        share = over / (sum(widest) - sum(narrowest))
        return [w - (w - n) * share for w, n in zip(widest, narrowest, strict=True)]
    spare = -over * random.choice((0.0, 0.3, 0.6, 1.0))
    flexible = [3.0 if not is_numeric(c.kind) else 1.0 for c in table.columns]
    return [w + spare * f / sum(flexible) for w, f in zip(widest, flexible, strict=True)]


def _needs(table: Table, traits: Traits, style: Style, most: dict[str, int]) -> list[float]:
    """What each column needs when its texts may be wrapped at so many em."""
    needs = [2.2 * style.size] * len(table.columns)
    for cell in [*table.body, *table.heads]:
        if cell.columns > 1:
            continue
        natural = line_width(dress(cell, traits, style), traits, style)
        if cell.note:
            natural += line_width(cell.note, traits, style)
        if cell.kind == "head":
            natural = _head_need(cell, natural, traits, style)
        else:
            natural = min(natural, most.get(cell.kind, 99) * style.size)
        if _is_vertical(cell, traits):
            natural = (2.4 if traits.vertical == "two lines" else 1.2) * style.size
        needs[cell.column] = max(needs[cell.column], natural + 2 * style.pad_x)
    return needs


def _head_need(cell: Cell, natural: float, traits: Traits, style: Style) -> float:
    """Long heads may be wrapped at four or five characters."""
    tokens = text_to_lines(cell.text, 0.1, lambda text: line_width(text, traits, style))
    longest = max(line_width(token, traits, style) for token in tokens)
    return max(min(natural, 5 * style.size), longest)


# ---- lines


def _is_vertical(cell: Cell, traits: Traits) -> bool:
    if traits.vertical == "keys":
        return cell.kind == "key" and cell.rows > 1
    inner = cell.kind == "head" and cell.columns == 1 and cell.column > 0
    plain = not any(c in cell.text for c in "（）()0123456789０１２３４５６７８９")
    return traits.vertical != "none" and inner and plain and len(cell.text) >= 3


def _block(cell: Cell, widths: Sequence[float], traits: Traits, style: Style) -> Block:
    text = dress(cell, traits, style)
    if _is_vertical(cell, traits):
        if traits.vertical == "two lines" and len(cell.text) > 3:
            half = (len(cell.text) + 1) // 2
            return Block(cell, [cell.text[:half], cell.text[half:]], True)
        return Block(cell, [cell.text], True)
    room = sum(widths[cell.column : cell.column + cell.columns]) - 2 * style.pad_x + 0.01
    if cell.note:
        room -= line_width(cell.note, traits, style, NOTE if traits.marks == "raised" else 1.0)
    lines = text_to_lines(text, room, lambda piece: line_width(piece, traits, style))
    return Block(cell, lines)


# ---- heights


def height_of(block: Block, style: Style) -> float:
    """What a cell needs, padding included."""
    if block.vertical:
        return max(map(len, block.lines)) * style.size * _STACK + 2 * style.pad_y
    return len(block.lines) * style.leading + 2 * style.pad_y


def pitch(style: Style) -> float:
    """From one stacked character to the next."""
    return style.size * _STACK


def _heights(blocks: Sequence[Block], count: int, style: Style) -> list[float]:
    """Heights of rows: those of the cells of one row first, merged ones stretch their last."""
    heights = [style.leading + 2 * style.pad_y] * count
    for block in sorted(blocks, key=lambda b: b.cell.rows):
        first, last = block.cell.row, block.cell.row + block.cell.rows - 1
        lacking = height_of(block, style) - sum(heights[first : last + 1])
        if lacking > 0:
            heights[last] += lacking
    return heights
