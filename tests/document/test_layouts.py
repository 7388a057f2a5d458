"""The PDF reader on tables in random layouts, and the generator and the score themselves.

bench/layouts.py measures more of them; the floors here only notice a fall.
"""

from __future__ import annotations

import re
from importlib.util import find_spec
from random import Random

import pytest

from pipeline.document.model import Cell, Cite, Document, Grid
from pipeline.document.pdf import read_pdf
from tests.layouts.contents import random_columns, random_table
from tests.layouts.document import seed_to_layout
from tests.layouts.fonts import font_files
from tests.layouts.score import Score, score_document
from tests.layouts.table import Table
from tests.layouts.traits import VALUES, Traits, parse_trait, random_traits
from tests.layouts.truth import Truth, table_to_truth

MIXED = 0.38  # cell F1 of the mixed sample; raise it when the reader gets better
ALONE = 0.98  # cell F1 of a fully ruled table with one trait that is not plain


def score_of(seed: int, wanted: dict[str, str] | None = None, plain: bool = False) -> Score:
    layout = seed_to_layout(seed, wanted, plain)
    return score_document(read_pdf(layout.pdf, f"{seed}.pdf"), layout.truth)[0]


# ---- the reader


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("content", "percents"),
        ("strokes", "boxes"),
        ("edges", "open"),
        ("heads", "3"),
        ("vertical", "two lines"),
        ("vertical", "font"),
        ("spans", "rows"),
        ("breaks", "head repeated"),
        ("breaks", "row cut"),
        ("halves", "side by side"),
        ("turn", "rotate 90"),
        ("marks", "raised"),
        ("spacing", "blanks"),
        ("bold", "shadow"),
        ("signs", "diagonal"),
    ],
)
def test_ruled_tables_are_read_whole(name: str, value: str) -> None:
    assert score_of(7, {"rules": "full", name: value}, plain=True).f1 >= ALONE


@pytest.mark.skipif(
    find_spec("fpdf") is None or not font_files(), reason="fpdf2 or a font to embed is missing"
)
def test_another_producer_is_read_as_well() -> None:
    layout = seed_to_layout(3, {"producer": "fpdf2"}, plain=True)
    document = read_pdf(layout.pdf, "fpdf2.pdf")
    assert "fpdf2" in document.metadata["Producer"]
    assert score_document(document, layout.truth)[0].f1 >= ALONE


def test_mixed_layouts_are_read_well_enough() -> None:
    scores = [score_of(seed) for seed in range(24, 36)]
    assert sum(scores, Score()).f1 >= MIXED


def test_prose_around_a_table_is_in_no_cell() -> None:
    layout = seed_to_layout(5, {}, plain=True)
    document = read_pdf(layout.pdf, "prose.pdf")
    cells = "".join(cell.text for grid in document.grids for cell in grid.cells)
    outside = [item.text for item in document.flow if not isinstance(item, Grid)]
    assert any(text.endswith("。") for text in outside)
    assert "。" not in cells


# ---- the generator


def table_of(seed: int, **chosen: str) -> Table:
    random = Random(seed)
    traits = Traits(**chosen)
    return random_table(random, traits, random_columns(random, traits, 9), 12)


def test_the_same_seed_gives_the_same_document() -> None:
    first, second = seed_to_layout(4), seed_to_layout(4)
    assert first.traits == second.traits
    assert first.truth == second.truth
    assert (first.pdf == second.pdf) or first.traits.producer != "reportlab"
    assert seed_to_layout(5).truth != first.truth


def test_marks_stand_where_the_text_of_a_cut_row_ends() -> None:
    layout = seed_to_layout(3166)  # a page ends within a row whose amount has a mark
    document = read_pdf(layout.pdf, "marks.pdf")
    cells = [text for truth in layout.truth for row in truth.rows for text in row]
    notes = sum(line.text.startswith("※") for line in document.lines)
    printed = sum(line.text.count("※") for line in document.lines) - notes
    assert printed == sum(text.count("※") for text in cells)


@pytest.mark.parametrize("seed", range(6))
def test_totals_are_the_sums_of_their_parts(seed: int) -> None:
    table = table_of(seed, sums="subtotals", heads="2", signs="triangle and nil")
    total = next(i for i, c in enumerate(table.columns) if c.role == "total")
    parts = [i for i, c in enumerate(table.columns) if c.role == "part"]
    rows = table_to_truth(table, Traits()).rows
    amounts = [[amount(row[i]) for i in (total, *parts)] for row in rows]
    assert all(first == sum(rest) for first, *rest in amounts)
    inner = sum(row[0] for row, cells in zip(amounts, rows, strict=True) if "計" not in cells[0])
    assert amounts[-1][0] == inner


def amount(text: str) -> int:
    digits = re.sub(r"[,△▲－―-]", "", text)
    return (-1 if text[:1] in "△▲" else 1) * int(digits or 0)


def test_merged_values_are_carried_down() -> None:
    truth = table_to_truth(table_of(1, spans="both"), Traits(spans="both"))
    sections = [row for row in truth.rows if len(set(row)) == 1]
    assert sections
    assert all(row[0] for row in truth.rows)
    assert not truth.loose
    assert table_to_truth(table_of(1, spans="both"), Traits(spans="both", rules="none")).loose


def test_heads_are_flattened() -> None:
    table = table_of(2, heads="3")
    deep = [c.heads for c in table.columns if len(c.heads) == 3]
    assert deep
    assert table_to_truth(table, Traits()).heads == ["".join(c.heads) for c in table.columns]
    covered = sum(cell.rows * cell.columns for cell in table.heads)
    assert covered == 3 * len(table.columns)


@pytest.mark.parametrize("name", VALUES)
def test_wanted_traits_are_kept(name: str) -> None:
    for value in VALUES[name][1:]:
        if name in ("producer", "font"):  # as far as the machine has them
            continue
        kept = [getattr(random_traits(Random(s), {name: value}), name) for s in range(20)]
        assert kept == [value] * 20


@pytest.mark.parametrize("text", ["rules=wavy", "colour", "=full"])
def test_unknown_traits_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is no trait"):
        parse_trait(text)


# ---- the score


def document_of(*tables: list[list[str]], head_rows: int | None = 1) -> Document:
    grids = [
        Grid(
            page=1,
            cells=[Cell(r, c, Cite(t)) for r, row in enumerate(rows) for c, t in enumerate(row)],
            row_count=len(rows),
            column_count=len(rows[0]),
            origin="rules",
            head_rows=head_rows,
        )
        for rows in tables
    ]
    return Document("a.pdf", "", "application/pdf", [], list(grids))


TRUTH = Truth(["事業名", "予算額"], [["甲事業", "1,000"], ["乙事業", "2,000"], ["丙事業", "－"]])
RIGHT = [["事業名", "予算額"], ["甲事業", "1,000"], ["乙事業", "2,000"], ["丙事業", "－"]]


@pytest.mark.parametrize(
    ("rows", "f1", "text_f1"),
    [
        (RIGHT, 1.0, 1.0),
        ([["事 業 名", "予算額"], ["甲事業", "１，０００"], *RIGHT[2:]], 1.0, 1.0),  # widths
        ([["事業名", "決算額"], *RIGHT[1:]], 0.5, 1.0),  # a wrong head costs its column
        ([RIGHT[0], *RIGHT[2:]], 0.8, 0.8),  # a row lost
        ([RIGHT[0], ["甲事業", "1,000"], ["乙事業", ""], ["丙事業", "2,000"]], 0.727, 0.727),
        ([["", *row] for row in RIGHT], 1.0, 1.0),  # an empty column does no harm
        ([RIGHT[0], *[[b, a] for a, b in RIGHT[1:]]], 0.0, 0.5),  # cells under the wrong heads
        ([["序文", "本文"], ["もの", "こと"]], 0.0, 0.0),
    ],
)
def test_cells_count_at_their_row_and_column(
    rows: list[list[str]], f1: float, text_f1: float
) -> None:
    score, _ = score_document(document_of(rows), [TRUTH])
    assert score.f1 == pytest.approx(f1, abs=0.001)
    assert score.text_f1 == pytest.approx(text_f1, abs=0.001)


def test_cells_of_further_grids_count_against_the_reader() -> None:
    score, matches = score_document(document_of(RIGHT, [["まえがき", "文"]]), [TRUTH])
    assert (score.right, score.true, score.read) == (6, 6, 8)
    assert "1 spare grids" in matches[0].faults[-1]


def test_head_rows_are_judged() -> None:
    for told, state in ((1, "right"), (2, "wrong"), (None, "unknown")):
        score, _ = score_document(document_of(RIGHT, head_rows=told), [TRUTH])
        assert dict(score.heads) == {state: 1}


def test_loose_merged_cells_are_asked_for_once() -> None:
    truth = Truth(["区分", "事業名"], [["医療", "甲"], ["医療", "乙"]], [[(0, 0), (1, 0)]])
    head = ["区分", "事業名"]
    for second in ("", "医療"):
        rows = [head, ["医療", "甲"], [second, "乙"]]
        assert score_document(document_of(rows), [truth])[0].f1 == 1.0
    lost = [head, ["", "甲"], ["", "乙"]]
    assert score_document(document_of(lost), [truth])[0].f1 == pytest.approx(0.8)


def test_a_document_that_could_not_be_read_scores_nothing() -> None:
    score, _ = score_document(None, [TRUTH])
    assert (score.f1, score.true) == (0.0, 6)
