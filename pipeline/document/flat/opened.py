"""Lists of programs whose rows begin with running numbers and fell apart into lines.

番号 主管課 款項目 事業名 事業費 国 県 一般財源 主な内容
1 総務課 ２．１．１
庁舎管理システム導入事業
1,056 1,056
システムを更新する。

The amounts in all stand in every row. Of the sources a row prints some, and their columns are
lost: they are given only where a row has them all and they add up.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import regex

from normalizers.errors import NormalizationError
from normalizers.number import parse_number
from normalizers.vocabulary import cached, load
from normalizers.wording import any_of
from pipeline.document.flat.limits import is_heading
from pipeline.document.flat.opened_heads import MOST_HEAD_LINES, Heads, take_heads, upwards
from pipeline.document.flat.shape import is_total
from pipeline.document.flat.table import Table
from pipeline.document.flat.tokens import Row, Token, folded, tokens_to_cites
from pipeline.document.model import EMPTY, Cite

_RUNNING = re.compile(r"\d{1,4}")
_ACCOUNT = re.compile(r"[0-9０-９]{1,2}(?:[．.。・－-][0-9０-９]{1,2}){1,3}")
_FEWEST = 3  # rows
_MOST_LINES = 24  # of one row
_MOST_BEHIND = 6  # lines of the last row behind its amounts
_NUMBERS = frozenset({"number", "nil"})


@dataclass(slots=True)
class _Item:
    """The tokens of one row: before its amounts, the amounts, behind them."""

    number: Token
    front: list[Token]
    values: list[Token]
    behind: list[Token]


def opened_begin(rows: Sequence[Row]) -> list[int]:
    """The heads above a line that begins with the running number 1 and words, or holds nothing
    else; the line itself where no heads stand there."""
    return [
        upwards(rows, at)
        for at, row in enumerate(rows)
        if row.text[0] in "1１" and folded(row.tokens[0].text) == "1" and _opens(rows, at)
    ]


def take_opened(rows: Sequence[Row], first: int) -> Table | None:
    """The list whose heads, or whose first row, begin with rows[first], or None."""
    block = range(first, min(len(rows), first + MOST_HEAD_LINES + 1))
    at = next((n for n in block if folded(rows[n].tokens[0].text) == "1"), None)
    if at is None or not _opens(rows, at) or upwards(rows, at) != first:
        return None
    starts = _starts(rows, at)
    if len(starts) < _FEWEST:
        return None
    heads = take_heads(rows, at, min(len(rows), starts[-1] + _MOST_LINES))
    if heads is None:
        return None
    end = _end(rows, starts[-1], heads)
    tokens = [_tokens(rows, a, b, heads) for a, b in zip(starts, [*starts[1:], end], strict=True)]
    items = [item for row in tokens if (item := _item(row, heads))]
    apart = sum(b - a > 1 for a, b in pairwise(starts))
    if apart * 2 < len(starts) - 1:  # rows that stand on one line have their columns
        return None
    if len(items) < len(starts) or not _differ_rightly(items, heads):
        return None
    if heads.behind and not any(t.kind == "text" for item in items for t in item.behind):
        return None  # words that stand before the amounts
    last = _prints_last(items, heads)
    found = [cells for item in items if (cells := _cells(item, heads, last))]
    if len(found) < len(items):
        return None
    if end < len(rows) and (whole := _sum(rows, end, heads)):
        found.append(whole[0])
        end = whole[1]
    return Table(heads.cites(), found, end)


def _opens(rows: Sequence[Row], at: int) -> bool:
    """Whether words stand behind the number that a line begins with."""
    kinds = rows[at].kinds[1:] or (rows[at + 1].kinds[:1] if at + 1 < len(rows) else ())
    return kinds[:1] == ("text",)


def _starts(rows: Sequence[Row], at: int) -> list[int]:
    """The lines that begin with 1, 2, 3 …"""
    starts = [at]
    for number in range(at + 1, len(rows)):
        if number - starts[-1] > _MOST_LINES:
            break
        text = folded(rows[number].tokens[0].text)
        if text == str(len(starts) + 1) and _opens(rows, number):
            starts.append(number)
    return starts


def _end(rows: Sequence[Row], last: int, heads: Heads) -> int:
    """The end of the last row: of a sentence behind its amounts, or before anything else."""
    number, run = last + 1, _longest_run(rows[last].kinds[1:])
    while number < min(len(rows), last + _MOST_LINES) and run < heads.fixed:
        kinds = rows[number].kinds
        run = run + len(kinds) if _NUMBERS.issuperset(kinds) else _longest_run(kinds)
        number += 1
    while number < len(rows) and _NUMBERS.issuperset(rows[number].kinds):
        number += 1
    most = min(len(rows), number + _MOST_BEHIND)
    while number < most and heads.behind and not _is_other(rows, number, heads):
        number += 1
        if rows[number - 1].text.endswith("。"):
            break
    return number


def _longest_run(kinds: Sequence[str]) -> int:
    longest = run = 0
    for kind in kinds:
        run = run + 1 if kind in _NUMBERS else 0
        longest = max(longest, run)
    return longest


def _is_other(rows: Sequence[Row], number: int, heads: Heads) -> bool:
    row = rows[number]
    return number in heads.lines or is_total(row.tokens[0].text) or is_heading(row.text)


def _tokens(rows: Sequence[Row], start: int, end: int, heads: Heads) -> list[Token]:
    return [t for n in range(start, end) if n not in heads.lines for t in rows[n].tokens]


def _item(tokens: list[Token], heads: Heads) -> _Item | None:
    """The parts of a row: its first run of as many numbers as every row has are its amounts."""
    at = 1
    while at < len(tokens):
        end = at
        while end < len(tokens) and tokens[end].kind in _NUMBERS:
            end += 1
        if end - at >= heads.fixed:
            break
        at = max(end, at + 1)
    else:
        return None
    if at < 2 or end - at > heads.fixed + len(heads.shares):
        return None
    return _Item(tokens[0], tokens[1:at], tokens[at:end], tokens[end:])


def _differ_rightly(items: list[_Item], heads: Heads) -> bool:
    """Whether the change is that between the two amounts before it, in nearly all rows."""
    if heads.change is None:
        return True
    if len(heads.totals) != 2:
        return False
    values = [[_value(t) for t in item.values[:3]] for item in items]
    held = sum(abs(a - b) == abs(c) for a, b, c in values)
    return held * 4 >= 3 * len(items)


def _value(token: Token) -> int:
    if token.kind == "nil":
        return 0
    try:
        return int(parse_number(token.text))
    except NormalizationError:
        return 0


def _prints_last(items: list[_Item], heads: Heads) -> bool:
    """Whether every row prints its last source: a nought that stands last in some and nowhere
    else is no empty cell, and in all rows the sources add up."""
    rests = [item.values[heads.fixed :] for item in items]
    if not all(
        rest and _add_up(item, rest, heads) for item, rest in zip(items, rests, strict=True)
    ):
        return False
    noughts = [[n for n, t in enumerate(r, 1) if _value(t) == 0 and len(r) > 1] for r in rests]
    printed = [(n, len(r)) for places, r in zip(noughts, rests, strict=True) for n in places]
    return bool(printed) and all(place == count for place, count in printed)


def _add_up(item: _Item, shares: list[Token], heads: Heads) -> bool:
    return sum(map(_value, shares)) in {_value(t) for t in item.values[: len(heads.totals)]}


def _cells(item: _Item, heads: Heads, last: bool) -> list[Cite] | None:
    """The cells of a row. last: its last number is that of the last source."""
    front = _front(item, [role for role, _ in heads.front])
    if front is None:
        return None
    fixed, rest = item.values[: heads.fixed], item.values[heads.fixed :]
    proved = len(rest) == len(heads.shares) and _add_up(item, rest, heads)
    shares = [t.cite for t in rest] if proved else [EMPTY] * len(heads.shares)
    if last and not proved:
        shares[-1] = rest.pop().cite
    behind = item.behind if proved else [*rest, *item.behind]
    if behind and heads.behind is None:
        return None
    text = [Cite.join(tokens_to_cites(behind))] if heads.behind else []
    return [item.number.cite, *front, *(t.cite for t in fixed), *shares, *text]


def _front(item: _Item, roles: list[str]) -> list[Cite] | None:
    """Department, account and name in the order of their heads."""
    tokens, cells = list(item.front), dict.fromkeys(roles[1:], EMPTY)
    accounts = [n for n, t in enumerate(tokens) if _ACCOUNT.fullmatch(t.text)]
    if "account" in cells and accounts and roles.index("account") < roles.index("name"):
        cells["account"] = Cite.join(tokens[n].cite for n in accounts)
        if "department" in cells:
            cells["department"] = Cite.join(tokens_to_cites(tokens[: accounts[0]]))
        tokens = tokens[accounts[-1] + 1 :]
    elif "department" in cells:
        first = roles.index("department") < roles.index("name")
        count = _offices(tokens if first else tokens[::-1])
        office = tokens[:count] if first else tokens[len(tokens) - count :]
        cells["department"] = Cite.join(tokens_to_cites(office))
        tokens = tokens[count:] if first else tokens[: len(tokens) - count]
    cells["name"] = Cite.join(tokens_to_cites(tokens))
    return list(cells.values()) if cells["name"] else None


def _offices(tokens: Sequence[Token]) -> int:
    """How many tokens from the first on are an office: one, or the two lines of a wrapped one."""
    if not tokens or _office().fullmatch(tokens[0].text):
        return min(1, len(tokens))
    words = {"".join(t.text for t in order) for order in (tokens[:2], tokens[1::-1])}
    return 2 if any(map(_office().fullmatch, words)) else 0


def _sum(rows: Sequence[Row], at: int, heads: Heads) -> tuple[list[Cite], int] | None:
    """The sum behind the rows, where all of its numbers stand there, and its end."""
    if not is_total(rows[at].tokens[0].text):
        return None
    tokens, number = list(rows[at].tokens), at + 1
    while number < len(rows) and _NUMBERS.issuperset(rows[number].kinds):
        tokens += rows[number].tokens
        number += 1
    count = len(tokens) - 1
    if count not in (heads.fixed, heads.fixed + len(heads.shares)):
        return None
    values = [t.cite for t in tokens[1:]]
    values += [EMPTY] * (heads.fixed + len(heads.shares) - count)
    empty = [EMPTY] * (len(heads.front) - 1)
    return [*empty, tokens[0].cite, *values, *([EMPTY] if heads.behind else [])], number


@cached
def _office() -> regex.Pattern[str]:
    ends = load("offices")
    words = {*ends["departments"], *ends["sections"], *ends["groups"], *ends["heading"]}
    return regex.compile(rf"[^\s　、。:：（）()]{{1,18}}{any_of(words)}")
