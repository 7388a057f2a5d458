"""Programs whose title stands above particulars that are points of a list, with a label each.

回復期病床整備事業
（1）事業の目的 回復期の病床を増やす。
（2）事業費 150,000千円
（3）財源内訳 基金 150,000千円
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from itertools import pairwise

from extractors.shared.fields import Field, cite_to_fields, has_fields, lines_to_fields
from extractors.shared.outline import marker_of, outline_of
from extractors.shared.program_names import bare_name, names_a_program
from pipeline.document.model import Cite, Document, Grid, Line

_SIGN = re.compile(
    r"[\s　]*(?:(?P<bracketed>[（(][0-9０-９]{1,2}[）)])"
    r"|(?P<kana>[（(]?[ア-ン][）)]?(?=[ 　．.)）]))"
    r"|(?P<number>[0-9０-９]{1,2}(?=[．. 　]))|(?P<circled>[①-⑳])|(?P<point>[・○◯●■□◆◇]))"
    r"[．. 　]*(?=[^\s0-9０-９])"
)
_LONGEST_TITLE = 60
_LONGEST = 60  # flow items of a stretch


def marked_stretches(
    document: Document, told: Container[int]
) -> Iterator[tuple[Cite, list[Field], int, int]]:
    """Title, particulars, and first and last flow item of each stretch that states what a program
    costs, and that nothing else was read from (told: where other programs stand).

    It ends at the next title, at a heading of another kind, at a table, or far below.
    """
    flow = document.flow
    starts = [at for at, (title, below) in enumerate(pairwise(flow)) if _begins(title, below)]
    headings = {h.at for h in outline_of(document).headings} if starts else set()
    for start, following in zip(starts, [*starts[1:], len(flow)], strict=False):
        title, below = flow[start], flow[start + 1]
        if not isinstance(title, Line) or not isinstance(below, Line):
            continue
        sign, parts, end = _sign_of(below.text), list[list[Line]](), start + 1
        while end < min(following, start + _LONGEST):
            line = flow[end]
            signed = isinstance(line, Line) and _sign_of(line.text) == sign
            if not isinstance(line, Line) or (end in headings and not signed):
                break
            if signed:
                parts.append([])
            parts[-1] += [] if line.margin else [line]
            end += 1
        fields = [f for part in parts for f in lines_to_fields(line.cite() for line in part)]
        if _tell_of_money(fields) and not any(at in told for at in range(start, end)):
            marker = marker_of(title.text)
            yield title.cite(marker[2] if marker else 0), fields, start, end


def _begins(title: Line | Grid, below: Line | Grid) -> bool:
    """Whether a line is a title, and the one below a label behind a sign, which is of another kind
    than the sign of the title."""
    if isinstance(title, Grid) or isinstance(below, Grid) or title.margin:
        return False
    sign = _sign_of_label(below.text)
    if sign is None or _sign_of(title.text) == sign or has_fields(title.text):
        return False
    marker = marker_of(title.text)
    name = bare_name(title.text[marker[2] :] if marker else title.text)
    return 4 <= len(name) <= _LONGEST_TITLE and names_a_program(name)


def _sign_of_label(text: str) -> str | None:
    """The kind of sign before a label that a line begins with; None for any other line."""
    sign = _SIGN.match(text)
    fields = cite_to_fields(Cite(text)) if sign else []
    if not sign or not fields or not text.startswith(fields[0].label.text, sign.end()):
        return None
    return _sign_of(text)


def _sign_of(text: str) -> str | None:
    """The kind of sign that a line begins with."""
    sign = _SIGN.match(text)
    return next(name for name, found in sign.groupdict().items() if found) if sign else None


def _tell_of_money(fields: Sequence[Field]) -> bool:
    """Whether particulars say what a program costs; what is requested stands on slides."""
    costs = [field.head for field in fields if field.role == "amount" and field.value]
    return len(fields) > 1 and bool(costs) and all(head.measure != "requested" for head in costs)
