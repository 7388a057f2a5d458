"""Python values to the exact type of a column, or the reason why they do not fit."""

from __future__ import annotations

import datetime
import math
from collections.abc import Callable
from decimal import Decimal, InvalidOperation

from normalizers.errors import NormalizationError

_DECIMAL_PLACES = Decimal("1e-9")
_DECIMAL_LIMIT = Decimal(10) ** 29  # decimal128(38, 9) has 29 digits before the point


def cast(value: object, kind: str) -> object:
    """The value as the type of a column (int16, string, …); a blank string is None.

    Raises NormalizationError for a value of another kind or out of range.
    """
    if value is None:
        return None
    return _CASTS[kind](value)


def _to_string(value: object) -> str | None:
    if not isinstance(value, str):
        raise NormalizationError(str(value), "a string")
    return value or None


def _to_bool(value: object) -> bool:
    if not isinstance(value, bool):
        raise NormalizationError(str(value), "true or false")
    return value


def _integer(bits: int) -> Callable[[object], int]:
    limit = 1 << (bits - 1)

    def to_integer(value: object) -> int:
        if type(value) is int and -limit <= value < limit:
            return value
        if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
            raise NormalizationError(str(value), "a whole number")
        if not math.isfinite(value) or value != int(value):
            raise NormalizationError(str(value), "a whole number", "it has a fraction")
        if not -limit <= (whole := int(value)) < limit:
            raise NormalizationError(str(value), f"a whole number of {bits} bits", "out of range")
        return whole

    return to_integer


def _to_double(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise NormalizationError(str(value), "a number")
    if not math.isfinite(number := float(value)):
        raise NormalizationError(str(value), "a number", "not finite")
    return number


def _to_decimal(value: object) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise NormalizationError(str(value), "a decimal number")
    number = value if isinstance(value, Decimal) else Decimal(value)
    if not number.is_finite() or abs(number) >= _DECIMAL_LIMIT:
        raise NormalizationError(str(value), "a number below 10^29", "out of range")
    exponent = number.as_tuple().exponent
    if isinstance(exponent, int) and exponent < -9:
        try:
            return number.quantize(_DECIMAL_PLACES)
        except InvalidOperation as error:
            raise NormalizationError(str(value), "a number of nine decimals") from error
    return number


def _to_date(value: object) -> datetime.date:
    if not isinstance(value, datetime.date) or isinstance(value, datetime.datetime):
        raise NormalizationError(str(value), "a day")
    return value


_CASTS: dict[str, Callable[[object], object]] = {
    "string": _to_string,
    "bool": _to_bool,
    "int8": _integer(8),
    "int16": _integer(16),
    "int32": _integer(32),
    "int64": _integer(64),
    "double": _to_double,
    "decimal128(38, 9)": _to_decimal,
    "date32": _to_date,
}
