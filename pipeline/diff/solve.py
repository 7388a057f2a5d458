"""The best set of pairs, splits and merges: one optimum over all rows at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.diff.grams import Matrix


@dataclass(frozen=True, slots=True)
class Candidate:
    """Rows that may be the same: one to one, one to several (split) or several to one (merge).

    value: log odds of their being the same; only candidates above 0 are worth giving.
    """

    before: tuple[int, ...]
    after: tuple[int, ...]
    value: float


def matrix_to_candidates(values: Matrix) -> list[Candidate]:
    """A candidate for every pair whose log odds are above 0."""
    found = zip(*np.nonzero(values > 0), strict=True)
    return [Candidate((int(i),), (int(j),), float(values[i, j])) for i, j in found]


def best_candidates(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Those candidates that together have the highest value, each row in one of them at most.

    Without splits and merges this is the linear assignment problem; with them it is set packing,
    which the same linear programme solves with whole numbers asked for. The order of the result
    is that of the candidates.
    """
    if not candidates:
        return []
    from scipy.optimize import Bounds, LinearConstraint, milp

    found = milp(
        -np.array([c.value for c in candidates]),
        constraints=LinearConstraint(_rows_by_candidates(candidates), ub=1),
        bounds=Bounds(0, 1),
        integrality=np.ones(len(candidates)),
        options={"mip_rel_gap": 0.0},
    )
    if found.x is None:  # no limit is set, so the solver always ends with an optimum
        raise ArithmeticError(f"no assignment was found: {found.message}")
    return [c for c, taken in zip(candidates, found.x, strict=True) if taken > 0.5]


def best_pairs(values: Matrix) -> list[tuple[int, int]]:
    """The assignment of rows to columns with the highest sum, pairs of at most 0 left out.

    These are worth nothing to the assignment, so they push no better pair aside.
    """
    from scipy.optimize import linear_sum_assignment

    gains = np.maximum(values, 0.0)
    rows, columns = linear_sum_assignment(gains, maximize=True)
    return [(int(i), int(j)) for i, j in zip(rows, columns, strict=True) if gains[i, j] > 0]


def _rows_by_candidates(candidates: Sequence[Candidate]) -> object:
    from scipy.sparse import csr_array

    numbers: dict[tuple[str, int], int] = {}
    rows: list[int] = []
    columns: list[int] = []
    for column, candidate in enumerate(candidates):
        ends = [("before", i) for i in candidate.before] + [("after", j) for j in candidate.after]
        for end in ends:
            rows.append(numbers.setdefault(end, len(numbers)))
            columns.append(column)
    shape = (len(numbers), len(candidates))
    return csr_array((np.ones(len(rows)), (rows, columns)), shape=shape)
