"""Lines that say which office is in charge of the programs below them, up to the next such line.

所管課：健康推進課
１　健康相談事業
…
所管課：高齢福祉課
３　見守り支援事業
"""

from __future__ import annotations

from bisect import bisect

from extractors.shared.fields import cite_to_fields
from extractors.shared.outline import outline_of
from extractors.shared.program_names import names_a_program
from pipeline.document.model import Cite, Document, Line, once


@once
def office_lines(document: Document) -> dict[int, Cite]:
    """The offices by the flow items that name them right above a heading; empty where programs
    stand above the first, whose last line they then are."""
    headings = {h.at: h for h in outline_of(document).headings}
    found: dict[int, Cite] = {}
    for at in sorted(headings):
        line = document.flow[at - 1] if at and at - 1 not in headings else None
        if not isinstance(line, Line) or not ("：" in line.text or ":" in line.text):
            continue
        fields = cite_to_fields(line.cite())
        if len(fields) != 1 or fields[0].role != "department" or not fields[0].value:
            continue
        if line.text.strip().startswith(fields[0].label.text):
            found[at - 1] = fields[0].value
    first = min(found, default=0)
    named = any(at < first and names_a_program(h.title.text) for at, h in headings.items())
    return {} if named else found


def office_over(document: Document, at: int) -> Cite | None:
    """The office in charge of what stands at a flow item, by the line over it; None for none."""
    lines = office_lines(document)
    places = sorted(lines)
    index = bisect(places, at)
    return lines[places[index - 1]] if index else None
