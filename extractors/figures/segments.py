"""A chunk of text in items: the sentences and list items that a figure is explained in.

Lines that were wrapped are joined; a line that begins with a mark, stands alone or ends well
before its neighbours is an item of its own.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain

from extractors.figures.ledger import Chunk, Numeral
from extractors.figures.words import words
from extractors.figures.wraps import UNFINISHED, Lines
from normalizers.printed_years import ERA, LETTER

HEAD, NUMBER, BULLET, CIRCLED, BRACKETED, KANA, DOT, NOTE, PLAIN = range(9)
_MARKS = [  # rank, pattern of the mark that an item begins with, outermost first
    (HEAD, r"[<〈《][^<>〈〉《》]{1,30}[>〉》]\s*$|第[0-9一二三四五六七八九十]+[章節部]\s"),
    (NUMBER, r"[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ]+[.、\s]|[0-9]{1,2}(?:[.、](?![0-9])\s*|\s+(?=[^0-9\s,.]))"),
    (BULLET, r"[○◯〇●◎■□◆◇▶▷►▼★☆]\s*"),
    (CIRCLED, r"[①-⑳㉑-㉟㊱-㊿➀-➉❶-❿⓵-⓾]\s*|【[^【】]{1,30}】\s*$|\[[^\[\]]{1,30}\]\s*$"),
    (BRACKETED, r"\([0-9]{1,2}\)\s*"),
    (KANA, r"\([ア-ンa-z]\)\s*|[ア-ン][\s.、](?=\S)"),
    (DOT, r"[・･•·]\s*|-\s+|[ーｰ]\s+"),
    (NOTE, r"(?:※|\*|注)[0-9]?[).:]?\s*|[【≪\[〔](?=[^】≫\]〕\n]{1,20}[】≫\]〕])"),
]
_MARK = re.compile("|".join(f"(?P<m{rank}>{pattern})" for rank, pattern in _MARKS))
_RESULTS = re.compile(
    rf"^[(\s]*(?:[0-9]{{4}}|{ERA}|{LETTER}(?=[0-9元]))[^、。]*"
    r"(?:実績|成果|状況|結果|現在|時点)\s*[)]?$"
)
_LONGEST_LEAD = 40
_LONGEST = 600  # characters of a line that is not cut


def begins_item(line: str) -> bool:
    """Whether a folded line begins with a mark or is the head of results (平成30年度事業実績)."""
    return bool(_MARK.match(line) or _RESULTS.match(line))


@dataclass(slots=True, eq=False)
class Item:
    """A numeric expression in a segment: characters start to end of its text."""

    numeral: Numeral
    start: int
    end: int


@dataclass(slots=True, eq=False)
class Segment:
    """One item of a chunk: text is folded, joined and without line breaks.

    at[i] is the place of text[i] in the chunk; body is where the text begins behind its mark;
    leads: a line above others, without a figure of its own; parents: the leads above, nearest
    first.
    """

    chunk: Chunk
    text: str
    at: Sequence[int]
    rank: int = PLAIN
    body: int = 0
    items: list[Item] = field(default_factory=list)
    leads: bool = False
    parents: tuple[Segment, ...] = ()
    before: Segment | None = None  # the segment above it in the chunk

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The characters start to end of the text as a range of the chunk's text."""
        return self.at[start], self.at[end - 1] + 1


def chunk_to_segments(
    chunk: Chunk, numerals: list[Numeral], repeated: Container[str] = ()
) -> list[Segment]:
    """The items of a chunk in their order, its numeric expressions in them.

    repeated: lines that stand on many pages, the headings of a form: each is an item of its own.
    """
    lines = Lines(chunk.text, chunk.folded, numerals, repeated, begins_item)
    groups = [part for group in lines.groups() for part in _cut(lines.text, group, numerals)]
    segments = [_segment(chunk, lines.text, group) for group in groups]
    _place(segments, numerals)
    return segments


def _cut(
    text: str, group: list[tuple[int, int]], numerals: list[Numeral]
) -> Iterator[list[tuple[int, int]]]:
    """A paragraph on one very long line, cut behind its sentences so that it stays cheap."""
    (start, end), longest = group[0], _LONGEST
    if len(group) > 1 or end - start <= longest:
        yield group
        return
    while end - start > longest:
        stop = text.rfind("。", start, start + longest) + 1 or start + longest
        number = bisect_left(numerals, stop, key=_begin) - 1
        if number >= 0 and numerals[number].quantity.end > stop:  # it would be cut
            stop = _begin(numerals[number])
        stop = stop if stop > start else start + longest
        yield [(start, stop)]
        start = stop
    yield [(start, end)]


def _begin(numeral: Numeral) -> int:
    return numeral.quantity.start


def _segment(chunk: Chunk, text: str, lines: list[tuple[int, int]]) -> Segment:
    if len(lines) == 1:
        ((start, end),) = lines
        joined = text[start:end]
        segment = Segment(chunk, joined, range(start, end))
    else:
        joined = "".join(text[a:b] for a, b in lines)
        segment = Segment(chunk, joined, list(chain.from_iterable(range(a, b) for a, b in lines)))
    if mark := _MARK.match(joined):
        segment.rank = int(str(mark.lastgroup)[1:])
        whole = mark.end() >= len(joined.rstrip())
        segment.body = 0 if whole or joined[0] in "【≪[〔<〈《" else mark.end()
    elif _RESULTS.match(joined) and len(joined) <= _LONGEST_LEAD:
        segment.rank = NUMBER
    return segment


def _place(segments: list[Segment], numerals: list[Numeral]) -> None:
    starts = [s.at[0] if s.at else 0 for s in segments]
    for numeral in numerals:
        number = bisect_left(starts, numeral.quantity.start + 1) - 1
        segment = segments[number]
        low = bisect_left(segment.at, numeral.quantity.start)
        high = bisect_left(segment.at, numeral.quantity.end - 1) + 1
        segment.items.append(Item(numeral, low, high))


def nest(segments: list[Segment], is_figure: dict[int, bool], repeated: Container[str]) -> None:
    """Set what leads and under which leads each segment stands.

    is_figure: for the id of a numeral whether it is a figure of its own (no year, no mark).
    repeated: lines that stand on many pages, the headings of a form: they lead nothing.
    """
    stack: list[Segment] = []
    for number, segment in enumerate(segments):
        if segment.text.strip() in repeated:
            stack = []
            continue
        segment.before = segments[number - 1] if number else None
        bare = segment.text[segment.body :].strip()
        segment.leads = (
            0 < len(bare) <= _LONGEST_LEAD
            and "。" not in bare
            and not UNFINISHED.search(bare)
            and (
                bare.endswith(words().measured)
                or not any(is_figure[id(item.numeral)] for item in segment.items)
            )
        )
        while stack and (
            stack[-1].rank > segment.rank
            or (stack[-1].rank == segment.rank and (segment.leads or segment.rank != PLAIN))
        ):
            stack.pop()
        segment.parents = tuple(reversed(stack))
        if segment.leads:
            stack.append(segment)
