"""Names that begin alike, and how much that says in lists where others do so as well."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np

from pipeline.diff.grams import Matrix
from pipeline.diff.wording import folded_name, name_core

_SHORTEST = 3  # characters of a stem that are its own
_MOST = 3.0


def stem_odds(left: Sequence[str], right: Sequence[str]) -> Matrix:
    """Log odds of names of one stem: 0 for names that begin otherwise or as many others do.

    A list about home care has many names that begin with 在宅医療; a stem says the more, the fewer
    names of both lists have it.
    """
    one, other = [folded_name(n) for n in left], [folded_name(n) for n in right]
    odds = np.zeros((len(one), len(other)))
    begun = Counter(name[:length] for name in (*one, *other) for length in range(len(name) + 1))
    places: defaultdict[str, list[int]] = defaultdict(list)
    for j, name in enumerate(other):
        places[name[:_SHORTEST]].append(j)
    for i, name in enumerate(one):
        for j in places.get(name[:_SHORTEST], ()):
            stem = _common_start(name, other[j])
            if len(name_core(stem)) >= _SHORTEST:
                others = max(begun[stem] - 2, 0.5)  # the two names themselves apart
                share = others / (len(one) + len(other))
                odds[i, j] = min(max(math.log(0.5 / share), 0.0), _MOST)
    return odds


def _common_start(one: str, other: str) -> str:
    length = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        length += 1
    return one[:length]
