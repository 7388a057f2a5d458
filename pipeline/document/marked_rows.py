"""Rows of tables with tabs or pipes whose cells recognition joined, shifted or exchanged.

担当課     | 予算額 | 財源          担当課           | 予算額 | 財源
医療課     |  1,200 | ①             医療課           |  1,200 | ①
健康課 840 | ②      |          ->   健康課           |    840 | ②

What most cells of a column are (numbers, offices, sentences, marks) tells where a row is wrong: it
is mended only if every cell fits its column afterwards.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from normalizers.vocabulary import cached, load
from pipeline.document.model import EMPTY, Cite

_FEWEST_ROWS = 4
_FEWEST_COLUMNS = 4
_FEWEST_CELLS = 3  # of a row; one alone heads the rows below
_FEWEST_OF_KIND = 3
_MOST = 0.6  # of the filled cells of a column
_BETTER = 2  # cells that must fit more than before
_NUMBER = re.compile(r"(?:[△▲][ 　]*|[－-])?[0-9０-９][0-9０-９,，.．]*")
_GROUPED = re.compile(r"(?:[△▲][ 　]*|[－-])?[0-9０-９]{1,3}(?:[,，][0-9０-９]{3})+")
_NIL = re.compile(r"[－―‐ー-]")
_CIRCLED = re.compile(r"[①-⑳➀-➉][①-⑳➀-➉、,・\s]*")
_FLAG = re.compile(r"[○◯〇●◎★☆]|(?:一部)?新規?|再掲?|拡充?|継続?|廃止")
_BLANK = re.compile(r"(?<=\S)[ 　]+(?=\S)")
_UNKNOWN = _NOTHING = ""

Row = list[Cite]


def mend_rows(rows: list[Row]) -> list[Row]:
    """The rows of a table, each wrong one with its cells where they belong."""
    width = len(rows[0]) if rows else 0
    if len(rows) <= _FEWEST_ROWS or width < _FEWEST_COLUMNS:
        return rows
    kinds = [[_kind(cite.text) for cite in row] for row in rows[1:]]
    usual = [_usual([k[column] for k in kinds if column < len(k)]) for column in range(width)]
    if "number" not in usual:
        return rows
    mended = [rows[0]]
    for row, told in zip(rows[1:], kinds, strict=True):
        before = _fit(told, usual)
        wrong = -1 in before and len(row) <= width and len(row) - told.count("") >= _FEWEST_CELLS
        mended.append(_mend(row, told, sum(before), usual) if wrong else row)
    return mended


def _mend(row: Row, kinds: list[str], before: int, usual: Sequence[str]) -> Row:
    """The one reading of a row in which every cell fits its column; the row where there is none
    or no better one."""
    missing = len(usual) - len(row)
    row, kinds = [*row, *[EMPTY] * missing], [*kinds, *[_NOTHING] * missing]
    found: list[tuple[int, Row]] = []
    for reading, forms in _readings(row, kinds):
        fit = _fit(forms, usual)
        if -1 not in fit and sum(fit) >= before + _BETTER:
            found.append((sum(fit), reading))
    best = max((score for score, _ in found), default=0)
    chosen = [reading for score, reading in found if score == best]
    return chosen[0] if len(chosen) == 1 else row


def _readings(row: Row, kinds: list[str]) -> Iterator[tuple[Row, list[str]]]:
    """Two neighbours exchanged; a cell parted at a blank, what is behind it put into the empty
    cell behind it, or all cells behind moved one on into the empty last one. Each with the kinds
    of its cells."""
    for at in range(len(row) - 1):
        if row[at] and row[at + 1]:
            forms = [*kinds[:at], kinds[at + 1], kinds[at], *kinds[at + 2 :]]
            yield [*row[:at], row[at + 1], row[at], *row[at + 2 :]], forms
    for at, cite in enumerate(row[:-1]):
        end = len(row) if not row[at + 1] else len(row) - 1 if not row[-1] else 0
        behind = at + 2 if not row[at + 1] else at + 1
        for blank in _BLANK.finditer(cite.text) if end else ():
            parts = [cite.part(0, blank.start()), cite.part(blank.end())]
            forms = [*kinds[:at], *(_kind(c.text) for c in parts), *kinds[behind:end]]
            yield [*row[:at], *parts, *row[behind:end]], forms


def _fit(kinds: Sequence[str], usual: Sequence[str]) -> list[int]:
    """For each cell 1 if it is what its column holds, -1 if it is something else, 0 where nothing
    can be said."""
    return [
        0 if not kind or not column else 1 if kind == column or _may_be(kind, column) else -1
        for kind, column in zip(kinds, usual, strict=False)
    ]


def _may_be(kind: str, column: str) -> bool:
    return kind == "nil" and column in ("number", "flag", "circled")


def _usual(kinds: Sequence[str]) -> str:
    """What most filled cells of a column are."""
    count = Counter(kind for kind in kinds if kind and kind != "nil")
    if not count:
        return _UNKNOWN
    kind, most = count.most_common(1)[0]
    return kind if most >= _FEWEST_OF_KIND and most > _MOST * count.total() else _UNKNOWN


def _kind(text: str) -> str:
    """What a cell holds by its form; empty for an empty one."""
    if not text:
        return ""
    if text[-1] in "0123456789０１２３４５６７８９":
        if _NUMBER.fullmatch(text):
            return "number"
        return "joined" if _ends_in_amount(text) else "plain"
    if len(text) == 1 and _NIL.match(text):
        return "nil"
    if text[-1] in "。":
        return "sentence"
    if text[0] in "①②③④⑤⑥⑦⑧⑨" and _CIRCLED.fullmatch(text):
        return "circled"
    if text[-1] in "①②③④⑤⑥⑦⑧⑨":
        return "joined"
    if len(text) < 5 and _FLAG.fullmatch(text):
        return "flag"
    return "office" if text.endswith(_office_ends()) and len(text) < 30 else "plain"


def _ends_in_amount(text: str) -> bool:
    last = _BLANK.split(text)[-1]
    return last != text and bool(_GROUPED.fullmatch(last))


@cached
def _office_ends() -> tuple[str, ...]:
    offices = load("offices")
    return tuple({*offices["departments"], *offices["sections"], *offices["groups"]})
