"""Round charts: where they lie, for the labels on them stand in no columns."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.document.model import Box
from pipeline.document.pdf.model.pieces import PieceLine
from pipeline.document.pdf.text.chunks import line_to_chunks

_TOUCH = 2.0  # points between sectors of one chart
_SECTORS = 3  # fewer may be a drawing of any kind
_ROUND = 1.25  # the longer side of a chart to the shorter one
_PAGE = 0.6  # of a page: more is its background
_CLOSE = 0.8  # times a line's height: the lines of one label stand closer
_MIDDLE = 0.5  # of the wider line: how far the middles of two lines of one label are apart
_END = ("%", "％")  # a label ends with its share


def sectors_to_pies(sectors: Sequence[Box], width: float, height: float) -> list[Box]:
    """The boxes of round charts on a page of this size: three and more sectors that touch and
    together are about as wide as high."""
    found: list[tuple[Box, set[Box]]] = []
    for box in sectors:
        near = [pie for pie in found if _touch(pie[0], box)]
        whole, parts = box, {box}
        for pie in near:
            found.remove(pie)
            whole, parts = whole.union(pie[0]), parts | pie[1]
        found.append((whole, parts))
    return [
        whole
        for whole, parts in found
        if len(parts) >= _SECTORS and _is_round(whole, width * height)
    ]


def lines_on_pies(
    lines: Sequence[PieceLine], pies: Sequence[Box], gap: float
) -> tuple[list[PieceLine], list[PieceLine]]:
    """The labels on charts, cut where the white in a line is wider than gap em, and the lines
    that stand beside all charts."""
    labels: list[PieceLine] = []
    others: list[PieceLine] = []
    for line in lines:
        if line.vertical or not any(_touch(pie, line.box) for pie in pies):
            others.append(line)
        else:
            labels.extend(chunk.piece() for chunk in line_to_chunks(line, gap))
    return labels, others


def lines_to_labels(lines: Sequence[PieceLine]) -> list[list[PieceLine]]:
    """The lines of each label on a chart, from top to bottom: labels of narrow sectors stand side
    by side, so that their lines alternate down the page."""
    labels: list[list[PieceLine]] = []
    for line in sorted(lines, key=lambda piece: piece.box.top):
        above = [label for label in labels if _goes_on(label[-1], line)]
        if above:
            min(above, key=lambda label: _apart(label[-1].box, line.box)).append(line)
        else:
            labels.append([line])
    return labels


def _goes_on(above: PieceLine, line: PieceLine) -> bool:
    """Whether a line stands below another one of the same label, which has no share yet."""
    if above.text.rstrip().endswith(_END):
        return False
    high = max(above.box.bottom - above.box.top, line.box.bottom - line.box.top)
    wide = max(above.box.x1 - above.box.x0, line.box.x1 - line.box.x0)
    gap = line.box.top - above.box.bottom
    return abs(gap) <= _CLOSE * high and _apart(above.box, line.box) <= _MIDDLE * wide


def _apart(a: Box, b: Box) -> float:
    return abs((a.x0 + a.x1) - (b.x0 + b.x1)) / 2


def _touch(a: Box, b: Box) -> bool:
    return (
        a.x0 <= b.x1 + _TOUCH
        and b.x0 <= a.x1 + _TOUCH
        and a.top <= b.bottom + _TOUCH
        and b.top <= a.bottom + _TOUCH
    )


def _is_round(box: Box, page: float) -> bool:
    short, long = sorted((box.x1 - box.x0, box.bottom - box.top))
    return long <= _ROUND * short and short * long <= _PAGE * page
