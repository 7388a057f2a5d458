"""How the rows of a list are cut into columns: the order of the columns that suits them best."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from pipeline.document.flat.heads import HeadCell
from pipeline.document.flat.records.cells import Cut, Words, cut_words, learn
from pipeline.document.flat.records.columns import Column
from pipeline.document.flat.records.heads import RecordHead
from pipeline.document.flat.records.lines import Lines, Record
from pipeline.document.flat.records.roles import head_role, place_of, without_legend
from pipeline.document.flat.tokens import folded

_TRIED = 10  # rows that an order of the columns is tried with
_ROUNDS = 3
_BAD = 6.0  # the cost of a row that no cut suits
_MEAN = 2.0
_FEW = 4  # one row in as many
_ASIDE = 1.0  # a row with lines from above a head must be so much the better


@dataclass(slots=True)
class Plan:
    """Columns of words before and behind the amounts, and how the rows are cut into them."""

    before: list[HeadCell]
    behind: list[HeadCell]
    columns: list[Column] = field(default_factory=list)
    columns_behind: list[Column] = field(default_factory=list)
    cuts: list[tuple[Cut, Cut]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.columns = [_column(h) for h in self.before]
        self.columns_behind = [_column(h) for h in self.behind]
        words = frozenset(c.word for c in (*self.columns, *self.columns_behind))
        for column in (*self.columns, *self.columns_behind):
            column.others = words - {column.word}

    @property
    def cost(self) -> float:
        return sum(min(a.cost + b.cost, 2 * _BAD) for a, b in self.cuts)


class RowWords:
    """The words of a row; bare: those before its amounts without the lines above a head."""

    def __init__(self, record: Record, gaps: Mapping[int, int]) -> None:
        self.before, self.behind = Words(record.before, gaps), Words(record.behind, gaps)
        self.bare = Words(record.before[record.aside :], gaps) if record.aside else None


def _column(head: HeadCell) -> Column:
    return Column(head_role(head), folded("".join(without_legend(head).text.split())))


def best_plan(head: RecordHead, lines: Lines, gaps: Mapping[int, int]) -> Plan | None:
    """The order of the columns that suits the rows best, and the cut of each row; gaps: the blank
    lines above a line, by its index."""
    records = [RowWords(r, gaps) for r in lines.records if not r.sums]
    behind = sum(bool(r.behind.tokens) for r in records)
    plans = list(_plans(head, behind > 0))
    if behind * _FEW < len(records):  # a line that is no part of its row
        plans += list(_plans(head, False)) if behind else []
    if not plans or not records:
        return None
    if len(plans) > 1 or len(records) > _TRIED:
        for plan in plans:
            _cut_all(plan, records[:_TRIED], 2)
        best = min(plans, key=lambda p: p.cost)
        if _bad_rows(best) * 2 > len(best.cuts):
            return None
        plans = [Plan(best.before, best.behind)]
    for plan in plans:
        _cut_all(plan, records, _ROUNDS)
    return plans[0]


def _bad_rows(plan: Plan) -> int:
    return sum(a.cost + b.cost > _BAD for a, b in plan.cuts)


def _plans(head: RecordHead, behind: bool) -> Iterator[Plan]:
    """Words in the order of the head, all before the amounts or the last behind them, or the
    description that the head has elsewhere."""
    words = head.words
    if not behind:
        yield Plan(words, [])
    for count in sorted({1, 2, _told_behind(head)}) if behind else ():
        if count < len(words):
            yield Plan(words[:-count], words[-count:])
    roles = [head_role(word) for word in words]
    name = roles.index("name") if "name" in roles else 0
    for place, word in enumerate(words[:-1]):
        if roles[place] == "description" or (roles[place] == "note" and place > name):
            rest = [*words[:place], *words[place + 1 :]]
            yield Plan(rest, [word]) if behind else Plan([*rest, word], [])


def _told_behind(head: RecordHead) -> int:
    """How many heads of words stand behind those of the amounts; 1 where none does."""
    last = max((place_of(h) for h in (*head.totals, *head.sources)), default=(0, 0))
    told = takewhile(lambda word: word.tokens and place_of(word) > last, reversed(head.words))
    return max(1, sum(1 for _ in told))


def _cut_all(plan: Plan, rows: Sequence[RowWords], rounds: int) -> None:
    for number in range(rounds):
        if number:
            known = _learned(plan)
            learn(plan.columns, [a for a, _ in plan.cuts])
            learn(plan.columns_behind, [b for _, b in plan.cuts])
            if known == _learned(plan):
                break
        plan.cuts = [
            (_cut_before(row, plan), cut_words(row.behind, plan.columns_behind, False))
            for row in rows
        ]


def _learned(plan: Plan) -> list[tuple[int, float, bool, bool]]:
    """What the rows have told of the columns."""
    columns = (*plan.columns, *plan.columns_behind)
    return [(c.width, c.empty, c.own, c.marked) for c in columns]


def _cut_before(row: RowWords, plan: Plan) -> Cut:
    """The words before the amounts in cells, without lines of the page that are no part of it."""
    whole = cut_words(row.before, plan.columns, True)
    if row.bare is None:
        return whole
    bare = cut_words(row.bare, plan.columns, True)
    return bare if bare.cost <= whole.cost + _ASIDE else whole


def agree(plan: Plan, lines: Lines) -> bool:
    """Whether the rows suit the columns: nearly all of them well."""
    costs = [a.cost + b.cost for a, b in plan.cuts]
    bad = _bad_rows(plan)
    good = [cost for cost in costs if cost <= _BAD]
    return bad * 6 <= len(costs) and sum(good) / max(1, len(good)) <= _MEAN
