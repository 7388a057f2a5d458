"""Heads of lists whose rows fell apart into lines: words gathered from neighbouring lines.

区分 事業名 事業内容 担当課
財源
①基金
②県費
事業費
(千円)

The converter writes cells of the head that stand at one height on one line, others on lines of
their own, wrapped ones in pieces; the words of a list whose head stands at the foot of the page
come behind its rows. A legend (①基金) belongs to the head above it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise, takewhile

from normalizers.head import is_column_sign, read_heads
from pipeline.document.flat.heads import HeadCell, head_score, is_head
from pipeline.document.flat.records.begin import WIDEST, is_amount_word
from pipeline.document.flat.records.roles import LEGEND, bare, fit_of, head_role, kind_of
from pipeline.document.flat.tokens import Row, Token, is_single
from pipeline.document.flat.two_level import is_year, under_years

_MOST_LINES = 40  # of a head, one word written downwards may take eight
_WIDEST_NEARLY = 16  # ... that ends or begins with a known word: a name of a program does as well
_MOST_YEARS = 12  # lines of a head down to its second year
_MOST_PIECES = 4  # of a wrapped head
_MOST_LETTERS = 12  # of one written downwards
_EXACT = 3
_WHOLE = 0.1  # a piece of a longer word: 財 源 内 訳 is one head, not 財源 and 内訳
_UNKNOWN, _NEARLY = -4.0, -2.0
_GIVEN_UP = -6.0  # below the best so far: no word of a head stands here any more
_UNIT = re.compile(r"[(（\[［]\s*(?:単位\s*[:：]?\s*)?(?:[^\s()（）]{0,3}円|[%％人件])\s*[)）\]］]")
_NO_HEAD = re.compile(r"[。、，]|^[・○●※◆■□【＜〈]")
_NO_HEAD_KINDS = frozenset({"number", "counted", "mark", "nil"})


@dataclass(slots=True)
class RecordHead:
    """The heads of a list: of words, of amounts that are no source of money, of the sources; over
    stands above the sources (財源内訳), group above all amounts (予算額). again: the second of
    each word where all are drawn twice to look bold. told: group stands apart as the unit of all
    amounts, which needs no proof."""

    words: list[HeadCell] = field(default_factory=list)
    totals: list[HeadCell] = field(default_factory=list)
    sources: list[HeadCell] = field(default_factory=list)
    over: HeadCell | None = None
    group: HeadCell | None = None
    again: dict[Token, Token] = field(default_factory=dict)
    told: bool = False
    start: int = 0
    end: int = 0

    def grouped(self) -> RecordHead:
        """The same with the first total above all amounts."""
        group, *totals = self.totals
        return replace(self, group=group, totals=totals)

    def holds(self, other: RecordHead) -> bool:
        """Whether the other head, or piece of one, has no word that this one has not."""
        return {bare(c) for c in other.cells} <= {bare(c) for c in self.cells}

    @property
    def is_known(self) -> bool:
        """Whether it is the head of a list for sure: a name, amounts, no word that is unknown."""
        roles = [head_role(word) for word in self.words]
        return bool(self.totals) and "name" in roles and "other" not in roles

    @property
    def cells(self) -> list[HeadCell]:
        above = [h for h in (self.group, self.over) if h]
        return [*self.words, *self.totals, *self.sources, *above]


def gather_head(rows: Sequence[Row], at: int) -> RecordHead | None:
    """The head whose first line is rows[at], or a piece of one; None where a word is no head's.
    Read once a line: both readers of such lists ask for it."""
    memo, key = rows[at].memo, f"record head of {len(rows)}"  # rows may be cut short
    if key not in memo:
        head = _gather(rows, at, {}, dated=True) if _stand_years(rows, at) else None
        head = head or _gather(rows, at, {})
        again = {} if head else _drawn_again(rows, at)
        memo[key] = _gather(rows, at, again) if again else head
    return memo[key]  # type: ignore[return-value]


def _stand_years(rows: Sequence[Row], at: int) -> bool:
    """Whether each year of a head stands before the word of its amounts, or two (令和６年度,
    Ｒ６当初) before the same word."""
    lines = takewhile(
        lambda row: all(map(_could_be_piece, row.tokens)), rows[at : at + _MOST_YEARS]
    )
    tokens = [token for row in lines for token in row.tokens]
    behind = [(a, b) for a, b in pairwise(tokens) if _tells_year(a)]
    words = [b.text for _, b in behind if b.kind == "text"]
    if len(set(words)) < len(words):
        return True
    words = [b.text for a, b in behind if a.kind == "date"]
    return bool(words) and all(map(is_amount_word, words))


def _tells_year(token: Token) -> bool:
    """A year, or one with a word that may go on: Ｒ６当初 / 予算額."""
    if token.kind == "date":
        return True
    if token.kind != "text" or not any(char.isdigit() for char in token.text):
        return False
    return any(h.fiscal_year and h.role == "amount" and h.is_exact for h in read_heads(token.text))


def _drawn_again(rows: Sequence[Row], at: int) -> dict[Token, Token]:
    """The words of a head that stand twice, on one line and at the beginning of the next, by the
    first of each; empty where not nearly all do."""
    found: dict[Token, Token] = {}
    single = 0
    before: Token | None = None
    for row in rows[at : at + _MOST_LINES]:
        if not all(map(_could_be_piece, row.tokens)):
            break
        for token in row.tokens:
            if before and token.text == before.text and token.line is not before.line:
                found[before], before = token, None
                single -= 1
            else:
                before = token
                single += 1
    return found if len(found) > 2 and single <= len(found) // 2 else {}


def _gather(
    rows: Sequence[Row], at: int, again: dict[Token, Token], dated: bool = False
) -> RecordHead | None:
    """dated: a year and the words below it are one head (令和６年度 / 予算額)."""
    twice = set(again.values())
    tokens: list[Token] = []
    best: list[tuple[float, list[HeadCell]]] = [(0.0, [])]
    chosen: tuple[float, int, list[HeadCell]] = (0.0, at, [])
    for number in range(at, min(len(rows), at + _MOST_LINES)):
        row = rows[number]
        if not all(map(_could_be_piece, row.tokens)):
            break
        if "単位" in row.text and _is_caption(row):
            return None  # of the head below: what stands above it is a title
        for token in row.tokens:
            if token in twice:
                continue
            tokens.append(token)
            best.append(_best_end(best, tokens, dated))
        score, cells = best[-1]
        if score >= chosen[0]:
            chosen = score, number + 1, cells
        if score < chosen[0] + _GIVEN_UP:
            break
    head = _to_head(chosen[2], chosen[1]) if chosen[2] else None
    if head:
        head.again, head.start = again, at
    return head


def join_heads(heads: Iterable[RecordHead]) -> RecordHead:
    """The heads of one list from their pieces; what comes again is the same column."""
    whole = RecordHead()
    seen: set[str] = set()
    for head in heads:
        if head.over and whole.over is None:
            whole.over = head.over
        again = {bare(c) for c in head.cells}
        whole.again |= head.again
        for have, more in (
            (whole.words, head.words),
            (whole.totals, head.totals),
            (whole.sources, head.sources),
        ):
            have += [c for c in more if bare(c) not in seen]
        seen |= again
    return whole


def _is_caption(row: Row) -> bool:
    """Words that are no head, and the unit: ○○市　　（単位：千円）."""
    words = [token for token in row.tokens if not _UNIT.fullmatch(token.text)]
    return bool(words) and not any(head_score(token.text) for token in words)


def _could_be_piece(token: Token) -> bool:
    if LEGEND.match(token.text) or _UNIT.fullmatch(token.text):
        return True
    if token.kind in _NO_HEAD_KINDS or token.width > WIDEST:
        return False
    return not _NO_HEAD.search(token.text)


def _best_end(
    best: Sequence[tuple[float, list[HeadCell]]], tokens: list[Token], dated: bool
) -> tuple[float, list[HeadCell]]:
    """The best reading as heads of all tokens, the last of which ends one."""
    end = len(tokens)
    score, cells = best[end - 1]
    last = tokens[-1]
    if cells and _belongs_to_head_above(cells[-1], last):
        return score, [*cells[:-1], cells[-1].with_token(last)]
    choices = [(score + _value_alone(last), [*cells, HeadCell((last,))])]
    for start in range(end - 2, max(-1, end - 1 - _MOST_LETTERS), -1):
        pieces = tokens[start:end]
        letters = all(map(is_single, pieces))
        if len(pieces) > _MOST_PIECES and not letters:
            break
        head = HeadCell(tuple(pieces))
        if pieces[0].text[0] in "(（" or not is_head(head.text) or _UNIT.fullmatch(pieces[0].text):
            continue
        known = [is_head(t.text) for t in pieces]
        year = dated and _tells_year(pieces[0]) and not any(map(_tells_year, pieces[1:]))
        if all(known) and not (year and head_score(head.text) == _EXACT):
            continue  # 国 県: two heads side by side
        if dated and pieces[-1].kind == "date":  # the years stand before their words
            continue
        if (
            any(known)
            and not (letters or year)
            and any(0 < head_score(t.text) < _EXACT for t in pieces)
        ):
            continue
        value = _EXACT * len(pieces) + _WHOLE * (len(pieces) - 1)
        choices.append((best[start][0] + value, [*best[start][1], head]))
    return max(choices, key=lambda c: c[0])


def _belongs_to_head_above(head: HeadCell, token: Token) -> bool:
    if LEGEND.match(token.text) or _UNIT.fullmatch(token.text):
        return True
    if is_column_sign(token.text) and is_head(head.text):
        return True
    legend = LEGEND.match(head.tokens[-1].text)  # ③国 庫: the legend itself is letter-spaced
    return bool(legend) and is_single(token) and head.tokens[-1].line is token.line


def _value_alone(token: Token) -> float:
    if token.kind == "date" and read_heads(token.text):
        return _EXACT
    score = fit_of(token.text)
    nearly = token.width <= _WIDEST_NEARLY and (score or is_single(token))
    return _EXACT if score == _EXACT else _NEARLY if nearly else _UNKNOWN


def _under_years(cells: list[HeadCell]) -> list[HeadCell]:
    """The heads, those of amounts behind several years under these (事業費 うち基金 事業費 …)."""
    years = list(filter(is_year, cells))
    if len(years) < 2:
        return cells
    last = cells.index(years[-1])
    below = [c for c in cells[last + 1 :] if kind_of(c) in ("total", "source")]
    made = under_years(years, below)
    return [*(c for c in cells if c not in (*years, *below)), *made] if made else cells


def _to_head(cells: list[HeadCell], end: int) -> RecordHead | None:
    """The heads by what they stand for; None where one comes twice or is of
    another kind of table."""
    head = RecordHead(end=end)
    cells = _under_years(cells)
    if len({(bare(cell), cell.over) for cell in cells}) < len(cells):  # drawn twice
        return None
    for cell in cells:
        kind = "total" if cell.over else kind_of(cell)
        if kind == "over":
            head.over = head.over or cell
        elif kind == "source":
            head.sources.append(cell)
        elif kind == "total":
            head.totals.append(cell)
        elif kind == "words":
            head.words.append(cell)
        else:
            return None
    return head
