"""What the terminal, the page and the JSON say alike: counts, amounts, the proof by the totals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from pipeline.diff.change import EXTRACTOR, Change
from pipeline.diff.run import Report
from pipeline.diff.totals import TotalCheck
from pipeline.telling import Told, joined, told

# The kind that a row is coloured and counted by, the weightiest first.
_WEIGHT = (
    "added", "removed", "split", "merged", "unit", "renamed", "department", "section", "amount",
    "funding", "mark", "unchanged",
)  # fmt: skip


def leading_kind(change: Change) -> str:
    """The weightiest kind of a change."""
    return next(kind for kind in _WEIGHT if kind in change.kinds)


def count_kinds(changes: Iterable[Change]) -> dict[str, int]:
    """How many rows have each kind, in the order of weight; a row may have several."""
    counts = Counter(kind for change in changes for kind in change.kinds)
    return {kind: counts[kind] for kind in _WEIGHT if counts[kind]}


def is_secondary(table: str, changes: Iterable[Change]) -> bool:
    """Whether a table says again what another one said: budgets after programs."""
    return table == "budgets" and any(change.table == "programs" for change in changes)


def yen(amount: int | None, sign: bool = False) -> str:
    """An amount with separators; '' for none."""
    if amount is None:
        return ""
    return f"{amount:+,}" if sign and amount else f"{amount:,}"


def names_of(change: Change) -> str:
    """The name of a row, and what it became."""
    before, after = change.name_from, change.name_to
    if before is None or after is None or before == after or "renamed" not in change.kinds:
        parts = {"split", "merged"} & set(change.kinds) and before != after
        if not parts:
            return str(after if after is not None else before or "")
    return f"{before} → {after}"


def report_heading(report: Report) -> Told:
    """What was compared, and whether the documents or the program may be the cause."""
    key = "extractor_changes" if report.cause == EXTRACTOR else "as_is"
    return told(key, title=report.title, text=report.title)


def check_to_sentence(check: TotalCheck) -> Told:
    """What the printed net totals say of the sum of the deltas."""
    deltas = told("deltas", sum=yen(check.sum_of_deltas, True))
    if check.difference is None:
        sides = {"earlier": check.net_from, "later": check.net_to}
        lacking = [name for name, net in sides.items() if net is None]
        which = lacking[0] if len(lacking) == 1 else "both"
        parts = [told(f"net_lacks_{which}", deltas=deltas)]
    else:
        shown = yen(check.net_from), yen(check.net_to), yen(check.difference, True)
        nets = told("nets", one=shown[0], other=shown[1], difference=shown[2])
        key = "net_proved" if check.holds else "net_contradicted"
        parts = [told(key, deltas=deltas, nets=nets)]
    if check.unknown:
        parts.append(told("no_amount", count=check.unknown))
    if check.units_explain:
        parts.append(told("without_units", sum=yen(check.without_units, True)))
    return joined("and_then", parts)
