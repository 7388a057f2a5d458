"""Visual lines to chunks: the parts of a line that wide gaps keep apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.document.model import Box
from pipeline.document.pdf.model.pieces import PieceLine

# What stands alone in front of a list entry: (1) ① 1. ア ・ ○ ◆ ※ - and the like.
_MARKER = re.compile(
    r"[（(【\[〔]?\s*[0-9０-９a-zA-Zａ-ｚＡ-Ｚア-ンｱ-ﾝい-は一二三四五六七八九十ⅰ-ⅻⅠ-Ⅻ]{1,3}\s*[)）】\]〕.．、]"
    r"|[①-⑳❶-❿➀-➉㉑-㊿Ⓐ-ⓩ・･·•○◯〇●◎◇◆□■☆★※＊*▶►▷▸→⇒✓✔\-‐－–]"
    r"|[ア-ン]|第[0-9０-９一二三四五六七八九十]{1,3}[章節項]?"
)
BRACKETS = ("(", "（", "[", "［", "〔", "<", "＜")  # a number in them stays with the one above
_WORD = re.compile(r"\S+")
_NUMBER = re.compile(
    r"[△▲(（約]*\s*[\d０-９][\d０-９,，.．\s]*\D{0,4}(?:(?:[※＊*]|[(（]?注)\s*[\d０-９]{1,2}[)）]?)?"
    r"|[－―ー‐\-–−]"
)

_TIME = re.compile(r"年|月|期|[HhRrＨＲ][\d０-９]")


class Chunk(NamedTuple):
    """Characters start to end of a line, without blanks at the ends, from x0 to x1."""

    line: PieceLine
    start: int
    end: int
    x0: float
    x1: float

    @property
    def text(self) -> str:
        return self.line.text[self.start : self.end]

    @property
    def box(self) -> Box:
        top, bottom = self.line.height(self.start, self.end)
        return Box(self.x0, top, self.x1, bottom)

    def piece(self) -> PieceLine:
        """The chunk as a line of its own."""
        line = self.line
        if self.start == 0 and self.end == len(line.text):
            return line
        edges = (*line.edges[self.start : self.end], self.x1)
        text, ends = line.text[self.start : self.end], line.ends[self.start : self.end]
        return PieceLine(text, edges, self.box, line.size, bold=line.bold, ends=ends)


@dataclass(slots=True, eq=False)
class Row:
    """What stands on one level, from left to right."""

    chunks: list[Chunk]
    top: float
    bottom: float
    size: float

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


def row_of(chunks: list[Chunk]) -> Row:
    """Some chunks of a row as a row of their own, with their own height."""
    boxes = [chunk.box for chunk in chunks]
    top, bottom = min(b.top for b in boxes), max(b.bottom for b in boxes)
    return Row(chunks, top, bottom, max(chunk.line.size for chunk in chunks))


def line_to_chunks(line: PieceLine, gap: float) -> list[Chunk]:
    """Cut a line where the white between two characters is wider than gap em."""
    chunks: list[Chunk] = []
    edges, wide = line.edges, gap * line.size
    start = stop = -1
    for word in _WORD.finditer(line.text):  # only blanks are wide: characters end at the next
        first, end = word.span()
        if start < 0:
            start = first
        elif edges[first] - edges[stop] > wide:
            chunks.append(Chunk(line, start, stop, edges[start], edges[stop]))
            start = first
        stop = end
    if start >= 0:
        chunks.append(Chunk(line, start, stop, edges[start], edges[stop]))
    return chunks


def lines_to_rows(lines: Sequence[PieceLine], gap: float) -> list[Row]:
    """Level lines gathered into rows from top to bottom, markers joined to what they mark."""
    rows: list[Row] = []
    level = [line for line in lines if not line.vertical]
    for line in sorted(level, key=lambda line: (line.box.top + line.box.bottom, line.box.x0)):
        middle = (line.box.top + line.box.bottom) / 2
        chunks = line_to_chunks(line, gap)
        if rows and _same_level(rows[-1], line, middle):
            row = rows[-1]
            row.chunks.extend(chunks)
            row.top, row.bottom = min(row.top, line.box.top), max(row.bottom, line.box.bottom)
            row.size = max(row.size, line.size)
        else:
            rows.append(Row(chunks, line.box.top, line.box.bottom, line.size))
    for row in rows:
        if len(row.chunks) > 1:
            row.chunks.sort(key=lambda chunk: chunk.x0)
            row.chunks = _join_markers(row.chunks)
    return rows


def _same_level(row: Row, line: PieceLine, middle: float) -> bool:
    small, large = sorted((row.size, line.size))
    return abs(row.middle - middle) <= 0.3 * small and small >= 0.75 * large


def _join_markers(chunks: list[Chunk]) -> list[Chunk]:
    joined: list[Chunk] = []
    for chunk in chunks:
        last = joined[-1] if joined else None
        if (
            last is not None
            and last.line is chunk.line
            and chunk.x0 - last.x1 <= 3.5 * chunk.line.size
            and len(joined) == 1
            and _MARKER.fullmatch(last.text)
        ):
            joined[-1] = last._replace(end=chunk.end, x1=chunk.x1)
        else:
            joined.append(chunk)
    return joined


def chunks_to_lines(chunks: Sequence[Chunk]) -> list[PieceLine]:
    """Chunks that follow each other on one line are a line again."""
    joined: list[Chunk] = []
    for chunk in chunks:
        last = joined[-1] if joined else None
        follows = last is not None and last.line is chunk.line and last.end <= chunk.start
        if last is not None and follows and not chunk.line.text[last.end : chunk.start].strip():
            joined[-1] = last._replace(end=chunk.end, x1=chunk.x1)
        else:
            joined.append(chunk)
    return [chunk.piece() for chunk in joined]


def is_marker(text: str) -> bool:
    """What stands alone in front of a list entry."""
    return bool(_MARKER.fullmatch(text.strip())) or text.strip().isdigit()


def is_amount(text: str) -> bool:
    """A number that counts something, no year or month of a head (22年度, R4)."""
    return is_number(text) and any(char.isdigit() for char in text) and not _TIME.search(text)


def is_number(text: str) -> bool:
    """A cell's number with or without a unit, or a nil mark."""
    return bool(_NUMBER.fullmatch(text.strip()))


def has_amount(row: Row) -> bool:
    """A chunk behind the first is an amount: the row is no head."""
    return any(is_amount(chunk.text) for chunk in row.chunks[1:])


def has_digit(row: Row) -> bool:
    return any(char.isdigit() for chunk in row.chunks for char in chunk.text)
