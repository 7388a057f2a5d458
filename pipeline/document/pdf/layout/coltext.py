"""What stands on both sides of a gutter: two columns of text, or the cells of a table?

Text goes on from line to line without holes: its lines begin at the edge of the column, end
sentences, go on below or open entries, in both columns alike. In a table the cells of one column
are of one kind, and a second line of one cell leaves a hole beside it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.document.pdf.text.chunks import Chunk, is_number

_LEAST = 3  # lines of a column (beside the other one, for their levels to tell anything)
_LEVEL = 0.3  # em: chunks of one level differ less in height
_FULL = 1.6  # em: a line that ends nearer to the end of its column is full
_FILLED = 0.7  # part of the distance of two columns that their full lines take up
_HOLE = 1.2  # em: white between two lines that a line of the other column stands beside
INDENT = 4.2  # em: lines of text begin no further in than this
_INDENTS = 3  # places at most where lines of text begin
_AT_INDENTS = 0.8  # part of the lines of a column that begin at those
_SAME = 0.4  # em: lines that begin at one place differ less
_NUMBERS = 0.5  # part of the lines that may be numbers
_PAIRS = 0.45  # part of the lines that may be two texts (a label and what it says)
_ROWS = 0.2  # part of the lines that may be three texts or more
_SIGNS = 0.15  # part of the lines of a column that must tell text, two of them at least
_ONE_KIND = 0.8  # part of the lines of a column that may be of one kind
_HOLES = 0.05  # part of the lines that may have a hole below them
_LABELS = 3  # labels that both columns have: the entries of a form that is filled in twice
_CLASHES = 2  # levels that cannot be rows of a table
_BESIDE = 0.25  # em: lines on one level differ less
_OWN_LEVELS = 0.5  # part of the lines on the levels of others: the columns know no rows
_OPENING = re.compile(
    r"[・･•○◯〇●◎◇◆□■☆★※▶►▷▸→⇒✓➢①-⑳❶-❿【〔［＜<≪《「『（(ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ]"
    r"|[0-9０-９]{1,2}\s*(?:[.．](?![0-9０-９])|[)）、\u3000 ])"
    r"|[アイウエオカキクケコｱ-ｵ]\s*[.．)）、\u3000 ]"
    r"|第[0-9０-９一二三四五六七八九十]{1,3}[章節項]"
)
_CLOSING = re.compile(r"[。．」』][)）]?$")
_LABEL = re.compile(r"[^\s\d０-９：:（(]{2,}")


@dataclass(slots=True)
class Level:
    """What stands on one level of a column, from left to right."""

    chunks: list[Chunk]
    top: float
    bottom: float

    @property
    def text(self) -> str:
        return " ".join(chunk.text for chunk in self.chunks)

    @property
    def x0(self) -> float:
        return self.chunks[0].x0

    @property
    def x1(self) -> float:
        return self.chunks[-1].x1

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


@dataclass(slots=True)
class Signs:
    """What tells text in a column: of each line if it opens an entry and if it ends a sentence,
    and the lines (by place) that go on below."""

    kinds: list[tuple[bool, bool]]
    wrapped: set[int]

    @property
    def total(self) -> int:
        return sum(map(sum, self.kinds)) + len(self.wrapped)

    @property
    def count(self) -> Counter[tuple[bool, bool]]:
        """How many lines are of each kind, the first one (a head?) apart."""
        return Counter(self.kinds[1:])

    @property
    def mixed(self) -> bool:
        """Lines of several kinds: the cells of one column are of one."""
        return max(self.count.values()) <= _ONE_KIND * (len(self.kinds) - 1)


def chunks_to_levels(chunks: Sequence[Chunk]) -> list[Level]:
    """The levels of a column from top to bottom."""
    levels: list[Level] = []
    for chunk in sorted(chunks, key=lambda c: (c.line.box.top + c.line.box.bottom, c.x0)):
        box = chunk.line.box
        middle = (box.top + box.bottom) / 2
        if levels and abs(levels[-1].middle - middle) <= _LEVEL * chunk.line.size:
            levels[-1].chunks.append(chunk)
        else:
            levels.append(Level([chunk], box.top, box.bottom))
    for level in levels:
        level.chunks.sort(key=lambda c: c.x0)
    return levels


def are_text(left: Sequence[Level], right: Sequence[Level], em: float) -> bool:
    """Whether the levels of two columns are text that runs down each of them."""
    if not all(_runs_down(side, em) for side in (left, right)):
        return False
    pitch = min(level.x0 for level in right) - min(level.x0 for level in left)
    shared = _labels(left) & _labels(right)
    signs = [_signs(side, shared, pitch, em) for side in (left, right)]
    clashes = _clashes(left, right, signs[0].wrapped, signs[1].wrapped, em)
    holes = _holes(left, right, em) + _holes(right, left, em)
    if holes > _HOLES * (len(left) + len(right)) and clashes <= holes:
        return False
    if clashes >= _CLASHES and all(len(own.count) > 1 for own in signs):
        return True
    told = all(own.total >= max(2, _SIGNS * len(own.kinds)) for own in signs)
    if _on_own_levels(left, right, em):
        return told
    if all(len(own.wrapped) > 1 for own in signs):
        return False  # the second lines of cells stand beside each other
    if len(shared) < _LABELS and not all(own.mixed for own in signs):
        return False
    return told


def _runs_down(levels: Sequence[Level], em: float) -> bool:
    """Lines that begin at one edge, most of them one text and no number."""
    count = len(levels)
    starts = [level.x0 for level in levels]
    if max(starts[1:]) - min(starts) > INDENT * em:
        return False
    pairs = sum(len(level.chunks) > 1 for level in levels)
    rows = sum(len(level.chunks) > 2 for level in levels)
    numbers = sum(is_number(level.text) for level in levels)
    return (
        _at_indents(starts, em) >= _AT_INDENTS * count
        and pairs <= _PAIRS * count
        and rows <= _ROWS * count
        and numbers <= _NUMBERS * count
    )


def _at_indents(starts: Sequence[float], em: float) -> int:
    """How many lines begin at the places where most lines begin."""
    groups: list[list[float]] = []
    for start in sorted(starts):
        if not groups or start - groups[-1][0] > _SAME * em:
            groups.append([])
        groups[-1].append(start)
    return sum(sorted(map(len, groups), reverse=True)[:_INDENTS])


def _holes(levels: Sequence[Level], others: Sequence[Level], em: float) -> int:
    """The white between two lines where a line of the other column stands."""
    middles = [other.middle for other in others]
    return sum(
        below.top - above.bottom > _HOLE * em
        and any(above.bottom < middle < below.top for middle in middles)
        for above, below in pairwise(levels)
    )


def _on_own_levels(left: Sequence[Level], right: Sequence[Level], em: float) -> bool:
    """Less than half of the lines beside the other column stand on the levels of its lines."""
    top, bottom = max(left[0].top, right[0].top), min(left[-1].bottom, right[-1].bottom)
    beside = [level for level in left if top <= level.middle <= bottom]
    others = [other.middle for other in right]
    same = sum(any(abs(level.middle - o) < _BESIDE * em for o in others) for level in beside)
    return len(beside) >= _LEAST and same < _OWN_LEVELS * len(beside)


def _labels(levels: Sequence[Level]) -> set[str]:
    """What the lines of a column begin with, up to a blank, a digit or a colon."""
    found = (_LABEL.match(level.text) for level in levels)
    return {match[0] for match in found if match}


def _signs(levels: Sequence[Level], shared: set[str], pitch: float, em: float) -> Signs:
    """shared are the labels that both columns have: entries of one kind, one after another. pitch
    is the distance of the columns: only lines that nearly fill it go on below."""
    start, end = min(level.x0 for level in levels), max(level.x1 for level in levels)
    full = end - _FULL * em if end - start >= _FILLED * pitch else float("inf")
    kinds = [(_opens(level.text, shared), bool(_CLOSING.search(level.text))) for level in levels]
    wrapped = {
        i
        for i, (above, below) in enumerate(pairwise(levels))
        if above.x1 >= full
        and len(above.chunks) == 1
        and below.top - above.bottom < em
        and not kinds[i][1]
        and not kinds[i + 1][0]
    }
    return Signs(kinds, wrapped)


def _clashes(
    left: Sequence[Level], right: Sequence[Level], on_left: set[int], on_right: set[int], em: float
) -> int:
    """Levels where one column goes on with the line above and the other one does not: no cell of
    a table begins there."""
    found = 0
    for i in range(1, len(left)):
        for j in range(1, len(right)):
            if abs(left[i].middle - right[j].middle) < _BESIDE * em:
                found += (i - 1 in on_left) != (j - 1 in on_right)
    return found


def _opens(text: str, shared: set[str]) -> bool:
    label = _LABEL.match(text)
    return bool(_OPENING.match(text)) or (label is not None and label[0] in shared)
