"""Programs of tables: one fact a row, whatever the order and the names of the columns."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.facts.shared.fact import ProgramFact
from extractors.facts.shared.funding import (
    source_above,
    sources_of,
    split_departments,
    strip_marks,
    with_rest,
)
from extractors.facts.tables.align import align_amounts
from extractors.facts.tables.group_lines import group_line_facts
from extractors.facts.tables.group_rows import heading_to_group, proved_groups
from extractors.facts.tables.row import TableRow
from extractors.facts.tables.row_labels import (
    is_title,
    label_in_two_cells,
    label_is_name,
    total_label,
)
from extractors.facts.tables.row_values import (
    add_brackets,
    add_shares,
    add_source_row,
    loose_difference,
    name_and_text,
    settle_sources,
    source_of_row,
    value_in,
    values_apart,
)
from extractors.facts.tables.sections import Sections, has_name
from extractors.facts.tables.settle import (
    drop_running_numbers,
    settle_groups,
    settle_lost_marks,
    settle_repeats,
    settle_subtotals,
    settle_sums,
    settle_whole,
)
from extractors.row import Amount
from extractors.shared.columns import Columns
from extractors.shared.edition import caption_year, edition_year, first_year, heading_year
from extractors.shared.heads import columns_of, is_numeric
from extractors.shared.marks import list_of_new, split_marks
from extractors.shared.outline import Heading, outline_of
from extractors.shared.refine import is_new_mark
from normalizers.patterns import compiled
from normalizers.total import end_of_total, total_level
from normalizers.unit import is_money
from pipeline.document.model import EMPTY, Cite, Document, Grid

_MONEY_WORD = compiled(r"額|費|円|予算|決算|財源|支出|債|負担")
_NEW_NOTE = compiled(r"^[\s　（(【]*新規?(?:事業)?[\s　）)】]*$")
_AGAIN_NOTE = compiled(
    r"^[\s　（(【]*(?P<mark>再掲)(?:事業)?[\s　）)】]*(?:[（(][^（()）]*[）)])?[\s　]*$"
)
_DRAWN = ("rules", "fills")  # origins of grids whose columns are drawn
_TEXT_ROLES = ("description", "department", "implementer", "note", "period")


def table_facts(document: Document) -> Iterator[ProgramFact]:
    """The facts of every grid that lists programs."""
    for at, item in enumerate(document.flow):
        if not isinstance(item, Grid):
            continue
        columns = columns_of(document, item)
        if is_program_table(columns):
            yield from group_line_facts(document, at, columns)
            yield from _grid_facts(document, at, columns)


def year_of(document: Document, columns: Columns, base: Heading | None) -> int | None:
    """The year of a table's rows: that of its caption, of the heading above it (base), the latest
    of its heads, or that of the document."""
    return (
        caption_year(columns.caption, document)
        or heading_year(base)
        or (_latest_year(columns) if columns.whole is None else None)
        or edition_year(document)
        or _latest_year(columns)
    )


def _latest_year(columns: Columns) -> int | None:
    return max((h.fiscal_year for _, h in columns.amounts() if h.fiscal_year), default=None)


def is_program_table(columns: Columns) -> bool:
    """A name, and amounts or particulars; a table of contents (name and page) is none."""
    if columns.first_of("name") is None:
        return False
    if any(is_money_column(columns, column) for column, _ in columns.amounts()):
        return True
    return bool(columns.find("description")) and bool(
        columns.find("department", "implementer", "funding", "new", "repeated")
    )


def is_money_column(columns: Columns, column: int) -> bool:
    """Whether an amount column is one of money: 県, 計 and その他 may head counts as well."""
    if is_money(columns.unit_of(column)):
        return True
    return bool(_MONEY_WORD.search(columns.texts[column]))


def _grid_facts(document: Document, at: int, columns: Columns) -> Iterator[ProgramFact]:
    grid = columns.grid
    base = outline_of(document).at(at)
    year = year_of(document, columns, base)
    section = Sections(base)
    rows: list[TableRow] = []
    for number in range(columns.first, grid.row_count):
        label = total_label(columns, number)
        if rows and not label and not has_name(columns, number) and source_of_row(columns, number):
            add_source_row(columns, number, rows[-1])
            continue
        heading = None
        named = has_name(columns, number)
        titled = bool(named and label and is_title(columns, number))
        if titled or not (label and named):
            heading = section.read(columns, number, label, titled)
        if label and not titled and (whole := label_in_two_cells(columns, number, label)):
            label = whole
        elif named and not titled and (not label or not label_is_name(columns, number)):
            rows.append(_program_row(columns, number, at, year, section))
        if label:
            rows.append(_total_row(columns, number, label, at, year, section))
        elif heading is not None:
            group = TableRow(number, heading_to_group(at, number, year, section))
            if with_values(columns, number, group, own=True).values:
                rows.append(group)
        elif not named and rows:
            _continue_row(columns, number, rows[-1])
    if not any(row.fact.level == "program" for row in rows) and not _is_named(columns):
        return
    new = list_of_new(columns.caption)
    shared = columns.find("funding") or any(h.source != "total" for _, h in columns.amounts())
    paid = () if shared else source_above(columns.caption)
    for row in rows:
        if row.fact.level == "program" and not row.fact.funding:
            row.fact.funding = paid
        if new and row.fact.level == "program" and not columns.find("new"):
            row.fact.is_new = new
    if rows:
        rows[0].fact.used.extend(columns.caption)
    align_amounts(columns, rows)
    for row in rows:
        add_brackets(columns, row)
        add_shares(columns, row)
        settle_sources(columns, row)
    settle_groups(rows)
    drop_running_numbers(rows)
    settle_sums(rows)
    settle_whole(rows)
    if columns.grid.origin == "flat" and columns.find("repeated"):
        settle_lost_marks(rows)
    settle_repeats(rows)
    settle_subtotals(rows)
    for row in proved_groups(rows):
        yield row.fact


def _is_named(columns: Columns) -> bool:
    """Whether a head says exactly that names stand below it: a head that only ends in such a word
    (下水道事業) may be a name itself, and sums below it are no list's."""
    heads = (columns.head(column, "name") for column in columns.find("name"))
    return any(head is not None and head.is_exact for head in heads)


def _program_row(
    columns: Columns, number: int, at: int, year: int | None, section: Sections
) -> TableRow:
    grid = columns.grid
    name = columns.first_of("name")
    assert name is not None
    words, text = name_and_text(columns, number, name)
    title, new, repeated = split_marks(words, columns.signs)
    fact = ProgramFact(
        name=title, level="program", at=at, order=2 * number + 1, kind="row",
        section=section.path(columns, number), fiscal_year=year,
    )  # fmt: skip
    cells = {role: _cell(columns, number, role) for role in _TEXT_ROLES}
    fact.description = cells["description"] or text
    fact.start = first_year(cells["period"]) if cells["period"] else None
    department, marked = strip_marks(cells["department"] or EMPTY, columns.legend)
    fact.department = split_departments(department)
    fact.implementer = (cells["implementer"],) if cells["implementer"] else ()
    fact.funding = marked or sources_of(_cell(columns, number, "funding"), columns.legend)
    marked_new = _cell(columns, number, "new")
    said = marked_new is not None and is_new_mark(marked_new.text, columns.new_sign)
    fact.is_new = marked_new if said else new
    if not columns.find("new") and cells["note"] and _NEW_NOTE.match(cells["note"].text):
        fact.is_new = fact.is_new or cells["note"]
    marked_again = _cell(columns, number, "repeated")
    if marked_again and columns.find("new", "repeated") == columns.find("new"):  # 新規・再掲
        marked_again = marked_again if "再" in marked_again.text else None
    if not columns.find("repeated") and (note := cells["note"]):
        again = _AGAIN_NOTE.match(note.text)
        marked_again = note.part(*again.span("mark")) if again else None
    fact.is_repeated = marked_again or repeated
    fact.jurisdiction = _cell(columns, number, "jurisdiction")
    for column in columns.find("number", "account", "note", "difference", "division"):
        if cite := grid.own(number, column):
            fact.used.append(cite)
    return with_values(columns, number, TableRow(number, fact), own=True)


def _total_row(
    columns: Columns, number: int, label: Cite, at: int, year: int | None, section: Sections
) -> TableRow:
    level = total_level(label.text, leads=True) or "total"
    path = section.headings() if level == "subtotal" else section.outer()
    order = 2 * number
    name = label.part(0, end_of_total(label.text))
    fact = ProgramFact(
        name=name, level=level, at=at, order=order, kind="row", section=path, fiscal_year=year
    )
    return with_values(columns, number, TableRow(number, fact), own=not has_name(columns, number))


def with_values(columns: Columns, number: int, row: TableRow, own: bool) -> TableRow:
    """Put the row's numbers under it: those at and behind the first amount or funding column.

    In a row that holds a program and a 小計, the numbers are the subtotal's.
    """
    grid = columns.grid
    label = total_label(columns, number)
    if own and label is not None and row.fact.level == "program":
        return row
    money = [c for c, _ in columns.amounts()]
    if not money:
        return row
    start = min([*money, *(c for c in columns.find("funding") if c < min(money))])
    skip = {*columns.find("difference", "note", "description", "department", "account", "over")}
    skip |= {c for c in columns.find("plain") if any(h.is_exact for h in columns.heads[c])}
    for column in range(start, grid.column_count):
        cite = grid.own(number, column)
        if apart := values_apart(columns, number, column):
            row.values += [value for value, place in apart if place in money]
            row.columns += [place for _, place in apart if place in money]
            continue
        if not cite or column in skip or not (column in money or _may_have_moved(columns, column)):
            continue
        found = value_in(cite)
        if found and (column in money or is_numeric(cite.text)):
            row.values.append(found[0])
            row.columns.append(column)
            if found[1] is not None:
                row.brackets[column] = found[1]
    row.fact.difference = _difference(columns, number) or loose_difference(columns, row)
    return row


def _may_have_moved(columns: Columns, column: int) -> bool:
    """Whether a number outside of the amount columns can be one of theirs: where borders are
    drawn and its column has a head of its own (款, 項, 目), it is what that head says."""
    return columns.grid.origin not in _DRAWN or not columns.texts[column]


def _difference(columns: Columns, number: int) -> Amount | None:
    """The change against the year before as printed (増減), in money; a rate of change is none."""
    for column in columns.find("difference"):
        if (head := columns.head(column, "difference")) and head.measure:
            continue  # what is left of a budget (不用額)
        cite, unit = columns.grid.own(number, column), columns.unit_of(column)
        if cite and is_numeric(cite.text) and is_money(unit):
            return Amount(cite, unit)
    return None


def _continue_row(columns: Columns, number: int, row: TableRow) -> None:
    """A row without a name below a program goes on in it: a description that broke, more money."""
    grid = columns.grid
    description = columns.first_of("description")
    if description is not None and (more := grid.own(number, description)):
        row.fact.description = Cite.join([row.fact.description or EMPTY, more])
    office = columns.first_of("department")
    if office is not None and (more := grid.own(number, office)):
        row.fact.department = with_rest(row.fact.department, more)
    if not row.values:
        with_values(columns, number, row, own=True)


def _cell(columns: Columns, number: int, role: str) -> Cite | None:
    """The cell of a role; of several the first that holds words, where one does."""
    cites = [c for k in columns.find(role) if (c := columns.grid.cite(number, k))]
    worded = (c for c in cites if not is_numeric(c.text))
    return next(worded, cites[0] if cites else None)
