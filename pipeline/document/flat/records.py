"""Lists whose rows fell apart into lines, as a converter writes a ruled table in reading order.

区分 事業名 事業内容 担当課
財源
事業費
(千円)
在宅相談事業
自宅で療養する人の相談を受ける。
医療課
相談班
① 549
…

The head is gathered from neighbouring lines; rows are told by their amounts, or by running
numbers; the words of a row are cut into cells at the least cost. Differences and the sums of the
sources decide which amount stands under which head; where rows have fewer amounts than columns,
those after the totals stand in a column without a head, for blanks are lost.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from normalizers.head import read_heads
from pipeline.document.flat.grids import SPANNED, cites_to_grid
from pipeline.document.flat.heads import HeadCell, row_to_heads
from pipeline.document.flat.record_cells import Column, Cut, cut_lines, learn
from pipeline.document.flat.record_heads import (
    RecordHead,
    gather_head,
    head_role,
    join_heads,
    without_legend,
)
from pipeline.document.flat.record_lines import Lines, Record, read_closed, read_numbered
from pipeline.document.flat.record_sums import amount_order
from pipeline.document.flat.tokens import Row, Token, folded, merge
from pipeline.document.model import EMPTY, Cite, Grid

_FEWEST = 3
_TRIED = 10  # rows that an order of the columns is tried with
_ROUNDS = 3
_BAD = 6.0  # the cost of a row that no cut suits
_MEAN = 3.5
_ASIDE = 1.0  # a row with lines from above a head must be so much the better
_UNKNOWN_AMOUNTS = 6  # amounts of a row at most, where the head of them is not yet known

Reader = Callable[[Sequence[Row], int, int, int], Lines | None]


@dataclass(slots=True)
class Plan:
    """Columns of words before and behind the amounts, and how the rows are cut into them."""

    before: list[HeadCell]
    behind: list[HeadCell]
    columns: list[Column] = field(default_factory=list)
    columns_behind: list[Column] = field(default_factory=list)
    cuts: list[tuple[Cut, Cut]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.columns = [_column(h) for h in self.before]
        self.columns_behind = [_column(h) for h in self.behind]
        words = frozenset(c.word for c in (*self.columns, *self.columns_behind))
        for column in (*self.columns, *self.columns_behind):
            column.others = words - {column.word}

    @property
    def cost(self) -> float:
        return sum(a.cost + b.cost for a, b in self.cuts)


def _column(head: HeadCell) -> Column:
    return Column(head_role(head), folded("".join(without_legend(head).text.split())))


def take_numbered_records(rows: Sequence[Row], at: int) -> tuple[Grid, int, int] | None:
    """The list of running numbers whose head, or its first piece, stands on rows[at]: its grid,
    the line behind it, and the index of the line where it stands."""
    return _take(rows, at, read_numbered)


def take_closed_records(rows: Sequence[Row], at: int) -> tuple[Grid, int, int] | None:
    """The list whose rows end with their amounts, as above."""
    return _take(rows, at, read_closed)


def _take(rows: Sequence[Row], at: int, read: Reader) -> tuple[Grid, int, int] | None:
    first = gather_head(rows, at) if row_to_heads(rows[at]) else None
    if first is None or first.end >= len(rows) or not (first.totals or first.sources):
        return None
    if len(first.cells) < 2:
        return None
    found = _read_lines(rows, first, read)
    if found is None:
        return None
    head, lines = found
    order = amount_order(head, [r.amounts for r in lines.records])
    if order is None:
        return None
    if not head.over and any(_amount_cells(r, head, len(order))[1] for r in lines.records):
        return None
    plan = _best_plan(head, lines)
    if plan is None or not _agree(plan, lines):
        return None
    grid = _to_grid(rows[at].line.page, head, order, plan, lines)
    return grid, lines.end, _place(rows, at, plan, lines)


def _place(rows: Sequence[Row], at: int, plan: Plan, lines: Lines) -> int:
    """Where the grid stands: at its first line; if the title of the page comes behind the rows,
    behind the title."""
    line = rows[at].line
    if at and rows[at - 1].line.page == line.page:
        return line.index
    records = [r for r in lines.records if not r.sums]
    for record, (cut, _) in zip(records, plan.cuts, strict=True):
        taken = sum(map(len, cut.cells)) + sum(map(len, cut.headings))
        if record.aside and record.below and taken < sum(map(len, record.before)):
            return record.below
    return line.index


def _read_lines(
    rows: Sequence[Row], first: RecordHead, read: Reader
) -> tuple[RecordHead, Lines] | None:
    """The rows, once with the columns that the first piece of the head has, then with all."""
    head = first
    start = first.end
    for _ in range(3):
        fewest = max(1, len(head.totals))
        most = max(fewest, len(head.totals) + len(head.sources))
        if not _is_whole(head):
            fewest, most = 1, max(most, _UNKNOWN_AMOUNTS + len(head.sources))
        lines = read(rows, start, fewest, most)
        if lines is None or len(lines.records) < _FEWEST:
            return None
        last = gather_head(rows, lines.end) if lines.end < len(rows) else None
        behind = [last] if last and not _is_whole(first) else []
        whole = join_heads([first, *lines.heads, *behind])
        if not _is_whole(whole):
            return None
        if len(whole.cells) == len(head.cells):
            return whole, lines
        head = whole
    return None


def _is_whole(head: RecordHead) -> bool:
    return bool(head.totals) and any(head_role(w) == "name" for w in head.words)


def _best_plan(head: RecordHead, lines: Lines) -> Plan | None:
    """The order of the columns that suits the rows best, and the cut of each row."""
    records = [r for r in lines.records if not r.sums]
    plans = list(_plans(head, any(r.behind for r in records)))
    for plan in plans:
        _cut_all(plan, records[:_TRIED], 2)
    best = min(plans, key=lambda p: p.cost, default=None)
    if best is None:
        return None
    plan = Plan(best.before, best.behind)
    _cut_all(plan, records, _ROUNDS)
    return plan


def _plans(head: RecordHead, behind: bool) -> Iterator[Plan]:
    """Words in the order of the head, all before the amounts or the last behind them, or the
    description that the head has elsewhere."""
    words = head.words
    if not behind:
        yield Plan(words, [])
    for count in (1, 2):
        if count < len(words):
            yield Plan(words[:-count], words[-count:])
    for place, word in enumerate(words[:-1]):
        if head_role(word) in ("description", "note"):
            yield Plan([*words[:place], *words[place + 1 :]], [word])
            yield Plan([*words[:place], *words[place + 1 :], word], [])


def _cut_all(plan: Plan, records: Sequence[Record], rounds: int) -> None:
    for number in range(rounds):
        if number:
            learn(plan.columns, [a for a, _ in plan.cuts])
            learn(plan.columns_behind, [b for _, b in plan.cuts])
        plan.cuts = [
            (_cut_before(record, plan), cut_lines(record.behind, plan.columns_behind, False))
            for record in records
        ]


def _cut_before(record: Record, plan: Plan) -> Cut:
    """The words before the amounts in cells, without lines of the page that are no part of it."""
    whole = cut_lines(record.before, plan.columns, True)
    if not record.aside:
        return whole
    bare = cut_lines(record.before[record.aside :], plan.columns, True)
    return bare if bare.cost <= whole.cost + _ASIDE else whole


def _agree(plan: Plan, lines: Lines) -> bool:
    """Whether the rows suit the columns: nearly all of them well."""
    costs = [a.cost + b.cost for a, b in plan.cuts]
    if len(costs) < _FEWEST:
        return False
    bad = sum(cost > _BAD for cost in costs)
    good = [cost for cost in costs if cost <= _BAD]
    return bad * 6 <= len(costs) and sum(good) / max(1, len(good)) <= _MEAN


def _to_grid(
    page: int | None, head: RecordHead, order: list[HeadCell], plan: Plan, lines: Lines
) -> Grid:
    amounts = [h.cite for h in order]
    before, behind = [h.cite for h in plan.before], [h.cite for h in plan.behind]
    heads = [[*before, *amounts, *behind]]
    unknown = max(len(_amount_cells(r, head, len(order))[1]) for r in lines.records)
    if head.over:
        above = _over_row(head.over.cite, order, len(before))
        heads = [[*above, *[SPANNED] * unknown], [*before, *amounts, *[EMPTY] * unknown, *behind]]
    width = len(heads[-1])
    rows: list[list[Cite]] = []
    cuts = iter(plan.cuts)
    for record in lines.records:
        if record.sums:
            rows.append(_sum_row(record, len(before), len(order)))
            continue
        first, last = next(cuts)
        rows += [[merge(line).cite, *[SPANNED] * (width - 1)] for line in first.headings]
        cells = [_cite(cell) for cell in first.cells] or [EMPTY] * len(before)
        told, loose = _amount_cells(record, head, len(order))
        more = [*loose, *[EMPTY] * (unknown - len(loose))]
        rows.append([*cells, *told, *more, *(_cite(cell) for cell in last.cells)])
    return cites_to_grid(page, heads, rows)


def _cite(cell: list[Token]) -> Cite:
    lines: dict[int, list[Token]] = {}
    for token in cell:
        lines.setdefault(token.line.index, []).append(token)
    return Cite.join(merge(line).cite for line in lines.values())


def _over_row(over: Cite, order: list[HeadCell], before: int) -> list[Cite]:
    """The head over the sources."""
    cells = [EMPTY] * before
    started = False
    for head in order:
        source = all(h.source != "total" for h in read_heads(head.text))
        source = source and "difference" not in head.roles
        cells.append((SPANNED if started else over) if source else EMPTY)
        started = started or source
    return cells


def _sum_row(record: Record, before: int, count: int) -> list[Cite]:
    """小計 stands in the last column of words, what is before it over the others."""
    tokens = [token for line in record.before for token in line]
    label = [EMPTY] * before
    if len(tokens) > 1 and before > 1:
        lead = _cite(tokens[:-1])
        label = [lead, *[SPANNED] * (before - 2), tokens[-1].cite]
    elif before:
        label[-1] = _cite(tokens)
    return [*label, *(t.cite for t in record.amounts[:count])]


def _amount_cells(record: Record, head: RecordHead, count: int) -> tuple[list[Cite], list[Cite]]:
    """The amounts under their heads, and those whose head is not known as blanks are lost."""
    cites = [t.cite for t in record.amounts]
    if len(cites) == count:
        return cites, []
    told = cites[: len(head.totals)] if len(cites) >= len(head.totals) else []
    loose = cites[len(told) :]
    return [*told, *[EMPTY] * (count - len(told))], loose
