"""Heads of two levels whose words stand on several lines, in the order of the lines: the heads
under 財源内訳 come last, behind those that stand at its right.

施設名 事業主体
区分 事業費
財源内訳 一般財源のうち
辺地対策事業債
の予定額
特定財源 一般財源

The rows decide: the sources under 財源内訳 add up to the total.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

from normalizers.head import is_column_sign, read_heads
from pipeline.document.flat.heads import (
    HeadCell,
    head_score,
    is_head,
    row_to_heads,
    scattered_heads,
)
from pipeline.document.flat.tokens import Row, Token, amount_of, closed_up, merge

_WIDEST_HEAD = 44  # 一般財源のうち辺地対策事業債の予定額
_MOST_SOURCES = 5
_FEWEST_ROWS = 2
_TOTAL_AND_OVER = 2  # heads of a line: 総事業費 財源内訳
_ROWS_TO_PROVE = 14
_KNOWN, _EXACT = 2, 3
_MOST_GROUPED = 8
_UPRIGHT = ("財源内訳", "財源")  # the longer first
_FIRST_LETTERS, _LONGEST = frozenset(word[0] for word in _UPRIGHT), 4
_FEWEST_ATTACHED = 2
_AMOUNTS = frozenset({"number", "nil"})
_SHARE = re.compile(r"(?P<source>[^\d\s]{1,8})[:：]?[\d][\d,，]*(?:千円|円)?")


def under_years(heads: Sequence[HeadCell], below: Sequence[HeadCell]) -> list[HeadCell] | None:
    """The heads with those of amounts that stand under each year in place of the years.

    令和６年度 令和７年度 over 事業費 うち基金 事業費 うち基金. None where no years stand so, or
    below are not the same heads of amounts for each of them.
    """
    years = [n for n, head in enumerate(heads) if is_year(head)]
    size = len(below) // len(years) if len(years) > 1 else 0
    if not size or years != [*range(years[0], years[0] + len(years))]:
        return None
    texts = ["".join(head.text.split()) for head in below]
    if texts != texts[:size] * len(years) or len({*texts}) < size:
        return None
    if not all("amount" in head.roles and not is_year(head) for head in below):
        return None
    over = [heads[n].cite for n in years]
    made = [replace(head, over=over[n // size]) for n, head in enumerate(below)]
    return [*heads[: years[0]], *made, *heads[years[-1] + 1 :]]


def attached_heads(heads: Sequence[HeadCell], row: Row) -> list[HeadCell] | None:
    """The heads with those of a line below, one each: letters below amounts (予算額 / (A)), also
    amounts below years (令和５年度 令和６年度 / 決算額 予算額). None for any other line, or where
    there are more or fewer."""
    if all(is_column_sign(token.text) for token in row.tokens):
        places = [n for n, h in enumerate(heads) if h.roles & {"amount", "difference", "percent"}]
    elif all(is_head(t.text) and HeadCell((t,)).roles == {"amount"} for t in row.tokens):
        places = [n for n, head in enumerate(heads) if is_year(head) and not head.over]
    else:
        return None
    if len(row.tokens) != len(places) or len(places) < _FEWEST_ATTACHED:
        return None
    found = list(heads)
    for place, token in zip(places, row.tokens, strict=True):
        found[place] = heads[place].with_token(token)
    return found


def heads_beside(rows: Sequence[Row], at: int) -> list[HeadCell] | None:
    """The heads of three lines, of which the first stands over those of the last (years, sources of
    money) and the second are in the middle of their cells: 予算額 / 事業名 担当課 / R5 R6.

    rows[at] is the second. The two rows below say where those of the last stand: by their
    numbers, and sources by what they add up to. None where they do not, or in two ways.
    """
    if not 0 < at < len(rows) - 3 or len(rows[at - 1].tokens) != 1 or len(rows[at + 1].tokens) < 2:
        return None
    over = HeadCell(tuple(rows[at - 1].tokens))
    names = [HeadCell((token,)) for token in rows[at].tokens]
    below = [HeadCell((token,), over=over.cite) for token in rows[at + 1].tokens]
    years = over.roles == {"amount"} and all(map(is_year, below))
    sources = over.roles == {"over"} and all("amount" in head.roles for head in below)
    if not (years or sources) or not all(head.roles for head in names):
        return None
    body = rows[at + 2 : at + 4]
    ways = [[*names[:place], *below, *names[place:]] for place in range(len(names) + 1)]
    fitting = [heads for heads in ways if all(_fits(row, heads) for row in body)]
    if sources:
        fitting = [heads for heads in fitting if all(_is_added_up(row, heads) for row in body)]
    return fitting[0] if len(fitting) == 1 else None


def _fits(row: Row, heads: Sequence[HeadCell]) -> bool:
    """Whether a row has its numbers below the heads of such."""
    if len(row.tokens) != len(heads):
        return False
    pairs = zip(row.kinds, heads, strict=True)
    return all((kind in _AMOUNTS) == (head.kind == "number") for kind, head in pairs)


def _is_added_up(row: Row, heads: Sequence[HeadCell]) -> bool:
    """Whether the amounts below a head over others are the sum of the one total."""
    totals = [n for n, head in enumerate(heads) if not head.over and _is_total(head)]
    parts = [n for n, head in enumerate(heads) if head.over]
    return len(totals) == 1 and _adds_up(row, totals[0], range(parts[0], parts[-1] + 1))


def grouped_heads(upper: Row, lower: Row) -> list[HeadCell] | None:
    """The heads of a second line under the years and other words of the first, of which one or
    more stand over several: 区分 令和６年度 令和７年度 対前年度 / 当初予算額 要求額 増減額 増減率.

    The first head is the label's. None where the words tell no division of the line, or two.
    """
    if "date" not in upper.kinds or not 2 < len(lower.tokens) <= _MOST_GROUPED:
        return None
    label, *over = (HeadCell((token,)) for token in closed_up(upper.tokens))
    below = [HeadCell((token,)) for token in lower.tokens]
    if not 1 < len(over) < len(below) or not _heads_labels(label):
        return None
    if not all(head_score(h.text) == _EXACT for h in below):
        return None
    ways: list[tuple[int, tuple[int, ...]]] = []
    for cuts in combinations(range(1, len(below)), len(over) - 1):
        owner = [sum(cut <= n for cut in cuts) for n in range(len(below))]
        pairs = [(over[at], h) for at, h in zip(owner, below, strict=True)]
        score = sum(head_score(above.text + h.text) for above, h in pairs)
        score -= sum(is_year(above) != ("amount" in h.roles) for above, h in pairs)
        ways.append((score, tuple(owner)))
    ways.sort(reverse=True)
    if len(ways) > 1 and ways[0][0] == ways[1][0]:
        return None
    cites = [h.cite for h in over]
    return [label, *(replace(h, over=cites[n]) for h, n in zip(below, ways[0][1], strict=True))]


def _heads_labels(head: HeadCell) -> bool:
    return bool(head.roles) and not head.roles & {"amount", "difference"} and not is_year(head)


def without_upright(rows: Sequence[Row]) -> Sequence[Row]:
    """The rows without 財 / 源 / 内 / 訳 between two rows of amounts: a word beside them that is
    written downwards, a letter a line."""
    gone: set[int] = set()
    for at, row in enumerate(rows):
        if row.bare not in _FIRST_LETTERS or not at or rows[at - 1].kinds[-1] not in _AMOUNTS:
            continue
        word = "".join(r.bare if len(r.bare) == 1 else " " for r in rows[at : at + _LONGEST])
        end = at + next((len(w) for w in _UPRIGHT if word.startswith(w)), 0)
        if at < end < len(rows) and rows[end].kinds[-1] in _AMOUNTS:
            gone.update(range(at, end))
    return [row for n, row in enumerate(rows) if n not in gone] if gone else rows


def with_shares(rows: Sequence[Row], heads: Sequence[HeadCell]) -> Sequence[Row]:
    """The rows with the amounts of sources that words lead as one token of words.

    国 1,234 県 617 その他 10 below a 財源内訳 that stands over no heads. The rows as they are where
    no such head is there, or none has such words.
    """
    if not any("over" in head.roles for head in heads) or any(head.over for head in heads):
        return rows
    made = [_with_shares(row) for row in rows]
    return made if any(new is not old for new, old in zip(made, rows, strict=True)) else rows


def _with_shares(row: Row) -> Row:
    tokens: list[Token] = []
    shares = at = 0  # how many of the tokens behind are shares
    while at < len(row.tokens):
        size = _size_of_share(row.tokens[at : at + 2])
        if size and shares:
            tokens[-1] = merge([tokens[-1], row.tokens[at + size - 1]])
        elif size:
            first, last = row.tokens[at], row.tokens[at + size - 1]
            tokens.append(Token(row.line, first.start, last.end, "text"))
        else:
            tokens.append(row.tokens[at])
        shares = shares + size if size else 0
        at += size or 1
    return Row(row.line, tokens, row.gap) if len(tokens) < len(row.tokens) else row


def _size_of_share(tokens: Sequence[Token]) -> int:
    """How many tokens an amount and the name of its source before it are: 国 1,234, 国1,234."""
    if tokens[0].kind != "text":
        return 0
    if _is_source(tokens[0].text):
        return 2 if len(tokens) > 1 and tokens[1].kind == "number" else 0
    whole = _SHARE.fullmatch(tokens[0].text)
    return int(whole is not None and _is_source(whole["source"]))


def _is_source(text: str) -> bool:
    found = read_heads(text)
    return bool(found) and all(h.is_exact and h.share for h in found)


def is_year(head: HeadCell) -> bool:
    """Whether a head is nothing but a year."""
    return len(head.tokens) == 1 and head.tokens[0].kind == "date"


def two_level_heads(lines: Sequence[Row], rows: Sequence[Row], count: int) -> list[HeadCell] | None:
    """The heads of `count` columns in their order, those under the one that stands over others
    with it. None where the words of the lines are no such heads, or the rows do not add up.

    lines: those that hold the words; rows: the first rows of the table, each with all its cells.
    """
    for further in (1, 2):  # 財源内訳; 区分 as well, over 施設名 and 事業主体
        heads = scattered_heads(lines, count + further, _WIDEST_HEAD)
        if heads is None or any(head_score(h.text) < _KNOWN for h in heads):
            continue
        over = [h for h in heads if h.roles == {"over"}]
        division = [h for h in heads if "division" in h.roles][: further - 1]
        rest = [h for h in heads if h not in over and h not in division]
        if len(over) != 1 or len(rest) != count or not rest[0].roles & {"name", "facility"}:
            continue
        if ordered := _ordered(rest, heads.index(over[0]) - len(division), over[0], rows):
            return [_under(h, division) for h in ordered]
    return None


def _ordered(
    heads: list[HeadCell], at: int, over: HeadCell, rows: Sequence[Row]
) -> list[HeadCell] | None:
    """The heads with those of the last line put where the one over them stands, if the rows add
    up so."""
    last = heads[-1].tokens[0].line.index
    below = [h for h in heads if h.tokens[0].line.index == last]
    total = next((n for n, h in enumerate(heads[:at]) if _is_total(h)), None)
    if not 1 < len(below) <= _MOST_SOURCES or not all("amount" in h.roles for h in below):
        return None
    if total is None or any(h in below for h in heads[:at]):
        return None
    if sum(_adds_up(row, total, range(at, at + len(below))) for row in rows) < _FEWEST_ROWS:
        return None
    group = over.cite
    right = [h for h in heads[at:] if h not in below]
    return [*heads[:at], *(replace(h, over=group) for h in below), *right]


def total_above(rows: Sequence[Row], at: int) -> list[HeadCell] | None:
    """Heads of two lines, of which the upper holds the total and the word over its sources,
    the lower one all others: 総事業費 財源内訳 above 事業名 事業主体 基金 県負担.

    None where the rows do not add up so.
    """
    if at + 2 >= len(rows):
        return None
    upper, lower = map(row_to_heads, rows[at : at + 2])
    if not upper or not lower or len(upper) != _TOTAL_AND_OVER:
        return None
    total, over = upper
    words = [h for h in lower if "amount" not in h.roles]
    shares = lower[len(words) :]
    if over.roles != {"over"} or not _is_total(total) or not words or words != lower[: len(words)]:
        return None
    if not 1 < len(shares) <= _MOST_SOURCES or not words[0].roles & {"name", "facility"}:
        return None
    size = len(shares) + 1
    ends = [row.tokens[-size:] for row in rows[at + 2 : at + 2 + _ROWS_TO_PROVE]]
    whole = [end for end in ends if len(end) == size and all(t.kind in _AMOUNTS for t in end)]
    values = [[amount_of(token) or 0 for token in end] for end in whole]
    if sum(first > 0 and first == sum(rest) for first, *rest in values) < _FEWEST_ROWS:
        return None
    return [*words, total, *(replace(h, over=over.cite) for h in shares)]


def _is_total(head: HeadCell) -> bool:
    return "amount" in head.roles


def _under(head: HeadCell, division: list[HeadCell]) -> HeadCell:
    """A head of words stands under 区分, if there is one."""
    if not division or head.kind == "number" or head.over:
        return head
    return replace(head, over=division[0].cite)


def _adds_up(row: Row, total: int, parts: range) -> bool:
    """Whether a row with all its cells has a total that its parts add up to."""
    if len(row.tokens) < parts.stop:
        return False
    values = [amount_of(row.tokens[n]) or 0 for n in (total, *parts)]
    return values[0] > 0 and values[0] == sum(values[1:])
