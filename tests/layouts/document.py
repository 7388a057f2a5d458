"""A seed to a PDF and the tables that it states."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from tests.layouts import words
from tests.layouts.contents import random_columns, random_table
from tests.layouts.flow import Flow
from tests.layouts.ink import Sheet
from tests.layouts.measured import Measured, measure_table
from tests.layouts.producers import sheets_to_pdf
from tests.layouts.style import Style, random_style
from tests.layouts.table import Column, Table
from tests.layouts.traits import Traits, random_traits
from tests.layouts.truth import Truth, table_to_truth

_GAP = 24.0  # points between two tables side by side


@dataclass(frozen=True, slots=True)
class Layout:
    """A typeset document and what it states."""

    seed: int
    traits: Traits
    pdf: bytes
    truth: list[Truth]


def seed_to_layout(seed: int, wanted: dict[str, str] | None = None, plain: bool = False) -> Layout:
    """The same seed and wishes give the same document (with the same libraries and fonts)."""
    traits, sheets, tables = seed_to_sheets(seed, wanted, plain)
    pdf = sheets_to_pdf(sheets, traits.producer, traits.font, traits.turn)
    return Layout(seed, traits, pdf, [table_to_truth(table, traits) for table in tables])


def seed_to_sheets(
    seed: int, wanted: dict[str, str] | None = None, plain: bool = False
) -> tuple[Traits, list[Sheet], list[Table]]:
    """The pages of a document before they are typeset, its traits and tables."""
    traits = random_traits(Random(f"{seed} traits"), wanted or {}, plain)
    random = Random(f"{seed} document")
    style = random_style(random, traits)
    flow = Flow(random, traits, style)
    flow.line(f"第{random.randint(1, 9)}章　{words.division(random)}", style.text_size + 2)
    for _ in range(random.randint(1, 2)):
        flow.prose(random.randint(60, 160))
    tables = _place_tables(random, traits, style, flow)
    if traits.matter == "full":
        flow.foot_note("（注）" + words.sentence(random))
    flow.skip(style.text_size)
    flow.prose(random.randint(60, 200))
    return traits, flow.sheets, tables


def _place_tables(random: Random, traits: Traits, style: Style, flow: Flow) -> list[Table]:
    if traits.halves == "side by side":
        return _side_by_side(random, traits, style, flow)
    count = 2 if traits.halves == "stacked" else 1
    tables = []
    for left in range(count, 0, -1):
        room = flow.room / left - 5 * style.text_size
        measured = _fitting(random, traits, style, flow.frame.width, room)
        if traits.breaks == "none" and _height(measured) > room:
            flow.new_page()
        _captions(flow, measured.table, style)
        x = flow.frame.x0 + random.choice((0, 0, 0.5)) * (flow.frame.width - measured.width)
        flow.y = flow.table(measured, x) + 0.6 * style.text_size
        flow.notes(measured.table.notes)
        flow.skip(style.text_size)
        tables.append(measured.table)
    return tables


def _side_by_side(random: Random, traits: Traits, style: Style, flow: Flow) -> list[Table]:
    """Two tables of the same columns beside each other."""
    width = (flow.frame.width - _GAP) / 2
    left = _fitting(random, traits, style, width, flow.room - 5 * style.text_size)
    right = None
    for rows in range(left.table.row_count, 0, -1):
        table = random_table(random, traits, left.table.columns, rows)
        right = measure_table(random, table, traits, style, width)
        if right and _height(right) < flow.room - 5 * style.text_size:
            break
    if right is None:
        raise AssertionError("the columns of the left table fit on the right as well")
    _captions(flow, left.table, style)
    bottoms = [
        flow.table(left, flow.frame.x0),
        flow.table(right, flow.frame.x0 + width + _GAP),
    ]
    flow.y = max(bottoms) + 0.6 * style.text_size
    flow.notes(left.table.notes)
    return [left.table, right.table]


def _captions(flow: Flow, table: Table, style: Style) -> None:
    flow.skip(style.text_size)
    if table.caption:
        flow.line(table.caption, style.text_size, advance=not table.unit)
    if table.unit:
        flow.line(table.unit, style.size, right=True)
    flow.skip(2)


def _fitting(random: Random, traits: Traits, style: Style, width: float, room: float) -> Measured:
    """A table that fits into the width, and in height as the trait breaks asks for."""
    breaking = traits.breaks != "none"
    rows = random.randint(5, 16) if not breaking else random.randint(16, 30)
    columns = _columns(random, traits, style, width)
    for _ in range(20):
        state = random.getstate()
        table = random_table(random, traits, columns, rows)
        measured = measure_table(random, table, traits, style, width)
        if measured is None:
            columns = columns[:-1] if len(columns) > 3 else _columns(random, traits, style, width)
            continue
        height = _height(measured)
        if breaking and height < room * 1.15:
            rows = rows * 3 // 2
        elif not breaking and height > room and rows > 2:
            rows = max(rows * 3 // 4, 2) if rows > 3 else 2
        else:
            return measured
        random.setstate(state)
    raise AssertionError(f"no table fits: {traits.describe()}")


def _columns(random: Random, traits: Traits, style: Style, width: float) -> list[Column]:
    most = int(width / (5.5 * style.size))
    return random_columns(random, traits, max(3, min(most, 11)))


def _height(measured: Measured) -> float:
    return sum(measured.head_heights) + sum(measured.heights)
