"""Where a figure stands: under which headings and in which program, and the lines of its form."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from extractors.facts.gather import facts_of
from extractors.facts.shared.fact import ProgramFact
from extractors.facts.slides.cards import Slide, slides_of
from extractors.figures.ledger import Numeral, folded_lines
from extractors.shared.outline import outline_of
from normalizers.patterns import compiled
from pipeline.document.model import Cite, Document, Grid, Line, once

_PAIR = compiled(r"[\p{Han}\p{Katakana}A-Z]{2}")
_PAGES = 3  # pages on which a line stands that belongs to the form
_LINES = 5  # lines of a text without pages
_LONGEST_SHEET = 80  # flow items that a sheet of particulars can have
_LONGEST_REST = 30  # lines that a figure of the slide before can have on the next page


@once
def repeated_lines(document: Document) -> frozenset[str]:
    """The lines, folded, that stand on several pages: headings of a form, no heads of a list."""
    found = {
        (text.strip(), line.page if line.page is not None else -line.index)
        for line, text in zip(document.lines, folded_lines(document), strict=True)
    }
    pages = Counter(text for text, _ in found)
    paged = any(line.page is not None for line in document.lines)
    least = _PAGES if paged else _LINES
    return frozenset(text for text, count in pages.items() if text and count >= least)


class Places:
    """Programs and headings by the place in a document."""

    def __init__(self, document: Document) -> None:
        self.outline = outline_of(document)
        self.flow_of_line: dict[int, int] = {}
        self.flow_of_grid: dict[int, int] = {}
        for index, item in enumerate(document.flow):
            if isinstance(item, Grid):
                self.flow_of_grid[id(item)] = index
            else:
                self.flow_of_line[item.index] = index
        facts = [f for f in facts_of(document) if f.listed]
        self.headed = {f.at: f for f in facts if f.kind == "heading"}
        self.ranged = dict(_ranges(document, facts))
        self.by_line = _lines_of_rows(facts)

    def flow_index(self, numeral: Numeral) -> int | None:
        """The item of the flow that a numeral stands in."""
        if numeral.chunk.grid is not None:
            return self.flow_of_grid.get(id(numeral.chunk.grid))
        return self.flow_of_line.get(numeral.cite.spans[0].line)

    def program(self, numeral: Numeral) -> ProgramFact | None:
        """The program whose text, slide, sheet or section a numeral stands in."""
        line = numeral.cite.spans[0].line
        for start, end, fact in self.by_line.get(line, ()):
            if start <= numeral.cite.spans[0].start < end:
                return fact
        index = self.flow_index(numeral)
        if index is None:
            return None
        if index in self.ranged:
            return self.ranged[index]
        heading = self.outline.at(index)
        path = heading.path if heading else ()
        return next((self.headed[h.at] for h in reversed(path) if h.at in self.headed), None)

    def section(self, numeral: Numeral) -> tuple[Cite, ...]:
        """The headings above a numeral, outermost first; of a slide those of the collection."""
        index = self.flow_index(numeral)
        if index is None:
            return ()
        if index in self.ranged:
            return self.ranged[index].section
        heading = self.outline.at(index)
        return heading.titles if heading else ()


def _lines_of_rows(facts: list[ProgramFact]) -> dict[int, list[tuple[int, int, ProgramFact]]]:
    """For each line the characters that programs were read from."""
    found: dict[int, list[tuple[int, int, ProgramFact]]] = defaultdict(list)
    for fact in facts:
        for cite in (fact.description, fact.name):
            for line, start, end in cite.spans if cite else ():
                found[line].append((start, end, fact))
    return found


def _ranges(document: Document, facts: list[ProgramFact]) -> Iterator[tuple[int, ProgramFact]]:
    """The program of each flow item of a slide or sheet."""
    slides = {f.at: f for f in facts if f.kind == "slide"}
    sheets = [f for f in facts if f.kind == "sheet"]
    for fact, following in zip(sheets, [*sheets[1:], None], strict=False):
        end = min(fact.at + _LONGEST_SHEET, len(document.flow))
        end = min(end, following.at) if following else end
        yield from ((index, fact) for index in range(fact.at, end))
    before: tuple[Slide, ProgramFact | None] | None = None
    texts, repeated = folded_lines(document), repeated_lines(document)
    for slide in slides_of(document):
        of_slide = slides.get(slide.at)
        rest = _rest_of_before(slide, before[0], texts, repeated) if before else 0
        for number, (index, _) in enumerate(slide.lines):
            owner = before[1] if before and number < rest else of_slide
            if owner is not None:
                yield index, owner
        before = (slide, of_slide)


def _rest_of_before(slide: Slide, before: Slide, texts: list[str], repeated: frozenset[str]) -> int:
    """Lines at the top of a slide's page that belong to the slide before it: a figure without a
    sentence, above the first line of the form, whose words are rather those of that slide."""
    for number, (_, line) in enumerate(slide.lines):
        if texts[line.index].strip() in repeated:
            top = _pairs(slide.lines[:number], texts)
            there = _count_in(before.lines, texts, top)
            return number if there and there > _count_in(slide.lines[number:], texts, top) else 0
        if "。" in line.text or number > _LONGEST_REST:
            break
    return 0


def _pairs(lines: list[tuple[int, Line]], texts: list[str]) -> set[str]:
    """The pairs of neighbouring kanji and katakana of some lines."""
    text = "".join(texts[line.index].strip() for _, line in lines)
    return {m.group() for m in _PAIR.finditer(text, overlapped=True)}


def _count_in(lines: list[tuple[int, Line]], texts: list[str], pairs: set[str]) -> int:
    """How many of the pairs stand in some lines."""
    text = "".join(texts[line.index].strip() for _, line in lines)
    return sum(pair in text for pair in pairs)
