"""What a reader found against the truth: cells counted at their row, column and head."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from pipeline.document.model import Document, Grid
from tests.layouts.truth import Truth

_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−ー－─━ｰ", "-"))
Rows = list[list[str]]
T = TypeVar("T")


@dataclass(slots=True)
class Score:
    """Counts of cells with text in the body of tables.

    right: the true text at its row and column, under the true head; text: the same without
    regard to the head; true, read: cells of the truth and of the reader's grids.
    """

    right: int = 0
    text: int = 0
    true: int = 0
    read: int = 0
    heads: Counter[str] = field(default_factory=Counter)  # right, wrong, unknown: head rows

    def __add__(self, other: Score) -> Score:
        return Score(
            self.right + other.right,
            self.text + other.text,
            self.true + other.true,
            self.read + other.read,
            self.heads + other.heads,
        )

    @property
    def f1(self) -> float:
        """Cells under the right head."""
        return _f1(self.right, self.true, self.read)

    @property
    def text_f1(self) -> float:
        """Cells at their place, heads left aside."""
        return _f1(self.text, self.true, self.read)


@dataclass(slots=True)
class Match:
    """A true table and the grid that was found for it."""

    truth: Truth
    grid: Grid | None
    score: Score
    head_rows: int = 0
    faults: list[str] = field(default_factory=list)


def fold(text: str) -> str:
    """Text without blanks and differences of width and of dashes."""
    folded = unicodedata.normalize("NFKC", text).translate(_DASHES)
    return "".join(folded.split())


def score_document(document: Document | None, truths: Sequence[Truth]) -> tuple[Score, list[Match]]:
    """Every true table with its best grid; the cells of grids left over count as read."""
    grids = list(document.grids) if document else []
    pairs = [
        (match.score.text, i, j, match)
        for i, truth in enumerate(truths)
        for j, grid in enumerate(grids)
        if (match := score_grid(truth, grid)).score.text
    ]
    matches: dict[int, Match] = {}
    used: set[int] = set()
    for _, i, j, match in sorted(pairs, key=lambda pair: -pair[0]):
        if i not in matches and j not in used:
            matches[i] = match
            used.add(j)
    for i, truth in enumerate(truths):
        if i not in matches:
            matches[i] = Match(truth, None, Score(true=_true_cells(truth)), faults=["no grid"])
    spare = sum(_cells(grid_to_rows(g)) for j, g in enumerate(grids) if j not in used)
    total = sum((match.score for match in matches.values()), Score(read=spare))
    result = [matches[i] for i in range(len(truths))]
    if spare:
        result[0].faults.append(f"{len(grids) - len(used)} spare grids with {spare} cells")
    return total, result


def score_grid(truth: Truth, grid: Grid) -> Match:
    """The grid read with its own count of head rows, or with the best where it tells none."""
    rows = grid_to_rows(grid)
    tried = [_score_with(truth, rows, grid, count) for count in range(min(5, len(rows)))]
    best = max(tried, key=lambda match: (match.score.right, match.score.text, -match.score.read))
    told = grid.head_rows
    if told is None:
        best.score.heads["unknown"] += 1
        return best
    match = tried[told] if told < len(tried) else _score_with(truth, rows, grid, told)
    wrong = match.score.right < best.score.right
    match.score.heads["wrong" if wrong else "right"] += 1
    if wrong:
        match.faults.append(f"{told} head rows told, {best.head_rows} are better")
    return match


def grid_to_rows(grid: Grid) -> Rows:
    """Folded strings of all positions, those covered by merged cells included."""
    return [
        [fold(grid.cite(row, column).text) for column in range(grid.column_count)]
        for row in range(grid.row_count)
    ]


def full_heads(grid: Grid, count: int) -> list[str]:
    """The strings of the first rows of each column, a merged cell once."""
    heads = []
    for column in range(grid.column_count):
        cells = {id(c): c for row in range(count) if (c := grid.cell(row, column)) is not None}
        heads.append("".join(fold(cell.text) for cell in cells.values()))
    return heads


def _score_with(truth: Truth, rows: Rows, grid: Grid, count: int) -> Match:
    heads, body = full_heads(grid, count), rows[count:]
    true_heads = [fold(head) for head in truth.heads]
    true_rows = [[fold(text) for text in row] for row in truth.rows]
    columns = _align_columns(true_heads, true_rows, heads, body)
    true_part = [[row[i] for i, _ in columns] for row in true_rows]
    read_part = [[row[j] for _, j in columns] for row in body]
    aligned = _align(true_part, read_part, _equal_cells)
    equal = {
        (i, a): body[j][b] == true_rows[i][a] for i, j in aligned for a, b in columns if body[j][b]
    }
    under = {a for a, b in columns if heads[b] == true_heads[a]}
    score = Score(read=_cells(body), true=_true_cells(truth, equal))
    score.text = sum(equal.values())
    score.right = sum(right for (_, a), right in equal.items() if a in under)
    shape = f"{len(body)}x{grid.column_count} of {len(true_rows)}x{len(true_heads)}"
    faults = [f"{shape}, heads {len(under)}/{len(true_heads)}, cells {score.text}/{score.true}"]
    return Match(truth, grid, score, count, faults)


def _true_cells(truth: Truth, equal: dict[tuple[int, int], bool] | None = None) -> int:
    """Cells asked for: those with text, a loose merged cell as often as it was read, at least
    once."""
    loose = {place for places in truth.loose for place in places}
    count = sum(
        bool(text)
        for r, row in enumerate(truth.rows)
        for c, text in enumerate(row)
        if (r, c) not in loose
    )
    for places in truth.loose:
        if truth.rows[places[0][0]][places[0][1]]:
            count += max(sum((equal or {}).get(place, False) for place in places), 1)
    return count


def _cells(rows: Rows) -> int:
    return sum(bool(text) for row in rows for text in row)


def _f1(right: int, true: int, read: int) -> float:
    return 2 * right / (true + read) if true + read else 1.0


# ---- alignment


def _align_columns(
    true_heads: list[str], true_rows: Rows, heads: list[str], body: Rows
) -> list[tuple[int, int]]:
    """Pairs of columns in order: those that share most texts, equal heads first."""
    true = [(head, Counter(row[i] for row in true_rows)) for i, head in enumerate(true_heads)]
    read = [(head, Counter(row[j] for row in body)) for j, head in enumerate(heads)]

    def likeness(a: tuple[str, Counter[str]], b: tuple[str, Counter[str]]) -> float:
        shared = a[1] & b[1]
        del shared[""]
        return shared.total() + 0.5 * (bool(a[0]) and a[0] == b[0])

    return _align(true, read, likeness)


def _equal_cells(a: list[str], b: list[str]) -> float:
    return sum(x == y for x, y in zip(a, b, strict=True) if x) + 0.01 * (a == b)


def _align(
    first: Sequence[T], second: Sequence[T], likeness: Callable[[T, T], float]
) -> list[tuple[int, int]]:
    """Pairs (i, j), both rising, with the greatest sum of likeness; unlike ones stay alone."""
    best = [[0.0] * (len(second) + 1) for _ in range(len(first) + 1)]
    table = [[likeness(a, b) for b in second] for a in first]
    for i in range(len(first) - 1, -1, -1):
        for j in range(len(second) - 1, -1, -1):
            both = table[i][j] + best[i + 1][j + 1]
            best[i][j] = max(best[i + 1][j], best[i][j + 1], both)
    pairs = []
    i = j = 0
    while i < len(first) and j < len(second):
        if table[i][j] > 0 and best[i][j] == table[i][j] + best[i + 1][j + 1]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs
