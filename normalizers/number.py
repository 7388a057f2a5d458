"""Numbers as printed: any width, kanji numerals, mixed scales, circled numbers, signs."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from normalizers.errors import NormalizationError
from normalizers.text import fold_table

EXPECTED = "a number"

# Marks that stand in a cell for "nothing": dashes of every length, alone.
_NIL_RUN = re.compile(r"[（(]?[－―‐\-–—−‒ー─━ｰ]{1,4}[)）]?\Z")
_LONGEST_NIL = 6  # four dashes in brackets
_KANJI_DIGITS = dict(zip("〇一二三四五六七八九", range(10), strict=True)) | dict(
    # 大字 (legal numerals) and the zero of typewriters
    零=0,
    壱=1,
    壹=1,
    弌=1,
    弐=2,
    貳=2,
    弍=2,
    参=3,
    參=3,
    肆=4,
    伍=5,
    陸=6,
    漆=7,
    捌=8,
    玖=9,
)
_SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "陌": 100, "千": 1000, "仟": 1000, "阡": 1000}
_LARGE = {"万": 10**4, "萬": 10**4, "億": 10**8, "兆": 10**12, "京": 10**16}

KANJI_NUMERALS = "".join((*_KANJI_DIGITS, *_SMALL, *_LARGE))

_D = "".join(_KANJI_DIGITS)
_S = "".join(_SMALL)
_WESTERN = r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?"
_PLAIN = re.compile(rf"(?:{_WESTERN})\Z")
_NUMERALS = re.compile(rf"[0-9,.{KANJI_NUMERALS}]+\Z")
_LARGE_SCALE = re.compile(f"([{''.join(_LARGE)}])")
_SMALL_SCALE = re.compile(f"([{_S}])")
_POSITIONAL = re.compile(rf"[{_D}]+\Z")
_LETTER_SPACED = re.compile(r"[0-9](?:(?: *, *|[ .]* [ .]*)[0-9])*\Z")
_SIGN = re.compile(rf"(?:([△▲])\s*|([－−‐\-+]))(?=[0-9{_D}{_S}])")
_BLANK = re.compile(r"\s+")
_TWO_NUMBERS = re.compile(r"[0-9]\s+[0-9]")


def circled_value(character: str) -> int | None:
    """The number in a circle, bracket or black disc: ② ➀ ❶ ㉑ ⑴; None for other characters."""
    name = unicodedata.name(character, "")
    if not name.startswith(_ENCLOSED) or character in _KANJI_DIGITS:
        return None
    value = unicodedata.numeric(character, None)
    return int(value) if value is not None and not name.startswith("CJK") else None


_ENCLOSED = (
    "CIRCLED DIGIT", "CIRCLED NUMBER", "NEGATIVE CIRCLED", "DINGBAT", "DOUBLE CIRCLED",
    "PARENTHESIZED DIGIT", "PARENTHESIZED NUMBER",
)  # fmt: skip
CIRCLED = {
    character: value
    for low, high in ((0x2460, 0x249B), (0x24EA, 0x2500), (0x2776, 0x2794), (0x3251, 0x32C0))
    for character in map(chr, range(low, high))
    if (value := circled_value(character)) is not None
} | {chr(0x2488 + i): i + 1 for i in range(20)}  # ⒈ to ⒛, a digit and its full stop


def is_nil(text: str) -> bool:
    """Whether a cell says "nothing" with a dash (－ ― ‐ - –), alone or in brackets."""
    bare = text.strip()
    return len(bare) <= _LONGEST_NIL and bool(_NIL_RUN.match(bare))


def parse_number(text: str) -> Decimal:
    """A number in any style of Japanese documents, exact.

    Full- and half-width digits with , separators, kanji numerals, mixed scales (1億2,345万),
    letter-spaced digits, circled numbers; △ ▲ － − - before a number are minus signs.
    Raises NormalizationError for everything else: nil marks (reason 'nil mark'), wrong grouping,
    words that begin with a numeral, numbers with a unit.
    """
    folded = text.strip().translate(fold_table())
    if len(folded) == 1 and folded in CIRCLED:
        return Decimal(CIRCLED[folded])
    if is_nil(text):
        raise NormalizationError(text, EXPECTED, "nil mark")
    if not folded:
        raise NormalizationError(text, EXPECTED, "empty")
    negative = False
    if sign := _SIGN.match(folded):
        negative = sign[2] != "+"
        folded = folded[sign.end() :]
    value = _unsigned(folded, text)
    return -value if negative and value else value


def _unsigned(folded: str, text: str) -> Decimal:
    compact = _without_blanks(folded, text)
    if _PLAIN.match(compact):
        return Decimal(compact.replace(",", ""))
    if _POSITIONAL.match(compact):
        return _positional(compact, text)
    return _sections(compact, text)


def _without_blanks(folded: str, text: str) -> str:
    """Letter-spaced digits closed up; two numbers side by side are refused."""
    if not _BLANK.search(folded):
        return folded
    if _LETTER_SPACED.match(folded) or not _TWO_NUMBERS.search(folded):
        return _BLANK.sub("", folded)
    raise NormalizationError(text, EXPECTED, "more than one number")


def _positional(compact: str, text: str) -> Decimal:
    """二〇二五 is 2025; a single kanji digit is itself."""
    if len(compact) > 1 and compact[0] in "〇零":
        raise NormalizationError(text, EXPECTED, "begins with a zero")
    return Decimal("".join(str(_KANJI_DIGITS[c]) for c in compact))


def _sections(compact: str, text: str) -> Decimal:
    """Sum of the parts before 兆, 億 and 万 and the part behind them, in falling order."""
    if not _NUMERALS.match(compact):
        raise NormalizationError(text, EXPECTED, _reason(compact))
    total = _falling_sum(_LARGE_SCALE.split(compact), _LARGE, text)
    return total.to_integral_value() if total == total.to_integral_value() else total


def _falling_sum(pieces: list[str], scales: dict[str, int], text: str) -> Decimal:
    """The sum of part, scale, part, scale … part; the last part may be empty.

    Every part times its scale has to be smaller than the scale before it.
    """
    total, below = Decimal(0), None
    for part, name in zip(pieces[::2], [*pieces[1::2], ""], strict=True):
        if not name and not part:
            break
        scale = scales[name] if name else 1
        if below is not None and scale >= below:
            raise NormalizationError(text, EXPECTED, "scales out of order")
        value = _part(part, scales, text, alone=len(pieces) == 1) * scale
        if below is not None and value >= below:
            raise NormalizationError(text, EXPECTED, "part too large for its scale")
        total, below = total + value, scale
    return total


def _part(part: str, scales: dict[str, int], text: str, alone: bool) -> Decimal:
    """What stands before a scale: 二千五百 or 1,234 before 万, 五 or 5 or nothing before 百."""
    if scales is _LARGE:
        if not part:
            raise NormalizationError(text, EXPECTED, "no number")
        return _falling_sum(_SMALL_SCALE.split(part), _SMALL, text)
    if not part:
        return Decimal(1)
    if not _PLAIN.match(part) and not _POSITIONAL.match(part):
        raise NormalizationError(text, EXPECTED, _reason(part))
    if len(part) > 1 and part[0] in _KANJI_DIGITS and not alone:
        raise NormalizationError(text, EXPECTED, "scales out of order")
    return _times(part)


def _times(digits: str) -> Decimal:
    if digits[0] in _KANJI_DIGITS:
        return Decimal("".join(str(_KANJI_DIGITS[c]) for c in digits))
    return Decimal(digits.replace(",", ""))


def _reason(compact: str) -> str:
    if re.fullmatch(r"[0-9,.]+", compact):
        return "separators do not group the digits by three"
    if re.match(rf"[0-9{_D}{_S}]", compact):
        return "something follows the number"
    return "no number"
