"""What a table's own totals say of its rows: which are repeated, and what a 小計 is of."""

from __future__ import annotations

from itertools import pairwise, takewhile

from extractors.facts.shared.fact import ProgramFact
from extractors.facts.tables.row import TableRow
from extractors.facts.tables.sections import bare_heading
from extractors.shared.outline import marker_of
from normalizers.number import parse_number
from normalizers.patterns import compiled
from normalizers.text import fold
from normalizers.total import bare_total

_WORD = "再掲"
_FEWEST_SUMS = 3  # two parts and their whole
_NUMBERED = compiled(
    r"[\s　]*(?:[（(](?P<number>[0-9０-９]{1,3})[）)]"
    r"|(?P<number>[0-9０-９]{1,3})(?:[．.、][\s　]*|[\s　]+))[\s　]*(?=[^0-9０-９\s])"
)
_PLAIN = ("計", "合計")
_OF_ALL = compiled(r"(?:計|[合総]計|総合計)(?:[（(][^（()）]*[）)])?")


def settle_repeats(rows: list[TableRow]) -> None:
    """A bare mark in the 再掲 column beside rows that say 再掲 is doubtful: the sum decides.

    Recognition moves a ○ from one narrow column to the next. The mark is kept when 再掲事業計
    holds with the row and dropped when it holds without it, or when no other row has its name.
    """
    marked = [r.fact for r in rows if r.fact.is_repeated]
    doubtful = [f for f in marked if f.is_repeated and _WORD not in f.is_repeated.text]
    sure = [f for f in marked if f not in doubtful]
    if not doubtful or not sure:
        return
    stated = next((r.fact for r in rows if fold(r.fact.name.text).startswith("再掲")), None)
    names = [fold(r.fact.name.text) for r in rows if r.fact.level == "program"]
    for fact in doubtful:
        alone = names.count(fold(fact.name.text)) == 1
        if (
            stated is not None and total_of(sure) == total_of([stated]) and total_of([stated])
        ) or alone:
            fact.is_repeated = None


def settle_lost_marks(rows: list[TableRow]) -> None:
    """Where columns are lost, a bare ○ beside a program that stands above with the same amount
    says that it is repeated: none is new twice."""
    above: set[tuple[str, int | None]] = set()
    for fact in (r.fact for r in rows if r.fact.level == "program"):
        same = (fold(fact.name.text), total_of([fact]))
        if fact.is_new and not fact.is_repeated and "新" not in fact.is_new.text and same in above:
            fact.is_new, fact.is_repeated = None, fact.is_new
        above.add(same)


def settle_sums(rows: list[TableRow]) -> None:
    """A 計 that is the sum of the rows since the last one is a subtotal, where another sum of the
    table is that of all its programs, or of all but the repeated ones."""
    programs = [r.fact for r in rows if r.fact.level == "program"]
    sums = [r.fact for r in rows if r.fact.level == "total"]
    wholes = {total_of(programs), total_of([f for f in programs if not f.is_repeated])} - {None}
    if len(sums) < 2 or not any(total_of([f]) in wholes for f in sums):
        return
    block: list[ProgramFact] = []
    leads = rows[0].fact.level == "total"  # each sum stands above its rows
    for row in reversed(rows) if leads else rows:
        fact = row.fact
        if fact.level == "program":
            block.append(fact)
        elif fact.level == "total":
            part = block and len(block) < len(programs) and fold(fact.name.text) in _PLAIN
            if part and total_of(block) == total_of([fact]):
                fact.level = "subtotal"
            block = []


def settle_whole(rows: list[TableRow]) -> None:
    """The sum of something (健康福祉部合計) that ends a table is that of all its programs, where
    the sums above it add up to it as the programs do."""
    facts = [r.fact for r in rows if r.fact.level in ("program", "subtotal", "total")]
    programs = [f for f in facts if f.level == "program"]
    sums = [f for f in facts if f.level == "subtotal"]
    if len(sums) < _FEWEST_SUMS or len(programs) + len(sums) < len(facts) or facts[-1] != sums[-1]:
        return
    *parts, last = sums
    if total_of(parts) == total_of(programs) == total_of([last]) is not None:
        last.level = "total"


def drop_running_numbers(rows: list[TableRow]) -> None:
    """Names that running numbers lead, row by row, are named without these."""
    listed = [r.fact for r in rows if r.fact.level == "program"]
    if len(listed) < 2 or not _NUMBERED.match(listed[0].name.text):
        return
    found = [_NUMBERED.match(f.name.text) for f in listed]
    numbers = [parse_number(m["number"]) for m in found if m]
    if len(numbers) < len(listed):
        return
    if any(b not in (a + 1, 1) for a, b in pairwise(numbers)) or len(set(numbers)) < 2:
        return
    for fact, match in zip(listed, found, strict=True):
        if match:
            fact.name = fact.name.part(match.end())


def settle_over_tables(facts: list[ProgramFact]) -> None:
    """計 of several tables that the last 合計 is the sum of are subtotals: one table a theme. The
    last one may say what it is of (合計（１～３）)."""
    sums: list[ProgramFact] = []
    for fact in facts:
        if fact.level != "total" or not _OF_ALL.fullmatch(bare_total(fact.name.text)):
            continue
        apart = len({f.at for f in sums}) > 1
        if apart and total_of(sums) == total_of([fact]) is not None:
            for part in sums:
                part.level = "subtotal"
            sums = []
        elif fold(fact.name.text) in _PLAIN:
            sums.append(fact)


def settle_groups(rows: list[TableRow]) -> None:
    """A program with a sign before its name (○, (1)) over others without it is the group of those
    that follow it, where all that it states is the sum of what they do."""
    facts = [r.fact for r in rows if r.fact.level in ("program", "total", "subtotal")]
    signs = {id(f): m for f in facts if f.level == "program" and (m := marker_of(f.name.text))}
    heads = [i for i, f in enumerate(facts) if id(f) in signs]
    if not heads or len(heads) == len(facts):
        return
    sign = signs[id(facts[heads[0]])][0]
    heads = [i for i in heads if signs[id(facts[i])][0] == sign]
    for at, end in pairwise([*heads, len(facts)]):
        group, below = facts[at], list(takewhile(_is_program, facts[at + 1 : end]))
        if below and group.amount("total") and _is_sum_of(group, below):
            group.level, group.name = "group", bare_heading(group.name)
            for fact in below:
                fact.parent, fact.section = group, (*fact.section, group.name)


def _is_program(fact: ProgramFact) -> bool:
    return fact.level == "program"


def _is_sum_of(group: ProgramFact, below: list[ProgramFact]) -> bool:
    """Whether every amount of a group is the sum of the same amounts of the programs below."""
    sums, *parts = [
        {(a.source, a.measure, a.year): a.yen for a in f.amounts} for f in (group, *below)
    ]
    return all(sum(p.get(k) or 0 for p in parts) == (yen or 0) for k, yen in sums.items())


def settle_subtotals(rows: list[TableRow]) -> None:
    """A 小計 is of the section whose programs add up to it, wherever recognition put it."""
    blocks = _blocks(rows)
    for row in rows:
        if row.fact.level != "subtotal" or not total_of([row.fact]):
            continue
        fitting = [b for b in blocks if total_of(b) == total_of([row.fact])]
        if len(fitting) == 1 and row.fact.section[:1] != fitting[0][0].section[:1]:
            row.fact.section = _common(fitting[0])


def _blocks(rows: list[TableRow]) -> list[list[ProgramFact]]:
    """Programs under the same outermost heading of the table, in order."""
    programs = [r.fact for r in rows if r.fact.level == "program" and r.fact.section]
    blocks: list[list[ProgramFact]] = []
    for before, fact in pairwise([None, *programs]):
        assert fact is not None
        if before is None or before.section[:1] != fact.section[:1]:
            blocks.append([])
        blocks[-1].append(fact)
    return blocks


def _common(block: list[ProgramFact]) -> tuple:
    first = block[0].section
    same = 0
    while same < len(first) and all(f.section[: same + 1] == first[: same + 1] for f in block):
        same += 1
    return first[:same]


def total_of(facts: list[ProgramFact]) -> int | None:
    """The sum of the total amounts in yen; None where one has none."""
    total = 0
    for fact in facts:
        amount = fact.amount("total")
        yen = amount.yen if amount else None
        if yen is None:
            return None
        total += yen
    return total
