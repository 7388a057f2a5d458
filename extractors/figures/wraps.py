"""Which lines of a text were one line before it was wrapped."""

from __future__ import annotations

import re
from collections.abc import Callable, Container

from extractors.figures.ledger import Numeral
from extractors.figures.words import words
from normalizers.patterns import compiled
from normalizers.text import line_places

_LABELLED = re.compile(r"[^、。:=\s()]{1,20}\s*:|[^\s、。()]{1,3}(?:\s[^\s、。()]){1,3}\s*:")
_CLOSED = compiled(r"[。:]\s*$|^[<【\[〔].*[>】\]〕]\s*$")
_AS_OF = re.compile(r"[(※](?:.{0,8}[0-9]{1,4}[年.]).{0,20}(?:現在|時点)\)?\s*$")
UNFINISHED = compiled(r"[、,はがをにでともや及びの・](?:\s*)$")
_CHAIN = compiled(r"\s*[→⇒➡⇨]")
_ROW = re.compile(r"[^\s、。0-9]{1,24}[\s:]+")
_CLAUSE = compiled(r"[、。]|[はがを](?=[^ぁ-ん])")
_GAP = compiled(r"[\s:]+")
_FULL = 0.62  # of the width of its neighbours: a line as long may have been wrapped
_LIKE = 0.85  # of the widest line of its paragraph
_WIDE = 0.93  # ... for a line that could well end here
_HALF = 0.4  # of the neighbours' width, for a line that ends in a particle
_LEAST = 9  # full-width characters that a column of wrapped text has at least
_MOST = 40  # lines of a paragraph; what seems longer is something else
_REACH = 3  # lines below that tell how wide a line can be

Range = tuple[int, int]


class Lines:
    """The lines of a text with what tells whether they go on in the next.

    source is their text, text the same folded; repeated are folded lines that stand on many
    pages, each of its own; begins says of a folded line whether it opens an item of a list.
    """

    def __init__(
        self,
        source: str,
        text: str,
        numerals: list[Numeral],
        repeated: Container[str],
        begins: Callable[[str], bool],
    ) -> None:
        self.text = text
        self.begins = begins
        self.bounds = line_places(text)
        self.lines = [self.text[a:b] for a, b in self.bounds]
        self.alone = [line.strip() in repeated for line in self.lines]
        self.widths = [_width(source[a:b]) for a, b in self.bounds]
        self.first = {n.quantity.start: n.quantity.end for n in numerals}
        self.last = {n.quantity.end for n in numerals}
        self.broken = {
            n.quantity.start + i
            for n in numerals
            if "\n" in n.quantity.raw
            for i, c in enumerate(n.quantity.raw)
            if c == "\n"
        }

    def groups(self) -> list[list[Range]]:
        """The places of the lines, those together that were one."""
        groups: list[list[Range]] = []
        opened = 0  # number of the first line of the group
        depth = 0  # brackets that it leaves open
        for number, place in enumerate(self.bounds):
            fits = number - opened < _MOST
            if number and fits and self._goes_on(number, opened, depth):
                groups[-1].append(place)
            else:
                groups.append([place])
                opened, depth = number, 0
            line = self.lines[number]
            depth = max(0, depth + line.count("(") - line.count(")"))
        return groups

    def _goes_on(self, number: int, opened: int, depth: int) -> bool:
        """Whether a line continues the one before it."""
        before, line = self.lines[number - 1], self.lines[number]
        start = self.bounds[number][0]
        if start - 1 in self.broken:
            return True
        after_figure = self._ends_in_figure(number - 1)
        if after_figure and _CHAIN.match(line):
            return True
        if self.alone[number] or self.alone[number - 1]:
            return False
        if self.begins(line) or _CLOSED.search(before) or _AS_OF.match(line):
            return False
        if depth:
            return True
        if self._is_row(number) or self._is_label(number - 1) or _LABELLED.match(line):
            return False
        if after_figure and not ("ぁ" <= line[:1] <= "ん" or line[:1] in "。、)」"):
            return self._is_wide(number - 1, opened) and bool(_CLAUSE.search(before))
        return self._is_full(number - 1, opened)

    def _ends_in_figure(self, number: int) -> bool:
        """…12か所), 9人: a line that ends with a figure or the bracket behind it."""
        start, end = self.bounds[number]
        while end > start and self.text[end - 1] in ") ":
            end -= 1
        return end in self.last

    def _is_row(self, number: int) -> bool:
        """会員数 40人; 平成28年度 4,512: words or a number, a blank, a number."""
        start, end = self.bounds[number]
        if start in self.first:
            match = _GAP.match(self.text, self.first[start], end)
        else:
            match = _ROW.match(self.text, start, end)
        return bool(match and match.end() in self.first)

    def _is_label(self, number: int) -> bool:
        """A line that names what the ones below count, or is a short entry 行政: 3市町村."""
        line = self.lines[number]
        if line.endswith(words().measured) and "、" not in line:
            return True
        return bool(_LABELLED.match(line)) and line.endswith(")")

    def _is_wide(self, number: int, opened: int) -> bool:
        """Whether a line is as long as any of its paragraph and of those below."""
        widest = max(self.widths[opened : number + 1 + _REACH])
        return self.widths[number] >= max(_WIDE * widest, 2 * _LEAST)

    def _is_full(self, number: int, opened: int) -> bool:
        """Whether a line is as long as its column is wide, or ends amid a phrase."""
        width = self.widths[number]
        if number > opened and width >= _LIKE * max(self.widths[opened:number]):
            return True
        widest = max(self.widths[number + 1 : number + 1 + _REACH])
        if width >= _FULL * widest:
            return width >= _LEAST
        return bool(UNFINISHED.search(self.lines[number])) and width >= _HALF * widest


def _width(text: str) -> float:
    """Full-width characters count one, the others a half."""
    return len(text) - (3 * len(text) - len(text.encode())) / 4
