"""The disasters that a text names, and when it says that they were."""

from __future__ import annotations

from collections.abc import Iterable

import regex

from normalizers.text import fold
from pipeline.document.model import Cite

CALAMITY = regex.compile(r"[災震雨風噴害波流故]")  # a character of every such name, wraps aside
_DISASTER = regex.compile(
    r"(?P<name>(?![・･ー])[\p{Han}\p{Katakana}ー・･0-9０-９]{1,24}(?:大震災|地震|震災|豪雨|台風|噴火|水害|津波|土石流|災害"
    r"|[^\s、。はがをにでとのへも]{0,4}(?:事故|火災)))(?![\p{Han}\p{Katakana}](?<!等|時))"
    r"(?!(?:第\s*)?[0-9０-９]+号)|(?P<name>(?:(?:令和|平成)(?:元|\p{N}{1,2})年)?台風(?:第\s*)?[0-9０-９]{1,2}号)"
)
_OTHER_WORD = regex.compile(
    r"^(?:大規模|広域|局地|自然|今後の|当該|各種|発生し?た?|同|本|この|その|過去の|首都直下|南海トラフ)?"
    r"(?:大規模|広域)?(?:大震災|地震|震災|豪雨|台風|噴火|水害|津波|土石流|災害|事故|火災)$"
)
_ERA = r"(?:(?:平成|令和|昭和)\s*(?:[0-9０-９]{1,2}|元)|[HRＨＲ]\s*[0-9０-９]{1,2}|[0-9０-９]{4})"
DATE = regex.compile(
    rf"{_ERA}\s*[年.．/／]"
    r"\s*(?:度\s*)?(?:[0-9０-９]{1,2}\s*[月.．/／]\s*(?:[0-9０-９]{1,2}\s*日?"
    r"(?:\s*(?:[～〜~]|から)\s*(?:[0-9０-９]{1,2}\s*月\s*)?[0-9０-９]{1,2}\s*日)?)?)?"
)
_DAY_ALONE = regex.compile(
    r"[0-9０-９]{1,2}\s*月\s*[0-9０-９]{1,2}\s*日(?=[^。、]{0,24}(?:発生|起き|襲))"
)
_GAP = regex.compile(r"[\s　（(：:、「『」』]+")
_LINKED = regex.compile(r"(?:(?!現在|時点|更新|掲載|付け|発表)[^。]){0,48}$")


def named_disasters(flat: str) -> list[regex.Match[str]]:
    """The disasters that a text names, in group name; words for any (大規模災害) are none."""
    if not CALAMITY.search(flat):
        return []
    return [m for m in _DISASTER.finditer(flat) if not _OTHER_WORD.match(m["name"])]


def date_of(flat: str, low: int, match: regex.Match[str]) -> regex.Match[str] | None:
    """The date of a disaster that a text names: the nearest before it from low on, else the one
    that the name begins with or that stands in brackets behind it."""
    start = match.start("name")
    before = [d for d in DATE.finditer(flat, low, start)]
    if before:
        return before[-1]
    gap = _GAP.match(flat, match.end())
    behind = DATE.match(flat, gap.end()) if gap else None
    return behind or DATE.match(flat, start)


def stated_date(disaster: Cite, sentences: Iterable[Cite]) -> Cite | None:
    """The fullest date that the sentences give a disaster: １月１日に発生した○○地震, ○○地震（平成
    19年７月). One with a year wins over a day alone; that a text was issued is none."""
    wanted = fold(disaster.text)
    dates: list[Cite] = []
    days: list[Cite] = []
    for sentence in sentences:
        flat, places = without_breaks(sentence.text)
        for match in named_disasters(flat):
            name = fold(match["name"])
            if not (name in wanted or wanted in name):
                continue
            found = date_of(flat, 0, match)
            if found is None or not _is_linked(flat, found, match):
                kept, found = days, _day_before(flat, match)
            else:
                kept = dates
            if found:
                kept.append(sentence.part(places[found.start()], places[found.end() - 1] + 1))
    return max([*dates, *([] if dates else days)], key=_fullness, default=None)


def _is_linked(flat: str, date: regex.Match[str], named: regex.Match[str]) -> bool:
    start = named.start("name")
    return date.start() >= start or bool(_LINKED.match(flat, date.end(), start))


def _day_before(flat: str, named: regex.Match[str]) -> regex.Match[str] | None:
    found = next(_DAY_ALONE.finditer(flat, 0, named.start("name")), None)
    return found if found and _is_linked(flat, found, named) else None


def _fullness(date: Cite) -> int:
    return sum(unit in date.text for unit in "年月日") + sum(map(date.text.count, "./．／"))


def without_breaks(text: str) -> tuple[str, list[int]]:
    """The text without its line breaks, and where each character stood."""
    kept = [at for at, character in enumerate(text) if character != "\n"]
    return "".join(text[at] for at in kept), kept
