"""Banners: a slide's budget as a line of its own, right below or above the slide's title.

在宅医療・訪問看護推進支援事業
令和６年度当初予算案 ２８億円（２６億円）※（）内は前年度当初予算額
１ 事業の目的

The ministry in charge, and the first label of the slide, may stand between the two:

地域の相談窓口を結ぶ / 情報基盤の構築事業
① 施策の目的
△△省
令和６年度補正予算額 １．２億円
"""

from __future__ import annotations

from itertools import pairwise

import regex

from extractors.facts.shared.money_text import AMOUNT
from extractors.shared.fields import cite_to_fields, has_fields
from extractors.shared.marks import split_marks
from extractors.shared.nearby import Page
from extractors.shared.outline import marker_of
from extractors.shared.program_names import bare_name, names_a_program
from normalizers.patterns import compiled
from normalizers.printed_years import ERA, LETTER, NUMBER
from normalizers.vocabulary import cached, load
from normalizers.wording import any_of
from pipeline.document.model import Cite, Document, Line

Title = tuple[int, Cite]  # flow index and name
Part = tuple[int, Cite, Cite, Cite | None]  # flow index, name, amount, that of the year before

_BANNER = compiled(
    rf"^[\s　]*[（(【〔＜<○◯〇●■・※]?[\s　]*(?:{ERA}?\s*(?:[0-9０-９]{{1,4}}|元)\s*年\s*度"
    rf"|{LETTER}\s*{NUMBER}(?:年度?)?)"
    rf"[^0-9０-９。、]{{2,24}}{AMOUNT.pattern}(?!\s*(?:である|であ|で|を|が|の(?!内数)|は|と))"
)
_OFFICE = compiled(r"内線|[課室局部][\s　]*(?:[（(][^（）()]*[）)])?[\s　]*$|^[\s　]*[（(]")
_NO_TITLE = compiled(r"[。、]|[:：]\s*$|^[\s　]*[・※＊→⇒]|[0-9０-９]円|年度当初予算")
_TORN_OFFICE = compiled(r"^[\s　]*\p{Han}{1,8}[局部庁]\p{Han}")
_LABEL = compiled(
    r"^[\s　]*[0-9０-９①-⑳][\s　．.]*(?:事業|取組|施策)の?(?:目的|概要|内容|趣旨)[\s　]*$"
)
_WITHIN = compiled(r"[をにへとのがはで、](?!\p{Katakana})")
_PART = compiled(  # ① △△研修事業　　６２百万円（４８百万円）
    r"^[\s　]*(?:[①-⑳]|[（(]?[0-9０-９]{1,2}(?:[）)．.]|(?=[\s　]))|[○◯〇●・■])[\s　]*"
    r"(?P<name>[^。、：:]{4,50}?)"
    rf"[\s　…‥・]+(?P<amount>{AMOUNT.pattern})[\s　]*"
    r"(?:[（(][\s　]*(?:前年度(?:当初)?(?:予算)?額?[\s　:：]*)?"
    rf"(?P<before>{AMOUNT.pattern})[\s　]*[）)])?[\s　]*$"
)
_BRACKETS = (("「", "」"), ("『", "』"), ("（", "）"))
_NEAR = 4  # lines between a title and its banner
_LONGEST = 45  # characters of a line of a title
_SAME = 0.05  # of the size of a line: letters of the line below are as large
_APART = 0.9  # of the size of a line: the white between two lines of one title


def banner_titles(page: Page) -> list[tuple[int, Title]]:
    """The titles of a page by their banners: place in the page, flow index and name.

    A title without a labelled particular below it (事業の目的, 実施主体) is none, unless it names a
    program by its end right above its banner, on a page with another title.
    """
    banners = [n for n, (_, line) in enumerate(page) if _BANNER.match(line.text)]
    firsts = [n for i, n in enumerate(banners) if not i or _begins(page, banners[i - 1], n)]
    found: list[tuple[int, Title]] = []
    doubtful: set[int] = set()
    for first, end in zip(firsts, [*firsts[1:], len(page)], strict=False):
        place = _title_place(page, first, found[-1][0] if found else -1)
        if place is None:
            continue
        lines = _wrapped_above(page, place)
        start = place + 1 - len(lines)
        if not _has_particulars(page[first + 1 : end]):
            if place != first - 1 or not names_a_program(bare_name(page[place][1].text)):
                continue
            doubtful.add(start)
        found.append((start, (page[start][0], Cite.join(x.cite() for x in lines))))
    return found if len(doubtful) < len(found) else []


def numbered_titles(page: Page) -> list[tuple[int, Title]]:
    """The titles of a page that lists programs by numbers, each with its budget right below: two or
    more with a marker of one class, of which half or more name a program by their end. In a text
    that lost its pages those of other slides are among them.

    １ △△推進事業 / 令和６年度予算案 ６．１億円（令和５年度予算 ５．８億円）
    """
    by_kind: dict[str, list[tuple[int, Title]]] = {}
    for number, ((index, line), (_, below)) in enumerate(pairwise(page)):
        marker = marker_of(line.text) if _BANNER.match(below.text) else None
        if marker is None:
            continue
        name = line.cite(marker[2])
        if _could_name(name.text) and not AMOUNT.search(name.text):
            by_kind.setdefault(marker[0], []).append((number, (index, name)))
    for titles in by_kind.values():
        named = sum(names_a_program(name.text) for _, (_, name) in titles)
        if len(titles) > 1 and named * 2 >= len(titles):
            return sorted([*titles, *_titles_beside(page, titles)])
    return []


def _titles_beside(page: Page, numbered: list[tuple[int, Title]]) -> list[tuple[int, Title]]:
    """The titles without a number on a page with numbered ones: those with a banner of their own
    (one right below a numbered title is of that title)."""
    taken = {number + 1 for number, _ in numbered}
    banners = [n for n, (_, line) in enumerate(page) if _BANNER.match(line.text)]
    return [
        (number, title)
        for number, title in banner_titles(page)
        if next((n for n in banners if n > number), number) not in {number, *taken}
    ]


def listed_parts(page: Page) -> list[Part]:
    """The lines of a slide that give a program with its amount, and that of the year before in
    brackets: ① △△研修事業　６２百万円（４８百万円）."""
    found = ((index, line, _PART.match(line.text)) for index, line in page)
    return [
        (
            index,
            line.cite(*match.span("name")),
            line.cite(*match.span("amount")),
            line.cite(*match.span("before")) if match["before"] else None,
        )
        for index, line, match in found
        if match
    ]


def ministry_below(document: Document, title: Cite) -> Cite | None:
    """The ministry that stands alone between a title and its banner, even where most slides of a
    collection are of the same one, so that it counts as their running head."""
    last = document.lines[title.spans[-1].line]
    for line in document.lines[last.index + 1 : last.index + 1 + _NEAR]:
        if line.page != last.page or _BANNER.match(line.text):
            return None
        if _ministry().fullmatch(line.text):
            return line.cite()
    return None


def _wrapped_above(page: Page, place: int) -> list[Line]:
    """The lines of a title that ends on a line: those right above it that it goes on from."""
    lines = [page[place][1]]
    for _, above in reversed(page[:place]):
        if not (_goes_on(above, lines[0]) and _could_name(above.text.strip())):
            break
        lines.insert(0, above)
    return lines


def _goes_on(above: Line, below: Line) -> bool:
    """Whether two lines are of one title: on a page of a PDF as large and as far left, in a text
    where the second one begins within a sentence (に向けた△△事業) or closes a bracket."""
    if not (above.box and below.box and above.size and below.size):
        text = below.text.strip()
        return bool(_WITHIN.match(text)) or any(text.count(a) < text.count(b) for a, b in _BRACKETS)
    near = 0 <= below.box.top - above.box.bottom < _APART * below.size
    even = abs(above.size - below.size) < _SAME * below.size
    return near and even and abs(above.box.x0 - below.box.x0) < below.size


@cached
def _ministry() -> regex.Pattern[str]:
    """One ministry or several: △△省, △△庁・△△府."""
    ends = any_of(load("offices")["ministries"])
    one = rf"[\p{{Han}}\p{{Hiragana}}\p{{Katakana}}ー]{{1,8}}{ends}"
    return compiled(rf"[\s　]*{one}(?:[・、，,\s　]+{one})*[\s　]*")


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
        if _LABEL.match(text) or _ministry().fullmatch(text):
            continue
        return place if _could_name(text) else None
    if banner + 1 < len(page) and _could_name(page[banner + 1][1].text.strip()):
        return banner + 1
    return None


def _could_name(text: str) -> bool:
    text = split_marks(Cite(text))[0].text
    return (
        4 <= len(text) <= _LONGEST
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
