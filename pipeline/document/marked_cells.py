"""The cells of a line with tabs or pipes, and what Markdown puts around their words."""

from __future__ import annotations

import re

from pipeline.document.model import Cite, Line

Piece = tuple[Line, int, int]  # a line, and where in it a cell begins and ends

PIPE = "|"
_ESCAPED = "\\"  # what is left of a pipe that a converter escaped: no cell
_BREAK = re.compile(r"<br[ ]?/?>", re.IGNORECASE)  # a line break within a cell


def to_cell(cite: Cite) -> Cite:
    """A cell with line breaks for <br>, without the ** that Markdown puts around all of it."""
    cite = _without_emphasis(cite)
    breaks = list(_BREAK.finditer(cite.text)) if "<" in cite.text else []
    if not breaks:
        return cite
    starts = [0, *(m.end() for m in breaks)]
    ends = [*(m.start() for m in breaks), len(cite.text)]
    return Cite.join(cite.part(a, b) for a, b in zip(starts, ends, strict=True))


def _without_emphasis(cite: Cite) -> Cite:
    """Words without the ** around all of them: **合計**."""
    text = cite.text
    whole = len(text) > 4 and text.startswith("**") and text.endswith("**")
    return cite.part(2, len(text) - 2) if whole and "**" not in text[2:-2] else cite


def line_to_pieces(line: Line, separator: str, closed: bool = True) -> list[Piece]:
    """The cells of a line; closed: a pipe before the first one stands for no cell."""
    text = line.text
    if separator not in text:  # a heading between the rows
        return [(line, 0, len(text))]
    if separator == PIPE and text.strip() == PIPE:  # closes an empty cell
        return [(line, 0, 0)]
    pieces, start = [], 0
    for at in [m.start() for m in re.finditer(re.escape(separator), text)] + [len(text)]:
        pieces.append((line, start, at))
        start = at + 1
    if separator == PIPE:  # the outer pipes enclose the row
        first = text[: text.index("|")].strip()
        pieces = pieces[1:] if first == _ESCAPED or (closed and not first) else pieces
        if pieces and not text[pieces[-1][1] : pieces[-1][2]].strip():
            pieces = pieces[:-1]
    return pieces
