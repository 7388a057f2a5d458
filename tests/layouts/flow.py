"""Pages that are filled from top to bottom: prose, captions, tables, notes, and their margins."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from random import Random

from tests.layouts import words
from tests.layouts.draw import cells_to_ink, parts_to_cells
from tests.layouts.fonts import width_of
from tests.layouts.ink import Frame, Sheet, Stroke, Text
from tests.layouts.measured import Measured
from tests.layouts.parts import Part, room_for_cut, table_to_parts
from tests.layouts.style import Style
from tests.layouts.traits import Traits
from tests.layouts.wrap import text_to_lines

_A4 = (595.0, 842.0)
_MARGINS = (36.0, 48.0, 60.0)


class Flow:
    """A cursor that goes down the pages. frame is the part of a page inside its margins."""

    def __init__(self, random: Random, traits: Traits, style: Style) -> None:
        self.random, self.traits, self.style = random, traits, style
        self.size = _A4 if traits.page == "portrait" else _A4[::-1]
        side = random.choice(_MARGINS)
        self.frame = Frame(side, 54.0, self.size[0] - side, self.size[1] - 56.0)
        self.sheets: list[Sheet] = []
        self._running = f"令和{random.randint(2, 9)}年度　{words.program(random)}計画"
        self._number = random.choice(("- {} -", "{}", "－ {} －", "{} ページ"))
        self._first = random.randint(1, 60)
        self.new_page()

    @property
    def room(self) -> float:
        return self.frame.bottom - self.y

    @property
    def sheet(self) -> Sheet:
        return self.sheets[-1]

    def new_page(self) -> None:
        self.sheets.append(Sheet(*self.size))
        self.y = self.frame.top
        if self.traits.matter == "full":
            self._margins()

    def skip(self, height: float) -> None:
        self.y += height

    def prose(self, length: int) -> None:
        """A paragraph; it goes on over pages."""
        size = self.style.text_size
        text = "　" + words.prose(self.random, length)
        if self.traits.spacing == "blanks":
            text = re.sub(r"(?<=\d)(?=\d)", " ", text)
        space = self.style.space
        for line in text_to_lines(text, self.frame.width, self._width(size, space)):
            self.line(line, size, space=space)

    def line(
        self,
        text: str,
        size: float,
        *,
        right: bool = False,
        advance: bool = True,
        space: float = 0.0,
    ) -> None:
        """One line at the left or right edge."""
        leading = size * 1.5
        if self.room < leading:
            self.new_page()
        x = self.frame.x1 - self._width(size)(text) if right else self.frame.x0
        self.sheet.ink.append(Text(x, self.y + size * 1.1, text, size, space))
        if advance:
            self.y += leading

    def notes(self, lines: Sequence[str]) -> None:
        """Notes below a table, in smaller letters."""
        size = max(self.style.size * 0.85, 5.5)
        for note in lines:
            for line in text_to_lines(note, self.frame.width, self._width(size)):
                self.line(line, size)

    def table(self, measured: Measured, x: float) -> float:
        """Place a table from the cursor on; the height below its last part's first edge."""
        parts = self._parts(measured)
        tops = [self.y]
        first = len(self.sheets) - 1
        for _ in parts[1:]:
            self.new_page()
            tops.append(self.y)
        placed = parts_to_cells(measured, parts, self.style, x, tops)
        for number, cells in enumerate(placed):
            ink = cells_to_ink(cells, self.traits, self.style)
            self.sheets[first + number].ink.extend(ink)
        return max(cell.frame.bottom for cell in placed[-1])

    def _parts(self, measured: Measured) -> list[Part]:
        breaks, room = self.traits.breaks, self.room
        cut = breaks.startswith("row cut")
        if cut:
            room = room_for_cut(measured, self.style, room) or room
        return table_to_parts(
            measured,
            self.style,
            room,
            self.frame.height,
            repeat=breaks in ("head repeated", "row cut closed"),
            cut=cut,
        )

    def _width(self, size: float, space: float = 0.0) -> Callable[[str], float]:
        return lambda text: width_of(text, self.traits.font, size, space)

    def _margins(self) -> None:
        """Running head and page number of the new page."""
        number = self._number.format(self._first + len(self.sheets) - 1)
        ink, size = self.sheet.ink, 8.0
        width = self._width(size)
        ink.append(Text(self.frame.x1 - width(self._running), 34.0, self._running, size))
        ink.append(Text((self.size[0] - width(number)) / 2, self.size[1] - 28.0, number, size))
        if self._first % 2:
            ink.append(Stroke(self.frame.x0, 38.0, self.frame.x1, 38.0, 0.5))

    def foot_note(self, text: str) -> None:
        """A note at the foot of the page, under a short line."""
        size = 7.0
        y = self.frame.bottom + 6
        self.sheet.ink.append(Stroke(self.frame.x0, y, self.frame.x0 + 120, y, 0.4))
        lines = text_to_lines(text, self.frame.width, self._width(size))
        self.sheet.ink.append(Text(self.frame.x0, y + 9, lines[0], size))
