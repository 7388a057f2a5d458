"""The changes as a table for a terminal."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from pipeline.diff.change import Change
from pipeline.diff.run import Report, changes_of
from pipeline.diff.told import (
    check_to_sentence,
    count_kinds,
    is_secondary,
    leading_kind,
    names_of,
    report_heading,
    yen,
)
from pipeline.telling import ENGLISH, say

_COLOURS = {
    "added": "32", "removed": "31", "split": "35", "merged": "35", "unit": "33", "renamed": "36",
    "department": "34", "section": "34", "unchanged": "2", "amount": "0", "funding": "0",
    "mark": "0",
}  # fmt: skip  # of ECMA-48: SGR 30 to 37 are foreground colours
_SIGNS = {"added": "+", "removed": "-", "unchanged": "="}
_AMOUNT, _KINDS_WIDTH = 17, 26  # columns of the terminal
_LEAST_NAME = 24


def report_to_lines(
    report: Report, width: int, colours: bool, everything: bool = False, language: str = ENGLISH
) -> Iterator[str]:
    """A report as lines: heading, a table of what changed, counts, the proof by the totals.

    width: columns of the terminal; a full-width character takes two. everything: what is
    unchanged, and the amounts of programs that are listed already, are listed as well.
    """
    yield _coloured(say(report_heading(report), language), "1", colours)
    tables = dict.fromkeys(change.table for change in report.changes)
    for table in tables:
        changes = changes_of(report.changes, table)
        wanted = everything or not is_secondary(table, report.changes)
        shown = [c for c in changes if everything or (wanted and c.is_change)]
        counts = ", ".join(f"{kind} {number}" for kind, number in count_kinds(changes).items())
        yield f"{table}: {counts}"
        yield from _rows_to_lines(shown, width, colours)
    if not tables:
        yield "no table has rows on both sides"
    if report.check is not None:
        sentence = say(check_to_sentence(report.check), language)
        yield _coloured(sentence, "31" if report.check.holds is False else "0", colours)
    yield from (f"note: {say(note, language)}" for note in report.notes)


def _rows_to_lines(changes: Sequence[Change], width: int, colours: bool) -> Iterator[str]:
    money = any(c.total_yen_from is not None or c.total_yen_to is not None for c in changes)
    name_width = max(width - (3 * _AMOUNT if money else 0) - _KINDS_WIDTH - 3, _LEAST_NAME)
    if changes and money:
        heads = "".join(head.rjust(_AMOUNT - 1) + " " for head in ("earlier", "later", "delta"))
        yield _coloured(f"  {fitted('', name_width)} {heads}yen", "2", colours)
    for change in changes:
        kind = leading_kind(change)
        cells = [_SIGNS.get(kind, "~"), fitted(names_of(change), name_width)]
        if money:
            for amount, sign in _amounts(change):
                cells.append(yen(amount, sign).rjust(_AMOUNT - 1))
        cells.append("・".join(change.kinds) + (" (再掲)" if change.repeated else ""))
        yield _coloured(" ".join(cells), _COLOURS[kind], colours)


def _amounts(change: Change) -> list[tuple[int | None, bool]]:
    return [
        (change.total_yen_from, False),
        (change.total_yen_to, False),
        (change.delta_yen, True),
    ]


def fitted(text: str, width: int) -> str:
    """A text cut or filled to columns of a terminal; … stands for what was cut off."""
    if _columns(text) <= width:
        return text + " " * (width - _columns(text))
    kept, used = "", 0
    for character in text:
        used += _columns(character)
        if used > width - 1:
            break
        kept += character
    return fitted(kept + "…", width)


def _columns(text: str) -> int:
    """Columns that a text takes: two for a wide or full-width character (Unicode annex 11)."""
    return sum(
        0 if unicodedata.combining(c) else 1 + (unicodedata.east_asian_width(c) in "WF")
        for c in text
    )


def _coloured(text: str, code: str, colours: bool) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if colours and code != "0" else text
