"""Where the phrase begins that ends at a place of a masked text, and what may stand in it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from extractors.figures.segments import Item
from extractors.figures.sketch import Sketch
from extractors.figures.words import DATE, FIGURE, words
from normalizers.patterns import compiled
from normalizers.unit import Unit

F, D = FIGURE, DATE
BLANKS = frozenset(" 　\t")
LONGEST = 80  # characters of a phrase
STOPS = frozenset("。、,;:…→⇒「」『』【】[]<>≪≫〈〉《》()※●○◯〇■◆□▶•*｜|/\t")
IN_BRACKETS = STOPS - {":"}
_QUOTES = frozenset("「『")  # a topic within is the quoted one's
_SKIPPED = {")": "(", "」": "「", "』": "『", "〕": "〔"}
_KNOWN = compiled(r"[\p{Han}\p{Katakana}ーA-Za-zＡ-Ｚ]|[「『][^」』]*\p{Hiragana}{2}[^」』]*[」』]")
_ATTRIBUTE = compiled(
    r"(?:以上|以下|未満|以内|程度)?(?:における|に係る|の(?!うち|内)|当たり|あたり|につき|に付き|に対|ごと|毎)"
    r"|を[^、。]{1,8}[たるい](?=\p{Han})|(?=\p{Han}|\p{Katakana})(?!前|後)"
)
_LEADING_DATE = re.compile(
    rf"{D}++(?:\({D}++\)|(?:から|~|→){D}++(?:まで)?)?(?:年度|度)?(?:末|頃|当初|中)?(?:現在|時点)?(?:における|の|で|では|に|は)?[、,\s]*(?=[^ぁ-ん])"
)
_AFTER_DATE = compiled(r"(?:末|頃|当初|中)?(?:現在|時点)?(?:における|の|で|では|に|は)")
_AFTER_FIGURE = compiled(r"(?:と?その|及び|[のがをにでとはもへや]|以[上下内])(?=[^ぁ-ん])")
_UNTIL = compiled(r"まで|から|以降|より")
_TOPIC = compiled(r"(?<=[\p{Han}\p{Katakana}ー)」a-zA-Z])(?<!又)(?:に|で|と)?は(?!じ|い|ず|か|ん)")
_OPENING = compiled(
    r"(?:また|なお|特に|しかし|さらに|その他|一方|併せて|加えて|このうち|そのうち)[、,\s]+"
    r"|それでも|しかし|(?:及び|並びに|と|や)(?=[\p{Han}\p{Katakana}])"
)

Range = tuple[int, int]


@dataclass(slots=True)
class Label:
    """The phrases that say what a figure counts, as ranges of its segment's text.

    of: the whole that it is a part of. dates: items of dates that the grammar puts to it; period:
    the stretch of time it covers. firm: grammar names it, not only words that happen to be near;
    same: its label is that of the figure before it.
    """

    phrases: list[Range] = field(default_factory=list)
    of: Range | None = None
    dates: list[Item] = field(default_factory=list)
    period: Range | None = None
    firm: bool = False
    same: bool = False
    unit: Unit | None = None  # of a bracket before the figure: 総事業費（千円） 1,200
    host: Item | None = None


class Phrases:
    """Phrase boundaries in one sketch."""

    def __init__(self, sketch: Sketch) -> None:
        self.sketch = sketch
        self.text = sketch.skeleton

    def start(
        self,
        end: int,
        low: int,
        blanks: bool = True,
        attributes: bool = False,
        figures: bool = False,
        stops: frozenset[str] = STOPS,
    ) -> int:
        """Where the phrase that ends at a position begins, not before low.

        blanks: a blank parts phrases; attributes: dates, and figures within clauses, belong to it;
        figures: a figure at its end belongs to it. Brackets are skipped, but one with a figure or
        date within belongs to what stands before it.
        """
        text, at = self.text, end
        least = max(low, end - LONGEST)
        while at > least:
            character = text[at - 1]
            if character in _SKIPPED:
                opened = self._skip(at - 1, low, at == end)
                if opened is None:
                    break
                at = opened
                continue
            if character == F:
                if not (figures or (attributes and _ATTRIBUTE.match(text, at))):
                    break
                figure = self.sketch.figure_ending(at)
                at, figures = figure.start if figure else at - 1, False
                continue
            if character == D and (attributes or _UNTIL.match(text, at)):
                attributes = True
            elif character == D or character in stops:
                break
            if blanks and character in BLANKS:
                break
            at -= 1
        return max(at, least)

    def _skip(self, close: int, low: int, first: bool) -> int | None:
        opened = self.sketch.opener[close]
        if opened < low or self.text[opened] != _SKIPPED[self.text[close]]:
            return None
        inner = self.text[opened:close]
        return None if not first and (F in inner or D in inner) else opened

    def before_blanks(self, at: int, low: int) -> int:
        while at > low and self.text[at - 1] in BLANKS:
            at -= 1
        return at

    def add(self, label: Label, start: int, end: int) -> bool:
        """Add a phrase that has a word in it, without what says nothing at its ends."""
        text = self.text
        if opening := _OPENING.match(text, start, end):
            start = opening.end()
        if date := _LEADING_DATE.match(text, start, end):
            start = date.end()
        before = text[start - 1 : start] if start else ""
        lead = {D: _AFTER_DATE, F: _AFTER_FIGURE}.get(before)
        if lead and (match := lead.match(text, start, end)):
            start = match.end()
        while start < end and text[start] in "・、,)) 　\t-":
            start += 1
        while start < end and text[end - 1] in f"{D}・、,(: 　\t。-":
            end -= 1
        if not _KNOWN.search(text, start, end):
            return False
        if any(a < end and start < b for a, b in label.phrases):
            return False
        if any(text[a:b].endswith(text[start:end]) for a, b in label.phrases):
            return False
        label.phrases.append((start, end))
        return True

    def add_topic(self, label: Label, end: int, low: int) -> None:
        """Add the topic of the sentence (Xは), where it stands before a position."""
        low = self.sketch.sentence_start(end, low)
        found = [m for m in _TOPIC.finditer(self.text, low, end) if self._outside(m.start(), low)]
        if found:
            place = found[-1].start()
            self.add(label, self.start(place, low, blanks=False, attributes=True), place)

    def _outside(self, at: int, low: int) -> bool:
        return self.sketch.opener[at] < low

    def after_topic(self, start: int, end: int) -> int:
        """診療所数は全診療所: the phrase without the topic before it."""
        found = [
            match
            for match in _TOPIC.finditer(self.text, start, end)
            if self.sketch.opener[match.start()] < start or self.text[start] not in _QUOTES
        ]
        return found[-1].end() if found and found[-1].end() < end else start

    def subject(self, end: int, low: int) -> Range | None:
        """What the sentence that ends at a position is about: Xは, else Xが, else Xを."""
        while end > low and self.text[end - 1] in "。 　":
            end -= 1
        low = self.sketch.sentence_start(end, low)
        for particle in ("は", "が", "を"):
            at = self.text.rfind(particle, low, end)
            if at > low:
                at -= self.text[at - 1] in "にで"
                start = self.start(at, low, blanks=False, attributes=True)
                if at - start > 1:
                    return start, at
        start = self.start(end, low, blanks=False, attributes=True)
        return (start, end) if start < end else None

    def is_weak(self, label: Label) -> bool:
        """Whether no phrase of a label says by itself what is counted."""
        return all(
            (bare := self.text[a:b].strip()) in words().weak or bare.endswith(words().parts)
            for a, b in label.phrases
        )
