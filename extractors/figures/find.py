"""The figures of a chunk of text, each with its label, its whole and its date."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass

from extractors.figures.label import Labeller
from extractors.figures.ledger import Chunk, Numeral
from extractors.figures.phrase import Label, Phrases
from extractors.figures.segments import NOTE, NUMBER, PLAIN, Item, Segment, chunk_to_segments, nest
from extractors.figures.sketch import Sketch, Sketches, is_figure
from extractors.figures.times import (
    When,
    as_of,
    carried_dates,
    change_dates,
    completed,
    dates_to_when,
    lead_dates,
    own_dates,
)
from extractors.figures.words import DATE, folded, words
from normalizers.patterns import compiled
from normalizers.unit import Unit, units
from pipeline.document.model import Cite

_LETTERS = compiled(r"[\p{Han}\p{Katakana}ーA-Za-z]")
_QUOTED = compiled(r"[「『][^」』]{2,}[」』]")
_LEAD_IN = re.compile(r"\s*[【\[〔≪]([^【】\[\]〔〕≪≫]{1,20})[】\]〕≫]")
_LEAD_START = compiled(rf"[\s　:・◆]*(?:{DATE}+(?:年度|度)?(?:末|の|における)?)?[\s　]*")
_DATED = compiled(rf"\s*{DATE}")
_NOMINAL = compiled(r"(?!以[上下内]|未満|程度|前後|余|超|目|分)[\p{Han}\p{Katakana}]")
_BRACKETED = compiled(r"[【<〈《\[≪][^【】<>〈〉《》\[\]≪≫]+[】>〉》\]≫]\s*$")
_FORMULA = re.compile(r"[\s()]*[A-Z](?:\)?\s*[-+/=×÷]\s*\(?[A-Z])+[\s()]*")
_AMOUNT_ALONE = re.compile(r"[\s()+△▲-]*[0-9][0-9,.兆億万百千]*円[\s()]*")
_ERAS = frozenset(("明治", "大正", "昭和", "平成", "令和"))
_REACH = 5  # segments above a note that its date may hold for
_VAGUE = frozenset((None, "人", "名", "件", "回", "箇所", "個", "つ", "者"))
_LONGEST_UNIT = 12
_TABLE_HEADS = 3  # words with blanks between that are the heads of a lost table, no title
_SHORT = 8  # characters: a label as short may need the line above it


@dataclass(slots=True, eq=False)
class Figure:
    """A figure as read: what it counts, of what, when; period is the stretch of time it covers."""

    numeral: Numeral
    label: tuple[Cite, ...]
    of: Cite | None = None
    when: When | None = None
    period: Cite | None = None
    unit: Unit | None = None  # where the expression itself carries none


def chunk_to_figures(
    chunk: Chunk,
    numerals: list[Numeral],
    taken: Callable[[Numeral], bool],
    repeated: Container[str] = (),
    around: tuple[Cite, ...] = (),
) -> Iterator[Figure]:
    """The figures of a text that no other table has taken and whose meaning the text states.

    repeated: lines that are the same on many pages. around: what names the text as a whole (the
    row of a cell).
    """
    figure_of = {id(n): is_figure(n) for n in numerals}
    if not any(figure_of[id(n)] and not taken(n) for n in numerals):
        return
    segments = chunk_to_segments(chunk, numerals, repeated)
    nest(segments, figure_of, repeated)
    reader = _Reader(segments, Sketches(taken), around)
    for segment in segments:
        if segment.items:
            yield from reader.figures(segment)


class _Reader:
    """Reads the segments of one chunk in their order and remembers what they named."""

    def __init__(
        self, segments: list[Segment], sketches: Sketches, around: tuple[Cite, ...]
    ) -> None:
        self.sketches = sketches
        self.around = around
        self.as_of = _as_of_dates(segments, sketches)
        self.named: dict[int, list[Cite]] = {}  # segment -> label of its first figure
        self.labels: dict[int, list[Cite]] = {}  # figure -> its label
        self.led: dict[int, int] = {}  # line above others -> the segment that it named last

    def figures(self, segment: Segment) -> Iterator[Figure]:
        """The figures of a segment that say what they count."""
        sketch = self.sketches[segment]
        labeller = Labeller(sketch)
        for item in sketch.figures:
            label = labeller.label(item)
            if id(item) not in sketch.free or not _may_stand(segment, item, label):
                continue
            cites = self._label(segment, label)
            if not _says_something(cites) or _says_where(cites, item) or _calls(cites, item):
                continue
            self.named.setdefault(id(segment), cites)
            self.labels[id(item)] = cites
            yield Figure(
                item.numeral,
                tuple(cites),
                _cite(segment, label.of),
                self._when(segment, item, label),
                _cite(segment, label.period),
                _unit_around(segment, item, label),
            )

    def _when(self, segment: Segment, item: Item, label: Label) -> When | None:
        """The date of a figure: of its words, its list, a note below, the line above."""
        sketch, below = self.sketches[segment], self.as_of.get(id(segment))
        lead = lead_dates(segment, self.sketches)
        dates = (
            change_dates(sketch, item)
            or own_dates(sketch, item, label)
            or carried_dates(segment, self.sketches)
            or ([below] if below else lead)
        )
        when, headed = dates_to_when(dates), dates_to_when(lead)
        return completed(when, headed.fiscal_year) if when and headed else when

    def _label(self, segment: Segment, label: Label) -> list[Cite]:
        if label.same and id(label.host) in self.labels:
            return self.labels[id(label.host)]
        above = self._above(segment, label)
        cites = [*above, *_phrases(segment, label)]
        if not above and all(_is_vague(c.text) for c in cites):
            return [*self.around, *cites]
        return cites

    def _above(self, segment: Segment, label: Label) -> list[Cite]:
        """What a label needs to be understood: the bracket that opens its line, the line above."""
        found = list(_lead_in(segment, label))
        own = "".join(segment.text[a:b] for a, b in label.phrases)
        above = segment.before
        if above and segment.rank == PLAIN and segment.text.startswith("("):
            return [*_subject(self.sketches[above]), *found]
        if own and (label.same or found or not _needs_more(own)):
            return found
        if above and above.rank < segment.rank == NOTE and id(above) in self.named:
            return [*self.named[id(above)], *found]
        if above and not own and id(above) in self.named and _goes_on(self.sketches[segment]):
            return self.named[id(above)]
        if above and not own and _is_bare(self.sketches[above]):
            return found  # a column of numbers: its first one at most is that of the words above
        for parent in segment.parents:
            if cite := _lead_phrase(self.sketches[parent], own):
                last = self.led.get(id(parent))
                if not own and last not in (None, id(segment), id(above)):
                    return found  # 過疎対策 / 3,600 / a sentence / 310: of something else
                self.led[id(parent)] = id(segment)
                return [cite, *found]
        return found


def _as_of_dates(segments: list[Segment], sketches: Sketches) -> dict[int, Item]:
    """For segments above a line such as （平成31年3月末現在） its date."""
    found: dict[int, Item] = {}
    for number, segment in enumerate(segments):
        date = as_of(sketches[segment]) if segment.items else None
        for above in reversed(segments[max(0, number - _REACH) : number]) if date else ():
            if id(above) in found or above.rank <= NUMBER:
                break
            if date is not None:
                found[id(above)] = date
    return found


def _unit_around(segment: Segment, item: Item, label: Label) -> Unit | None:
    """総事業費（千円） 1,200; ３０の郡市医師会: the unit in a bracket before it or behind の."""
    if item.numeral.quantity.unit is not None:
        return None
    if label.unit is not None or not segment.text.startswith("の", item.end):
        return label.unit
    rest, known = segment.text[item.end + 1 :][:_LONGEST_UNIT], units()
    return next((known[rest[:n]] for n in range(len(rest), 1, -1) if rest[:n] in known), None)


def _may_stand(segment: Segment, item: Item, label: Label) -> bool:
    """A bare number or a stretch of time is a figure only where grammar names it.

    Not 3年間横ばい: a stretch of time with a noun right behind it tells how long that lasted.
    """
    quantity = item.numeral.quantity
    if quantity.dimension == "duration" and _NOMINAL.match(segment.text, item.end):
        return False
    loose = quantity.dimension == "duration" or (
        quantity.dimension == "count" and quantity.unit is None
    )
    return label.firm or not loose


def _phrases(segment: Segment, label: Label) -> Iterator[Cite]:
    for start, end in label.phrases:
        if cite := _cite(segment, (start, end)):
            yield cite


def _cite(segment: Segment, span: tuple[int, int] | None) -> Cite | None:
    if span is None:
        return None
    return segment.chunk.cite_of(*segment.span(*span)) or None


def _lead_in(segment: Segment, label: Label) -> Iterator[Cite]:
    """【出前講座】…, アウトプット指標（達成値） …: the word that opens a line and says of what
    kind its figures are."""
    first = min((a for a, _ in label.phrases), default=len(segment.text))
    opening = _LEAD_IN.match(segment.text) or words().kinds.match(segment.text, segment.body)
    if opening and opening.end() <= first and (cite := _cite(segment, opening.span(1))):
        yield cite


def _is_bare(sketch: Sketch) -> bool:
    """Whether the last line of a segment is one number and nothing else."""
    segment, end = sketch.segment, len(sketch.skeleton.rstrip())
    last = next((i for i in reversed(segment.items) if i.end == end), None)
    if last is None or last.numeral.is_date:
        return False
    start = segment.span(last.start, last.end)[0]
    return not segment.chunk.text[segment.chunk.text.rfind("\n", 0, start) + 1 : start].strip()


def _goes_on(sketch: Sketch) -> bool:
    """2025年：1.2倍 / 2040年：1.4倍: a line that begins with a date continues the one above."""
    return sketch.segment.rank == PLAIN and bool(_DATED.match(sketch.skeleton))


def _subject(sketch: Sketch) -> Iterator[Cite]:
    """What the sentence above is about, for a line of brackets."""
    found = Phrases(sketch).subject(len(sketch.skeleton), sketch.segment.body)
    if found and (cite := _cite(sketch.segment, found)):
        yield cite


def _needs_more(own: str) -> bool:
    return len(own.strip()) <= _SHORT or _is_vague(own)


def _is_vague(text: str) -> bool:
    """Whether words do not say by themselves what is counted."""
    bare = folded(text).strip()
    return len(bare) < 2 or bare in words().weak or bare in words().dependent


def _lead_phrase(sketch: Sketch, own: str) -> Cite | None:
    """The words of a line that heads others; for a label that can stand alone only a measure."""
    known, parent = words(), sketch.segment
    if parent.rank <= NUMBER:
        return None
    start, end = parent.body, len(sketch.skeleton)
    if blank := _LEAD_START.match(sketch.skeleton, start):
        start = blank.end()
    if _BRACKETED.match(sketch.skeleton, start, end):
        start, end = start + 1, end - 1
    bare = sketch.skeleton[start:end].strip(" 　:")
    if len(bare.split()) >= _TABLE_HEADS:
        return None
    alone = not _is_vague(own) and not known.kinds.match(bare)
    if not bare or bare in known.weak or (alone and not bare.endswith(known.measures)):
        return None
    return _cite(parent, (start, end))


def _says_something(cites: list[Cite]) -> bool:
    """Two letters at least that can name what is counted, or words quoted (「ある」); an era
    letter-spaced (平 成), the formula of a column (B/A) and another amount are none."""
    text = "".join(c.text for c in cites)
    letters = _LETTERS.findall(text)
    if _QUOTED.search(text):
        return True
    if len(letters) < 2 or "".join(letters) in _ERAS:
        return False
    return not (_FORMULA.fullmatch(folded(text)) or _AMOUNT_ALONE.fullmatch(folded(text)))


def _calls(cites: list[Cite], item: Item) -> bool:
    """(内線)2181, 電話 1234: a number that is dialled."""
    label = folded(cites[-1].text).rstrip("):： 　")
    return item.numeral.quantity.unit is None and label.endswith(words().calls)


def _says_where(cites: list[Cite], item: Item) -> bool:
    """本県…5人: a label that only tells where or when, for a unit that counts anything."""
    quantity = item.numeral.quantity
    vague = quantity.dimension != "count" or quantity.unit in _VAGUE
    return vague and all(folded(c.text).strip() in words().nowhere for c in cites)
