"""Changes of the table budgets: the amounts of programs that are the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from fractions import Fraction
from typing import Any

from pipeline.diff.change import Change, TypedRow
from pipeline.diff.keyed import RowPair, Spec, pair_by, pair_rows, pairs_to_changes, unpaired
from pipeline.diff.moves import unit_jump
from pipeline.diff.wording import folded_name
from pipeline.telling import joined, named, told

ASIDE = "aside"  # key that marks an amount which a document of another year states

SPEC = Spec("budgets", "program", ("measure", "source", "series"), {}, {}, amount="amount_yen")


def rows_to_changes(
    before: Sequence[TypedRow],
    after: Sequence[TypedRow],
    programs: Sequence[Change],
    strict: bool = False,
) -> list[Change]:
    """The changes of amounts between two fiscal years, in the order of the later one.

    programs: the changes of the table programs, which say whose amounts are compared. Amounts of
    a kind (measure and source) that only one edition states are left out: a list of this year's
    budget has no accounts yet. strict: they are not left out. Amounts marked ASIDE serve where a
    program has no others, and neither come nor go. An amount of a program whose delta
    the changes of programs count has none of its own, so that the deltas of all tables add up.
    """
    if not strict:
        both = {_kind(row) for row in before} & {_kind(row) for row in after}
        before = [row for row in before if _kind(row) in both]
        after = [row for row in after if _kind(row) in both]
    pairs = _pair_amounts(before, after, programs)
    repeated = _row_ids(change for change in programs if change.repeated)
    found = pairs_to_changes(SPEC, before, after, pairs, _pair_to_change)
    found = [c for c in found if (c.before and c.after) or ASIDE not in (c.before or c.after or {})]
    counted = _counted(programs)
    for change in found:
        owners = {row.get("program_row_id") for row in (change.before, change.after) if row}
        change.repeated = bool(owners & repeated)
        if owners & counted:
            change.delta_yen = None
    return found


def _counted(programs: Sequence[Change]) -> set[str]:
    """Programs whose amounts are counted with them: those of budgets would count again."""
    return _row_ids(change for change in programs if change.delta_yen is not None)


def _row_ids(changes: Iterable[Change]) -> set[str]:
    return {
        row["row_id"]
        for change in changes
        for row in (change.before, change.after)
        if row is not None
    }


def _kind(row: TypedRow) -> tuple[Any, Any]:
    return row.get("measure"), row.get("source")


def _pair_amounts(
    before: Sequence[TypedRow], after: Sequence[TypedRow], programs: Sequence[Change]
) -> list[RowPair]:
    """By the programs that are paired, then by the program itself (a document with both years),
    then, within a kind of amount, by name."""
    links = _program_links(programs)

    def of_link(row: TypedRow) -> Hashable | None:
        link = links.get(row.get("program_row_id") or "")
        return None if link is None else (link, *_kind(row), row.get("series"))

    def of_program(row: TypedRow) -> Hashable | None:
        program = row.get("program_row_id")
        return None if program is None else (program, *_kind(row), row.get("series"))

    own = [[row for row in rows if ASIDE not in row] for rows in (before, after)]
    pairs: list[RowPair] = [(a, b, 1.0) for a, b in pair_by(of_link, *own)]
    old, new = unpaired(before, pairs), unpaired(after, pairs)
    pairs += [(a, b, 1.0) for a, b in pair_by(of_program, old, new)]
    old, new = (unpaired(rows, pairs) for rows in own)
    free_old = [row for row in old if row.get("program_row_id") not in links]
    free_new = [row for row in new if row.get("program_row_id") not in links]
    return pairs + _pair_by_name(free_old, free_new)


def _program_links(programs: Sequence[Change]) -> dict[str, Hashable]:
    """A number for the row_ids of each pair of programs; what came or went has its own."""
    links: dict[str, Hashable] = {}
    for number, change in enumerate(programs):
        for row in (change.before, change.after):
            if row is not None and row.get("row_id") is not None:
                links.setdefault(row["row_id"], number)
    return links


def _pair_by_name(before: Sequence[TypedRow], after: Sequence[TypedRow]) -> list[RowPair]:
    blocks: defaultdict[Hashable, tuple[list[TypedRow], list[TypedRow]]]
    blocks = defaultdict(lambda: ([], []))
    for side, rows in enumerate((before, after)):
        for row in rows:
            blocks[(*_kind(row), row.get("series"))][side].append(row)
    return [pair for old, new in blocks.values() for pair in pair_rows(SPEC, old, new)]


def _pair_to_change(before: TypedRow, after: TypedRow, score: float) -> Change:
    one, other = before.get("amount_yen"), after.get("amount_yen")
    kinds, jumped = ["unchanged"], False
    if one is not None and other is not None and one != other:
        jump = unit_jump(one, other) if one and other else Fraction(1)
        kinds = ["amount"] if jump == 1 else ["unit"]
        jumped = jump != 1
    same = folded_name(str(before.get("program"))) == folded_name(str(after.get("program")))
    what = told(
        "program_same" if same else "program_renamed",
        measure=named("measure", str(after.get("measure"))),
        source=named("source", str(after.get("source"))),
    )
    parts = [what, told("other_unit")] if jumped else [what]
    return Change(
        table="budgets",
        before=before,
        after=after,
        kinds=kinds,
        score=score,
        evidence=told("sentence", what=joined("and_also", parts)),
        columns=[] if kinds == ["unchanged"] else ["amount_yen"],
        name_from=before.get("program"),
        name_to=after.get("program"),
        total_yen_from=one,
        total_yen_to=other,
        delta_yen=None if one is None or other is None else other - one,
    )
