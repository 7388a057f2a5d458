"""Which lines make which row of a list whose rows fell apart into lines.

A row ends with its line of amounts, or begins with its running number and has the amounts
somewhere within; sums are rows of one line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from normalizers.total import is_total
from pipeline.document.flat.columns.sum_lines import sum_word
from pipeline.document.flat.divisions import has_marker
from pipeline.document.flat.heads import is_head
from pipeline.document.flat.records.columns import names_sources
from pipeline.document.flat.records.heads import RecordHead, gather_head
from pipeline.document.flat.records.roles import head_role
from pipeline.document.flat.stray_heads import is_stray_head
from pipeline.document.flat.tokens import Row, Token, folded, follows, merge

MOST_LINES = 40  # of a row
MOST_HEADS = 50  # pages of a list
_LONGEST_WORD = 17  # characters of the first word of a head
AMOUNTS = frozenset({"number", "nil"})
_MINUS = frozenset("△▲")
_AMOUNT = re.compile(r"[△▲+\-－−]?[\d,.]+(?:[※*]\d{0,2})?")
_CODE = re.compile(r"(?:\d{1,2}[．.。・]){2,3}\d{1,2}(?=[^\d\W])")  # ２．１．１電子自治体推進費
_NOTED = re.compile(r"[△▲+\-－−]?[\d,.]+[※*]\d{0,2}")
_BRACKETS = "(（[［"
_ASIDE = re.compile(r"[(\[](?:[△▲+\-－−]?[\d,.]+|[-－−―─ー])[)\]]")
_ORDINAL = re.compile(r"\d{1,2}")
_FEW = 4  # one row in as many


@dataclass(slots=True)
class Record:
    """One row: tokens of words before and behind its amounts, each line's rows of tokens.

    sums: a row of a sum. aside: the leading lines that stand before a head on the page, a title
    there or the beginning of the row; below: the index of the line of that head. lines: how many
    a numbered row has; end: the line behind its amounts; groups: lines behind these that have all
    amounts as well. asides: the amounts in brackets below its amounts (the year before).
    """

    before: list[list[Token]]
    amounts: list[Token] = field(default_factory=list)
    behind: list[list[Token]] = field(default_factory=list)
    sums: bool = False
    aside: int = 0
    below: int = 0
    lines: int = 0
    end: int = 0
    groups: int = 0
    asides: list[Token] = field(default_factory=list)


@dataclass(slots=True)
class Lines:
    """The rows of a list, heads that stand among or behind them, and where it ends."""

    records: list[Record]
    heads: list[RecordHead]
    end: int


def line_tokens(row: Row) -> list[Token]:
    """The tokens of a line, a minus sign together with its number (△ 1,200); a number with the
    sign of a note (1,200※1) is one; an account apart from the name that it stands before. The
    list is the same at every call and must not be changed."""
    if "tokens of amounts" not in row.memo:
        row.memo["tokens of amounts"] = _read_tokens(row)
    return row.memo["tokens of amounts"]  # type: ignore[return-value]


def _read_tokens(row: Row) -> list[Token]:
    tokens: list[Token] = []
    for token in row.tokens:
        before = tokens[-1] if tokens else None
        if before and token.kind == "number" and before.text in _MINUS and follows(before, token):
            tokens[-1] = Token(token.line, before.start, token.end, "number")
        elif code := _CODE.match(token.text) if token.kind == "text" else None:
            cut = token.start + code.end()
            tokens.append(Token(token.line, token.start, cut, "text"))
            tokens.append(Token(token.line, cut, token.end, "text"))
        elif token.kind == "text" and _NOTED.fullmatch(folded(token.text)):
            tokens.append(Token(token.line, token.start, token.end, "number"))
        else:
            tokens.append(token)
    return tokens


def line_with_amounts(
    rows: Sequence[Row], at: int, most: int, opens: Callable[[int], bool] | None = None
) -> tuple[list[Token], int, tuple[int, int] | None]:
    """The tokens of rows[at] with those of the lines below that hold nothing but more amounts, so
    many as a row may have, where these lines end, and where the amounts of all stand. opens: tells
    a line that is the running number of the next row."""
    tokens, end = line_tokens(rows[at]), at + 1
    memo = rows[at].memo
    if "amounts" not in memo:
        memo["amounts"] = amounts_of(tokens)
    run: tuple[int, int] | None = memo["amounts"]  # type: ignore[assignment]
    while run and end < len(rows) and run[1] == len(tokens):
        more = line_tokens(rows[end])
        if not all(map(is_amount, more)) or run[1] - run[0] + len(more) > most:
            break
        if opens and opens(end):
            break
        tokens = [*tokens, *more]
        run = run[0], len(tokens)
        end += 1
    return tokens, end, run


def line_of_asides(row: Row, count: int) -> list[Token]:
    """The tokens of a line below count amounts that holds nothing but amounts in brackets, one
    for each or one in all; none of another line."""
    tokens = row.tokens
    if len(tokens) not in (1, count) or row.text[0] not in _BRACKETS:
        return []
    return list(tokens) if all(_ASIDE.fullmatch(folded(t.text)) for t in tokens) else []


def amounts_of(tokens: Sequence[Token], first: int = 0) -> tuple[int, int] | None:
    """Where in a line, from its token `first` on, its amounts stand: the longest run of numbers
    without a unit, of several the last."""
    best: tuple[int, int] | None = None
    start = first
    for at in range(first, len(tokens) + 1):
        if at < len(tokens) and is_amount(tokens[at]):
            continue
        longer = best is None or at - start >= best[1] - best[0]
        if longer and any(t.kind == "number" for t in tokens[start:at]):
            best = start, at
        start = at + 1
    return best


def leading_amounts(tokens: Sequence[Token]) -> int:
    """How many amounts a line begins with that goes on with those of the line above."""
    return next((n for n, token in enumerate(tokens) if not is_amount(token)), len(tokens))


def is_amount(token: Token) -> bool:
    if token.kind == "nil":
        return True
    return token.kind == "number" and bool(_AMOUNT.fullmatch(folded(token.text).replace(" ", "")))


def closes(
    tokens: Sequence[Token], run: tuple[int, int], fewest: int, most: int, behind: int = 1
) -> bool:
    """Whether a line ends a row: no more words behind its amounts than columns stand there."""
    first, stop = run
    if not fewest <= stop - first <= most or len(tokens) - stop > behind:
        return False
    if len(tokens) - stop > 1 and any(t.kind != "text" for t in tokens[stop:]):
        return False
    if stop == 1 < len(tokens) and _ORDINAL.fullmatch(folded(tokens[0].text)):
        return False  # １　入退院支援
    return all(t.kind != "number" for t in tokens[1:first])  # the first may be running


def is_sum(record: Record) -> bool:
    """Whether the words before the amounts name a sum: 小計, 合 計, (A) 合計; its shares may stand
    behind them."""
    if not record.before or (record.behind and not _are_shares(record.behind)):
        return False
    last = record.before[-1]
    return len(record.before[-1]) <= 3 and (is_total(last[0].text) or sum_word(last) is not None)


def _are_shares(behind: list[list[Token]]) -> bool:
    """国 1,234 県 617 as one token."""
    return len(behind) == len(behind[0]) == 1 and names_sources(behind[0][0].text, "over")


def stands_apart(record: Record) -> bool:
    """Whether the amounts of a row stand on lines that hold nothing else."""
    last = record.before[-1] if record.before else []
    return bool(last) and not record.behind and last[-1].line is not record.amounts[0].line


def _is_heading(line: list[Token]) -> bool:
    text = merge(line).text
    return has_marker(text) and "。" not in text


def drop_strays_behind(lines: Lines) -> None:
    """Leave the lines behind the amounts of rows where few have any: titles of pages, the text
    behind the list; headings stand over the next row."""
    rows = [r for r in lines.records if not r.sums]
    behind = [r for r in rows if r.behind]
    if (
        not behind
        or len(behind) * _FEW > len(rows)
        or any(r.behind[0][0].line is r.amounts[-1].line for r in behind)
    ):
        return
    for record, following in pairwise([*rows, None]):
        if record and following and all(map(_is_heading, record.behind)):
            following.before = [*record.behind, *following.before]
        if record:
            record.behind = []
    if rows[-1] in behind and lines.records[-1] is rows[-1]:
        lines.end = rows[-1].end


def head_between(rows: Sequence[Row], at: int) -> RecordHead | None:
    """A head that stands from rows[at] on: no word of it is unknown, and it has two or more."""
    memo = rows[at].memo
    if "head between" not in memo:
        memo["head between"] = _read_head_between(rows, at)
    return memo["head between"]  # type: ignore[return-value]


def _read_head_between(rows: Sequence[Row], at: int) -> RecordHead | None:
    first = rows[at].tokens[0]
    if rows[at].tokens[-1].kind == "number" or len(first.text) > _LONGEST_WORD:
        return None
    head = gather_head(rows, at)
    if head is None or (len(head.cells) < 2 and not is_stray_head(rows[at])):
        return None
    if any(not is_head(c.text) and c.tokens[0].kind != "date" for c in head.totals):
        return None
    return head if _known(head) else None


def _known(head: RecordHead) -> bool:
    return all(head_role(c) != "other" for c in head.words)
