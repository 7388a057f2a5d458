"""Which cell of a row says that it is a sum, and which is the heading of the rows below."""

from __future__ import annotations

from extractors.shared.columns import Columns
from extractors.shared.heads import is_numeric
from extractors.shared.outline import marker_of
from normalizers.total import bare_total, total_level
from pipeline.document.model import Cite


def total_label(columns: Columns, number: int) -> Cite | None:
    """The cell that says 小計, 合計 … where a row has one."""
    cites, words = _cells_and_words(columns, number)
    for cite in cites:
        if total_level(cite.text, leads=len(words) == 1 and cite is words[0] and len(cites) > 1):
            return cite
    return None


def label_in_two_cells(columns: Columns, number: int, label: Cite) -> Cite | None:
    """医療 | 計: a sum whose words were put into two columns, in a row without other words."""
    cites, words = _cells_and_words(columns, number)
    if len(words) != 2 or len(cites) < 3 or words[1] != label or bare_total(label.text) != "計":
        return None
    return Cite.join(words) if words[0] == _name(columns, number) else None


def label_is_name(columns: Columns, number: int) -> bool:
    """Whether the column of names holds the word of a sum."""
    name = columns.first_of("name")
    assert name is not None
    return total_level(columns.grid.cite(number, name).text, leads=True) is not None


def is_title(columns: Columns, number: int) -> bool:
    """Whether the name of a row with a sum is the heading of the rows below: it bears a marker
    ((1), ア), and the row says nothing else of it."""
    name = _name(columns, number)
    assert name is not None
    marker = marker_of(name.text)
    _, words = _cells_and_words(columns, number)
    return marker is not None and marker[2] > 0 and len(words) == 2 and words[0] == name


def _name(columns: Columns, number: int) -> Cite | None:
    column = columns.first_of("name")
    return None if column is None else columns.grid.own(number, column)


def _cells_and_words(columns: Columns, number: int) -> tuple[list[Cite], list[Cite]]:
    """The cells of a row from left to right, and those of them that are no numbers."""
    cites = columns.grid.row_cites(number)
    return cites, [c for c in cites if not is_numeric(c.text)]
