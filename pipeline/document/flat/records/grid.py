"""The grid of a list whose rows fell apart: heads, rows, sums and headings as cells."""

from __future__ import annotations

from collections.abc import Sequence

from normalizers.head import read_heads
from pipeline.document.flat.columns.column_sums import Columns
from pipeline.document.flat.columns.grids import cites_to_grid, divided_groups
from pipeline.document.flat.heads import HeadCell
from pipeline.document.flat.limits import is_heading
from pipeline.document.flat.records.blanks import columns_of_sources
from pipeline.document.flat.records.columns import office_ends
from pipeline.document.flat.records.heads import RecordHead
from pipeline.document.flat.records.lines import Lines, Record
from pipeline.document.flat.records.plan import Plan
from pipeline.document.flat.records.roles import head_role
from pipeline.document.flat.records.sums import prints_last
from pipeline.document.flat.table import SPANNED
from pipeline.document.flat.tokens import Token, merge
from pipeline.document.model import EMPTY, Cite, Grid

_MARKED = frozenset({"new", "repeated", "note"})
_SHORTEST_HEADING = 6  # (A) before the word of a sum is none


def records_to_grid(
    page: int | None, head: RecordHead, order: list[HeadCell], plan: Plan, lines: Lines
) -> Grid:
    """The grid of a list: its rows as they are cut, below heads in the order of the columns."""
    amounts = [h.cite for h in order]
    before, behind = [h.cite for h in plan.before], [h.cite for h in plan.behind]
    found = _all_amount_cells(lines.records, head, order)
    unknown = max(len(loose) for _, loose in found)
    heads = [[*before, *amounts, *[EMPTY] * unknown, *behind]]
    if head.again:
        twice = [_again(h, head) for h in (*plan.before, *order)]
        heads.append([*twice, *[EMPTY] * unknown, *(_again(h, head) for h in plan.behind)])
    if head.over:
        heads.insert(
            0, [*_over_row(_both(head.over, head), order, len(before)), *[SPANNED] * unknown]
        )
    elif years := divided_groups(order, False):
        heads.insert(0, [*[EMPTY] * len(before), *years])
    if head.group:
        spanned = [SPANNED] * (len(amounts) - 1 + unknown)
        heads.insert(0, [*[EMPTY] * len(before), _both(head.group, head), *spanned])
    width = len(heads[-1])
    rows: list[list[Cite]] = []
    shares = next((n for n, h in enumerate(plan.behind) if head_role(h) == "over"), 0)
    untold = _columns_of_marks(plan)
    cuts = iter(plan.cuts)
    for record, (told, loose) in zip(lines.records, found, strict=True):
        if record.sums:
            rows += _sum_rows(record, len(before), [*told, *loose], width)
            if record.behind:  # shares
                rows[-1] += [EMPTY] * (width - len(behind) + shares - len(rows[-1]))
                rows[-1].append(_cite(record.behind[0]))
            continue
        first, last = next(cuts)
        rows += [[merge(line).cite, *[SPANNED] * (width - 1)] for line in first.headings]
        cells = [_cite(cell) for cell in first.cells] or [EMPTY] * len(before)
        more = [*loose, *[EMPTY] * (unknown - len(loose))]
        rows.append([*cells, *told, *more, *(_cite(cell) for cell in last.cells)])
        marks = [n for n in untold if cells[n]]
        if len(marks) < len(untold):  # of which column they are nobody says
            rows[-1] += [EMPTY] * (width - len(rows[-1])) + [cells[n] for n in marks]
            rows[-1] = [EMPTY if n in marks else cite for n, cite in enumerate(rows[-1])]
    return cites_to_grid(page, heads, rows)


def _columns_of_marks(plan: Plan) -> list[int]:
    """The columns before the name whose cells are marks that suit another one as well (重点 and
    新規, ○ below both); of 新規 and 再掲 alone the rest of the list tells which."""
    roles = [head_role(head) for head in plan.before]
    name = roles.index("name") if "name" in roles else 0
    found = [n for n in range(name) if roles[n] in _MARKED and _holds_marks(plan, n)]
    return found if len(found) > 1 and any(roles[n] == "note" for n in found) else []


def _holds_marks(plan: Plan, column: int) -> bool:
    cells = [cut.cells[column] for cut, _ in plan.cuts if cut.cells]
    return all(token.kind == "mark" for cell in cells for token in cell)


def _again(cell: HeadCell, head: RecordHead) -> Cite:
    """The words of a head where they are drawn a second time: a row of heads of their own."""
    return Cite.join(head.again[t].cite for t in cell.tokens if t in head.again)


def _both(cell: HeadCell, head: RecordHead) -> Cite:
    return Cite.join([cell.cite, _again(cell, head)])


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


def _sum_rows(record: Record, before: int, amounts: list[Cite], width: int) -> list[list[Cite]]:
    """小計 stands in the last column of words, what is before it in the one before, but for the
    office that a sum is of; headings above the sum or in front of it are rows of their own."""
    *lines, last = record.before
    *lead, label = last
    if lead and is_heading(lead[0].text) and len(lead[0].text) > _SHORTEST_HEADING:
        lines, lead = [*lines, lead], []
    if lead and lead[-1].text.endswith(office_ends()):  # 医療課 計
        lead, label = [], merge(last)
    cells = [EMPTY] * before
    cells[-1] = label.cite
    if before > 1 and lead:
        cells[-2] = _cite(lead)
    headings = [[merge(line).cite, *[SPANNED] * (width - 1)] for line in lines]
    return [*headings, [*cells, *amounts]]


def _all_amount_cells(
    records: Sequence[Record], head: RecordHead, order: list[HeadCell]
) -> list[tuple[list[Cite], list[Cite]]]:
    """Of each row the amounts under their heads, and those whose head is not known as blanks are
    lost."""
    printed = prints_last(head, [r.amounts for r in records if not r.sums])
    proved = columns_of_sources(records, len(head.totals), len(head.sources))
    return [
        _amount_cells(record, head, order, proved.get(n), printed)
        for n, record in enumerate(records)
    ]


def _amount_cells(
    record: Record, head: RecordHead, order: list[HeadCell], proved: Columns | None, printed: bool
) -> tuple[list[Cite], list[Cite]]:
    """proved: the sources of the amounts behind the totals; printed: the last is that of the last
    source."""
    cites, count = _amount_cites(record, order), len(order)
    if len(cites) == count:
        return cites, []
    if proved is not None:
        placed = dict(zip(proved, cites[len(head.totals) :], strict=True))
        sources = [placed.get(n, EMPTY) for n in range(len(head.sources))]
        return [*cites[: len(head.totals)], *sources], []
    told = cites[: len(head.totals)] if len(cites) >= len(head.totals) else []
    loose = cites[len(told) :]
    last = [loose.pop()] if printed and loose and not record.sums else []
    return [*told, *[EMPTY] * (count - len(told) - len(last)), *last], loose


def _amount_cites(record: Record, order: list[HeadCell]) -> list[Cite]:
    """The amounts, those in brackets below them in their cells: one alone is of the head that has
    a bracket as well (前年度 / (前々年度)), else of the last amount."""
    cites = [token.cite for token in record.amounts]
    if len(record.asides) == len(cites):
        pairs = zip(cites, record.asides, strict=True)
        return [Cite.join([cite, token.cite]) for cite, token in pairs]
    for token in record.asides:
        noted = [n for n, head in enumerate(order[: len(cites)]) if head.text[-1] in ")）"]
        place = noted[-1] if noted else -1
        cites[place] = Cite.join([cites[place], token.cite])
    return cites
