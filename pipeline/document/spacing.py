"""Texts of converters that put a blank line behind every line: their blank lines tell nothing."""

from __future__ import annotations

from itertools import groupby

_FEWEST = 10  # filled lines: of fewer it cannot be said that all are set apart
_FEWEST_DOUBLED = 4  # the same where there is an odd number of blank lines everywhere


def single_spaced(texts: list[str]) -> list[int]:
    """The places of the lines that count: all, but for one blank line behind each filled line of
    a text in which no two filled lines follow each other.

    Where the blank lines between two filled ones are 1, 3, 5 ... throughout, blank lines were
    doubled as well: half of what remains counts.
    """
    runs = [
        (filled, list(run))
        for filled, run in groupby(range(len(texts)), lambda at: _is_filled(texts[at]))
    ]
    lines = [run for filled, run in runs if filled]
    between = [
        len(run) for filled, run in runs[1 : -1 if runs and runs[-1][0] else -2] if not filled
    ]
    doubled = all(count % 2 for count in between)
    least = _FEWEST_DOUBLED if doubled else _FEWEST
    if len(lines) < least or any(len(run) > 1 for run in lines):
        return list(range(len(texts)))
    kept: list[int] = []
    for at, (filled, run) in enumerate(runs):
        if filled or at == 0:
            kept += run
        else:
            kept += run[: (len(run) - 1) // 2 if doubled else len(run) - 1]
    return kept


def _is_filled(text: str) -> bool:
    """Whether a line holds more than white; a page break counts as text."""
    return bool(text.strip(" \t\r\u3000"))
