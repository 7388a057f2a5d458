"""The proof of a diff: the deltas of all programs are the difference of the printed net totals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from normalizers.vocabulary import load
from pipeline.diff.change import Change, TypedRow
from pipeline.diff.wording import folded_name


@dataclass(frozen=True, slots=True)
class TotalCheck:
    """Net totals that the two lists print, in yen, and the sum of the deltas between them.

    unknown: programs without a stated amount, which the sum cannot take in. without_units: the sum
    where amounts that jumped by a unit are taken for unchanged; None where none did.
    """

    net_from: int | None
    net_to: int | None
    sum_of_deltas: int
    unknown: int
    without_units: int | None = None

    @property
    def difference(self) -> int | None:
        """Later less earlier net total; None where one of the lists prints none."""
        if self.net_from is None or self.net_to is None:
            return None
        return self.net_to - self.net_from

    @property
    def holds(self) -> bool | None:
        """None where there is nothing to compare the sum with."""
        return None if self.difference is None else self.difference == self.sum_of_deltas

    @property
    def units_explain(self) -> bool:
        """Whether the sum fails for nothing but amounts that were printed in another unit."""
        return self.holds is False and self.without_units == self.difference


def check_totals(
    before: Sequence[TypedRow], after: Sequence[TypedRow], changes: Iterable[Change]
) -> TotalCheck:
    """Compare the sum of the deltas of programs with the net totals of the two lists."""
    counted = [c for c in changes if c.table == "programs" and not c.repeated]
    unknown = sum(c.delta_yen is None and _is_program(c) for c in counted)
    deltas = sum(c.delta_yen or 0 for c in counted)
    jumped = sum(c.delta_yen or 0 for c in counted if "unit" in c.kinds)
    without_units = deltas - jumped if jumped else None
    nets = rows_to_net_total(before), rows_to_net_total(after)
    return TotalCheck(*nets, deltas, unknown, without_units)


def rows_to_net_total(rows: Sequence[TypedRow]) -> int | None:
    """The net total of an edition: 純合計, or 合計 less 再掲事業計, or 合計 of a list without 再掲.

    An edition of several documents has the sum of theirs. None where one of these prints none,
    or several that say different things.
    """
    by_source: defaultdict[str, list[TypedRow]] = defaultdict(list)
    for row in rows:
        by_source[row["source_file"]].append(row)
    totals = [_net_total(of) for of in by_source.values()]
    known = [total for total in totals if total is not None]
    return sum(known) if known and len(known) == len(totals) else None


def _net_total(rows: Sequence[TypedRow]) -> int | None:
    totals = [row for row in rows if row["level"] == "total" and row.get("total_yen") is not None]
    net, whole, again = (_amounts(totals, kind) for kind in ("net", "whole", "repeated"))
    if len(net) == 1:
        return net.pop()
    if net or len(whole) != 1:
        return None
    [total] = whole
    if len(again) == 1:
        return total - again.pop()
    repeated = sum(row.get("total_yen") or 0 for row in rows if row.get("is_repeated"))
    stated = sum(row.get("total_yen") or 0 for row in rows if row["level"] == "program")
    return total - repeated if repeated and stated == total else total


def _amounts(totals: Sequence[TypedRow], kind: str) -> set[int]:
    """What the totals called by the words of a kind say; the same amount twice is one."""
    for word in load("totals")[kind]:
        found = {r["total_yen"] for r in totals if _bare(r) == folded_name(word)}
        if found:
            return found
    return set()


def _bare(row: TypedRow) -> str:
    """The label of a total without what stands in brackets: 合計 of 合計(A)."""
    return folded_name(str(row.get("name") or "").split("(")[0].split("（")[0])


def _is_program(change: Change) -> bool:
    row = change.after or change.before or {}
    return row.get("level") == "program"
