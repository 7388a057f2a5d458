"""Slides of a ministry's budget: a program's name in a ■ title, requests and budgets as lines.

    【24年度要求額 ：１２３４百万円】■ △△推進事業
    ２４年度補正予算 地域医療再生交付金の拡充 ５００億円の内数
    ○要 求 額 ５００億円

The amounts are national budget lines: they stand in budgets, not as the total of a program.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import regex

from extractors.facts.shared.fact import AmountFact, ProgramFact, yen_of
from extractors.facts.shared.money_text import AMOUNT
from extractors.facts.shared.particulars import apply_fields
from extractors.facts.slides.banners import (
    Title,
    banner_titles,
    listed_parts,
    ministry_below,
    numbered_titles,
)
from extractors.facts.slides.cards import slides_of
from extractors.shared.edition import near_year
from extractors.shared.fields import lines_to_fields, opens_sheet
from extractors.shared.marks import split_marks
from extractors.shared.nearby import Page, Passage, line_pages, lines_to_passage
from extractors.shared.outline import marker_of
from extractors.shared.program_names import names_a_program
from normalizers.era import find_fiscal_years
from normalizers.patterns import compiled
from normalizers.printed_years import ERA, LETTER, NUMBER
from pipeline.document.model import Cite, Document, Line

_NO_NAME = compiled(r"[。、○■:：]")
_KIND = (
    r"(?P<kind>(?:第?[0-9０-９一二三]次)?\s*(?:当初|補正|概算|本|追加)?\s*"
    r"(?:予\s*算\s*(?:[（(]案[）)]|案|額(?:[（(]案[）)])?)?|要\s*求\s*額?|要\s*望\s*額?))"
)
_YEAR = (
    rf"(?P<year>(?:{ERA}?\s*(?:[0-9０-９]{{1,4}}|元)\s*年\s*度?"
    rf"|{LETTER}\s*{NUMBER}(?:\s*年\s*度?)?))"
)
_LINE = compiled(
    rf"{_YEAR}\s*{_KIND}[）)]?"
    rf"(?P<grant>[^0-9０-９。、]{{0,40}}?)\s*[:：]?\s*(?P<amount>{AMOUNT.pattern})(?P<part>\s*の内数)?"
)
_YEAR_ALONE = compiled(rf"^[\s　]*{_YEAR}\s*{_KIND}[）)]?\s*[:：]?[\s　]*$")
_AMOUNT_ALONE = compiled(rf"^[\s　]*{AMOUNT.pattern}(?:\s*の内数)?[\s　]*$")
_BEFORE = compiled(
    rf"^\s*[（(]\s*(?:(?:前年度|前年)(?:当初)?(?:予算)?額?\s*[:：]?\s*)?(?P<amount>{AMOUNT.pattern})"
    r"(?P<part>\s*の内数)?\s*[）)]"
)
_LABELLED = compiled(
    rf"^[\s　]*[○◯〇●・]\s*{_KIND}\s*[:：]?\s*(?P<amount>{AMOUNT.pattern})(?P<part>\s*の内数)?"
)
_SERIES = compiled(r"^[\s　]*[○◯〇●・■]?\s*予\s*算\s*(?:案|額)*[\s　:：]+(?=\S*[0-9０-９])")
_OF_YEAR = compiled(
    rf"{_YEAR}\s*(?:当初|補正)?(?:予算)?(?:[（(]案[）)]|案|額)*[\s　:：]*"
    rf"(?P<amount>{AMOUNT.pattern})(?P<part>\s*の内数)?"
)
_TITLE = re.compile(
    r"■\s*(?P<name>[^■：:【】]{4,40}?(?:事業|拡充|制度|交付金|補助金|推進|整備))\s*"
    r"(?:【[^【】]*(?:予算|要求)[^【】]*円[^【】]*】\s*)?$"
)
_BRACKET = compiled(r"^[\s　]*【[^【】]*(?:予算|要求)[^【】]*円[^【】]*】[\s　]*$")
_LONGEST = 40  # characters of a title
_ABOVE = 3  # lines above a title that may be of its slide
_LABEL = compiled(
    r"^[\s　]*[○◯〇●]\s*(?:本?事業の)?(?:目\s*的|対\s*象|概\s*要|要\s*求|予\s*算|内\s*容|補\s*助)"
)
_EXAMPLE = compiled(r"^[\s　]*[○◯〇●]\s*\S+事業\s*$")
_OF_BUDGET = compiled(r"\s*+(?:年度)?\s*+(?:当初|補正|概算)?\s*+(?:予算|補正|要求|要望)|補正")
_GRANT = compiled(r"交付金|補助金|負担金|国費|国庫")


def request_facts(document: Document) -> Iterator[ProgramFact]:
    """A fact for each slide that states a request or a budget of a ministry's program."""
    titled = {slide.at for slide in slides_of(document)}
    near = near_year(document)
    for page in line_pages(document):
        other = [index in titled or opens_sheet(line.text) for index, line in page]
        if any(other):
            if page[0][1].page is not None:
                continue
            page = page[: other.index(True)]  # of a text: slides may stand before its tables
        for title, lines in _split_page(page, near):
            if (fact := _page_to_fact(lines, near, title)) is not None:
                if fact.name and (ministry := ministry_below(document, fact.name)):
                    fact.department = (ministry,)
                yield fact
                yield from _parts_of(fact, lines)


def _parts_of(whole: ProgramFact, page: Page) -> list[ProgramFact]:
    """The programs that a slide lists with their amounts, where these add up to its own: it is
    their group then."""
    parts = listed_parts(page)
    total = next(iter(whole.amounts))
    if len(parts) < 2 or sum(yen_of(amount, None) or 0 for *_, amount, _ in parts) != total.yen:
        return []
    made = []
    for at, title, amount, before in parts:
        name, new, _ = split_marks(title)
        fact = ProgramFact(
            name=name, level="program", at=at, kind="slide", section=(*whole.section, whole.name),
            fiscal_year=whole.fiscal_year, department=whole.department, is_new=new, parent=whole,
        )  # fmt: skip
        fact.amounts = [AmountFact(amount, "total", total.measure, year=total.year, wide=False)]
        if before and total.year:
            year = total.year - 1
            fact.amounts.append(AmountFact(before, "total", "budget", year=year, wide=False))
        made.append(fact)
    whole.level = "group"
    return made


def _split_page(page: Page, near: int | None) -> Iterator[tuple[Title | None, Page]]:
    """The slides of a page: one as a rule, more where several titles lead what is below them."""
    named = [
        (number, (index, line.cite(*match.span("name"))))
        for number, (index, line) in enumerate(page)
        if (match := _TITLE.search(line.text))
    ]
    if not named and (numbered := numbered_titles(page)):
        ends = [*(number for number, _ in numbered[1:]), len(page)]
        for (number, title), end in zip(numbered, ends, strict=True):
            yield title, page[number + 1 : end]
        return
    titles = named or banner_titles(page)
    if len(titles) > 1 or (titles and not named and _title_above_labels(page) is None):
        ends = [*(number for number, _ in titles[1:]), len(page)]
        for (number, title), end in zip(titles, ends, strict=True):
            yield title, page[number:end]
    elif named:
        yield titles[0][1], _from_title(page, titles[0][0])
    else:
        yield None, page


def _from_title(page: Page, number: int) -> Page:
    """A slide with its one title on line number; in a text without pages, the title and what is
    below it, and what a converter may have put right above it: no sentence."""
    if page[number][1].page is not None:
        return page
    start = number
    while start > max(0, number - _ABOVE) and "。" not in page[start - 1][1].text:
        start -= 1
    return page[start:]


def _page_to_fact(page: Page, near: int | None, title: Title | None) -> ProgramFact | None:
    named = title is not None
    years = _budget_years(page, near)
    amounts: list[AmountFact] = []
    for number, (_, line) in enumerate(page):
        amounts.extend(_line_to_amounts(_with_amount_below(page, number), near, years))
        if amounts and "前年" in line.text:  # on a line of its own
            amounts.extend(_year_before(line, 0, amounts[-1]))
    if not amounts:
        return None
    title = title or _title_above_labels(page)
    if title is None:
        return None
    name, new, _ = split_marks(title[1])
    examples = sum(bool(_EXAMPLE.match(line.text)) for _, line in page)
    fact = ProgramFact(
        name=name,
        level="group" if not named and examples > 1 else "program",
        at=title[0],
        kind="slide",
        fiscal_year=max(a.year for a in amounts if a.year),
        funding=tuple(a.note for a in amounts if a.note and a.source == "national")[:1],
        is_new=new,
        amounts=amounts,
    )
    fields = lines_to_fields(line.cite() for _, line in page)
    apply_fields(fact, [f for f in fields if f.role == "implementer"])
    return fact


def _with_amount_below(page: Page, number: int) -> Line | Passage:
    """A line, with the next one where that holds nothing but its amount (令和５年度予算額 /
    １６１百万円)."""
    line = page[number][1]
    below = page[number + 1][1] if number + 1 < len(page) else None
    if (
        below
        and "額" in line.text
        and _AMOUNT_ALONE.match(below.text)
        and _YEAR_ALONE.match(line.text)
    ):
        return lines_to_passage([line, below])
    return line


def _line_to_amounts(
    line: Line | Passage, near: int | None, years: list[int]
) -> Iterator[AmountFact]:
    label = _SERIES.match(line.text)
    series = list(_OF_YEAR.finditer(line.text, label.end())) if label else []
    matches = series or list(_LINE.finditer(line.text))
    for match in matches:
        found = find_fiscal_years(match.group("year"), near=near)
        if found:
            amount = _amount(line, match, found[0][2])
            amount.stated = line.cite(*match.span("year"))
            yield amount
            yield from _year_before(line, match.end(), amount)
    labelled = None if matches else _LABELLED.match(line.text)
    if labelled and years:
        yield _amount(line, labelled, max(set(years), key=years.count))


def _year_before(line: Line | Passage, at: int, amount: AmountFact) -> Iterator[AmountFact]:
    """２８億円（２６億円）※（）内は前年度当初予算額: the bracket holds the year before."""
    before = _BEFORE.match(line.text[at:])
    if before is not None and amount.year is not None:
        low, high, end = (at + x for x in (*before.span("amount"), before.end("part")))
        note = line.cite(high, end) if before["part"] else None
        cite, year = line.cite(low, high), amount.year - 1
        yield AmountFact(cite, amount.source, "budget", year=year, note=note, wide=False)


def _amount(line: Line | Passage, match: regex.Match, year: int) -> AmountFact:
    part = match.group("part") is not None
    grant: Cite | None = None
    if "grant" in match.re.groupindex and match.group("grant").strip(" 　:："):
        grant = line.cite(*match.span("grant"))
    national = part and grant is not None and _GRANT.search(grant.text)
    note = line.cite(*match.span("part")) if part else None
    return AmountFact(
        line.cite(*match.span("amount")),
        "national" if national else "total",
        "requested" if "要" in match.groupdict().get("kind", "") else "budget",
        year=year,
        note=Cite.join([c for c in (grant, note) if c]) or None,
        wide=False,
    )


def _title_above_labels(page: Page) -> Title | None:
    """Where no ■ leads the title: the largest line of the slide (beside a budget alone in brackets
    if it names a program); in a text the line right above the first labelled item (○目 的), or the
    first line where that names a program."""
    index, first = page[0]
    bare = first.text.strip()
    bracketed = any(_BRACKET.match(line.text) for _, line in page)
    leads = bool(index) or bracketed  # the first line of a text may be its title
    if leads and first.box is None and not marker_of(bare) and names_a_program(bare):
        return index, first.cite()
    if (beside := _title_beside_bracket(page)) is not None:
        return beside
    labelled = any(_LABEL.match(line.text) for _, line in page)
    if not labelled and not bracketed:
        return None
    sizes = [line.size or 0 for _, line in page]
    if max(sizes) > 1.1 * sorted(sizes)[len(sizes) // 2]:
        index, line = page[sizes.index(max(sizes))]
        return (index, line.cite()) if labelled or names_a_program(line.text.strip()) else None
    for number, (_, line) in enumerate(page):
        if _LABEL.match(line.text) and number:
            index, above = page[number - 1]
            bare = above.text.strip()
            if (
                marker_of(bare) is None
                and bare[0] not in "・･"
                and 4 <= len(bare) <= 40
                and not _NO_NAME.search(bare)
            ):
                return index, above.cite()
            return None
    return None


def _title_beside_bracket(page: Page) -> Title | None:
    """In a text, the name of a program right above or below a budget alone in its brackets, or
    right above a budget (△△養成事業 / 令和５年度予算額：１６百万円)."""
    for number, (_, line) in enumerate(page):
        bracketed = _BRACKET.match(line.text)
        if line.box is not None or not (bracketed or _LINE.match(line.text.strip())):
            continue
        below = page[number + 1 : number + 2] if bracketed else []
        for index, beside in (*page[max(0, number - 1) : number], *below):
            bare = beside.text.strip()
            if len(bare) <= _LONGEST and not marker_of(bare) and names_a_program(bare):
                return index, beside.cite()
    return None


def _budget_years(page: Page, near: int | None) -> list[int]:
    """The years that a slide names of budgets (H24補正), not of deadlines."""
    found = ((x.text, find_fiscal_years(x.text, near=near)) for _, x in page)
    return [year for text, years in found for _, end, year in years if _OF_BUDGET.match(text, end)]
