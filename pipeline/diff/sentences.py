"""Why two rows are taken for the same program, in one sentence."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.diff.kinds import Found, Lists
from pipeline.diff.link import Link
from pipeline.diff.program import Program
from pipeline.diff.wording import SAME, SLIP, compare_names, folded_name
from pipeline.telling import Told, joined, told

_SHORT = 12  # characters: longer pieces of a name are not shown


def pair_to_sentence(before: Program, after: Program, found: Sequence[Found], lists: Lists) -> Told:
    """Of a pair: what speaks for it, then what changed."""
    return _sentence(_names_told(before, after, lists), found)


def mention_to_sentence(before: Program, after: Program) -> Told:
    """Of a row marked 再掲 that has no counterpart but the program's first mention."""
    if after.is_repeated:
        return told("listed_again", heading=_heading(after))
    return told("no_longer_again", heading=_heading(before))


def parts_to_sentence(link: Link, found: Sequence[Found]) -> Told:
    """Of a split or merge: what became what, and whether the amounts add up."""
    split = len(link.before) == 1
    whole = (link.before if split else link.after)[0]
    parts = link.after if split else link.before
    names = joined("both", [part.name for part in parts])
    what = told("was_split" if split else "were_merged", whole=whole.name, names=names)
    return _sentence(_with_sum(what, whole, parts), found)


def alone_to_sentence(program: Program, came: bool) -> Told:
    """Of a row without a counterpart."""
    again = "_again" if program.is_repeated else ""
    return told(f"alone{again}_{'earlier' if came else 'later'}")


def _names_told(before: Program, after: Program, lists: Lists) -> Told:
    difference = compare_names(before.name, after.name, lists.old, lists.new)
    if difference.only_year:
        return told("names_only_year")
    if difference.kind == SAME:
        return told("names_same")
    pieces = "、".join(f"{one or '∅'} → {other or '∅'}" for one, other in difference.pieces)
    if difference.kind == SLIP:
        return told("names_slip_in", pieces=pieces)
    shown = all(len(side) <= _SHORT for piece in difference.pieces for side in piece)
    short = shown and len(difference.pieces) <= 2
    renamed = told("renamed_in" if short else "renamed", pieces=pieces)
    agreed = _agreed(before, after)
    if not agreed:
        return told("renamed_much_stays", renamed=renamed)
    return told("renamed_and_same", renamed=renamed, agreed=_and(agreed))


def _agreed(before: Program, after: Program) -> list[str]:
    """What the two rows say alike, names apart."""
    texts = [folded_name(str(p.row.get("description") or "")) for p in (before, after)]
    equal = {
        "description": bool(texts[0]) and texts[0] == texts[1],
        "department": before.department is not None and before.department == after.department,
        "section": bool(before.section) and before.section == after.section,
        "implementer": before.implementer is not None and before.implementer == after.implementer,
        "amount": before.total is not None and before.total == after.total,
    }
    near = not equal["description"] and all(texts) and _alike(*texts)
    return ["gist"] * near + [name for name, same in equal.items() if same]


def _alike(one: str, other: str) -> bool:
    from rapidfuzz.distance import Indel

    return Indel.normalized_similarity(one, other) > 0.5


def _with_sum(what: Told, whole: Program, parts: Sequence[Program]) -> Told:
    amounts = [part.leading_amount for part in parts]
    if whole.leading_amount is None or any(amount is None for amount in amounts):
        return what
    total = sum(amount or 0 for amount in amounts)
    shown = " + ".join(f"{amount:,}" for amount in amounts)
    key = "parts_sum" if total == whole.leading_amount else "parts_differ"
    return told(key, what=what, shown=shown, total=total, whole=whole.leading_amount)


def _heading(program: Program) -> Told | str:
    return str(program.row.get("section") or "") or told("another_heading")


def _and(words: Sequence[str]) -> Told:
    what = [told(f"agreed_{word}") for word in words]
    return joined("both", [joined("comma", what[:-1]), what[-1]]) if len(what) > 1 else what[0]


def _sentence(first: Told, found: Sequence[Found]) -> Told:
    return told("sentence", what=joined("and_also", [first, *(f.told for f in found if f.told)]))
