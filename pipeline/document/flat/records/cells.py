"""Which lines of a row belong to which column of words: the cheapest cut of them into cells.

What a cut costs says what cells look like: all lines of a cell but its last are as wide as the
column, a description ends with 。, an office with 課 or 班, brackets close within the cell that
they open in. Widths are learned from the rows themselves.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, groupby, pairwise
from math import log

from pipeline.document.flat.divisions import has_marker
from pipeline.document.flat.records.columns import (
    Column,
    Span,
    ends_name,
    misfit,
    office_ends,
    organisation_ends,
)
from pipeline.document.flat.tokens import Token, display_width, folded, is_single, merge

_IMPOSSIBLE = 1e6
_NEVER_EMPTY = 4.0
_GOES_ON = re.compile(r"^(?:[をんーっゃゅょァィゥェォッャュョ、。）)」』・]|[ぁ-ん]{1,4}。)")
_MARKED_CLOSE = re.compile(r"(?:[(（]\d{1,2}[)）]|\d{1,2})[ぁ-んァ-ヺ一-鿿]")  # 2看取り
_SLACK, _SLACK_OF_WIDTH = 4, 12  # what a full line may lack: a Latin word, narrow characters
_LONGEST_HEADING = 60
_JOINED, _SPACED = 1.2, 0.1
_SHORT_LINE, _SHORT_OK = 2.5, 0.3
_TOO_WIDE = 1.5
_FULL_END = 0.4
_GAP = 2.0  # a blank line within a cell, where other lines stand closer
_MARKED_HEADING, _PLAIN_HEADING = 0.5, 2.6
_MOST_TOKENS = 60
_MOST_HEADINGS = 3
_MOST_JOINED = 6  # words of a cell that blanks part


@dataclass(slots=True)
class Cut:
    """headings: leading lines that stand over the row; cells: the tokens of each column."""

    cost: float
    headings: list[list[Token]] = field(default_factory=list)
    cells: list[list[Token]] = field(default_factory=list)


@dataclass(slots=True)
class Words:
    """The lines of words before or behind the amounts of a row."""

    lines: list[list[Token]]
    gaps: Mapping[int, int]  # blank lines above a line, by its index
    tokens: list[Token] = field(init=False)
    _joints: list[str] = field(init=False)  # what stands behind each token
    _spans: dict[tuple[int, int], Span] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.tokens = [token for line in self.lines for token in line]
        gaps = [self.gaps.get(line[0].line.index, 0) for line in self.lines[1:]]
        apart = [gap > min(gaps) for gap in gaps]
        self._joints = [_joint(a, b) for a, b in pairwise(self.tokens)]
        ends = accumulate(len(line) for line in self.lines[:-1])
        for end, gap in zip(ends, apart, strict=True):
            self._joints[end - 1] = "gap" if gap else "line"

    def span(self, start: int, end: int) -> Span:
        if (start, end) not in self._spans:
            joints = self._joints[start : end - 1]
            self._spans[start, end] = _to_span(self.tokens[start:end], joints)
        return self._spans[start, end]


def cut_words(words: Words, columns: Sequence[Column], may_head: bool) -> Cut:
    """The cheapest cut of the words into headings and one cell a column, in this order."""
    tokens = words.tokens
    if len(tokens) > _MOST_TOKENS:
        return Cut(_IMPOSSIBLE)
    best: dict[int, Cut] = {0: Cut(0.0)}
    if may_head:
        before, start = best[0], 0
        for line in words.lines[:_MOST_HEADINGS]:
            start += len(line)
            before = Cut(before.cost + _heading_cost(line), [*before.headings, line])
            best[start] = before
    for number, column in enumerate(columns, 1):
        following: dict[int, Cut] = {}
        for used, cut in best.items():
            first = len(tokens) if number == len(columns) else used
            for end in range(first, len(tokens) + 1):
                if end in following and following[end].cost <= cut.cost:
                    continue
                cost = column.empty
                if end > used:
                    span = words.span(used, end)
                    if span.joined > _MOST_JOINED:
                        break
                    cost = _cell_cost(span, column)
                if end not in following or cut.cost + cost < following[end].cost:
                    cells = [*cut.cells, tokens[used:end]]
                    following[end] = Cut(cut.cost + cost, cut.headings, cells)
        best = following
    return best.get(len(tokens), Cut(_IMPOSSIBLE))


def learn(columns: Sequence[Column], cuts: Sequence[Cut]) -> None:
    """Widths, and how usual empty cells are, from the rows as they are cut by now."""
    for place, column in enumerate(columns):
        cells = [cut.cells[place] for cut in cuts if cut.cells]
        filled = [cell for cell in cells if cell]
        lines = [_lines(cell) for cell in filled]
        full = sorted(w for cell in filled for w in _wrapped(cell, column))
        whole = sorted(max(token.width for token in cell) for cell in filled)
        usual = whole[len(whole) // 2] if whole else 0  # no line that wraps is narrower
        column.width = max(usual, full[len(full) * 9 // 10]) if len(full) > 1 else 0
        if column.role != "name" and lines:
            blank = (len(cells) - len(lines) + 0.5) / (len(cells) + 1)
            column.empty = max(0.2, min(_NEVER_EMPTY, -log(blank)))
        texts = ["".join(cell) for cell in lines]
        column.own = any(map(column.is_word, texts))
        column.marked = column.is_marked_by(texts)


def _lines(cell: Sequence[Token]) -> list[str]:
    """The text of each line of a cell."""
    if all(a.line is not b.line for a, b in pairwise(cell)):
        return [token.text for token in cell]
    return [merge(list(run)).text for _, run in groupby(cell, key=lambda t: t.line.index)]


def _wrapped(cell: Sequence[Token], column: Column) -> list[int]:
    """The widths of the lines of a cell but its last, and those that may end before they are full;
    where a converter wrote a blank for each end of a line, those of the words before blanks."""
    lines = _lines(cell)
    if len(lines) == 1:
        return [a.width for a, b in pairwise(cell) if _joint(a, b) == "words"]
    return [display_width(a) for a, b in pairwise(lines) if not _may_break(a, b, column)]


def _heading_cost(line: list[Token]) -> float:
    text = merge(line).text
    if display_width(text) > _LONGEST_HEADING or "。" in text:
        return _IMPOSSIBLE
    if has_marker(text) and line[0].kind != "mark":
        return _MARKED_HEADING
    if len(line) == 1 and _MARKED_CLOSE.match(text):
        return 2 * _MARKED_HEADING
    return _PLAIN_HEADING if len(line) == 1 and line[0].kind == "text" else 2 * _PLAIN_HEADING


def _to_span(cell: list[Token], joints: list[str]) -> Span:
    lines = _lines(cell)
    text = "".join(lines)
    fault = 2.0 if _GOES_ON.match(text) else 0.0
    if text.count("（") + text.count("(") != text.count("）") + text.count(")"):
        fault += 2.5
    pieces = [(t.text, t.width, j) for t, j in zip(cell, [*joints, ""], strict=True)]
    widest = max(map(display_width, lines))
    joined = joints.count("words") + joints.count("offices")
    return Span(lines, text, folded(text), widest, fault, pieces, joined)


def _joint(a: Token, b: Token) -> str:
    """What stands between two pieces of a cell: the end of a line, or a blank between letters,
    a mark or number and words, two offices, other words."""
    if a.line is not b.line:
        return "line"
    if is_single(a) and is_single(b):
        return "letters"
    if a.kind in ("mark", "number") or b.kind == "number":
        return "mark"
    offices = a.text.endswith(office_ends()) and b.text.endswith(office_ends())
    return "offices" if offices else "words"


def _cell_cost(span: Span, column: Column) -> float:
    key = column.role, column.word, column.own, column.marked
    if key not in span.misfits:
        span.misfits[key] = misfit(span, column)
    listed = column.role in ("description", "other")  # ○ 訪問の回数 within a description
    cost = span.fault + span.misfits[key]
    if len(span.pieces) == 1:
        return cost + _TOO_WIDE * (0 < column.width < span.widest - 2) + _cut_off(span, column)
    joined = _SPACED if column.role == "funding" else _JOINED  # 国1/2 県1/2
    offices = 0.0 if column.role == "department" else joined  # 医療課 相談班
    marked = _SPACED if listed else _JOINED
    prices = {"letters": _SPACED, "mark": marked, "offices": offices, "words": joined, "gap": _GAP}
    limit = max(column.width, span.widest) if len(span.lines) > 1 else column.width
    full = limit - _SLACK - limit // _SLACK_OF_WIDTH
    widest = width = span.pieces[0][1]
    for (before, _, joint), (after, more, _) in pairwise(span.pieces):
        wraps = joint in ("line", "gap") or (joint == "words" and 0 < full <= width)
        if not wraps or joint == "gap":
            cost += prices[joint]
        elif width < full:
            cost += _SHORT_OK if _may_break(before, after, column) else _SHORT_LINE
        width = more if wraps else width + 1 + more
        widest = max(widest, width)
    if column.width and widest > column.width + 2:
        cost += _TOO_WIDE
    return cost + _cut_off(span, column)


def _cut_off(span: Span, column: Column) -> float:
    """What it costs that a name ends with a full line and not as names do: it goes on."""
    full = 0 < column.width <= span.pieces[-1][1] + 1
    return _FULL_END if full and column.role == "name" and not ends_name(span.bare) else 0.0


def _may_break(before: str, after: str, column: Column) -> bool:
    """Whether a cell may begin a new line although the one before is not full."""
    if after[0] in "（(【［[・○※①②③④⑤" or before[-1] in "。、":
        return True
    if column.role == "department":
        return before.endswith(office_ends())
    if column.role == "implementer":
        return before.endswith(organisation_ends())
    return column.role in ("account", "funding", "over")
