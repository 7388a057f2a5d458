"""What a list says that its programs cost in the year before (前年度予算額)."""

from __future__ import annotations

from collections import defaultdict

from normalizers.number import is_nil
from pipeline.diff.tables import Output

_MEASURES = ("budget", "plan", "annual")


def output_to_earlier(output: Output, year: int | None) -> dict[str, int]:
    """The amounts in yen that programs of an output state for a year, by row_id: 0 where － is
    printed for it. A program that states several is left out."""
    found: defaultdict[str, set[int]] = defaultdict(set)
    for row in output.rows["budgets"] if year is not None else ():
        is_whole = row.get("source") == "total" and row.get("measure") in _MEASURES
        amount, program = row.get("amount_yen"), row.get("program_row_id")
        if amount is None and is_nil(row.get("amount_raw") or ""):
            amount = 0
        if program and is_whole and row.get("fiscal_year") == year and amount is not None:
            found[program].add(amount)
    return {program: amounts.pop() for program, amounts in found.items() if len(amounts) == 1}
