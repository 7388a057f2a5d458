"""The characters of a page as arrays, for the stages that look at all of them at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from itertools import chain
from operator import attrgetter
from typing import NamedTuple

import numpy as np

from pipeline.document.pdf.ink import Char

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


class Chars(list[Char]):
    """Characters that keep their columns; never changed, only made anew."""

    __slots__ = ("columns",)

    def __init__(self, chars: Iterable[Char], columns: Columns) -> None:
        super().__init__(chars)
        self.columns = columns


def columns_of(chars: Sequence[Char]) -> Columns:
    """The columns of characters: those that they keep, else made of them."""
    return chars.columns if isinstance(chars, Chars) else _chars_to_columns(chars)


def with_columns(chars: Sequence[Char]) -> Chars:
    """The same characters with their columns."""
    return chars if isinstance(chars, Chars) else Chars(chars, _chars_to_columns(chars))


def columns_to_chars(columns: Columns) -> Chars:
    """The characters that columns describe; each must be a single one."""
    text = codes_to_text(columns.codes)
    rows = zip(
        text,
        *columns.boxes.tolist(),
        columns.sizes.tolist(),
        columns.turns.tolist(),
        columns.bold.tolist(),
        strict=True,
    )
    return Chars(map(_make, rows), columns)


def usual_size(columns: Columns) -> float:
    """The median of the sizes (np.median takes ten times as long for a page)."""
    ordered = np.sort(columns.sizes)
    count = len(ordered)
    return float((ordered[(count - 1) // 2] + ordered[count // 2]) / 2)


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


def _chars_to_columns(chars: Sequence[Char]) -> Columns:
    texts = list(map(attrgetter("text"), chars))
    numbers = np.fromiter(chain.from_iterable(char[1:] for char in chars), np.float64)
    numbers = numbers.reshape(len(chars), 7).T
    single = all(len(text) == 1 for text in texts)
    codes = np.array([ord(t) if len(t) == 1 else SEVERAL for t in texts], np.int64)
    blank = is_blank(codes) if single else np.array([text.isspace() for text in texts])
    turns, bold = numbers[5].astype(np.int64), numbers[6].astype(bool)
    return Columns(numbers[:4], numbers[4], turns, codes, bold, blank)
