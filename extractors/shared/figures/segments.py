"""A chunk of text in items: the sentences and list items that a figure is explained in.

Lines that were wrapped are joined; a line that begins with a mark, stands alone or ends well
before its neighbours is an item of its own.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container
from dataclasses import dataclass, field

import regex

from extractors.shared.figures.words import folded, words
from extractors.shared.ledger import Chunk, Numeral

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
_MARK = regex.compile("|".join(f"(?P<m{rank}>{pattern})" for rank, pattern in _MARKS))
_LABELLED = regex.compile(r"[^、。:=\s()]{1,20}\s*:|[^\s、。()]{1,3}(?:\s[^\s、。()]){1,3}\s*:")
_CLOSED = regex.compile(r"[。:]\s*$|^[<【\[〔].*[>】\]〕]\s*$")
_AS_OF_LINE = regex.compile(r"[(※](?:.{0,8}[0-9]{1,4}[年.]).{0,20}(?:現在|時点)\)?\s*$")
_UNFINISHED = regex.compile(r"[、,はがをにでともや及びの・](?:\s*)$")
_CHAIN = regex.compile(r"\s*[→⇒➡⇨]")
_ROW = regex.compile(r"[^\s、。0-9]{1,24}[\s:]+")
_RESULTS = regex.compile(r"^[(\s]*(?:[0-9]{4}|平成|令和|昭和|[HRS])[^、。]*(?:実績|成果|状況|結果|現在|時点)\s*[)]?$")
_FULL = 0.62  # of the width of its neighbours: a line as long may have been wrapped
_LEAST = 9  # full-width characters that a column of wrapped text has at least
_REACH = 3  # lines below that tell how wide a line can be
_LONGEST_LEAD = 40


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
    at: list[int]
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
    text = folded(chunk.text)
    groups = _groups(text, numerals, repeated)
    segments = [_segment(chunk, text, lines) for lines in groups]
    _place(segments, numerals)
    return segments


def _groups(
    text: str, numerals: list[Numeral], repeated: Container[str]
) -> list[list[tuple[int, int]]]:
    """The lines of a text, those together that were one before they were wrapped."""
    lines, at = [], 0
    for line in text.split("\n"):
        lines.append((at, at + len(line)))
        at += len(line) + 1
    broken = {
        n.quantity.start + i
        for n in numerals
        for i, c in enumerate(n.quantity.raw)
        if c == "\n"
    }
    ends = {n.quantity.end for n in numerals}
    begins = {n.quantity.start for n in numerals}
    widths = [_width(text[a:b]) for a, b in lines]
    groups: list[list[tuple[int, int]]] = []
    depth = 0
    for number, (start, end) in enumerate(lines):
        row = _ROW.match(text, start, end) if not depth else None
        wraps = number > 0 and (
            start - 1 in broken
            or (
                not (row and row.end() in begins)
                and text[start:end].strip() not in repeated
                and text[slice(*lines[number - 1])].strip() not in repeated
                and _goes_on(text, lines, widths, number, depth, lines[number - 1][1] in ends)
            )
        )
        if wraps:
            groups[-1].append((start, end))
        else:
            groups.append([(start, end)])
            depth = 0
        piece = text[start:end]
        depth = max(0, depth + piece.count("(") - piece.count(")"))
    return groups


def _goes_on(
    text: str,
    lines: list[tuple[int, int]],
    widths: list[float],
    number: int,
    depth: int,
    after_figure: bool,
) -> bool:
    """Whether a line continues the one before it."""
    before = text[slice(*lines[number - 1])]
    line = text[slice(*lines[number])]
    if _CHAIN.match(line) and after_figure:
        return True
    if _MARK.match(line) or _CLOSED.search(before) or _stands_alone(line):
        return False
    if depth:
        return True
    if before.endswith(words().measured) and "、" not in before:
        return False
    if _LABELLED.match(line):
        return False
    first = line[:1]
    if after_figure and not ("ぁ" <= first <= "ん" or first in "。、)」"):
        return False
    widest = max(widths[number : number + _REACH])
    if widths[number - 1] >= _FULL * widest:
        return widths[number - 1] >= _LEAST
    return bool(_UNFINISHED.search(before)) and widths[number - 1] >= 0.4 * widest


def _stands_alone(line: str) -> bool:
    """A date of all that stands above, or the head of results: 平成30年度事業実績."""
    return bool(_AS_OF_LINE.match(line) or _RESULTS.match(line))


def _width(text: str) -> float:
    """Full-width characters count one, the others a half."""
    return len(text) - (3 * len(text) - len(text.encode())) / 4


def _segment(chunk: Chunk, text: str, lines: list[tuple[int, int]]) -> Segment:
    if len(lines) == 1:
        (start, end), = lines
        joined, at = text[start:end], list(range(start, end))
    else:
        joined = "".join(text[a:b] for a, b in lines)
        at = [i for a, b in lines for i in range(a, b)]
    segment = Segment(chunk, joined, at)
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
            and not _UNFINISHED.search(bare)
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
