"""Pieces of a page to their reading order: cut along the white between them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from pipeline.document.model import Box
from pipeline.document.pdf.model.pieces import Piece, PieceLine


@dataclass(slots=True, eq=False)
class Block:
    """Something with a place: one piece, or a frame with blocks inside."""

    box: Box
    piece: Piece | None = None
    children: list[Block] = field(default_factory=list)


def blocks_to_pieces(blocks: Sequence[Block], em: float) -> list[Piece]:
    """Reading order: columns with a gutter between them from left to right, each to its end;
    縦書き from right to left; everything else from top to bottom. Frames stay together. em is
    the usual character height of the page, the least width of a gutter."""
    pieces: list[Piece] = []
    for block in _ordered(list(blocks), em):
        if block.piece is not None:
            pieces.append(block.piece)
        if block.children:
            pieces.extend(blocks_to_pieces(block.children, em))
    return pieces


def _ordered(blocks: list[Block], em: float) -> list[Block]:
    if len(blocks) < 2:
        return blocks
    if all(isinstance(b.piece, PieceLine) and b.piece.vertical for b in blocks):
        return sorted(blocks, key=lambda block: (-block.box.x1, block.box.top))
    stretches = _prose_columns(blocks, em)
    if stretches:
        return [block for part in stretches for block in _ordered(part, em)]
    bands = _cut(blocks, _height, 0.0)
    result: list[Block] = []
    at = 0
    while at < len(bands):
        if len(bands[at]) == 1:
            result.append(bands[at][0])
            at += 1
            continue
        end, columns = _widest_columns(bands, at, em)
        if columns:
            for column in columns:
                result.extend(_ordered(column, em))
        else:
            result.extend(_by_rows(bands[at]))
        at = end
    return result


def _prose_columns(blocks: list[Block], em: float) -> list[list[Block]]:
    """Columns of text whose lines do not stand on the same levels: what stands above, each
    column, what stands below. Empty where there are none."""
    width = max(b.box.x1 for b in blocks) - min(b.box.x0 for b in blocks)
    narrow = [block for block in blocks if block.box.x1 - block.box.x0 <= 0.6 * width]
    columns = _cut(narrow, _width, em)
    if not 2 <= len(columns) <= 3 or not all(_is_prose(column) for column in columns):
        return []
    tops = [min(block.box.top for block in column) for column in columns]
    bottoms = [max(block.box.bottom for block in column) for column in columns]
    if min(bottoms) - max(tops) < 0.5 * min(b - t for b, t in zip(bottoms, tops, strict=True)):
        return []
    wide = [block for block in blocks if block not in narrow]
    above = [block for block in wide if block.box.bottom <= max(tops)]
    below = [block for block in wide if block.box.top >= min(bottoms)]
    if len(above) + len(below) < len(wide):
        return []
    return [part for part in (above, *columns, below) if part]


def _is_prose(column: list[Block]) -> bool:
    texts = [b.piece.text for b in column if isinstance(b.piece, PieceLine)]
    return len(texts) == len(column) >= 4 and sum(map(len, texts)) >= 12 * len(texts)


def _height(block: Block) -> tuple[float, float]:
    """Top and bottom, drawn in a little: tightly set lines touch each other."""
    inset = min(0.15 * (block.box.bottom - block.box.top), 2.0)
    return block.box.top + inset, block.box.bottom - inset


def _width(block: Block) -> tuple[float, float]:
    return block.box.x0, block.box.x1


def _widest_columns(
    bands: list[list[Block]], start: int, em: float
) -> tuple[int, list[list[Block]]]:
    """As many bands from start on as share a gutter, cut into columns; no columns where the
    first band has none."""
    best: tuple[int, list[list[Block]]] = (start + 1, [])
    taken: list[Block] = []
    for end in range(start, len(bands)):
        taken = taken + bands[end]
        columns = _cut(taken, _width, 0.4 * em)
        if len(columns) < 2 or (end > start and not _goes_on(columns, bands[end], em)):
            break
        best = (end + 1, columns)
    return best


def _goes_on(columns: list[list[Block]], band: list[Block], em: float) -> bool:
    """The band belongs to the columns: it stands in several, or closely below one of them."""
    inside = [column for column in columns if any(block in band for block in column)]
    if len(inside) > 1:
        return True
    above = [block.box.bottom for block in inside[0] if block not in band]
    top = min(block.box.top for block in band)
    return bool(above) and top - max(above) <= 2.5 * em


def _cut(
    blocks: Sequence[Block], extent: Callable[[Block], tuple[float, float]], gap: float
) -> list[list[Block]]:
    """Groups of blocks with white of more than gap between their extents."""
    groups: list[list[Block]] = []
    end = 0.0
    extents = [extent(block) for block in blocks]
    for place in sorted(range(len(blocks)), key=extents.__getitem__):
        block, (low, high) = blocks[place], extents[place]
        if not groups or low - end > gap:
            groups.append([])
            end = high
        groups[-1].append(block)
        end = max(end, high)
    return groups


def _by_rows(blocks: list[Block]) -> list[Block]:
    """Blocks that no cut parts: from top to bottom, what stands on one level from the left."""
    rows: list[list[Block]] = []
    for block in sorted(blocks, key=lambda b: b.box.top + b.box.bottom):
        if rows and _on_level(rows[-1][0].box, block.box):
            rows[-1].append(block)
        else:
            rows.append([block])
    return [block for row in rows for block in sorted(row, key=lambda b: b.box.x0)]


def _on_level(first: Box, second: Box) -> bool:
    shared = min(first.bottom, second.bottom) - max(first.top, second.top)
    lower = min(first.bottom - first.top, second.bottom - second.top)
    return shared >= 0.6 * lower
