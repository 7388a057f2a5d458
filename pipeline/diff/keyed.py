"""Changes of the tables whose rows have a key: paired by it, and what is left by likeness."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from normalizers.total import is_total, total_level
from normalizers.vocabulary import load
from pipeline.diff import odds
from pipeline.diff.change import Change, TypedRow
from pipeline.diff.link import log_odds_to_score
from pipeline.diff.program import folded_heading
from pipeline.diff.solve import best_pairs
from pipeline.diff.wording import RENAMED, SLIP, Spellings, compare_names, folded_name
from pipeline.telling import Told, joined, named, told

RowPair = tuple[TypedRow, TypedRow, float]  # earlier, later row, score

_WHOLE = "計"  # however a list calls the sum of all areas
_ALONE = 0.95  # score of a row that came or went: none of the others is like it
_MOST = 3000  # rows of a side that are compared with every row of the other


@dataclass(frozen=True, slots=True)
class Spec:
    """How the rows of a table are told apart and compared.

    name: column of what a row is called. key: columns that name a row together with it. hints:
    columns that speak for a pair when their values agree, with how often the same thing has the
    same value in both editions. kinds: what a difference in a column is called in changes.
    amount: column of an amount in yen.
    """

    table: str
    name: str
    key: tuple[str, ...]
    hints: dict[str, float]
    kinds: dict[str, str]
    amount: str | None = None
    ends: str | None = None  # key of data/renames.toml: how names may end and mean the same


SPECS = (
    Spec(
        "facilities",
        "name",
        ("role",),
        {
            "role": 0.9,
            "kind": 0.95,
            "medical_area": 0.9,
            "municipalities": 0.9,
            "operator": 0.8,
            "beds": 0.7,
        },
        {
            "medical_area": "section",
            "municipalities": "section",
            "operator": "department",
            "beds": "amount",
            "coordinators": "amount",
            "dmat_teams": "amount",
            "backup_power": "mark",
            "seismic": "mark",
            "tier": "mark",
            "needs": "mark",
        },
    ),
    Spec(
        "medical_areas",
        "name",
        (),
        {"municipalities": 0.8},
        {"municipalities": "section", "area_km2": "amount", "population": "amount"},
        ends="areas",
    ),
    Spec(
        "survey_percentages",
        "item",
        ("question", "respondent"),
        {"question": 0.85, "respondent": 0.9, "survey": 0.9, "base": 0.5},
        {"percent": "amount", "base": "amount", "multiple_answers": "mark"},
    ),
)


def rows_to_changes(
    spec: Spec, before: Sequence[TypedRow], after: Sequence[TypedRow], strict: bool = False
) -> list[Change]:
    """The changes of a table between two editions, in the order of the later one.

    strict: the two editions are one source, so every letter that differs counts.
    """
    pairs = pair_rows(spec, before, after)
    texts = [[str(row.get(spec.name) or "") for row in rows] for rows in (before, after)]
    judge = _Judge(spec, Spellings(texts[0]), Spellings(texts[1]), strict)
    return pairs_to_changes(spec, before, after, pairs, judge.pair)


def pairs_to_changes(
    spec: Spec,
    before: Sequence[TypedRow],
    after: Sequence[TypedRow],
    pairs: Sequence[RowPair],
    judge: Callable[[TypedRow, TypedRow, float], Change],
) -> list[Change]:
    """The changes of the pairs and of the rows that came or went, in the order of the later table;
    what went stands where it stood. judge: the change of a pair with its score."""
    places = {
        id(row): n / (len(rows) + 1) for rows in (before, after) for n, row in enumerate(rows)
    }
    found = [(places[id(b)], judge(a, b, score)) for a, b, score in pairs]
    found += [(places[id(row)], alone(spec, row, None)) for row in unpaired(before, pairs)]
    found += [(places[id(row)], alone(spec, None, row)) for row in unpaired(after, pairs)]
    return [change for _, change in sorted(found, key=lambda entry: entry[0])]


def unpaired(rows: Sequence[TypedRow], pairs: Sequence[RowPair]) -> list[TypedRow]:
    """The rows that are in no pair."""
    paired = {id(row) for a, b, _ in pairs for row in (a, b)}
    return [row for row in rows if id(row) not in paired]


def pair_rows(spec: Spec, before: Sequence[TypedRow], after: Sequence[TypedRow]) -> list[RowPair]:
    """Pair rows of the same key, then those that are likely the same; each row once."""
    pairs = [(a, b, 1.0) for a, b in pair_by(lambda row: row_to_key(spec, row), before, after)]
    old, new = unpaired(before, pairs), unpaired(after, pairs)
    if not old or not new or max(len(old), len(new)) > _MOST:
        return pairs
    values = _odds(spec, old, new, [row for a, b, _ in pairs for row in (a, b)])
    likely = best_pairs(values)
    return pairs + [(old[i], new[j], log_odds_to_score(values[i, j])) for i, j in likely]


def pair_by(
    key: Callable[[TypedRow], Hashable | None],
    before: Sequence[TypedRow],
    after: Sequence[TypedRow],
) -> list[tuple[TypedRow, TypedRow]]:
    """Rows of equal keys; where a key is held by several rows, as many on both sides, these in
    their order. None is no key."""
    sides: list[defaultdict[Hashable, list[TypedRow]]] = []
    for rows in (before, after):
        by_key: defaultdict[Hashable, list[TypedRow]] = defaultdict(list)
        for row in rows:
            if (found := key(row)) is not None:
                by_key[found].append(row)
        sides.append(by_key)
    return [
        pair
        for value, old in sides[0].items()
        if len(old) == len(new := sides[1].get(value, []))
        for pair in zip(old, new, strict=True)
    ]


def row_to_key(spec: Spec, row: TypedRow) -> Hashable | None:
    """What names a row, folded; None for a row without a name."""
    name = folded_name(_name(spec, row))
    return (name, *(_folded(row.get(column)) for column in spec.key)) if name else None


def _name(spec: Spec, row: TypedRow) -> str:
    """What a row is called, without an ending that says what all rows are (岐阜圏域: 岐阜); what
    the whole of them is called is one name (県計, 合計)."""
    name = str(row.get(spec.name) or "")
    if spec.ends is None:
        return name
    if is_total(name, leads=False) and total_level(name) != "subtotal":
        return _WHOLE
    ends = load("renames")[spec.ends]["ends"]
    return next((bare for end in ends if (bare := name.removesuffix(end)) not in ("", name)), name)


def _odds(
    spec: Spec, old: Sequence[TypedRow], new: Sequence[TypedRow], paired: Sequence[TypedRow]
) -> np.ndarray:
    names = [[_name(spec, row) for row in rows] for rows in (old, new)]
    values = odds.name_odds(*names) + odds.prior(len(old), len(new))
    values = values + odds.order_odds(len(old), len(new))
    for column, agree in spec.hints.items():
        one, other, among = (
            [_folded(row.get(column)) for row in rows] for rows in (old, new, paired)
        )
        values = values + odds.value_odds(one, other, agree, among=among)
    return values


def _folded(value: Any) -> Hashable | None:
    if isinstance(value, list):
        return frozenset(map(folded_name, value)) or None
    return folded_heading(value) or None if isinstance(value, str) else value


def alone(spec: Spec, before: TypedRow | None, after: TypedRow | None) -> Change:
    """The change of a row that came or went."""
    row = after if before is None else before
    assert row is not None
    came = before is None
    amount = row.get(spec.amount) if spec.amount else None
    return Change(
        table=spec.table,
        before=before,
        after=after,
        kinds=["added" if came else "removed"],
        score=_ALONE,
        evidence=told("row_alone_earlier" if came else "row_alone_later"),
        name_from=None if came else row.get(spec.name),
        name_to=row.get(spec.name) if came else None,
        total_yen_from=None if came else amount,
        total_yen_to=amount if came else None,
        delta_yen=None if amount is None else amount if came else -amount,
    )


@dataclass(frozen=True, slots=True)
class _Judge:
    """Says what differs between two rows of a table."""

    spec: Spec
    old: Spellings
    new: Spellings
    strict: bool

    def pair(self, before: TypedRow, after: TypedRow, score: float) -> Change:
        found = list(self._differences(before, after))
        kinds = list(dict.fromkeys(kind for kind, _, _ in found)) or ["unchanged"]
        parts = [self._name_told(before, after, score), *(text for _, _, text in found)]
        return Change(
            table=self.spec.table,
            before=before,
            after=after,
            kinds=kinds,
            score=score,
            evidence=told("sentence", what=joined("and_also", parts)),
            columns=[column for _, column, _ in found],
            name_from=before.get(self.spec.name),
            name_to=after.get(self.spec.name),
        )

    def _differences(self, before: TypedRow, after: TypedRow) -> Iterator[tuple[str, str, Told]]:
        bare, other = (_name(self.spec, row) for row in (before, after))
        renamed = compare_names(bare, other, self.old, self.new).kind == RENAMED
        name, other = (str(row.get(self.spec.name) or "") for row in (before, after))
        if renamed or (self.strict and name != other):
            yield "renamed", self.spec.name, told("became", one=name, other=other)
        for column, kind in self.spec.kinds.items():
            one, two = before.get(column), after.get(column)
            if one is not None and two is not None and not self._equal(one, two):
                values = {"one": _shown(one), "other": _shown(two)}
                yield kind, column, told("value_changed", column=named("column", column), **values)

    def _equal(self, one: Any, other: Any) -> bool:
        return bool(one == other) if self.strict else _folded(one) == _folded(other)

    def _name_told(self, before: TypedRow, after: TypedRow, score: float) -> Told:
        names = [_name(self.spec, row) for row in (before, after)]
        if not any(names):
            return told("surroundings_same")
        kind = compare_names(names[0], names[1], self.old, self.new).kind
        if kind == SLIP:
            return told("names_slip")
        if kind == RENAMED:
            return told("names_alike")
        if score == 1.0:
            return told("names_same")
        return told("names_same_alone")


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return "、".join(map(str, value))
    return f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else str(value)
