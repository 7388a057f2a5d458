"""documents: what a document says of itself."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.context import Context
from extractors.row import Given, Row, Value
from extractors.shared.edition import edition_year, running_heads, states_a_particular
from extractors.shared.jurisdiction import jurisdiction_of, owner_to_cells
from normalizers.era import parse_date
from normalizers.errors import NormalizationError
from normalizers.patterns import compiled
from normalizers.printed_years import ERA, LETTER, NUMBER
from pipeline.document.model import EMPTY, Cite, Document, Grid, Line

NEEDS = ("programs",)
_DATE = compiled(
    rf"(?:{ERA}|{LETTER})[ 　]?{NUMBER}(?:年|[.．])[ 　]?[0-9０-９]{{1,2}}"
    r"(?:月|[.．])[ 　]?[0-9０-９]{1,2}日?"
    r"|(?<![0-9０-９])(?:19|20)[0-9]{2}[ 　]?年[ 　]?[0-9]{1,2}[ 　]?月[ 　]?[0-9]{1,2}[ 　]?日"
)
_AS_OF = compiled(r"時点|現在")
_OF_OTHERS = compiled(r"(?:時点|現在)の[^。]*を")  # what somebody counted on that day
_TITLE = compiled(
    r"計画|一覧|事業|報告|施策|予算|プラン|概要|方針|試行|について|実績|集$|取組|事例|対策|状況"
    r"|要綱|議事録|指針|構想|ビジョン|調査|アンケート|結果|[（(]案[）)]$"
)
_NO_TITLE = compiled(
    r"。|^[※・（(○＜<■□◆●]|^[0-9０-９]{1,2}[\s　．.]|【[^】]*[都道府県市区町村]】"
    r"|[0-9０-９][\s　]*[千百億万]*円[\s　）)】]*$"
)
_NO_WORDS = compiled(  # (1), 更新日：令和５年４月１日
    r"^[\s（(0-9０-９)）\-－.]*$|更新日?$"
    r"|^[\s　]*(?:更新日|掲載日|公開日|発表日|印刷|資料[\s　]*[0-9０-９]+$)"
)
_HASHES = compiled(r"^[\s　]*#{1,6}[\s　]+")
_TO_THE_END = compiled(r"[\s　]*(?:から|～|〜|より|－|―|-)")
_TITLE_LINES = 12
_LARGER = 1.15  # times the usual size of the first lines


def extract(document: Document, context: Context) -> Iterator[Row]:
    """The one row of a document: title, jurisdiction, fiscal years and day of issue."""
    title = _title(document)
    day = _as_of(document)
    years = _years(document, context, day)
    cells: dict[str, Value | None] = {
        "title": title,
        **owner_to_cells(jurisdiction_of(document)),
        "fiscal_years": Given(years) if years else None,
        "as_of": day,
    }
    source = title or EMPTY
    yield Row("documents", cells, source)


def _years(document: Document, context: Context, day: Cite | None) -> list[int]:
    """The years of the lists in the document, else of its period, title, or day of issue."""
    listed = {_year_of(row) for row in context.rows.get("programs", ()) if _is_total(row)}
    listed.discard(None)
    if listed:
        return sorted(year for year in listed if year is not None)
    year = edition_year(document)
    if year is None and day is not None:
        date = parse_date(day.text)
        if date.year and date.month:
            year = date.year - (date.month < 4)
    return [year] if year else _years_of_programs(context)


def _years_of_programs(context: Context) -> list[int]:
    """Of slides without a title: the years that their programs are of."""
    years = {_year_of(row) for row in context.rows.get("programs", ())}
    return sorted(year for year in years if year is not None)


def _year_of(row: Row) -> int | None:
    cell = row.cells.get("fiscal_year")
    return cell.value if isinstance(cell, Given) and isinstance(cell.value, int) else None


def _is_total(row: Row) -> bool:
    level = row.cells.get("level")
    return isinstance(level, Given) and level.value == "total"


def _title(document: Document) -> Cite | None:
    lines = [i for i in document.flow if isinstance(i, Line) and not i.margin][:_TITLE_LINES]
    for line in _large(lines):
        if 4 <= len(line.text.strip()) <= 50 and "。" not in line.text:
            return _without_marks(line)
    for line in lines:
        bare = line.text.strip()
        likely = 4 <= len(bare) <= 50 and _TITLE.search(bare) and not _NO_TITLE.search(bare)
        if likely and not states_a_particular(line):
            return _without_marks(line)
    lines = [line for line in lines if not _NO_WORDS.search(line.text)] or lines
    for line in running_heads(document):
        if 4 <= len(line.text.strip()) <= 50 and _TITLE.search(line.text):
            return line.cite()
    if lines:
        return _without_marks(lines[0]) if len(lines[0].text.strip()) <= 50 else None
    return next((_title_row(grid) for grid in document.grids), None)


def _large(lines: list[Line]) -> list[Line]:
    """The lines of the first page that are clearly larger than the text, largest first."""
    first = [line for line in lines if line.page == lines[0].page and line.size]
    usual = sorted(line.size or 0 for line in lines)[len(lines) // 2] if lines else 0
    large = [line for line in first if (line.size or 0) > _LARGER * usual]
    return sorted(large, key=lambda line: -(line.size or 0))


def _title_row(grid: Grid) -> Cite | None:
    """The first row of a table that holds nothing else: a list that begins with its title."""
    cites = grid.row_cites(0)
    return cites[0] if len(cites) == 1 else None


def _without_marks(line: Line) -> Cite:
    """A line without the # that Markdown puts before a heading."""
    marks = _HASHES.match(line.text)
    return line.cite(marks.end() if marks else 0)


def _as_of(document: Document) -> Cite | None:
    """The day of issue: a full date near the top, one that says 時点 or 現在 first."""
    found = []
    for item in document.flow[: _TITLE_LINES * 2]:
        if isinstance(item, Line) and (match := _DATE.search(item.text)):
            if _OF_OTHERS.match(item.text, match.end()):
                continue
            stands = bool(_AS_OF.match(item.text[match.end() :]))
            alone = len(item.text.strip()) - len(match.group()) <= 40
            period = "から" in item.text or _TO_THE_END.match(item.text[match.end() :])
            if (stands or alone) and not period and _is_day(match.group()):
                found.append((not stands, item.cite(*match.span())))
    return min(found, key=lambda f: f[0])[1] if found else None


def _is_day(text: str) -> bool:
    try:
        return parse_date(text).day is not None
    except NormalizationError:
        return False
