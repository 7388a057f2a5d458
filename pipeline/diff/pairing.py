"""Which program of one edition is which program of the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.diff.evidence import Evidence, Moves, programs_to_evidence
from pipeline.diff.link import Link, log_odds_to_score
from pipeline.diff.moves import amounts_to_factor, amounts_to_grain, pairs_to_moves
from pipeline.diff.program import Program
from pipeline.diff.repeated import link_repeated, parted
from pipeline.diff.solve import Candidate, best_candidates, matrix_to_candidates
from pipeline.diff.splits import merge_candidates, split_candidates

_BEYOND_DOUBT = 3.0  # log odds of the pairs that tell what became of an office


@dataclass(frozen=True, slots=True)
class Pairing:
    """All links of two editions, and the new names of offices and headings."""

    links: list[Link]
    moves: Moves


def pair_programs(old: Sequence[Program], new: Sequence[Program]) -> Pairing:
    """Link every program of both editions, each once; what has no counterpart came or went.

    Rows marked 再掲 are linked after the others: with the row of the same program that is marked
    so as well, or else with the program's first mention (which then has two links).
    """
    before, after = parted(old), parted(new)
    evidence = programs_to_evidence(before.first, after.first)
    moves = _moves(before.first, after.first, evidence)
    if moves != Moves():
        evidence = programs_to_evidence(before.first, after.first, moves)
    links = _links(before.first, after.first, evidence)
    return Pairing([*links, *link_repeated(before, after, links)], moves)


def _moves(old: Sequence[Program], new: Sequence[Program], evidence: Evidence) -> Moves:
    values = np.where(evidence.total > _BEYOND_DOUBT, evidence.total, 0.0)
    sure = best_candidates(matrix_to_candidates(values))
    pairs = [(old[c.before[0]], new[c.after[0]]) for c in sure]
    return Moves(
        pairs_to_moves((a.department, b.department) for a, b in pairs),
        pairs_to_moves((a.section or None, b.section or None) for a, b in pairs),
        amounts_to_factor((a.leading_amount, b.leading_amount) for a, b in pairs),
        amounts_to_grain([p.total for p in old], [p.total for p in new]),
    )


def _links(old: Sequence[Program], new: Sequence[Program], evidence: Evidence) -> list[Link]:
    candidates: list[Candidate] = [
        *matrix_to_candidates(evidence.total),
        *split_candidates(old, new, evidence),
        *merge_candidates(old, new, evidence),
    ]
    best = best_candidates(candidates)
    links = [
        Link(
            tuple(old[i] for i in c.before),
            tuple(new[j] for j in c.after),
            log_odds_to_score(c.value),
        )
        for c in best
    ]
    gone = set(range(len(old))) - {i for c in best for i in c.before}
    come = set(range(len(new))) - {j for c in best for j in c.after}
    total = evidence.total
    links += [Link((old[i],), (), _alone_score(total[i, :])) for i in sorted(gone)]
    links += [Link((), (new[j],), _alone_score(total[:, j])) for j in sorted(come)]
    return links


def _alone_score(values: np.ndarray) -> float:
    """How sure it is that a row has no counterpart: none is likely."""
    return log_odds_to_score(-float(values.max())) if values.size else 1.0
