"""Units: what stands behind a number, in a head or in a caption, and what it converts to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TypeGuard

from normalizers.text import fold_table
from normalizers.vocabulary import VocabularyError, cached, load, remembered

_BRACKETED = re.compile(r"[(\[〔【<](?:単位[:/]?)?([^()\[\]〔〕【】<>]{1,14}?)[)\]〕】>]")
_CAPTION = re.compile(r"単位[:;・\-]?([^()\[\]。:]{1,24})")
_BETWEEN = re.compile(r"[、,・/／]|及び|または|又は")
_SCALES = {"百": Decimal(100), "千": Decimal(1000), "万": Decimal(10000)}
_BLANK = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: its normalised symbol, its dimension, and how it converts to the base unit."""

    symbol: str
    dimension: str
    base: str
    factor: Decimal
    weak: bool = False  # a unit only directly behind a number


@cached
def units() -> dict[str, Unit]:
    """Every spelling of every unit. Two dimensions may share a spelling; the first one counts."""
    found: dict[str, Unit] = {}
    for dimension, table in load("units").items():
        for spelling, unit in _units_of(dimension, table):
            found.setdefault(spelling, unit)
    return found


def _units_of(dimension: str, table: dict) -> list[tuple[str, Unit]]:
    weak = set(table.get("weak", ()))
    own = {s: Unit(s, dimension, s, Decimal(1), s in weak) for s in table.get("symbols", ())}
    base = table.get("base", "")
    for symbol, factor in table.get("factors", {}).items():
        own[symbol] = Unit(symbol, dimension, base, _factor(factor, dimension, symbol))
    for symbol in table.get("scaled", ()):
        for prefix, factor in _SCALES.items():
            own[prefix + symbol] = Unit(prefix + symbol, dimension, symbol, factor)
    result = list(own.items())
    for spelling, symbol in table.get("spellings", {}).items():
        if symbol not in own:
            raise VocabularyError(
                "units", f"{dimension}.spellings.{spelling}", f"{symbol} is no unit of {dimension}"
            )
        result.append((spelling, own[symbol]))
    return result


def _factor(value: object, dimension: str, symbol: str) -> Decimal:
    try:
        factor = Decimal(str(value))
    except InvalidOperation:
        factor = Decimal(0)
    if not factor > 0:
        raise VocabularyError("units", f"{dimension}.factors.{symbol}", "must be a positive number")
    return factor


@remembered(4096)
def unit_of(text: str | None) -> Unit | None:
    """The unit that a string is ('千円', '％', 'か所', '（単位：千円）'), None where it is none."""
    if not text:
        return None
    folded = _fold(text)
    direct = units().get(folded)
    if direct is not None:
        return direct
    symbol = find_unit(text)
    return units().get(symbol) if symbol else None


@remembered(4096)
def find_unit(text: str) -> str | None:
    """The unit that a head or caption gives to the numbers below it, normalised.

    '事業費 (千円)' and '（単位：千円）' give '千円', '％' gives '%'. None where there is none, and
    where two different units are named.
    """
    folded = _fold(text)
    known = units()
    alone = known.get(folded)
    if alone is not None and not alone.weak:
        return alone.symbol
    named = [known.get(p) for m in _CAPTION.finditer(folded) for p in _BETWEEN.split(m[1])]
    bracketed = [known.get(m[1]) for m in _BRACKETED.finditer(folded)]
    symbols = {u.symbol for u in named if u} or {u.symbol for u in bracketed if u and not u.weak}
    if len(symbols) == 1:
        return symbols.pop()
    return _money_at_end(folded) if not symbols else None


@remembered(4096)
def find_money(text: str) -> str | None:
    """The unit of money that a caption names, alone or beside units of other kinds
    ('（単位：千円、％）'), normalised. None where there is none, and where there are two."""
    folded = _fold(text)
    stated = [m[1] for m in (*_CAPTION.finditer(folded), *_BRACKETED.finditer(folded))]
    symbols = {u for part in stated for piece in _BETWEEN.split(part) if (u := _money(piece))}
    if len(symbols) == 1:
        return symbols.pop()
    alone = find_unit(text)
    return alone if is_money(alone) else None


def _money(word: str) -> str | None:
    unit = units().get(word)
    return unit.symbol if unit and unit.dimension == "money" else None


def is_money(symbol: str | None) -> TypeGuard[str]:
    """Whether a unit as `find_unit` gives it is one of money: 千円, not 人."""
    unit = units().get(symbol) if symbol else None
    return unit is not None and unit.dimension == "money"


def is_unit_caption(text: str) -> bool:
    """Whether a string is the caption that gives a table's unit, like '（単位：千円）'."""
    folded = _fold(text).strip("()[]〔〕【】<>※")
    return bool(_CAPTION.fullmatch(folded)) and find_unit(text) is not None


def _money_at_end(folded: str) -> str | None:
    """'事業費千円': a scaled unit of money that ends a head without brackets."""
    match = _SCALED_YEN.search(folded)
    return units()[match[0]].symbol if match and match[0] in units() else None


_SCALED_YEN = re.compile(r"(?<![0-9一二三四五六七八九十百千万億])(?:千|万|百万|億)円\Z")


def _fold(text: str) -> str:
    """Widths folded and every blank left out: a wrapped or letter-spaced unit is one word."""
    return _BLANK.sub("", text.translate(fold_table()))
