"""Grids from texts that still mark their columns: tabs, or pipes as in Markdown."""

from __future__ import annotations

import re

from pipeline.document.model import Cell, Grid, Line

_RULE = re.compile(r"^\s*\|?[\s:|+=-]*-[\s:|+=-]*\|?\s*$")


def lines_to_flow(lines: list[Line]) -> list[Line | Grid]:
    """Lines in order; runs of lines with tabs or pipes as one grid each. Blank lines drop out."""
    flow: list[Line | Grid] = []
    run: list[Line] = []
    for line in [*lines, None]:
        separator = _separator(line.text) if line else ""
        if run and (not separator or separator != _separator(run[0].text)):
            flow.extend(_run_to_items(run))
            run = []
        if line is None:
            break
        if separator:
            run.append(line)
        elif line.text.strip():
            flow.append(line)
    return flow


def _separator(text: str) -> str:
    if "\t" in text and text.strip():
        return "\t"
    return "|" if text.lstrip().startswith("|") and text.count("|") > 1 else ""


def _run_to_items(run: list[Line]) -> list[Line | Grid]:
    separator = _separator(run[0].text)
    rows = [
        _line_to_pieces(line, separator)
        for line in run
        if not (separator == "|" and _RULE.match(line.text))
    ]
    width = max((len(r) for r in rows), default=0)
    if width < 2 or not rows:
        return list(run)
    cells = [
        Cell(number, column, line.cite(start, end))
        for number, row in enumerate(rows)
        for column, (line, start, end) in enumerate(row)
    ]
    return [Grid(run[0].page, cells, len(rows), width, "tabs" if separator == "\t" else "pipes")]


def _line_to_pieces(line: Line, separator: str) -> list[tuple[Line, int, int]]:
    text = line.text
    pieces, start = [], 0
    for at in [m.start() for m in re.finditer(re.escape(separator), text)] + [len(text)]:
        pieces.append((line, start, at))
        start = at + 1
    if separator == "|":  # the outer pipes enclose the row
        pieces = pieces[1:] if not text[: text.index("|")].strip() else pieces
        if pieces and not text[pieces[-1][1] : pieces[-1][2]].strip():
            pieces = pieces[:-1]
    return pieces
