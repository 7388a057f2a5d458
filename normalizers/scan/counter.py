"""The unit behind a number, also over a blank or a plausible line break."""

from __future__ import annotations

import re

from normalizers.scan.state import Scan, is_kanji
from normalizers.unit import Unit

_HEADING = 2  # digits: a longer number at the start of a line is no heading's
_SAMPLE = re.compile(r"[nN][ ]?=[ ]?\Z")  # the number of those asked: nothing counts it further
_SPACED = re.compile(r"[ \u3000]+[^\s0-9(]")
_LETTER_SPACED = re.compile(r"[ \u3000]+[一-鿿](?![一-鿿])")
_MEASURED = frozenset(("money", "count", "percent", "area", "capacity"))
_SENTENCE = re.compile(r"\Z|[ぁ-ん、。,.)\n]")
_ROW_BEFORE = re.compile(r",[0-9]{3}[ \u3000]\Z")
_UNIT_ENDS = re.compile(r"\Z|[\n\t ]*(?:\Z|[\n\t、。,()~→0-9])")


def unit_behind(scan: Scan, start: int, end: int) -> tuple[int, Unit] | None:
    """The unit of a number that ends at `end`, also over one blank or a plausible line break."""
    text = scan.text
    following = text[end : end + 1]
    if following == " ":
        return _unit_over_blank(scan, start, end)
    if following == "\n":
        return _unit_over_break(scan, start, end)
    if following == "余":
        return _unit_over_excess(scan, end + 1)
    found = scan.unit_at(end)
    if found and text.startswith(scan.lex.not_units_heading, end) and scan.line_start(start):
        return None
    if "\n" in text[end : end + 9]:
        return _wrapped_unit(scan, end, found)
    return found


def _unit_over_excess(scan: Scan, at: int) -> tuple[int, Unit] | None:
    """The unit behind 余: 3兆8700億余円, 300余名."""
    at += scan.text.startswith("\n", at)
    found = scan.unit_at(at)
    return found if found and found[1].dimension in _MEASURED else None


def _unit_over_blank(scan: Scan, start: int, end: int) -> tuple[int, Unit] | None:
    """'22 年度' and '2,600 千円', but neither '1 事業目的' nor the next column of a table."""
    found = scan.unit_at(end + 1)
    if found is None:
        return None
    after, unit = found
    if unit.dimension in ("year", "money", "percent", "date"):
        return found
    if unit.dimension == "duration" and len(unit.symbol) > 1:
        return found
    if unit.weak and _LETTER_SPACED.match(scan.text, after):
        return None  # 492 市 債
    if _UNIT_ENDS.match(scan.text, after):
        return found
    if _ROW_BEFORE.search(scan.text, max(0, start - 6), start):
        return None  # 1,683 1,628 都道府県から…: the next column of a row
    if scan.qualified_at(after):
        return found
    if scan.given is not None or is_kanji(scan.text[after]):
        return None
    return None if end - start <= _HEADING and scan.line_start(start) else found


def _unit_over_break(scan: Scan, start: int, end: int) -> tuple[int, Unit] | None:
    """A line break in running text only: the number has to follow a word without a blank."""
    text, at = scan.text, end
    while text[at : at + 1] in ("\n", " "):
        at += 1
    if start == 0 or text[start - 1] in " \n\t|" or _SAMPLE.search(text, max(0, start - 3), start):
        return None
    found = scan.unit_at(at)
    return found if found and _goes_on(text, *found) else None


def _goes_on(text: str, end: int, unit: Unit) -> bool:
    """Whether what follows a unit over a line break is a sentence that goes on, and neither the
    letter-spaced word nor the label of the next line that begins with the unit's characters."""
    if _SPACED.match(text, end):
        return False
    return not unit.weak or bool(_SENTENCE.match(text, end))


def _wrapped_unit(scan: Scan, end: int, found: tuple[int, Unit] | None) -> tuple[int, Unit] | None:
    """A unit that is itself wrapped (診療\\n所), if it is longer than what ends at the break."""
    text = scan.text
    at = text.index("\n", end)
    if found is not None and found[0] != at:
        return found
    rest = at
    while text[rest : rest + 1] in ("\n", " "):
        rest += 1
    tail = Scan("", text[end:at] + text[rest : rest + 8], scan.lex, None, None)
    joined = tail.unit_at(0)
    if joined is None or joined[0] <= at - end:
        return found
    behind = rest + joined[0] - (at - end)
    if found is not None and (_SPACED.match(text, behind) or scan.begins_word(rest)):
        return found
    return behind, joined[1]
