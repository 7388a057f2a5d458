"""What cells of a list that fell apart look like by what their column holds, and what it costs
where they do not: an office ends with 課 or 班, a description with 。, a name is no number.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from normalizers.vocabulary import cached, load
from pipeline.document.flat.divisions import has_marker
from pipeline.document.flat.tokens import display_width, folded

_EMPTY = {
    "number": 6.0, "name": 9.0, "description": 2.5, "department": 3.0, "account": 3.0,
    "funding": 2.0, "implementer": 2.0,
}  # fmt: skip
_EMPTY_MARK = 0.3  # marks, notes, divisions and what is not known: most cells are empty
_EMPTY_SILENT = 1.0  # a description that the head of the name speaks of
_ACCOUNT = re.compile(r"[\d.。,・\-－ー―\s]{1,14}")
_NUMBER = re.compile(r"\d{1,4}(?:[-－]\d{1,3})?")
_MARKER = re.compile(r"[ア-ン]|[(（]?\d{1,2}[)）]|[-－]?\d{1,2}(?:[-－]\d{1,2})?")
_FUNDING = re.compile(
    r"[①-⑳➀-➉、・,\s]+"
    r"|[ア-ンＡ-ＺA-Z](?:[・、,/／][ア-ンＡ-ＺA-Z])*"  # signs that a legend explains
    r"|基(?:[・、,/／].{1,8})?"  # 基金, as a legend shortens it
    r"|(?:国|県|都|道|府|市|町|基金|確保基金|単|起債|一般財源|一財|交付金).{0,10}"
)
_PARTED = re.compile(r"[ \u3000]\d|\d,\d{3}")
_SHARES = re.compile(r"(?:[^\d]{1,10}[\d,]+(?:千円|円)?)+")
_FLAG = re.compile(
    r"[○〇◯◎●☆★◆◇△▲✓✔☑レ]|(?:一部)?(?:新規?|再掲?|拡充?|継続?|廃止?|見直し?|新規・拡充|統合)"
)
_FLAGGED = frozenset({"新規", "再掲"})  # heads of columns of such words
_NAME_ENDS = re.compile(
    r"(?:事業費?|[）)]|費|補助|補助金|支援|整備|推進|研修|助成|確保|促進|等|育成)$"
)
_PARTICLES = ("を", "に", "が", "は", "で", "と", "の", "、")  # no name ends with
_SHORTEST_NAME = 4
_LONGEST_DIVISION = 40
_AMOUNT = re.compile(r"[△▲-]?[\d０-９]{1,3}(?:[,，][\d０-９]{3})+(?:[※*].*)?")


@dataclass(slots=True)
class Column:
    """A column of words and what the rows told of it.

    width: display width of its full lines, 0 where it is not known; empty: what an empty cell
    costs; own: cells repeat the word of the head or begin it (再掲 or 再 below 再掲); marked: most
    cells are marks; others: the words of the other heads, which no cell of this column is.
    """

    role: str
    word: str
    width: int = 0
    empty: float = 0.0
    own: bool = False
    marked: bool = False
    others: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        told = _EMPTY.get(self.role, _EMPTY_MARK)
        self.empty = told if self.word else min(told, _EMPTY_SILENT)

    def is_marked_by(self, texts: Sequence[str]) -> bool:
        """Whether most of some cells are marks or flags."""
        return sum(bool(_FLAG.fullmatch(folded(text))) for text in texts) * 2 > len(texts)

    def is_word(self, text: str) -> bool:
        """Whether a cell repeats the word of its head, or begins it where this is one of flags."""
        return text == self.word or (self.word in _FLAGGED and self.word[:1] == text)


@dataclass(slots=True)
class Span:
    """Some words of a row that may be one cell: what every column asks of them is read once."""

    lines: list[str]
    text: str
    bare: str
    widest: int
    fault: float  # what the characters cost in any column
    pieces: list[tuple[str, int, str]]  # the text and width of each, and what joins it to the next
    joined: int  # words and offices joined by blanks
    amount: bool = field(init=False)  # whether a piece is an amount, or one that a word leads
    share: bool = field(init=False)
    misfits: dict[tuple[str, str, bool, bool], float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        found = [piece for piece, _, _ in self.pieces if not piece.isalpha()]
        self.amount = any(map(_AMOUNT.fullmatch, found))
        self.share = any(map(_is_share, found))


def misfit(span: Span, column: Column) -> float:
    """How badly the characters suit what the column holds."""
    role, text, bare, lines = column.role, span.text, span.bare, span.lines
    if span.amount and role not in ("number", "account"):
        return 6.0
    if span.share and role not in ("over", "description"):
        return 5.0
    if any(folded(piece) in column.others for piece, _, _ in span.pieces):
        return 5.0
    if _MARKER.fullmatch(bare) and role not in ("number", "new", "repeated", "account", "funding"):
        return 3.0
    if role == "description":
        flagged = 4.0 if len(lines) > 1 and _FLAG.fullmatch(folded(lines[-1])) else 0.0
        ended = bare.endswith(("。", "。)", "。）"))
        return flagged + (0.0 if ended else 0.5 if "。" in bare else 1.0)
    if role in ("note", "other"):
        return 3.0 if column.marked and not _FLAG.fullmatch(bare) else 0.4
    if role == "over":
        return 0.0 if _SHARES.fullmatch(bare) else 5.0
    if role == "number":
        return 0.0 if _NUMBER.fullmatch(bare) else _EMPTY["number"]
    if role == "account":
        return 0.0 if _ACCOUNT.fullmatch(bare) else 4.0
    if role in ("new", "repeated"):
        if column.is_word(bare):
            return 0.0
        if any(word.startswith(bare) for word in column.others & _FLAGGED):  # 新 below 再掲
            return 5.0
        if not _FLAG.fullmatch(bare):
            return 5.0
        return 3.0 if column.own else 0.15 if role == "repeated" and "再" not in bare else 0.1
    if role == "division" and _FLAG.fullmatch(bare) and not column.others & _FLAGGED:
        return 0.2  # 区分: 新規, 継続
    sentence = 4.0 if "。" in bare else 0.0
    sentence += 5.0 if _FLAG.fullmatch(bare) else 0.0
    if role == "department":
        named = any(folded(line).endswith("事業") for line in lines)
        return sentence + 2.0 * named + (0.0 if bare.endswith(office_ends()) else 3.0)
    if role == "funding":
        known = all(map(_FUNDING.fullmatch, lines))
        return sentence + (0.0 if known else 3.0)
    if role == "implementer":
        return sentence + (0.0 if bare.endswith(organisation_ends()) else 1.5)
    if role == "division":
        wide = display_width(text) > _LONGEST_DIVISION
        named = bool(_NAME_ENDS.search(bare)) or has_marker(text)
        flagged = any(
            _FLAG.fullmatch(folded(line)) and not above.endswith("の")  # 在宅医療の / 拡充
            for above, line in zip(["", *lines], lines if len(lines) > 1 else [], strict=False)
        )
        return sentence + 3.0 * wide + 1.5 * named + 4.0 * flagged
    if role == "name":
        return sentence + _misfit_of_name(bare, [folded(piece) for piece, _, _ in span.pieces])
    return sentence


def names_sources(text: str, role: str) -> bool:
    """Whether a line is what a column of sources (funding), or of their shares (over), holds."""
    return bool((_FUNDING if role == "funding" else _SHARES).fullmatch(folded(text)))


def ends_name(text: str) -> bool:
    """Whether a text ends as names of programs do."""
    return bool(_NAME_ENDS.search(text))


def _is_share(piece: str) -> bool:
    """国 1,234 as one piece: an amount that a word leads."""
    return bool(_PARTED.search(piece)) and names_sources(piece, "over")


def _misfit_of_name(bare: str, pieces: Sequence[str]) -> float:
    cost = 0.0 if _NAME_ENDS.search(bare) else 0.3
    cost += 1.5 * (len(bare) < _SHORTEST_NAME)
    if any(map(_ACCOUNT.fullmatch, pieces)):
        cost += 5.0
    if bare.startswith(("(", "（")):
        cost += 2.0
    if bare.endswith(("課", "室", "班", "係")):
        cost += 1.5
    if bare.endswith(_PARTICLES):
        cost += 2.5
    return cost


@cached
def office_ends() -> tuple[str, ...]:
    offices = load("offices")
    words = [*offices["departments"], *offices["sections"], *offices["groups"]]
    return tuple({*words, "所", "センター", "委員会", "チーム", "課等", "課)", "室)"})


@cached
def organisation_ends() -> tuple[str, ...]:
    return tuple({*load("organisations")["suffixes"], "市町村", "県", "市", "町", "村", "等", "会"})
