"""Rows of two editions that are the same thing."""

from __future__ import annotations

import math
from dataclasses import dataclass

from pipeline.diff.program import Program


@dataclass(frozen=True, slots=True)
class Link:
    """Programs that are the same: one and one, one and its parts, parts and what they became.

    before or after is empty for what came or went. score: 0 to 1, how sure that is.
    first_mention: a row marked 再掲 on one side, and the program's first mention on the other.
    """

    before: tuple[Program, ...]
    after: tuple[Program, ...]
    score: float
    first_mention: bool = False

    @property
    def is_pair(self) -> bool:
        return len(self.before) == len(self.after) == 1


def log_odds_to_score(value: float) -> float:
    """Log odds as a probability, 0 to 1."""
    return round(1 / (1 + math.exp(-min(max(value, -50.0), 50.0))), 4)
