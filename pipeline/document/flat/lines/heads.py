"""Heads that stand one below another, some of them on several lines: 自家 / 発電, 人口 / (人)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from normalizers.printed_years import ERA, LETTER
from pipeline.document.flat.heads import HeadCell, head_score
from pipeline.document.flat.lines.cell_kinds import is_name
from pipeline.document.flat.tokens import Row, merge

_NOTE = re.compile(r"[(（\[［][^()（）]{1,20}[)）\]］]")
_TITLE = re.compile(r"の(?:状況|一覧|概要|内訳)$")  # above the heads
_SENTENCE = re.compile(r"[。、，]|^[・○●※◆■□【＜〈]")
_VALUES = frozenset({"number", "counted", "nil", "mark", "date"})
_YEAR = re.compile(rf"(?:{ERA}|{LETTER})?(?:\d{{1,4}}|元)年度")
_WIDEST = 34
_MOST_LINES = 24
_MOST_PIECES = 3
_MOST_UNKNOWN = 2  # heads behind the last that the vocabulary knows
_FEWEST = 2
_SCORES = (-1.0, 0.2, 1.5, 3.0)  # of a head by how well it is known
_NEAR = 0.1  # a note or a year is better part of a head than one
_PIECE = -0.5  # a further line of a head
_UNKNOWN_PIECES = -2.0  # lines that make no known head together


class _Way(NamedTuple):
    """How the lines so far are parted: the score, the heads known, where the last one begins."""

    score: float
    known: int
    start: int
    last_known: bool


def could_be_head(row: Row) -> bool:
    """Whether a line is short and of words alone."""
    if "line of a head" not in row.memo:
        words = _VALUES.isdisjoint(row.kinds) or _is_year(row)
        row.memo["line of a head"] = (
            words and row.width <= _WIDEST and not _SENTENCE.search(row.text)
        )
    return bool(row.memo["line of a head"])


def _is_year(row: Row) -> bool:
    return bool(_YEAR.fullmatch("".join(row.bare.split())))


def is_note(row: Row) -> bool:
    """（４月１日現在）, (人): what stands below a head and is part of it."""
    return bool(_NOTE.fullmatch(row.text))


def is_known(row: Row) -> bool:
    """Whether a line alone is a head that the vocabulary knows, and no name of a facility."""
    if "known head" not in row.memo:
        score = head_score(row.text) if could_be_head(row) else 0
        words = not is_name(row.text) and not _TITLE.search(row.text)
        row.memo["known head"] = score == 3 or (score == 2 and words)
    return bool(row.memo["known head"])


class Heads(NamedTuple):
    """Heads, the line behind the last, how well they are known; on_line: all stood on one, so
    that a line below them may hold several cells."""

    cells: list[HeadCell]
    end: int
    score: float
    on_line: bool = False


def lines_to_heads(rows: Sequence[Row], at: int) -> Iterator[Heads]:
    """The heads that may begin at rows[at], a known one: those that end with a known head, and
    those with one or two unknown ones behind it. At least two are known, and half of all."""
    ways = [_Way(0.0, 0, 0, True)]
    unknown = 0
    seen: set[str] = set()
    for count in range(1, min(len(rows) - at, _MOST_LINES) + 1):
        row = rows[at + count - 1]
        if not could_be_head(row) and not is_note(row):
            return
        if row.text in seen and not _is_year(rows[at + count - 2]):
            return
        seen.add(row.text)
        ways.append(_best_way(rows, at, ways, count))
        heads = _heads(rows, at, ways)
        unknown = 0 if ways[-1].last_known else unknown + 1
        if unknown > _MOST_UNKNOWN + 1:
            return
        if ways[-1].known >= _FEWEST and ways[-1].known * 2 >= len(heads):
            yield Heads(heads, at + count, ways[-1].score)


def _best_way(rows: Sequence[Row], at: int, ways: Sequence[_Way], count: int) -> _Way:
    found: list[_Way] = []
    for start in range(max(0, count - _MOST_PIECES), count):
        before = ways[start]
        lines = rows[at + start : at + count]
        if is_note(lines[0]) and start:
            continue
        score, known = _score(lines)
        found.append(_Way(before.score + score, before.known + known, start, known))
    return max(found, default=_Way(float("-inf"), 0, count - 1, False))


def _score(lines: Sequence[Row]) -> tuple[float, bool]:
    if len(lines) == 1:
        known = is_known(lines[0])
        return (_SCORES[head_score(lines[0].text)] if known else _SCORES[0]), known
    words = [line for line in lines if not is_note(line)]
    if not words:
        return _UNKNOWN_PIECES, False
    if _is_year(words[0]) and len(words) > 1:  # 24年度 / 支出済額
        score, known = _score(words[1:])
        return score + _NEAR, known
    if len(words) == 1:
        score, known = _score(words)
        return score + _NEAR, known
    text = "".join("".join(line.text.split()) for line in words)
    score = head_score(text) if len(text) <= _WIDEST // 2 else 0
    joins = _PIECE * (len(words) - 1)
    return (_SCORES[score] + joins, True) if score == 3 else (_UNKNOWN_PIECES + joins, False)


def _heads(rows: Sequence[Row], at: int, ways: Sequence[_Way]) -> list[HeadCell]:
    heads: list[HeadCell] = []
    end = len(ways) - 1
    while end > 0:
        start = ways[end].start
        heads.append(HeadCell(tuple(merge(r.tokens) for r in rows[at + start : at + end])))
        end = start
    return heads[::-1]
