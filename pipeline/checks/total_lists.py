"""Which rows a 合計 stands for: its list, and what of the list it counts."""

from __future__ import annotations

from decimal import Decimal
from itertools import takewhile

from pipeline.checks.program_rows import Key, Program

_REPEATED = "再掲"
_NET = "純"


def is_repeat_total(total: Program) -> bool:
    """再掲事業計, 再掲分: the sum of the rows marked 再掲."""
    return total.level == "total" and total.name.startswith(_REPEATED)


def is_net_total(total: Program) -> bool:
    """純合計, 純計: the sum without the rows marked 再掲."""
    return total.level == "total" and total.name.startswith(_NET)


def list_of(total: Program, programs: list[Program]) -> list[Program]:
    """The rows above a total up to the list before, with the totals that stand beside it."""
    start = end = total.order
    while start and not (programs[start - 1].level == "total" and programs[start].level != "total"):
        start -= 1
    while end < len(programs) and programs[end].level == "total":
        end += 1
    return programs[start:end]


def rows_below(total: Program, programs: list[Program]) -> list[Program]:
    """The rows below a total that stands above its list, up to the next total."""
    end = total.order + 1
    while end < len(programs) and programs[end].level == "total":
        end += 1
    below = takewhile(lambda row: row.level != "total", programs[end:])
    return list(below)


def rows_since_namesake(total: Program, programs: list[Program]) -> list[Program]:
    """The rows above a total back to the last total of its name: 総計 of lists that have 計."""
    above = reversed(programs[: total.order])
    same = takewhile(lambda row: row.level != "total" or row.name != total.name, above)
    return list(same)[::-1]


def total_counts(total: Program, rows: list[Program], key: Key) -> bool:
    """Whether a total is the sum of all rows, or of those without a 再掲 mark."""
    once = [row for row in rows if not row.is_repeated]
    return any(
        sum((row.sum(key) or Decimal(0) for row in chosen), Decimal(0)) == total.sum(key)
        for chosen in (rows, once)
    )
