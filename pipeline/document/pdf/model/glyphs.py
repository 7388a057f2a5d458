"""The characters of a page as arrays, for the stages that look at all of them at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain
from operator import attrgetter
from typing import NamedTuple, overload

import numpy as np

from pipeline.document.pdf.model.ink import Char

_FEW = 64  # characters: where more are asked for, all are made
_LEVEL = 0.3  # em
SEVERAL = -1  # stands for the code of a glyph that is no single character

_BLANKS = np.array([chr(code).isspace() for code in range(0x3002)])  # none has a higher code
_make = partial(tuple.__new__, Char)  # what Char._make does, without a call of Python's own


class Columns(NamedTuple):
    """One entry a character of each array."""

    boxes: np.ndarray  # 4 x n: x0, top, x1, bottom
    sizes: np.ndarray
    turns: np.ndarray
    codes: np.ndarray  # code points; SEVERAL where there are more
    bold: np.ndarray
    blank: np.ndarray

    def take(self, places: np.ndarray) -> Columns:
        """The characters at places, in that order."""
        return Columns(self.boxes[:, places], *(column[places] for column in self[1:]))


class Chars(Sequence[Char]):
    """The characters of a page: columns, and each character as one where it is asked for."""

    __slots__ = ("_asked", "_made", "_text", "_usual_size", "columns")

    def __init__(self, columns: Columns, made: list[Char] | None = None) -> None:
        self.columns = columns
        self._made = made
        self._text: str | None = None
        self._usual_size: float | None = None
        self._asked = 0

    def __len__(self) -> int:
        return len(self.columns.codes)

    @overload
    def __getitem__(self, place: int) -> Char: ...
    @overload
    def __getitem__(self, place: slice) -> list[Char]: ...
    def __getitem__(self, place: int | slice) -> Char | list[Char]:
        self._asked += 1
        if self._made is None and isinstance(place, int) and self._asked <= _FEW:
            return _columns_to_char(self.columns, place)
        return self.all()[place]

    def __iter__(self) -> Iterator[Char]:
        return iter(self.all())

    def all(self) -> list[Char]:
        """All characters."""
        if self._made is None:
            self._made = _columns_to_chars(self.columns)
        return self._made

    @property
    def text(self) -> str:
        """All characters in one string; empty where one of them is a glyph of several."""
        if self._text is None:
            self._text = codes_to_text(self.columns.codes)
        return self._text

    @property
    def usual_size(self) -> float:
        """The median of the sizes (np.median takes ten times as long for a page)."""
        if self._usual_size is None:
            ordered, count = np.sort(self.columns.sizes), len(self)
            self._usual_size = float((ordered[(count - 1) // 2] + ordered[count // 2]) / 2)
        return self._usual_size

    def take(self, places: list[int]) -> Chars:
        """The characters at places, in that order."""
        made = None if self._made is None else [self._made[place] for place in places]
        return Chars(self.columns.take(np.fromiter(places, np.int64, len(places))), made)


def columns_of(chars: Sequence[Char]) -> Columns:
    """The columns of characters: those that they keep, else made of them."""
    return chars.columns if isinstance(chars, Chars) else _chars_to_columns(chars)


def with_columns(chars: Sequence[Char]) -> Chars:
    """The same characters with their columns."""
    return chars if isinstance(chars, Chars) else Chars(_chars_to_columns(chars), list(chars))


def text_at(chars: Sequence[Char], places: list[int]) -> str:
    """The characters at places in one string."""
    text = with_columns(chars).text
    return "".join([text[place] if text else chars[place].text for place in places])


def count_gaps(columns: Columns, places: list[int], width: float) -> int:
    """How many stretches of white wider than width em part characters that stand on one level;
    -1 for those that stand on several, or are turned."""
    x0, _, x1, bottom = columns.boxes[:, places]
    size = columns.sizes[places].min()
    if bottom.max() - bottom.min() > _LEVEL * size or columns.turns[places].any():
        return -1
    order = np.argsort(x0)
    white = x0[order][1:] - np.maximum.accumulate(x1[order])[:-1]
    return int(np.count_nonzero(white > width * size))


def joined(first: Columns, second: Columns) -> Columns:
    """The characters of both."""
    return Columns(*(np.concatenate(both, axis=-1) for both in zip(first, second, strict=True)))


def codes_to_text(codes: np.ndarray) -> str:
    """All characters in one string; empty where one of them has no code."""
    if len(codes) and codes.min() == SEVERAL:
        return ""
    return codes.astype("<u4").tobytes().decode("utf-32-le", "surrogatepass")


def numbers_to_columns(
    boxes: np.ndarray, sizes: np.ndarray, turns: np.ndarray, codes: np.ndarray, bold: np.ndarray
) -> Columns:
    """Columns of single characters; what is blank follows from their codes."""
    return Columns(boxes, sizes, turns, codes, bold, is_blank(codes))


def is_blank(codes: np.ndarray) -> np.ndarray:
    """str.isspace of each code point."""
    blank: np.ndarray = _BLANKS[np.minimum(codes, len(_BLANKS) - 1)]
    return blank


def _columns_to_char(columns: Columns, place: int) -> Char:
    x0, top, x1, bottom = columns.boxes[:, place].tolist()
    size, turn, bold = columns.sizes[place], columns.turns[place], columns.bold[place]
    text = chr(columns.codes[place])
    return Char(text, x0, top, x1, bottom, float(size), int(turn), bool(bold))


def _columns_to_chars(columns: Columns) -> list[Char]:
    rows = zip(
        codes_to_text(columns.codes),
        *columns.boxes.tolist(),
        columns.sizes.tolist(),
        columns.turns.tolist(),
        columns.bold.tolist(),
        strict=True,
    )
    return list(map(_make, rows))


def _chars_to_columns(chars: Sequence[Char]) -> Columns:
    texts = list(map(attrgetter("text"), chars))
    numbers = np.fromiter(chain.from_iterable(char[1:] for char in chars), np.float64)
    numbers = numbers.reshape(len(chars), 7).T
    single = all(len(text) == 1 for text in texts)
    codes = np.array([ord(t) if len(t) == 1 else SEVERAL for t in texts], np.int64)
    blank = is_blank(codes) if single else np.array([text.isspace() for text in texts])
    turns, bold = numbers[5].astype(np.int64), numbers[6].astype(bool)
    return Columns(numbers[:4], numbers[4], turns, codes, bold, blank)
