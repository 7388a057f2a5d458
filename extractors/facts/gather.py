"""All facts of programs of a document: what its lists, tables, sheets and slides state."""

from __future__ import annotations

from bisect import bisect

from extractors.facts.levels import settle_levels
from extractors.facts.lists.bullets import bullet_facts
from extractors.facts.lists.items import item_facts
from extractors.facts.lists.packed_lines import packed_facts
from extractors.facts.lists.year_items import year_item_facts
from extractors.facts.shared.fact import ProgramFact
from extractors.facts.sheets.labelled import (
    items_of_sheets,
    marked_facts,
    sheet_facts,
    sheets_of,
)
from extractors.facts.sheets.review_years import add_review_years
from extractors.facts.sheets.stage_rows import add_stages
from extractors.facts.slides.cards import card_facts, items_of_slides
from extractors.facts.slides.requests import request_facts
from extractors.facts.tables.execution import add_execution
from extractors.facts.tables.explained import explained_facts, items_of_statements
from extractors.facts.tables.office_sections import set_departments
from extractors.facts.tables.rows import table_facts
from extractors.facts.tables.settle import settle_over_tables
from extractors.facts.tables.summaries import summary_facts
from extractors.facts.tables.titled_amounts import titled_amount_facts
from extractors.facts.tables.year_tables import add_year_tables
from extractors.shared.program_names import office_behind
from pipeline.document.model import Document, once

_ALIKE = 4  # characters that two names of one program begin with


@once
def facts_of(document: Document) -> list[ProgramFact]:
    """All facts of a document in its order."""
    slides = items_of_slides(document)
    sheets = items_of_sheets(document) - slides
    requests = [f for f in request_facts(document) if f.at not in sheets]
    taken = {document.flow[f.at].page for f in requests}
    used = (
        sheets
        | slides
        | {i for i, item in enumerate(document.flow) if taken and item.page in taken}
    )
    items = list(item_facts(document, used))
    items += [f for f in year_item_facts(document, used) if f.at not in {i.at for i in items}]
    items = _once_a_sheet(document, items)
    listed = {i.at for i in items}
    items += packed_facts(document, used | listed)
    listed = {i.at for i in items}
    bullets = [f for f in bullet_facts(document, used | listed) if f.at not in listed]
    stated = items_of_statements(document)
    tables = [f for f in table_facts(document) if f.at not in sheets | stated]
    settle_over_tables(tables)
    set_departments(tables)
    tables += [f for f in summary_facts(document, tables) if f.at not in sheets | stated]
    below = {f.at for f in (*bullets, *items)}
    bullets += titled_amount_facts(document, used | listed | below)
    labelled = [f for f in sheet_facts(document) if f.at in sheets]
    facts = [*tables, *bullets, *items, *labelled, *card_facts(document), *requests]
    facts += explained_facts(document)
    facts += marked_facts(document, {f.at for f in facts})
    facts.sort(key=lambda f: (f.at, f.order))
    _set_offices(facts)
    settle_levels(facts)
    add_execution(document, facts)
    add_year_tables(document, facts)
    add_stages(document, facts)
    add_review_years(document, facts)
    return facts


def _set_offices(facts: list[ProgramFact]) -> None:
    """The department of a program without one is the office in brackets behind its name."""
    for fact in facts:
        if fact.level == "program" and not fact.department:
            fact.name, office = office_behind(fact.name)
            fact.department = (office,) if office else ()


def _once_a_sheet(document: Document, items: list[ProgramFact]) -> list[ProgramFact]:
    """The items of an outline, each once a sheet: one that stands in the summary of a sheet and,
    with the same amount, in its explanation is one program. What it tells there describes it, and
    what stands below it there is part of it. Its name may be another there, where the amounts of
    the list follow one another again."""
    starts = [sheet.at for sheet in sheets_of(document)]
    if not starts:
        return items
    parents = [item.parent for item in items if item.parent]
    in_other_words = _lists_told_again(items, starts)
    kept: dict[tuple[int, str, int | None], ProgramFact] = {}
    again: dict[int, list[ProgramFact]] = {}  # sheet -> the item told again last, and those below
    for item in items:
        total = item.amount("total")
        place = bisect(starts, item.at)
        key = (place, "".join(item.name.text.split()), total.yen if total else None)
        if not place or key[2] is None:
            key = (-1 - item.at, "", None)
        first = in_other_words.get(id(item)) or kept.setdefault(key, item)
        if first is not item:
            first.is_new = first.is_new or item.is_new
            first.description = first.description or item.description
            first.used += [item.name, *(a.cite for a in item.amounts)]
            _put_below(again.get(place, []))
            again[place] = [first]
        elif place in again:
            again[place].append(item)
    for told in again.values():
        _put_below(told)
    once = list(kept.values())
    groups = {id(item.parent) for item in once if item.parent}
    for parent in parents:
        if id(parent) not in groups:
            parent.level = "program"  # nothing but what stands again was below it
    return once


def _lists_told_again(items: list[ProgramFact], starts: list[int]) -> dict[int, ProgramFact]:
    """The items of a sheet whose amounts are those of a list above, in its order, where two names
    begin alike: each id with the item above."""
    sheets: dict[int, list[tuple[int, ProgramFact]]] = {}
    for item in items:
        total = item.amount("total")
        if total and total.yen and (place := bisect(starts, item.at)):
            sheets.setdefault(place, []).append((total.yen, item))
    again: dict[int, ProgramFact] = {}
    for listed in sheets.values():
        yen = [amount for amount, _ in listed]
        for end in range(2, len(listed) // 2 + 1):
            alike = any(
                a.name.text[:_ALIKE] == b.name.text[:_ALIKE]
                for (_, a), (_, b) in zip(listed[:end], listed[end:], strict=False)
            )
            if yen[:end] == yen[end : 2 * end] and len(set(yen[:end])) == end and alike:
                pairs = zip(listed[end : 2 * end], listed, strict=False)
                again |= {id(told): first for (_, told), (_, first) in pairs}
                break
    return again


def _put_below(told: list[ProgramFact]) -> None:
    """Put items below the one told again in front of them, and no other of its list; it is their
    group where it is their sum."""
    if len(told) < 2:
        return
    whole, *parts = told
    total, *amounts = (a.yen if (a := f.amount("total")) else None for f in told)
    summed = len(parts) > 1 and None not in amounts and total == sum(y or 0 for y in amounts)
    for part in parts:
        part.section = (*whole.section, whole.name)
        part.parent = whole if summed else None
    if summed:
        whole.level = "group"
