"""Banners: a slide's budget as a line of its own, right below or above the slide's title.

在宅医療・訪問看護推進支援事業
令和６年度当初予算案 ２８億円（２６億円）※（）内は前年度当初予算額
１ 事業の目的
"""

from __future__ import annotations

import regex

from extractors.facts.shared.money_text import AMOUNT
from extractors.shared.fields import cite_to_fields, has_fields
from extractors.shared.marks import split_marks
from extractors.shared.nearby import Page
from extractors.shared.program_names import names_a_program
from normalizers.printed_years import ERA, LETTER, NUMBER
from pipeline.document.model import Cite

Title = tuple[int, Cite]  # flow index and name

_BANNER = regex.compile(
    rf"^[\s　]*[（(【〔＜<○◯〇●■・※]?[\s　]*(?:{ERA}?\s*(?:[0-9０-９]{{1,4}}|元)\s*年\s*度"
    rf"|{LETTER}\s*{NUMBER}(?:年度?)?)"
    rf"[^0-9０-９。、]{{2,24}}{AMOUNT.pattern}(?!\s*(?:である|であ|で|を|が|の(?!内数)|は|と))"
)
_OFFICE = regex.compile(r"内線|[課室局部][\s　]*(?:[（(][^（）()]*[）)])?[\s　]*$|^[\s　]*[（(]")
_NO_TITLE = regex.compile(r"[。、]|[:：]\s*$|^[\s　]*[・※＊→⇒]|[0-9０-９]円|年度当初予算")
_TORN_OFFICE = regex.compile(r"^[\s　]*\p{Han}{1,8}[局部庁]\p{Han}")
_LABEL = regex.compile(
    r"^[\s　]*[0-9０-９][\s　．.]*(?:事業|取組)の?(?:目的|概要|内容|趣旨)[\s　]*$"
)
_NEAR = 4  # lines between a title and its banner


def banner_titles(page: Page) -> list[tuple[int, Title]]:
    """The titles of a page by their banners: place in the page, flow index and name.

    A title without a labelled particular below it (事業の目的, 実施主体) is none.
    """
    banners = [n for n, (_, line) in enumerate(page) if _BANNER.match(line.text)]
    firsts = [n for i, n in enumerate(banners) if not i or _begins(page, banners[i - 1], n)]
    found: list[tuple[int, Title]] = []
    for first, end in zip(firsts, [*firsts[1:], len(page)], strict=False):
        place = _title_place(page, first, found[-1][0] if found else -1)
        if place is None or not _has_particulars(page[first + 1 : end]):
            continue
        index, line = page[place]
        found.append((place, (index, line.cite())))
    return found


def _begins(page: Page, before: int, banner: int) -> bool:
    """Whether a banner is of another program than the one before: far below it, or right below a
    program's name that stands behind its particulars."""
    if banner - before <= 2:
        return False
    above = split_marks(page[banner - 1][1].cite())[0].text
    return banner - before > _NEAR or (names_a_program(above) and _could_name(above))


def _title_place(page: Page, banner: int, floor: int) -> int | None:
    """The line that names what a banner states the budget of: above it, else below it."""
    above = range(banner - 1, max(floor, banner - 1 - _NEAR), -1)
    for place in above:
        text = page[place][1].text.strip()
        below = page[place + 1][1].text
        if _OFFICE.search(text) or (_TORN_OFFICE.match(text) and _OFFICE.search(below)):
            continue
        if _LABEL.match(text):
            continue
        return place if _could_name(text) else None
    if banner + 1 < len(page) and _could_name(page[banner + 1][1].text.strip()):
        return banner + 1
    return None


def _could_name(text: str) -> bool:
    text = split_marks(Cite(text))[0].text
    return (
        4 <= len(text) <= 45
        and not _NO_TITLE.search(text)
        and not _BANNER.match(text)
        and not has_fields(text)
    )


def _has_particulars(lines: Page) -> bool:
    return any(
        field.role in ("particular", "description", "implementer")
        for _, line in lines
        for field in cite_to_fields(line.cite())
    )
