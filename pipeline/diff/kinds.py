"""What differs between two rows of the same program."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from pipeline.diff.evidence import Moves
from pipeline.diff.moves import unit_jump
from pipeline.diff.program import SHARES, Program
from pipeline.diff.wording import RENAMED, Spellings, compare_names
from pipeline.telling import Told, joined, told

_NEAR_FACTOR = 4  # times off a list's unit factor, for an amount that changed as well


@dataclass(frozen=True, slots=True)
class Found:
    """One difference: its kind, the columns that differ, and what to tell of it."""

    kind: str
    columns: tuple[str, ...]
    told: Told | None = None


@dataclass(frozen=True, slots=True)
class Lists:
    """What is known of the two editions as a whole. strict: every letter counts (one source)."""

    old: Spellings
    new: Spellings
    moves: Moves
    strict: bool = False
    groups: Mapping[str, str] = field(default_factory=dict)  # folded names, earlier to later

    def same_words(self, before: str, after: str) -> bool:
        """Whether two names are the same but for what recognition and typesetting make of them."""
        if self.strict:
            return before == after
        return compare_names(before, after, self.old, self.new).kind != RENAMED

    def same_heading(self, one: str, other: str) -> bool:
        """Whether two headings are the same, or a group that was renamed."""
        renamed = self.groups.get(one) == other or self.groups.get(other) == one
        return renamed or self.same_words(one, other)


def pair_to_differences(before: Program, after: Program, lists: Lists) -> Iterator[Found]:
    """All that differs between two rows; nothing for what one of them does not state."""
    if not lists.same_words(before.name, after.name):
        yield Found("renamed", ("name",))
    yield from _amount_differences(before, after, lists)
    yield from part_to_differences(before, after, lists)


def part_to_differences(before: Program, after: Program, lists: Lists) -> Iterator[Found]:
    """What differs between a program and a part of it, names and amounts apart."""
    if before.department and after.department and not _same_department(before, after, lists):
        yield Found("department", ("department",), _department_told(before, after, lists.moves))
    funding = _funding_columns(before, after)
    if funding:
        yield Found("funding", funding, _funding_told(before, after))
    if before.section and after.section and not _same_section(before, after, lists):
        yield Found("section", ("section",), _section_told(before, after, lists.moves))
    marks = tuple(_mark_columns(before, after))
    if marks:
        yield Found("mark", marks, _marks_told(before, after))


def _same_department(before: Program, after: Program, lists: Lists) -> bool:
    one, other = str(before.row["department"]), str(after.row["department"])
    if before.department == after.department:
        return not lists.strict or one == other
    return lists.same_words(one, other)


def _same_section(before: Program, after: Program, lists: Lists) -> bool:
    """Whether the headings are the same; those that one list alone prints between them, or above
    and below them, move nothing."""
    if lists.strict:
        return bool(before.row["section"] == after.row["section"])
    shorter, longer = sorted((before.section, after.section), key=len)
    headings = iter(longer)
    return all(any(lists.same_heading(one, other) for other in headings) for one in shorter)


def _amount_differences(before: Program, after: Program, lists: Lists) -> Iterator[Found]:
    columns = tuple(_amount_columns(before, after))
    if not columns:
        return
    one, other = before.leading_amount, after.leading_amount
    if grain := _rounded(one, other, lists.moves.grain):
        yield Found("unit", columns, told("amount_rounded", grain=grain))
        return
    factor = lists.moves.unit_factor
    jump = unit_jump(one, other) if one and other else Fraction(1)
    if jump != 1:
        yield Found("unit", columns, _times("digits", jump))
        return
    if one and other and factor != 1:
        off = Fraction(other, one) / factor
        if Fraction(1, _NEAR_FACTOR) < off < _NEAR_FACTOR:
            yield Found("unit", columns, _times("list", factor))
    yield Found("amount", columns)


def _rounded(one: int | None, other: int | None, grain: int) -> int | None:
    """The unit that one list is printed in, where two amounts differ by what it rounds away."""
    if grain == 1 or not one or not other or one % grain == 0 == other % grain:
        return None
    return grain if abs(one - other) < grain else None


def _times(what: str, factor: Fraction) -> Told:
    if factor > 1:
        return told(f"{what}_larger", times=factor.numerator)
    return told(f"{what}_smaller", times=factor.denominator)


def _amount_columns(before: Program, after: Program) -> Iterator[str]:
    """The whole cost; its shares only where no whole cost is stated on both sides."""
    if before.total is not None and after.total is not None:
        if before.total != after.total:
            yield after.whole_column
        return
    yield from _other_shares(before, after)


def _other_shares(before: Program, after: Program) -> Iterator[str]:
    both = before.shares.keys() & after.shares.keys()
    return (n for n in SHARES if n in both and before.shares[n] != after.shares[n])


def _funding_columns(before: Program, after: Program) -> tuple[str, ...]:
    """Other payers; or other shares of the payers of the same whole cost."""
    if before.funding and after.funding and before.funding != after.funding:
        return ("funding",)
    if before.total is None or before.total != after.total:
        return ()
    return tuple(_other_shares(before, after))


def _mark_columns(before: Program, after: Program) -> Iterator[str]:
    if before.is_new != after.is_new:
        yield "is_new"
    if before.is_repeated != after.is_repeated:
        yield "is_repeated"


def _department_told(before: Program, after: Program, moves: Moves) -> Told:
    names = {"one": before.row["department"], "other": after.row["department"]}
    what = told("department_became", **names)
    name, programs = moves.departments.get(before.department or "", ("", 0))
    return told("as_for_others", what=what, count=programs) if name == after.department else what


def _section_told(before: Program, after: Program, moves: Moves) -> Told:
    path, programs = moves.sections.get(before.section, ((), 0))
    if path == after.section:
        return told("heading_reworded", count=programs)
    return told("heading_moved", one=before.row["section"], other=after.row["section"])


def _funding_told(before: Program, after: Program) -> Told:
    one, other = before.row.get("funding"), after.row.get("funding")
    if one and other and before.funding != after.funding:
        return told("paid_otherwise", one="・".join(one), other="・".join(other))
    return told("shares_differ")


def _marks_told(before: Program, after: Program) -> Told:
    marks = []
    if before.is_new != after.is_new:
        marks.append(told("marked_new" if after.is_new else "no_longer_new"))
    if before.is_repeated != after.is_repeated:
        marks.append(told("marked_repeated" if after.is_repeated else "no_longer_repeated"))
    return joined("both", marks)
