"""Which column each token of a row belongs to, where the row has wrapped or empty cells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.document.flat.tokens import TYPED, Row, Token, merge

_EMPTY_TEXT, _EMPTY_TYPED = 3.0, 2.0
_JOINED = 1.0  # two tokens in one cell of text
_OVERFLOW = 6.0
_SHORT_PART = 2.0  # a part that wraps before its column is full
_RESUMED = 1.0  # a cell that goes on after a line in which it did not
_IMPOSSIBLE = 50.0
_BEAM = 24
_SLACK = 2  # a line may end one full-width character early (kinsoku)


@dataclass(frozen=True, slots=True)
class Shape:
    """The columns of a table: kinds as in tokens.Token; widths of text columns (0: not known).

    wide: the width at which the last column goes on below the others (an L-shaped cell), else 0.
    """

    kinds: tuple[str, ...]
    widths: tuple[int, ...]
    wide: int = 0

    @property
    def texts(self) -> list[int]:
        return [c for c, kind in enumerate(self.kinds) if kind not in TYPED]

    @property
    def typed(self) -> list[int]:
        return [c for c, kind in enumerate(self.kinds) if kind in TYPED]

    def goes_on(self, column: int, token: Token) -> bool:
        """Whether a part fills its column, so that the cell may go on in the next line."""
        width = self.widths[column]
        slack = max(_SLACK, width // 8)
        if self.wide and column == len(self.widths) - 1 and token.width > width + _SLACK:
            width = self.wide
        return bool(width) and token.width >= width - slack and not token.text.endswith("。")

    def fits(self, column: int, token: Token) -> bool:
        width = self.widths[column]
        if column == len(self.widths) - 1:
            width = max(width, self.wide)
        return not width or token.width <= width + _SLACK + width // 16


@dataclass(slots=True)
class Placed:
    """The cells of one row: parts for each column, and tokens whose column is not determined."""

    parts: list[list[Token]]
    loose: list[Token] = field(default_factory=list)

    def last(self, column: int) -> Token | None:
        return self.parts[column][-1] if self.parts[column] else None


def mismatch(token: Token, kind: str) -> float:
    """How badly a token suits a column of a kind; 0 when it does."""
    if kind not in TYPED:
        return {"text": 0.0, "tagged": 0.0, "note": 0.5}.get(token.kind, 1.0)
    if token.kind == kind or token.kind == "nil":
        return 0.0
    if kind in ("number", "counted") and token.kind in ("number", "counted"):
        return 0.5
    return 4.0 if token.kind in TYPED else 6.0


def identity_cost(tokens: list[Token], shape: Shape) -> float:
    """How badly as many tokens as columns suit the columns one by one."""
    return sum(mismatch(t, k) for t, k in zip(tokens, shape.kinds, strict=True))


def place_rows(lines: list[Row], anchor: int, shape: Shape) -> Placed:
    """The cells of a row of several lines; lines[anchor] holds its numbers, dates or marks."""
    if len(lines) == 1 and len(lines[0].tokens) == len(shape.kinds):
        return Placed([[t] for t in lines[0].tokens])
    states: list[tuple[float, list[list[Token]]]] = [(0.0, [[] for _ in shape.kinds])]
    loose: list[Token] = []
    above: Row | None = None  # the line before this one that has text
    for number, line in enumerate(lines):
        if number == anchor:
            options, loose = _place_anchor(line.tokens, shape, alone=len(lines) == 1)
        else:
            options = list(_place_texts(line.tokens, shape))
        states = sorted(
            (_with_line(state, option, shape, above) for state in states for option in options),
            key=lambda s: s[0],
        )[:_BEAM]
        above = line if any(t.kind not in TYPED for t in line.tokens) else above
    final = min(states, key=lambda s: s[0] + _empty_cost(s[1], shape))
    return Placed(final[1], loose)


Option = tuple[float, dict[int, Token]]


def _with_line(
    state: tuple[float, list[list[Token]]], option: Option, shape: Shape, above: Row | None
) -> tuple[float, list[list[Token]]]:
    cost, parts = state[0] + option[0], [list(p) for p in state[1]]
    for column, token in option[1].items():
        last = parts[column][-1] if parts[column] else None
        if last and not shape.goes_on(column, last):
            cost += _SHORT_PART
        if last and above and last.line is not above.line:
            cost += _RESUMED
        parts[column].append(token)
    return cost, parts


def _empty_cost(parts: list[list[Token]], shape: Shape) -> float:
    """Empty cells cost; of equal choices the one that leaves the left cell empty wins (merged)."""
    return sum((_EMPTY_TEXT + 0.01 * c) for c in shape.texts if not parts[c])


def _place_texts(tokens: list[Token], shape: Shape) -> Iterator[Option]:
    """Every way to give the tokens of a line to text columns, in order."""
    texts = shape.texts
    for cuts in _cuts(len(tokens), min(len(tokens), len(texts))):
        cells = [merge(tokens[a:b]) for a, b in cuts]
        joined = _JOINED * (len(tokens) - len(cells))
        for columns in _choices(texts, len(cells)):
            placed = dict(zip(columns, cells, strict=True))
            early = sum(t.text.endswith("。") for c, t in placed.items() if c != texts[-1])
            yield joined + early + _overflow(placed, shape), placed


def fit_into(tokens: list[Token], columns: list[int], shape: Shape) -> dict[int, Token]:
    """The tokens of a line as further parts of open cells, as many as can be; empty if none fit."""
    for size in range(min(len(columns), len(tokens)), 0, -1):
        for cuts in _cuts(len(tokens), size):
            cells = [merge(tokens[a:b]) for a, b in cuts]
            for chosen in _choices(columns, len(cells)):
                placed = dict(zip(chosen, cells, strict=True))
                if len(cells) == size and not _overflow(placed, shape):
                    return placed
    return {}


def _overflow(placed: dict[int, Token], shape: Shape) -> float:
    return sum(_OVERFLOW for c, token in placed.items() if not shape.fits(c, token))


def _cuts(count: int, most: int) -> Iterator[list[tuple[int, int]]]:
    """Every cut of `count` tokens into 1 to `most` neighbouring groups."""
    if most == 0:
        return
    if most == 1:
        yield [(0, count)]
        return
    yield [(0, count)]
    for first in range(1, count):
        for rest in _cuts(count - first, most - 1):
            yield [(0, first), *((a + first, b + first) for a, b in rest)]


def _choices(columns: list[int], count: int) -> Iterator[list[int]]:
    if count == 0:
        yield []
        return
    for at in range(len(columns) - count + 1):
        for rest in _choices(columns[at + 1 :], count - 1):
            yield [columns[at], *rest]


def _place_anchor(
    tokens: list[Token], shape: Shape, alone: bool
) -> tuple[list[Option], list[Token]]:
    """The ways to place the line that holds the numbers, and numbers that cannot be placed.

    Where fewer numbers than number columns stand in the line, which columns are empty is not to
    be seen: such numbers are loose.
    """
    typed_columns = shape.typed
    typed = [t for t in tokens if t.kind in TYPED]
    loose: list[Token] = []
    columns = list(range(len(shape.kinds)))
    if len(typed) < len(typed_columns) and not _kinds_decide(typed, typed_columns, shape):
        loose = typed
        tokens = [t for t in tokens if t.kind not in TYPED]
        columns = shape.texts
    if not tokens:
        return [(0.0, {})], loose
    return _assign(tokens, columns, shape), loose


def _kinds_decide(typed: list[Token], columns: list[int], shape: Shape) -> bool:
    """Whether every typed token fits exactly one typed column."""
    return all(sum(mismatch(t, shape.kinds[c]) == 0 for c in columns) == 1 for t in typed)


def _assign(tokens: list[Token], columns: list[int], shape: Shape) -> list[Option]:
    """The cheapest ways to give all tokens to the columns in order (dynamic programming)."""
    states: dict[int, list[Option]] = {0: [(0.0, {})]}
    for column in columns:
        kind = shape.kinds[column]
        following: dict[int, list[Option]] = {}
        for used, options in states.items():
            for end in range(used, len(tokens) + 1):
                step = _cell_cost(tokens[used:end], column, kind, shape)
                if step >= _IMPOSSIBLE:
                    break
                cell = {column: merge(tokens[used:end])} if end > used else {}
                following.setdefault(end, []).extend(
                    (cost + step, placed | cell) for cost, placed in options
                )
        states = {
            end: sorted(options, key=lambda o: o[0])[:6] for end, options in following.items()
        }
    return states.get(len(tokens), [(_IMPOSSIBLE, {})])


def _cell_cost(tokens: list[Token], column: int, kind: str, shape: Shape) -> float:
    if not tokens:
        return _EMPTY_TYPED if kind in TYPED else 0.0
    if kind in TYPED:
        return mismatch(tokens[0], kind) if len(tokens) == 1 else _IMPOSSIBLE
    cost = sum(mismatch(t, kind) for t in tokens) + _JOINED * (len(tokens) - 1)
    return cost + (0.0 if shape.fits(column, merge(tokens)) else _OVERFLOW)
