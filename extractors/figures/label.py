"""What a figure counts: the words that Japanese puts before or behind it.

Xは…N, XがN, X:N, X N, XN    the topic or noun phrase before it
NのX, NがV, NをV             the words behind it
X(N), N(うちXM)              what the bracket is put to
XのうちN                     the whole that it is a part of
XはAからBに, X A→B, A年度N、B年度M   the label of the figure before it
"""

from __future__ import annotations

from extractors.figures.behind import add_words_behind
from extractors.figures.phrase import IN_BRACKETS, D, F, Label, Phrases
from extractors.figures.segments import Item
from extractors.figures.sketch import Sketch
from extractors.figures.words import words
from normalizers.patterns import compiled
from normalizers.unit import unit_of

_PART_INSIDE = compiled(r"\s*(?:うち|内)")
_DATE_BEFORE = compiled(
    rf"(?r)[(\[〔]?{D}+(?:\({D}+\))?(?:[ ]*(?:[→⇒~・,、]|から)?[ ]*{D}+)*"
    r"(?:年度|度)?(?:末|頃|当初|中|分)?(?:現在|時点)?[)\]〕]?"
    r"(?:において|における|までに|まで|以降|からの|では|には|から|より|は|で|の|に|も)?[、,]?[\s:…‥=]*"
)
_PERIOD_BEFORE = compiled(
    rf"(?r)(?:この|その|今後|過去|直近|最近の?)?{F}+"
    r"(?:で|前に?比べて?|前と比べて?|前比|前から|以内に|の間に|間で)?[、,]?[\s]*"
)
_SINCE = compiled(r"(?r)(?:この|その|今後|過去|直近の?|最近の?)")
_RUNNING = compiled("累計|通算|延べ")
_PERIOD_BEHIND = compiled(r"(?:で|前に?比べ|前と比べ|前比|前から|以内に|の間に|間で)")
_CHAIN_BEFORE = compiled(rf"(?r){F}+(?:\([^()]*\)|[末程度以上]+)?\s*(?:→|⇒|⇨|➡|から|=>|~|／|/)\s*")
_LIST_BEFORE = compiled(rf"(?r){F}+(?:\([^()]*\))?(?:程度|以上)?[\s、,・;と]*")
_PART_BEFORE = compiled(rf"(?r)(?:のうち|の内|の中で|うち|(?<={F})中)[、,]?\s*")
_TOPIC_BEFORE = compiled(r"(?r)(?:については|では|には|とは|でも|は|が|も)[、,]?\s*")
_LOCATION = compiled(r"(?:では|には|でも|も)[、,]?\s*")
_COLON_BEFORE = compiled(r"(?r)\s*(?::|=|…+|‥+|・{2,}|-{2,}|─{2,})\s*")
_OF_BEFORE = compiled(r"(?r)の[、,]?\s*")
_CASE_BEFORE = compiled(
    r"(?r)(?:において|について|によって|に対して|として|ごとに|毎に|を|に|で|へ|と|から|まで|より"
    r"|て|し|(?<!あた|当た)り|ず|及び|や|並びに)[、,]?\s*"
)
_UNIT_BEFORE = compiled(r"(?r)\((?:単位:)?(?P<unit>[^()0-9]{1,6})\)[\s:]*")
_SPACED_BEFORE = compiled(r"(?r)(?<![^\s:。、])\p{Han}(?:[ 　]+\p{Han})+")
_WHOLE = compiled(rf"{F}(?:のうち|の内)、?")
_BE = compiled(
    r"(?:以上|以下|以内|未満|程度)?(?:と|で|に)?(?:なっ|なる|あ[るりっ]|留ま|とどま|過ぎ|すぎ)"
)
_NEAR = 36  # characters between a whole and its part
_CLOSERS = frozenset("】≫]〕>")


class Labeller:
    """Finds the labels of the figures of one segment, from left to right."""

    def __init__(self, sketch: Sketch) -> None:
        self.sketch = sketch
        self.text = sketch.skeleton
        self.phrases = Phrases(sketch)
        self.low = sketch.segment.body
        self.labels: dict[int, Label] = {}

    def label(self, item: Item) -> Label:
        """The label of a figure; that of the figures before it has been found before."""
        label = self.labels[id(item)] = Label()
        if self._is_period(item):
            return label
        low, bracket = self.low, self.sketch.opener[item.start]
        if bracket >= self.low and self.text[bracket] in "([〔「<":
            low = bracket + 1
        end = self._peel(item, low, label)
        if self._continues(end, label):
            return label
        if low > self.low:
            self._in_bracket(item, low, end, label)
        elif not self._before(item, low, end, label):
            add_words_behind(self.phrases, item, label)
        self._of_before(item, label)
        self._period_before(item, label)
        if self.phrases.is_weak(label) or self._depends(label):
            self._like_before(item, label)
        label.phrases.sort()
        return label

    def _depends(self, label: Label) -> bool:
        """参加者, 件数: counts something of what was named before."""
        return all(self.text[a:b].strip() in words().dependent for a, b in label.phrases)

    def _is_period(self, item: Item) -> bool:
        """５年間で, １０年前に比べて: a stretch of time that the next figure is about."""
        if item.numeral.quantity.dimension != "duration":
            return False
        following = next((f for f in self.sketch.figures if f.start >= item.end), None)
        if following is None:
            return False
        between = self.text[item.end : following.start]
        return not between or bool(_PERIOD_BEHIND.match(between) and "。" not in between)

    def _period_before(self, item: Item, label: Label) -> None:
        """この５年間で会員は１２人増えた: the stretch of time stands before the topic."""
        before = [f for f in self.sketch.figures if f.end <= item.start]
        if label.period is not None or not before or not self._is_period(before[-1]):
            return
        behind = _PERIOD_BEHIND.match(self.text, before[-1].end)
        start = _SINCE.match(self.text, self.low, before[-1].start)
        if behind:
            label.period = (start.start() if start else before[-1].start, behind.end())

    def _peel(self, item: Item, low: int, label: Label) -> int:
        """Step over words that bound the figure and over its dates; the place before them."""
        end = item.start
        before = self.text[low:end]
        bracket = _UNIT_BEFORE.match(self.text, low, end) if ")" in before else None
        if bracket and (unit := unit_of(bracket["unit"])):
            label.unit = unit if item.numeral.quantity.unit is None else None
            end = bracket.start()
        while True:
            if (match := words().bare.match(self.text, low, end)) and match.start() < end:
                end = match.start()
            elif (
                D in before
                and (match := _DATE_BEFORE.match(self.text, low, end))
                and D in match.group()
            ):
                inside = [d for d in self.sketch.dates if match.start() <= d.start < end]
                label.dates = inside + label.dates
                end = match.start()
            elif F in before and (match := _PERIOD_BEFORE.match(self.text, low, end)):
                figure = self.sketch.figure_within(match.start(), end)
                if figure is None or not self._is_period(figure):
                    return end
                label.period = (match.start(), end)
                end = match.start()
            else:
                return end

    def _continues(self, end: int, label: Label) -> bool:
        """A→B, AからBに; 平成28年度6か所、29年度8か所: the label of the figure before."""
        if F not in self.text[self.low : end]:
            return False
        match = _CHAIN_BEFORE.match(self.text, self.low, end)
        if match is None and label.dates:
            match = _LIST_BEFORE.match(self.text, self.low, end)
        if match is None:
            return False
        host = self.sketch.figure_within(match.start(), match.end())
        if host is None:
            return False
        taken = self._take_over(host, label)
        label.firm = label.firm or taken
        return taken

    def _take_over(self, host: Item, label: Label) -> bool:
        known = self.labels.get(id(host))
        if known is None:
            return False
        label.phrases, label.of = list(known.phrases), known.of
        label.firm, label.same, label.host = known.firm, True, host
        return True

    def _in_bracket(self, item: Item, low: int, end: int, label: Label) -> None:
        """A figure in brackets: the words in there, after what the bracket is put to."""
        topic = _TOPIC_BEFORE.match(self.text, low, end)
        inner_end = topic.start() if topic else end
        inner = self.phrases.start(inner_end, low, False, stops=IN_BRACKETS)
        part = _PART_INSIDE.match(self.text[inner:inner_end])
        if topic is None or topic.group().rstrip("、, ") != "は":
            self._host_of_bracket(low - 1, bool(part), label)
        inner += part.end() if part else 0
        said = self.phrases.add(label, inner, inner_end)
        label.firm = label.firm or said
        label.same = label.same and not said
        if not said and label.same and (total := _RUNNING.search(self.text, end, item.start)):
            said = self.phrases.add(label, *total.span())  # 県債 109億円(累計 2,989億円)
            label.same = not said
        if not said:
            closed = self.text[item.end : item.end + 1] in ")]〕>"
            if not closed:
                add_words_behind(self.phrases, item, label)

    def _host_of_bracket(self, bracket: int, part: bool, label: Label) -> None:
        place = self.phrases.before_blanks(bracket, self.low)
        host = self.sketch.figure_ending(place)
        if host is not None and self._take_over(host, label):
            if part:
                label.of = (host.start, host.end)
            return
        start = self.phrases.start(place, self.low)
        host = self.sketch.figure_ending(start)
        if host is not None and self._take_over(host, label):
            return
        found = (start, place) if start < place else self.phrases.subject(place, self.low)
        if found:
            label.firm = self.phrases.add(label, *found)

    def _before(self, item: Item, low: int, end: int, label: Label) -> bool:
        """The words before a figure; False where they need what follows to make sense."""
        phrases = self.phrases
        if match := _PART_BEFORE.match(self.text, low, end):
            start = phrases.start(match.start(), low, figures=True)
            start = phrases.after_topic(start, match.start())
            label.of = (start, match.start()) if start < match.start() else None
            label.firm = label.of is not None
            phrases.add_topic(label, start, low)
            return bool(label.phrases)
        if match := _COLON_BEFORE.match(self.text, low, end):
            start = phrases.start(match.start(), low, blanks=False)
            label.firm = phrases.add(label, start, match.start())
            return label.firm
        if match := _TOPIC_BEFORE.match(self.text, low, end):
            start = phrases.start(match.start(), low, blanks=False, attributes=True)
            bare = phrases.after_topic(start, match.start())
            if bare > start:
                phrases.add(label, start, bare - 1)
            said = phrases.add(label, bare, match.start())
            label.firm = said and not _LOCATION.fullmatch(match.group())
            return label.firm and not phrases.is_weak(label)
        if match := _OF_BEFORE.match(self.text, low, end):
            start = phrases.after_topic(phrases.start(match.start(), low), match.start())
            phrases.add_topic(label, start, low)
            label.firm = phrases.add(label, start, match.start())
            return bool(label.phrases) and not phrases.is_weak(label)
        return self._direct(item, low, end, label)

    def _direct(self, item: Item, low: int, end: int, label: Label) -> bool:
        """A noun phrase right before the figure, or a clause that needs its predicate."""
        phrases = self.phrases
        tight = phrases.before_blanks(end, low)
        if tight > low and self.text[tight - 1] == "・":
            return False  # one of an enumeration
        start = phrases.after_topic(phrases.start(tight, low), tight)
        if tight - start == 1 and (spaced := _SPACED_BEFORE.match(self.text, low, tight)):
            start = spaced.start()
        if match := _CASE_BEFORE.match(self.text, start, tight):
            phrases.add_topic(label, start, low)
            phrases.add(label, start, match.start())
            label.firm = bool(label.phrases and _BE.match(self.text, item.end))
            return label.firm
        if start >= tight > low and self.text[tight - 1] in _CLOSERS:
            phrases.add(label, self.sketch.opener[tight - 1] + 1, tight - 1)
            return False
        if not phrases.add(label, start, tight):
            host = self.sketch.figure_ending(tight)
            if host and item.numeral.quantity.dimension in ("percent", "ratio"):
                return self._take_over(host, label)
            phrases.add_topic(label, end, low)
            return False
        label.firm = not "ぁ" <= self.text[label.phrases[-1][1] - 1] <= "ん"
        if phrases.is_weak(label):
            phrases.add_topic(label, start, low)
            return False
        return label.firm

    def _of_before(self, item: Item, label: Label) -> None:
        """16団体のうち、県と15団体が…: the whole is named earlier in the clause."""
        before = [f for f in self.sketch.figures if f.end <= item.start]
        near = before and item.start - before[-1].end <= _NEAR
        if label.of is None and near and _WHOLE.match(self.text, before[-1].end - 1):
            start = self.phrases.start(before[-1].start, self.low)
            label.of = (self.phrases.after_topic(start, before[-1].start), before[-1].end)

    def _like_before(self, item: Item, label: Label) -> None:
        """全国平均, 45位: of the same thing as the figure before it in its sentence."""
        part = any(self.text[a:b].endswith(words().parts) for a, b in label.phrases)
        low = 0 if part else self.sketch.sentence_start(item.start)
        before = [f for f in self.sketch.figures if low <= f.start < item.start]
        quantity = item.numeral.quantity
        depends = bool(label.phrases) and self._depends(label)
        for figure in reversed(before):
            same = depends or figure.numeral.quantity.dimension == quantity.dimension
            known = self.labels.get(id(figure))
            if known and known.phrases and (same or quantity.dimension == "ordinal"):
                own, label.phrases = label.phrases, list(known.phrases)
                for phrase in own:
                    self.phrases.add(label, *phrase)
                return
