"""Characters as drawn to characters as seen: what is drawn twice stands once."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from math import floor

import numpy as np

from pipeline.document.pdf.model.glyphs import SEVERAL, Chars, columns_of, with_columns
from pipeline.document.pdf.model.ink import LOST, Char
from pipeline.document.pdf.model.settings import Settings

_SQUARE = 3  # em: large enough that few characters lie at an edge, small enough to hold few
_CONTROLS = "\x7f\xad"
_STEPS = 8  # in the height of a band: how finely places on a level are told apart
_USUAL, _LARGE = 1.5, 1.3  # times the usual size; they overlap by more than two sizes may differ
_SAME_SIZE = 0.1  # part of the size that two drawings of one character may differ by


def drawn_to_seen(chars: Sequence[Char], settings: Settings) -> Chars:
    """Leave out control characters, characters without any size, and the second drawing of fake
    bold and shadows.

    The same character within settings.double em of an earlier one counts as drawn twice.
    Blanks stay where they separate characters; every kind of them keeps its own code.
    """
    chars = with_columns(_without_controls(chars))
    places: dict[tuple[str, int, int], list[Char]] = {}
    twice = [
        place
        for place in _maybe_twice(chars, settings.double)
        if _drawn_before(chars[place], places, settings.double)
    ]
    if not twice:
        return chars
    return chars.take(np.delete(np.arange(len(chars)), twice).tolist())


def _without_controls(chars: Sequence[Char]) -> Sequence[Char]:
    columns = columns_of(chars)
    if not (columns.sizes > 0).all():  # drawn through a matrix that leaves nothing to see
        return _without_controls([char for char in chars if char.size > 0])
    codes = columns.codes
    if ((codes >= 0xD800) & (codes <= 0xDFFF)).any():
        return _without_controls(list(_whole_characters(chars)))
    if not ((codes < 0x20) | (codes == 0x7F) | (codes == 0xAD)).any():
        return chars
    replaced = (
        _without_control(char) if char.text < " " or char.text in _CONTROLS else char
        for char in chars
    )
    return [char for char in replaced if char.text]


def _whole_characters(chars: Sequence[Char]) -> Iterator[Char]:
    """Characters beyond the first 65,536, which PDFium gives as two halves (UTF-16), made whole;
    a half alone is lost."""
    high: Char | None = None
    for char in chars:
        if high is not None and "\udc00" <= char.text <= "\udfff":
            code = 0x10000 + (ord(high.text) - 0xD800) * 0x400 + ord(char.text) - 0xDC00
            x1, bottom = max(high.x1, char.x1), max(high.bottom, char.bottom)
            yield high._replace(text=chr(code), x1=x1, bottom=bottom)
            high = None
            continue
        if high is not None:
            yield high._replace(text=LOST)
        high = char if "\ud800" <= char.text <= "\udbff" else None
        if high is None:
            yield char._replace(text=LOST) if "\udc00" <= char.text <= "\udfff" else char
    if high is not None:
        yield high._replace(text=LOST)


def _without_control(char: Char) -> Char:
    if char.text >= " " and char.text != "\x7f" and char.text != "\xad":
        return char
    if char.text.isspace():  # tab, line feed and the like, drawn as a blank
        return char._replace(text=" ")
    if char.text == "\x00":
        return char._replace(text=LOST)
    return char._replace(text="" if unicodedata.category(char.text[:1] or "x") == "Cc" else "-")


def _maybe_twice(chars: Chars, near: float) -> list[int]:
    """The places of the characters that another one like them may stand at, in their order.

    Two points nearer than half a band of the page share one in one of two rows of bands that are
    moved by half a band; in most pages no two characters of one code and band are that near.
    """
    columns = chars.columns
    codes, sizes = columns.codes, columns.sizes
    if not len(codes) or (codes == SEVERAL).any():
        return np.flatnonzero(~columns.blank).tolist()
    usual = chars.usual_size
    maybe = ~columns.blank & (sizes > _LARGE * usual)
    small = np.flatnonzero(~columns.blank & (sizes <= _USUAL * usual))
    side = 2.02 * max(near * _USUAL * usual, 0.05)
    xs, ys = columns.boxes[0][small] / side, columns.boxes[1][small] / side
    kinds = (codes[small] << 43) + _whole(_STEPS * xs)
    for shift in (0.0, 0.5):
        keys = kinds + (_whole(ys + shift) << 22)
        ordered = np.sort(keys)
        near_next = ordered[1:] - ordered[:-1] <= _STEPS // 2
        if near_next.any():
            again = np.concatenate((ordered[1:][near_next], ordered[:-1][near_next]))
            maybe[small[np.isin(keys, again)]] = True
    return np.flatnonzero(maybe).tolist()


def _whole(places: np.ndarray) -> np.ndarray:
    with np.errstate(invalid="ignore"):  # places far beyond every page are one
        return np.floor(places).astype(np.int64)


def _drawn_before(char: Char, places: dict[tuple[str, int, int], list[Char]], near: float) -> bool:
    """Look the character up near its place, in squares of several em of its own size."""
    text, x0, top, _, _, size, _, _ = char
    near = max(near * size, 0.05)
    side = _SQUARE * max(size, 1.0)
    column, row = floor(x0 / side), floor(top / side)
    left, right = floor((x0 - near) / side), floor((x0 + near) / side)
    above, below = floor((top - near) / side), floor((top + near) / side)
    for x in range(left, right + 1):
        for y in range(above, below + 1):
            for other in places.get((text, x, y), ()):
                if (
                    abs(other[1] - x0) <= near
                    and abs(other[2] - top) <= near
                    and abs(other[5] - size) <= _SAME_SIZE * size
                ):
                    return True
    places.setdefault((text, column, row), []).append(char)
    return False


def lost_count(chars: Sequence[Char]) -> int:
    """How many characters the file does not tell."""
    return int(np.count_nonzero(columns_of(chars).codes == ord(LOST)))
