"""Japanese eras: fiscal years, calendar years and dates. A fiscal year is not a calendar year."""

from __future__ import annotations

import re
from calendar import monthrange
from typing import NamedTuple

from normalizers.errors import NormalizationError
from normalizers.number import KANJI_NUMERALS, parse_number
from normalizers.text import fold_table
from normalizers.vocabulary import remembered

_BLANKS_WITHIN = re.compile(r"(?<=[0-9])\s+(?=[0-9年])|\s+(?=度)")

# First Gregorian year and the last year of the era that a document can print. Documents written
# before a change of era print later years of the old one (平成37年度), so the open end is wide.
# Source: 元号法 and the decrees of each era (政令).
ERAS = {
    "明治": (1868, 45),
    "大正": (1912, 15),
    "昭和": (1926, 64),
    "平成": (1989, 70),
    "令和": (2019, 99),
}
ERA_LETTERS = {"M": "明治", "T": "大正", "S": "昭和", "H": "平成", "R": "令和"}
_SHORT = {name[0]: name for name in ERAS}
_LIGATURES = {"㍾": "明治", "㍽": "大正", "㍼": "昭和", "㍻": "平成", "㋿": "令和"}
ERA_NAMES = {name: name for name in ERAS} | ERA_LETTERS | _SHORT | _LIGATURES
ERA_NAMES |= {letter.lower(): name for letter, name in ERA_LETTERS.items()}

_KANJI = "〇一二三四五六七八九十"
_LETTER = "[" + "".join(letter + letter.lower() for letter in ERA_LETTERS) + "]"
_KANJI_SHORT = f"[{''.join(_SHORT)}]"
_LIGATURE = f"[{''.join(_LIGATURES)}]"
ERA = rf"(?:{'|'.join(ERAS)}|{_LETTER}\.?|{_KANJI_SHORT}|{_LIGATURE})"
_YEAR = (
    rf"(?:(?P<era>{ERA})\s*(?P<n>[0-9]{{1,2}}|元|[{_KANJI}]{{1,3}})"
    r"|(?P<g>(?:1[89]|20|21)[0-9]{2})|(?P<s>[0-9]{1,2}))"
)
_FISCAL = re.compile(rf"{_YEAR}\s*(?:年度|年|FY)?\Z")
_CALENDAR = re.compile(rf"{_YEAR}\s*年?\Z")
_ENDS = r"(?:\s*(?:末?現在|末?時点|付け?|まで|から|より|以降|末|施行|開始))?"
_WEEKDAY = r"(?:\s*\([日月火水木金土祝・]+\))?"
_MONTH = r"(?P<m>[0-9]{1,2}|[一二三四五六七八九十]{1,2})"
_DAY = r"(?P<d>[0-9]{1,2}|[一二三四五六七八九十]{1,3})"
_WRITTEN = re.compile(rf"(?:{_YEAR}\s*年\s*)?{_MONTH}\s*月\s*(?:{_DAY}\s*日)?{_WEEKDAY}{_ENDS}\Z")
_YEAR_ONLY = re.compile(rf"{_YEAR}\s*年{_ENDS}\Z")
_POINTED = re.compile(
    rf"{_YEAR}(?P<sep>[./\-])\s*{_MONTH}(?:(?P=sep)\s*{_DAY})?{_WEEKDAY}{_ENDS}\Z"
)
_MONTH_DAY = re.compile(rf"{_MONTH}/{_DAY}{_WEEKDAY}{_ENDS}\Z")
_BRACKETS = str.maketrans("", "", "()[]【】〔〕〈〉<>「」")


class PartialDate(NamedTuple):
    """A date as far as a document states it."""

    year: int | None
    month: int | None
    day: int | None

    def iso(self) -> str:
        """ISO 8601 to the precision stated; without a year in the form --MM-DD."""
        parts = "-" if self.year is None else f"{self.year:04d}"
        if self.month is not None:
            parts += f"-{self.month:02d}"
        elif self.day is not None:
            parts += "-"
        if self.day is not None:
            parts += f"-{self.day:02d}"
        return parts


def era_year(era: str, number: int) -> int | None:
    """The Gregorian year of an era's year; None when the era has no such year.

    `era` as printed: 平成, H, h, 平, ㍻.
    """
    first, last = ERAS[ERA_NAMES[era.rstrip(".")]]
    return first + number - 1 if 1 <= number <= last else None


def complete_year(number: int, near: int, western: bool = False) -> int | None:
    """The Gregorian year of an era year without its era: the reading closest to `near`; None for a
    number that no era has as a year (0).

    western: it may be the end of a Gregorian year as well (04年, written with its nought).
    """
    readings = [y for name in ERAS if (y := era_year(name, number)) is not None]
    if western:
        readings += [century + number for century in (1900, 2000)]
    return min(readings, key=lambda y: (abs(y - near), -y), default=None)


def parse_fiscal_year(text: str, near: int | None = None) -> int:
    """The fiscal year (年度) of a string, as the Gregorian year that it begins in.

    平成２５年度, Ｈ29, 平29, R元年度, 2019年度, 2019; 年 is taken for 年度 and blanks and brackets
    around are allowed. A year without an era (22年度) needs `near`, a Gregorian year of its
    surroundings. Raises NormalizationError.
    """
    return _read_year(text, _FISCAL, near, "a fiscal year")


def parse_year(text: str, near: int | None = None) -> int:
    """A calendar year (平成22年, Ｈ22, 2010年) as a Gregorian year. Raises NormalizationError."""
    return _read_year(text, _CALENDAR, near, "a calendar year")


def parse_date(text: str, near: int | None = None) -> PartialDate:
    """A date as far as it is stated: R7.5.31, 平成１９年７月, 11/19, 令和7年3月21日, 8月 9日.

    A year alone (平成20年) is a date to the precision of a year; an abbreviated year
    (24年8月29日) needs `near`. Raises NormalizationError for what is no date, and for days that
    the calendar does not have.
    """
    folded = _clean(text)
    for pattern in (_WRITTEN, _MONTH_DAY, _POINTED, _YEAR_ONLY):
        match = pattern.match(folded)
        if match and not _is_month_point_day(match.groupdict()):
            return _date_of(match.groupdict(), text, near)
    raise NormalizationError(text, "a date")


def _is_month_point_day(parts: dict[str, str | None]) -> bool:
    """12.5 is a number: a year without its era is part of a pointed date only before a day."""
    return bool(parts.get("sep") and parts.get("s") and not parts.get("d"))


_TORN_ERA = re.compile("([平令昭]) ([成和])")


def _clean(text: str) -> str:
    folded = " ".join(text.translate(fold_table()).split())
    if "\n" in text:  # 平 / 成20年
        folded = _TORN_ERA.sub(r"\1\2", folded)
    if folded[:1] == "(" and folded[-1:] == ")" and folded.count("(") == 1:
        folded = folded[1:-1]
    return folded.strip("[]【】〔〕〈〉<>「」 ")


def _read_year(text: str, pattern: re.Pattern[str], near: int | None, expected: str) -> int:
    folded = _clean(text).translate(_BRACKETS)
    match = pattern.match(_BLANKS_WITHIN.sub("", folded))
    if match is None:
        raise NormalizationError(text, expected)
    return _year_of(match.groupdict(), text, near, expected)


def _year_of(parts: dict[str, str | None], text: str, near: int | None, expected: str) -> int:
    if parts.get("g"):
        return int(parts["g"] or 0)
    number = _numeral(parts.get("n") or parts.get("s") or "")
    era = parts.get("era")
    year = era_year(era, number) if era else None
    if era and year is None:
        raise NormalizationError(text, expected, f"{era} has no year {number}")
    if year is not None:
        return year
    if near is None:
        raise NormalizationError(text, expected, "the era is not stated")
    if (year := complete_year(number, near)) is None:
        raise NormalizationError(text, expected, "no era has such a year")
    return year


def _numeral(digits: str) -> int:
    return 1 if digits == "元" else int(parse_number(digits))


def _date_of(parts: dict[str, str | None], text: str, near: int | None) -> PartialDate:
    has_year = any(parts.get(k) for k in ("era", "g", "s"))
    year = _year_of(parts, text, near, "a date") if has_year else None
    month, day = (_numeral(v) if (v := parts.get(k)) else None for k in ("m", "d"))
    if not is_day(year, month, day):
        raise NormalizationError(text, "a date", "the calendar has no such day")
    return PartialDate(year, month, day)


def is_day(year: int | None, month: int | None, day: int | None) -> bool:
    """Whether the calendar has the day, as far as it is stated."""
    if month is not None and not 1 <= month <= 12:
        return False
    if day is None:
        return True
    return month is not None and 1 <= day <= monthrange(year or 2024, month)[1]


_NO_DATE = rf"(?![ \n]*[0-9{KANJI_NUMERALS}]+[ \n]*月)"
_YEAR_WORD = rf"[ \n]*(?:年[ \n]*度|年{_NO_DATE})"
_FOUND = re.compile(
    rf"(?:(?P<era>{'|'.join(ERAS)}|{_LIGATURE})[ \n]*|(?<![A-Za-z0-9])(?P<l>{_LETTER})\.?[ ]?"
    rf"|(?P<k>{_KANJI_SHORT}))(?P<n>[0-9]{{1,2}}|元|[{_KANJI}]{{1,3}})"
    rf"(?:{_YEAR_WORD}|(?![ \n]*年|[0-9{_KANJI}]|[./\-][0-9]|(?<![ぁ-龥])[ァ-ヶA-Za-z]))"
    rf"|(?<![0-9.,])(?P<g>(?:19|20)[0-9]{{2}}){_YEAR_WORD}"
    rf"|(?<![0-9.])(?P<s>[0-9]{{1,2}})[ \n]*年[ \n]*度"
)


def find_fiscal_years(text: str, near: int | None = None) -> list[tuple[int, int, int]]:
    """Every year of a text that can be a fiscal year: (start, end, Gregorian year).

    年度, a calendar year (予算 lists print 平成30年 for the fiscal year) and a bare Ｈ29; not the
    year of a date with a month. An abbreviated 22年度 takes the era of the year before it in the
    text, failing that the reading closest to `near`; without either it is left out. In a text
    that counts by Gregorian years alone it can be the end of one of those as well.
    """
    return list(_fiscal_years(text, near))


def year_in(text: str, near: int | None = None) -> int | None:
    """The first of these years; None for a text without any."""
    found = _fiscal_years(text, near)
    return found[0][2] if found else None


@remembered(4096)
def _fiscal_years(text: str, near: int | None) -> tuple[tuple[int, int, int], ...]:
    found: list[tuple[int, int, int]] = []
    for match in _FOUND.finditer(text.translate(fold_table())):
        context = found[-1][2] if found else near
        year = _found_year(match, context)
        if year is not None:
            found.append((match.start(), match.end(), year))
    return tuple(found)


def _found_year(match: re.Match[str], context: int | None) -> int | None:
    if match["g"]:
        return int(match["g"])
    number = _numeral(match["n"] or match["s"])
    era = match["era"] or match["l"] or match["k"]
    if era:
        return era_year(era, number)
    if context is None:
        return None
    western = len(match["s"]) == 2 and counts_gregorian(match.string)
    return complete_year(number, context, western)


_GREGORIAN = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}[ ]?年")
_OF_ERA = re.compile(rf"{ERA}[ \n]*(?:元|[0-9]|[{KANJI_NUMERALS}]+[ \n]*年)")


def counts_gregorian(folded: str) -> bool:
    """Whether a text of folded widths counts by Gregorian years alone: its 22年度 is of those."""
    return bool(_GREGORIAN.search(folded)) and not _OF_ERA.search(folded)
