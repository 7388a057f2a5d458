"""Values that fit a column, and values that do not."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest

from normalizers.errors import NormalizationError
from pipeline.cast import cast

DECIMAL = "decimal128(38, 9)"


@pytest.mark.parametrize(
    ("value", "kind", "wanted"),
    [
        ("事業", "string", "事業"),
        ("", "string", None),
        (None, "int64", None),
        (True, "bool", True),
        (False, "bool", False),
        (127, "int8", 127),
        (-32768, "int16", -32768),
        (Decimal("12"), "int32", 12),
        (Decimal("1.2E+3"), "int32", 1200),
        (3.0, "int32", 3),
        (2**63 - 1, "int64", 2**63 - 1),
        (Decimal("36.8"), "double", 36.8),
        (5, "double", 5.0),
        (7, DECIMAL, Decimal(7)),
        (Decimal("0.1234567891"), DECIMAL, Decimal("0.123456789")),
        (datetime.date(2024, 4, 1), "date32", datetime.date(2024, 4, 1)),
    ],
)
def test_values_that_fit(value: object, kind: str, wanted: object) -> None:
    result = cast(value, kind)
    assert result == wanted
    assert type(result) is type(wanted)


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        (5, "string"),
        (1, "bool"),
        ("true", "bool"),
        (128, "int8"),
        (32768, "int16"),
        (2**63, "int64"),
        (Decimal("0.5"), "int32"),
        (float("nan"), "int32"),
        (True, "int32"),
        ("12", "int32"),
        (float("inf"), "double"),
        ("1", "double"),
        (Decimal("NaN"), DECIMAL),
        (Decimal(10) ** 29, DECIMAL),
        (0.1, DECIMAL),
        ("2024-04-01", "date32"),
        (datetime.datetime(2024, 4, 1), "date32"),
    ],
)
def test_values_that_do_not_fit(value: object, kind: str) -> None:
    with pytest.raises(NormalizationError):
        cast(value, kind)
