"""Texts given to the columns of a table in their order, by what they say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(slots=True)
class Plan:
    """Which row and column each text belongs to, and how well they suit."""

    gain: float
    path: list[tuple[int, int]]


def plan_cells(
    gains: Sequence[Sequence[float]],
    skips: Sequence[float],
    *,
    joins: Sequence[Sequence[float]],
    ends: Sequence[int],
    fresh: Sequence[float],
) -> Plan:
    """The best way to give texts to rows of columns in order (dynamic programming).

    gains: how well each text suits each column; skips: what it costs to leave a column empty;
    joins: what it costs that a text goes on in the column of the one before; ends: the texts that
    the plan may end with; fresh: what it costs that a row begins with the text.
    """
    width = len(skips)
    skipped = [0.0]  # of the columns before each
    for skip in skips:
        skipped.append(skipped[-1] + skip)
    steps = _steps(skipped)
    best = [gains[0][c] + skipped[c] for c in range(width)]
    back: list[list[int]] = []
    totals = [best]
    for number in range(1, len(gains)):
        gain, join = gains[number], joins[number]
        begun = fresh[number]
        following, came = [], []
        for place in range(width):
            options = [b + s for b, s in zip(best, steps[place], strict=True)]
            if begun:
                options[place + 1 :] = [option + begun for option in options[place + 1 :]]
            options[place] += join[place]
            at = max(range(width), key=options.__getitem__)
            following.append(options[at] + gain[place])
            came.append(at)
        best = following
        back.append(came)
        totals.append(best)
    behind = [skipped[-1] - skipped[c + 1] for c in range(width)]
    gained, end, last = max((totals[n][c] + behind[c], n, c) for n in ends for c in range(width))
    return Plan(gained, _walk_back(back, end, last))


def _steps(skipped: Sequence[float]) -> list[list[float]]:
    """What it costs to come to a column from each column, the join of a cell not included."""
    width = len(skipped) - 1
    steps = []
    for column in range(width):
        row = [
            skipped[column] - skipped[before + 1]
            if column > before
            else skipped[-1] - skipped[before + 1] + skipped[column]
            for before in range(width)
        ]
        row[column] = 0.0
        steps.append(row)
    return steps


def _walk_back(back: list[list[int]], end: int, column: int) -> list[tuple[int, int]]:
    columns = [column]
    for came in reversed(back[:end]):
        columns.append(came[columns[-1]])
    columns.reverse()
    path, row = [], 0
    for number, place in enumerate(columns):
        row += number > 0 and place < columns[number - 1]
        path.append((row, place))
    return path
