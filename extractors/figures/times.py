"""When a figure holds: the dates and years that its words, its list or a note below give it."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass

from extractors.figures.ledger import Numeral
from extractors.figures.phrase import Label
from extractors.figures.segments import PLAIN, Item, Segment
from extractors.figures.sketch import Sketch, Sketches
from extractors.figures.words import DATE, FIGURE
from normalizers.patterns import compiled
from pipeline.document.model import Cite

_MONTH_ALONE = compiled(r"--([0-9]{2})(-[0-9]{2})?")
_YEAR_AND_MONTH = compiled(r"[0-9]{4}-[0-9]{2}")
_BEHIND = compiled(
    rf"[^()、。{FIGURE}{DATE}]{{0,4}}[(\[]{DATE}+[^()、。{FIGURE}{DATE}]{{0,6}}[)\]]"
)
_NOTE = compiled(rf"。\s*[(][^。{FIGURE}]{{0,40}}?{DATE}+末?[^、。)]{{0,3}}(?:現在|時点)")
_AS_OF = re.compile(rf"{DATE}+末?[^、。]{{0,3}}(?:現在|時点)")
_BUDGET = compiled(rf"{DATE}+[^、。]{{0,4}}(?:予算|補正|計画|当初)")
_ARROW = compiled(r"[→⇒➡⇨]")
_JOINED = compiled(rf"{DATE}(?:から|~|→|⇒){DATE}")
_LEADING = compiled(rf"[\s(\[〔・※]*{DATE}")
_CHANGES = frozenset(("percent", "ratio"))
_FIRST_MONTH = 4  # of a fiscal year (財政法 第11条)


@dataclass(frozen=True, slots=True)
class When:
    """A fiscal year (Gregorian) or an ISO 8601 date to the precision stated (2013, 2010-12,
    2019-05-31; 2010/2013 for a change or period), and the characters that state it."""

    fiscal_year: int | None
    date: str | None
    cite: Cite


def own_dates(sketch: Sketch, item: Item, label: Label) -> list[Item]:
    """The dates that the words around a figure put to it, nearest rule first."""
    text = sketch.skeleton
    if label.dates:
        return label.dates
    if match := _BEHIND.match(text, item.end):
        return [d for d in sketch.dates if match.start() <= d.start < match.end()]
    low = sketch.sentence_start(item.start)
    around = (-1, sketch.opener[item.start], *(sketch.opener[a] for a, _ in label.phrases))
    before = [
        d
        for d in sketch.dates
        if low <= d.start < item.start
        and _is_apart(sketch, item, label, d)
        and (sketch.opener[d.start] in around or _is_noted(sketch, label, d))
    ]
    if len(before) > 1 and not text[before[-2].end : before[-1].start].strip():
        return []  # 平成28年度 平成27年度: heads, and nobody says whose
    return before[-1:] or _noted(sketch, item)


def _is_apart(sketch: Sketch, item: Item, label: Label, date: Item) -> bool:
    """Not the date in a clause of the label (平成28年度までに入会した者の率は…)."""
    inside = [(a, b) for a, b in label.phrases if a <= date.start < b]
    return not inside or inside[0][1] >= item.start or _is_noted(sketch, label, date)


def _is_noted(sketch: Sketch, label: Label, date: Item) -> bool:
    """登録者数（平成30年度末）: a date in brackets within the label."""
    return any(a < sketch.opener[date.start] < b for a, b in label.phrases)


def _noted(sketch: Sketch, item: Item) -> list[Item]:
    """…211か所である。（平成24年8月1日現在）: a note behind the sentence."""
    stop = sketch.skeleton.find("。", item.end)
    match = _NOTE.match(sketch.skeleton, stop) if stop >= 0 else None
    if match is None:
        return []
    return [d for d in sketch.dates if match.start() <= d.start < match.end()][-1:]


def change_dates(sketch: Sketch, item: Item) -> list[Item]:
    """310→347(1.12倍), 54日⇒49日 90.6%: a rate behind a change is of both its dates."""
    if item.numeral.quantity.dimension not in _CHANGES:
        return []
    bracket = sketch.opener[item.start]
    at = bracket if bracket >= 0 else len(sketch.skeleton[: item.start].rstrip())
    if not sketch.skeleton[:at].rstrip().endswith(FIGURE):
        return []
    dates = [d for d in sketch.dates if sketch.sentence_start(at) <= d.start < at]
    between = sketch.skeleton[dates[-2].end : dates[-1].start] if len(dates) > 1 else ""
    return dates[-2:] if _ARROW.search(between) else []


def lead_dates(segment: Segment, sketches: Sketches) -> list[Item]:
    """The date of the nearest line above that heads this one; years of budgets are none."""
    for parent in segment.parents:
        sketch = sketches[parent]
        if sketch.dates and not _BUDGET.search(sketch.skeleton):
            joined = _JOINED.search(sketch.skeleton)
            return sketch.dates[: 2 if joined else 1]
    return []


def carried_dates(segment: Segment, sketches: Sketches) -> list[Item]:
    """The date that the line above begins with, for a line of the same list without one."""
    above = segment.before
    if above is None or not above.rank == segment.rank == PLAIN or sketches[segment].dates:
        return []
    sketch = sketches[above]
    if sketch.free and _LEADING.match(sketch.skeleton):
        return sketch.dates[:1]
    return []


def as_of(sketch: Sketch) -> Item | None:
    """（平成31年3月末現在）: the date of the figures above, where the line states none itself."""
    match = _AS_OF.search(sketch.skeleton) if sketch.dates and not sketch.free else None
    if match is None:
        return None
    return next(d for d in sketch.dates if match.start() <= d.start < match.end())


def dates_to_when(dates: Iterable[Item]) -> When | None:
    """One date, or two as a period; None for dates of which nothing can be said."""
    return numerals_to_when([d.numeral for d in dates])


def numerals_to_when(dates: list[Numeral]) -> When | None:
    """The same for the numerals of dates."""
    isos = [iso for n in dates if (iso := _iso(n))]
    if not isos:
        return None
    cite = Cite.join(n.cite for n in dates)
    fiscal = _fiscal_year(dates[0])
    if fiscal is not None and len(dates) == 1:
        return When(fiscal, None, cite)
    if len(isos) > 1 and _MONTH_ALONE.fullmatch(isos[-1]):  # 令和５年度２月
        return completed(When(None, isos[-1], cite), fiscal)
    if len(isos) > 1 and isos[0] != isos[-1] and len(isos[0]) == len(isos[-1]):
        return When(None, f"{isos[0]}/{isos[-1]}", cite)
    return When(None, isos[-1], cite)


def completed(when: When, year: int | None) -> When:
    """A month whose year another line states: 1月 of fiscal year 2018 is 2019-01."""
    month = _MONTH_ALONE.fullmatch(when.date or "")
    if month is None or year is None:
        return when
    of = year + (int(month[1]) < _FIRST_MONTH)
    return When(year, f"{of}-{month[1]}{month[2] or ''}", when.cite)


def _fiscal_year(numeral: Numeral) -> int | None:
    quantity = numeral.quantity
    whole = quantity.dimension == "year" and quantity.unit == "年度" and quantity.value_to is None
    return int(quantity.value) if whole and quantity.value is not None else None


def _iso(numeral: Numeral) -> str | None:
    quantity = numeral.quantity
    if quantity.dimension == "date":
        ends = numeral.chunk.text.startswith(("末", "\n末"), quantity.end)
        return _last_day(quantity.date) if ends else quantity.date
    if quantity.value is None:
        return None
    first = f"{int(quantity.value):04d}"
    return first if quantity.value_to is None else f"{first}/{int(quantity.value_to):04d}"


def _last_day(date: str | None) -> str | None:
    """平成31年3月末 is the last day of the month."""
    if date is None or not _YEAR_AND_MONTH.fullmatch(date):
        return date
    year, month = int(date[:4]), int(date[5:])
    return f"{date}-{monthrange(year, month)[1]:02d}"
