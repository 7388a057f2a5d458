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
from dataclasses import replace
from functools import partial
from itertools import takewhile

from pipeline.document.flat.heads import HeadCell
from pipeline.document.flat.records.begin import may_begin
from pipeline.document.flat.records.blanks import adds_up, columns_of_sources
from pipeline.document.flat.records.closed import read_closed
from pipeline.document.flat.records.grid import records_to_grid
from pipeline.document.flat.records.heads import RecordHead, gather_head, join_heads
from pipeline.document.flat.records.lines import Lines, drop_strays_behind, stands_apart
from pipeline.document.flat.records.numbered import read_numbered
from pipeline.document.flat.records.plan import Plan, agree, best_plan
from pipeline.document.flat.records.roles import head_role, with_silent_heads
from pipeline.document.flat.records.split import told_behind, with_words_behind
from pipeline.document.flat.records.sums import amount_order
from pipeline.document.flat.stray_heads import is_stray_head, stray_heads
from pipeline.document.flat.tokens import Row
from pipeline.document.flat.two_level import with_shares
from pipeline.document.model import Grid

_UNKNOWN_AMOUNTS = 6  # amounts of a row at most, where the head of them is not yet known
_FEWEST = 3  # rows
_SURE = 0.3
_WELL = 0.8  # what a row that is cut well costs at most

Reader = Callable[[Sequence[Row], int, int, int], Lines | None]


def take_numbered_records(rows: Sequence[Row], at: int) -> tuple[Grid, int, int] | None:
    """The list of running numbers whose head, or its first piece, stands on rows[at]: its grid,
    the line behind it, and the index of the line where it stands."""
    taken = _take(rows, at, read_numbered)
    return taken[0] if taken else None


def take_lines_of_records(rows: Sequence[Row], at: int) -> tuple[Grid, int, int] | None:
    """The same list where most rows stand on one line: no reader of rows on lines has it, as their
    blank cells are lost."""
    taken = _take(rows, at, partial(read_numbered, apart=False))
    return taken[0] if taken else None


def take_sure_records(rows: Sequence[Row], at: int) -> tuple[Grid, int, int] | None:
    """The list whose rows end with their amounts and fell apart, where the lines suit its columns
    so well that nothing can be better."""
    taken = _closed(rows, at)
    return taken[0] if taken and taken[1] else None


def take_closed_records(rows: Sequence[Row], at: int) -> tuple[Grid, int, int] | None:
    """The list whose rows end with their amounts, as above."""
    taken = _closed(rows, at)
    return taken[0] if taken else None


def _closed(rows: Sequence[Row], at: int) -> tuple[tuple[Grid, int, int], bool] | None:
    memo = rows[at].memo
    if "closed records" not in memo:
        memo["closed records"] = _take(rows, at, read_closed)
    return memo["closed records"]  # type: ignore[return-value]


def _take(rows: Sequence[Row], at: int, read: Reader) -> tuple[tuple[Grid, int, int], bool] | None:
    """The list, and whether its lines suit it so well that it is sure."""
    first = gather_head(rows, at) if may_begin(rows, at) else None
    if first is None or first.end >= len(rows) or not (first.totals or first.sources):
        return None
    if len(first.cells) < 2:
        return None
    rows = rows if first.sources else with_shares(rows, first.cells)
    best: tuple[Plan, RecordHead, Lines, list[HeadCell]] | None = None
    for head, lines in _readings(rows, at, first, read):
        head = head if head.sources else _with_outer_head(head)
        if best and len(lines.records) <= len(best[2].records):
            continue
        order = amount_order(head, [r.amounts for r in lines.records])
        if order is None:
            continue
        proved = columns_of_sources(lines.records, len(head.totals), len(head.sources))
        lacking = ((n, r) for n, r in enumerate(lines.records) if len(r.amounts) < len(order))
        short = any(n not in proved and not adds_up(r, len(head.totals)) for n, r in lacking)
        whole = _has_whole_rows((head, lines))
        if short and not head.over and not whole:
            continue
        plan, fits = _plan(rows, first, head, lines)
        if read is read_closed and whole and not (plan and fits and _suits_well(plan)):
            split = with_words_behind(head, lines, rows)
            other, better = _plan(rows, first, *split) if split else (None, False)
            if split and better and other and not (plan and fits and plan.cost <= other.cost):
                (head, lines), plan, fits = split, other, better
        if plan is not None and fits and not (best and best[0].cost <= plan.cost):
            best = plan, head, lines, order
            if _suits_well(plan):
                break
    if best is None:
        return None
    plan, head, lines, order = best
    grid = records_to_grid(rows[at].line.page, head, order, plan, lines)
    return (grid, lines.end, _place(rows, at, plan, lines)), _is_sure(plan)


def _with_outer_head(head: RecordHead) -> RecordHead:
    """The head with what stands over no sources as a column: 財源内訳 over 国 1,234 県 617."""
    if head.over is None:
        return head
    token = head.over.tokens[0]
    place = token.line.index, token.start
    left = [w for w in head.words if w.tokens]
    before = sum((w.tokens[0].line.index, w.tokens[0].start) < place for w in left)
    behind = left[before] if before < len(left) else None
    at = head.words.index(behind) if behind else len(head.words)
    return replace(head, words=[*head.words[:at], head.over, *head.words[at:]], over=None)


def _is_sure(plan: Plan) -> bool:
    """Whether nothing could suit better, and most rows have several lines."""
    lines = ({token.line.index for cell in cut.cells for token in cell} for cut, _ in plan.cuts)
    apart = sum(len(found) > 1 for found in lines)
    return plan.cost <= _SURE * len(plan.cuts) and apart * 2 > len(plan.cuts) >= _FEWEST


def _suits_well(plan: Plan) -> bool:
    return plan.cost < _WELL * len(plan.cuts)


def _plan(
    rows: Sequence[Row], first: RecordHead, head: RecordHead, lines: Lines
) -> tuple[Plan | None, bool]:
    """The best columns of words for the rows, and whether these suit them."""
    drop_strays_behind(lines)
    gaps = {row.line.index: row.gap for row in rows[first.end : lines.end]}
    plan = best_plan(head, lines, gaps)
    return plan, plan is not None and agree(plan, lines)


def _readings(
    rows: Sequence[Row], at: int, first: RecordHead, read: Reader
) -> Iterator[tuple[RecordHead, Lines]]:
    """Ways to read the rows below a head, the likeliest first."""
    if read is read_closed and (apart := _read_apart(rows, at, first)):
        yield apart
    readings = [_read_lines(rows, first, read, grouped) for grouped in (False, True)]
    yield from sorted(filter(None, readings), key=_has_whole_rows, reverse=True)
    blank = read is read_closed and len(first.totals) > 1
    if blank and (reading := _read_lines(rows, first, read, False, fewest=1)):
        yield reading


def _has_whole_rows(reading: tuple[RecordHead, Lines]) -> bool:
    """Whether most rows have an amount below each head: a head that has none in any row stands
    above the others."""
    head, lines = reading
    count = len(head.totals) + len(head.sources)
    return sum(len(r.amounts) == count for r in lines.records) / len(lines.records) > 0.5


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
    rows: Sequence[Row], first: RecordHead, read: Reader, grouped: bool, fewest: int = 0
) -> tuple[RecordHead, Lines] | None:
    """The rows, once with the columns that the first piece of the head has, then with all.

    grouped: the first total stands above the other amounts. fewest: amounts that a row must have,
    0 for one below each total.
    """
    if grouped and (len(first.totals) < 2 or not first.sources):
        return None
    head = first.grouped() if grouped else first
    start = first.end
    for _ in range(3):
        least = fewest or max(1, len(head.totals))
        most = max(least, len(head.totals) + len(head.sources))
        if not _is_whole(head):
            least, most = 1, max(most, _UNKNOWN_AMOUNTS + len(head.sources))
        lines = _read_rows(rows, start, head, read, (least, most))
        if lines is None or not _are_enough(head, lines):
            return None
        foreign = next((h for h in lines.heads if not first.holds(h)), None)
        if foreign and _is_whole(first):  # the list behind it has other columns
            rows = rows[: foreign.start]
            continue
        last = gather_head(rows, lines.end) if lines.end < len(rows) else None
        behind = [last] if last and not _is_whole(first) else []
        whole = join_heads([first, *lines.heads, *behind])
        if not _is_whole(whole):
            return None
        whole = whole.grouped() if grouped else whole
        if len(whole.cells) == len(head.cells):
            words = with_silent_heads(whole.words, read is not read_closed)
            return replace(whole, words=words), lines
        head = whole
    return None


def _read_rows(
    rows: Sequence[Row], at: int, head: RecordHead, read: Reader, amounts: tuple[int, int]
) -> Lines | None:
    """The rows below a head; amounts: how many a row has at least and at most."""
    words = len(told_behind(head))
    if read is read_closed and words > 1:
        return read_closed(rows, at, *amounts, words)
    return read(rows, at, *amounts)


def _read_apart(rows: Sequence[Row], at: int, first: RecordHead) -> tuple[RecordHead, Lines] | None:
    """The rows below a line of heads of amounts, those of words elsewhere on the page or lost;
    each row ends with lines of an amount for each head and nothing else."""
    count = len(first.totals) + len(first.sources)
    if count < 2 or not first.totals or first.words:
        return None
    lines = read_closed(rows, first.end, count, count)
    heads = lines.heads if lines else []
    if other := next((h for h in heads if h.sources or not is_stray_head(rows[h.start])), None):
        lines = read_closed(rows[: other.start], first.end, count, count)
    kept = list(takewhile(lambda r: r.sums or stands_apart(r), lines.records)) if lines else []
    if not kept:
        return None
    words, unit = stray_heads(rows, at, kept[-1].end)
    if not words and first.end > at + 1:
        return None
    words = words or [HeadCell((), "name"), HeadCell((), "description")]
    head = replace(first, words=words, group=unit, told=unit is not None)
    return head, Lines(kept, [], kept[-1].end)


def _are_enough(head: RecordHead, lines: Lines) -> bool:
    """Whether there are rows enough: a few where each has an amount for each of several heads."""
    count = len(head.totals) + len(head.sources)
    if len(lines.records) >= _FEWEST:
        return True
    whole = all(stands_apart(r) and len(r.amounts) == count for r in lines.records)
    return whole and count > 1 and _is_whole(head)


def _is_whole(head: RecordHead) -> bool:
    return bool(head.totals) and any(head_role(w) == "name" for w in head.words)
