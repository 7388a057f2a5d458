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
from pipeline.document.flat.divisions import has_marker
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
_FUNDING = re.compile(
    r"[①-⑳➀-➉、・,\s]+|(?:国|県|都|道|府|市|町|基金|確保基金|単|起債|一般財源|一財|交付金).{0,10}"
)
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
_MOST_HEADINGS = 3
_MOST_JOINED = 6  # words of a cell that blanks part
_AMOUNT = re.compile(r"[△▲-]?[\d０-９]{1,3}(?:[,，][\d０-９]{3})+(?:[※*].*)?")


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


@dataclass(slots=True)
class _Span:
    """Some words of a row that may be one cell: what every column asks of them is read once."""

    lines: list[str]
    text: str
    bare: str
    widest: int
    fault: float  # what the characters cost in any column
    pieces: list[tuple[str, int, str]]  # the text and width of each, and what joins it to the next
    joined: int  # words and offices joined by blanks
    misfits: dict[tuple[str, str, bool], float] = field(default_factory=dict)


@dataclass(slots=True)
class Words:
    """The lines of words before or behind the amounts of a row."""

    lines: list[list[Token]]
    tokens: list[Token] = field(init=False)
    _spans: dict[tuple[int, int], _Span] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.tokens = [token for line in self.lines for token in line]

    def span(self, start: int, end: int) -> _Span:
        if (start, end) not in self._spans:
            self._spans[start, end] = _to_span(self.tokens[start:end])
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
    for column in columns:
        following: dict[int, Cut] = {}
        for used, cut in best.items():
            for end in range(used, len(tokens) + 1):
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
        column.width = full[len(full) * 9 // 10] if len(full) > 1 else 0
        share = len(lines) / max(1, len(cells))
        if column.role != "name" and share:
            most = 4.0 if column.role in _EMPTY else 1.0
            column.empty = max(0.2, min(most, 4.0 * share))
        texts = ["".join(cell) for cell in lines]
        column.own = texts.count(column.word) > 0


def _lines(cell: Sequence[Token]) -> list[str]:
    """The text of each line of a cell."""
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
    return _PLAIN_HEADING if len(line) == 1 and line[0].kind == "text" else 2 * _PLAIN_HEADING


def _to_span(cell: list[Token]) -> _Span:
    lines = _lines(cell)
    text = "".join(lines)
    fault = 2.0 if _GOES_ON.match(text) else 0.0
    if text.count("（") + text.count("(") != text.count("）") + text.count(")"):
        fault += 2.5
    joints = [_joint(a, b) for a, b in pairwise(cell)]
    pieces = [(t.text, t.width, j) for t, j in zip(cell, [*joints, ""], strict=True)]
    widest = max(map(display_width, lines))
    joined = joints.count("words") + joints.count("offices")
    return _Span(lines, text, folded(text), widest, fault, pieces, joined)


def _joint(a: Token, b: Token) -> str:
    """What stands between two pieces of a cell: the end of a line, or a blank between letters,
    a mark and words, two offices, other words."""
    if a.line is not b.line:
        return "line"
    if is_single(a) and is_single(b):
        return "letters"
    if a.kind in ("mark", "number"):
        return "mark"
    offices = a.text.endswith(_office_ends()) and b.text.endswith(_office_ends())
    return "offices" if offices else "words"


def _cell_cost(span: _Span, column: Column) -> float:
    key = column.role, column.word, column.own
    if key not in span.misfits:
        span.misfits[key] = _misfit(span, column)
    listed = column.role in ("description", "other")  # ○ 訪問の回数 within a description
    joined = _SPACED if column.role == "funding" else _JOINED  # 国1/2 県1/2
    offices = 0.0 if column.role == "department" else joined  # 医療課 相談班
    marked = _SPACED if listed else _JOINED
    prices = {"letters": _SPACED, "mark": marked, "offices": offices, "words": joined}
    cost = span.fault + span.misfits[key]
    limit = max(column.width, span.widest) if len(span.lines) > 1 else column.width
    full = limit - _SLACK - limit // _SLACK_OF_WIDTH
    widest = width = span.pieces[0][1]
    for (before, _, joint), (after, more, _) in pairwise(span.pieces):
        wraps = joint == "line" or (joint == "words" and 0 < full <= width)
        if not wraps:
            cost += prices[joint]
        elif width < full:
            cost += _SHORT_OK if _may_break(before, after, column) else _SHORT_LINE
        width = more if wraps else width + 1 + more
        widest = max(widest, width)
    if column.width and widest > column.width + 2:
        cost += _TOO_WIDE
    return cost


def _may_break(before: str, after: str, column: Column) -> bool:
    """Whether a cell may begin a new line although the one before is not full."""
    if after[0] in "（(【［[・○※①②③④⑤" or before[-1] in "。、":
        return True
    if column.role == "department":
        return before.endswith(_office_ends())
    if column.role == "implementer":
        return before.endswith(_organisation_ends())
    return column.role in ("account", "funding")


def _misfit(span: _Span, column: Column) -> float:
    """How badly the characters suit what the column holds."""
    role, text, bare, lines = column.role, span.text, span.bare, span.lines
    if role not in ("number", "account") and any(map(_AMOUNT.fullmatch, lines)):
        return 6.0
    if any(folded(piece) in column.others for piece, _, _ in span.pieces):
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
        if not _FLAG.fullmatch(bare):
            return 5.0
        return 3.0 if column.own else 0.15 if role == "repeated" and "再" not in bare else 0.1
    sentence = 4.0 if "。" in bare else 0.0
    sentence += 5.0 if _FLAG.fullmatch(bare) else 0.0
    if role == "department":
        return sentence + (0.0 if bare.endswith(_office_ends()) else 3.0)
    if role == "funding":
        known = all(map(_FUNDING.fullmatch, lines))
        return sentence + (0.0 if known else 3.0)
    if role == "implementer":
        return sentence + (0.0 if bare.endswith(_organisation_ends()) else 1.5)
    if role == "division":
        wide = display_width(text) > _LONGEST_DIVISION
        named = bool(_NAME_ENDS.search(bare)) or has_marker(text)
        return sentence + 3.0 * wide + 1.5 * named
    if role == "name":
        return sentence + _misfit_of_name(bare, lines)
    return sentence


def _misfit_of_name(bare: str, lines: Sequence[str]) -> float:
    cost = 0.0 if _NAME_ENDS.search(bare) else 0.3
    if any(_ACCOUNT.fullmatch(folded(line)) for line in lines):
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
