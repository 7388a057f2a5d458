"""Texts given to the columns of a table in their order, by what they say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.document.flat.cell_kinds import Column

_WORST = float("-inf")


@dataclass(slots=True)
class Plan:
    """Which row and column each text belongs to, and how well they suit."""

    gain: float
    path: list[tuple[int, int]]


def plan_cells(
    texts: Sequence[str],
    columns: Sequence[Column],
    *,
    joins: Sequence[float],
    ends: Sequence[int] = (),
) -> Plan:
    """The best way to give texts to columns in order (dynamic programming).

    joins: what it costs that a text goes on in the column of the one before. With ends they are of
    several rows, one after another, and the plan ends with one of these texts.
    """
    width = len(columns)
    skipped = [0.0]  # of the columns before each
    for column in columns:
        skipped.append(skipped[-1] + column.skip)
    if not texts:
        return Plan(skipped[-1], [])
    gains = [[column.gain(text) for column in columns] for text in texts]
    best = [gains[0][c] + skipped[c] for c in range(width)]
    back: list[list[int]] = []
    totals = [best]
    for number in range(1, len(texts)):
        following, came = [], []
        for place in range(width):
            options = [
                best[before] + _step(before, place, skipped, joins[number], bool(ends))
                for before in range(width)
            ]
            at = max(range(width), key=options.__getitem__)
            following.append(options[at] + gains[number][place])
            came.append(at)
        best = following
        back.append(came)
        totals.append(best)
    behind = [skipped[-1] - skipped[c + 1] for c in range(width)]
    gain, end, last = max(
        (totals[n][c] + behind[c], n, c) for n in ends or [len(texts) - 1] for c in range(width)
    )
    return Plan(gain, _walk_back(back, end, last))


def _step(before: int, column: int, skipped: list[float], join: float, several: bool) -> float:
    """What it costs to go from one text's column to the next one's."""
    if column > before:
        return skipped[column] - skipped[before + 1]
    if column == before:
        return join
    return skipped[-1] - skipped[before + 1] + skipped[column] if several else _WORST


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
