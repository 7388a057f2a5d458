"""programs: one row per program, group and total that a document lists."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.context import Context
from extractors.facts.gather import facts_of
from extractors.facts.shared.fact import ProgramFact
from extractors.facts.shared.implementer import implementer_in
from extractors.row import Amount, Given, Row, Value
from extractors.shared.sources import source_in
from pipeline.document.model import Cite, Document

# The wide columns; a column of its own for each funding source that plans and lists print.
WIDE = {
    "total": "total_yen", "fund": "fund_yen", "national": "national_yen",
    "prefecture": "prefecture_yen", "operator": "operator_yen", "own": "own_yen",
    "bond": "bond_yen", "other": "other_yen",
}  # fmt: skip

# The words of the funding column for sources that a slide's notes name in many wordings.
SOURCES = {"fund": "基金", "national": "国庫", "own": "一般財源", "prefecture": "県単"}


def extract(document: Document, context: Context) -> Iterator[Row]:
    """The rows of programs in document order, linked to the groups they belong to."""
    made: dict[int, Row] = {}
    facts = [f for f in facts_of(document) if f.listed]
    for fact in facts:
        made[id(fact)] = _fact_to_row(fact)
    for fact in facts:
        if fact.parent is not None and id(fact.parent) in made:
            made[id(fact)].links = {"parent_row_id": made[id(fact.parent)]}
    rows = document.memo["program_rows"] = made
    yield from rows.values()


def _fact_to_row(fact: ProgramFact) -> Row:
    cells: dict[str, Value | None] = {
        "level": Given(fact.level),
        "name": fact.name,
        "section": fact.section,
        "jurisdiction": fact.jurisdiction,
        "fiscal_year": None if fact.fiscal_year is None else Given(fact.fiscal_year),
        "description": fact.description,
        "implementer": fact.implementer or _implementer(fact),
        "department": fact.department,
        "funding": _stated_funding(fact) or _funding(fact),
        "is_new": fact.is_new,
        "is_repeated": fact.is_repeated,
        "start_fiscal_year": fact.start,
        "difference_yen": fact.difference,
    }
    for amount in fact.amounts:
        if amount.measure == "requested":  # asked for, not given
            continue
        column = "settled_yen" if amount.measure == "settled" else WIDE.get(amount.source)
        if amount.wide and column and column not in cells:
            cells[column] = Amount(amount.cite, amount.unit)
    source = Cite.join([fact.name, *(a.cite for a in fact.amounts if a.wide)])
    used = [span for cite in fact.used for span in cite.spans]
    return Row("programs", cells, source, claims=used)


def _implementer(fact: ProgramFact) -> tuple[Cite, ...] | None:
    if fact.level != "program" or fact.description is None:
        return None
    found = implementer_in(fact.description)
    return (found,) if found else None


def _stated_funding(fact: ProgramFact) -> tuple[Cite, ...] | Given | None:
    """The sources that a document names; a fund that a slide or sheet names in full is 基金."""
    found = fact.funding
    if fact.kind in ("slide", "sheet") and any(source_in(c.text) == "fund" for c in found):
        words = [SOURCES["fund"] if source_in(c.text) == "fund" else c.text for c in found]
        return Given(words, Cite.join(found))
    return found or None


def _funding(fact: ProgramFact) -> Given | None:
    """A slide whose newest budget line names a source is paid from it."""
    for amount in reversed(fact.amounts):
        if amount.note and fact.kind == "slide" and amount.source in SOURCES:
            return Given([SOURCES[amount.source]], amount.note)
    sources = {a.source for a in fact.amounts} - {"total"}
    if fact.kind == "slide" and len(sources) == 1 and (source := sources.pop()) in SOURCES:
        return Given([SOURCES[source]])
    return None
