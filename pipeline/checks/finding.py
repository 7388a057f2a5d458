"""What a check yields."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from pipeline.convert import TypedRow


@dataclass(frozen=True, slots=True)
class Finding:
    """One statement of a document that was tested.

    expected is what the document states, actual what its figures give, both in the unit of the
    column (yen, percent). rows take part in it: passed, it proves them; failed, it contradicts
    them. message: one sentence that an analyst understands.
    """

    rule: str
    subject: str
    expected: Decimal
    actual: Decimal
    passed: bool
    rows: tuple[TypedRow, ...]
    message: str
