"""Small characters beside and above larger ones: superscripts, footnote marks, ruby."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from pipeline.document.pdf.model.settings import Settings

if TYPE_CHECKING:
    from pipeline.document.pdf.text.runs import Run

_KANA = re.compile(r"[ぁ-ゖァ-ヺーゝゞヽヾ・]+")
_POWERS = frozenset("23２３")
_RAISED = 0.85
_DIGITS = re.compile(r"[0-9０-９,、]+[)）]?")


def settle_small(rows: list[list[Run]], settings: Settings) -> tuple[list[list[Run]], list[Run]]:
    """Move raised and lowered runs into the rows of their larger neighbours.

    Returns the rows and the asides: ruby (kana over a run, JLREQ 3.3) and raised digits behind
    a digit (a footnote mark would change the number), which stay lines of their own.
    """
    asides: list[Run] = []
    sizes = [max(run.size for run in row) for row in rows]
    kept: list[list[Run]] = []
    for row, size in zip(rows, sizes, strict=True):
        larger = [
            other
            for other, other_size in zip(rows, sizes, strict=True)
            if size <= _limit(row, settings) * other_size
        ]
        rest = row
        if larger:
            rest = [run for run in row if not _settle(run, larger, settings, asides)]
        if rest:
            kept.append(rest)
    for row in kept:
        for run in [run for run in row if _changes_number(run, row, settings)]:
            row.remove(run)
            asides.append(run)
    return [row for row in kept if row], asides


def _settle(run: Run, rows: Sequence[list[Run]], settings: Settings, asides: list[Run]) -> bool:
    """Put a small run where it belongs; False where no larger run is near."""
    for row in rows:
        for other in row:
            if run.size > _limit([run], settings) * other.size or run.turn != other.turn:
                continue
            if _beside(run, other):
                row.append(run)
                return True
            if run.size <= settings.ruby * other.size and _above(run, other):
                asides.append(run)
                return True
    return False


def _limit(row: Sequence[Run], settings: Settings) -> float:
    """The size of small runs, as a part of that of their neighbours: a raised 2 is hardly smaller
    in some programs (km2)."""
    power = len(row) == 1 and row[0].text in _POWERS
    return _RAISED if power else settings.superscript


def _beside(run: Run, other: Run) -> bool:
    middle = (run.top + run.bottom) / 2
    gap = max(run.x0 - other.x1, other.x0 - run.x1)
    within = other.top - 0.1 * other.size <= middle <= other.bottom + 0.1 * other.size
    return within and -0.2 * run.size <= gap <= 0.5 * other.size


def _above(run: Run, other: Run) -> bool:
    gap = other.top - run.bottom
    over = other.x0 - 0.5 * other.size <= run.x0 and run.x1 <= other.x1 + 0.5 * other.size
    near = -0.35 * other.size <= gap <= 0.3 * other.size
    return over and near and bool(_KANA.fullmatch(run.text))


def _changes_number(run: Run, row: Sequence[Run], settings: Settings) -> bool:
    """Digits set small and raised right behind the digit of a number."""
    if not _DIGITS.fullmatch(run.text):
        return False
    return any(
        run.size <= settings.superscript * other.size
        and run.bottom < other.bottom - 0.12 * other.size
        and -0.2 * other.size <= run.x0 - other.x1 <= 0.5 * other.size
        and other.text[-1].isdigit()
        for other in row
        if other is not run
    )
