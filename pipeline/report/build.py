"""From the tables of an output and their sources to one HTML file."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.document.errors import UnreadableDocument
from pipeline.errors import OutputError
from pipeline.ids import id_to_place
from pipeline.load import arrow_table
from pipeline.package import keikaku_version
from pipeline.report.encode import table_to_json
from pipeline.report.lines import Mark, find_marks, flatten, keep_lines
from pipeline.report.sources import find_sources
from pipeline.report.words import Words, words_of
from pipeline.schemas import all_tables

if TYPE_CHECKING:
    import pyarrow as pa

LEDGER = "quantities"
VERDICTS = ("proved", "unchecked", "contradicted")
_CHARTED = ("programs", "budgets", "survey_percentages", "checks")
_MOST_FIGURES = 60

Tables = dict[str, "pa.Table"]
Block = tuple[str, object]


@dataclass(frozen=True, slots=True)
class Report:
    """A report that was written: the file, its size in bytes, and what is worth telling."""

    path: Path
    size: int
    notes: list[str]


def report(output: Path, target: Path, sources: Sequence[Path], language: str) -> Report:
    """Write the report of an output folder to target.

    sources: the files and folders that the output was extracted from; the report shows the rows
    of those that it finds there, unchanged. Raises OutputError for a folder without tables or a
    target that cannot be written, MissingInput for sources that are not there.
    """
    words = words_of(language)
    tables, stale = without_stale_changes(read_tables(output))
    found, problems = find_sources(sources, tables["documents"])
    notes = [words.say(key, file=name) for key, name in problems]
    notes += [words.say("stale_changes")] if stale else []
    page = tables_to_page(tables, found, words, notes)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(page, encoding="utf-8", newline="\n")
    except OSError as error:
        raise OutputError(f"{target} cannot be written: {error.strerror or error}") from error
    return Report(target, target.stat().st_size, notes)


def read_tables(output: Path) -> Tables:
    """Every table that the folder holds; documents must be one of them. Raises OutputError."""
    there = [n for n in all_tables() if n == "documents" or (output / f"{n}.parquet").is_file()]
    return {name: arrow_table(output, name) for name in there}


def without_stale_changes(tables: Tables) -> tuple[Tables, bool]:
    """The tables without changes that lead to rows which the output no longer holds, and whether
    there were any: the documents were extracted again after keikaku diff."""
    if "changes" not in tables:
        return tables, False
    rows = {i for n, t in tables.items() if n != "documents" for i in t["row_id"].to_pylist()}
    later = {i for i in tables["changes"]["row_id_to"].to_pylist() if i is not None}
    if later <= rows:
        return tables, False
    return {name: table for name, table in tables.items() if name != "changes"}, True


def tables_to_page(
    tables: Tables, sources: dict[str, bytes], words: Words, notes: list[str]
) -> str:
    """The HTML of a report; what could not be shown is added to notes."""
    from pipeline.report.page import to_page

    charts = list(_charts(tables, words, notes))
    blocks = [
        *_table_blocks(tables, words),
        *_line_blocks(tables, sources, notes),
        *_page_blocks(tables, sources, words, notes),
    ]
    names = {name: words.names.get(name, name) for name in tables}
    about = {
        "language": words.language,
        "words": words.phrases,
        "names": names,
        "counts": {name: _counts(table) for name, table in tables.items()},
        "notes": notes,
        "sourced": bool(sources),
    }
    return to_page(words, keikaku_version(), [("about", about), *blocks], charts)


def _counts(table: pa.Table) -> dict[str, int]:
    """Rows of a table, and how many of them are proved, unchecked and contradicted."""
    counts = {"rows": table.num_rows}
    if "verified" in table.column_names:
        found = Counter(table["verified"].to_pylist())
        counts |= {mark: found[mark] for mark in VERDICTS if found[mark]}
    return counts


def _table_blocks(tables: Tables, words: Words) -> Iterator[Block]:
    for name, table in tables.items():
        yield f"table-{name}", table_to_json(name, table, words.labels, words.language)


def _line_blocks(tables: Tables, sources: dict[str, bytes], notes: list[str]) -> Iterator[Block]:
    """For each text the lines that its rows were read from, and for each row the characters."""
    from pipeline.document.text import text_to_lines

    files = {}
    marks: dict[str, list[int]] = {}
    rows: dict[object, list[dict[str, object]]] = defaultdict(list)
    for row in _places(tables):
        if row["line"]:
            rows[row["source_file"]].append(row)
    for name, data in sources.items():
        if b"%PDF" in data[:1024]:
            continue
        try:
            lines = text_to_lines(data, name)
        except UnreadableDocument as error:
            notes.append(str(error))
            continue
        own = rows[name]
        found = {str(row["row_id"]): flatten(lines, _row_marks(lines, row)) for row in own}
        numbers = {n for numbers in found.values() for n in numbers[::3]}
        files[name] = keep_lines(lines, numbers | {_line(row) for row in own})
        marks |= found
    yield "lines", files
    yield "marks", marks


def _row_marks(lines: list[str], row: dict[str, object]) -> list[Mark]:
    _, start = id_to_place(str(row["row_id"])) or (0, 0)
    return find_marks(lines, _line(row), start, str(row["source_text"] or ""))


def _line(row: dict[str, object]) -> int:
    line = row["line"]
    return line if isinstance(line, int) else 0


def _places(tables: Tables) -> Iterator[dict[str, object]]:
    columns = ["row_id", "source_file", "page", "line", "source_text"]
    for name, table in tables.items():
        if name != "documents":
            yield from table.select(columns).to_pylist()


def _page_blocks(
    tables: Tables, sources: dict[str, bytes], words: Words, notes: list[str]
) -> Iterator[Block]:
    """A block for each page of a PDF that a row stands on, tables before the ledger."""
    from pipeline.report.pictures import draw_pages

    named = [t for n, t in tables.items() if n not in ("documents", LEDGER)]
    pages = dict.fromkeys(_pages([*named, *(tables[n] for n in tables if n == LEDGER)]))
    pictures, left = draw_pages(sources, pages)
    if left:
        notes.append(words.say("pictures_left", count=left))
    places: dict[str, dict[int, str]] = {}
    for number, picture in enumerate(pictures):
        identity = f"page-{number}"
        places.setdefault(picture.source_file, {})[picture.page] = identity
        yield identity, [round(picture.width, 1), round(picture.height, 1), picture.uri]
    yield "pages", places


def _pages(tables: Iterable[pa.Table]) -> Iterator[tuple[str, int]]:
    for table in tables:
        names, pages = table["source_file"].to_pylist(), table["page"].to_pylist()
        yield from sorted({(n, p) for n, p in zip(names, pages, strict=True) if p})


def _charts(tables: Tables, words: Words, notes: list[str]) -> Iterator[str]:
    from pipeline.report.charts import can_draw, draw
    from pipeline.report.figures import rows_to_figures
    from pipeline.report.page import to_figure, to_heading, to_note

    if not can_draw():
        notes.append(words.say("no_charts"))
        yield to_note(words.say("no_charts"))
        return
    rows = {name: tables[name].to_pylist() for name in _CHARTED if name in tables}
    part = ""
    figures = list(rows_to_figures(rows, words))
    for figure in figures[:_MOST_FIGURES]:
        if figure.part != part:
            part = figure.part
            yield to_heading(words.say(part))
        yield to_figure(figure.caption, draw(figure.spec, figure.caption))
    if len(figures) > _MOST_FIGURES:
        yield to_note(words.say("more_figures", count=len(figures) - _MOST_FIGURES))
