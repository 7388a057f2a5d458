"""How much of their characters texts share, the rare pairs of characters counting for more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from pipeline.diff.wording import folded_name

if TYPE_CHECKING:
    from scipy.sparse import csr_array

Matrix = np.ndarray  # two-dimensional, rows of the earlier edition by rows of the later one


@dataclass(frozen=True)
class Overlap:
    """What every text of the left shares with every text of the right.

    Each pair of neighbouring characters weighs log(1 + texts / texts that hold it): 事業 is in
    every name and tells nothing. shared[i, j] is the weight of what both hold.
    """

    shared: Matrix
    left: np.ndarray  # weight of each text of the left
    right: np.ndarray

    @cached_property
    def cosine(self) -> Matrix:
        """0 for texts without a common pair, 1 for texts of the same pairs."""
        return _divide(self.shared, np.sqrt(np.outer(self.left, self.right)))

    @cached_property
    def of_right(self) -> Matrix:
        """The share of the right text that stands in the left one, 0 to 1."""
        return _divide(self.shared, np.broadcast_to(self.right, self.shared.shape))

    @cached_property
    def of_left(self) -> Matrix:
        """The share of the left text that stands in the right one, 0 to 1."""
        return _divide(self.shared, np.broadcast_to(self.left[:, None], self.shared.shape))


def texts_to_overlap(left: Sequence[str | None], right: Sequence[str | None]) -> Overlap:
    """Compare every text with every other; a missing text shares nothing with any."""
    from scipy.sparse import csr_array

    numbers: dict[str, int] = {}
    sets = [[_numbered(text, numbers) for text in side] for side in (left, right)]
    size = max(len(numbers), 1)
    counts = [np.bincount(_joined(side), minlength=size) for side in sets]
    texts = max(len(left), len(right), 1)
    weights = np.log1p(texts / np.maximum(np.maximum(*counts), 1))

    def table(side: list[np.ndarray]) -> csr_array:
        columns = _joined(side)
        starts = np.cumsum([0, *(len(members) for members in side)])
        return csr_array((np.sqrt(weights[columns]), columns, starts), shape=(len(side), size))

    one, other = table(sets[0]), table(sets[1])
    shared = (one @ other.T).toarray()
    return Overlap(shared, *(_weights(side, weights) for side in sets))


def _numbered(text: str | None, numbers: dict[str, int]) -> np.ndarray:
    folded = folded_name(text) if text else ""
    pairs = {folded[i : i + 2] for i in range(max(len(folded) - 1, 0))}
    found = [numbers.setdefault(pair, len(numbers)) for pair in sorted(pairs)]
    return np.array(sorted(found), dtype=np.int64)


def _joined(side: list[np.ndarray]) -> np.ndarray:
    return np.concatenate([*side, np.array([], dtype=np.int64)])


def _weights(side: list[np.ndarray], weights: np.ndarray) -> np.ndarray:
    return np.array([weights[members].sum() for members in side])


def _divide(above: Matrix, below: Matrix) -> Matrix:
    return np.divide(above, below, out=np.zeros_like(above), where=below > 0)
