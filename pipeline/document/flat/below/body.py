"""The rows of a flattened table below a head that is known."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from normalizers.text import fold
from normalizers.unit import is_unit_caption
from pipeline.document.flat.below.anchors import is_anchor
from pipeline.document.flat.below.balanced import balanced_rows, place_balanced
from pipeline.document.flat.below.places import join_places
from pipeline.document.flat.below.wraps import (
    DIVISION,
    Group,
    lacks_sign,
    lines_of_row,
    reads_as_few_heads,
    split_between,
    stands_apart,
    usual_gap,
)
from pipeline.document.flat.columns.place import Placed, place_rows
from pipeline.document.flat.columns.shape import Shape, find_shape
from pipeline.document.flat.columns.sum_lines import line_of_sums, sum_line
from pipeline.document.flat.divisions import (
    goes_on,
    join_markers,
    opens_with_division,
    take_divisions,
)
from pipeline.document.flat.heads import HeadCell
from pipeline.document.flat.limits import (
    ends_table,
    is_circled,
    is_head_of_years,
    is_numbered,
    opens_next,
    same_head,
    without_caption,
)
from pipeline.document.flat.rates.labels import LABELS
from pipeline.document.flat.tokens import Row
from pipeline.document.model import Cite

_CAPTION_DATE = re.compile(r"^[（(].*[0-9０-９元].*[）)]$")
_BULLET = re.compile(r"^[・･•]")
_MOST_LINES_PER_ROW = 12


@dataclass(slots=True)
class Body:
    """Rows of a table: end is the number of the first row of tokens behind it."""

    shape: Shape
    label: bool  # the rows have a first column without a head
    rows: list[Placed]
    end: int
    captions: list[Cite] = field(default_factory=list)

    @property
    def on_lines(self) -> int:
        """How many rows stand on one line."""
        lines = ({t.line.index for part in row.parts for t in part} for row in self.rows)
        return sum(len(found) == 1 for found in lines)


@dataclass(slots=True)
class _Scan:
    rows: Sequence[Row]
    shape: Shape
    head: list[HeadCell]
    captions: list[Cite] = field(default_factory=list)
    read: set[int] = field(default_factory=set)  # lines that a caption has taken
    divided: bool = False  # headings without a marker stand between the rows


def take_body(rows: Sequence[Row], at: int, heads: list[HeadCell]) -> Body | None:
    """The rows below a head from rows[at] on, or None where no table of these columns follows."""
    rows = join_places(join_markers(rows, at, heads), at, heads)
    if balanced := balanced_rows(rows, at, heads):
        shape, groups, end = balanced
        placed = [place_balanced(lines, anchor, shape) for lines, anchor in groups]
        return Body(shape, False, placed, end)
    for label in (False, True):
        found = find_shape(rows, at, heads, label)
        body = _read_body(rows, at, heads, label, found) if found else None
        if body is None or found is None:
            continue
        wider = found.widened([p.parts for p in body.rows])
        if wider != found:
            body = _read_body(rows, at, heads, label, wider) or body
        return body
    return None


def _read_body(
    rows: Sequence[Row], at: int, heads: list[HeadCell], label: bool, shape: Shape
) -> Body | None:
    scan = _Scan(rows, shape, heads)
    scan.divided = opens_with_division(rows, at, shape.kinds)
    groups, end = _group(scan, at)
    if not groups or not _enough([g for g in groups if g[1] != DIVISION], shape):
        return None
    placed = [row for group in groups for row in _place(group, scan)]
    return Body(shape, label, placed, end, scan.captions)


def _place(group: Group, scan: _Scan) -> list[Placed]:
    lines, anchor = group
    shape = scan.shape
    if len(lines) == 1 and (found := line_of_sums(lines[0], shape, scan.head)):
        return found
    if anchor == DIVISION:
        return [Placed([[] for _ in shape.kinds], division=lines[0].line.cite())]
    return [place_rows(lines, anchor, shape)]


def _enough(groups: list[Group], shape: Shape) -> bool:
    """One full row is a table of three and more columns; of two, or of text alone, it is not."""
    if not shape.typed:
        return len(groups) >= 3
    return len(groups) >= (1 if len(shape.kinds) > 2 else 2)


def _group(scan: _Scan, at: int) -> tuple[list[Group], int]:
    """Lines to rows: each row has one line with its numbers and the lines that wrap around it."""
    groups: list[Group] = []
    pending: list[Row] = []
    number, end = at, at
    while number < len(scan.rows) and len(pending) <= _MOST_LINES_PER_ROW:
        row = _without_caption(scan, number)
        if row.line.index in scan.read:
            end = number + 1
        elif is_unit_caption(row.text):
            pass  # （単位：千円） below the last row is no part of it
        elif LABELS.take(scan.rows, number):
            break
        elif _holds_row(scan, row, number):
            if lacks_sign(groups, row) or _begins_anew(scan, groups, row):
                break
            if not _take_row(scan, groups, pending, row):
                break
            if row is not scan.rows[number]:
                _take_caption(scan, number)
            pending, end = [], number + 1
        elif count := _divisions(scan, number):
            if not _take_tail(groups, pending, scan.shape):
                break
            groups.extend(([r], DIVISION) for r in scan.rows[number : number + count])
            pending, end, number = [], number + count, number + count - 1
        elif same_head(row, scan.head) and _all_taken(groups, pending, scan.shape):
            groups[-1][0].extend(pending)
            pending, end = [], number + 1
        elif _ends(scan, number) or (groups and _is_index_left(scan, number)):
            break
        else:
            pending.append(row)
        number += 1
    while groups and groups[-1][1] == DIVISION:
        groups.pop()
    if groups:
        gap = usual_gap(groups)
        near = next((i for i, r in enumerate(pending) if r.gap > gap), len(pending))
        taken = lines_of_row(groups[-1], pending[:near], scan.shape)
        groups[-1][0].extend(pending[:taken])
        end += taken
    return groups, end


def _holds_row(scan: _Scan, row: Row, number: int) -> bool:
    """Whether the line has the numbers of a row; a sum of a heading has not, nor has a head, nor
    a line that has the first of them alone."""
    if goes_on(scan.rows, number, scan.shape.kinds):
        return False
    if not is_anchor(row, scan.shape) or len(sum_line(row, scan.shape, scan.head)) > 1:
        return False
    return "date" in scan.shape.kinds or not is_head_of_years(row)


def _begins_anew(scan: _Scan, groups: list[Group], row: Row) -> bool:
    """Whether the number of a row is 1 again, the only one of a row: １　目的 behind an index."""
    before = groups[-1] if groups else None
    if before is None or before[1] == DIVISION or not _has_numbers_of_rows(scan):
        return False
    numbers = [
        next((fold(t.text) for t in line.tokens if scan.shape.is_typed(t)), "")
        for line in (before[0][before[1]], row)
    ]
    return numbers[1] == "1" and numbers[0] not in ("", "1")


def _has_numbers_of_rows(scan: _Scan) -> bool:
    """Whether the one number of a row is that of the page, slide or program."""
    typed = scan.shape.typed
    if len(typed) != 1 or len(scan.head) != len(scan.shape.kinds):
        return False
    return scan.head[typed[0]].roles == {"number"}


def _take_row(scan: _Scan, groups: list[Group], pending: list[Row], row: Row) -> bool:
    """Add a row with the lines that stand before it; False where these belong to no row."""
    shape = scan.shape
    before = groups[-1] if groups else None
    above = [lines[0].text for lines, anchor in groups if anchor == DIVISION]
    if scan.divided and stands_apart(pending, before, row, shape, above):
        *pending, heading = pending
        if not _take_tail(groups, pending, shape):
            return False
        groups += [([heading], DIVISION), ([row], 0)]
        return True
    tail, lead = split_between(pending, before, row, shape)
    if tail and (before is None or before[1] == DIVISION):
        return False
    if before is not None:
        before[0].extend(tail)
    groups.append(([*lead, row], len(lead)))
    return True


def _take_tail(groups: list[Group], pending: list[Row], shape: Shape) -> bool:
    """Put lines that stand before a heading to the row above; False where there is none."""
    if not pending:
        return True
    if not groups or groups[-1][1] == DIVISION:
        return False
    groups[-1][0].extend(pending)
    return True


def _divisions(scan: _Scan, number: int) -> int:
    row, kinds = scan.rows[number], scan.shape.kinds
    if len(sum_line(row, scan.shape, scan.head)) > 1:
        return 1
    if len(row.tokens) >= len(kinds) or _BULLET.match(row.text):
        return 0
    return take_divisions(scan.rows, number, kinds)


def _is_index_left(scan: _Scan, number: int) -> bool:
    """Whether a line begins a page behind an index: its rows go on with their numbers or not at
    all."""
    turned = scan.rows[number].line.page != scan.rows[number - 1].line.page
    return turned and _has_numbers_of_rows(scan)


def _ends(scan: _Scan, number: int) -> bool:
    """Whether a line that is no row ends the table; a numbered heading does not where the rows
    begin with numbers, nor one with a circle where they hold such marks."""
    row = scan.rows[number]
    numbered = 0 in scan.shape.typed and scan.shape.kinds[0] != "date"
    if (not numbered and is_numbered(row)) or opens_next(scan.rows, number):
        return True
    if "mark" not in scan.shape.kinds and is_circled(row):
        return True
    if "date" not in scan.shape.kinds and is_head_of_years(row):
        return True
    below = scan.rows[number + 1] if number + 1 < len(scan.rows) else None
    if below and reads_as_few_heads(row, below, scan.shape) and is_anchor(below, scan.shape):
        return False
    return ends_table(row) and not _is_bullet_between(scan, number)


def _is_bullet_between(scan: _Scan, number: int) -> bool:
    """A point of a list in a description, with a row of the table below."""
    bullet = _BULLET.match(scan.rows[number].text)
    return bool(bullet) and bool(take_divisions(scan.rows, number, scan.shape.kinds))


def _all_taken(groups: list[Group], pending: list[Row], shape: Shape) -> bool:
    return bool(groups) and lines_of_row(groups[-1], pending, shape) == len(pending)


def _without_caption(scan: _Scan, number: int) -> Row:
    """The row without a caption of the table that stands at its left."""
    bare = without_caption(row := scan.rows[number], len(scan.shape.kinds))
    return bare if bare is not row and is_anchor(bare, scan.shape) else row


def _take_caption(scan: _Scan, number: int) -> None:
    """Add the caption at the left of a row, with the date below it."""
    caption = scan.rows[number].tokens[0].cite
    below = scan.rows[number + 1] if number + 1 < len(scan.rows) else None
    if below and _CAPTION_DATE.match(below.text) and not re.search("[0-9０-９元]", caption.text):
        caption = Cite.join([caption, below.line.cite()])
        scan.read.add(below.line.index)
    scan.captions.append(caption)
