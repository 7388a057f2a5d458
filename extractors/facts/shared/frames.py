"""Which year a list is of, and whether it tells what was spent, by the headings above it.

■令和２年度の主な事業          ■令和元年度決算
"""

from __future__ import annotations

from bisect import bisect_right

from extractors.shared.plan_period import title_lines
from normalizers.era import year_in
from normalizers.patterns import compiled
from normalizers.printed_years import ERA, NUMBER
from pipeline.document.model import Document, Line, once

_HEADING = compiled(r"^[\s　]*[■□◆◇●○◎▼▽◎【《〈＜<≪§]")
_SAYS = compiled(r"予算|決算|事業|施策|取組")
_ACCOUNTS = compiled(rf"{ERA}[\s　]*{NUMBER}[\s　]*年度[^。\n]{{0,12}}決算")
_LONGEST = 40

Frame = tuple[int | None, bool]


def frame_of(document: Document, index: int) -> Frame:
    """The year that the nearest heading with a sign names, and whether it is of accounts (決算).

    Without such a heading the year is None; the document is one of accounts when its first lines
    speak of them and of no budget.
    """
    places, frames = _frames(document)
    return frames[bisect_right(places, index) - 1]


def is_framed_since(document: Document, since: int, index: int) -> bool:
    """Whether the nearest heading that frame_of reads stands behind the flow item since."""
    places, _ = _frames(document)
    return places[bisect_right(places, index) - 1] > since


@once
def _frames(document: Document) -> tuple[list[int], list[Frame]]:
    titles = "\n".join(line.text for line in title_lines(document))
    settled = "決算" in titles and "予算" not in titles
    stated = _ACCOUNTS.search(titles) if settled else None
    places: list[int] = [-1]
    frames: list[Frame] = [(year_in(stated.group()) if stated else None, settled)]
    for index, item in enumerate(document.flow):
        if not isinstance(item, Line) or item.margin or not _HEADING.match(item.text):
            continue
        text = item.text.strip()
        if len(text) > _LONGEST or "円" in text or "。" in text or not _SAYS.search(text):
            continue
        if year := year_in(text):
            places.append(index)
            frames.append((year, "決算" in text and "予算" not in text))
    return places, frames
