"""Numbers that count nothing: list markers, headings, page numbers, parts of names."""

from __future__ import annotations

import re
from decimal import Decimal

from normalizers.scan.lexicon import LETTERS
from normalizers.scan.state import Scan

_PAGE = re.compile(r"-[ ]*[0-9]{1,4}[ ]*-(?=[ ]*(?:\n|\Z))")
_LEADER = re.compile(r"(?:…|\.{3,}|・{3,}|‥|-{3,}|_{3,})[ ]*\Z")
_LINE_END = re.compile(r"[ ]*(?:\n|\Z)")
_POINT = re.compile(r"[.)、:][)]?(?=[ ]*[^0-9\s]|[ ]+[0-9]|[ ]*\Z|\n)")
_TITLE = re.compile(r"[ ]+(?=[^\s0-9○◯〇△×◎●▲,.)+~%/:|\-])")
_SECTION = re.compile(r"[1-9][0-9]?(?:[.-][1-9][0-9]?){1,3}[ ]+[ぁ-んァ-ヶ一-鿿「]")
_CODE = 8  # digits
_ROMAN = frozenset("ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ")
_FURTHER = re.compile(r"~[0-9]{1,2}(?![0-9.,])")
_CLOSING = {"(": ")", "[": "]", "〔": "〕", "<": ">", "【": "】", "〈": "〉"}
_REFERENCE = re.compile(r"\([ ]?[0-9]{1,2}[ ]?\)")


def read_marker(scan: Scan, start: int, end: int) -> int | None:
    """A number without unit as structure, if its surroundings say so; else None."""
    text = scan.text
    before = text[start - 1 : start] if start else ""
    after = text[end : end + 1]
    short = end - start <= 2
    if text[start] == "0" and end - start == 1:
        return None  # an amount: lists begin with one
    if before and _CLOSING.get(before) == after and scan.end < start:
        if short and not _is_whole_cell(scan, start - 1, end + 1):
            return _add(scan, start - 1, end + 1, start, end)
        if not short:
            return _bracketed_year(scan, start, end) or _bracketed_code(scan, start, end)
    if after == "(" and short and _REFERENCE.match(text, end):
        return _add(scan, start, end, start, end)
    if before in "- " and before and (page := _page(scan, start, end)):
        return page
    if short and scan.line_start(start):
        return _at_line_start(scan, start, end)
    if (
        end - start <= 4
        and _LINE_END.match(text, end)
        and _LEADER.search(text[max(0, start - 12) : start])
    ):
        return _add(scan, start, end, start, end)
    return None


def _is_whole_cell(scan: Scan, start: int, end: int) -> bool:
    """Whether a cell under a head with a unit holds nothing else: (12) is a value there."""
    text = scan.text
    return scan.given is not None and not text[:start].strip() and not text[end:].strip()


def _bracketed_year(scan: Scan, start: int, end: int) -> int | None:
    """平成37(2025)年: the Gregorian year of the era year before."""
    last = scan.found[-1] if scan.found else None
    if last is None or last.dimension != "year" or last.value is None or end - start != 4:
        return None
    same = last.end >= start - 2 and last.value == int(scan.text[start:end])
    return scan.add(start, end, last.value, "year", "年") if same else None


def _bracketed_code(scan: Scan, start: int, end: int) -> int | None:
    """見守り推進事業費(20210027): a number as long as codes are, without separators."""
    code = end - start >= _CODE and scan.given is None and scan.text[start:end].isdigit()
    return scan.add(start, end, None, "identifier") if code else None


def read_heading(scan: Scan, start: int, end: int) -> int | None:
    """'1.2 Title' and '1-2 Title' at the start of a line; None elsewhere."""
    if not _SECTION.match(scan.text, start) or not scan.line_start(start):
        return None
    return scan.add(start, end, None, "structure")


def _at_line_start(scan: Scan, start: int, end: int) -> int | None:
    point = _POINT.match(scan.text, end)
    if point:
        return _add(scan, start, point.end(), start, end)
    if scan.text[end : end + 1] == " " and _TITLE.match(scan.text, end):
        return _add(scan, start, end, start, end)
    return None


def _page(scan: Scan, start: int, end: int) -> int | None:
    """- 9 - alone on its line."""
    low = start
    while low > scan.end and scan.text[low - 1] == " ":
        low -= 1
    low -= 1
    if low < scan.end or scan.text[low] != "-" or not _begins_line(scan.text, low):
        return None
    match = _PAGE.match(scan.text, low)
    return _add(scan, low, match.end(), start, end) if match else None


def _begins_line(text: str, at: int) -> bool:
    while at > 0 and text[at - 1] == " ":
        at -= 1
    return at == 0 or text[at - 1] == "\n"


def _add(scan: Scan, start: int, end: int, low: int, high: int) -> int:
    return scan.add(start, end, Decimal(scan.text[low:high]), "structure")


def read_name(scan: Scan, start: int, end: int) -> int | None:
    """A number without unit as part of a name, a caption or a grade; else None."""
    text = scan.text
    before = text[start - 1 : start] if start else ""
    if before in LETTERS and before:
        return _read_latin(scan, start, end)
    if text[end : end + 1] in LETTERS and end < len(text):
        return scan.add(start, _word_end(text, end), None, "identifier")
    if before == "_":
        return scan.add(start, end, None, "identifier")  # newpage_42034
    if before == "-" and start > 1 and (text[start - 2] in LETTERS or text[start - 2] in _ROMAN):
        return scan.add(start, end, None, "identifier")  # Ⅱ-1, A-1
    if text[start] == "0" and end - start > 1 and text[start:end].isdigit():
        return scan.add(start, end, None, "identifier")  # 発0513
    last = scan.found[-1] if scan.found else None
    if last is not None and last.end == start and last.dimension == "identifier":
        return scan.add(start, end, None, "identifier")  # 43番地1
    lex, ahead = scan.lex, text[max(0, start - 14) : start]
    spaced = before in " .・:"
    if spaced:
        ahead = ahead.rstrip(" .・:")
    if not ahead:
        return None
    if ahead.endswith(lex.names_spaced if spaced else lex.names):
        further = _FURTHER.match(text, end)
        return scan.add(start, further.end() if further else end, None, "identifier")
    if ahead.endswith(lex.captions_spaced if spaced else lex.captions):
        return scan.add(start, end, _integer(text[start:end]), "structure")
    if ahead.endswith(lex.grades) and not spaced:
        return scan.add(start, end, _integer(text[start:end]), "ordinal")
    return None


def _read_latin(scan: Scan, start: int, end: int) -> int:
    """NET4U, P12, R4システム: the letters before belong to the expression when they are few."""
    text, low = scan.text, start
    while low > max(scan.end, start - 8) and text[low - 1] in LETTERS:
        low -= 1
    if text[low:start] in ("P", "p", "pp"):
        return scan.add(low, end, _integer(text[start:end]), "structure")
    return scan.add(low, _word_end(text, end), None, "identifier")


def _word_end(text: str, at: int) -> int:
    while text[at : at + 1] in LETTERS and at < len(text):
        at += 1
    return at


def _integer(digits: str) -> Decimal | None:
    return Decimal(digits) if digits.isdigit() and digits.isascii() else None
