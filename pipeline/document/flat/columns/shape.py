"""The columns of a flattened table: what kind of cells they hold and how wide their text wraps."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from normalizers.total import is_total
from pipeline.document.flat.columns.kinds import decide_kinds, is_typed, mismatch
from pipeline.document.flat.columns.marked import widths_of_marked
from pipeline.document.flat.columns.partial import widths_of_partial
from pipeline.document.flat.divisions import take_divisions
from pipeline.document.flat.heads import HeadCell
from pipeline.document.flat.limits import (
    ends_table,
    is_heading,
    opens_next,
    same_head,
    without_caption,
)
from pipeline.document.flat.rates.labels import LABELS
from pipeline.document.flat.tokens import TYPED, Row, Token, display_width

_SLACK = 2  # a line may end one full-width character early (kinsoku)
_PLACES = re.compile(r"[市町村区](?:[、・,，)）（(]|$)|^[^市町村区]{1,5}[市町村][・、]|[、・]$")
_MARK_BEFORE = re.compile(r"[【〔\[（(][^】〕\]）)]{1,4}[】〕\]）)][\s　]+")
_SIGNS = "○◯〇●◎■□◆◇【＜《"  # of the name of a group
_WIDEST_CELL = 80
_MOST_OTHERS = 12  # lines without a full row before the search is given up
_FEWEST_SAME = 3  # rows with the same text in a column
_ELSEWHERE = 3.5  # what it costs to put that text into another column
_FEWEST_ALONE = 3  # lines of nothing but the typed cells, where no row stands on one line


@dataclass(frozen=True, slots=True)
class Shape:
    """Kinds of the columns as in tokens.Token; widths of text columns (0: not known).

    wide: the width at which the last column goes on below the others (an L-shaped cell), else 0.
    broken: the numbers of a row whose text wraps stand on a line of their own, so that a row that
    is whole on one line has no wrapped text.
    places: columns whose head says that they list municipalities.
    described: the column of descriptions.
    words: what stands in a tagged column before the tag (医師会 of 医師会②).
    said: texts that several whole rows, or most rows, have in the same column and none has in
    another (事業主体), with that column.
    merged: rows lack but the first text, a division (区分) whose cell is merged over them.
    """

    kinds: tuple[str, ...]
    widths: tuple[int, ...]
    wide: int = 0
    broken: bool = False
    places: frozenset[int] = frozenset()
    words: frozenset[str] = frozenset()
    described: int | None = None
    said: tuple[tuple[str, int], ...] = ()
    merged: bool = False

    @property
    def texts(self) -> list[int]:
        return [c for c, kind in enumerate(self.kinds) if not is_typed(kind)]

    @property
    def typed(self) -> list[int]:
        return [c for c, kind in enumerate(self.kinds) if is_typed(kind)]

    @property
    def trailing(self) -> int | None:
        """The last column, where it is of text and stands behind the numbers."""
        last = len(self.kinds) - 1
        return last if self.typed and last not in self.typed else None

    def is_typed(self, token: Token) -> bool:
        """Whether a token is a number, mark or date; 医師会② only where a column is of such."""
        if token.kind == "tagged":
            return "tagged" in self.kinds
        return token.kind in TYPED or token.text in self.words

    def begins(self, row: Row) -> bool:
        """Whether a line begins with the number of its row, which has a column, and words."""
        return self.kinds[0] == row.kinds[0] == "number" and len(row.kinds) > 1

    def typed_count(self, row: Row) -> int:
        return sum(map(self.is_typed, row.tokens))

    def goes_on(self, column: int, token: Token) -> bool:
        """Whether a part fills its column, so that the cell may go on in the next line."""
        width = self.widths[column]
        slack = max(_SLACK, width // 16)
        if self.wide and column == len(self.widths) - 1 and token.width > width + _SLACK:
            width = self.wide
        if token.text.endswith(("、", "，")):  # of a list, or within a sentence
            return bool(width)
        return bool(width) and token.width >= width - slack and not token.text.endswith("。")

    def excess(self, column: int, token: Token) -> float:
        """How much wider than its column a part is, as a share of the column; 0 when it fits."""
        width = self.widths[column]
        if column == len(self.widths) - 1:
            width = max(width, self.wide)
        over = token.width - width - _SLACK - width // 16
        return over / width if width and over > 0 else 0.0

    def oddity(self, column: int, token: Token) -> float:
        """How odd a text is in a column: totals and groups (○) stand in the first of words,
        sentences end in the description, municipalities under their head."""
        if column != self.texts[0] and is_total(token.text):
            return 2.0
        if column not in (self.texts[0], self.described) and token.text[0] in _SIGNS:
            return 2.0
        if self.described is not None and column != self.described and token.text.endswith("。"):
            return 2.0
        if any(token.text == text and column != own for text, own in self.said):
            return _ELSEWHERE
        if not self.places or bool(_PLACES.search(token.text)) == (column in self.places):
            return 0.0
        return 3.5 if column in self.places else 1.0

    def widened(self, parts: Sequence[Sequence[Sequence[Token]]]) -> Shape:
        """The shape with the widths of the parts that rows were found to have.

        The upper, narrow width of an L-shaped column stays what it is. Headings with sums, which
        have no running number where the rows have one, may be wider than their column.
        """
        widths = list(self.widths)
        columns = self.texts[:-1] if self.wide else self.texts
        for cells in parts:
            if self.kinds[0] == "number" and not any(cells[c] for c in (0, *self.texts[1:])):
                continue
            for column in columns:
                widths[column] = max([widths[column], *map(_own_width, cells[column])])
        said = (*self.said, *(s for s in self._same_texts(parts) if s not in self.said))
        return replace(self, widths=tuple(widths), said=said)

    def _same_texts(
        self, parts: Sequence[Sequence[Sequence[Token]]]
    ) -> tuple[tuple[str, int], ...]:
        """The columns of one text, where some row has more than it, or has it elsewhere."""
        found = []
        for column in self.texts[1:]:
            whole = Counter(cells[column][0].text for cells in parts if len(cells[column]) == 1)
            text, count = whole.most_common(1)[0] if whole else ("", 0)
            if count < _FEWEST_SAME or 2 * count < len(parts):
                continue
            if any(
                token.text == text and (c != column or len(cells[c]) > 1)
                for cells in parts
                for c in self.texts
                for token in cells[c]
            ):
                found.append((text, column))
        return tuple(found)


def _own_width(token: Token) -> int:
    """The width of a part without a mark in brackets that stands before it: 【新規】 救急相談."""
    mark = _MARK_BEFORE.match(token.text)
    return display_width(token.text[mark.end() :]) if mark else token.width


def find_shape(rows: Sequence[Row], at: int, heads: list[HeadCell], label: bool) -> Shape | None:
    """The shape of the table whose rows begin at rows[at], or None where no such table begins.

    It is told by the rows that stand whole on one line; where every row is broken, by the lines
    that hold nothing but the numbers, dates or marks. label: a first column without a head.
    """
    kinds = ["text"] * label + [h.kind for h in heads]
    if all(map(is_typed, kinds)) or (label and not any(map(is_typed, kinds))):
        return None
    full: list[Row] = []
    others: list[Row] = []
    divided = at  # lines before this one are headings over rows
    for number in range(at, len(rows)):
        row = without_caption(rows[number], len(kinds))
        if len(row.tokens) < len(kinds):
            divided = max(divided, number + take_divisions(rows, number, kinds))
        if number < divided:
            continue
        if (ends_table(row) and not same_head(row, heads)) or LABELS.take(rows, number):
            break
        if opens_next(rows, number):
            break
        if len(row.tokens) == len(kinds) and _suits(row, kinds):
            full.append(row)
        else:
            others.append(row)
        if len(others) > _MOST_OTHERS * (len(full) + 1):
            break
    if full and label and full[0].tokens[0].kind != "text":
        return None
    if full:
        shape: Shape | None = _shape_of_full(full, others, kinds, "description" in heads[-1].roles)
    else:
        shape = (
            _shape_of_marked(others, kinds)
            or _shape_of_partial(others, kinds)
            or _shape_of_broken(others, kinds)
        )
        shape = None if label else shape
    if not shape or not shape.texts:  # of numbers alone: nothing says what they are of
        return None
    return _with_contents(shape, heads, [*full, *others])


def _with_contents(shape: Shape, heads: list[HeadCell], rows: list[Row]) -> Shape:
    offset = len(shape.kinds) - len(heads)
    places = frozenset(c + offset for c, h in enumerate(heads) if "municipalities" in h.roles)
    tagged = [t for r in rows for t in r.tokens if t.kind == "tagged" and "tagged" in shape.kinds]
    described = next((c + offset for c, h in enumerate(heads) if "description" in h.roles), None)
    words = frozenset(t.text[:-1] for t in tagged)
    merged = shape.merged and not offset and "division" in heads[0].roles
    return replace(shape, places=places, words=words, described=described, merged=merged)


def _suits(row: Row, kinds: list[str]) -> bool:
    """Whether the tokens could be the cells; a kind that the head only suggests may be wrong."""
    typed = [(t, k) for t, k in zip(row.tokens, kinds, strict=True) if k in TYPED]
    wrong = sum(mismatch(t, k) > 1 for t, k in typed)
    if not typed:
        return not is_heading(row.text) and all(t.width <= _WIDEST_CELL for t in row.tokens)
    return wrong * 3 <= len(typed) and any(t.kind in TYPED for t, _ in typed)


def _shape_of_full(full: list[Row], others: list[Row], kinds: list[str], described: bool) -> Shape:
    decided = decide_kinds(full, kinds)
    widest = [max(row.tokens[column].width for row in full) for column in range(len(kinds))]
    widths = [0 if is_typed(k) else width for k, width in zip(decided, widest, strict=True)]
    ends = (r.tokens[-1].width for r in others if len(r.tokens) <= 3)
    typed = [k for k in decided if is_typed(k)]
    broken = any(len(r.tokens) == len(typed) and _all_suit(r.tokens, typed) for r in others)
    wide = max(ends, default=0) if described else 0
    rest = sum(len(r.tokens) == len(kinds) - 1 and _suits(r, decided[1:]) for r in others)
    merged = decided[0] == "text" and len(typed) > 1 < rest
    shape = Shape(tuple(decided), tuple(widths), wide, broken, said=_said(full, decided))
    return replace(shape, merged=merged)


def _said(full: list[Row], kinds: list[str]) -> tuple[tuple[str, int], ...]:
    """The texts that stand in the same column of two whole rows or more, and in no other."""
    texts = [c for c, kind in enumerate(kinds) if not is_typed(kind)]
    seen = Counter((row.tokens[c].text, c) for row in full for c in texts)
    columns = Counter(text for text, _ in seen)
    return tuple(key for key, count in seen.items() if count > 1 and columns[key[0]] == 1)


def _shape_of_marked(others: list[Row], kinds: list[str]) -> Shape | None:
    """The shape where no row has all its marks."""
    found = widths_of_marked(others, kinds)
    return Shape(tuple(found[0]), tuple(found[1])) if found else None


def _shape_of_partial(others: list[Row], kinds: list[str]) -> Shape | None:
    """The shape where no row has all its cells, but all rows have their numbers."""
    widths = widths_of_partial(others, kinds)
    return Shape(tuple(kinds), tuple(widths)) if widths else None


def _shape_of_broken(others: list[Row], kinds: list[str]) -> Shape | None:
    """The shape where text and numbers never share a line (家族に… / 36.8)."""
    kinds = list(kinds)
    lone = [r.tokens[0] for r in others if len(r.tokens) == 1]
    if not any(map(is_typed, kinds)):
        last = Counter(t.kind for t in lone if is_typed(t.kind) and t.kind != "nil")
        if not last:
            return None
        kinds[-1] = last.most_common(1)[0][0]
    typed = [k for k in kinds if is_typed(k)]
    alone = [r for r in others if len(r.tokens) == len(typed) and _all_suit(r.tokens, typed)]
    texts = [r for r in others if r not in alone]
    if len(alone) < max(1, _FEWEST_ALONE + 1 - len(typed)) or len(texts) < len(alone):
        return None
    widest = max(r.tokens[-1].width for r in texts)
    return Shape(tuple(kinds), tuple(0 if is_typed(k) else widest for k in kinds), broken=True)


def _all_suit(tokens: list[Token], kinds: list[str]) -> bool:
    pairs = list(zip(tokens, kinds, strict=True))
    return all(mismatch(t, k) == 0 for t, k in pairs) and any(t.kind != "nil" for t in tokens)
