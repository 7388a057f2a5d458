"""Pages whose whole text is turned: read upright, put back where it stands.

Landscape tables bound into a portrait book come without /Rotate: the page is upright and
everything on it is turned by 90 degrees.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

from pipeline.document.model import Box
from pipeline.document.pdf.model.glyphs import columns_of
from pipeline.document.pdf.model.ink import SLANTING, Char, Fill, Ink, Segment
from pipeline.document.pdf.model.pieces import PageReading, PieceGrid, PieceLine

_MOST = 0.8  # part of the characters that must run in one direction


def ink_to_upright(ink: Ink) -> tuple[Ink, int]:
    """The ink turned so that most of its text runs to the right, and the turn (0, 90, 270)
    that its text had. Ink that runs to the right already comes back as it is."""
    columns = columns_of(ink.chars)
    if not columns.turns.any():
        return ink, 0
    turns = Counter(columns.turns[~columns.blank].tolist())
    if not turns:
        return ink, 0
    turn, count = turns.most_common(1)[0]
    if turn not in (90, 270) or count < _MOST * turns.total():
        return ink, 0
    move = _mover(turn, ink.width, ink.height)
    return (
        replace(
            ink,
            width=ink.height,
            height=ink.width,
            chars=[_turn_char(char, turn, move) for char in ink.chars],
            horizontal=_turn_rules(ink.vertical, move, level=False),
            vertical=_turn_rules(ink.horizontal, move, level=True),
            pale_horizontal=_turn_rules(ink.pale_vertical, move, level=False),
            pale_vertical=_turn_rules(ink.pale_horizontal, move, level=True),
            fills=[Fill(move(f.box), f.light, f.colour) for f in ink.fills],
            images=[move(box) for box in ink.images],
            sectors=[move(box) for box in ink.sectors],
        ),
        turn,
    )


def turn_back(reading: PageReading) -> None:
    """Put the pieces of a page that was read upright back to where they stand on it."""
    turn = reading.turn
    if not turn:
        return
    width, height = reading.width, reading.height
    move = _mover(360 - turn, width, height)
    for piece in reading.pieces:
        if isinstance(piece, PieceGrid):
            piece.box = move(piece.box)
            for cell in piece.cells:
                cell.box = move(cell.box)
            for line in piece.page_lines:
                _turn_line(line, turn, width, height, move)
        else:
            _turn_line(piece, turn, width, height, move)
    reading.width, reading.height = height, width


def _mover(turn: int, width: float, height: float) -> Callable[[Box], Box]:
    """A function that turns boxes of a page back by turn degrees."""
    if turn == 90:
        return lambda b: Box(b.top, width - b.x1, b.bottom, width - b.x0)
    return lambda b: Box(height - b.bottom, b.x0, height - b.top, b.x1)


def _turn_char(char: Char, turn: int, move: Callable[[Box], Box]) -> Char:
    box = move(Box(char.x0, char.top, char.x1, char.bottom))
    now = SLANTING if char.turn == SLANTING else (char.turn - turn) % 360
    return Char(char.text, *box, char.size, now, char.bold)


def _turn_rules(rules: list[Segment], move: Callable[[Box], Box], level: bool) -> list[Segment]:
    """Level rules become upright ones and the other way round."""
    if level:
        boxes = [move(Box(r.low, r.at, r.high, r.at)) for r in rules]
        return [Segment(b.x0, b.top, b.bottom) for b in boxes]
    boxes = [move(Box(r.at, r.low, r.at, r.high)) for r in rules]
    return [Segment(b.top, b.x0, b.x1) for b in boxes]


def _turn_line(
    line: PieceLine, turn: int, width: float, height: float, move: Callable[[Box], Box]
) -> None:
    line.box = move(line.box)
    if line.vertical:  # stacked characters: their line lies level on the page as it is shown
        line.edges = tuple(height - e if turn == 90 else e for e in line.edges)
    else:
        line.edges = tuple(e if turn == 90 else width - e for e in line.edges)
    line.vertical = not line.vertical
