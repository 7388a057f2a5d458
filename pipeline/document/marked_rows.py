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
from itertools import pairwise
from typing import TypeVar

from normalizers.total import total_level
from normalizers.vocabulary import cached, load
from pipeline.document.model import EMPTY, Cite

_FEWEST_ROWS = 4
_FEWEST_COLUMNS = 4
_FEWEST_CELLS = 3  # of a row; one alone heads the rows below
_FEWEST_OF_KIND = 3
_MOST = 0.6  # of the filled cells of a column
_CHANGES, _FEW_WRONG = 2, 12  # of a row; rows of which so many are tried
_MOST_TRIED = 12  # readings that are changed once more; where there are more, nothing is sure
_LONGER = 3  # times the longest text of a column, which may itself lack a long one
_BETTER = 2  # cells that must fit more than before
_NUMBER = re.compile(r"(?:[△▲][ 　]*|[－-])?[0-9０-９][0-9０-９,，.．]*")
_GROUPED = re.compile(r"(?:[△▲][ 　]*|[－-])?[0-9０-９]{1,3}(?:[,，][0-9０-９]{3})+")
_NIL = re.compile(r"[－―‐ー-]")
_LETTERS = re.compile(r"[ア-ンA-ZＡ-Ｚ](?:[、,・\s]*[ア-ンA-ZＡ-Ｚ]){0,3}")
_FORMULA = re.compile(  # (A)-(B)
    r"[（(][A-ZＡ-Ｚア-ン][）)](?:\s*[-－+＋]\s*[（(][A-ZＡ-Ｚア-ン][）)])*"
)
_CIRCLED = re.compile(r"[①-⑳➀-➉][①-⑳➀-➉、,・\s]*")
_FLAG = re.compile(r"[○◯〇●◎★☆]|(?:一部)?新規?|再掲?|拡充?|継続?|廃止")
_BLANK = re.compile(r"(?<=\S)[ 　]+(?=\S)")
_UNKNOWN = _NOTHING = ""
_WORDS = "words"  # of no one kind, and without numbers

Row = list[Cite]
_T = TypeVar("_T")


def mend_rows(rows: list[Row]) -> list[Row]:
    """The rows of a table, each wrong one with its cells where they belong."""
    width = len(rows[0]) if rows else 0
    if len(rows) <= _FEWEST_ROWS or width < _FEWEST_COLUMNS:
        return rows
    kinds = [[_kind(cite.text) for cite in row] for row in rows[1:]]
    usual = [_usual([k[column] for k in kinds if column < len(k)]) for column in range(width)]
    if "number" not in usual:
        return rows
    mended = [rows[0], *(_read_once(row, usual) for row in rows[1:])]
    wrong = [
        number
        for number, told in enumerate(kinds, 1)
        if -1 in _fit(told, usual)
        and len(told) <= width
        and len(told) - told.count("") >= _FEWEST_CELLS
    ]
    changes = _CHANGES if len(wrong) <= _FEW_WRONG else 1
    right = [row for number, row in enumerate(rows[1:], 1) if number not in wrong]
    longest = [max((len(r[c].text) for r in right if c < len(r)), default=0) for c in range(width)]
    for number in wrong:
        mended[number] = _mend(rows[number], kinds[number - 1], usual, changes, longest)
    return mended


def _read_once(row: Row, usual: Sequence[str]) -> Row:
    """A row of one cell more than the head without the number that stands twice, if all cells fit
    their columns then, in one way."""
    if len(row) != len(usual) + 1:
        return row
    twice = [at for at, (a, b) in enumerate(pairwise(row)) if a.text == b.text != ""]
    twice = [at for at in twice if _kind(row[at].text) == "number"]
    found = [[*row[:at], *row[at + 1 :]] for at in twice]
    found = [made for made in found if -1 not in _fit([_kind(c.text) for c in made], usual)]
    return found[0] if len(found) == 1 else row


def _mend(
    row: Row, kinds: list[str], usual: Sequence[str], changes: int, longest: Sequence[int]
) -> Row:
    """The one reading of a row in which every cell fits its column, by as few changes as can be;
    the row where there is none or no better one. Of equals, the one whose cells are all parted and
    none far longer than those of other rows in its column (longest)."""
    before = sum(_fit(kinds, usual))
    missing = len(usual) - len(row)
    row, kinds = [*row, *[EMPTY] * missing], [*kinds, *[_NOTHING] * missing]
    tried = [(row, kinds)]
    for _ in range(changes):
        tried = [made for told in tried for made in _readings(*told)]
        found: dict[tuple[str, ...], tuple[tuple[int, int, int], Row]] = {}
        for reading, forms in tried:
            fit = _fit(forms, usual)
            if -1 not in fit and sum(fit) >= before + _BETTER:
                wide = sum(
                    len(c.text) > _LONGER * most
                    for c, most in zip(reading, longest, strict=True)
                    if c
                )
                score = sum(fit), -forms.count("joined"), -wide
                found[tuple(cite.text for cite in reading)] = score, reading
        best = max((score for score, _ in found.values()), default=(0, 0, 0))
        chosen = [reading for score, reading in found.values() if score == best]
        if chosen:
            return chosen[0] if len(chosen) == 1 else row
        near = [made for made in tried if sum(_fit(made[1], usual)) >= before - 1]
        tried = list({tuple(c.text for c in told): (told, forms) for told, forms in near}.values())
        if len(tried) > _MOST_TRIED:
            break
    return row


def _readings(row: Row, kinds: list[str]) -> Iterator[tuple[Row, list[str]]]:
    """Two neighbours exchanged; the cells between two places moved by one into an empty cell; a
    number that stands twice read once; a cell parted at a blank, the cells behind moved one on into
    the next empty one. Each with the kinds of its cells."""
    for gap in (at for at, cite in enumerate(row) if not cite):
        for at in range(len(row)):
            if at != gap and row[at]:
                yield _moved(row, gap, at), _moved(kinds, gap, at)
    for at, (cite, following) in enumerate(pairwise(row)):
        if cite.text == following.text and kinds[at] == "number":
            once = [*row[:at], *row[at + 1 :], EMPTY]
            yield once, [*kinds[:at], *kinds[at + 1 :], _NOTHING]
    for at in range(len(row) - 1):
        if row[at] and row[at + 1]:
            forms = [*kinds[:at], kinds[at + 1], kinds[at], *kinds[at + 2 :]]
            yield [*row[:at], row[at + 1], row[at], *row[at + 2 :]], forms
    for at, cite in enumerate(row[:-1]):
        gap = next((n for n in range(at + 1, len(row)) if not row[n]), 0)
        for blank in _BLANK.finditer(cite.text) if gap else ():
            parts = [cite.part(0, blank.start()), cite.part(blank.end())]
            forms = [*kinds[:at], *(_kind(c.text) for c in parts)]
            forms += [*kinds[at + 1 : gap], *kinds[gap + 1 :]]
            yield [*row[:at], *parts, *row[at + 1 : gap], *row[gap + 1 :]], forms


def _moved(cells: list[_T], gap: int, at: int) -> list[_T]:
    """The cells with the one at a gap taken out and put in at another place."""
    rest = [*cells[:gap], *cells[gap + 1 :]]
    return [*rest[:at], cells[gap], *rest[at:]]


def _fit(kinds: Sequence[str], usual: Sequence[str]) -> list[int]:
    """For each cell 1 if it is what its column holds, -1 if it is something else, 0 where nothing
    can be said."""
    return [
        0
        if not kind or not column or (column == _WORDS and kind != "number")
        else 1
        if kind == column or _may_be(kind, column)
        else -1
        for kind, column in zip(kinds, usual, strict=False)
    ]


def _may_be(kind: str, column: str) -> bool:
    if kind == "sum":  # its word stands in any column of words
        return column not in ("number", "flag")
    return kind == "nil" and column in ("number", "flag", "circled", "letters")


def _usual(kinds: Sequence[str]) -> str:
    """What most filled cells of a column are."""
    count = Counter("plain" if k == "sum" else k for k in kinds if k and k != "nil")
    if not count:
        return _UNKNOWN
    kind, most = count.most_common(1)[0]
    if most >= _FEWEST_OF_KIND and most > _MOST * count.total():
        return kind
    wordy = count["number"] <= 1 and count.total() > _FEWEST_OF_KIND
    return _WORDS if wordy and not count["joined"] else _UNKNOWN


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
    if len(text) < 5 and _LETTERS.fullmatch(text):
        return "letters"
    if len(text) > 5 and text[-2] in " 　" and _LETTERS.fullmatch(text[-1]):
        return "joined"  # 医療政策課 医療係 A
    if total_level(text) or _FORMULA.fullmatch(text):
        return "sum"
    return "office" if text.endswith(_office_ends()) and len(text) < 30 else "plain"


def _ends_in_amount(text: str) -> bool:
    last = _BLANK.split(text)[-1]
    return last != text and bool(_GROUPED.fullmatch(last))


@cached
def _office_ends() -> tuple[str, ...]:
    offices = load("offices")
    return tuple({*offices["departments"], *offices["sections"], *offices["groups"]})
