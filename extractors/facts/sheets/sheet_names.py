"""The name of a sheet's program in what stands behind its label, and the office that may follow.

事業名 :離島診療確保事業費(20990001) 予算計上課 地域医療課
事業名:
見守りネットワーク整備事業
長寿福祉部 高齢者支援課 地域支援担当
"""

from __future__ import annotations

from dataclasses import dataclass

import regex

from extractors.shared.outline import marker_of
from extractors.shared.program_names import names_a_program
from normalizers.head import read_heads
from normalizers.label import label_of
from normalizers.patterns import compiled
from normalizers.vocabulary import cached, load
from normalizers.wording import any_of
from pipeline.document.model import Cite

_CODE = compiled(
    r"(?:[\s　]*[（(][\s　]*(?:[0-9０-９]{4,}(?:[-－][0-9０-９]+)?)?[\s　]*[）)])+[\s　]*$"
)
_NUMBER = compiled(r"(?<=\S)[（(][0-9０-９]{6,}(?:[-－][0-9０-９]+)?[）)]")
_WORDS = compiled(r"(?<=[ 　])[^\s　]+(?=[ 　]+[^\s　]|[ 　]*$)")
_STATES = compiled(r"[0-9０-９][\s　]*[千百万億]*円|[。?？]|https?:|[@＠]")
_UNIT_HEAD = compiled(r"[費額金][（(](?:千円|万円|百万円|億円|円)[）)](?=[\s　]|$)")
_COLON = compiled(r"^[\s　]*[:：][\s　]*")
_ASIDE = compiled(r"^[\s　]*[（(](?=.{12})")
_BESIDE = ("department", "implementer", "period", "start", "particular")
_MOST_LINES = 3
_LONGEST = 90


@dataclass(frozen=True, slots=True)
class _Wording:
    """Patterns of the words of lines.toml and offices.toml: the account that a flattened form
    prints before a name, a line that is an office, the end of a whole name, and what goes on."""

    account: regex.Pattern[str]
    office: regex.Pattern[str]
    whole: regex.Pattern[str]
    goes_on: regex.Pattern[str]


@cached
def _wording() -> _Wording:
    words = {key: any_of(listed) for key, listed in load("lines").items()}
    offices = {key: any_of(listed) for key, listed in load("offices").items()}
    return _Wording(
        account=compiled(
            rf"[^\n]{{2,30}}{words['accounts']}[^\n]{{0,12}}\n"
            rf"|[0-9０-９]{{1,2}}[\s　]?{words['account_parts']}[\s　][^\n]{{2,20}}\n"
        ),
        office=compiled(
            r"^[\s　]*(?P<office>(?:[^\s　0-9０-９。、:：]{1,12}"
            rf"{offices['departments']}[\s　]+)?"
            rf"[^\s　0-9０-９。、:：（(]{{1,16}}{offices['sections']}"
            rf"(?:[\s　]+[^\s　。、:：]{{1,16}}{offices['groups']})?)"
            r"(?:[\s　]+[-－]|[\s　]+電話[^。\n]*)?[\s　]*$"
        ),
        whole=compiled(rf"{words['whole']}[\s　]*(?:[（(][^（）()]*[）)][\s　]*)?$"),
        goes_on=compiled(rf"^[\s　]*{words['goes_on']}"),
    )


def tidy_name(value: Cite) -> Cite:
    """A name up to the next label, to a code of the account, or to a line that is no name.

    A name of some lines stays whole while it is short and says nothing else. Empty where the
    value begins with the head of a column: a table has the label, no sheet.
    """
    if colon := _COLON.match(value.text):
        value = value.part(colon.end())
    while (account := _wording().account.match(value.text)) and account.end() < len(value.text):
        value = value.part(account.end())
    lines = value.text.split("\n")
    if _is_head(lines[0]):
        return Cite("")
    end = _end_of_words(lines[0])
    if end == len(lines[0]):
        end = _end_of_lines(lines)
    name = value.part(0, end)
    if code := _CODE.search(name.text):
        name = name.part(0, code.start())
    return name


def office_in(value: Cite) -> Cite | None:
    """The office that stands on the line of a name behind a label of its own (所管課 △△課), or
    on a line below that is nothing but an office: △△部 □□課 ○○担当."""
    lines = value.text.split("\n")
    for word in _WORDS.finditer(lines[0]):
        head = label_of(word.group())
        if head is not None and head.role == "department":
            end = _end_of_words(lines[0], word.end())
            return value.part(word.end(), end) or None
    start = len(lines[0]) + 1
    for line in lines[1:]:
        if office := _wording().office.match(line):
            return value.part(*(start + x for x in office.span("office")))
        start += len(line) + 1
    return None


def has_code(value: Cite) -> bool:
    """Whether the code of an account stands behind a name: 離島診療確保事業費(20990001)."""
    return _NUMBER.search(value.text.split("\n")[0]) is not None


def _is_head(line: str) -> bool:
    """Whether the line behind a label is a head of a column, or heads of which one has the unit
    of its amounts (事業区分 当初事業費(千円) 決算額(千円))."""
    words = line.strip(" 　|｜")
    fits = [max((h.fit for h in read_heads(word)), default=0) for word in words.split()]
    if len(fits) > 1 and min(fits) > 1 and max(fits) == 3:  # 担当課・担当 財源
        return True
    short = 1 < len(words) <= 4  # 新 is the first letter of a name, wrapped
    known = short and any(h.is_exact for h in read_heads(words))
    return not words or known or bool(_UNIT_HEAD.search(words))


def _end_of_words(line: str, start: int = 0) -> int:
    """Where a second label begins on the line of a name: NAME 予算計上課 △△課."""
    for word in _WORDS.finditer(line, start):
        head = label_of(word.group())
        if head is not None and head.role in _BESIDE:
            return word.start()
    return len(line)


def _end_of_lines(lines: list[str]) -> int:
    """Where the lines of a name end: one that states something ends them; of many lines, or of
    long ones, only those count that the name needs to be one."""
    kept = 1
    while kept < len(lines) and not _ends_before(lines[kept]):
        if _wording().whole.search(lines[kept - 1]) and not _wording().goes_on.match(lines[kept]):
            break
        kept += 1
    whole = sum(len(line) + 1 for line in lines[:kept]) - 1
    if kept <= _MOST_LINES and whole <= _LONGEST:
        return whole
    for count in range(1, _MOST_LINES + 1):
        name = "".join(line.strip() for line in lines[:count])
        if names_a_program(name) and len(name) <= _LONGEST:
            return sum(len(line) + 1 for line in lines[:count]) - 1
    return whole


def _ends_before(line: str) -> bool:
    if _wording().account.match(line + "\n"):
        return True
    listed = line.lstrip().startswith(("※", "・", "□", "☑"))
    stated = _STATES.search(line) or _ASIDE.match(line) or _wording().office.match(line)
    return bool(listed or marker_of(line) or stated)
