"""Years, dates and times of day in running text."""

from __future__ import annotations

import re
from decimal import Decimal

from normalizers.era import ERAS, PartialDate, complete_year, counts_gregorian, era_year, is_day
from normalizers.number import parse_number
from normalizers.printed_years import ERA
from normalizers.scan.lexicon import DIGITS, LETTERS
from normalizers.scan.state import Scan, is_kanji

ERA_LAST = frozenset("成和正治平令昭大明㍻㍼㍽㍾㋿HRSTMhr. \n")
_LETTER_ERAS = frozenset("HRSTMhr")
_SURE_LETTERS = frozenset("HRhr")
_SHORT_ERAS = frozenset("平令昭")
_LIGATURES = frozenset("㍻㍼㍽㍾㋿")
CHAIN = frozenset(
    ("、", "・", ",", "~", "→", "及び", "と", "/", "から", "や", "又は", "または", "、及び")
)

_NN = r"[0-9]{1,2}|[一二三四五六七八九十]{1,3}"
_TAIL = re.compile(
    rf"[ \n]*(?:両(?=年度))?年(?:[ \n]*(?P<fiscal>度)"
    rf"|(?:[ \n]*(?P<m>{_NN})[ \n]*月(?!間)(?:[ \n]*(?P<d>{_NN})[ \n]*日(?!間))?)?)"
)
_POINTED = re.compile(
    r"(?P<sep>[./\-])(?P<m>[0-9]{1,2})(?:(?P=sep)(?P<d>[0-9]{1,2}))?(?![0-9,]|\.[0-9])"
)
_ERA_NUMBER = re.compile(r"元|[0-9]{1,2}(?![0-9])|[〇一二三四五六七八九十]{1,3}")
_RANGE = re.compile(
    rf"[ ]?~[ ]?(?P<era>{ERA}|[HRhr]\.?)?[ ]?(?P<n>元|[0-9]{{4}}|[0-9]{{1,2}})(?![0-9.,/:-])"
    r"(?P<unit>[ ]?年(?:度|(?![ \n]*[0-9]+月))|)(?!年)"
)
_NAME_BEHIND = re.compile(r"[ァ-ヶA-Za-z-]")
_MONTH = re.compile(rf"[ \n]*月(?:[ \n]*(?P<d>{_NN})[ \n]*日(?!間))?")
_TWIN = re.compile(rf"[ ]?\([ ]?(?:{'|'.join(ERAS)}|[HRS])[ ]?(?:[0-9]{{1,2}}|元)[ ]?\)[ \n]*年")
_BEHIND_TWIN = re.compile(r"\)[ \n]*年[ \n]*\Z")
_CLOCK = re.compile(r"[ \n]*時(?:(?P<half>半)|[ \n]*(?P<m>[0-9]{1,2})[ \n]*分(?!間))?")


def era_before(scan: Scan, at: int) -> tuple[int, str] | None:
    """The era that stands before the number at a position, and where it begins."""
    text, low = scan.text, scan.end
    end = at
    while end > low and text[end - 1] in " \n":
        end -= 1
    if end - 2 >= low and text[end - 2 : end] in ERAS:
        return end - 2, text[end - 2 : end]
    if end - 2 >= low and text[end - 2] == "\n" and text[end - 1] in "成和治正":
        return _wrapped_era(text, low, end)
    if at - end > 1 or end <= low or text[end : end + 1] == "\n":
        return None
    if text[end - 1] == "." and end - 1 > low and text[end - 2] in _LETTER_ERAS:
        end -= 1
    return _short_era(text, end, at)


def _wrapped_era(text: str, low: int, end: int) -> tuple[int, str] | None:
    """平\\n成 22年."""
    start = end - 2
    while start > low and text[start] in " \n":
        start -= 1
    era = text[start] + text[end - 1]
    return (start, era) if era in ERAS and start >= low else None


def _short_era(text: str, end: int, at: int) -> tuple[int, str] | None:
    last, before = text[end - 1], text[end - 2 : end - 1] if end > 1 else ""
    if last in _LETTER_ERAS:
        named = before in LETTERS or before in DIGITS
        return None if named and before else (end - 1, last)
    if end != at:
        return None
    if last in _LIGATURES:
        return end - 1, last
    if last in _SHORT_ERAS and not is_kanji(before) and not "ぁ" <= before <= "ヿ":
        return end - 1, last
    return None


def read_era_year(scan: Scan, start: int, era: str, at: int) -> int | None:
    """A year with its era, the date that it begins, or a range of years; None if it is neither."""
    text = scan.text
    number = _ERA_NUMBER.match(text, at)
    year = era_year(era, _numeral(number[0])) if number else None
    if number is None or year is None:
        return None
    end = number.end()
    tail = _TAIL.match(text, end)
    if tail is None:
        if (pointed := _POINTED.match(text, end)) and _has_day(year, pointed):
            return _add_date(scan, start, year, pointed)
        if not _is_bare_year(text, era, number[0], end):
            return None
        return _add_year(scan, start, end, year, "年")
    return _finish_year(scan, start, year, tail)


def _is_bare_year(text: str, era: str, digits: str, end: int) -> bool:
    """Whether H28 is a year without 年, and no name such as R4システム."""
    if len(era) > 1 and era[-1] != ".":
        return True
    if _NAME_BEHIND.match(text, end):
        return False
    return era[0] in _SURE_LETTERS or era in _SHORT_ERAS | _LIGATURES or len(digits) == 2


def _finish_year(scan: Scan, start: int, year: int, tail: re.Match[str]) -> int:
    if tail["m"]:
        if _has_day(year, tail):
            return _add_date(scan, start, year, tail)
        return _add_year(scan, start, tail.start("m"), year, "年")
    return _add_year(scan, start, tail.end(), year, "年度" if tail["fiscal"] else "年")


def _add_year(scan: Scan, start: int, end: int, year: int, unit: str) -> int:
    """A year, or the range of years that it begins."""
    scan.year = year
    match = _RANGE.match(scan.text, end)
    last = _range_end(scan, match, year) if match else None
    if match is None or last is None:
        return scan.add(start, end, Decimal(year), "year", unit)
    scan.year = last
    unit = "年度" if "度" in match["unit"] else unit
    return scan.add(start, match.end(), Decimal(year), "year", unit, value_to=Decimal(last))


def _range_end(scan: Scan, match: re.Match[str], first: int) -> int | None:
    """The later year of a range; None where what follows ~ is no later year."""
    digits = match["n"]
    if not match["unit"] and scan.unit_at(match.end()):
        return None
    if len(digits) == 4:
        last: int | None = int(digits)
    elif match["era"]:
        last = era_year(match["era"], _numeral(digits))
    else:
        last = complete_year(_numeral(digits), first, is_gregorian(scan))
    return last if last is not None and first < last <= first + 60 else None


def _has_day(year: int | None, match: re.Match[str]) -> bool:
    return is_day(year, *_month_day(match))


def _month_day(match: re.Match[str]) -> tuple[int, int | None]:
    return _numeral(match["m"]), _numeral(match["d"]) if match["d"] else None


def _add_date(scan: Scan, start: int, year: int | None, match: re.Match[str]) -> int:
    month, day = _month_day(match)
    if year is not None:
        scan.year = year
    unit = "年月" if day is None else "年月日"
    date = PartialDate(year, month, day).iso()
    return scan.add(start, match.end(), None, "date", unit, date=date)


def read_year(scan: Scan, start: int, end: int, number: int, digits: int) -> int | None:
    """A number before 年: a Gregorian year, an abbreviated one (22年度), or None (a duration)."""
    tail = _TAIL.match(scan.text, end)
    if tail is None:
        return None
    if digits == 4 and 1850 <= number <= 2200:
        return _finish_year(scan, start, number, tail)
    if digits > 2 or not 1 <= number <= 99:
        return None
    if not (tail["fiscal"] or tail["m"]) and not follows_year(scan, start):
        return None
    western = digits == 2 and (number < 10 or is_gregorian(scan))
    if scan.year is not None and (year := complete_year(number, scan.year, western)):
        return _finish_year(scan, start, year, tail)
    if tail["m"] and is_day(None, *_month_day(tail)):
        return scan.add(start, tail.end(), None, "date", "年月日" if tail["d"] else "年月")
    return scan.add(start, tail.end(), None, "year", "年度" if tail["fiscal"] else "年")


def is_gregorian(scan: Scan) -> bool:
    """Whether the text counts by Gregorian years alone; asked once, a text can be a page."""
    if scan.gregorian is None:
        scan.gregorian = counts_gregorian(scan.text)
    return scan.gregorian


def read_twin(scan: Scan, start: int, end: int, number: int) -> int | None:
    """A Gregorian year before that of its era: 2018（平成30）年度."""
    if not 1850 <= number <= 2200 or not _TWIN.match(scan.text, end):
        return None
    scan.year = number
    return scan.add(start, end, Decimal(number), "year", "年")


def _year_of_twin(scan: Scan, start: int) -> int | None:
    """The year of a month that it is parted from by the same year: 平成31（2019）年３月."""
    last = scan.found[-1] if scan.found else None
    if last is None or last.dimension != "year" or scan.text[last.end : last.end + 1] not in ")":
        return None
    return scan.year if _BEHIND_TWIN.search(scan.text, max(0, start - 8), start) else None


def follows_year(scan: Scan, start: int) -> bool:
    """Whether a year stands directly before, a list or range mark between (平成21年、22年)."""
    last = scan.found[-1] if scan.found else None
    return (
        last is not None
        and last.dimension == "year"
        and scan.text[last.end : start].strip() in CHAIN
    )


def read_month(scan: Scan, start: int, end: int, number: int) -> int | None:
    """A month of no stated year, with its day where one follows; None for 13 and more."""
    match = _MONTH.match(scan.text, end)
    if match is None or not 1 <= number <= 12:
        return None
    day = _numeral(match["d"]) if match["d"] else None
    if not is_day(None, number, day):
        return scan.add(
            start, scan.text.index("月", end) + 1, None, "date", "月", date=f"--{number:02d}"
        )
    year = _year_of_twin(scan, start)
    if not is_day(year, number, day):
        year = None
    unit = "月" if day is None else "月日"
    date = PartialDate(year, number, day).iso()
    return scan.add(start, match.end(), None, "date", unit, date=date)


def read_day(scan: Scan, start: int, end: int, number: int) -> int | None:
    """A day that goes on a date before it (5月15日、16日); None for a duration."""
    last = scan.found[-1] if scan.found else None
    if last is None or last.dimension != "date" or not last.date:
        return None
    if scan.text[last.end : start].strip() not in CHAIN or not 1 <= number <= 31:
        return None
    head, _, day = last.date.rpartition("-")
    if (last.unit or "")[-1:] != "日" or not day:
        return None
    return scan.add(start, end, None, "date", "日", date=f"{head}-{number:02d}")


def read_clock(scan: Scan, start: int, end: int, number: int) -> int | None:
    """A time of day in hours: 13時 is 13, 9時30分 is 9.5."""
    match = _CLOCK.match(scan.text, end)
    if match is None or not 0 <= number <= 30:
        return None
    minutes = 30 if match["half"] else int(match["m"] or 0)
    return add_time(scan, start, match.end(), number, minutes)


def add_time(scan: Scan, start: int, end: int, hours: int, minutes: int) -> int:
    value = hours + (Decimal(minutes) / 60).quantize(Decimal("1e-9")).normalize()
    return scan.add(start, end, value, "time", "時")


def _numeral(digits: str) -> int:
    if digits == "元":
        return 1
    return int(digits) if digits.isdigit() and digits.isascii() else int(parse_number(digits))
