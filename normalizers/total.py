"""Words that name the sum of other rows: 小計, 合 計, 純合計（A）, 医療政策課計."""

from __future__ import annotations

import regex

from normalizers.patterns import compiled
from normalizers.vocabulary import cached, load, remembered
from normalizers.wording import any_of

_LETTER = r"[（(](?:[A-Za-zＡ-Ｚ①-⑳＋+－-]*|[ア-ンｱ-ﾝ](?:[＋+－―−-][ア-ンｱ-ﾝ])*)[）)]"
_NO_LABEL = compiled(  # 合計（Ａ）, 合計A, 差引（Ａ）－（Ｂ）
    rf"[\s　]|{_LETTER}(?:[＋+－―−-]{_LETTER})*|(?<=計)[A-ZＡ-Ｚ①-⑳]$"
)
_EQUATION = compiled(rf"(?<=[計掲引])[\s　]*{_LETTER}(?:[＋+－―−-]{_LETTER})*[\s　]*$")
_SAID = compiled(r"[（(][^（）()]{1,12}[）)]$")  # 合計（１～３）, 計（３病院）
_IN_BRACKETS = compiled(r"[（(]([^（）()]+)[）)]$")
_WITHIN = compiled(r"[（(\[［【]([^（()）]*)[）)\]］】]")  # 【小計】
_KINDS = ("whole", "net", "repeated", "part")


@remembered(8192)
def total_level(text: str, leads: bool = False) -> str | None:
    """subtotal or total for the label of a sum, None for other words.

    leads: the words lead their row, so that the sum of something (医療政策課計) counts as well.
    """
    bare = bare_total(text)
    if (kind := _words().get(bare)) or (kind := _words().get(_SAID.sub("", bare))):
        return "subtotal" if kind == "part" else "total"
    if bare == "再掲" and (leads or end_of_total(text) < len(text)):  # 再掲(B): of an equation
        return "total"
    if _told().fullmatch(bare):
        return "total"
    return "subtotal" if leads and _of_something().fullmatch(bare) else None


def is_total(text: str, leads: bool = True) -> bool:
    """Whether words at the beginning of a row name a sum, that of what is counted (総数, 県計)
    included. leads: the sum of something (医療政策課計) counts as well; among answers it may be
    another word (生計)."""
    if "計" in text and total_level(text, leads):
        return True
    return text[:1] in _first_letters() and bare_total(text) in load("totals")["counted"]


def is_grand_total(text: str) -> bool:
    """Whether words name the sum of all rows and say so: 合計, 純合計; 計 may be that of some."""
    bare = bare_total(text)
    return bare != "計" and _words().get(bare) in ("whole", "net")


def ends_with_total(text: str) -> bool:
    """Whether words end with that of a sum in brackets: 知っている（計）."""
    found = _IN_BRACKETS.search(text)
    return found is not None and total_level(found[1]) is not None


def bare_total(text: str) -> str:
    """The label of a sum without blanks, brackets around it, and the letter that an equation names
    it by."""
    bare = _NO_LABEL.sub("", text)
    return found[1] if (found := _WITHIN.fullmatch(bare)) else bare


def end_of_total(text: str) -> int:
    """Where the words of a sum end and the letters of its equation begin: 純合計 (A)-(B)."""
    found = _EQUATION.search(text)
    return found.start() if found else len(text)


@cached
def _words() -> dict[str, str]:
    """The words of sums, each with what it is the sum of."""
    return {word: kind for kind in _KINDS for word in load("totals")[kind]}


@cached
def _first_letters() -> frozenset[str]:
    return frozenset(word[0] for word in load("totals")["counted"])


@cached
def _told() -> regex.Pattern[str]:
    """差引合計, 重複を除く計: what is left out, before the word."""
    words = load("totals")
    return compiled(f"{any_of(words['before'])}(?:{any_of(words['whole'])}|後)")


@cached
def _of_something() -> regex.Pattern[str]:
    others = "".join(map(regex.escape, load("totals")["other"]))
    return compiled(f"[^、。]{{1,14}}(?:[小合]計|(?<![{others}])計)")
