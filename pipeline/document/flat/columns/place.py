"""Which column each token of a row belongs to, where the row has wrapped or empty cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from heapq import nsmallest
from itertools import pairwise
from math import comb

from pipeline.document.flat.columns.kinds import mismatch
from pipeline.document.flat.columns.marked import MARKS, has_all_but_marks, unmarked
from pipeline.document.flat.columns.shape import Shape
from pipeline.document.flat.tokens import Row, Token, follows, is_single, merge
from pipeline.document.model import Cite

_EMPTY_TEXT, _EMPTY_FIRST, _EMPTY_TYPED = 3.0, 1.5, 2.0
_JOINED, _SPACED = 1.6, 0.2  # two tokens in one cell of text; two letters of a spaced word
_OVERFLOW, _MOST_OVERFLOW = 1.0, 6.0  # a part wider than its column
_MOST_OVERFLOW_BROKEN = 2.0  # where whole rows show the narrowest cells only
_BACKWARD, _BACKWARD_BROKEN = 1.5, 5.0  # a line back to a column left of the one above
_SHORT_PART = 1.5  # a part that wraps before its column is full
_RESUMED = 1.0  # a cell that goes on after a line in which it did not
_SAID = 3.5  # a cell that goes on behind what rows say as a whole, or leaves out the first
_OFF_CENTRE = 0.5  # a cell that goes on below the numbers alone, where another stands around them
_AFTER_COMPLETE = 0.7  # a part behind one that reads as a whole name
_TORN = 2.0  # a cell that begins with the rest of a word, or below a line that it is the middle of
_NO_BEGINNING = frozenset("るをんぁぃぅぇぉっゃゅょーァィゥェォッャュョ、。）)」』】")
_NARROW = 0.05  # of equals, the wider column has the more to wrap
_COMPLETE = ("事業", "計画", "。", "病院", "センター", "診療所", "クリニック", "医院", "課", "室")
_IMPOSSIBLE = 50.0
_BEAM = 24
_MOST_APART = 8  # tokens of a line without numbers that are placed one by one
_MOST_WAYS = 3500  # to place them; where there are many columns, fewer are placed one by one
_CHEAPEST = 120  # of these ways are followed


@dataclass(slots=True)
class Placed:
    """The cells of one row: parts for each column, and tokens whose column is not determined.

    division: the heading that the row consists of, where it is one over the rows below.
    """

    parts: list[list[Token]]
    loose: list[Token] = field(default_factory=list)
    division: Cite | None = None

    def last(self, column: int) -> Token | None:
        return self.parts[column][-1] if self.parts[column] else None


Option = tuple[float, dict[int, Token]]  # the columns of a line's tokens
State = tuple[float, list[list[Token]]]  # the parts of each column so far


def identity_cost(tokens: list[Token], shape: Shape) -> float:
    """How badly as many tokens as columns suit the columns one by one."""
    return sum(mismatch(t, k) for t, k in zip(tokens, shape.kinds, strict=True))


def place_rows(lines: list[Row], anchor: int, shape: Shape) -> Placed:
    """The cells of a row of several lines; lines[anchor] holds its numbers, dates or marks."""
    if len(lines) == 1 and len(lines[0].tokens) == len(shape.kinds):
        return Placed([[t] for t in lines[0].tokens])
    states: list[State] = [(0.0, [[] for _ in shape.kinds])]
    loose: list[Token] = []
    above: Row | None = None  # the line before this one that has text
    for number, line in enumerate(lines):
        if number == anchor:
            options, loose = _place_anchor(line.tokens, shape)
        else:
            texts = _columns_at(number, anchor, shape)
            lead = line.tokens[: number < anchor and shape.begins(line)]
            options = list(_place_texts(line.tokens[len(lead) :], texts, shape))
            if lead:  # the number of the row, the cells beside it
                options = [
                    (cost + _SAID * _leaves_out(placed, texts), {0: lead[0]} | placed)
                    for cost, placed in options
                ]
            if len(options) > _CHEAPEST:
                options = nsmallest(_CHEAPEST, options, key=lambda o: o[0])
        middle = lines[anchor] if number > anchor > 0 else None
        steps = [step for state in states for step in _steps(state, options, shape, above, middle)]
        steps.sort(key=lambda s: s[0])
        states = [(cost, _with_line(parts, placed)) for cost, parts, placed in steps[:_BEAM]]
        above = line if any(not shape.is_typed(t) for t in line.tokens) else above
    final = min(states, key=lambda s: s[0] + _empty_cost(s[1], shape))
    return Placed(final[1], loose)


def _leaves_out(placed: dict[int, Token], texts: list[int]) -> bool:
    """Whether a line leaves out a column of text left of others that it has."""
    return any(c not in placed for c in texts if c < max(placed))


def _steps(
    state: State, options: list[Option], shape: Shape, above: Row | None, middle: Row | None
) -> Iterator[tuple[float, list[list[Token]], dict[int, Token]]]:
    """The ways to put a line below the cells so far, with what each costs in all.

    middle: the line of the numbers, where the row has lines above and this one below it. A cell
    that stands above it alone goes on below it: its text is in the middle of its row.
    """
    sofar, parts = state
    around = _stand_above(parts, middle) if middle else frozenset()
    costs: list[Sequence[float] | None] = [None if cell else () for cell in parts]
    left = _leftmost(parts, above) if above else 0
    for cost, placed in options:
        cost += sofar
        for column, token in placed.items():
            further = costs[column]
            if further is None:
                last = parts[column][-1]
                further = _costs_to_go_on(column, last, shape, None if column in around else above)
                further += [_OFF_CENTRE] if around and column not in around else []
                costs[column] = further
            for more in further:
                cost += more
            if not parts[column] and (middle or token.text[0] in _NO_BEGINNING):
                cost += _TORN
        back = left and len(placed) == 1 and min(placed) < left
        if back and not around.issuperset(placed):  # back from columns at the right
            cost += _BACKWARD_BROKEN if shape.broken else _BACKWARD
        yield cost, parts, placed


def _stand_above(parts: list[list[Token]], middle: Row) -> frozenset[int]:
    """The columns whose cells have parts above a line and none on it."""
    index = middle.line.index
    return frozenset(c for c, cell in enumerate(parts) if cell and cell[-1].line.index < index)


def _costs_to_go_on(column: int, last: Token, shape: Shape, above: Row | None) -> list[float]:
    """What it costs that a cell goes on behind its last part."""
    costs = []
    if not shape.goes_on(column, last):
        costs.append(_SHORT_PART)
    if last.text.endswith(_COMPLETE):
        costs.append(_AFTER_COMPLETE)
    if (last.text, column) in shape.said:
        costs.append(_SAID)
    if shape.widths[column]:
        costs.append(_NARROW * (1 - shape.widths[column] / (max(shape.widths) or 1)))
    if above and last.line is not above.line:
        costs.append(_RESUMED)
    return costs


def _leftmost(parts: list[list[Token]], above: Row) -> int:
    """The first column that the line above stands in, 0 where it stands in none."""
    return next((c for c, cell in enumerate(parts) if cell and cell[-1].line is above.line), 0)


def _with_line(parts: list[list[Token]], placed: dict[int, Token]) -> list[list[Token]]:
    return [[*cell, placed[c]] if c in placed else cell for c, cell in enumerate(parts)]


def _empty_cost(parts: list[list[Token]], shape: Shape) -> float:
    """Empty cells cost; the first column's less, which is often merged over several rows, and
    nothing alone where rows show that it is."""
    empty = [c for c in shape.texts if not parts[c]]
    if shape.merged and empty == [0]:
        return 0.0
    return sum(_EMPTY_TEXT if c else _EMPTY_FIRST for c in empty)


def _columns_at(number: int, anchor: int, shape: Shape) -> list[int]:
    """The text columns that a line can stand in: where cells follow one another line by line,
    those left of the numbers above them, those at the right below."""
    if not shape.broken or shape.trailing is None:
        return shape.texts
    first = shape.typed[0]
    before = [c for c in shape.texts if c < first]
    return (before or shape.texts) if number < anchor else [c for c in shape.texts if c > first]


def _place_texts(tokens: list[Token], texts: list[int], shape: Shape) -> Iterator[Option]:
    """Every way to give the tokens of a line to these columns, in order."""
    apart = min(len(tokens), _MOST_APART)
    while comb(len(texts) + apart - 1, apart) > _MOST_WAYS:
        apart -= 1
    if len(tokens) > apart:
        tokens = [*tokens[: apart - 1], merge(tokens[apart - 1 :])]
    for cuts in cuts_of(len(tokens), min(len(tokens), len(texts))):
        cells = [merge(tokens[a:b]) for a, b in cuts]
        joined = sum(_join_cost(tokens[a:b]) for a, b in cuts)
        for columns in choices_of(texts, len(cells)):
            placed = dict(zip(columns, cells, strict=True))
            yield joined + _unfit(placed, shape), placed


def _unfit(placed: dict[int, Token], shape: Shape) -> float:
    return sum(over(c, token, shape) + shape.oddity(c, token) for c, token in placed.items())


def over(column: int, token: Token, shape: Shape) -> float:
    excess = shape.excess(column, token)
    most = _MOST_OVERFLOW_BROKEN if shape.broken else _MOST_OVERFLOW
    return min(most, _OVERFLOW + 8 * excess) if excess else 0.0


def cuts_of(count: int, most: int) -> Iterator[list[tuple[int, int]]]:
    """Every cut of `count` tokens into 1 to `most` neighbouring groups."""
    if most == 0:
        return
    if most == 1:
        yield [(0, count)]
        return
    yield [(0, count)]
    for first in range(1, count):
        for rest in cuts_of(count - first, most - 1):
            yield [(0, first), *((a + first, b + first) for a, b in rest)]


def choices_of(columns: list[int], count: int) -> Iterator[list[int]]:
    if count == 0:
        yield []
        return
    for at in range(len(columns) - count + 1):
        for rest in choices_of(columns[at + 1 :], count - 1):
            yield [columns[at], *rest]


def _place_anchor(tokens: list[Token], shape: Shape) -> tuple[list[Option], list[Token]]:
    """The ways to place the line that holds the numbers, and numbers that cannot be placed.

    Where fewer numbers than number columns stand in the line and their order leaves a choice,
    which columns are empty is not to be seen: such numbers are loose. Where only marks (○) are
    fewer than their columns, only they are.
    """
    columns = list(range(len(shape.kinds)))
    options = _assign(tokens, columns, shape)
    if len(tokens) >= len(columns) or len(_placements(options, shape)) == 1:
        return options, []
    if has_all_but_marks(tokens, shape.kinds):
        sure = [t for t in tokens if t.kind not in MARKS]
        return _assign(sure, unmarked(shape.kinds), shape), [t for t in tokens if t.kind in MARKS]
    loose = [t for t in tokens if shape.is_typed(t)]
    texts = [t for t in tokens if not shape.is_typed(t)]
    without = _assign(texts, shape.texts, shape) if texts else [(0.0, {})]
    if without[0][0] >= _IMPOSSIBLE:  # more texts apart from one another than columns of text
        return options, []
    return without, loose


def _placements(options: list[Option], shape: Shape) -> set[tuple[tuple[int, int], ...]]:
    """The different columns that the cheapest ways give to the numbers."""
    cheapest = min(cost for cost, _ in options)
    typed = set(shape.typed)
    return {
        tuple((c, token.start) for c, token in placed.items() if c in typed)
        for cost, placed in options
        if cost < cheapest + 0.1
    }


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


def _join_cost(tokens: list[Token]) -> float:
    return sum(
        _SPACED if (is_single(a) and is_single(b)) or _is_numbering(a) else _JOINED
        for a, b in pairwise(tokens)
    )


def _is_numbering(token: Token) -> bool:
    """The number that a line begins with: 1 医療の確保."""
    begins = not token.line.text[: token.start].strip()
    return begins and token.kind == "number" and token.width <= 2


def _cell_cost(tokens: list[Token], column: int, kind: str, shape: Shape) -> float:
    typed = column not in shape.texts
    if not tokens:
        return _EMPTY_TYPED if typed else 0.0
    if typed:
        return mismatch(tokens[0], kind) if len(tokens) == 1 else _IMPOSSIBLE
    if any(not follows(a, b) for a, b in pairwise(tokens)):
        return _IMPOSSIBLE
    cost = sum(mismatch(t, kind) for t in tokens) + _join_cost(tokens)
    whole = merge(tokens)
    return cost + over(column, whole, shape) + shape.oddity(column, whole)
