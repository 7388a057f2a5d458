"""Pages of one program each, under a title without a label: a prefecture's slides of its programs.

△△推進事業【継続】
担当課：医療政策課
令和６年度予算額：32,480千円（令和５年度：30,120千円）
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from itertools import groupby

from extractors.shared.fields import Field, has_fields, lines_to_fields
from extractors.shared.marks import split_marks
from extractors.shared.program_names import names_a_program
from pipeline.document.model import Cite, Document, Line

_TOP = 2  # lines of a page that may hold its title
Page = list[tuple[int, Line]]


def titled_pages(
    document: Document, taken: Container[int]
) -> Iterator[tuple[Cite, list[Field], int, int]]:
    """Title, particulars, and first and last flow item of each page that is one program.

    Such a page says who is in charge or where the money comes from, and how much it is.
    taken: flow items that something else was read from.
    """
    lines = [
        (index, item)
        for index, item in enumerate(document.flow)
        if isinstance(item, Line) and not item.margin and item.page is not None
    ]
    for _, group in groupby(lines, key=lambda pair: pair[1].page):
        page = list(group)
        if any(index in taken for index, _ in page):
            continue
        for number, (index, line) in enumerate(page[:_TOP]):
            if not _is_title(line):
                continue
            fields = lines_to_fields(x.cite() for _, x in page[number + 1 :])
            if _is_program(fields):
                yield line.cite(), fields, index, page[-1][0] + 1
            break


def _is_title(line: Line) -> bool:
    name = split_marks(line.cite())[0]
    return 4 <= len(name.text) <= 45 and names_a_program(name.text) and not has_fields(name.text)


def _is_program(fields: list[Field]) -> bool:
    roles = {field.role for field in fields if field.value}
    return "amount" in roles and bool(roles & {"department", "funding"})
