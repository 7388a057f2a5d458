"""A rate in running text beside the two counts it is of: 全１５６のうち４０（２５.６％）.

Only where the words leave no doubt: a count, のうち, a part of it, and the rate in the bracket
right behind. A rate is off by at most one in its last digit (rounded or cut off).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

import regex

from normalizers.patterns import compiled
from normalizers.text import fold_table, join_wraps
from pipeline.checks.finding import Finding
from pipeline.convert import TypedRow
from pipeline.telling import told

RULE = "rate"
_NUMBER = r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?"
_UNIT = r"[^\s0-9()（）,，、。%％]{0,8}"
_RATE = compiled(
    rf"(?P<whole>{_NUMBER}){_UNIT}(?:のうち|中)、?(?P<of>[^0-9()（）。、]{{0,20}})"
    rf"(?P<part>{_NUMBER}){_UNIT}[(（](?P<rate>{_NUMBER})[%％][)）]"
)
_QUALIFIED = ("約", "およそ", "概ね", "おおむね", "延べ")


def check(tables: dict[str, list[TypedRow]]) -> Iterator[Finding]:
    """A finding for every rate that stands behind the part and the whole it is the rate of."""
    seen: set[int] = set()
    for context, rows in _contexts(tables).items():
        text = join_wraps(context).translate(fold_table())
        for match in _RATE.finditer(text):
            if not any(word in match[0] for word in _QUALIFIED):
                yield from _match_to_finding(match, rows, seen)


def _contexts(tables: dict[str, list[TypedRow]]) -> dict[str, list[TypedRow]]:
    """The numbers of each sentence that states a percentage."""
    found: dict[str, list[TypedRow]] = defaultdict(list)
    for row in tables.get("quantities", ()):
        found[str(row.get("context") or "")].append(row)
    stated = ("percent", "count")
    return {
        text: [row for row in rows if row.get("dimension") in stated]
        for text, rows in found.items()
        if ("うち" in text or "中" in text) and any(r.get("dimension") == "percent" for r in rows)
    }


def _match_to_finding(
    match: regex.Match[str], rows: list[TypedRow], seen: set[int]
) -> Iterator[Finding]:
    """The finding of a rate; seen holds the rates that a longer piece of the sentence had."""
    whole, part, rate = (_decimal(match[name]) for name in ("whole", "part", "rate"))
    found = [_row_of(value, rows) for value in (rate, part, whole)]
    if not whole or part > whole or None in found or id(found[0]) in seen:
        return
    seen.add(id(found[0]))
    exact = part * 100 / whole
    step = Decimal(10) ** int(rate.as_tuple().exponent)
    passed = abs(exact - rate) < step
    actual = exact.quantize(step)
    key = "rate_holds" if passed else "rate_fails"
    message = told(key, part=part, whole=whole, actual=actual, rate=rate)
    taken = tuple(row for row in found if row is not None)
    yield Finding(
        RULE, match[0], rate, rate if passed else actual, passed, taken, message, blamed=taken[:1]
    )


def _decimal(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


def _row_of(value: Decimal, rows: list[TypedRow]) -> TypedRow | None:
    return next((row for row in rows if row.get("value") == value), None)
