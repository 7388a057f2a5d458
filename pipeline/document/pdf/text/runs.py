"""Characters to runs: stretches that follow each other closely, for a whole page at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, chain
from typing import NamedTuple

import numpy as np

from pipeline.document.pdf.model.glyphs import Chars, Columns, with_columns
from pipeline.document.pdf.model.ink import Char
from pipeline.document.pdf.model.settings import Settings

_RIGHT, _DOWN = 1, 2


class _Stretches(NamedTuple):
    """Where runs begin and end, one entry a run."""

    starts: np.ndarray
    stops: np.ndarray
    vertical: np.ndarray


@dataclass(slots=True, eq=False)
class Run:
    """Characters that follow each other closely, along one line; no blank at either end."""

    drawn: Chars  # the characters of the page, among them from start to stop its own
    start: int
    stop: int
    text: str
    edges: tuple[float, ...]  # x0 of each character
    ends: tuple[float, ...]  # x1 of each character
    vertical: bool
    turn: int
    size: float
    x0: float
    x1: float
    top: float
    bottom: float
    bold: bool
    loose: bool  # a gap inside it may be a blank, or it must be read backwards
    first_size: float
    last_size: float

    def __len__(self) -> int:
        return self.stop - self.start

    @property
    def chars(self) -> list[Char]:
        return self.drawn[self.start : self.stop]

    @property
    def sizes(self) -> list[float]:
        sizes: list[float] = self.drawn.columns.sizes[self.start : self.stop].tolist()
        return sizes


def places_to_runs(
    chars: Sequence[Char], groups: Sequence[Sequence[int]], settings: Settings
) -> list[list[Run]]:
    """Cut the drawing order of each group into runs; blanks at the ends of a run are dropped.

    groups: places of characters. A run goes on to the right, or downwards where upright
    characters stand close below each other (縦書き) or the line itself is turned.
    """
    order = list(chain.from_iterable(groups))
    if not order:
        return [[] for _ in groups]
    drawn = with_columns(chars).take(order)
    columns = drawn.columns
    steps = _steps(columns, settings)
    ends = list(accumulate(map(len, groups)))
    steps[[end - 1 for end in ends[:-1] if 0 < end < len(order)]] = 0
    stretches = _trimmed(_cut(steps, columns), columns.blank)
    result: list[list[Run]] = [[] for _ in groups]
    runs = _stretches_to_runs(drawn, stretches, settings) if len(stretches.starts) else []
    of = np.searchsorted(np.array(ends), stretches.starts, "right").tolist()
    for group, run in zip(of, runs, strict=True):
        result[group].append(run)
    return result


def _steps(columns: Columns, settings: Settings) -> np.ndarray:
    """Where the next of two characters stands: _RIGHT, _DOWN or 0 for elsewhere."""
    x0, top, x1, bottom = columns.boxes
    size = np.maximum(columns.sizes[:-1], columns.sizes[1:])
    gap, below = x0[1:] - x1[:-1], top[1:] - bottom[:-1]
    least, reach = -0.5 * size, settings.run_gap * size
    level = np.abs(bottom[:-1] - bottom[1:]) <= settings.baseline * size
    aside = np.abs(x0[:-1] + x1[:-1] - x0[1:] - x1[1:])
    right = level & (least <= gap) & (gap <= reach)
    down = ~level & (least <= below) & (below <= 0.3 * size) & (aside / 2 <= 0.15 * size)
    steps = np.where(right, _RIGHT, np.where(down, _DOWN, 0))
    turns = columns.turns
    if turns.any():
        back = x0[:-1] - x1[1:]
        back_right = level & (least <= back) & (back <= reach)
        near = aside <= 2 * settings.baseline * size
        up = top[:-1] - bottom[1:]
        turned_down = near & (least <= below) & (below <= reach)
        turned_up = near & (least <= up) & (up <= reach)
        steps = np.select(
            [turns[:-1] != turns[1:], turns[1:] == 0, turns[1:] == 180, turns[1:] == 90],
            [0, steps, np.where(back_right, _RIGHT, 0), np.where(turned_down, _DOWN, 0)],
            np.where(turned_up, _DOWN, 0),
        )
    return steps


def _cut(steps: np.ndarray, columns: Columns) -> _Stretches:
    """A run ends where no step goes on, and where the direction of the steps changes (the
    character there begins a run of any direction, or is the first of the next where it stands
    closer to that)."""
    turns = columns.turns
    cuts = steps == 0
    last = -2
    for change in (np.flatnonzero((steps[1:] != steps[:-1]) & ~cuts[1:] & ~cuts[:-1]) + 1).tolist():
        if change - last > 1:
            last = change - (steps[change] == _RIGHT and _begins_line(columns, change))
            cuts[last] = True
    inner = np.flatnonzero(cuts) + 1
    starts = np.concatenate(([0], inner))
    stops = np.concatenate((inner, [len(turns)]))
    turned = (turns[starts] == 90) | (turns[starts] == 270)
    down = np.concatenate((steps, [0]))[starts] == _DOWN
    return _Stretches(starts, stops, np.where(stops - starts > 1, down, turned))


def _begins_line(columns: Columns, at: int) -> bool:
    """Whether a character below another is the first of a line, closer to the next character than
    to the one above: 金 alone in the last line of a name, and 自治会 below it."""
    x0, top, x1, bottom = columns.boxes
    level = not columns.turns[at]
    return bool(level and x0[at + 1] - x1[at] < top[at] - bottom[at - 1])


def _trimmed(stretches: _Stretches, blank: np.ndarray) -> _Stretches:
    """Stretches without the blanks at their ends, those of nothing else left out."""
    if not blank.any():
        return stretches
    places = np.arange(len(blank))
    after = np.minimum.accumulate(np.where(blank, len(blank), places)[::-1])[::-1]
    before = np.maximum.accumulate(np.where(blank, -1, places))
    starts, stops = after[stretches.starts], before[stretches.stops - 1] + 1
    kept = starts < stops
    return _Stretches(starts[kept], stops[kept], stretches.vertical[kept])


def _stretches_to_runs(drawn: Chars, stretches: _Stretches, settings: Settings) -> list[Run]:
    columns = drawn.columns
    starts, stops, vertical = stretches
    turns = columns.turns[starts]
    # reduceat over start, stop, start, stop ...: every other piece is a run
    ends = np.stack((starts, stops), axis=1).ravel()
    x0, top, x1, bottom = (_padded(edge) for edge in columns.boxes)
    text = drawn.text
    lefts, rights = (tuple(columns.boxes[side].tolist()) for side in (0, 2))
    values = zip(
        starts.tolist(),
        stops.tolist(),
        vertical.tolist(),
        turns.tolist(),
        np.maximum.reduceat(_padded(columns.sizes), ends)[::2].tolist(),
        np.minimum.reduceat(x0, ends)[::2].tolist(),
        np.maximum.reduceat(x1, ends)[::2].tolist(),
        np.minimum.reduceat(top, ends)[::2].tolist(),
        np.maximum.reduceat(bottom, ends)[::2].tolist(),
        np.logical_and.reduceat(_padded(columns.bold), ends)[::2].tolist(),
        ((turns == 180) | _has_gap(columns, starts, stops, settings)).tolist(),
        columns.sizes[starts].tolist(),
        columns.sizes[stops - 1].tolist(),
        strict=True,
    )
    return [
        Run(
            drawn,
            start,
            stop,
            text[start:stop] if text else "".join(char.text for char in drawn[start:stop]),
            lefts[start:stop],
            rights[start:stop],
            *others,
        )
        for start, stop, *others in values
    ]


def _has_gap(
    columns: Columns, starts: np.ndarray, stops: np.ndarray, settings: Settings
) -> np.ndarray:
    """Whether two neighbours in a run stand so far apart that a blank may be between them."""
    x0, _, x1, _ = columns.boxes
    sizes = columns.sizes
    wide = x0[1:] - x1[:-1] > settings.blank * np.minimum(sizes[1:], sizes[:-1])
    if not wide.any():
        return np.zeros(len(starts), bool)
    inner = np.stack((starts, stops - 1), axis=1).ravel()
    having: np.ndarray = np.logical_or.reduceat(np.concatenate((wide, [False])), inner)[::2]
    return having & (stops - starts > 1)


def _padded(column: np.ndarray) -> np.ndarray:
    """One entry more, so that the end of the last run is a place in it."""
    return np.concatenate((column, column[-1:]))
