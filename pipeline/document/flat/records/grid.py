"""The grid of a list whose rows fell apart: heads, rows, sums and headings as cells."""

from __future__ import annotations

from normalizers.head import read_heads
from pipeline.document.flat.columns.grids import SPANNED, cites_to_grid, divided_groups
from pipeline.document.flat.heads import HeadCell
from pipeline.document.flat.limits import is_heading
from pipeline.document.flat.records.heads import RecordHead
from pipeline.document.flat.records.lines import Lines, Record
from pipeline.document.flat.records.plan import Plan
from pipeline.document.flat.records.roles import head_role
from pipeline.document.flat.records.sums import prints_last
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
    printed = prints_last(head, [r.amounts for r in lines.records if not r.sums])
    unknown = max(len(_amount_cells(r, head, order, printed)[1]) for r in lines.records)
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
    for record in lines.records:
        if record.sums:
            rows += _sum_rows(record, len(before), order, width)
            if record.behind:  # shares
                rows[-1] += [EMPTY] * (width - len(behind) + shares - len(rows[-1]))
                rows[-1].append(_cite(record.behind[0]))
            continue
        first, last = next(cuts)
        rows += [[merge(line).cite, *[SPANNED] * (width - 1)] for line in first.headings]
        cells = [_cite(cell) for cell in first.cells] or [EMPTY] * len(before)
        told, loose = _amount_cells(record, head, order, printed)
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


def _sum_rows(record: Record, before: int, order: list[HeadCell], width: int) -> list[list[Cite]]:
    """小計 stands in the last column of words, what is before it in the one before; headings
    above the sum or in front of it are rows of their own."""
    *lines, last = record.before
    *lead, label = last
    if lead and is_heading(lead[0].text) and len(lead[0].text) > _SHORTEST_HEADING:
        lines, lead = [*lines, lead], []
    cells = [EMPTY] * before
    cells[-1] = label.cite
    if before > 1 and lead:
        cells[-2] = _cite(lead)
    headings = [[merge(line).cite, *[SPANNED] * (width - 1)] for line in lines]
    return [*headings, [*cells, *_amount_cites(record, order)[: len(order)]]]


def _amount_cells(
    record: Record, head: RecordHead, order: list[HeadCell], printed: bool
) -> tuple[list[Cite], list[Cite]]:
    """The amounts under their heads, and those whose head is not known as blanks are lost;
    printed: the last is that of the last source."""
    cites, count = _amount_cites(record, order), len(order)
    if len(cites) == count:
        return cites, []
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
