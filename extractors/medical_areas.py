"""medical_areas: one row per 保健医療圏, and the total that the table states."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from extractors.context import Context
from extractors.places.area_lists import told_areas
from extractors.places.area_sentences import Told
from extractors.row import Amount, Row, Value
from extractors.shared.columns import Columns
from extractors.shared.heads import is_numeric
from extractors.shared.jurisdiction import jurisdiction_of, owner_to_cells
from extractors.shared.kinds import has_money
from extractors.shared.nearby import split_mark
from extractors.shared.relook import columns_with
from normalizers.number import parse_number
from normalizers.patterns import compiled
from normalizers.total import is_total
from pipeline.document.model import Cite, Document, Grid

_NO_LIST = compiled(r"圏域?$|[0-9０-９]")
_AREA_NAME = compiled(r"(?:医療|保健|福祉|構想|生活)?(?:圏域?|区域)[）)]?$")
_MUNICIPALITY = compiled(r"[\p{Han}\p{Hiragana}\p{Katakana}ヶケ]+[市町村区](?=$|[\s、・,，（(])")
_LINE = compiled(r"[^\n]+")
_ENDS = frozenset("市町村区")
_COUNTED = compiled(
    r"[\s　]*[（(][\s　]*[0-9０-９]+[\s　]*(?:[市区町村]+|都市)[\s　]*[)）][\s　]*$"
)
_COUNT = compiled(r"^[\s　]*[0-9０-９]+[\s　]*[市区町村]+[\s　]*$")
_DECIMAL = compiled(r"^[0-9０-９,，]+[.．][0-9０-９]+$")
_OTHER_FIGURE = compiled(  # 推計 of a day that was is none of a year to come
    r"当たり|あたり|[0-9０-９]万人?対|密度|割合|率|増減|高齢|老年|年少|生産年齢|昼間|歳|将来"
    r"|(?<!日|[.．/／][0-9０-９]{1,2})推計(?!人口\s*[（(][^（）()]*日)"
)
_UNIT_OF_AREA = "km2"
_LEAST = 2  # columns of a half
_ROUNDED = Decimal("1.01")  # parts that are rounded may miss their sum by so much


@dataclass(frozen=True, slots=True)
class _Layout:
    """The columns of a table of areas; None where it has no such column."""

    name: int
    municipalities: int | None
    area: int | None
    population: int | None
    first: int  # the first row with data
    columns: range  # those of the table, of one half where two stand side by side


def extract(document: Document, context: Context) -> Iterator[Row]:
    """The areas of every table that gives areas their municipalities, surface or inhabitants,
    and those that text describes."""
    named: set[str] = set()
    for item in document.flow:
        if isinstance(item, Grid):
            columns = columns_with(document, item, "medical_area", "population")
            for half in _halves(columns):
                layout = _layout(columns, half)
                if layout is None:
                    continue
                for row in _rows(document, columns, layout):
                    named.add(_bare_name(row.cells["name"]))
                    yield row
    for told in told_areas(document):
        name = _bare_name(told.name)
        own = f"{told.owner.text}{name}" if told.owner else name  # 県北 of several prefectures
        if not named & {name, own}:
            named.add(own)
            yield _told_row(document, told)


def _bare_name(value: Value) -> str:
    return _bare(value) if isinstance(value, Cite) else ""


def _told_row(document: Document, told: Told) -> Row:
    """The row of an area that lines of text describe."""
    cells: dict[str, Value] = {"name": told.name}
    cells |= owner_to_cells(told.owner or jurisdiction_of(document))
    if told.members:
        cells["municipalities"] = (told.members,)
    if told.area:
        cells["area_km2"] = Amount(told.area, _UNIT_OF_AREA)
    if told.population:
        cells["population"] = Amount(told.population, "人")
    cites = (told.name, told.members, told.area, told.population)
    return Row("medical_areas", cells, Cite.join(c for c in cites if c))


def _halves(columns: Columns) -> tuple[range, ...]:
    """The columns of each half where the heads say the same twice, else all of them."""
    half, odd = divmod(columns.grid.column_count, 2)
    texts = ["".join(text.split()) for text in columns.texts]
    if odd or half < _LEAST or not columns.first or not all(texts) or texts[:half] != texts[half:]:
        return (range(columns.grid.column_count),)
    return range(half), range(half, 2 * half)


def _layout(columns: Columns, places: range) -> _Layout | None:
    """What these columns hold, by their heads and, where a head was lost, by their cells."""
    grid = columns.grid
    first = max(columns.first, 1)
    name = _name_column(columns, first, places)
    if name is None or columns.find("disaster") or has_money(columns):
        return None
    others = [c for c in places if c != name]
    cells = {c: grid.column_texts(c, first) for c in others}
    if any(not _mostly(cells.get(c, ["1"]), is_numeric) for c in columns.find("facility")):
        return None
    population = next((c for c in others if _says(columns, c, "population")), None)
    members = next((c for c in others if _mostly(cells[c], _lists_municipalities)), None)
    if members is None and population is None:
        return None
    decimals = [c for c in others if c != population and _mostly(cells[c], _is_decimal)]
    area = next((c for c in others if _says(columns, c, "area")), None)
    if area is None and population is not None:
        area = next((c for c in decimals if not _has_own_head(columns, c)), None)
    return _Layout(name, members, area, population, first, places)


def _name_column(columns: Columns, first: int, places: range) -> int | None:
    """The column whose cells are names of areas, most of all rows."""
    grid = columns.grid
    best, most = None, 0
    for column in places:
        texts = [t for r in range(first, grid.row_count) if (t := _bare(grid.own(r, column)))]
        headed = any(h.role == "medical_area" for h in columns.heads[column])
        if headed:
            count = sum(not is_numeric(t) and not _lists_municipalities(t) for t in texts)
        else:
            count = sum(bool(_AREA_NAME.search(t)) for t in texts)
        if count > most and 3 * count >= 2 * len(texts) and (headed or count >= 2):
            best, most = column, count
    return best


def _says(columns: Columns, column: int, role: str) -> bool:
    """Whether a head says so; a rate (人口10万人当たり) or a part (高齢者人口) does not."""
    known = any(h.role == role and h.fit > 1 for h in columns.heads[column])
    return known and not _OTHER_FIGURE.search(columns.texts[column])


def _has_own_head(columns: Columns, column: int) -> bool:
    return bool(columns.first) and bool(columns.grid.own(columns.first - 1, column))


def _mostly(texts: list[str], test: Callable[[str], bool]) -> bool:
    return 2 * sum(map(test, texts)) > len(texts)


def _is_decimal(text: str) -> bool:
    return bool(_DECIMAL.match(text.strip()))


def _lists_municipalities(text: str) -> bool:
    if _ENDS.isdisjoint(text):
        return False
    return bool(_MUNICIPALITY.search(text)) and not _NO_LIST.search(text)


def _bare(cite: Cite) -> str:
    return "".join(cite.text.split())


def _rows(document: Document, columns: Columns, layout: _Layout) -> Iterator[Row]:
    grid = columns.grid
    owner = jurisdiction_of(document)
    for members in _groups(grid, layout):
        name = _name_of(grid, layout, members[0])
        if not name:
            continue
        cells: dict[str, Value] = {"name": name}
        cells |= owner_to_cells(owner)
        if not is_total(_bare(name)):
            cells["municipalities"] = _municipalities(grid, layout, members)
        values = _values_row(grid, layout, members)
        if values is not None:
            cells |= _numbers(columns, layout, values)
        yield Row("medical_areas", cells, Cite.join(_row_cite(grid, layout, r) for r in members))


def _groups(grid: Grid, layout: _Layout) -> Iterator[list[int]]:
    """Rows of one area: the row with its name and those below that have none."""
    group: list[int] = []
    for row in range(layout.first, grid.row_count):
        if not _row_cite(grid, layout, row):
            continue
        if group and (_name_cell(grid, layout, row) or _is_sum_of_all(grid, layout, row, group)):
            yield group
            group = []
        group.append(row)
    if group:
        yield group


def _row_cite(grid: Grid, layout: _Layout, row: int) -> Cite:
    """What stands in the table's columns of a row."""
    if len(layout.columns) == grid.column_count:
        return grid.row_cite(row)
    return Cite.join(c for place in layout.columns if (c := grid.own(row, place)))


def _is_sum_of_all(grid: Grid, layout: _Layout, row: int, group: list[int]) -> bool:
    """A row without a name that is of all areas: its municipalities are counted (23市町), or in
    their place is a sum (県計) larger than that of the rows of the area above."""
    if layout.municipalities is None:
        return False
    cite = grid.own(row, layout.municipalities)
    if _COUNT.match(cite.text):
        return True
    if not is_total(_bare(cite)):
        return False
    figures = layout.area if layout.population is None else layout.population
    own = [r for r in group if is_total(_bare(grid.own(r, layout.municipalities)))]
    parts = [_figure(grid, r, figures) for r in own or group]
    whole = _figure(grid, row, figures)
    known = [part for part in parts if part is not None]
    return whole is not None and len(known) == len(parts) and whole > _ROUNDED * sum(known)


def _figure(grid: Grid, row: int, column: int | None) -> Decimal | None:
    try:
        return parse_number(_bare(grid.own(row, column))) if column is not None else None
    except ValueError:
        return None


def _name_of(grid: Grid, layout: _Layout, row: int) -> Cite:
    """The name of a row's area, without the number of its municipalities (３市町), the mark of a
    note (※), and the municipality of the row above, whose name was lost; 県計 in the place of
    municipalities names the row of all."""
    cite = _name_cell(grid, layout, row)
    if not cite and layout.municipalities is not None:
        beside = grid.own(row, layout.municipalities)
        return beside if is_total(_bare(beside)) else cite
    lines = [cite.part(*m.span()) for m in _LINE.finditer(cite.text)]
    named = [line for line in lines if not _MUNICIPALITY.fullmatch(line.text)]
    cite = Cite.join(named) if named else cite
    counted = _COUNTED.search(cite.text)
    return split_mark(cite.part(0, counted.start()) if counted else cite)[0]


def _name_cell(grid: Grid, layout: _Layout, row: int) -> Cite:
    """The cell with the name of a row's area; that of a total may stand further left."""
    for column in range(layout.name, layout.columns.start - 1, -1):
        if cite := grid.own(row, column):
            return cite
    return Cite("")


def _municipalities(grid: Grid, layout: _Layout, rows: list[int]) -> tuple[Cite, ...]:
    if layout.municipalities is None:
        return ()
    cites = (grid.own(row, layout.municipalities) for row in rows)
    return tuple(c for c in cites if c and _lists_municipalities(c.text))


def _values_row(grid: Grid, layout: _Layout, rows: list[int]) -> int | None:
    """The row with the area's numbers: its only one, or its subtotal."""
    if len(rows) == 1 or layout.municipalities is None:
        return rows[0]
    named = (r for r in rows if is_total(_bare(grid.own(r, layout.municipalities))))
    return next(named, None)


def _numbers(columns: Columns, layout: _Layout, row: int) -> dict[str, Value]:
    cells: dict[str, Value] = {}
    left = 1 if _stands_left(columns.grid, layout, row) else 0
    if layout.area is not None and (cite := columns.grid.own(row, layout.area - left)):
        cells["area_km2"] = Amount(cite, columns.unit_of(layout.area) or _UNIT_OF_AREA)
    if layout.population is not None and (cite := columns.grid.own(row, layout.population - left)):
        cells["population"] = Amount(cite, columns.unit_of(layout.population) or "人")
    return cells


def _stands_left(grid: Grid, layout: _Layout, row: int) -> bool:
    """Whether recognition put the numbers of a row one cell to the left: where the population
    would be is nothing, where the area would be a whole number, and left of it a decimal."""
    if layout.area is None or layout.population != layout.area + 1 or layout.area < 2:
        return False
    before, area, population = (grid.own(row, layout.population - back).text for back in (2, 1, 0))
    return not population and _is_decimal(before) and bool(area) and not _is_decimal(area)
