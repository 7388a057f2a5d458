"""A segment with its numbers masked, so that grammar can be matched around them."""

from __future__ import annotations

from collections.abc import Callable

import regex

from extractors.figures.ledger import Numeral
from extractors.figures.segments import Item, Segment
from extractors.figures.words import DATE, FIGURE, words
from normalizers.patterns import compiled

_FIGURES = frozenset(("money", "count", "percent", "ratio", "area", "capacity", "duration"))
_OPEN = {"(": ")", "「": "」", "『": "』", "〔": "〕", "[": "]", "【": "】", "≪": "≫", "<": ">"}
_HEAD_BEFORE = compiled(r"[#\s]*[^\s0-9。、:]{2,20}\s+")
_HEAD_BEHIND = compiled(r"\s+[^\s0-9]\S*+(?!\s+[0-9])")
_WORD_BEFORE = compiled(r"[#\s]*[^\s0-9。、:]{2,12}")
_ONLY_WORD = compiled(r"[\p{Han}\p{Katakana}ー・]{2,14}\s*\Z")
_KIND_BEHIND = compiled(r"(?:当初|最終|補正|決算|予算|要求)")
_OF_FILES = frozenset(("KB", "MB", "GB"))  # [PDFファイル/237KB]
_OF_BUDGET = compiled(r"\s*(?:(?:追加|専決)?補正|定例会|臨時会|議会)")
_SMALL = 50  # heads are numbered no higher
_BRACKET = compiled(f"[{regex.escape(''.join((*_OPEN, *_OPEN.values())))}]")


def is_figure(numeral: Numeral) -> bool:
    """Whether an expression measures something: no year, mark, name or n-th of a series."""
    quantity = numeral.quantity
    if quantity.dimension == "ordinal":
        return quantity.unit == "位"
    return (
        quantity.dimension in _FIGURES
        and quantity.value is not None
        and quantity.unit not in _OF_FILES
    )


def is_basis(text: str, item: Item) -> bool:
    """What a rate is counted by (1件当たり), a set phrase (24時間), part of an office (3病院長), or
    the number of a head (研修の試行 1 目標); text is folded, the item's place in it."""
    quantity, known = item.numeral.quantity, words()
    return bool(
        known.per.match(text, item.end)
        or (quantity.value == 1 and text.startswith(("ごと", "毎", "に対し"), item.end))
        or text.startswith(known.holders, item.end)
        or known.set_phrases.fullmatch(text[item.start : item.end].replace(" ", ""))
        or (quantity.unit is None and numbers_head(text, item))
        or (quantity.unit is None and _is_year_of_budget(text, item))
    )


def _is_year_of_budget(text: str, item: Item) -> bool:
    """27当初/26当初, （27決算）: digits right before a kind of budget are a year."""
    return item.end - item.start <= 2 and bool(_KIND_BEHIND.match(text, item.end))


def numbers_head(text: str, item: Item) -> bool:
    """研修の試行 1 目標, 区分1：…: a small bare number behind the first word of a line; 2背景: one
    right before the only word of it."""
    quantity = item.numeral.quantity
    return (
        quantity.dimension == "count"
        and quantity.value is not None
        and quantity.value <= _SMALL
        and bool(
            (_HEAD_BEFORE.fullmatch(text, 0, item.start) and _HEAD_BEHIND.match(text, item.end))
            or (_WORD_BEFORE.fullmatch(text, 0, item.start) and text.startswith(":", item.end))
            or (not text[: item.start].strip() and _ONLY_WORD.match(text, item.end))
        )
    )


def _names_a_budget(text: str, item: Item) -> bool:
    """平成23年度2月補正, 6月定例会: a month that names a budget or a session dates no figure."""
    month = (item.numeral.quantity.date or "").startswith("--")
    return month and bool(_OF_BUDGET.match(text, item.end))


class Sketch:
    """A segment's text with every figure and date masked, character by character.

    skeleton has FIGURE or DATE for each character of one; opener[i] is the place of the innermost
    bracket that is open before character i (-1: none), closer the place where each closes.
    figures and dates are the items in their order; free tells of a figure whether no other table
    has taken it.
    """

    __slots__ = ("closer", "dates", "figures", "free", "opener", "segment", "skeleton")

    def __init__(self, segment: Segment, taken: Callable[[Numeral], bool]) -> None:
        self.segment = segment
        self.figures: list[Item] = []
        self.dates: list[Item] = []
        self.free: set[int] = set()
        skeleton = list(segment.text)
        for item in segment.items:
            if item.numeral.is_date and not _names_a_budget(segment.text, item):
                self.dates.append(item)
                mask = DATE
            elif is_figure(item.numeral) and not is_basis(segment.text, item):
                self.figures.append(item)
                if not taken(item.numeral):
                    self.free.add(id(item))
                mask = FIGURE
            else:
                continue
            skeleton[item.start : item.end] = mask * (item.end - item.start)
        self.skeleton = "".join(skeleton)
        self.opener, self.closer = _brackets(self.skeleton)

    def figure_ending(self, end: int) -> Item | None:
        """The figure whose last character stands before a position."""
        return next((f for f in self.figures if f.end == end), None)

    def figure_within(self, start: int, end: int) -> Item | None:
        """The last figure of characters start to end, which may begin inside the one before; None
        for a number that is none (it belongs to a row of a table)."""
        return next((f for f in reversed(self.figures) if f.end > start and f.start < end), None)

    def sentence_start(self, at: int, low: int = 0) -> int:
        return max(low, self.skeleton.rfind("。", low, at) + 1)


class Sketches:
    """The sketches of segments, each made when it is first asked for."""

    def __init__(self, taken: Callable[[Numeral], bool]) -> None:
        self._taken = taken
        self._made: dict[int, Sketch] = {}

    def __getitem__(self, segment: Segment) -> Sketch:
        made = self._made.get(id(segment))
        if made is None:
            made = self._made[id(segment)] = Sketch(segment, self._taken)
        return made


def _brackets(text: str) -> tuple[list[int], dict[int, int]]:
    opener: list[int] = []
    closer: dict[int, int] = {}
    stack = [-1]
    for match in _BRACKET.finditer(text):
        at = match.start()
        opener += [stack[-1]] * (at + 1 - len(opener))
        if text[at] in _OPEN:
            stack.append(at)
        elif len(stack) > 1:
            closer[stack.pop()] = at
    opener += [stack[-1]] * (len(text) + 1 - len(opener))
    return opener, closer
