"""Which lines between two rows of a table end the upper one, and which begin the lower one."""

from __future__ import annotations

from normalizers.total import is_total
from pipeline.document.flat.columns.place import choices_of, cuts_of, over, place_rows
from pipeline.document.flat.columns.shape import Shape
from pipeline.document.flat.columns.sum_lines import group_line
from pipeline.document.flat.divisions import MARKED, could_divide
from pipeline.document.flat.heads import row_to_heads
from pipeline.document.flat.tokens import Row, Token, merge

Group = tuple[list[Row], int]  # the lines of a row, and which of them holds its numbers
DIVISION = -1  # in place of that number: a heading over the rows below

_SIGNS = ("%", "％")
_LACKS_TEXT = 5.0  # a line of numbers that no text would go with
_LACKS_SOME, _UNFINISHED, _UNLIKELY = 1.0, 1.0, 3.0
_SENTENCE_IN_NAME = 2.0
_FULL = 1.1  # a cell that would end with a line as wide as its column
_OPEN_SENTENCE = 0.6  # a description that would end without its full stop


def split_between(
    pending: list[Row], before: Group | None, anchor: Row, shape: Shape
) -> tuple[list[Row], list[Row]]:
    """The lines between two rows: those that end the row above, those that begin the one below."""
    if not pending or MARKED in anchor.memo:
        return pending, []
    begun = [n for n, line in enumerate(pending) if shape.begins(line)]
    if len(begun) == 1 and not shape.begins(anchor):  # its number stands above its other numbers
        return pending[: begun[0]], pending[begun[0] :]
    costs = []
    for cut in range(len(pending) + 1):
        tail, lead = pending[:cut], pending[cut:]
        cost = _tail_cost(before, tail, shape) + _lead_cost(lead, anchor, shape)
        boundary = lead[0] if lead else anchor
        costs.append((cost - 0.5 * bool(boundary.gap), -cut))
    cut = -min(costs)[1]
    return pending[:cut], pending[cut:]


def reads_as_few_heads(row: Row, below: Row, shape: Shape) -> bool:
    """整備事業 病院: the ends of wrapped cells that read as heads, too few for the row below."""
    most = min(len(shape.texts), len(shape.typed) - 1)
    if len(row.tokens) > most or len(below.tokens) <= len(shape.typed):
        return False
    return row_to_heads(row) is not None


def stands_apart(
    pending: list[Row], before: Group | None, anchor: Row, shape: Shape, above: list[str]
) -> bool:
    """Whether the last of the lines before a whole row ends the row above as little as it begins
    the one below: it is narrower than the wide columns, one of which it would have filled.

    above: the headings found before; one that ends as they do (…医療圏) is one for certain.
    """
    if not pending or not could_divide(pending[-1]) or len(anchor.tokens) != len(shape.kinds):
        return False
    if any(pending[-1].text[-2:] == heading[-2:] for heading in above):
        return True
    token = pending[-1].tokens[0]
    widest = max(shape.widths[c] for c in shape.texts)
    wide = [c for c in shape.texts if 2 * shape.widths[c] > widest]
    if any(shape.goes_on(c, token) and not shape.excess(c, token) for c in wide):
        return False
    if before is None or before[1] == DIVISION:
        return True
    placed = place_rows(before[0], before[1], shape)
    open_cells = [c for c in wide if (last := placed.last(c)) and shape.goes_on(c, last)]
    taken = lines_of_row(before, pending, shape, bounded=True)
    return taken < len(pending) or not open_cells


def _tail_cost(before: Group | None, tail: list[Row], shape: Shape) -> float:
    if not tail:
        return 0.0
    if before is None or before[1] == DIVISION:
        return 10.0
    if len(tail) <= _lines_around(before, shape):
        return 0.0
    taken, going = _follow(before, tail, shape, bounded=True)
    cost = _UNLIKELY * (len(tail) - taken)
    if taken == len(tail) and any(shape.goes_on(c, token) for c, token in going.items()):
        cost += _FULL
    if shape.broken and before[1] > 0:  # its text stands above its numbers and has ended
        if shape.trailing is None:
            cost += _UNFINISHED
        elif not tail[-1].text.endswith("。"):
            cost += _OPEN_SENTENCE
    return cost


def _lines_around(row: Group, shape: Shape) -> int:
    """How many lines a cell has above the numbers of its row that has none beside them: it stands
    in the middle, with as many below."""
    lines, anchor = row
    beside = sum(not shape.is_typed(t) for t in lines[anchor].tokens)
    alone = all(len(line.tokens) == 1 for line in lines[:anchor])
    return anchor if alone and 0 < beside < len(shape.texts) and not shape.broken else 0


def _lead_cost(lead: list[Row], anchor: Row, shape: Shape) -> float:
    """The cost of lines as the beginning of a row: least where its numbers stand without text."""
    texts = [t for t in anchor.tokens if not shape.is_typed(t)]
    sentences = _SENTENCE_IN_NAME * sum(r.text.endswith("。") for r in lead)
    if not texts:
        return sentences if lead else _LACKS_TEXT
    whole = is_total(texts[0].text) or group_line(anchor, shape) is not None
    whole = whole or (shape.merged and len(texts) == len(shape.texts) - 1)
    if len(texts) < len(shape.texts) and not whole:
        return _LACKS_SOME / 2 if lead else _LACKS_SOME
    if not lead:
        return 0.0
    full = any(shape.goes_on(c, lead[-1].tokens[-1]) for c in shape.texts)
    return (_UNFINISHED if full else _UNLIKELY) * len(lead)


def lines_of_row(group: Group, lines: list[Row], shape: Shape, bounded: bool = False) -> int:
    """How many of the lines behind a row go on its cells.

    bounded: another row follows, so that a description may go on behind a full stop.
    """
    return _follow(group, lines, shape, bounded)[0]


def _follow(
    group: Group, lines: list[Row], shape: Shape, bounded: bool
) -> tuple[int, dict[int, Token]]:
    """How many of the lines behind a row go on its cells, and the columns of the last of them."""
    whole = len(group[0][group[1]].tokens) >= len(shape.kinds)
    if not lines or (shape.broken and whole):
        return 0, {}
    placed = place_rows(group[0], group[1], shape)
    open_cells: dict[int, Token | None] = {c: p for c in shape.texts if (p := placed.last(c))}
    if shape.broken and shape.trailing is not None:
        open_cells.setdefault(shape.trailing, None)
    last: dict[int, Token] = {}
    for taken, line in enumerate(lines):
        columns = [c for c, part in open_cells.items() if _goes_on(c, part, shape, bounded)]
        going = _fit_into(line.tokens, columns, shape)
        if not going:
            return taken, last
        last = going
        open_cells = dict(going)
    return len(lines), last


def _fit_into(tokens: list[Token], columns: list[int], shape: Shape) -> dict[int, Token]:
    """The tokens of a line as further parts of open cells, as many as can be; empty if none fit.

    One part goes on the widest of the cells that it could: short ones fill their columns anyway.
    """
    for size in range(min(len(columns), len(tokens)), 0, -1):
        if size == 1:
            columns = sorted(columns, key=lambda c: -shape.widths[c])
        for cuts in cuts_of(len(tokens), size):
            cells = [merge(tokens[a:b]) for a, b in cuts]
            for chosen in choices_of(columns, len(cells)):
                placed = dict(zip(chosen, cells, strict=True))
                if len(cells) == size and not any(over(c, t, shape) for c, t in placed.items()):
                    return placed
    return {}


def _goes_on(column: int, part: Token | None, shape: Shape, bounded: bool) -> bool:
    if part is None:
        return True
    if (part.text, column) in shape.said:
        return False
    if shape.broken and column == shape.trailing:
        return bounded or not part.text.endswith("。")
    return shape.goes_on(column, part)


def usual_gap(groups: list[Group]) -> int:
    """The most blank lines between two rows; a wider gap ends the table."""
    starts = [lines[0].gap for lines, _ in groups]
    return max(starts[1:] or starts)


def lacks_sign(groups: list[Group], row: Row) -> bool:
    """Whether a row begins with a bare number below rows that begin with percentages: the number
    of a heading behind the table (３ 具体的な施策)."""
    first = groups[0][0][groups[0][1]].tokens[0] if groups and groups[0][1] != DIVISION else None
    signed = first is not None and first.text.endswith(_SIGNS)
    return signed and row.tokens[0].kind == "number" and not row.tokens[0].text.endswith(_SIGNS)
