"""The headings inside a table of programs, and the words of its totals."""

from __future__ import annotations

from extractors.shared.columns import Columns
from extractors.shared.heads import is_numeric
from extractors.shared.outline import Heading, marker_of
from normalizers.label import label_of
from normalizers.patterns import compiled
from normalizers.total import total_level
from pipeline.document.model import Cite

_OPENERS, _CLOSERS = "【＜〈《≪<", ("】", "＞", "〉", "》", "≫", ">")
_ROMAN = compiled(  # as converters write it, too: II
    r"[\s　]*(?:[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ]+|[IＩ]{1,3}|[IＩ]?[VＶ]|[VＶ][IＩ]{1,3}|[IＩ]?[XＸ])[\s　.．]*"
)
_ROMAN_RANK = 1  # as extractors.shared.outline has it
_INNER_LETTER = compiled(r"(?<=\S)[（(][ア-ンa-z][）)]\s*(?=\S)")


def has_name(columns: Columns, number: int) -> bool:
    """Whether a row names a program: a cell over all columns, or all but one, heads rows."""
    name = columns.first_of("name")
    assert name is not None
    cite = columns.grid.own(number, name)
    cell = columns.grid.cell(number, name)
    spans, width = cell.column_span if cell else 1, columns.grid.column_count
    alone = width == 2 and not columns.grid.own(number, 1 - name)  # heads the rows below
    whole = spans >= max(2, width - 1)
    named = bool(cite) and not is_numeric(cite.text) and not whole and not alone
    if not named or _heads_next_row(columns, number, name):
        return False
    return _roman_heading(columns, number) is None


def _roman_heading(columns: Columns, number: int) -> Cite | None:
    """The title of a row whose Ⅱ stands in a column of running numbers (1, 2, 3), and that says
    nothing else in words: a heading, with amounts or without."""
    place, name = columns.first_of("number"), columns.first_of("name")
    if place is None or name is None:
        return None
    grid = columns.grid
    sign, title = grid.own(number, place), grid.own(number, name)
    if not title or not _ROMAN.fullmatch(sign.text):
        return None
    if any(not is_numeric(c.text) for c in grid.row_cites(number) if c not in (sign, title)):
        return None
    return title if any(is_numeric(t) for t in grid.column_texts(place, columns.first)) else None


def _heads_next_row(columns: Columns, number: int, name: int) -> bool:
    """１ 医師の確保 alone in its row, in a table of amounts, above a row of another kind with some:
    a heading whose cell no rule shows to reach over all columns. Further headings of other kinds
    may stand between them ((1) 研修)."""
    grid = columns.grid
    kinds: set[str] = set()
    for row in range(number, grid.row_count):
        marker = marker_of(grid.own(row, name).text)
        if kinds and any(is_numeric(grid.own(row, c).text) for c in columns.find("amount")):
            return marker is None or marker[0] not in kinds
        alone = not any(grid.own(row, c) for c in range(grid.column_count) if c != name)
        if marker is None or marker[0] in kinds or not alone or not columns.find("amount"):
            return False
        kinds.add(marker[0])
    return False


def _goes_on(columns: Columns, number: int) -> bool:
    """Whether the cell of a name reaches down into a row: what stands there belongs to it."""
    name = columns.first_of("name")
    cell = None if name is None else columns.grid.cell(number, name)
    return cell is not None and cell.row < number and bool(cell.cite) and cell.column == name


class Sections:
    """The headings inside a table: rows that hold one long cell, and the 区分 column."""

    def __init__(self, base: Heading | None) -> None:
        self._base = base.titles if base else ()
        self._stack: list[tuple[int, Cite]] = []
        self._divisions: dict[int, Cite] = {}

    def read(
        self, columns: Columns, number: int, label: Cite | None = None, titled: bool = False
    ) -> Cite | None:
        """Take a heading row in; None for any other row. label: the word of a sum in the row;
        titled: what stands in the column of names is the heading."""
        if not titled and (has_name(columns, number) or _goes_on(columns, number)):
            return None
        texts = columns.grid.row_cites(number)
        words = [c for c in texts if not is_numeric(c.text) and not total_level(c.text)]
        words = [c for c in words if c is not label]
        if title := _roman_heading(columns, number):
            rank, heading = _ROMAN_RANK, [(_ROMAN_RANK, title)]
        elif len(words) != 1 or words[0] != texts[0] or not _divides(words[0].text):
            return None
        else:
            marker = marker_of(words[0].text)
            rank, start = (marker[1], marker[2]) if marker else (9, 0)
            title, heading = words[0], _split_heading(words[0], rank, start)
        while self._stack and self._stack[-1][0] >= rank:
            self._stack.pop()
        self._stack.extend(heading)
        self._divisions.clear()
        return title

    def path(self, columns: Columns, number: int) -> tuple[Cite, ...]:
        """The headings above a row, the division that is printed or carried down included."""
        for column in columns.find("division"):
            cell = columns.grid.cell(number, column)
            if cell is not None and cell.cite and cell.column_span == 1 and _divides(cell.text):
                if cell.cite != self._divisions.get(column):
                    self._divisions = {c: d for c, d in self._divisions.items() if c < column}
                self._divisions[column] = cell.cite
        divisions = (without_marker(self._divisions[c]) for c in sorted(self._divisions))
        return (*self.headings(), *divisions)

    def headings(self) -> tuple[Cite, ...]:
        """The heading rows that are open."""
        return (*self._base, *(c for _, c in self._stack))

    def outer(self) -> tuple[Cite, ...]:
        return self._base


def _divides(text: str) -> bool:
    """Whether a cell of 区分 parts programs: 事業費 and 国庫支出金 part their amounts."""
    head = label_of("".join(text.split()))
    return head is None or head.role != "amount"


def without_marker(cite: Cite) -> Cite:
    """A division without its number: 2 健康づくり."""
    marker = marker_of(cite.text)
    return cite.part(marker[2]) if marker and cite.text[marker[2] :].strip() else cite


def bare_heading(cite: Cite) -> Cite:
    """A heading without its number or sign, and without the brackets around it."""
    marker = marker_of(cite.text)
    rank, start = (marker[1], marker[2]) if marker else (9, 0)
    return _split_heading(cite, rank, start)[0][1]


def _split_heading(cite: Cite, rank: int, start: int) -> list[tuple[int, Cite]]:
    """(1)退院支援(ア)医療・介護の連携 is two headings on one row."""
    if start and cite.text[start - 1] in _OPENERS and cite.text.endswith(_CLOSERS):
        return [(rank, cite.part(start, len(cite.text) - 1))]
    inner = _INNER_LETTER.search(cite.text[start:])
    if not inner:
        return [(rank, cite.part(start))]
    rest = cite.part(start + inner.end())
    if rest.text.endswith((")", "）")) and rest.text.count("(") < rest.text.count(")"):
        rest = rest.part(0, len(rest.text) - 1)
    return [(rank, cite.part(start, start + inner.start())), (rank + 1, rest)]
