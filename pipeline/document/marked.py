"""Grids from texts that still mark their columns: tabs, or pipes as in Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from normalizers.head import read_heads
from pipeline.document.marked_cells import (
    PIPE,
    begun_rows_to_grids,
    cells_to_grids,
    columns_of_cells,
    line_to_pieces,
    to_cell,
)
from pipeline.document.marked_heads import (
    COVERED,
    columns_below,
    head_over_numbers,
    lost_spans,
    rows_below,
    split_heads,
    two_heads,
    without_empty_column,
)
from pipeline.document.marked_rows import mend_rows
from pipeline.document.model import Cell, Cite, Grid, Line

_MOST_HEADINGS = 2
_LONGEST_HEADING = 40
_FEWEST_COLUMNS = 4
_FEWEST_OF_SECOND = 5  # lines of a run with two tables
_CELL_END = re.compile(r"^(?P<cell>[^|]*)\|[ \t]*$")
_FEWEST_ENDS = 5
_FEWEST_OPEN = 3  # lines of as many pipes, the head among them
_AMOUNT = re.compile(r"\**[△▲]?[0-9０-９]{1,3}(?:[,，][0-9０-９]{3})+\**")
_PROSE = re.compile(r"[「」【】。・：]")
_MONEY = re.compile(r"[0-9０-９][\s　]*[百十]?[千万億]?円")
_NUMBER = re.compile(r"\**[△▲]?[0-9０-９,，.．]+\s*[%％円千人]*\**")
_UNIT = re.compile(r"[（(]?単位[\s　]*[:：]?[\s　]*[^（）()]{1,6}[）)]?")
_OPEN_RULE = re.compile(r"^\s*:?-{3,}:?\s*(?:\|\s*:?-{3,}:?\s*)+$")
_RULE = re.compile(r"^\s*\|?[\s:|+=-]*-[\s:|+=-]*\|?\s*$")


def lines_to_flow(lines: list[Line]) -> list[Line | Grid]:
    """Lines in order; runs of lines with tabs or pipes as one grid each. Blank lines drop out.

    Short lines without tabs between the rows of a table are headings within it; a first line with
    words and a unit (… ５年間　（単位：千円）) is its caption.
    """
    flow: list[Line | Grid] = []
    for kind, run in _join_interrupted(_runs(lines)):
        captions = 1 if kind and len(run) > 2 and _is_caption(run, kind) else 0
        flow.extend(run[:captions])
        flow.extend(_run_to_items(run[captions:], kind) if kind else run)
    return flow


def _is_caption(run: list[Line], kind: str) -> bool:
    """Whether the first line holds words and a unit, above a head of more cells."""
    texts = [t for _, a, b in line_to_pieces(run[0], kind) if (t := run[0].text[a:b].strip())]
    if len(texts) != 2 or not _UNIT.fullmatch(texts[1]) or _is_head(run[0], kind):
        return False
    return _is_head(run[1], kind)


def without_cell_ends(texts: list[str]) -> list[str]:
    """The lines of a text, blanks for the pipes of tables whose cells stand on lines of their own.

    事業名 | / 災害医療対策事業 | / 予算額 |: nothing tells rows from columns, but heads that are
    known; the words stay.
    """
    ends = [_CELL_END.match(text) for text in texts]
    for first, end in _stretches(texts):
        if any(text.count(PIPE) > 1 for text in texts[first:end]):
            ends[first:end] = [None] * (end - first)  # rows with cells on several lines
            continue
        for ended, run in groupby(range(first, end), key=lambda at: ends[at] is not None):
            at = list(run)
            if ended and columns_of_cells([texts[n].rstrip(" \t|") for n in at]):
                ends[at[0] : at[-1] + 1] = [None] * len(at)
    if sum(end is not None for end in ends) < _FEWEST_ENDS:
        return texts
    return [
        text if end is None else end["cell"] + " " * (len(text) - len(end["cell"]))
        for text, end in zip(texts, ends, strict=True)
    ]


def _stretches(texts: list[str]) -> Iterator[tuple[int, int]]:
    """Where lines begin and end that have no blank line between them."""
    for filled, run in groupby(range(len(texts)), key=lambda at: bool(texts[at].strip())):
        if filled:
            places = list(run)
            yield places[0], places[-1] + 1


def _open_lines(lines: list[Line]) -> set[int]:
    """The lines (by index) of tables whose rows neither begin nor end with a pipe: a head, below
    it a rule (---|---) or rows of as many pipes, and the lines with pipes that follow."""
    found: set[int] = set()
    end = 1
    for at, line in enumerate(lines):
        if at < end or PIPE not in lines[at - 1].text:
            continue
        if not _OPEN_RULE.match(line.text) and not _is_open_head(lines[at - 1 : at + 2]):
            continue
        end = at + 1
        while end < len(lines) and PIPE in lines[end].text:
            end += 1
        found.update(x.index for x in lines[at - 1 : end])
    return found


def _is_open_head(lines: list[Line]) -> bool:
    """Whether the first of three lines is a head without outer pipes and all have as many pipes;
    rows may begin or end with an empty cell (圏域 | 市町村 | 人口, then | 北市 | 100)."""
    if len(lines) < _FEWEST_OPEN or len({line.text.count(PIPE) for line in lines}) > 1:
        return False
    head = lines[0].text.strip()
    return head.strip(PIPE) == head and head.count(PIPE) > 1 and _is_head(lines[0], PIPE)


def _runs(lines: list[Line]) -> list[tuple[str, list[Line]]]:
    """Neighbouring lines with the same separator ('' for none); a blank line ends a table's run."""
    runs: list[tuple[str, list[Line]]] = []
    opened = _open_lines(lines)
    ended = True
    for line in lines:
        if not line.text.strip():
            ended = True
            continue
        kind = PIPE if line.index in opened else _separator(line.text)
        if not runs or runs[-1][0] != kind or (ended and kind):
            runs.append((kind, []))
        runs[-1][1].append(line)
        ended = False
    return runs


def _join_interrupted(runs: list[tuple[str, list[Line]]]) -> list[tuple[str, list[Line]]]:
    """A table's rows go on behind a blank line, or behind one or two headings."""
    joined: list[tuple[str, list[Line]]] = []
    for kind, run in runs:
        back = 1 if joined and joined[-1][0] else 2
        table = joined[-back] if kind and len(joined) >= back else ("", [])
        between = joined[-1][1] if back == 2 and joined else []
        if kind and kind == table[0] and _goes_on(table[1], between, run, kind):
            joined[-back:] = [(kind, [*table[1], *between, *run])]
        else:
            joined.append((kind, run))
    return joined


def _goes_on(table: list[Line], between: list[Line], run: list[Line], kind: str) -> bool:
    """Whether a run without a head is more of the table above: about as many columns; as many
    where nothing but the number of a page stands between."""
    paged = bool(between) and all(line.margin for line in between)
    if len(between) > _MOST_HEADINGS or not _is_head(table[0], kind) or _is_head(run[0], kind):
        return False
    if any(len(x.text.strip()) > _LONGEST_HEADING or "。" in x.text for x in between):
        return False
    width, found = _width(table, kind), _width(run, kind)
    return (paged and found == width) or (width >= _FEWEST_COLUMNS and abs(found - width) <= 1)


def _is_head(line: Line, kind: str) -> bool:
    """Whether the vocabulary knows most words of a row; a sum with its amount is none."""
    texts = [t for _, a, b in line_to_pieces(line, kind) if (t := line.text[a:b].strip())]
    if any(map(_AMOUNT.fullmatch, texts)):
        return False
    known = sum(any(h.fit > 1 for h in read_heads(t)) for t in texts)
    return len(texts) > 1 and known * 2 >= len(texts)


def _width(run: list[Line], kind: str) -> int:
    return max(len(line_to_pieces(line, kind)) for line in run)


def _separator(text: str) -> str:
    """Tabs anywhere; pipes around a row, or behind each of its cells (as pages of the web give)."""
    if "\t" in text and text.strip():
        return "\t"
    bare = text.strip()
    enclosed = bare.startswith(PIPE) and bare.count(PIPE) > 1
    return PIPE if enclosed or bare.endswith(PIPE) else ""


def _run_to_items(run: list[Line], separator: str) -> list[Line | Grid]:
    """A run of lines as a grid, with its title above; two tables that nothing parts but the title
    of the second are two."""
    at = _second_title(run, separator)
    if at:
        return [
            *_run_to_items(run[:at], separator),
            run[at],
            *_table_to_items(run[at + 1 :], separator),
        ]
    return _table_to_items(run, separator)


def _second_title(run: list[Line], separator: str) -> int:
    """Where a line within a run titles the table below (◆医療機関 | ||||, then its head), below
    rows without a head; 0 where none does."""
    if len(run) < _FEWEST_OF_SECOND or _is_head(run[0], separator):
        return 0
    for at in range(1, len(run) - 2):
        line = run[at]
        cells = [line.text[a:b].strip() for x, a, b in line_to_pieces(line, separator) if x is line]
        alone = len(cells) >= _FEWEST_COLUMNS and cells[0] and not any(cells[1:])
        if alone and _is_head(run[at + 1], separator):
            return at
    return 0


def _table_to_items(run: list[Line], separator: str) -> list[Line | Grid]:
    whole = [line.text for line in run if line.text.count(PIPE) > 1]
    closed = all(text.lstrip().startswith(PIPE) for text in whole)
    if separator == PIPE and closed and (grids := begun_rows_to_grids(run)):
        return grids
    if separator == PIPE and (grids := cells_to_grids(run)):
        return grids
    rows: list[list[Cite]] = []
    rules: list[tuple[Line, int]] = []  # each with the number of rows above
    for line in run:
        if separator == PIPE and _RULE.match(line.text):
            rules.append((line, len(rows)))
            continue
        pieces = line_to_pieces(line, separator, closed)
        rows.append([line.cite(start, end) for line, start, end in pieces])
    rows = split_heads(without_empty_column(rows)) if rows else rows
    if separator == PIPE:
        ruled = len(line_to_pieces(rules[0][0], separator, closed)) if len(rules) == 1 else 0
        above = sum(map(len, rows[: rules[0][1]])) if ruled else 0
        ruled = ruled if above == ruled else 0  # a rule below more than its head
        rows = two_heads(head_over_numbers(_join_broken_rows(rows, ruled)))
    spread = lost_spans(rows) if separator == PIPE else rows
    grouped = spread is not rows
    rows = spread if grouped else mend_rows(rows)
    width = max((len(r) for r in rows), default=0)
    if width < 2 or not rows or _is_torn_line(run, separator):
        return list(run)
    cells = [
        Cell(
            number,
            column,
            to_cell(cite),
            column_span=columns_below(row, column),
            row_span=rows_below(rows, number) if grouped and not column else 1,
        )
        for number, row in enumerate(rows)
        for column, cite in enumerate(row)
        if cite is not COVERED and (cite or column or not grouped)
    ]
    heads = 1 if grouped else 2 if any(cite is COVERED for cite in rows[0]) else None
    origin = "tabs" if separator == "\t" else "pipes"
    return [Grid(run[0].page, cells, len(rows), width, origin, head_rows=heads)]


def _is_torn_line(run: list[Line], separator: str) -> bool:
    """Whether a run is one line in which a tab stands for a wide blank: 予算の推移, then
    ・令和元年度：30,000千円. Two pieces with marks of running text, no head of a table."""
    if len(run) > 1 or separator != "\t" or not _PROSE.search(run[0].text):
        return False
    if _is_head(run[0], separator) and not _MONEY.search(run[0].text):
        return False
    pieces = [run[0].text[a:b].strip() for _, a, b in line_to_pieces(run[0], separator)]
    return len(pieces) == 2 and all(p and not _NUMBER.fullmatch(p) for p in pieces)


def _join_broken_rows(rows: list[list[Cite]], ruled: int = 0) -> list[list[Cite]]:
    """Rows whose cells hold line breaks stand on several lines, each cell closed by its pipe:
    lines are one row where their cells together are as many as the widest line has.

    ruled: the columns of the rule below the head, 0 without one: no line need hold a whole row,
    and the last row may lack its end.
    """
    width = max((ruled, *map(len, rows)), default=0)
    joined: list[list[Cite]] = []
    at = 0
    while at < len(rows):
        end = at + 1
        while end < len(rows) and sum(map(len, rows[at:end])) < width:
            end += 1
        cut = end == len(rows) and width == ruled
        if sum(map(len, rows[at:end])) != width and not cut:
            end = at + 1
        joined.append([cite for row in rows[at:end] for cite in row])
        at = end
    return joined
