"""Why two rows are taken for the same program, in one sentence."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.diff.kinds import Found, Lists
from pipeline.diff.link import Link
from pipeline.diff.program import Program
from pipeline.diff.wording import SAME, SLIP, compare_names, folded_name

_SHORT = 12  # characters: longer pieces of a name are not shown


def pair_to_sentence(before: Program, after: Program, found: Sequence[Found], lists: Lists) -> str:
    """Of a pair: what speaks for it, then what changed."""
    told = [_names_told(before, after, lists), *(f.told for f in found if f.told)]
    return _sentence(told)


def mention_to_sentence(before: Program, after: Program) -> str:
    """Of a row marked 再掲 that has no counterpart but the program's first mention."""
    if after.is_repeated:
        return f"Listed again (再掲) under {_heading(after)}; it was listed once before."
    return f"No longer listed again (再掲) under {_heading(before)}; its first mention stays."


def parts_to_sentence(link: Link, found: Sequence[Found]) -> str:
    """Of a split or merge: what became what, and whether the amounts add up."""
    split = len(link.before) == 1
    whole = (link.before if split else link.after)[0]
    parts = link.after if split else link.before
    names = " and ".join(part.name for part in parts)
    told = f"{whole.name} was split into {names}" if split else f"{names} became {whole.name}"
    return _sentence([f"{told}{_sum_told(whole, parts)}", *(f.told for f in found if f.told)])


def alone_to_sentence(program: Program, came: bool) -> str:
    """Of a row without a counterpart."""
    again = ", listed again (再掲)" if program.is_repeated else ""
    return f"Nothing in the {'earlier' if came else 'later'} list is this program{again}."


def _names_told(before: Program, after: Program, lists: Lists) -> str:
    difference = compare_names(before.name, after.name, lists.old, lists.new)
    if difference.only_year:
        return "The names differ in the year alone"
    if difference.kind == SAME:
        return "The name is the same"
    pieces = "、".join(f"{one or '∅'} → {other or '∅'}" for one, other in difference.pieces)
    if difference.kind == SLIP:
        return f"The names differ by what looks like a slip of recognition ({pieces})"
    shown = all(len(side) <= _SHORT for piece in difference.pieces for side in piece)
    renamed = f"Renamed ({pieces})" if shown and len(difference.pieces) <= 2 else "Renamed"
    agreed = _agreed(before, after)
    return f"{renamed}; the same {_and(agreed)}" if agreed else f"{renamed}; much of the name stays"


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
    return ["gist of the description"] * near + [name for name, same in equal.items() if same]


def _alike(one: str, other: str) -> bool:
    from rapidfuzz.distance import Indel

    return Indel.normalized_similarity(one, other) > 0.5


def _sum_told(whole: Program, parts: Sequence[Program]) -> str:
    amounts = [part.leading_amount for part in parts]
    if whole.leading_amount is None or any(amount is None for amount in amounts):
        return ""
    total = sum(amount or 0 for amount in amounts)
    shown = " + ".join(f"{amount:,}" for amount in amounts)
    if total == whole.leading_amount:
        return f"; {shown} = {total:,} yen"
    return f"; {shown} yen are {total:,}, not {whole.leading_amount:,}"


def _heading(program: Program) -> str:
    return str(program.row.get("section") or "another heading")


def _and(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _sentence(told: Sequence[str]) -> str:
    text = "; ".join(told)
    return f"{text[:1].upper()}{text[1:]}."
