"""Which lines of a row belong to which column of words: the cheapest cut of them into cells.

What a cut costs says what cells look like: all lines of a cell but its last are as wide as the
column, a description ends with 。, an office with 課 or 班, brackets close within the cell that
they open in. Widths are learned from the rows themselves.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from normalizers.vocabulary import cached, load
from pipeline.document.flat.limits import is_heading
from pipeline.document.flat.tokens import Token, display_width, folded, is_single, merge

_IMPOSSIBLE = 1e6
_EMPTY = {
    "number": 6.0, "name": 9.0, "description": 2.5, "department": 3.0, "account": 3.0,
    "funding": 2.0, "implementer": 2.0,
}  # fmt: skip
_EMPTY_MARK = 0.3  # marks, notes, divisions and what is not known: most cells are empty
_OPEN_SENTENCE = re.compile(r"。(?!$)|。$")
_GOES_ON = re.compile(r"^[をんーっゃゅょァィゥェォッャュョ、。）)」』・]")
_ACCOUNT = re.compile(r"[\d.。,・\-－ー―\s]{1,14}")
_NUMBER = re.compile(r"\d{1,4}(?:[-－]\d{1,3})?")
_MARKER = re.compile(r"[ア-ン]|[(（]?\d{1,2}[)）]|[-－]?\d{1,2}(?:[-－]\d{1,2})?")
_FUNDING = re.compile(r"[①-⑳➀-➉、・,\s]+|.{0,6}(?:国|県|基金|単|起債|一財|交付金).{0,10}")
_FLAG = re.compile(
    r"[○〇◯◎●☆★◆◇△▲✓✔☑レ]|(?:一部)?(?:新規?|再掲?|拡充?|継続?|廃止?|見直し?|新規・拡充|統合)"
)
_NAME_ENDS = re.compile(
    r"(?:事業費?|[）)]|費|補助|補助金|支援|整備|推進|研修|助成|確保|促進|等|育成)$"
)
_SLACK, _SLACK_OF_WIDTH = 4, 12  # what a full line may lack: a Latin word, narrow characters
_LONGEST_DIVISION = 40
_LONGEST_HEADING = 60
_JOINED, _SPACED = 1.2, 0.1
_SHORT_LINE, _SHORT_OK = 2.5, 0.3
_TOO_WIDE = 1.5
_MARKED_HEADING, _PLAIN_HEADING = 0.5, 2.6
_MOST_TOKENS = 60


@dataclass(slots=True)
class Column:
    """A column of words and what the rows told of it.

    width: display width of its full lines, 0 where it is not known; empty: what an empty cell
    costs; own: cells repeat the word of the head (再掲 below 再掲); others: the words of the other
    heads, which no cell of this column is.
    """

    role: str
    word: str
    width: int = 0
    empty: float = 0.0
    own: bool = False
    others: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        self.empty = _EMPTY.get(self.role, _EMPTY_MARK)


@dataclass(slots=True)
class Cut:
    """headings: leading lines that stand over the row; cells: the tokens of each column."""

    cost: float
    headings: list[list[Token]] = field(default_factory=list)
    cells: list[list[Token]] = field(default_factory=list)


def cut_lines(lines: Sequence[list[Token]], columns: Sequence[Column], may_head: bool) -> Cut:
    """The cheapest cut of the lines into headings and one cell a column, in this order."""
    tokens = [token for line in lines for token in line]
    if len(tokens) > _MOST_TOKENS:
        return Cut(_IMPOSSIBLE)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    ends = frozenset(starts)
    best: dict[int, Cut] = {0: Cut(0.0)}
    if may_head:
        for number, line in enumerate(lines[:3]):
            before = best[starts[number]]
            cost = before.cost + _heading_cost(line)
            best[starts[number + 1]] = Cut(cost, [*before.headings, line])
    for column in columns:
        following: dict[int, Cut] = {}
        for used, cut in best.items():
            for end in range(used, len(tokens) + 1):
                cost = cut.cost + _cell_cost(tokens[used:end], column, end in ends)
                if end not in following or cost < following[end].cost:
                    following[end] = Cut(cost, cut.headings, [*cut.cells, tokens[used:end]])
        best = following
    return best.get(len(tokens), Cut(_IMPOSSIBLE))


def learn(columns: Sequence[Column], cuts: Sequence[Cut]) -> None:
    """Widths, and how usual empty cells are, from the rows as they are cut by now."""
    for place, column in enumerate(columns):
        cells = [cut.cells[place] for cut in cuts if cut.cells]
        lines = [_lines(cell) for cell in cells if cell]
        full = sorted(w for cell in lines for _, w in cell[:-1])
        column.width = full[len(full) * 9 // 10] if len(full) > 1 else 0
        share = len(lines) / max(1, len(cells))
        if column.role != "name" and share:
            most = 4.0 if column.role in _EMPTY else 1.0
            column.empty = max(0.2, min(most, 4.0 * share))
        texts = ["".join(text for text, _ in cell) for cell in lines]
        column.own = texts.count(column.word) > 0


def _lines(cell: Sequence[Token]) -> list[tuple[str, int]]:
    """The text and the width of each line of a cell."""
    merged = [merge(list(run)) for _, run in groupby(cell, key=lambda t: t.line.index)]
    return [(token.text, display_width(token.text)) for token in merged]


def _heading_cost(line: list[Token]) -> float:
    text = merge(line).text
    if display_width(text) > _LONGEST_HEADING or "。" in text:
        return _IMPOSSIBLE
    if is_heading(text) and line[0].kind != "mark":
        return _MARKED_HEADING
    return _PLAIN_HEADING if len(line) == 1 and line[0].kind == "text" else 2 * _PLAIN_HEADING


def _cell_cost(cell: list[Token], column: Column, at_line_end: bool) -> float:
    if not cell:
        return column.empty
    lines = _lines(cell)
    text = "".join(t for t, _ in lines)
    cost = _misfit(text, lines, column)
    for a, b in pairwise(cell):
        if a.line is b.line:
            cost += _SPACED if (is_single(a) and is_single(b)) or _marks(a, column) else _JOINED
    widest = max(column.width, *(w for _, w in lines))
    for (before, width), (after, _) in pairwise(lines):
        if width < widest - _SLACK - widest // _SLACK_OF_WIDTH:
            cost += _SHORT_OK if _may_break(before, after, column) else _SHORT_LINE
    if column.width and widest > column.width + 2:
        cost += _TOO_WIDE
    if _GOES_ON.match(text):
        cost += 2.0
    if text.count("（") + text.count("(") != text.count("）") + text.count(")"):
        cost += 2.5
    return cost


def _marks(token: Token, column: Column) -> bool:
    return column.role in ("description", "other") and token.kind in ("mark", "number")


def _may_break(before: str, after: str, column: Column) -> bool:
    """Whether a cell may begin a new line although the one before is not full."""
    if after[0] in "（(【［[・○※①②③④⑤" or before[-1] in "。、":
        return True
    if column.role == "department":
        return before.endswith(_office_ends())
    return column.role in ("account", "implementer", "funding")


def _misfit(text: str, lines: Sequence[tuple[str, int]], column: Column) -> float:
    """How badly the characters suit what the column holds."""
    role, bare = column.role, folded(text)
    if bare in column.others:
        return 5.0
    if _MARKER.fullmatch(bare) and role not in ("number", "new", "repeated", "account", "funding"):
        return 3.0
    if role == "description":
        return 0.0 if bare.endswith(("。", "。)", "。）")) else 0.5 if "。" in bare else 1.0
    if role in ("note", "other"):
        return 0.4
    if role == "number":
        return 0.0 if _NUMBER.fullmatch(bare) else _EMPTY["number"]
    if role == "account":
        return 0.0 if _ACCOUNT.fullmatch(bare) else 4.0
    if role in ("new", "repeated"):
        if bare == column.word:
            return 0.0
        return (3.0 if column.own else 0.1) if _FLAG.fullmatch(bare) else 5.0
    sentence = 4.0 if "。" in bare else 0.0
    sentence += 5.0 if _FLAG.fullmatch(bare) else 0.0
    if role == "department":
        return sentence + (0.0 if bare.endswith(_office_ends()) else 3.0)
    if role == "funding":
        return sentence + (0.0 if _FUNDING.fullmatch(bare) else 3.0)
    if role == "implementer":
        return sentence + (0.0 if bare.endswith(_organisation_ends()) else 1.5)
    if role == "division":
        wide = display_width(text) > _LONGEST_DIVISION
        named = bool(_NAME_ENDS.search(bare)) or is_heading(text)
        return sentence + 3.0 * wide + 1.5 * named
    if role == "name":
        return sentence + _misfit_of_name(bare)
    return sentence


def _misfit_of_name(bare: str) -> float:
    cost = 0.0 if _NAME_ENDS.search(bare) else 0.3
    if _ACCOUNT.fullmatch(bare):
        cost += 5.0
    if bare.startswith(("(", "（")):
        cost += 2.0
    if bare.endswith(("課", "室", "班", "係")):
        cost += 1.5
    return cost


@cached
def _office_ends() -> tuple[str, ...]:
    offices = load("offices")
    words = [*offices["departments"], *offices["sections"], *offices["groups"]]
    return tuple({*words, "所", "センター", "委員会", "チーム", "課等", "課)", "室)"})


@cached
def _organisation_ends() -> tuple[str, ...]:
    return tuple({*load("organisations")["suffixes"], "市町村", "県", "市", "町", "村", "等", "会"})
