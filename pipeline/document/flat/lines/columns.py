"""The columns of a table of one line a cell, and what they learn from their cells."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from normalizers.head import read_heads
from normalizers.total import is_total
from pipeline.document.flat.heads import HeadCell, head_score
from pipeline.document.flat.lines.cell_kinds import BODY, NAMES, Column, is_name, squeezed
from pipeline.document.flat.tokens import TYPED, Row, Token, kind_of, merge

_ROLE = 0.8  # how much the role of a column says of a text
_TEXT, _END = 0.3, 0.6  # a text in a column of texts, one that ends as the others do
_FITS, _NIL, _NEAR = 1.0, 0.7, 0.6
_TYPED_IN_TEXT = {"number": -1.5, "mark": -1.2, "date": -0.6, "counted": -0.6, "nil": -0.3}
_NAMELESS = -0.2
_TYPED_NAME = -0.9  # what names a row is no number
_TEXT_IN_TYPED, _OTHER_TYPE = -2.5, -1.5
_JOIN, _JOIN_FULL, _JOIN_TYPED = -1.3, -0.3, -4.0
_JOIN_BESIDE = -0.6
_SIGNED = 0.3  # a sign that the cell above still lacks
_GAP = -0.3  # a blank line between
_UNKNOWN_JOIN = -0.7
_SKIP, _SKIP_NAME = -0.8, -1.6
_SLACK = 4  # a wide character, and one that may not begin a line
_COMMON = 0.4
_UNTAGGED = -0.3  # 医師会 among 医師会②, 医師会③
_KNOWN, _HEAD_IN_TEXT = 3, -0.5
_NUMBERS = frozenset({"number", "counted"})
_FOOTNOTE = re.compile(r"(?<=.)[※＊*]\d{1,2}$")
_OPEN = ("、", "，", "・", "（", "(", "「", "及び", "又は", "と", "の", "を")
_GOES_ON = ("（", "(", "の", "を")
_NEVER_FIRST = (
    "、",
    "。",
    "）",
    ")",
    "」",
    "ー",
    "っ",
    "ッ",
    "ょ",
    "ゃ",
    "ゅ",
    "ョ",
    "ャ",
    "ュ",
    "ん",
    "ン",
)
_CUT_OFF = -1.5  # what no cell begins with
_WIDE, _WIDER, _TOO_WIDE = 4, 1.6, -0.8
_AREAS = ("医療圏", "圏域", "構想区域")
_TELLING = frozenset({"municipalities", "address", "contact"})  # cells say what they are
_ALONE = TYPED | {"running", "tagged"}  # kinds of cells that stand on one line
_DATES = (  # a month below its year, a day below its month
    (re.compile(r"年度?$"), re.compile(r"\d{1,2}月(?:\d{1,2}日)?")),
    (re.compile(r"月$"), re.compile(r"\d{1,2}日")),
)
SIGN_ALONE = re.compile(r"[①-⑳]")
_FEW = 4  # cells that tell no usual width


@dataclass(slots=True, eq=False)
class Piece:
    """A line, or a part of it that must be a cell of its own (the numbers behind words)."""

    token: Token
    number: int  # of its line
    text: str
    kind: str
    width: int
    gap: bool  # a blank line above it
    beside: bool  # the piece before it stands on the same line


def opening(above: Piece, piece: Piece) -> float:
    """What it costs that a cell begins with a piece; a lone ー may be a nil mark."""
    return _CUT_OFF if _goes_on(above, piece) else 0.0


def _goes_on(above: Piece, piece: Piece) -> bool:
    if piece.kind == "nil":
        return _is_katakana(above.text[-1]) and piece.text == "ー"
    return piece.text.startswith(_NEVER_FIRST)


def _is_katakana(letter: str) -> bool:
    return "ァ" <= letter <= "ヴ" or letter == "ー"


def row_to_pieces(row: Row, place: int, apart: bool) -> list[Piece]:
    """What may be the cells of a line: each token where its blanks part cells, else the words
    together and each number, date or mark behind them alone."""
    count = 0 if apart else len(row.tokens)
    while count and row.tokens[count - 1].kind in TYPED:
        count -= 1
    letters = not apart and len(row.tokens) > 1 and all(len(t.text) == 1 for t in row.tokens)
    if count == 0 and letters:
        count = len(row.tokens)  # 3 5
    tokens = [merge(row.tokens[:count])] if count else []
    tokens += row.tokens[count:]
    return [_piece(token, row, place, bool(number)) for number, token in enumerate(tokens)]


def _piece(token: Token, row: Row, place: int, beside: bool) -> Piece:
    text = squeezed(token.text)
    gap = bool(row.gap) and not beside
    kind = kind_of(_FOOTNOTE.sub("", text))  # ○※1
    return Piece(token, place, text, kind, token.width, gap, beside)


@dataclass(slots=True)
class LineColumn:
    """A column: how well a piece suits it, and what it costs that a cell goes on there.

    kind is as of tokens.Token, or running (numbers of rows, without a head); empty where neither
    the head nor the cells tell it.
    """

    head: HeadCell
    kind: str
    width: int = 0  # at which its texts wrap; 0: not known
    usual: int = 0  # of most of its lines; 0: not known
    ends: frozenset[str] = frozenset()
    role: Column = field(init=False)
    named: bool = field(init=False)
    roles: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        self.roles = self.head.roles
        self.named = bool(self.roles & NAMES)
        self.role = Column(read_heads(self.head.text), squeezed(self.head.text))

    @property
    def skip(self) -> float:
        return _SKIP_NAME if self.named else _SKIP

    @property
    def is_typed(self) -> bool:
        """Whether its cells are numbers, dates, marks or words with a number."""
        return self.kind in _ALONE

    def may_be(self, kind: str) -> bool:
        """Whether the cells tell more than the head: marks below what may be words."""
        return kind == "mark" and not self.named

    def gain(self, piece: Piece) -> float:
        """How well a piece suits the column."""
        if not self.kind:
            return 0.1
        if is_total(piece.text) and (self.named or "medical_area" in self.roles):
            return _FITS
        if self.kind == "running":
            return _FITS if piece.kind == "number" else _TEXT_IN_TYPED
        if self.kind in TYPED:
            return self._gain_typed(piece.kind)
        if self.kind == "tagged":
            return {"tagged": _FITS, "text": _UNTAGGED}.get(piece.kind, _OTHER_TYPE)
        if piece.kind == "counted" and "municipalities" in self.roles:  # 35市町村
            return 0.0
        if piece.kind in _TYPED_IN_TEXT:
            key = self.named or "medical_area" in self.roles
            return _TYPED_IN_TEXT[piece.kind] + _TYPED_NAME * key
        if self.head.tokens and head_score(piece.text) == _KNOWN:
            return _HEAD_IN_TEXT
        gain = _TEXT + _END * (piece.text[-2:] in self.ends)
        if self.usual and piece.width > _WIDER * self.usual + _WIDE:
            gain += _TOO_WIDE
        if self.named:
            named = is_name(piece.text) or BODY.search(piece.text)
            return gain + (_ROLE if named else _NAMELESS)
        text = piece.text[:-1] if piece.kind == "tagged" else piece.text
        return gain + _ROLE * max(-1.0, min(1.0, self.role.gain(text)))

    def _gain_typed(self, kind: str) -> float:
        if kind == self.kind:
            return _FITS
        if kind == "nil":
            return _NIL
        if {kind, self.kind} <= _NUMBERS:
            return _NEAR
        return _OTHER_TYPE if kind in TYPED else _TEXT_IN_TYPED

    def suits(self, cell: Sequence[Piece]) -> bool:
        """Whether a cell is plainly one of a column of numbers, dates, marks or names."""
        if self.is_typed:
            if self.kind == "tagged" and len(cell) > 1:
                return cell[-1].kind == "tagged" or bool(SIGN_ALONE.fullmatch(cell[-1].text))
            alone = len(cell) == 1 or (bool(cell) and self.kind == "date")
            return alone and (cell[0].kind in TYPED or cell[0].kind == self.kind)
        text = "".join(piece.text for piece in cell)
        if self.named:
            return is_name(text)
        return bool(self.roles & _TELLING) and bool(text) and self.role.gain(text) >= _FITS

    def has_heading(self, cell: Sequence[Piece]) -> bool:
        """Whether a cell of names holds a heading over the rows (北部医療圏)."""
        return self.named and any(piece.text.endswith(_AREAS) for piece in cell)

    def join(self, above: Piece, piece: Piece) -> float:
        """What it costs that a piece goes on in the cell of the one above."""
        if self.kind == "date" and any(
            whole.search(above.text) and part.fullmatch(piece.text) for whole, part in _DATES
        ):
            return _JOIN_FULL
        if self.kind == "tagged" and above.kind == "text":  # 医師会 / ②
            return _SIGNED if SIGN_ALONE.fullmatch(piece.text) else _JOIN
        if self.is_typed:
            return _JOIN_TYPED
        if _goes_on(above, piece):
            return _JOIN_FULL
        if piece.kind in _TYPED_IN_TEXT:
            return _JOIN_TYPED
        if piece.beside:
            return _JOIN_BESIDE
        gap = _GAP * piece.gap
        if self.named and is_name(above.text) and is_name(piece.text):
            return 2 * _JOIN + gap
        if self.named and BODY.search(above.text):  # that runs the facility of the next line
            return _JOIN_FULL + gap
        if _is_katakana(above.text[-1]) and _is_katakana(piece.text[0]):  # セン / ター
            return _JOIN_FULL + gap
        if above.text.endswith(_OPEN) or piece.text.startswith(_GOES_ON):
            return _JOIN_FULL + gap
        if not self.width:
            return _UNKNOWN_JOIN + gap
        return (_JOIN_FULL if above.width >= self.width - _SLACK else _JOIN) + gap


def columns_of_heads(heads: Sequence[HeadCell], pieces: Sequence[Piece]) -> list[LineColumn]:
    """The columns as their heads say; unknown ones have no kind."""
    tagged = sum(piece.kind == "tagged" for piece in pieces) > 1
    return [LineColumn(head, _kind_of_head(head, tagged)) for head in heads]


def _kind_of_head(head: HeadCell, tagged: bool) -> str:
    if tagged and "operator" in head.roles:
        return "tagged"
    return head.kind if head.roles else ""


def learn(columns: Sequence[LineColumn], cells: Sequence[Sequence[Sequence[Piece]]]) -> None:
    """Kinds, widths and endings from rows of cells of pieces."""
    for number, column in enumerate(columns):
        own = [row[number] for row in cells if row[number]]
        kinds = Counter(cell[0].kind if len(cell) == 1 else "text" for cell in own)
        kinds.pop("nil", None)
        kind, count = kinds.most_common(1)[0] if kinds else ("", 0)
        mostly = count * 3 >= 2 * sum(kinds.values())
        if not column.head.roles and kinds and column.kind != "running":
            column.kind = kind if kind in TYPED and mostly else "text"
        elif column.kind == "text" and mostly and (kind == "tagged" or column.may_be(kind)):
            column.kind = kind
        if column.is_typed:
            continue
        widths = sorted(piece.width for cell in own for piece in cell)
        column.width = max(widths, default=0)
        column.usual = widths[len(widths) * 3 // 4] if len(widths) > _FEW else 0
        ends = Counter(cell[-1].text[-2:] for cell in own)
        column.ends = frozenset(e for e, n in ends.items() if n > 2 and n >= _COMMON * len(own))
