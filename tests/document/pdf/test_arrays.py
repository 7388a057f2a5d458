"""What the stages do in arrays is what a plain loop over characters and shapes does."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.document.model import Box
from pipeline.document.pdf.drawn.lattice import Lattice
from pipeline.document.pdf.drawn.overflow import gather_overflow
from pipeline.document.pdf.model.glyphs import Chars, columns_of, count_gaps, text_at
from pipeline.document.pdf.model.ink import Char, Ink
from pipeline.document.pdf.model.settings import DEFAULT
from pipeline.document.pdf.sources.pdfium_boxes import Shapes, Styles, add_shapes
from pipeline.document.pdf.sources.shapes import Canvas
from pipeline.document.pdf.text.characters import drawn_to_seen
from pipeline.document.pdf.text.runs import places_to_runs

# Places on a coarse grid with a little play: neighbours, doubles and strangers all come up.
_PLAY = st.sampled_from([0.0, 0.3, 1.4, 1.6, 4.0])
_COLOURS = [(0.0, 0.0, 0.0), (0.5, 0.5, 0.5), (1.0, 1.0, 1.0)]


@st.composite
def characters(draw: st.DrawFn, turns: tuple[int, ...] = (0,)) -> list[Char]:
    found = []
    for _ in range(draw(st.integers(0, 14))):
        size = draw(st.sampled_from([6.0, 10.0, 16.0, 30.0]))
        x = 10.0 * draw(st.integers(0, 4)) + draw(_PLAY)
        top = 10.0 * draw(st.integers(0, 3)) + draw(_PLAY)
        text, turn = draw(st.sampled_from("円年1 　")), draw(st.sampled_from(turns))
        found.append(Char(text, x, top, x + size, top + size, size, turn, draw(st.booleans())))
    return found


@settings(deadline=None)
@given(characters((0, 90, 180, 270)))
def test_columns_give_the_characters_back(chars: list[Char]) -> None:
    lazy = Chars(columns_of(chars))
    assert [lazy[place] for place in range(len(chars))] == chars
    assert list(lazy) == chars == Chars(columns_of(chars)).all()
    order = list(range(len(chars)))[::-1]
    assert list(Chars(columns_of(chars)).take(order)) == chars[::-1]
    assert text_at(chars, order) == "".join(char.text for char in chars[::-1])


def test_a_glyph_of_several_characters_stays_whole() -> None:
    chars = [Char("株式", 0, 0, 10, 10, 10), Char("会", 10, 0, 20, 10, 10)]
    assert list(drawn_to_seen(chars, DEFAULT)) == chars
    assert text_at(chars, [0, 1]) == "株式会"
    assert places_to_runs(chars, [[0, 1]], DEFAULT)[0][0].text == "株式会"


def _seen_one_by_one(chars: list[Char]) -> list[Char]:
    seen: list[Char] = []
    for char in chars:
        near = max(DEFAULT.double * char.size, 0.05)
        if char.text.isspace() or not any(
            other.text == char.text
            and abs(other.x0 - char.x0) <= near
            and abs(other.top - char.top) <= near
            and abs(other.size - char.size) <= 0.1 * char.size
            for other in seen
        ):
            seen.append(char)
    return seen


@settings(max_examples=200, deadline=None)
@given(characters())
def test_what_is_drawn_twice_stands_once(chars: list[Char]) -> None:
    assert list(drawn_to_seen(chars, DEFAULT)) == _seen_one_by_one(chars)


def test_a_double_across_the_edge_of_a_square_is_seen() -> None:
    for shift in np.linspace(0, 12, 60).tolist():
        first = Char("医", shift, shift, shift + 10, shift + 10, 10)
        second = first._replace(x0=first.x0 + 1.2, top=first.top + 1.2)
        assert list(drawn_to_seen([first, second], DEFAULT)) == [first]
        apart = first._replace(x0=first.x0 + 1.7)
        assert list(drawn_to_seen([first, apart], DEFAULT)) == [first, apart]


def _step(last: Char, char: Char) -> str:
    size = max(last.size, char.size)
    low, high = -0.5 * size, DEFAULT.run_gap * size
    if last.turn != char.turn:
        return ""
    aside = abs(last.x0 + last.x1 - char.x0 - char.x1) / 2
    if char.turn in (0, 180):
        left, right = (last, char) if char.turn == 0 else (char, last)
        if abs(last.bottom - char.bottom) <= DEFAULT.baseline * size:
            return "right" if low <= right.x0 - left.x1 <= high else ""
        below = low <= char.top - last.bottom <= 0.3 * size and aside <= 0.15 * size
        return "down" if char.turn == 0 and below else ""
    gap = char.top - last.bottom if char.turn == 90 else last.top - char.bottom
    return "down" if aside <= DEFAULT.baseline * size and low <= gap <= high else ""


def _runs_one_by_one(chars: list[Char]) -> Iterator[tuple[list[Char], bool]]:
    current: list[Char] = []
    vertical = False
    for char in [*chars, None]:
        step = _step(current[-1], char) if current and char else ""
        if char and vertical and len(current) > 1 and step == "right" and not char.turn:
            above, last = current[-2:]
            if char.x0 - last.x1 < last.top - above.bottom:  # last is the first of a line
                if kept := _without_blanks(current[:-1]):
                    yield kept, len(current) > 2
                current, vertical = [last], False
        if char and step and (len(current) == 1 or vertical == (step == "down")):
            vertical = step == "down"
            current.append(char)
            continue
        if kept := _without_blanks(current):
            yield kept, vertical
        if char:
            current, vertical = [char], char.turn in (90, 270)


def _without_blanks(chars: list[Char]) -> list[Char]:
    kept = [place for place, own in enumerate(chars) if not own.text.isspace()]
    return chars[kept[0] : kept[-1] + 1] if kept else []


@settings(max_examples=300, deadline=None)
@given(characters((0, 0, 0, 90, 180, 270)), st.integers(0, 14))
def test_runs_of_a_page_are_those_of_each_group(chars: list[Char], cut: int) -> None:
    places = list(range(len(chars)))
    groups = [places[cut:], [], places[:cut]]
    for group, runs in zip(groups, places_to_runs(chars, groups, DEFAULT), strict=True):
        expected = list(_runs_one_by_one([chars[place] for place in group]))
        assert [(run.chars, run.vertical) for run in runs] == expected
        for run in runs:
            assert run.text == "".join(char.text for char in run.chars)
            assert run.edges == tuple(char.x0 for char in run.chars)
            assert (run.x0, run.x1) == (min(run.edges), max(char.x1 for char in run.chars))
            assert (run.size, run.bold) == (max(run.sizes), all(c.bold for c in run.chars))


def test_a_run_that_turns_begins_anew() -> None:
    places = [(0, 0), (10, 0), (10, 10), (20, 10), (20, 20), (20, 30), (30, 30)]
    chars = [Char("字", x, top, x + 10, top + 10, 10) for x, top in places]
    (runs,) = places_to_runs(chars, [range(len(chars))], DEFAULT)
    assert [(run.chars, run.vertical) for run in runs] == list(_runs_one_by_one(chars))
    assert [len(run) for run in runs] == [2, 2, 2, 1]


@pytest.mark.parametrize(
    ("pitch", "gap", "texts"),
    [
        (12, 0, ["補助", "金", "自治会"]),  # lines of a cell, the last of a name one character
        (10, 1, ["補助", "金自", "治会"]),  # upright: closer to the one above
        (10, 0, ["補助", "金自", "治会"]),
    ],
)
def test_a_character_below_another_begins_the_line_that_is_closer(
    pitch: float, gap: float, texts: list[str]
) -> None:
    places = [(30, -pitch), (40, -pitch), (0, 0), (0, pitch), (10 + gap, pitch), (20 + gap, pitch)]
    chars = [
        Char(text, x, top, x + 10, top + 10, 10)
        for text, (x, top) in zip("補助金自治会", places, strict=True)
    ]
    (runs,) = places_to_runs(chars, [range(len(chars))], DEFAULT)
    assert [run.text for run in runs] == texts


_BOXES = st.tuples(*[st.sampled_from([-5.0, 0.0, 3.0, 50.0, 52.0, 90.0, 130.0])] * 4)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.tuples(_BOXES, st.sampled_from(["line", "rectangle"]), st.booleans(), st.booleans(),
                  st.sampled_from(_COLOURS), st.sampled_from(_COLOURS)),
        min_size=1, max_size=6,
    )
)  # fmt: skip
def test_shapes_in_arrays_are_those_of_the_canvas(shapes: list[tuple]) -> None:
    shapes = [shape for shape in shapes if shape[2] or shape[3]]  # others are not drawn
    one, many = Ink(1, 100.0, 100.0), Ink(1, 100.0, 100.0)
    canvas = Canvas(one, DEFAULT)
    boxes = []
    for (ax, ay, bx, by), kind, filled, stroked, fill, stroke in shapes:
        boxes.append(Box(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)))
        if kind == "line":
            canvas.add_line(boxes[-1], stroke, stroked)
        else:
            canvas.add_rectangle(boxes[-1], stroke, fill, stroked, filled)
    kinds = np.array([shape[1] == "line" for shape in shapes], bool)
    none = np.zeros(len(shapes), bool)
    filled, stroked = (np.array([shape[at] for shape in shapes], bool) for at in (2, 3))
    fills, strokes = (np.array([shape[at] for shape in shapes]).reshape(-1, 3) for at in (4, 5))
    told = Shapes(np.array(boxes).reshape(-1, 4).T, kinds, ~kinds, none, none)
    found = add_shapes(Canvas(many, DEFAULT), told, Styles(filled, stroked, fills, strokes))
    for side in ("horizontal", "vertical", "pale_horizontal", "pale_vertical"):
        assert sorted(getattr(many, side)) == sorted(getattr(one, side))
    assert [fill for _, fill in found] == one.fills


@pytest.mark.parametrize(("x", "moved"), [(37.0, True), (40.0, False)])
def test_a_string_across_a_rule_goes_to_the_cell_with_most_of_it(x: float, moved: bool) -> None:
    chars = [Char(text, x + 10 * i, 5, x + 10 * i + 10, 15, 10) for i, text in enumerate("病院名")]
    lattice = Lattice([0, 60, 120], [0, 20], [[0, 1]], 2)
    places = {0: [0, 1], 1: [2]}
    gather_overflow(chars, lattice, places)
    assert places == ({0: [0, 1, 2]} if moved else {0: [0, 1], 1: [2]})


@pytest.mark.parametrize(
    ("places", "gaps"),
    [
        ([(0, 0), (10, 0), (20, 0)], 0),
        ([(40, 0), (0, 0), (10, 0)], 1),  # in any order
        ([(0, 0), (30, 0), (60, 1)], 2),
        ([(0, 0), (16, 0)], 0),  # 0.6 em
        ([(0, 0), (30, 0), (60, 12)], -1),  # two levels
    ],
)
def test_gaps_of_one_level(places: list[tuple[float, float]], gaps: int) -> None:
    chars = [Char("円", x, y, x + 10, y + 10, 10.0) for x, y in places]
    assert count_gaps(columns_of(chars), list(range(len(chars))), 0.65) == gaps


def test_turned_characters_tell_no_gaps() -> None:
    chars = [Char("円", x, 0, x + 10, 10, 10.0, turn=90) for x in (0, 30, 60)]
    assert count_gaps(columns_of(chars), [0, 1, 2], 0.65) == -1
