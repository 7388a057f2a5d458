"""The money in the cells of a table's row, with what stands in brackets and in rows of sources."""

from __future__ import annotations

from dataclasses import replace

from extractors.facts.shared.fact import AmountFact, yen_of
from extractors.facts.shared.money_text import AMOUNT, read_label
from extractors.facts.tables.row import TableRow
from extractors.row import Amount
from extractors.shared.columns import Columns
from extractors.shared.heads import is_numeric, table_measure
from extractors.shared.program_names import names_a_program
from extractors.shared.sources import source_in
from normalizers.era import year_in
from normalizers.head import Head
from normalizers.patterns import compiled
from normalizers.printed_years import ERA, LETTER, NUMBER
from pipeline.document.model import Cite

_NUMBER = r"[△▲－-]?[\s　]*[0-9０-９]{1,3}(?:[，,][0-9０-９]{3})+|[△▲－-]?[0-9０-９]+"
_VALUE = compiled(
    rf"^[\s　約]*(?P<value>{AMOUNT.pattern}|{_NUMBER})[\s　]*"
    rf"(?:[（(〔［\[][\s　]*(?P<inner>[^（()）]*?)[\s　]*[）)〕］\]])?[\s　※]*$"
)
_LONGER = 8  # than 1,200: a number that stands twice
_TWICE = compiled(  # recognised twice
    r"(?P<value>[0-9０-９]{1,3}(?:[，,][0-9０-９]{3})+)[\s　]+(?P=value)"
)
_GROUPED = compiled(r"[△▲－-]?[\s　]*[0-9０-９]{1,3}(?:[，,][0-9０-９]{3})+(?![0-9０-９，,])")
_LABEL = compiled(r"\n[^\s：:（(]{2,8}[：:]")  # 予算事業：道路の改修
_BLANK = compiled(r"(?<=\S)[ 　]+(?=\S)")
_INNER = compiled(rf"^(?:{AMOUNT.pattern}|{_NUMBER}|[－―‐-])$")
_SHARE = compiled(
    rf"[\s　、，・／/]*(?P<label>[^\s　0-9０-９、，：:]{{1,12}})[\s　:：]*"
    rf"(?P<value>{AMOUNT.pattern}|{_NUMBER})(?![0-9０-９，,])"
)
_OF_WHICH = compiled(r"(?:うち|内)(?P<label>[^（()）\s]{1,12})")
_YEAR_ASIDE = compiled(
    rf"(?<=\S)[\s　]*[（(][\s　]*(?P<year>(?:{ERA}|{LETTER})[\s　]*{NUMBER}[\s　]*年度)"
    r"[\s　]*[)）][\s　]*$"
)
_SPAN = compiled(r"年度末?(?:以[降後]|(?P<until>まで))の?[\s　]*(?:支[\s　]*出|執[\s　]*行)")


def value_in(cite: Cite) -> tuple[Cite, Cite | None] | None:
    """The amount of a cell and the one in brackets behind it: 18,240（9,120）, 1.2億円."""
    if is_numeric(cite.text):
        twice = _TWICE.fullmatch(cite.text) if len(cite.text) > _LONGER else None
        return (cite.part(*twice.span("value")) if twice else cite), None
    match = _VALUE.match(cite.text)
    if match is None:
        return None
    inner = match.group("inner")
    bracket = cite.part(*match.span("inner")) if inner and _INNER.match(inner) else None
    return cite.part(*match.span("value")), bracket


def values_apart(columns: Columns, number: int, column: int) -> list[tuple[Cite, int]]:
    """Amounts that a converter put into one cell, each with its column: those behind are empty."""
    grid = columns.grid
    cite = grid.own(number, column)
    found = list(_GROUPED.finditer(cite.text)) if _BLANK.search(cite.text) else []
    rest = range(column + 1, column + len(found))
    if len(found) < 2 or rest.stop > grid.column_count or _GROUPED.sub("", cite.text).strip():
        return []
    money = {c for c, _ in columns.amounts()}
    if any(c not in money or grid.own(number, c) for c in rest):
        return []
    return [(cite.part(*m.span()), c) for m, c in zip(found, (column, *rest), strict=True)]


def name_and_text(columns: Columns, number: int, name: int) -> tuple[Cite, Cite | None]:
    """The name of a row, and the text that a converter put behind it into its cell. What the
    names of several rows are followed by, a line with the same label, is no part of them."""
    cite = columns.grid.own(number, name)
    if (label := _LABEL.search(cite.text)) and label.start():
        texts = columns.grid.column_texts(name, columns.first)
        if sum(label.group() in text for text in texts) > max(1, len(texts) // 2):
            return cite.part(0, label.start()), None
    behind = columns.first_of("description")
    if behind != name + 1 or "。" not in cite.text or columns.grid.own(number, behind):
        return cite, None
    for blank in _BLANK.finditer(cite.text):
        if names_a_program(cite.text[: blank.start()]):
            return cite.part(0, blank.start()), cite.part(blank.end())
    return cite, None


def cell_to_amount(
    columns: Columns, column: int, head: Head, value: Cite, year: int | None
) -> AmountFact:
    """A number under a head as an amount of the head's year, else of the row's own (year), which
    alone stands in a column of the programs row; one of many years is of none, and where a column
    has the sum of all years, that is what the programs row has."""
    source, unit = head.source or "total", columns.unit_of(column)
    if span := _span_of(columns, column, head):
        return AmountFact(value, source, span, unit, None, wide=False)
    if columns.whole is not None and source == "total":
        measure = head.measure or table_measure(columns)
        if column == columns.whole and columns.planned is not None:
            measure = "cumulative"
        stated = columns.cites[column] if head.fiscal_year else None
        main = columns.whole if columns.planned is None else columns.planned
        of, wide = head.fiscal_year, column == main
        return AmountFact(value, source, measure, unit, of, wide=wide, stated=stated)
    return AmountFact(
        value, source, head.measure or table_measure(columns), unit, head.fiscal_year or year,
        wide=head.fiscal_year in (None, year),
        stated=columns.cites[column] if head.fiscal_year else None,
    )  # fmt: skip


def _span_of(columns: Columns, column: int, head: Head) -> str | None:
    """What a column of several years together holds, shares of it included: 前年度末までの支出額,
    当該年度以降の支出予定額 (債務負担行為に関する調書, 地方自治法施行規則 別記)."""
    whole = [c for c, h in columns.amounts() if c <= column and h.source == "total"]
    if head.source != "total" and whole:
        column = whole[-1]
    found = _SPAN.search(columns.texts[column])
    return "cumulative" if found and found["until"] else "expected" if found else None


def loose_difference(columns: Columns, row: TableRow) -> Amount | None:
    """Where the numbers of a row lost their columns: the third of them, when it is the difference
    of the two before it and the table has a column of such differences. It is no amount then."""
    column = columns.first_of("difference")
    if column is None or len(row.values) < 3 or set(row.columns) <= set(columns.find("amount")):
        return None
    unit = columns.unit_of(column)
    first, second, third = (yen_of(value, unit) for value in row.values[:3])
    if None in (first, second, third) or first - second != third:  # type: ignore[operator]
        return None
    found = row.values.pop(2)
    del row.columns[2]
    return Amount(found, unit)


def bracket_source(columns: Columns, column: int) -> str | None:
    """Whose share the brackets of a column hold, by its head: 予算額（うち一般財源）."""
    found = _OF_WHICH.search(columns.texts[column])
    head = read_label(found.group("label")) if found else None
    return head.share if head else None


def add_brackets(columns: Columns, row: TableRow) -> None:
    """The shares that stood in brackets behind the amounts of a row, or the amounts of the year
    that the head has in brackets: 令和４年度予算額（令和３年度）."""
    for column, cite in row.brackets.items():
        source = bracket_source(columns, column)
        whole = next((h for c, h in columns.amounts() if c == column), None)
        year = _bracket_year(columns.texts[column]) if whole and whole.fiscal_year else None
        if whole is None or (source is None and year in (None, whole.fiscal_year)):
            row.fact.used.append(cite)
            continue
        head = replace(whole, source=source) if source else replace(whole, fiscal_year=year)
        row.fact.amounts.append(cell_to_amount(columns, column, head, cite, row.fact.fiscal_year))


def _bracket_year(head: str) -> int | None:
    """The year that ends a head, in brackets and alone."""
    found = _YEAR_ASIDE.search(head)
    return year_in(found["year"]) if found else None


def add_shares(columns: Columns, row: TableRow) -> None:
    """The shares that stand in one cell below 財源内訳 (国 1,234 県 617 その他 10), where they make
    no more than the total that they are of."""
    total = row.fact.amount("total")
    whole = yen_of(total.cite, total.unit) if total else None
    for column in columns.find("over"):
        cite = columns.grid.own(row.number, column)
        if not cite or not total or whole is None or len(row.fact.amounts) > 1:
            continue
        unit = columns.unit_of(column) or total.unit
        found = [
            AmountFact(value, source, total.measure, unit, total.year, wide=total.wide)
            for value, source in _shares(cite)
        ]
        if sum(yen_of(share.cite, unit) or 0 for share in found) <= whole:
            row.fact.amounts += found


def _shares(cite: Cite) -> list[tuple[Cite, str]]:
    """The amounts of a cell that each the name of a source leads, if it holds nothing else."""
    found: list[tuple[Cite, str]] = []
    end = 0
    while match := _SHARE.match(cite.text, end):
        head = read_label(match.group("label"))
        if head is None or head.source in (None, "total"):
            return []
        found.append((cite.part(*match.span("value")), str(head.source)))
        end = match.end()
    return [] if cite.text[end:].strip(" 　、，・") else found


def source_of_row(columns: Columns, number: int) -> tuple[str, Cite] | None:
    """The source that a row without a name is for, where 財源 stands in a column of its own; a row
    with words left of the names is no further source of a program but one of its own."""
    column = columns.first_of("funding")
    if _leads(columns, number):
        return None
    cite = columns.grid.own(number, column) if column is not None else None
    source = source_in(cite.text) if cite else None
    values = [columns.grid.own(number, c) for c, _ in columns.amounts()]
    if not cite or source is None or not any(v and value_in(v) for v in values):
        return None
    return source, cite


def _leads(columns: Columns, number: int) -> bool:
    """Whether a row without a name has words of its own left of the names."""
    own, name = columns.grid.own, columns.first_of("name") or 0
    before = [own(number, c) for c in range(name) if not own(number, name)]
    return any(cite and not is_numeric(cite.text) for cite in before)


def add_source_row(columns: Columns, number: int, row: TableRow) -> None:
    """A row of a further source of the program above: its amounts are that source's."""
    found = source_of_row(columns, number)
    assert found is not None
    source, cite = found
    row.sources.append((source, number))
    row.fact.funding = (*row.fact.funding, cite)


def settle_sources(columns: Columns, row: TableRow) -> None:
    """Amounts of a program that a row each is printed for are shares, none is the total."""
    if not row.sources:
        return
    first = source_of_row(columns, row.number)
    if first is not None:
        row.fact.amounts = [
            replace(a, source=first[0]) if a.source == "total" else a for a in row.fact.amounts
        ]
    for source, number in row.sources:
        for column, head in columns.amounts():
            if found := value_in(columns.grid.own(number, column)):
                share, year = replace(head, source=source), row.fact.fiscal_year
                row.fact.amounts.append(cell_to_amount(columns, column, share, found[0], year))
