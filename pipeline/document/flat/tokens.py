"""The blank-separated tokens of a flattened line, and what kind of cell each could be."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from normalizers.printed_years import ERA, LETTER
from normalizers.text import fold_table
from normalizers.total import is_total, total_level
from pipeline.document.model import Cite, Line

_TOKEN = re.compile(r"\S+")
_NIL = r"[-－―‐‑–—−ー]|[-－―]{2,3}|皆[増減]"  # a difference from or to nothing
_NUMBER = (
    r"[△▲+\-－−]?\d[\d,，]*(?:\.\d+)?(?:[兆億万]\d[\d,，]*)*"  # 2億3,075万円
    r"\s*(?:千円|百万円|億円|万円|円|%|％|㎢|km2|ha)?"
    r"(?:\([△▲\-－]?\d{1,3}(?:[,，]\d{3})*\))?"  # 18,240（9,120）: with a share in brackets
)
_MARK = r"[○◯〇◎●△▲×✕✓✔☆★レ]"
_NOTE = r"[※＊*]\d{0,2}|[(（]?注\d{0,2}[)）]?"
_COUNT = (
    r"(?:(?:約|延べ|のべ|計|各)?\d[\d,]*"
    r"(?:人|名|件|[かカヶケヵ箇]所|病院|診療所|医療機関|施設|事業所|チーム|隊|班|台|床|回|団体|団|市町村|市町|町村|市|町|村"
    r"|世帯|圏域|機関|校|社|隊員|医療圏)[、・,]?)+"
)
_COUNTED = rf"{_COUNT}(?:\({_COUNT}\))?"  # ６隊（30人）
_DAY = r"(?:上旬|中旬|下旬|頃|末|初旬|から|まで|調査|[(（][月火水木金土日][)）])"
_DATE_PIECE = (
    rf"(?:(?:{ERA}|{LETTER})\.?(?:元|\d{{1,2}})(?:年度?|[./])?"
    r"|(?:元|\d{1,4})(?:年度?|月|日)|\d{1,4}[./](?=\d)|(?<=[./])\d{1,2})"
)
_DATE = rf"(?=[^\d元]*[\d元])(?:{_DATE_PIECE}{_DAY}?|[~～〜\-－・、])+"
_TAGGED = r".+[①-⑳➀-➉]"
# cells that recognition set apart by single blanks: 平成 20年 6 月, 3病院 4チーム
_DATE_APART = rf"{ERA} ?\d{{1,2}} ?年(?:度| ?\d{{1,2}} ?月(?: ?\d{{1,2}} ?日)?)?"
_SENT = r"(?:医療機関|病院|チーム|隊|班|人|名)"
_SENT_APART = rf"\d{{1,4}} ?{_SENT}(?: ?\d{{1,4}} ?{_SENT})+"
_APART = re.compile(rf"(?:{_DATE_APART}|{_SENT_APART})(?!\S)|\S+")
_WIDE_BLANK = re.compile(r"\S(?:　|[ 　]{2})[ 　]*\S")
_KINDS = re.compile(
    rf"(?P<nil>{_NIL})|(?P<number>{_NUMBER})|(?P<mark>{_MARK})|(?P<note>{_NOTE})"
    rf"|(?P<counted>{_COUNTED})|(?P<date>{_DATE})|(?P<tagged>{_TAGGED})"
)
_NO_DIGITS = re.compile(r"\D+")
_NOTE_MARK = re.compile(r"[※*].*")
_SIGNS = frozenset("△▲-－−")
_MONTH = re.compile(r"[0-9０-９]{1,2}(?:月|[.．/])?(?:[0-9０-９]{1,2}日?)?$")
_YEAR_TAIL = re.compile(r"年度?(?![^\W\d_])")
_PAGE_NUMBER = re.compile(r"[-‐－–―]\s*[0-9０-９]{1,4}\s*[-‐－–―]")
_MINUS = frozenset("△▲")  # before a blank: a mark, or the sign of an amount
_COMMA = re.compile(r"[0-9０-９][,，][0-9０-９]{3}(?![0-9０-９])")
_SINGLE = re.compile(r"[^\W\d_]|[・･－ー―‐−-]")  # what converters write for ー is one as well
_WIDE = frozenset({"F", "W", "A"})  # East Asian Width

TYPED = frozenset({"number", "nil", "mark", "date", "counted"})


@dataclass(slots=True, eq=False)
class Token:
    """Characters between blanks, or several such pieces that are one cell ('22 年度').

    kind: number, nil, mark, date, counted (５病院５チーム), tagged (医師会②), note (※) or text.
    """

    line: Line
    start: int
    end: int
    kind: str
    text: str = field(init=False)

    def __post_init__(self) -> None:
        self.text = self.line.text[self.start : self.end]

    @property
    def cite(self) -> Cite:
        return self.line.cite(self.start, self.end)

    @property
    def width(self) -> int:
        return display_width(self.text)


@dataclass(slots=True, eq=False)
class Row:
    """A line that has text, with its tokens; gap counts the blank lines above it.

    What all readers of tables ask is read once: the text without outer blanks, as it stands and
    folded (bare), the columns that it takes up, the kinds of the tokens.
    """

    line: Line
    tokens: list[Token]
    gap: int
    memo: dict[str, object] = field(default_factory=dict)  # further readings made once a line
    text: str = field(init=False)
    bare: str = field(init=False)
    width: int = field(init=False)
    kinds: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        self.text = self.line.text.strip()
        self.bare = folded(self.text)
        self.width = display_width(self.text)
        self.kinds = tuple([t.kind for t in self.tokens])


_FEWEST_SPACED = 2
_OWN_CELLS = frozenset("新再拡継国県市町村区基単有無大中小計他男女上下前後否可")
_RATE = re.compile(r"[0-9０-９]{1,3}(?:[.．][0-9０-９]+)?[%％]")


@lru_cache(maxsize=8192)
def display_width(text: str) -> int:
    """Columns on a terminal: two for a full-width character, one for others."""
    return len(text) + sum(map(_WIDE.__contains__, map(unicodedata.east_asian_width, text)))


@lru_cache(maxsize=8192)
def folded(text: str) -> str:
    """A text with its characters folded one by one: widths, variants, blanks."""
    return text.translate(fold_table())


def amount_of(token: Token) -> int | None:
    """The digits of a token as a number, in whatever unit its column has; None where it has none
    (－). What is behind a mark of a note is no part of it."""
    text = folded(token.text)
    digits = _NO_DIGITS.sub("", _NOTE_MARK.sub("", text))
    if not digits:
        return None
    return -int(digits) if text[0] in _SIGNS else int(digits)


@lru_cache(maxsize=8192)
def kind_of(text: str) -> str:
    """What kind of cell the characters could be; they hold no blanks."""
    found = _KINDS.fullmatch(folded(text))
    return found.lastgroup or "text" if found else "text"


def lines_to_rows(lines: list[Line]) -> list[Row]:
    """The lines that have text, page numbers left out, with the blank lines above each counted."""
    rows: list[Row] = []
    last: int | None = None
    for line in lines:
        tokens = line_to_tokens(line)
        if not tokens:
            continue
        row = Row(line, tokens, 0 if last is None else line.index - last - 1)
        if not line.margin and not _PAGE_NUMBER.fullmatch(row.text):
            rows.append(row)
        last = line.index
    return rows


def line_to_tokens(line: Line) -> list[Token]:
    """The tokens of a line; '22 年度' is one, a ※ goes with the token before it.

    Where cells stand wide apart, dates and counts with single blanks within are one as well.
    """
    tokens: list[Token] = []
    apart = ("年" in line.text or "チーム" in line.text) and _WIDE_BLANK.search(line.text)
    for match in (_APART if apart else _TOKEN).finditer(line.text):
        start, end = match.span()
        piece = match.group().replace(" ", "") if apart else match.group()
        kind = kind_of(piece)
        before = tokens[-1] if tokens else None
        if before and before.kind == "number" and _YEAR_TAIL.match(piece):
            merged = line.text[before.start : end].replace(" ", "").replace("　", "")
            kind = kind_of(merged)
            tokens[-1] = Token(line, before.start, end, "date" if kind == "date" else "text")
        elif before and kind == "number" and before.text in _MINUS and _is_money(line.text, piece):
            tokens[-1] = Token(line, before.start, end, "number")
        elif before and before.kind == "date" and _is_month(before.text, piece):
            tokens[-1] = Token(line, before.start, end, "date")
        elif before and piece == "計" and total_level(f"{before.text}計"):  # letter-spaced
            tokens[-1] = Token(line, before.start, end, "text")
        elif before and kind == "note" and before.kind in ("text", "tagged"):
            tokens[-1] = Token(line, before.start, end, before.kind)
        else:
            tokens.append(Token(line, start, end, kind))
    if len(tokens) == 1 and tokens[0].text == "ー":  # the end of a wrapped word, no nil mark
        tokens = [Token(line, tokens[0].start, tokens[0].end, "text")]
    return _with_spaced_label(tokens)


def _with_spaced_label(tokens: list[Token]) -> list[Token]:
    """A letter-spaced word before nothing but numbers is one (北 海 道 767 3.2%, 県 計 767), unless
    a letter of it may be a cell of its own (新 県 100)."""
    count = next((at for at, token in enumerate(tokens) if not is_single(token)), 0)
    summed = count == 2 and tokens[1].text == "計" and is_total(f"{tokens[0].text}計", leads=False)
    own = count < _FEWEST_SPACED or any(t.text in _OWN_CELLS for t in tokens[:count])
    if own and not summed:
        return tokens
    if any(t.kind != "number" and not _RATE.fullmatch(t.text) for t in tokens[count:]):
        return tokens
    return [merge(tokens[:count]), *tokens[count:]]


def _is_money(text: str, piece: str) -> bool:
    """Whether a number behind a lone △ is an amount: by its own comma, or those of its line."""
    return bool(_COMMA.search(piece)) or len(_COMMA.findall(text)) > 1


def _is_month(year: str, piece: str) -> bool:
    """H19. 7, 平成19年 ７月16日: the month behind a year, blanks between."""
    end = year[-1]
    return (end in "年.．/" and _MONTH.match(piece) is not None) and (end != "年" or "月" in piece)


def is_single(token: Token) -> bool:
    """One Japanese letter alone: a piece of a head that is written downwards."""
    return len(token.text) == 1 and bool(_SINGLE.match(token.text))


def follows(before: Token, token: Token) -> bool:
    """Whether nothing but blanks stands between two tokens of one line, in this order."""
    between = before.line.text[before.end : token.start]
    return before.line is token.line and before.end <= token.start and not between.strip()


def merge(tokens: list[Token]) -> Token:
    """Neighbouring tokens of one line as one token of text."""
    first, last = tokens[0], tokens[-1]
    if first is last:
        return first
    return Token(first.line, first.start, last.end, "text")


def closed_up(tokens: Sequence[Token]) -> list[Token]:
    """The words of a head; letters apart are one word (理 由)."""
    found: list[list[Token]] = []
    for token in tokens:
        if found and is_single(token) and is_single(found[-1][-1]):
            found[-1].append(token)
        else:
            found.append([token])
    return [merge(piece) for piece in found]


def tokens_to_cites(tokens: Sequence[Token]) -> list[Cite]:
    """Tokens as cites, those that stand side by side as one."""
    runs: list[list[Token]] = []
    for token in tokens:
        if runs and follows(runs[-1][-1], token):
            runs[-1].append(token)
        else:
            runs.append([token])
    return [merge(run).cite for run in runs]
