"""Rows marked 再掲: listed before, under another heading, and not counted again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.diff import odds
from pipeline.diff.link import Link
from pipeline.diff.program import Program
from pipeline.diff.solve import best_pairs
from pipeline.diff.wording import folded_name

_SAME_PROGRAM = 6.0  # log odds: more than any heading can say against it
_ALIKE = 0.85  # similarity of a name to the first mention that it may be a slip of


@dataclass(frozen=True, slots=True)
class Parted:
    """An edition: first mentions, and the rows marked 再掲 by the first mention of each.

    A row marked 再掲 whose first mention is not in the list counts as one.
    """

    first: list[Program]
    again: list[tuple[Program, Program]]  # the row marked 再掲, its first mention


def parted(programs: Sequence[Program]) -> Parted:
    """Tell the rows marked 再掲 from the first mentions of an edition."""
    first = [p for p in programs if not p.is_repeated]
    again: list[tuple[Program, Program]] = []
    for program in programs:
        if program.is_repeated:
            mention = _first_mention(program, [p for p in first if not p.is_repeated])
            if mention is None:
                first.append(program)
            else:
                again.append((program, mention))
    return Parted(sorted(first, key=lambda p: p.position), again)


def _first_mention(program: Program, first: Sequence[Program]) -> Program | None:
    """The row that is listed again: of the same name, or else of the name most like it."""
    from rapidfuzz.distance import Indel
    from rapidfuzz.process import extractOne

    name = folded_name(program.name)
    names = {i: folded_name(p.name) for i, p in enumerate(first)}
    equal = [p for p, other in zip(first, names.values(), strict=True) if other == name]
    if equal:
        return next((p for p in equal if p.department == program.department), equal[0])
    found = extractOne(name, names, scorer=Indel.normalized_similarity, score_cutoff=_ALIKE)
    return first[found[2]] if found else None


def link_repeated(before: Parted, after: Parted, links: Sequence[Link]) -> list[Link]:
    """Link the rows marked 再掲, given the links of the first mentions.

    Rows of the same program are paired, those of the same heading before others; a row that is
    left over is paired with the program's first mention, and without one it came or went.
    """
    numbers = {p: n for n, link in enumerate(links) for p in (*link.before, *link.after)}
    old = [(row, numbers[first]) for row, first in before.again]
    new = [(row, numbers[first]) for row, first in after.again]
    pairs = best_pairs(_values(old, new)) if old and new else []
    found = [Link((old[i][0],), (new[j][0],), links[old[i][1]].score) for i, j in pairs]
    paired_old, paired_new = {i for i, _ in pairs}, {j for _, j in pairs}
    for i, (row, number) in enumerate(old):
        if i not in paired_old:
            mention = links[number].after[:1]
            found.append(Link((row,), mention, links[number].score, bool(mention)))
    for j, (row, number) in enumerate(new):
        if j not in paired_new:
            mention = links[number].before[:1]
            found.append(Link(mention, (row,), links[number].score, bool(mention)))
    return found


def _values(old: list[tuple[Program, int]], new: list[tuple[Program, int]]) -> np.ndarray:
    sections = odds.value_odds(
        [row.section or None for row, _ in old], [row.section or None for row, _ in new], agree=0.85
    )
    same = np.equal.outer([number for _, number in old], [number for _, number in new])
    near = sections + odds.order_odds(len(old), len(new)) / 10
    return np.where(same, _SAME_PROGRAM + near, 0.0)
