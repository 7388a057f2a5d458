"""Numbers written with digits: value, unit, range, and the forms with signs between digits."""

from __future__ import annotations

import re
from decimal import Decimal

from normalizers.era import PartialDate, is_day
from normalizers.errors import NormalizationError
from normalizers.number import parse_number
from normalizers.scan import calendar, context
from normalizers.scan.lexicon import LETTERS
from normalizers.scan.state import Scan, is_kanji
from normalizers.unit import Unit

_NUMERALS = "一二三四五六七八九十百千万億兆〇"
_NUM = re.compile(
    r"((?:[0-9]{1,3}(?:,\n?[0-9]{3})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?)"
    rf"((?:[十百千]?[万億兆]|[十百千])[0-9,.{_NUMERALS}]*(?<![,.]))?"
)
_DATE = re.compile(r"((?:19|20)[0-9]{2})([./-])([0-9]{1,2})\2([0-9]{1,2})(?![0-9])")
_CODE = re.compile(r"[0-9]+(?:-[0-9]+)+(?![0-9])")
_DOTTED = re.compile(r"[0-9]+(?:\.[0-9]+){2,}")
_SLASH = re.compile(r"([0-9]{1,4})/([0-9]{1,4})(?:/([0-9]{1,4}))?(?![0-9])")
_CLOCK = re.compile(r"([0-9]{1,2}):([0-9]{2})(?![0-9,.])")
_SPACED = re.compile(r"[0-9](?:[,.]? [,.]? ?[0-9](?![0-9])|(?<= [0-9])[,.][0-9](?![0-9]))+")
_FRACTION = re.compile(r"分の[ ]?([0-9]+)(倍)?")
_TENTHS = re.compile(r"割(?:([0-9]|[一二三四五六七八九])分(?![0-9娩野析担]))?(?:([0-9])厘)?")
_PHONE = re.compile(r"0[0-9]{1,4}\([0-9]{1,4}\)[0-9]{3,4}(?![0-9])")
_UNIT_ENDS = re.compile(r"\Z|[\n\t ]*(?:\Z|[\n\t、。,()~→0-9])")
_HEADED_YEAR = re.compile(r"[0-9]{1,2}\.(?=(?:19|20)[0-9]{2}年)")
_SHARE = re.compile(r"補助|率|割|負担|国|県|市|町|村|交付|以内|都|道|府|基金")
_RANGE = re.compile(r"[ ]?~[ ]?(?=[0-9])")
_SIGNS = frozenset("+-△▲")
_FORM_SIGNS = frozenset("-/:. ,(年")
_OPENERS = frozenset("( \n\t:（「【[<、。・=~→|")


def read_digits(scan: Scan, at: int) -> int:
    """The expression that the digit at a position belongs to; returns its end."""
    text = scan.text
    if at > scan.end and text[at - 1] in calendar.ERA_LAST:
        era = calendar.era_before(scan, at)
        if era and (end := calendar.read_era_year(scan, *era, at)):
            return end
    match = _NUM.match(text, at)
    assert match is not None
    if text[match.end() : match.end() + 1] in _FORM_SIGNS and not match[2]:
        end = _read_form(scan, at, match)
        if end:
            return end
    return _read_plain(scan, at, match)


def _read_form(scan: Scan, at: int, match: re.Match[str]) -> int | None:
    """Digits with signs between them: dates, times, fractions, codes, letter spacing."""
    text = scan.text
    sign = text[match.end() : match.end() + 1]
    if sign == " " or sign == ",":
        return _read_spaced(scan, at) if match.end() - at == 1 else None
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
    match = _SPACED.match(scan.text, at)
    if match is None or (at > 1 and scan.text[at - 1] == " " and scan.text[at - 2].isdigit()):
        return None
    over = match.end() + (scan.text[match.end() : match.end() + 1] == " ")
    behind = scan.unit_at(over)
    try:
        value = parse_number(match[0])
    except NormalizationError:
        return None
    if behind is None and "," not in match[0]:
        return None
    return _add_value(scan, at, match.end(), value, behind)


def _read_code(scan: Scan, at: int, code: re.Match[str]) -> int | None:
    """3-6か月 is a range, 027-223-1111 a part of a name."""
    first, _, rest = code[0].partition("-")
    behind = unit_behind(scan, at, code.end()) if "-" not in rest else None
    if behind is None or int(first) >= int(rest):
        return scan.add(at, code.end(), None, "identifier")
    return _add_value(scan, at, code.end(), Decimal(first), behind, Decimal(rest))


_PLAIN_SHARES = {(n, d) for d in (2, 3, 4, 5, 6, 8) for n in range(1, d)} | {(10, 10)}


def _read_slash(scan: Scan, at: int, match: re.Match[str]) -> int:
    """1/2 of a subsidy is a ratio, 11/19 a date, anything else a part of a name."""
    text, end = scan.text, match.end()
    first, second = int(match[1]), int(match[2])
    if match[3]:
        return scan.add(at, end, None, "identifier")
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


def _read_plain(scan: Scan, at: int, match: re.Match[str]) -> int:
    """One number: structure, part of a name, or a quantity with its unit."""
    text = scan.text
    end = match.end()
    integer = not match[2] and match[1].isdigit()
    behind = unit_behind(scan, at, end)
    if at and text[at - 1] == "第" and at - 1 >= scan.end:
        return _add_ordinal(scan, at - 1, end, match, behind)
    if behind is None or (behind[1].weak and at and text[at - 1] in LETTERS):
        if integer and (marked := context.read_marker(scan, at, end)):
            return marked
        if named := context.read_name(scan, at, end):
            return named
    return read_measured(scan, at, end, _value(match), behind, len(match[1]) if integer else 0)


def read_measured(
    scan: Scan, at: int, end: int, value: Decimal, behind: tuple[int, Unit] | None, digits: int
) -> int:
    """A number whose unit is known; `digits` of a whole number, 0 for any other."""
    if digits and behind:
        special = _SPECIAL.get(behind[1].symbol)
        if special and (done := special(scan, at, end, value, digits)):
            return done
    return _add_value(scan, _with_sign(scan, at), end, value, behind)


def _value(match: re.Match[str]) -> Decimal:
    if match[2]:
        return parse_number(match[0].replace("\n", ""))
    return Decimal(match[1].replace(",", "").replace("\n", ""))


def _add_ordinal(
    scan: Scan, start: int, end: int, match: re.Match[str], behind: tuple[int, Unit] | None
) -> int:
    """第2回, 第８期, 第３条: whatever the unit counts, it is the n-th."""
    unit_end, unit = (behind[0], behind[1].symbol) if behind else (end, None)
    return scan.add(start, unit_end, _value(match), "ordinal", unit)


def _with_sign(scan: Scan, at: int) -> int:
    """Where the number begins when the sign before it belongs to it."""
    text = scan.text
    if at <= scan.end:
        return at
    sign = text[at - 1]
    if sign in _SIGNS:
        before = text[at - 2 : at - 1] if at > 1 else ""
        if sign in "△▲" or not before or before in _OPENERS:
            return at - 1
    elif sign == " " and at - 1 > scan.end and text[at - 2] in "△▲":
        comma = "," in text[at : at + 5]
        return at - 2 if comma or (scan.given and scan.given.dimension == "money") else at
    return at


def unit_behind(scan: Scan, start: int, end: int) -> tuple[int, Unit] | None:
    """The unit of a number that ends at `end`, also over one blank or a plausible line break."""
    text = scan.text
    following = text[end : end + 1]
    if following == " ":
        return _unit_over_blank(scan, start, end)
    if following == "\n":
        return _unit_over_break(scan, start, end)
    found = scan.unit_at(end)
    if "\n" in text[end : end + 9]:
        return _wrapped_unit(scan, end, found)
    return found


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
    if _UNIT_ENDS.match(scan.text, after) or scan.qualified_at(after):
        return found
    if scan.given is not None or scan.line_start(start) or is_kanji(scan.text[after]):
        return None
    return found


def _unit_over_break(scan: Scan, start: int, end: int) -> tuple[int, Unit] | None:
    """A line break in running text only: the number has to follow a word without a blank."""
    text, at = scan.text, end
    while text[at : at + 1] in ("\n", " "):
        at += 1
    if start == 0 or text[start - 1] in " \n\t|":
        return None
    return scan.unit_at(at)


def _wrapped_unit(
    scan: Scan, end: int, found: tuple[int, Unit] | None
) -> tuple[int, Unit] | None:
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
    return rest + joined[0] - (at - end), joined[1]


def _add_value(
    scan: Scan,
    start: int,
    end: int,
    value: Decimal,
    behind: tuple[int, Unit] | None,
    value_to: Decimal | None = None,
) -> int:
    """A number with its unit, or the one that the head of its column gives; ranges included."""
    if start < scan.end:
        start = scan.end
    if scan.text[start] in "-△▲":
        value = -value
    if behind:
        end = behind[0]
    unit = behind[1] if behind else None
    if value_to is None and (match := _RANGE.match(scan.text, end)):
        upper = _range_end(scan, match.end(), unit)
        if upper and upper[1] >= value:
            end, value_to, unit = upper
    if unit is None and start and scan.text[start - 1] == "¥" and start > scan.end:
        start, unit = start - 1, scan.lex.units["円"][-1][1]
    unit = unit or scan.given
    if unit is None:
        return scan.add(start, end, value, "count", None, value_to)
    if unit.dimension == "identifier":
        return scan.add(start, end, None, "identifier")
    if unit.factor != 1:
        value *= unit.factor
        value_to = value_to * unit.factor if value_to is not None else None
    return scan.add(start, end, value, unit.dimension, unit.base, value_to)


def _range_end(
    scan: Scan, at: int, unit: Unit | None
) -> tuple[int, Decimal, Unit | None] | None:
    """The upper end of a range and the unit of the whole; None when it is another quantity."""
    match = _NUM.match(scan.text, at)
    if match is None or scan.text[match.end() : match.end() + 1] in ("/", ":"):
        return None
    behind = unit_behind(scan, at, match.end())
    if behind is None:
        return match.end(), _value(match), unit
    if unit is not None and behind[1].symbol != unit.symbol:
        return None
    return behind[0], _value(match), behind[1]


def _read_fraction(scan: Scan, start: int, end: int, value: Decimal, digits: int) -> int | None:
    """３分の５倍: five thirds."""
    match = _FRACTION.match(scan.text, end)
    if match is None or not value:
        return None
    ratio = (Decimal(match[1]) / value).quantize(Decimal("1e-9")).normalize()
    return scan.add(start, match.end(), ratio, "ratio", "倍" if match[2] else None)


def _read_tenths(scan: Scan, start: int, end: int, value: Decimal, digits: int) -> int | None:
    """３割５分 is 35 percent."""
    match = _TENTHS.match(scan.text, end)
    if match is None or not (match[1] or match[2]):
        return None
    percent = value * 10 + (parse_number(match[1]) if match[1] else 0)
    percent += Decimal(match[2]) / 10 if match[2] else 0
    return scan.add(start, match.end(), percent, "percent", "%")


_SPECIAL = {
    "年": lambda s, at, end, v, d: calendar.read_year(s, at, end, int(v), d),
    "年度": lambda s, at, end, v, d: calendar.read_year(s, at, end, int(v), d),
    "月": lambda s, at, end, v, d: calendar.read_month(s, at, end, int(v)),
    "日": lambda s, at, end, v, d: calendar.read_day(s, at, s.text.index("日", end) + 1, int(v)),
    "時": lambda s, at, end, v, d: calendar.read_clock(s, at, end, int(v)),
    "分": _read_fraction,
    "割": _read_tenths,
}
