"""Programs under a title without a label: pages of one each, as a prefecture's slides are, and
stretches of a text that begin with a title and labels right below it.

△△推進事業【継続】
担当課：医療政策課
令和６年度予算額：32,480千円（令和５年度：30,120千円）
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from itertools import pairwise

from extractors.facts.shared.money_text import AMOUNT
from extractors.shared.fields import Field, has_fields, lines_to_fields
from extractors.shared.jurisdiction import jurisdiction_of
from extractors.shared.marks import split_marks
from extractors.shared.nearby import line_pages
from extractors.shared.outline import marker_of, outline_of
from extractors.shared.program_names import names_a_program
from normalizers.patterns import compiled
from pipeline.document.model import Cite, Document, Grid, Line

_COLON = re.compile(r"[^:：。]{2,16}[:：]")
_TWO_YEARS = compiled(rf"{AMOUNT.pattern}[\s　]*[（(][\s　]*{AMOUNT.pattern}[\s　]*[）)][\s　]*$")
_NUMBERED = re.compile(r"^[\s　]*事業番号[\s　]*[:：][\s　]*[0-9０-９]")
_NUMBER_BELOW = 2  # lines below a title that may say its number
_LONGEST_TITLE = 60
_LONGEST = 60  # flow items of a stretch
_TELLING = {"amount", "department", "funding", "implementer", "description", "period", "start"}
_TOP = 2  # lines of a page that may hold its title


def titled_pages(
    document: Document, taken: Container[int]
) -> Iterator[tuple[Cite, list[Field], int, int]]:
    """Title, particulars, and first and last flow item of each page that is one program.

    Such a page says who is in charge or where the money comes from, and how much it is.
    taken: flow items that something else was read from.
    """
    for page in line_pages(document):
        if page[0][1].page is None or any(index in taken for index, _ in page):
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


def titled_stretches(
    document: Document, taken: Container[int]
) -> Iterator[tuple[Cite, list[Field], int, int]]:
    """Title, particulars, and first and last flow item of each stretch of a text that is one
    program: a title, a label with a colon right below, and further particulars.

    It ends at the next title, at a heading of the outline, at a table, or far below. Two years of a
    ministry's budget below a title (１２百万円（１０百万円）) are a slide of it.
    """
    flow = document.flow
    starts = [
        at
        for at, (title, below) in enumerate(pairwise(flow))
        if isinstance(below, Line) and (":" in below.text or "：" in below.text)
        if _COLON.match(below.text)
        if isinstance(title, Line) and at not in taken
        if _begins(title, below) or _is_numbered(document, at)
    ]
    if starts and jurisdiction_of(document) is None:
        starts = [at for at in starts if not _gives_two_years(flow[at + 1])]
    headings = {h.at for h in outline_of(document).headings} if starts else set()
    for start, following in zip(starts, [*starts[1:], len(flow)], strict=False):
        lines: list[Line] = []
        end = start + 1
        while end < min(following, start + _LONGEST) and end not in headings and end not in taken:
            if not isinstance(line := flow[end], Line):
                break
            lines += [] if line.margin else [line]
            end += 1
        fields = lines_to_fields(line.cite() for line in lines)
        title = flow[start]
        if len({f.role for f in fields if f.value} & _TELLING) > 1 and isinstance(title, Line):
            yield title.cite(), fields, start, end


def _is_numbered(document: Document, at: int) -> bool:
    """Whether a label right below a line says the number of the program that it names (事業番号:
    0412): all else that the line may be has none."""
    title = document.flow[at]
    below = document.flow[at + 1 : at + 1 + _NUMBER_BELOW]
    if not isinstance(title, Line) or title.margin or "。" in title.text:
        return False
    if has_fields(title.text) or not 4 <= len(title.text.strip()) <= _LONGEST_TITLE:
        return False
    return any(isinstance(x, Line) and _NUMBERED.match(x.text) for x in below)


def _begins(title: Line, below: Line) -> bool:
    """Whether a line is a title, and the one below begins with a label."""
    if title.margin or marker_of(title.text) or not has_fields(below.text):
        return False
    return _is_title(title)


def _gives_two_years(below: Line | Grid) -> bool:
    return isinstance(below, Line) and bool(_TWO_YEARS.search(below.text))
