"""Collections of programs, one a slide: a title with the jurisdiction, then boxes around it.

In a flattened text the boxes of a slide stand in any order and the title may come last, so a
slide is read as a whole: its title, the yearly series of its budget, its marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.facts.shared.fact import ProgramFact
from extractors.facts.shared.implementer import commissioned_in
from extractors.facts.shared.particulars import apply_fields
from extractors.facts.shared.series import lines_to_series
from extractors.facts.slides.card_titles import Title, loose_title, owner_alone, title_at
from extractors.facts.slides.title_strips import Strip, title_strips
from extractors.shared.edition import edition_year
from extractors.shared.fields import Field, cite_to_fields, has_fields, lines_to_fields
from extractors.shared.marks import split_marks
from extractors.shared.nearby import Page, line_pages
from normalizers.era import find_fiscal_years
from normalizers.patterns import compiled
from normalizers.printed_years import ERA, LETTER, NUMBER
from pipeline.document.model import Cite, Document, Line, once

_NEW_WORD = compiled(r"新規")
_PURPOSE_HEAD = re.compile(r"事業(?:の)?目的\s*$")
_NUMBERED = re.compile(r"^\s*[0-9０-９]+\s*[．.、 　]")
_NEW = re.compile(r"^[\s　]*[（(【〔\[]?新規?[）)】〕\]]?[\s　]*$")
_NEW_BEHIND = compiled(r"[」』】][\s　]*[（(【]?(?P<mark>新規?)[）)】]?[\s　]*$")
_OTHER_MARK = compiled(r"^[\s　]*(?:拡|拡充|継|継続)[\s　]*$|[^\s（(「]{4,}[新拡]$")
_GAP = compiled(r"[（(]\s*一部[\s　]+[）)]")
_FIRST_YEAR = compiled(r"新規|開始年度|初年度")
_YEAR = rf"(?P<year>(?:{ERA}|{LETTER})\s*{NUMBER}\s*年?\s*度?)"
_BEGUN = compiled(
    rf"{_YEAR}(?:当初)?\s*(?:より|から)\s*(?:事業)?(?:を)?\s*(?:開始|実施)"
    rf"|(?<=(?:事業|補助|設置|整備|支援)[^\n（(]{{0,8}}[、，（(\n]+){_YEAR}"
    rf"(?:[.．]?[0-9０-９]{{1,2}}月?)?\s*[～〜](?=\s*[）)])"
)


@dataclass(slots=True)
class Slide:
    """The lines of one slide, each with its index in the flow, and its title."""

    lines: Page
    title: Cite
    owner: Cite
    section: Cite | None
    at: int  # flow index of the title
    department: Cite | None = None


def card_facts(document: Document) -> Iterator[ProgramFact]:
    """A fact for every slide that has a title with a jurisdiction."""
    for slide in slides_of(document):
        lines = [line for _, line in slide.lines]
        whole = Cite.join(line.cite() for line in lines)
        name, new, _ = split_marks(slide.title)
        fact = ProgramFact(
            name=name, level="program", at=slide.at, kind="slide",
            section=(slide.section,) if slide.section else (),
            jurisdiction=slide.owner, fiscal_year=edition_year(document),
        )  # fmt: skip
        fact.amounts = lines_to_series(lines)
        several = any(a.series for a in fact.amounts)
        for amount in fact.amounts:
            amount.wide = not several and amount.year == fact.fiscal_year
            amount.wide = amount.wide and any(c.isdigit() or c == "予" for c in amount.cite.text)
        fact.is_new = new or _new_mark(slide, fact)
        fact.start = _start(whole, fact)
        fact.description = _purpose(lines)
        fact.implementer = commissioned_in(whole)
        if slide.department:
            fact.department = (slide.department,)
        apply_fields(fact, _stated(whole, fact))
        yield fact


def items_of_slides(document: Document) -> set[int]:
    """The flow items that slides with a title stand in."""
    return {index for slide in slides_of(document) for index, _ in slide.lines}


def _stated(whole: Cite, fact: ProgramFact) -> list[Field]:
    """The labelled particulars of a slide; its amounts only where it has no series of them."""
    kept = {"implementer", "department", "funding", "start", "period", "new"}
    if not fact.amounts:
        kept.add("amount")
    return cite_to_fields(whole, kept)


@once
def slides_of(document: Document) -> list[Slide]:
    """The slides of a collection: pages with a title, split where a page holds several."""
    found: list[Slide] = []
    cut = 0  # slides of the page before
    strips = title_strips(document)
    for page in line_pages(document):
        if strips and (titled := list(_below_strips(page, strips))):
            found += titled
            cut = len(titled)
            continue
        if cut > 1 and (above := _rest_of_slide(found[-1], page)):
            found[-1].lines += above
            page = page[len(above) :]
        slides = list(_split_page(page))
        found += slides
        cut = len(slides)
    return found


def _below_strips(page: Page, strips: list[Strip]) -> Iterator[Slide]:
    """The slides of a page whose titles are tables of one row."""
    number = page[0][1].page
    here = [s for s in strips if s.page == number]
    ends = [*(strip.at for strip in here[1:]), page[-1][0] + 1]
    for strip, end in zip(here, ends, strict=False):
        lines = [pair for pair in page if strip.at < pair[0] < end]
        if lines:
            yield Slide(lines, strip.name, strip.owner, None, strip.at, strip.department)


def _rest_of_slide(slide: Slide, page: Page) -> Page:
    """The lines above the first title of a page: where pages hold several slides, the rest of
    the last one, when its amounts stand or go on there."""
    first = next((n for n in range(len(page)) if title_at(page, n)), len(page))
    rest = page[:first]
    if slide.lines[0][0] != slide.at:  # boxes that float above their titles
        return []
    begins = not _has_series(slide.lines) and _has_series(slide.lines + rest)
    goes_on = _has_series(slide.lines) and _has_series(rest[:1])
    return rest if begins or goes_on else []


def _has_series(lines: Page) -> bool:
    return bool(lines_to_series([line for _, line in lines]))


def _split_page(lines: Page) -> Iterator[Slide]:
    """The slides of a page, cut at their titles. Where the first amounts stand above the first
    title and none below the last, the boxes have floated, and a slide is what stands above its
    title."""
    titles = [t for n in range(len(lines)) if (t := title_at(lines, n))]
    ends = [*(place for place, *_ in titles[1:]), None]
    titles = [t for t, end in zip(titles, ends, strict=False) if _is_sure(lines, t, end)]
    places = [place for place, *_ in titles]
    above = len(titles) > 1 and _has_series(lines[: places[0]])
    lead = not above or _has_series(lines[places[-1] + 1 :])
    for number, (place, title, owner, section) in enumerate(titles):
        low = place if lead else places[number - 1] + 1 if number else 0
        if lead and not number and not above:
            low = 0  # boxes of the first slide
        last = number + 1 == len(titles)
        high = len(lines) if last else places[number + 1] if lead else place + 1
        yield Slide(lines[low:high], title, owner, section, lines[place][0])


def _is_sure(lines: Page, title: Title, end: int | None) -> bool:
    """A title whose owner stands in round brackets or without any needs particulars below it: it
    could be text or a line of a list."""
    line = lines[title[0]][1]
    if loose_title(line) is None and owner_alone(line) is None:
        return True
    below = [line for _, line in lines[title[0] + 1 : end]]
    fields = lines_to_fields(line.cite() for line in below)
    if any(field.role == "name" for field in fields):
        return False
    return len(fields) > 1 or bool(lines_to_series(below))


def _new_mark(slide: Slide, fact: ProgramFact) -> Cite | None:
    """新規 behind the newest amount, or a boxed 新 beside the title.

    A lone 新 in a text belongs to the title unless the slide has a gap for it, （一部　）, or
    further marks of its kind, which belong to the items of a figure.
    """
    for amount in fact.amounts:
        note = amount.note if amount.year == fact.fiscal_year else None
        if note and (found := _NEW_WORD.search(note.text)):
            return note.part(*found.span())
    title = next((line for index, line in slide.lines if index == slide.at), None)
    if title is None:
        return None
    if behind := _NEW_BEHIND.search(title.text):
        return title.cite(*behind.span("mark"))
    marks = [line for _, line in slide.lines if _NEW.match(line.text)]
    if len(marks) != 1:
        return None
    if marks[0].box and title.box:
        near = marks[0].box.top < title.box.bottom and marks[0].box.bottom > title.box.top
        return marks[0].cite() if near else None
    others = any(_OTHER_MARK.search(line.text) or _GAP.search(line.text) for _, line in slide.lines)
    return None if others else marks[0].cite()


def _start(whole: Cite, fact: ProgramFact) -> Cite | None:
    """平成27年度より実施, （平成27年10月～）, or an amount's year noted as 新規 or 開始年度."""
    for amount in fact.amounts:
        if amount.note and amount.stated and _FIRST_YEAR.search(amount.note.text):
            return amount.stated
    found = [whole.part(*m.span("year")) for m in _BEGUN.finditer(whole.text)]
    years = {y for cite in found for *_, y in find_fiscal_years(cite.text)}
    return found[0] if len(years) == 1 else None


def _purpose(lines: list[Line]) -> Cite | None:
    """What stands under 事業目的 up to the next numbered heading or empty box."""
    for number, line in enumerate(lines):
        if _PURPOSE_HEAD.search(line.text):
            body = []
            for following in lines[number + 1 : number + 12]:
                numbered = _NUMBERED.match(following.text)
                if numbered or has_fields(following.cite().text):
                    break
                body.append(following.cite())
            return Cite.join(body) or None
    return None
