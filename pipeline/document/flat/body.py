"""The rows of a flattened table below a head that is known."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.document.flat.heads import HeadCell, row_to_heads
from pipeline.document.flat.labels import take_labels
from pipeline.document.flat.place import (
    Placed,
    Shape,
    fit_into,
    identity_cost,
    mismatch,
    place_rows,
)
from pipeline.document.flat.tokens import TYPED, Row, Token
from pipeline.document.model import Cite

_HEADING = re.compile(
    r"^(?:[（(][0-9０-９一二三四五六七八九十ア-ンa-zａ-ｚ]{1,3}[）)]|[0-9０-９]{1,2}[．.、]\D"
    r"|第[0-9０-９一二三四五六七八九十]+|[①-⑳➀-➉]|[【＜〈《≪■◆●◎□◇▶➢・･•○〇]|[ア-ン][ 　．]"
    r"|[※＊]|[（(]?注[0-9０-９]?[）):：]|(?:資料|出典)[:：])"
)
_CAPTION = re.compile(r"^[「『].*(?:調査|アンケート|統計|資料).*[」』]|^(?:資料|出典)[:：]")
_CAPTION_DATE = re.compile(r"^[（(].*[0-9０-９元].*[）)]$")
_MOST_LINES_PER_ROW = 12
_MOST_LINES_BEFORE = 4
_LACKS_TEXT, _UNFINISHED, _UNLIKELY = 5.0, 1.0, 3.0


@dataclass(slots=True)
class Body:
    """Rows of a table: end is the number of the first row of tokens behind it."""

    shape: Shape
    label: bool  # the rows have a first column without a head
    rows: list[Placed]
    end: int
    captions: list[Cite] = field(default_factory=list)
    kept: list[Row] = field(default_factory=list)  # page numbers in between


@dataclass(slots=True)
class _Scan:
    rows: Sequence[Row]
    shape: Shape
    head: list[HeadCell]
    captions: list[Cite] = field(default_factory=list)
    kept: list[Row] = field(default_factory=list)
    read: set[int] = field(default_factory=set)  # lines that a caption has taken


def is_heading(text: str) -> bool:
    """A line that begins as headings, list items and notes begin."""
    return bool(_HEADING.match(text))


def take_body(rows: Sequence[Row], at: int, heads: list[HeadCell]) -> Body | None:
    """The rows below a head from rows[at] on, or None where no table of these columns follows."""
    for label in (False, True):
        shape = _find_shape(rows, at, heads, label)
        if shape is None:
            continue
        scan = _Scan(rows, shape, heads)
        groups, end = _group(scan, at)
        if not groups or not _enough(groups, shape):
            continue
        placed = [place_rows(lines, anchor, shape) for lines, anchor in groups]
        return Body(shape, label, placed, end, scan.captions, scan.kept)
    return None


def _find_shape(
    rows: Sequence[Row], at: int, heads: list[HeadCell], label: bool
) -> Shape | None:
    """Kinds and widths of the columns, from the head's words and the rows of full count."""
    kinds = ["text"] * label + [h.kind for h in heads]
    if all(k in TYPED for k in kinds) or (label and not any(k in TYPED for k in kinds)):
        return None
    full: list[Row] = []
    others: list[Row] = []
    for number in range(at, len(rows)):
        row = _without_caption(rows[number], len(kinds))
        if ends_table(row) and not _same_head(row, heads):
            break
        if len(row.tokens) == len(kinds) and _suits(row, kinds):
            full.append(row)
        elif not row.line.margin:
            others.append(row)
        if len(others) > (_MOST_LINES_PER_ROW * len(full) or _MOST_LINES_BEFORE):
            break
    if not full or (label and full[0].tokens[0].kind != "text"):
        return None
    wide = 0
    if "description" in heads[-1].roles:
        wide = max((r.tokens[-1].width for r in others if len(r.tokens) <= 3), default=0)
    return _shape_of(full, kinds, wide)


def ends_table(row: Row) -> bool:
    """Another head, a heading, a note or a caption; a row of numbers may begin with a marker."""
    if row_to_heads(row):
        return True
    if _CAPTION.match(row.text) and not _typed_count(row):
        return True
    return is_heading(row.text) and not _typed_count(row)


def _same_head(row: Row, heads: list[HeadCell]) -> bool:
    """The head again, at the top of the next page."""
    again = row_to_heads(row)
    if not again or row.line.page == heads[0].tokens[0].line.page:
        return False
    return [h.text for h in again] == [h.text for h in heads]


def _suits(row: Row, kinds: list[str]) -> bool:
    """Whether the tokens could be the cells; a kind that the head only suggests may be wrong."""
    typed = [(t, k) for t, k in zip(row.tokens, kinds, strict=True) if k in TYPED]
    wrong = sum(mismatch(t, k) > 1 for t, k in typed)
    if not typed:
        return not is_heading(row.text) and all(t.width <= 80 for t in row.tokens)
    return wrong * 3 <= len(typed) and any(t.kind in TYPED for t, _ in typed)


def _shape_of(full: list[Row], kinds: list[str], wide: int) -> Shape:
    decided, widths = [], []
    for column, kind in enumerate(kinds):
        tokens = [row.tokens[column] for row in full]
        seen = Counter("mark" if t.kind == "nil" and kind == "mark" else t.kind for t in tokens)
        commonest, count = seen.most_common(1)[0]
        nil_only = commonest == "nil" and kind in TYPED
        if count * 3 >= 2 * len(tokens) and not nil_only and commonest != "nil":
            kind = commonest if commonest != "note" else "text"
        decided.append(kind)
        widths.append(0 if kind in TYPED else max(t.width for t in tokens))
    return Shape(tuple(decided), tuple(widths), wide)


def _enough(groups: list[tuple[list[Row], int]], shape: Shape) -> bool:
    """One full row is a table of three and more columns; of two, or of text alone, it is not."""
    if not shape.typed:
        return len(groups) >= 3
    return len(groups) >= (1 if len(shape.kinds) > 2 else 2)


def _typed_count(row: Row) -> int:
    return sum(t.kind in TYPED for t in row.tokens)


def _is_anchor(row: Row, shape: Shape) -> bool:
    """Whether the line holds the numbers, dates or marks of a row of the table."""
    count = len(row.tokens)
    if not shape.typed:
        return count == len(shape.kinds) and not is_heading(row.text) and _texts_fit(row, shape)
    typed = _typed_count(row)
    if typed * 2 < len(shape.typed) or not typed or count > len(shape.kinds) + 3:
        return False
    if count == len(shape.kinds) and identity_cost(row.tokens, shape) <= 2:
        return True
    if shape.kinds[-1] in TYPED and row.tokens[-1].kind not in TYPED:
        return False
    return _texts_fit(row, shape)


def _texts_fit(row: Row, shape: Shape) -> bool:
    """The text of a line with numbers is no wider than the columns of text together."""
    width = sum(t.width for t in row.tokens if t.kind not in TYPED)
    room = sum(shape.widths[c] for c in shape.texts)
    return width <= room + max(8, room // 3)


def _group(scan: _Scan, at: int) -> tuple[list[tuple[list[Row], int]], int]:
    """Lines to rows: each row has one line with its numbers and the lines that wrap around it."""
    groups: list[tuple[list[Row], int]] = []
    pending: list[Row] = []
    number, end = at, at
    while number < len(scan.rows) and len(pending) <= _MOST_LINES_PER_ROW:
        row = _take_caption(scan, number)
        if row.line.index in scan.read:
            end = number + 1
        elif row.line.margin:
            scan.kept.append(row)
        elif take_labels(scan.rows, number):
            break
        elif _is_anchor(row, scan.shape):
            tail, lead = _split(pending, groups[-1] if groups else None, row, scan.shape)
            if groups:
                groups[-1][0].extend(tail)
            elif tail:
                break
            groups.append(([*lead, row], len(lead)))
            pending, end = [], number + 1
        elif _same_head(row, scan.head) and _all_taken(groups, pending, scan.shape):
            groups[-1][0].extend(pending)
            pending, end = [], number + 1
        elif ends_table(row):
            break
        else:
            pending.append(row)
        number += 1
    if groups:
        taken = _tail(groups[-1], pending, scan.shape)
        groups[-1][0].extend(pending[:taken])
        end = _index_behind(scan.rows, end, taken)
    last = scan.rows[end - 1].line.index
    scan.kept = [r for r in scan.kept if r.line.index < last]
    return groups, end


def _all_taken(groups: list[tuple[list[Row], int]], pending: list[Row], shape: Shape) -> bool:
    return bool(groups) and _tail(groups[-1], pending, shape) == len(pending)


def _index_behind(rows: Sequence[Row], end: int, taken: int) -> int:
    while taken and end < len(rows):
        taken -= not rows[end].line.margin
        end += 1
    return end


def _take_caption(scan: _Scan, number: int) -> Row:
    """The row without a caption of the table that stands at its left."""
    row = scan.rows[number]
    bare = _without_caption(row, len(scan.shape.kinds))
    if bare is not row and _is_anchor(bare, scan.shape):
        caption = row.tokens[0].cite
        below = scan.rows[number + 1] if number + 1 < len(scan.rows) else None
        if below and _CAPTION_DATE.match(below.text) and not re.search("[0-9０-９元]", caption.text):
            caption = Cite.join([caption, below.line.cite()])
            scan.read.add(below.line.index)
        scan.captions.append(caption)
        return bare
    return row


def _without_caption(row: Row, count: int) -> Row:
    if len(row.tokens) > count and _CAPTION.match(row.tokens[0].text):
        return Row(row.line, row.tokens[1:], row.gap)
    return row


def _split(
    pending: list[Row], before: tuple[list[Row], int] | None, anchor: Row, shape: Shape
) -> tuple[list[Row], list[Row]]:
    """Which of the lines between two rows end the one above, which begin the one below."""
    if not pending:
        return [], []
    lacks = len([t for t in anchor.tokens if t.kind not in TYPED]) < len(shape.texts)
    costs = []
    for cut in range(len(pending) + 1):
        tail, lead = pending[:cut], pending[cut:]
        cost = _tail_cost(before, tail, shape) + _lead_cost(lead, lacks, shape)
        boundary = lead[0] if lead else anchor
        cost -= 0.5 * bool(boundary.gap)
        costs.append((cost, -cut))
    cut = -min(costs)[1]
    return pending[:cut], pending[cut:]


def _tail_cost(
    before: tuple[list[Row], int] | None, tail: list[Row], shape: Shape
) -> float:
    if not tail:
        return 0.0
    if before is None:
        return 10.0
    taken = _tail(before, tail, shape)
    return _UNLIKELY * (len(tail) - taken)


def _lead_cost(lead: list[Row], lacks: bool, shape: Shape) -> float:
    if not lead:
        return _LACKS_TEXT * lacks
    full = any(shape.goes_on(c, lead[-1].tokens[-1]) for c in shape.texts)
    return (0.0 if lacks else _UNFINISHED if full else _UNLIKELY) * len(lead)


def _tail(group: tuple[list[Row], int], lines: list[Row], shape: Shape) -> int:
    """How many of the lines go on the cells of a row that have not ended."""
    if not lines:
        return 0
    placed = place_rows(group[0], group[1], shape)
    going: dict[int, Token] = {c: part for c in shape.texts if (part := placed.last(c))}
    for taken, line in enumerate(lines):
        columns = [c for c, part in going.items() if shape.goes_on(c, part)]
        going = fit_into(line.tokens, columns, shape)
        if not going:
            return taken
    return len(lines)
