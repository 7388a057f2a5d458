"""How numbers were printed: in what steps, and which slips of a digit turn one into another."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from normalizers.patterns import compiled
from normalizers.text import fold_table
from pipeline.checks.finding import Cell

_BLANKS = compiled(r"\s")
_RAW_NUMBER = compiled(r"[0-9][0-9,]*(?:\.(?P<decimals>[0-9]+))?")
_TEN = Decimal(10)


def precision(cell: Cell) -> Decimal | None:
    """The step that a number was printed in: 1000 for 66,912 under 千円, 10**8 for ５億円.

    Known only for amounts, whose characters stand beside them; None for nought, for other
    numbers, and for an amount of several units (３億２千万円).
    """
    raw, number = cell.row.get("amount_raw"), cell.number
    if not isinstance(raw, str) or not number:
        return None
    found = list(_RAW_NUMBER.finditer(_plain(raw)))
    if len(found) != 1:
        return None
    printed = Decimal(found[0][0].replace(",", ""))
    if not printed:
        return None
    return abs(number) / printed / _TEN ** len(found[0]["decimals"] or "")


def granularity(numbers: Iterable[Decimal | None]) -> Decimal:
    """The greatest power of ten that divides all numbers; 0 where all are nought."""
    steps = [step for number in numbers if number and (step := _power_of_ten_in(number))]
    return min(steps, default=Decimal(0))


def digit_slip(cells: Iterable[Cell], difference: Decimal) -> bool:
    """Whether a sum that is off by difference holds once one printed number is read otherwise.

    Otherwise means: one digit is another one, or two neighbouring digits change places. The
    stated number comes first; it has to grow by the difference, an addend to shrink by it.
    """
    stated, *addends = cells
    if _is_slip(stated.number, difference):
        return True
    return any(_is_slip(cell.number, -cell.sign * difference) for cell in addends)


def _is_slip(number: Decimal | None, change: Decimal) -> bool:
    if not number or not change or number + change <= 0:
        return False
    step = granularity([number, change])
    before, after = f"{number / step:f}", f"{(number + change) / step:f}"
    if len(before) != len(after):
        return False
    wrong = [i for i, (a, b) in enumerate(zip(before, after, strict=True)) if a != b]
    if len(wrong) == 1:
        return True
    swapped = len(wrong) == 2 and wrong[1] == wrong[0] + 1
    return swapped and before[wrong[0]] == after[wrong[1]] and before[wrong[1]] == after[wrong[0]]


def _power_of_ten_in(number: Decimal) -> Decimal:
    return _TEN ** int(number.normalize().as_tuple().exponent)


def _plain(raw: str) -> str:
    """Digits half width, blanks between them dropped."""
    return _BLANKS.sub("", raw.translate(fold_table()))
