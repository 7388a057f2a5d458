"""Text that runs over a rule into the next cell (spreadsheets print it so) stays together."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

import numpy as np

from pipeline.document.model import Box
from pipeline.document.pdf.drawn.lattice import Lattice
from pipeline.document.pdf.model.glyphs import Columns, columns_of
from pipeline.document.pdf.model.ink import Char

_OVER = 0.2  # part of a character's width that must stand on either side of the rule
_TOUCH = 0.1  # em: a character that follows another within a string
_CLOSE = 0.3  # em: characters of one string are not further apart


def gather_overflow(chars: Sequence[Char], lattice: Lattice, places: dict[int, list[int]]) -> None:
    """Give each string that an upright rule crosses to the cell that holds most of it.

    places maps cells to the places of their characters in drawing order and is changed. A string
    crosses a rule where one of its characters lies across it, or where it goes on into the next
    cell and over the text there.
    """
    frames = {cell: lattice.frame(cell) for cell in places}
    of = np.fromiter(chain.from_iterable(places.values()), np.int64)
    cells_of = np.repeat(np.array(list(places), np.int64), [len(v) for v in places.values()])
    columns = columns_of(chars)
    across = _lying_across(columns.take(of), of, places, frames)
    across += _running_on(columns, of, cells_of, places)
    if not across:
        return
    cell_of = dict(zip(of.tolist(), cells_of.tolist(), strict=True))
    moved = False
    for place in across:
        string = _string_around(place, chars, cell_of)
        cells = [cell_of[other] for other in string]
        if len(string) > 2 and len(set(cells)) > 1 and _fits(string, chars, frames, cells):
            home = max(cells, key=lambda c: (cells.count(c), -cells.index(c)))
            for other in string:
                moved = moved or cell_of[other] != home
                cell_of[other] = home
    if moved:
        places.clear()
        for place in sorted(cell_of):
            places.setdefault(cell_of[place], []).append(place)


def _lying_across(
    columns: Columns, of: np.ndarray, places: dict[int, list[int]], frames: dict[int, Box]
) -> list[int]:
    """The places (of) of the characters that reach out of their cells left or right."""
    counts = [len(found) for found in places.values()]
    x0, _, x1, _ = columns.boxes
    low, high = (np.repeat([frame[side] for frame in frames.values()], counts) for side in (0, 2))
    slack = _OVER * (x1 - x0)
    across = ((x0 < low - slack) | (x1 > high + slack)) & ~columns.blank & (columns.turns == 0)
    found: list[int] = of[across].tolist()
    return found


def _running_on(
    columns: Columns, of: np.ndarray, cells_of: np.ndarray, places: dict[int, list[int]]
) -> list[int]:
    """The places of the first characters behind a rule of strings that go on over the text of the
    next cell: of two texts at one place the one that came from the left is a guest."""
    own = np.full(len(columns.codes) + 1, -1)
    own[of] = cells_of
    x0, _, x1, bottom = columns.boxes
    sizes = columns.sizes
    goes_on = (own[1:-1] != own[:-2]) & (own[1:-1] >= 0) & (own[:-2] >= 0)
    goes_on &= (np.abs(x0[1:] - x1[:-1]) <= _TOUCH * sizes[1:]) & (sizes[1:] == sizes[:-1])
    goes_on &= (np.abs(bottom[1:] - bottom[:-1]) <= 0.1 * sizes[1:]) & (columns.turns[1:] == 0)
    found = []
    for place in (np.flatnonzero(goes_on & ~columns.blank[1:] & ~columns.blank[:-1]) + 1).tolist():
        others = np.array(places[int(own[place])])
        others = others[np.abs(others - place) > 1]
        over = np.minimum(x1[others], x1[place]) - np.maximum(x0[others], x0[place])
        level = np.abs(bottom[others] - bottom[place]) < 0.5 * sizes[place]
        if np.any((over > _OVER * sizes[place]) & level):
            found.append(place)
    return found


def _string_around(place: int, chars: Sequence[Char], cell_of: dict[int, int]) -> list[int]:
    """The places before and after that follow each other closely on one level."""
    string = [place]
    for step in (-1, 1):
        last = place
        while (near := last + step) in cell_of and _follows(chars[last], chars[near], step):
            string.append(near)
            last = near
    return sorted(string)


def _follows(char: Char, near: Char, step: int) -> bool:
    left, right = (char, near) if step == 1 else (near, char)
    if char.size != near.size or abs(left.bottom - right.bottom) > 0.1 * char.size:
        return False
    return -0.2 * char.size <= right.x0 - left.x1 <= _CLOSE * char.size


def _fits(
    string: Sequence[int], chars: Sequence[Char], frames: dict[int, Box], cells: Sequence[int]
) -> bool:
    """All cells that the string runs over lie in one row of the table."""
    middle = (chars[string[0]].top + chars[string[0]].bottom) / 2
    return all(frames[cell].top <= middle <= frames[cell].bottom for cell in set(cells))
