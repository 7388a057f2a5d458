"""The disasters that a text names, and when it says that they were."""

from __future__ import annotations

from collections.abc import Iterable

import regex

from normalizers.patterns import compiled
from normalizers.printed_years import ERA, LETTER, NUMBER
from normalizers.text import fold
from normalizers.vocabulary import cached, load
from normalizers.wording import made_of
from pipeline.document.model import Cite

CALAMITY = compiled(r"[災震雨風噴害波流故]")  # a character of every such name, wraps aside
_MONTH_AHEAD = (  # 平成23年３月東浜大震災: the date is no part of that name (平成30年７月豪雨)
    r"(?![0-9０-９]{1,2}月[\p{Han}\p{Katakana}ー・･]{1,20}?(?:震災|地震|噴火))"
)
_DISASTER = compiled(
    rf"(?P<name>(?![・･ー])(?!(?<=[0-9０-９])[年月日]){_MONTH_AHEAD}"
    r"[\p{Han}\p{Katakana}ー・･0-9０-９]"
    rf"(?:(?!{ERA}[0-9０-９元]){_MONTH_AHEAD}"
    r"[\p{Han}\p{Katakana}ー・･0-9０-９]){0,23}(?:大震災|地震|震災|豪雨|台風|噴火|水害|津波|土石流|災害"
    r"|[^\s、。はがをにでとのへも]{0,4}(?:事故|火災)))(?![\p{Han}\p{Katakana}](?<!等|時))"
    r"(?!(?:第\s*)?[0-9０-９]+号)|(?P<name>[\p{Han}ー・]{2,16}を震源とする(?:最大震度[0-9０-９][強弱]?の)?地震)"
    rf"|(?P<name>(?:{ERA}{NUMBER}年)?台風(?:第\s*)?[0-9０-９]{{1,2}}号)"
)
_COUNTED = compiled(r"(?<![第0-9０-９])[0-9０-９]{1,4}\s?(?:病院|医療機関|チーム|個?隊|班)(?=\w)")
_YEAR = rf"(?:(?:{ERA}|{LETTER})\s*{NUMBER}|[0-9０-９]{{4}})"
DATE = compiled(
    rf"{_YEAR}\s*[年.．/／]"
    r"\s*(?:度\s*)?(?:[0-9０-９]{1,2}\s*[月.．/／]\s*(?:[0-9０-９]{1,2}\s*日?"
    r"(?:\s*(?:[～〜~]|から)\s*(?:[0-9０-９]{1,2}\s*月\s*)?[0-9０-９]{1,2}\s*日)?)?)?"
)
_DAY_ALONE = compiled(
    r"[0-9０-９]{1,2}\s*月\s*[0-9０-９]{1,2}\s*日(?=[^。、]{0,24}(?:発生|起き|襲))"
)
_GAP = compiled(r"[\s　（(：:、「『」』]+")
_ISSUED = compiled(r"現在|時点|更新|掲載|付け|発表|電話|内線|課")
_ISSUED_ON = compiled(r"(?:発表|公開|更新|掲載|作成)(?:年月)?日?[\s　]*[：:]?[\s　]*$")
_HAPPENED = compiled(r"発生|発災|起き|襲|かけて|上陸|接近|見舞")
_FULL = 0.7  # of the longest line: a shorter one was not wrapped
_NEXT, _NEAR = 8, 48  # characters between a date and what it is of


def named_disasters(flat: str) -> list[regex.Match[str]]:
    """The disasters that a text names, in group name; words for any (大規模災害) are none."""
    if not CALAMITY.search(flat):
        return []
    flat = _COUNTED.sub(lambda m: " " * len(m.group()), flat)  # ７病院11チーム東浜地震: two lines
    return [m for m in _DISASTER.finditer(flat) if not _general().fullmatch(fold(m["name"]))]


def is_one(named: list[regex.Match[str]]) -> bool:
    """Whether all names of a text are of one disaster: 能登半島地震 and 令和６年能登半島地震."""
    names = sorted({fold(m["name"]) for m in named}, key=len)
    return all(names[0] in name for name in names)


@cached
def _general() -> regex.Pattern[str]:
    """Names of nothing but general words (data/disasters.toml)."""
    words = load("disasters")
    return made_of(words["general"], words["ends"])


def date_of(
    flat: str, low: int, match: regex.Match[str], start: int | None = None
) -> regex.Match[str] | None:
    """The date of a disaster that a text names, from start on: the nearest before it from low on,
    else the one that the name begins with or that stands in brackets behind it. Where names have
    their dates right behind them, line for line, the one before is of the name above."""
    start = match.start("name") if start is None else start
    before = [d for d in DATE.finditer(flat, low, start) if _is_linked(flat, d, start)]
    behind = _right_behind(flat, match.end())
    last = _right_behind(flat, low) if low and before else None  # of the name before this one
    if before and not (behind and last and last.start() == before[-1].start()):
        return before[-1]
    return behind or DATE.match(flat, start)


def _right_behind(flat: str, at: int) -> regex.Match[str] | None:
    gap = _GAP.match(flat, at)
    return DATE.match(flat, gap.end()) if gap else None


Mentions = list[tuple[str, Cite, bool]]  # folded name, its date, whether the date has a year


def dated_mentions(sentences: Iterable[Cite]) -> Mentions:
    """The dates that sentences give disasters: ○○地震（平成19年７月）, １月１日に発生した○○地震.
    That a text was issued is none."""
    found: Mentions = []
    for sentence in sentences:
        flat, places = without_wraps(sentence)
        for match in named_disasters(flat):
            dated = date_of(flat, 0, match)
            date = dated or _day_before(flat, match)
            if date:
                cite = sentence.part(places[date.start()], places[date.end() - 1] + 1)
                found.append((fold(match["name"]), cite, dated is not None))
    return found


def stated_date(disaster: Cite, mentions: Mentions) -> Cite | None:
    """The fullest date of a disaster; one with a year wins over a day alone."""
    wanted = fold(disaster.text)
    own = [(date, year) for name, date, year in mentions if name in wanted or wanted in name]
    dates = [date for date, year in own if year] or [date for date, _ in own]
    return max(dates, key=_fullness, default=None)


def _is_linked(flat: str, date: regex.Match[str], start: int) -> bool:
    """Whether a date is of what is named from start on: right before it, or where it is said to
    have happened."""
    between = flat[date.end() : start]
    if "。" in between or _ISSUED.search(between) or _ISSUED_ON.search(flat[: date.start()]):
        return False
    return len(between.strip()) <= _NEXT or (
        len(between) <= _NEAR and bool(_HAPPENED.search(between))
    )


def _day_before(flat: str, named: regex.Match[str]) -> regex.Match[str] | None:
    found = next(_DAY_ALONE.finditer(flat, 0, named.start("name")), None)
    return found if found and _is_linked(flat, found, named.start("name")) else None


def _fullness(date: Cite) -> int:
    return sum(unit in date.text for unit in "年月日") + sum(map(date.text.count, "./．／"))


def without_breaks(text: str) -> tuple[str, list[int]]:
    """The text without its line breaks, and where each character stood."""
    kept = [at for at, character in enumerate(text) if character != "\n"]
    return "".join(text[at] for at in kept), kept


def without_wraps(sentence: Cite) -> tuple[str, list[int]]:
    """The same of a sentence but for the breaks behind lines that are too short to be wrapped: what
    stands before these (a heading) is no part of a name behind them."""
    ends = [span.end for span in sentence.spans]  # a sentence may begin within its first line
    full = _FULL * max(ends, default=0)
    kept, line = list[int](), 0
    for at, character in enumerate(sentence.text):
        if character != "\n" or (line < len(ends) and ends[line] < full):
            kept.append(at)
        line += character == "\n"
    return "".join(sentence.text[at] for at in kept), kept
