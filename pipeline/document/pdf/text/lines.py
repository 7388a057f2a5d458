"""Runs of characters to visual lines."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from pipeline.document.model import Box
from pipeline.document.pdf.model.ink import Char, Segment
from pipeline.document.pdf.model.pieces import Height, PieceLine
from pipeline.document.pdf.model.settings import Settings
from pipeline.document.pdf.text.runs import Run
from pipeline.document.pdf.text.small import settle_small

_LEVEL = 0.3  # points: parts of a line that stand on one level differ less


def runs_to_lines(
    runs: Sequence[Run],
    settings: Settings,
    dividers: Sequence[Segment] = (),
    body: float = 0.0,
) -> list[PieceLine]:
    """Visual lines in the order of their height, then from left to right.

    Runs on one baseline become one line, a blank standing for each wide gap, unless a vertical
    rule (dividers) stands between them or their sizes differ too much. Short runs much smaller
    than body, the usual size of the page, are labels of a figure and stay apart.
    """
    if len(runs) == 1 and not (runs[0].vertical or runs[0].loose):
        return [_run_to_line(runs[0])]
    level = [run for run in runs if not run.vertical]
    lines: list[PieceLine] = []
    rows = _rows(level, settings)
    asides: list[Run] = []
    if len({round(run.size) for run in level}) > 1:
        rows, asides = settle_small(rows, settings)
    for row in rows:
        lines.extend(_row_to_lines(row, dividers, settings, settings.label * body))
    for run in asides:
        aside = _parts_to_line([run], settings.blank)
        aside.margin = True
        lines.append(aside)
    lines.sort(key=lambda line: (line.box.bottom, line.box.x0))
    upright = [run for run in runs if run.vertical]
    upright.sort(key=lambda run: (-run.x0, run.top))
    return lines + [_run_to_vertical_line(run) for run in upright]


def _rows(runs: Sequence[Run], settings: Settings) -> list[list[Run]]:
    """Runs gathered by their baselines; a row is compared by its first, largest run."""
    rows: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: (run.bottom, run.x0)):
        for row in reversed(rows[-8:]):
            if _same_level(row, run, settings):
                row.append(run)
                break
        else:
            rows.append([run])
    return rows


def _same_level(row: list[Run], run: Run, settings: Settings) -> bool:
    first = row[0]
    small = min(first.size, run.size)
    if abs(first.bottom - run.bottom) <= settings.baseline * small * 0.8:
        return True
    middle = abs(first.top + first.bottom - run.top - run.bottom) / 2
    if middle > settings.baseline * small:
        return False
    return any(
        max(run.x0 - other.x1, other.x0 - run.x1) <= 1.5 * max(run.size, other.size)
        for other in row
    )


def _row_to_lines(
    row: list[Run], dividers: Sequence[Segment], settings: Settings, label: float
) -> list[PieceLine]:
    if len(row) == 1 and not row[0].loose:
        return [_run_to_line(row[0])]
    row.sort(key=lambda run: run.x0)
    blank = _blank_width(row, settings)
    lines: list[PieceLine] = []
    parts: list[Run] = []
    for run in row:
        apart = parts and (
            _are_labels(parts[-1], run, label) or not _goes_on(parts[-1], run, dividers)
        )
        if apart:
            lines.append(_parts_to_line(parts, blank))
            parts = []
        parts.append(run)
    lines.append(_parts_to_line(parts, blank))
    return lines


def _blank_width(row: list[Run], settings: Settings) -> float:
    """How wide a gap, in em, becomes a blank: letter-spaced lines need wider ones."""
    if not _is_in_question(row, settings.blank):
        return settings.blank
    gaps = [
        (x0 - x1) / max(size, following)
        for run in row
        for x0, x1, (size, following) in zip(
            run.edges[1:], run.ends, pairwise(run.sizes), strict=False
        )
    ]
    gaps += [(right.x0 - left.x1) / max(left.size, right.size) for left, right in pairwise(row)]
    if len(gaps) < 4:
        return settings.blank
    return settings.blank + min(max(median(gaps), 0.0), 1.0)


def _is_in_question(row: list[Run], least: float) -> bool:
    """Whether a gap is a blank or none by how wide blanks are here: least to one em more."""
    if any(run.loose for run in row):
        return True
    for left, right in pairwise(row):
        size = min(left.last_size, right.first_size)
        if least * size < right.edges[0] - left.ends[-1] <= (least + 1.001) * size:
            return True
    return False


def _are_labels(left: Run, right: Run, label: float) -> bool:
    if max(left.size, right.size) >= label or right.x0 - left.x1 <= left.size:
        return False
    return max(len(left), len(right)) <= 8


def _goes_on(left: Run, right: Run, dividers: Sequence[Segment]) -> bool:
    gap = right.x0 - left.x1
    if gap < -0.5 * min(left.x1 - left.x0, right.x1 - right.x0):
        return False  # drawn over each other
    small, large = sorted((left.size, right.size))
    if gap > 2 * large and small < 0.7 * large:
        return False
    middle = (right.top + right.bottom) / 2
    return not any(
        left.x1 - 1 <= rule.at <= right.x0 + 1 and rule.low <= middle <= rule.high
        for rule in dividers
    )


def _run_to_line(run: Run) -> PieceLine:
    edges = (*run.edges, run.ends[-1])
    box = Box(run.x0, run.top, run.x1, run.bottom)
    return PieceLine(run.text, edges, box, run.size, bold=run.bold, ends=run.ends)


def _parts_to_line(parts: list[Run], blank: float) -> PieceLine:
    text: list[str] = []
    edges: list[float] = []
    ends: list[float] = []
    heights: list[Height] = []
    end = 0.0
    size = 0.0  # of the last character
    for run in parts:
        chars = _backwards(run)
        x0, first_size = (chars[0].x0, chars[0].size) if chars else (run.edges[0], run.first_size)
        if text and x0 - end > blank * min(size, first_size):
            text.append(" ")
            edges.append(end)
            ends.append(x0)
        heights.append(Height(len(edges), run.top, run.bottom))
        if run.loose:
            _add_chars(chars or run.chars, blank, text, edges, ends)
        else:
            text.append(run.text)
            edges.extend(run.edges)
            ends.extend(run.ends)
        end, size = (ends[-1], chars[-1].size if chars else run.last_size)
    edges.append(end)
    return PieceLine(
        "".join(text),
        tuple(edges),
        Box(
            min(run.x0 for run in parts),
            min(run.top for run in parts),
            max(run.x1 for run in parts),
            max(run.bottom for run in parts),
        ),
        max(run.size for run in parts),
        bold=all(run.bold for run in parts),
        ends=tuple(ends),
        heights=_own_heights(heights),
    )


def _own_heights(heights: list[Height]) -> tuple[Height, ...]:
    """The heights of the parts of a line; none where they stand on one level."""
    bottoms = [height.bottom for height in heights]
    return tuple(heights) if max(bottoms) - min(bottoms) > _LEVEL else ()


def _backwards(run: Run) -> list[Char]:
    """The characters of a run that stands upside down, from left to right; none of others."""
    return run.chars[::-1] if run.turn == 180 else []


def _add_chars(
    chars: list[Char], blank: float, text: list[str], edges: list[float], ends: list[float]
) -> None:
    """The characters of a run in reading order, with the blanks between them."""
    last: Char | None = None
    for char in chars:
        if last is not None and _needs_blank(last, char, blank):
            text.append(" ")
            edges.append(last.x1)
            ends.append(char.x0)
        text.append(char.text)
        edges.append(char.x0)
        ends.append(char.x1)
        last = char


def _needs_blank(last: Char, char: Char, blank: float) -> bool:
    gap = char.x0 - last.x1
    if gap <= blank * min(last.size, char.size):
        return False
    return not (last.text.isspace() or char.text.isspace())


def _run_to_vertical_line(run: Run) -> PieceLine:
    chars = run.chars
    if run.turn == 270:
        edges = [char.bottom for char in chars] + [chars[-1].top]
    else:
        edges = [char.top for char in chars] + [chars[-1].bottom]
    box = Box(run.x0, run.top, run.x1, run.bottom)
    return PieceLine(run.text, tuple(edges), box, run.size, vertical=True, bold=run.bold)
