"""Lists of programs whose rows fell apart into lines and end with their amounts.

事業名 事業内容 担当課
財源
①基金
事業費
(千円)
(1)在宅療養の支援 小計 1,200
禁煙相談推進事業
医療機関の連携を支える。
医療課
① 1,200
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import takewhile

import regex

from pipeline.document.flat.closed_row import KNOWN, ends_as_program, row_to_cells
from pipeline.document.flat.divisions import is_marked
from pipeline.document.flat.grids import SPANNED
from pipeline.document.flat.heads import HeadCell, head_score, row_to_heads
from pipeline.document.flat.limits import is_heading
from pipeline.document.flat.stanza import are_amounts
from pipeline.document.flat.table import Table
from pipeline.document.flat.tokens import Row, Token, tokens_to_cites
from pipeline.document.model import EMPTY, Cite

_WIDEST_HEAD = 24  # display width of a further head line
_MOST_HEAD_LINES = 14
_MOST_LINES = 16  # of one row
_FEWEST_ROWS = 3
_MOST_ABOVE = 2  # lines of a running title above a head on a further page
_SHORTEST_HEADING = 6  # (A) before the word of a sum is none
_EXACT = 3
_LEGEND = regex.compile(r"[①-⑳➀-➉]")
_UNIT = regex.compile(r"[（(](?:単位[:：]?)?[^（()）]{1,5}[）)]")
_SUM = regex.compile(r"\S{0,8}(?:計|再掲)(?:[（(][^（()）]*[）)])?")
# of the meanings of a head (区分 is a division or a tier), the first of these counts
_ORDER = ("division", "number", "new", "repeated", "name", "funding", "amount", "department",
          "account", "description", "difference")  # fmt: skip


@dataclass(slots=True)
class _Columns:
    """The columns by their heads: the tokens of each, its role; count: amounts at the end."""

    heads: list[list[Token]]
    roles: list[str]
    count: int
    first: str  # the first head line, which further pages repeat
    lines: int  # of the head

    @property
    def before(self) -> list[str]:
        """The roles of the columns before the amounts."""
        return self.roles[: -self.count]


@dataclass(slots=True)
class _Scan:
    columns: _Columns
    pending: list[Row] = field(default_factory=list)
    rows: list[list[Cite]] = field(default_factory=list)
    programs: int = 0
    named: int = 0  # programs whose names end as such names do


def take_closed(rows: Sequence[Row], at: int) -> Table | None:
    """The list below the head line rows[at], or None."""
    columns = _columns(rows, at)
    if columns is None:
        return None
    scan = _Scan(columns)
    end = number = at + columns.lines
    while number < len(rows) and len(scan.pending) < _MOST_LINES:
        row = rows[number]
        if row.text == columns.first:
            if len(scan.pending) > _MOST_ABOVE:
                break
            scan.pending = []
            number += columns.lines
            continue
        if _closes(row, columns.count):
            if not _take_row(scan, row):
                break
            end = number + 1
        else:
            scan.pending.append(row)
        number += 1
    if scan.programs < _FEWEST_ROWS or scan.named * 2 < scan.programs:
        return None
    head = [Cite.join(t.cite for t in tokens) for tokens in columns.heads]
    return Table(head, scan.rows, end)


def _columns(rows: Sequence[Row], at: int) -> _Columns | None:
    """The columns of a head line and of the short lines below it that complete it."""
    first = row_to_heads(rows[at])
    if first is None or not any("name" in h.roles for h in first):
        return None
    heads = [list(h.tokens) for h in first]
    lines = 1
    for row in rows[at + 1 : at + _MOST_HEAD_LINES]:
        if row.width > _WIDEST_HEAD or not _add_head_line(heads, row):
            break
        lines += 1
    roles = [_role(tokens) for tokens in heads]
    count = next((n for n, role in enumerate(reversed(roles)) if role != "amount"), len(roles))
    known = count and roles.count("name") == 1 and set(roles[:-count]) <= KNOWN
    if not known or len(set(roles[:-count])) < len(roles) - count:
        return None
    return _Columns(heads, roles, count, rows[at].text, lines)


def _add_head_line(heads: list[list[Token]], row: Row) -> bool:
    """Put a line below the heads: a head of its own, or more of the last ones (their units, a
    legend). False for a line that is neither."""
    if head_score(row.text) == _EXACT:
        heads.append(list(row.tokens))
        return True
    if any(head_score(t.text) == _EXACT for t in row.tokens):
        for token in row.tokens:  # グループ 事業内容: the end of one head, and another
            if head_score(token.text) == _EXACT:
                heads.append([token])
            else:
                heads[-1].append(token)
        return True
    if _LEGEND.match(row.text):
        heads[-1].extend(row.tokens)
        return True
    units = all(_UNIT.fullmatch(t.text) for t in row.tokens) and len(row.tokens) <= len(heads)
    for head, token in zip(heads[-len(row.tokens) :], row.tokens if units else [], strict=False):
        head.append(token)
    return units


def _role(tokens: list[Token]) -> str:
    """The role of a head, by its words before a legend; empty for one that nobody knows."""
    words = takewhile(lambda token: not _LEGEND.match(token.text), tokens)
    roles = HeadCell(tuple(words)).roles
    return next((role for role in _ORDER if role in roles), "")


def _closes(row: Row, count: int) -> bool:
    """Whether a line ends with the amounts of a row, and no further number before them."""
    if not are_amounts(row.tokens[-count:], count):
        return False
    before = row.tokens[-count - 1 : -count]
    return not before or before[0].kind not in ("number", "nil")


def _take_row(scan: _Scan, row: Row) -> bool:
    """Add the row that a line closes, with the headings above it; False where it is no row."""
    count = scan.columns.count
    lead, amounts = row.tokens[:-count], row.tokens[-count:]
    if lead and _SUM.fullmatch(lead[-1].text):
        return _take_sum(scan, row, lead, amounts)
    lines = list(scan.pending)
    while lines and _is_heading(scan, lines, lead):
        _add_heading(scan, lines.pop(0).line.cite())
    cells = row_to_cells([*(r.tokens for r in lines), lead], scan.columns.before)
    if cells is None:
        return False
    scan.rows.append(
        [
            *(
                Cite.join(tokens_to_cites(cells.get(c, [])))
                for c in range(len(scan.columns.before))
            ),
            *(t.cite for t in amounts),
        ]
    )
    scan.programs += 1
    scan.named += ends_as_program("".join(t.text for t in cells[scan.columns.before.index("name")]))
    scan.pending = []
    return True


def _take_sum(scan: _Scan, row: Row, lead: list[Token], amounts: list[Token]) -> bool:
    """A sum: lines before it are headings, and what stands before its word is one as well where
    it bears a marker."""
    if not all(map(is_marked, scan.pending)):
        return False
    for heading in scan.pending:
        _add_heading(scan, heading.line.cite())
    scan.pending = []
    *words, label = lead
    width = len(scan.columns.before)
    if words and is_heading(words[0].text) and len(words[0].text) > _SHORTEST_HEADING:
        _add_heading(scan, row.line.cite(words[0].start, words[-1].end))
        words = []
    cells = [EMPTY] * width
    cells[-1] = label.cite
    if words and width > 1:
        cells[-2] = row.line.cite(words[0].start, words[-1].end)
    scan.rows.append([*cells, *(t.cite for t in amounts)])
    return True


def _add_heading(scan: _Scan, cite: Cite) -> None:
    scan.rows.append([cite, *[SPANNED] * (len(scan.columns.heads) - 1)])


def _is_heading(scan: _Scan, lines: list[Row], lead: list[Token]) -> bool:
    """Whether the first of the lines of a row is a heading above it: it bears a marker, or a
    number while the row's own number stands below."""
    first = lines[0]
    if not _begins_row(scan, first):
        return (len(lines) > 1 or len(lead) > 1) and is_marked(first)
    if first.kinds[0] != "number":
        return False
    below = [row.kinds[0] for row in lines[1:]] + [t.kind for t in lead[:1]]
    return "number" in below


def _begins_row(scan: _Scan, row: Row) -> bool:
    """Whether a line begins with the mark or the running number of a row."""
    roles = scan.columns.roles
    if row.kinds[0] == "number":
        return "number" in roles
    return row.kinds[0] == "mark" and ("new" in roles or "repeated" in roles)
