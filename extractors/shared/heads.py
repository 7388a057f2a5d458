"""The columns of a grid: which rows are heads, and what each column holds."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from extractors.shared.columns import Columns
from extractors.shared.continued import before_of
from extractors.shared.edition import caption_year, edition_year, is_plan, near_year
from extractors.shared.legends import legend_of, legend_of_document, without_legend
from extractors.shared.marks import signs_of_document
from extractors.shared.named_units import settle_named_units
from extractors.shared.outline import outline_of
from extractors.shared.refine import refine_heads
from extractors.shared.share_years import carry_years
from normalizers.era import year_in
from normalizers.head import Head, read_heads, read_nested
from normalizers.patterns import compiled
from normalizers.printed_years import ERA, LETTER, NUMBER
from normalizers.unit import find_money, is_money, unit_of
from pipeline.document.model import Cite, Document, Grid, Line, once

_NUMERIC = re.compile(r"^[△▲－―‐\-+＋\s]*[0-9０-９][0-9０-９，,．.\s]*[％%円千]*$|^[－―‐-]$")
_ASIDE = compiled(
    r"(?<=[0-9０-９人名床])\s*[（(](?:うち|内)?[\s　]*(?:[0-9０-９,，]+|[－―‐\-])[人名床]?[)）]\s*$"
)
_UNIT_CAPTION = compiled(
    r"単位\s*[:：；;]?\s*[^\s)）]|[（(]\s*(?:千円|百万円|億円|円|％|%)(?:[、・,／/]\s*[％%人件])?\s*[)）]"
)
_UNIT_ALONE = compiled(r"^[\s　]*[（(［\[]\s*(?:千|百万|億|万)?円\s*[)）］\]][\s　]*$")
_UNIT_NOTE = compiled(r"[（(［\[]?\s*単位\s*[:：／/]?\s*[^\s)）］\]]{1,8}\s*(?:[)）］\]]|$)")
# 金額の単位は千円である; 金額は百万円単位で表示; 金額の単位は千円。; not 金額は千円未満を四捨五入
_UNIT_SENTENCE = compiled(
    r"金額[^。0-9０-９]{0,16}?(?P<unit>[百千万億]{0,2}円)(?:(?:単位)?(?:で|と|により|による)"
    r"(?:ある|す|し|表|記|示)"
    r"|(?:単位|(?<=単位[はが、\s　]{1,2}[百千万億]{0,2}円))[\s　]*(?:[。、，）)]|$))"
)
_YEAR_ALONE = compiled(  # ２１年度, H23実績, 平成25年度見込
    r"^[\s　]*(?:[0-9０-９]{1,2}[\s　]*年度"
    rf"|(?:{ERA}|{LETTER})?[\s　]*{NUMBER}[\s　]*(?:年度)?[\s　]*"
    r"(?P<kind>実績|見込み?|予定|計画))[\s　]*$"
)
_KINDS = {
    "実績": "settled",
    "見込": "expected",
    "見込み": "expected",
    "予定": "expected",
    "計画": "plan",
}
_PARTS = ("annex", "chapter", "plain")  # headings that close what stands above them
_ABOVE = 4  # flow items above a grid that may carry its caption


def columns_of(document: Document, grid: Grid) -> Columns:
    """The columns of a grid, read once a document. A table without heads of its own has those of
    the table that it goes on, which may go on another one."""
    made = document.memo.setdefault("columns", {})
    assert isinstance(made, dict)
    waiting: list[Columns] = []
    above: Grid | None = grid
    while above is not None and id(above) not in made:
        waiting.append(_read(document, above))
        above = _before(document, waiting[-1])
    known = made[id(above)] if above is not None else None
    for columns in reversed(waiting):
        if known is not None and known.known > 1:
            columns = replace(known, grid=columns.grid, first=0)
        made[id(columns.grid)] = known = columns
    columns = made[id(grid)]
    assert isinstance(columns, Columns)
    return columns


def _before(document: Document, columns: Columns) -> Grid | None:
    """The table that one without heads of its own goes on; None for any other."""
    texts = zip(columns.texts, columns.heads, strict=True)
    told = any(len(text) > 1 and heads and heads[0].fit > 1 for text, heads in texts)
    if told or not document.lines or document.lines[0].page is None:
        return None
    places, _ = _places_and_parts(document)
    return before_of(document, places[id(columns.grid)])


def is_numeric(text: str) -> bool:
    return bool(_NUMERIC.match(text.strip()))


def without_aside(cite: Cite) -> Cite:
    """A number without the one in brackets behind or below it, a part of it: 4人 (2人)."""
    found = _ASIDE.search(cite.text)
    return cite.part(0, found.start()) if found else cite


def _read(document: Document, grid: Grid) -> Columns:
    first = grid.head_rows if grid.head_rows is not None else _count_head_rows(grid)
    parts = [_head_parts(grid, column, first) for column in range(grid.column_count)]
    cites = [Cite.join(p) for p in parts]
    texts = [c.text for c in cites]
    bare = [[without_legend(c.text) for c in p] for p in parts]
    caption = [*_titles(grid, first), *_caption(document, grid)]
    year = near_year(document)
    heads = [
        tuple(_complete_year(h, text, year) for h in read_nested(p))
        for p, text in zip(bare, texts, strict=True)
    ]
    if sum(bool(_YEAR_ALONE.match(t)) for t in texts) > 1:
        heads = _with_years_alone(document, heads, texts, year)
    columns = Columns(grid, first, heads, texts, cites, caption=caption)
    refine_heads(columns, caption_year(caption, document) or edition_year(document))
    for column, carried in enumerate(carry_years(columns)):
        columns.settle(column, carried)
    settle_named_units(columns)
    columns.legend = legend_of([*cites, *caption])
    if not columns.legend and columns.find("funding") and columns.find("name"):
        columns.legend = legend_of_document(document, grid)
    columns.signs = signs_of_document(document)
    columns.noted = _table_unit(columns) or _noted_before(document, columns)
    columns.unit = columns.noted or document_unit(document)
    return columns


def _noted_before(document: Document, columns: Columns) -> str | None:
    """The unit of the table above with the same heads: a table that goes on over pages states
    its unit once."""
    made = document.memo.get("columns")
    assert isinstance(made, dict)
    for before in reversed(list(made.values())):
        if before.texts == columns.texts and any(columns.texts):
            return before.noted
    return None


@once
def document_unit(document: Document) -> str | None:
    """The unit of money in which all captions and sentences (金額の単位は千円である) agree,
    where a table has none above: flattened pages print （単位：千円） behind their tables."""
    money = [x.text for x in document.lines if "円" in x.text]
    lines = [text for text in money if "単位" in text or "金額" in text]
    found = {find_money(m.string[m.start() :]) for t in lines if (m := _UNIT_NOTE.search(t))}
    found |= {m["unit"] for t in lines if (m := _UNIT_SENTENCE.search(t))}
    found |= {find_money(t) for t in money if _UNIT_ALONE.match(t)}
    found = set(filter(is_money, found))
    return found.pop() if len(found) == 1 else None


def _head_parts(grid: Grid, column: int, first: int) -> list[Cite]:
    """The head cells of a column from top to bottom, a merged one once."""
    parts, seen = [], set()
    for row in range(first):
        cell = grid.cell(row, column)
        if cell is not None and cell.cite and id(cell) not in seen:
            seen.add(id(cell))
            parts.append(cell.cite)
    return parts


def _count_head_rows(grid: Grid) -> int:
    """Leading rows without numbers of which the vocabulary knows at least half the cells.

    Rows above them with one cell (a title, a unit) and a row of units below them belong to them.
    """
    count = 0
    for row in range(min(grid.row_count, 6)):
        texts = [cite.text for cite in grid.row_cites(row)]
        if not texts:
            if count:
                break
            continue
        if len(texts) == 1 and not count and grid.column_count > 2:
            continue
        if not _is_head_row(texts, inner=bool(count)):
            break
        count = row + 1
    return count


def _is_head_row(texts: list[str], inner: bool) -> bool:
    if any(is_numeric(t) for t in texts):
        return False
    units = sum(unit_of(t) is not None for t in texts)
    if inner and units == len(texts):
        return True
    heads = [read_heads(without_legend(t)) for t in texts]
    known = sum(any(h.fit > 1 for h in found) for found in heads)
    exact = [h.role for found in heads for h in found[:1] if h.is_exact]
    if "name" in exact and "amount" in exact:
        return True
    if inner and not exact:  # names of hospitals end as heads do (病院): data
        return False
    return known * 2 >= len(texts) and len(texts) > 1


def _titles(grid: Grid, first: int) -> list[Cite]:
    """The titles and units in rows of one cell above the heads, nearest first."""
    rows = [grid.row_cites(row) for row in range(first)]
    return [row[0] for row in reversed(rows) if len(row) == 1 and len(rows) > 1]


def _caption(document: Document, grid: Grid) -> list[Cite]:
    """The lines above a grid, nearest first, up to the next grid or the title of the part."""
    places, parts = _places_and_parts(document)
    at = places[id(grid)]
    lines = []
    for index in range(at - 1, max(-1, at - 1 - _ABOVE), -1):
        item = document.flow[index]
        if not isinstance(item, Line):
            break
        lines.append(item.cite())
        if index in parts:
            break
    return lines


@once
def _places_and_parts(document: Document) -> tuple[dict[int, int], frozenset[int]]:
    """Where the grids stand in the flow, and where headings of parts do."""
    places = {id(item): at for at, item in enumerate(document.flow) if isinstance(item, Grid)}
    return places, frozenset(h.at for h in outline_of(document).headings if h.kind in _PARTS)


def _complete_year(head: Head, text: str, near: int | None) -> Head:
    """22年度 without an era is read in the era of the document."""
    if head.fiscal_year or near is None:
        return head
    year = year_in(text, near)
    return replace(head, fiscal_year=year) if year else head


def _with_years_alone(
    document: Document, heads: list[tuple[Head, ...]], texts: list[str], near: int | None
) -> list[tuple[Head, ...]]:
    """The meanings of columns with years that follow one another, without an era or with what they
    are of (21年度 22年度, H23実績 H24見込): amounts of these years, planned ones in a plan."""
    told = {c: m for c, t in enumerate(texts) if not heads[c] and (m := _YEAR_ALONE.match(t))}
    years = {c: year_in(texts[c], near) for c in told}
    if len(years) < 2 or any(a is None or b != a + 1 for a, b in pairwise(years.values())):
        return heads
    usual = "plan" if is_plan(document) else None
    made = list(heads)
    for column, match in told.items():
        measure = _KINDS.get(match["kind"] or "", usual)
        made[column] = (Head("amount", texts[column], measure, "total", years[column], fit=2),)
    return made


def _table_unit(columns: Columns) -> str | None:
    """The unit of the table: its caption's, or the one that all its money heads agree in."""
    for cite in columns.caption:
        match = _UNIT_CAPTION.search(cite.text)
        unit = find_money(cite.text[match.start() :]) if match else None
        if is_money(unit):
            return unit
    stated = {h.unit for heads in columns.heads for h in heads[:1] if is_money(h.unit)}
    return stated.pop() if len(stated) == 1 else None


def table_measure(columns: Columns) -> str:
    """What a table's shares are amounts of: what its total is."""
    for _, head in columns.amounts():
        if head.source == "total" and head.measure:
            return head.measure
    return "budget"
