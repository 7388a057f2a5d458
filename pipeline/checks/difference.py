"""増減 = this year less the year before, where a list prints all three."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.equation import Equation, equations_to_findings
from pipeline.checks.finding import Cell, Finding
from pipeline.checks.program_rows import Key, Program, programs_of
from pipeline.convert import TypedRow
from pipeline.telling import told

RULE = "difference"
_THIS = Key("total", "amount", 0)
_BEFORE = Key("total", "amount", -1)


def check(tables: dict[str, list[TypedRow]]) -> Iterator[Finding]:
    """A finding for every row that states its change against the year before."""
    equations = (_row_to_equation(program) for program in programs_of(tables))
    yield from equations_to_findings(e for e in equations if e is not None)


def _row_to_equation(program: Program) -> Equation | None:
    stated = Cell(program.row, "difference_yen", program.row)
    this, before = program.amounts.get(_THIS, []), program.amounts.get(_BEFORE, [])
    if stated.number is None or len(this) != 1 or len(before) != 1:
        return None
    return Equation(
        rule=RULE,
        subject=program.of(told("change")),
        stated=stated,
        addends=(this[0], before[0].taken_away),
        says=told("less_year_before"),
        family=(RULE,),
    )
