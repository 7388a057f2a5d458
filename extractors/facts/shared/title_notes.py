"""Headings that name programs, and what stands in brackets behind them: when it is carried out,
what it costs."""

from __future__ import annotations

from extractors.facts.shared.fact import ProgramFact
from extractors.row import Given
from extractors.shared.edition import edition_year, first_year, heading_year
from extractors.shared.outline import Heading
from normalizers.patterns import compiled
from pipeline.document.model import Cite, Document, Line

_PERIOD = compiled(r"[\s　]*[（(]\s*(?P<period>[^（）()]*[0-9０-９元][^（）()]*)[）)]\s*$")


def heading_to_fact(document: Document, heading: Heading) -> ProgramFact:
    """The program that a heading names, as far as the heading and those above it tell."""
    return ProgramFact(
        name=heading.title,
        level="program",
        at=heading.at,
        section=heading.titles[:-1],
        fiscal_year=heading_year(heading) or edition_year(document),
    )


def note_behind(document: Document, heading: Heading) -> Cite:
    """The characters of a heading's line behind its title; empty where there are none."""
    line = document.flow[heading.at]
    if not isinstance(line, Line):
        return Cite("")
    return line.cite(max((span.end for span in heading.title.spans), default=0))


def period_behind(document: Document, heading: Heading) -> Given | None:
    """The fiscal year that a period behind a title begins in: （平成24年度～）."""
    note = note_behind(document, heading)
    found = _PERIOD.match(note.text) if "～" in note.text or "年" in note.text else None
    return first_year(note.part(*found.span("period"))) if found else None
