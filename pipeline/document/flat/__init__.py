"""Tables of flattened texts: grids rebuilt from heads, column counts and the width of wraps."""

from __future__ import annotations

from pipeline.document.flat.columns.grids import partly_taken
from pipeline.document.flat.find import find_tables
from pipeline.document.flat.tokens import lines_to_rows
from pipeline.document.model import Grid, Line


def rebuild_tables(lines: list[Line], flow: list[Line | Grid]) -> list[Line | Grid]:
    """The flow with each flattened table as one grid (origin 'flat') in place of its lines.

    Columns are told by words (a head that the vocabulary knows), by counts and kinds of tokens,
    and by the widths at which cells wrap; a text without such a table comes back unchanged. Lines
    of a grid leave the flow; the grid stands where its first line stood. No character is lost: a
    line that a grid takes in part stays in the flow.
    """
    result: list[Line | Grid] = []
    run: list[Line] = []
    for item in [*flow, None]:
        if isinstance(item, Line):
            run.append(item)
            continue
        result.extend(_rebuild_run(run))
        run = []
        if item is not None:
            result.append(item)
    return result


def _rebuild_run(run: list[Line]) -> list[Line | Grid]:
    found = find_tables(lines_to_rows(run))
    at_line = {f.first: f for f in found}
    grids = [grid for f in found for grid in f.grids]
    gone = {index for f in found for index in f.lines}
    gone -= partly_taken(grids, {line.index: line for line in run})
    result: list[Line | Grid] = []
    for line in run:
        table = at_line.get(line.index)
        if table is not None:
            result.extend(table.grids)
        if line.index not in gone:
            result.append(line)
    return result
