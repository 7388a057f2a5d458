"""Digits with signs between them: dates, times, fractions, codes, letter spacing."""

from __future__ import annotations

import re
from decimal import Decimal

from normalizers.era import PartialDate, is_day
from normalizers.errors import NormalizationError
from normalizers.number import parse_number
from normalizers.scan import calendar, context
from normalizers.scan.counter import unit_behind
from normalizers.scan.measured import add_value
from normalizers.scan.state import Scan

FORM_SIGNS = frozenset("-/:. ,(年")
_DATE = re.compile(r"((?:19|20)[0-9]{2})([./-])([0-9]{1,2})\2([0-9]{1,2})(?![0-9])")
_CODE = re.compile(r"[0-9]+(?:-[0-9]+)+(?![0-9])")
_DOTTED = re.compile(r"[0-9]+(?:\.[0-9]+){2,}")
_SLASH = re.compile(r"([0-9]{1,4})/([0-9]{1,4})(?:/([0-9]{1,4}))?(?![0-9])")
_CLOCK = re.compile(r"([0-9]{1,2}):([0-9]{2})(?![0-9,.])")
_SPACED = re.compile(r"[0-9](?:(?: ?, ?| ?\. | \.?)[0-9](?![0-9]))+(?![.,][0-9])")
_PHONE = re.compile(r"0[0-9]{1,4}\([0-9]{1,4}\)[0-9]{3,4}(?![0-9])")
_HEADED_YEAR = re.compile(r"[0-9]{1,2}\.(?=(?:19|20)[0-9]{2}年)")
_PAGES = 30  # 12/48 alone on its line is the page of so many
_MONTHS = 12  # in a year
_SHARE = re.compile(r"補助|率|割|負担|国|県|市|町|村|交付|以内|都|道|府|基金")


def read_form(scan: Scan, at: int, end: int) -> int | None:
    """Digits with signs between them: dates, times, fractions, codes, letter spacing."""
    text = scan.text
    sign = text[end : end + 1]
    if sign == " " or sign == ",":
        return _read_spaced(scan, at) if end - at == 1 else None
    if sign == "(" and (phone := _PHONE.match(text, at)):
        return scan.add(at, phone.end(), None, "identifier")
    if sign == "年":
        headed = _HEADED_YEAR.match(text, at) if scan.line_start(at) else None
        return headed and scan.add(at, headed.end(), Decimal(headed[0][:-1]), "structure")
    if sign in "-/." and (date := _DATE.match(text, at)):
        year, month, day = int(date[1]), int(date[3]), int(date[4])
        if is_day(year, month, day):
            scan.year = year
            iso = PartialDate(year, month, day).iso()
            return scan.add(at, date.end(), None, "date", "年月日", date=iso)
    if sign == "." and (dotted := _DOTTED.match(text, at)):
        if heading := context.read_heading(scan, at, dotted.end()):
            return heading
        return scan.add(at, dotted.end(), None, "identifier")
    if sign == "-" and (code := _CODE.match(text, at)):
        return _read_code(scan, at, code)
    if sign == "/" and (slash := _SLASH.match(text, at)):
        return _read_slash(scan, at, slash)
    if sign == ":" and (clock := _CLOCK.match(text, at)):
        hours, minutes = int(clock[1]), int(clock[2])
        if hours <= 30 and minutes < 60 and not scan.unit_at(clock.end()):
            return calendar.add_time(scan, at, clock.end(), hours, minutes)
    return None


def _read_spaced(scan: Scan, at: int) -> int | None:
    """'9 0, 0 0 0' is one number when its separators group it or a unit follows."""
    if at < scan.refused or (at > 1 and scan.text[at - 1] == " " and scan.text[at - 2].isdigit()):
        return None
    match = _SPACED.match(scan.text, at)
    if match is None:
        return None
    scan.refused = match.end()
    over = match.end() + (scan.text[match.end() : match.end() + 1] == " ")
    behind = scan.unit_at(over)
    if behind is None and "," not in match[0]:
        return None
    try:
        value = parse_number(match[0])
    except NormalizationError:
        return None
    if value > _MONTHS and scan.text.startswith("月", over):
        return None  # ※2 3月22日: the number of a note, and a date
    return add_value(scan, at, match.end(), value, behind)


def _read_code(scan: Scan, at: int, code: re.Match[str]) -> int | None:
    """3-6か月 is a range, 027-223-1111 a part of a name."""
    if heading := context.read_heading(scan, at, code.end()):
        return heading
    first, _, rest = code[0].partition("-")
    behind = unit_behind(scan, at, code.end()) if "-" not in rest else None
    if behind is None or int(first) >= int(rest):
        return scan.add(at, code.end(), None, "identifier")
    return add_value(scan, at, code.end(), Decimal(first), behind, Decimal(rest))


_PLAIN_SHARES = {(n, d) for d in (2, 3, 4, 5, 6, 8) for n in range(1, d)} | {(10, 10)}


def _is_line(scan: Scan, start: int, end: int) -> bool:
    """Whether an expression stands alone on its line, with other lines above or below."""
    text = scan.text
    behind = text.find("\n", end)
    line = text[text.rfind("\n", 0, start) + 1 : behind if behind >= 0 else None]
    return "\n" in text and len(line.strip()) == end - start


def _read_slash(scan: Scan, at: int, match: re.Match[str]) -> int:
    """1/2 of a subsidy is a ratio, 11/19 a date, anything else a part of a name."""
    text, end = scan.text, match.end()
    first, second = int(match[1]), int(match[2])
    if match[3]:
        return scan.add(at, end, None, "identifier")
    if _PAGES <= second >= first and scan.given is None and _is_line(scan, at, end):
        return scan.add(at, end, None, "structure")
    is_share = (first, second) in _PLAIN_SHARES or _SHARE.search(text[max(0, at - 6) : at])
    if is_share and second and first <= second and text[end : end + 1] != "(":
        value = (Decimal(first) / Decimal(second)).quantize(Decimal("1e-9")).normalize()
        return scan.add(at, end, value, "ratio")
    if is_day(None, first, second):
        return scan.add(at, end, None, "date", "月日", date=PartialDate(None, first, second).iso())
    if second and first <= second:
        value = (Decimal(first) / Decimal(second)).quantize(Decimal("1e-9")).normalize()
        return scan.add(at, end, value, "ratio")
    return scan.add(at, end, None, "identifier")
