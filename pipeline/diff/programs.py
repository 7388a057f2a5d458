"""The changes of the table programs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pipeline.diff.change import Change, TypedRow
from pipeline.diff.kinds import Lists, pair_to_differences, part_to_differences
from pipeline.diff.link import Link
from pipeline.diff.pairing import pair_programs
from pipeline.diff.program import Program, programs_to_spellings, rows_to_programs
from pipeline.diff.sentences import (
    alone_to_sentence,
    mention_to_sentence,
    pair_to_sentence,
    parts_to_sentence,
)
from pipeline.diff.wording import folded_name
from pipeline.telling import Told

_TOTALS = ("subtotal", "total")


def rows_to_changes(
    before: Sequence[TypedRow],
    after: Sequence[TypedRow],
    strict: bool = False,
    earlier: Mapping[str, int] | None = None,
) -> list[Change]:
    """The changes between the rows of programs of two editions, unchanged programs included.

    In the order of the later list; what went stands where it stood. strict: the two editions are
    one source, so every letter that differs counts; totals are compared as well then. earlier:
    what the later list says that its programs cost in the earlier year, by row_id.
    """
    again: dict[str, str] = {}
    if not strict:
        (before, here), (after, there) = _once(before), _once(after)
        again = here | there
    old, new = rows_to_programs(before), rows_to_programs(after, earlier)
    pairing = pair_programs(old, new)
    spellings = programs_to_spellings(old), programs_to_spellings(new)
    lists = Lists(*spellings, pairing.moves, strict, _renamed_groups(pairing.links))
    counted = _Counted(old, new, again)
    found = [
        (_place(link, one, other, len(old), len(new)), change)
        for link in pairing.links
        for one, other, change in _link_to_changes(link, lists, counted)
    ]
    return [change for _, change in sorted(found, key=lambda entry: entry[0])]


def _once(rows: Sequence[TypedRow]) -> tuple[list[TypedRow], dict[str, str]]:
    """The rows that are no totals, without the groups that a list states again in an annex; and
    for these the row_ids of their first mentions."""
    again: dict[str, str] = {}
    groups: dict[Any, TypedRow] = {}
    kept = []
    for row in rows:
        if row["level"] in _TOTALS:
            continue
        if row["level"] == "group" and row.get("total_yen"):
            first = groups.setdefault((folded_name(row["name"] or ""), row["total_yen"]), row)
            if first is not row:
                again[row["row_id"]] = first["row_id"]
                continue
        kept.append(row)
    return kept, again


def _renamed_groups(links: Sequence[Link]) -> dict[str, str]:
    """What the groups of the earlier list are called in the later one, both folded."""
    pairs = ((link.before[0], link.after[0]) for link in links if link.is_pair)
    return {folded_name(a.name): folded_name(b.name) for a, b in pairs if a.level != "program"}


class _Counted:
    """Which amounts the net total of a list counts: not those of 再掲, nor of a row whose own
    programs state theirs."""

    def __init__(
        self, old: Sequence[Program], new: Sequence[Program], again: Mapping[str, str]
    ) -> None:
        rows = (p for p in (*old, *new) if p.total is not None)
        parents = (p.row.get("parent_row_id") or "" for p in rows)
        self._parents = {again.get(parent, parent) for parent in parents} - {""}

    def adds(self, program: Program) -> bool:
        row = program.row
        is_sum = program.level in _TOTALS or (
            program.level == "group" and row.get("row_id") in self._parents
        )
        return not is_sum

    def delta(self, before: Program | None, after: Program | None) -> int | None:
        """What two rows add to the difference of the net totals; None where it is not known."""
        rows = [p for p in (before, after) if p is not None]
        if all(p.is_repeated for p in rows):
            return self.difference(before, after)  # of a row that no sum takes in
        net = [None if p is None or p.is_repeated else p for p in (before, after)]
        return self.difference(*net)

    def difference(self, before: Program | None, after: Program | None) -> int | None:
        """Later less earlier amount, a missing row being 0; None where it is not known."""
        rows = [p for p in (before, after) if p is not None]
        if any(p.total is None or not self.adds(p) for p in rows):
            return None
        return (after.total or 0 if after else 0) - (before.total or 0 if before else 0)


def _link_to_changes(
    link: Link, lists: Lists, counted: _Counted
) -> Iterator[tuple[Program | None, Program | None, Change]]:
    if not link.before or not link.after:
        yield from _alone_to_changes(link, counted)
    elif link.is_pair:
        yield _pair_to_change(link, lists, counted)
    else:
        yield from _parts_to_changes(link, lists, counted)


def _alone_to_changes(
    link: Link, counted: _Counted
) -> Iterator[tuple[Program | None, Program | None, Change]]:
    for program in link.before:
        change = _change(program, None, ["removed"], link, alone_to_sentence(program, False))
        change.delta_yen = counted.delta(program, None)
        yield program, None, change
    for program in link.after:
        change = _change(None, program, ["added"], link, alone_to_sentence(program, True))
        change.delta_yen = counted.delta(None, program)
        yield None, program, change


def _pair_to_change(
    link: Link, lists: Lists, counted: _Counted
) -> tuple[Program | None, Program | None, Change]:
    before, after = link.before[0], link.after[0]
    if link.first_mention:
        change = _change(before, after, ["mark"], link, mention_to_sentence(before, after))
        change.columns, change.repeated = ["is_repeated"], True
        change.delta_yen = counted.difference(before, after)
        return before, after, change
    found = list(pair_to_differences(before, after, lists))
    kinds = [f.kind for f in found] or ["unchanged"]
    change = _change(before, after, kinds, link, pair_to_sentence(before, after, found, lists))
    change.columns = [column for f in found for column in f.columns]
    change.delta_yen = counted.delta(before, after)
    return before, after, change


def _parts_to_changes(
    link: Link, lists: Lists, counted: _Counted
) -> Iterator[tuple[Program | None, Program | None, Change]]:
    """One change per pair; what the parts share is counted with the first of them."""
    kind = "split" if len(link.before) == 1 else "merged"
    pairs = [(before, after) for before in link.before for after in link.after]
    for number, (before, after) in enumerate(pairs):
        found = list(part_to_differences(before, after, lists))
        evidence = parts_to_sentence(link, found)
        change = _change(before, after, [kind, *(f.kind for f in found)], link, evidence)
        change.columns = ["name", *(column for f in found for column in f.columns)]
        shared = number > 0
        change.delta_yen = counted.delta(
            None if shared and kind == "split" else before,
            None if shared and kind == "merged" else after,
        )
        yield before, after, change


def _change(
    before: Program | None, after: Program | None, kinds: list[str], link: Link, evidence: Told
) -> Change:
    rows = [p for p in (before, after) if p is not None]
    return Change(
        table="programs",
        before=before.row if before else None,
        after=after.row if after else None,
        kinds=kinds,
        score=link.score,
        evidence=evidence,
        name_from=before.name if before else None,
        name_to=after.name if after else None,
        total_yen_from=before.total if before else None,
        total_yen_to=after.total if after else None,
        repeated=all(p.is_repeated for p in rows),
    )


def _place(
    link: Link, before: Program | None, after: Program | None, old: int, new: int
) -> tuple[float, int]:
    """Where a change stands among the others: at the place of its row in the later list."""
    if after is not None:
        return (after.position + 1) / (new + 1), before.position if before else 0
    assert before is not None
    return (before.position + 1) / (old + 1), before.position
