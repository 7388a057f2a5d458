"""Lines to the rows of a table: which line is the second one of the cells above?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from pipeline.document.pdf.text.chunks import BRACKETS, Row, is_number
from pipeline.document.pdf.text.rivers import River, column_of

_OPENING = re.compile(r"[（(【\[〔]?[0-9０-９①-⑳]+[)）】\]〕.．]|[・○◯●◎◇◆□■※＜<【〔]")
_DATES = (
    (re.compile(r"年[\s　]*$"), re.compile(r"[\s　]*[0-9０-９]{1,2}[\s　]*月")),
    (re.compile(r"月[\s　]*$"), re.compile(r"[\s　]*[0-9０-９]{1,2}[\s　]*日")),
)
_FEWEST = 3  # rows with numbers, of a table whose cells stand at the bottom
_STEP = 1.6  # em: lines of one cell are not further apart
_SPARE = 1.2  # em: a line leaves so much free where the next word or sign does not fit
_KATAKANA = re.compile(r"[ァ-ヺ][\s　]*$")


def continues(above: Row, row: Row, rivers: Sequence[River]) -> bool:
    """A row is the second line of the cells above: close below, starting where they start,
    without a number."""
    if row.top - above.bottom > 0.75 * row.size:
        return False
    aside = _is_aside(above, row)
    starts = {column_of(chunk, rivers): chunk for chunk in above.chunks}
    for chunk in row.chunks:
        over = starts.get(column_of(chunk, rivers))
        if over is None or (_opens(chunk.text) and not (aside and is_number(chunk.text))):
            return False
        if is_number(chunk.text) and not _ends_word(chunk.text, over.text) and not aside:
            return False
        aligned = min(abs(over.x0 - chunk.x0), abs(over.x0 + over.x1 - chunk.x0 - chunk.x1) / 2)
        if aligned > 1.1 * row.size:
            return False
    return len(row.chunks) < len(above.chunks) or len(above.chunks) == 1


def _ends_word(text: str, above: str) -> bool:
    """The long vowel at the end of a word of katakana (センタ / ー), not a sign of nothing; the
    month below its year, the day below its month."""
    if text.strip() == "ー":
        return bool(_KATAKANA.search(above))
    return any(part.match(text) and whole.search(above) for whole, part in _DATES)


def _opens(text: str) -> bool:
    """Begins like an entry of its own."""
    return bool(_OPENING.match(text))


def rows_to_groups(rows: Sequence[Row], rivers: Sequence[River]) -> list[list[Row]]:
    """Lines gathered into rows: by the distance, where the rows stand further apart than the
    lines inside them, else second lines by their place."""
    pitch = _line_pitch(rows)
    opening = set() if pitch else _lines_above_numbers(rows, rivers)
    groups: list[list[Row]] = []
    for place, row in enumerate(rows):
        above = groups[-1] if groups else []
        if opening and place >= min(opening):
            goes_on = place - 1 in opening
        elif above and row.bottom - above[-1].bottom <= 0.7 * row.size:
            goes_on = not _numbered_twice(above, row)  # on the same level but for half a line
        elif pitch and above:
            goes_on = row.bottom - above[-1].bottom <= pitch and not _numbered_twice(above, row)
        else:
            goes_on = any(continues(line, row, rivers) for line in above)
        if goes_on:
            above.append(row)
        else:
            groups.append([row])
    return groups


def _line_pitch(rows: Sequence[Row]) -> float:
    """The greatest distance of two lines inside a row; 0 where all lines stand evenly."""
    usual = median(row.size for row in rows) if rows else 0.0
    lines = [row for row in rows if row.size >= 0.8 * usual]  # no marks of notes
    steps = sorted(
        below.bottom - above.bottom
        for above, below in pairwise(lines)
        if below.bottom - above.bottom > 0.9 * below.size
    )
    if len(steps) < 3 or steps[-1] < 1.3 * steps[0] or steps[0] > 1.5 * usual:
        return 0.0
    return 1.12 * steps[0]


def _lines_above_numbers(rows: Sequence[Row], rivers: Sequence[River]) -> set[int]:
    """The places of lines that go on in the line below, where cells stand at the bottom of their
    rows, as a spreadsheet sets them: the numbers are level with the last line of a name.

    Told by three signs together: lines of one column alone stand above the first number, the last
    line has numbers, and each line that goes on fills its column. Empty where one is missing."""
    numbered = [n for n, row in enumerate(rows) if any(is_number(c.text) for c in row.chunks)]
    if len(numbered) < _FEWEST or numbered[-1] != len(rows) - 1:
        return set()
    start = numbered[0]
    while start and len(rows[start - 1].chunks) == 1:
        start -= 1
    opening = set(range(start, len(rows))).difference(numbered)
    ends = [n for n in numbered if n - 1 in opening]
    if start == numbered[0] or 2 * len(ends) <= len(numbered):
        return set()
    if any(len(rows[n].chunks) > 1 for n in opening):
        return set()
    column = column_of(rows[start].chunks[0], rivers)
    lines = {
        n: chunk
        for n in (*opening, *ends)
        for chunk in rows[n].chunks
        if column_of(chunk, rivers) == column
    }
    if len(lines) < len(opening) + len(ends):
        return set()
    size = median(rows[n].size for n in lines)
    left, right = min(c.x0 for c in lines.values()), max(c.x1 for c in lines.values())
    even = all(rows[n + 1].bottom - rows[n].bottom <= _STEP * size for n in opening)
    full = all(right - lines[n].x1 <= _SPARE * size for n in opening)
    flush = all(chunk.x0 - left <= _SPARE * size for chunk in lines.values())
    own = not any(is_number(chunk.text) or _opens(chunk.text) for chunk in lines.values())
    return opening if even and full and flush and own else set()


def _numbered_twice(above: Sequence[Row], row: Row) -> bool:
    """The row has a number, and so have the lines above it: entries of their own, unless they
    stand in brackets below them."""
    return (
        has_number(row, above)
        and any(is_number(chunk.text) for line in above for chunk in line.chunks)
        and not _is_aside(above[-1], row)
    )


def _is_aside(above: Row, row: Row) -> bool:
    """Whether a row has no numbers but some in brackets, each right below a number without them
    (the year before, a part of the sum)."""
    plain = [c for c in above.chunks if is_number(c.text) and not c.text.startswith(BRACKETS)]
    numbers = [chunk for chunk in row.chunks if is_number(chunk.text)] if plain else []
    return bool(numbers) and all(
        chunk.text.startswith(BRACKETS) and any(c.x0 < chunk.x1 and chunk.x0 < c.x1 for c in plain)
        for chunk in numbers
    )


def has_number(row: Row, above: Sequence[Row]) -> bool:
    """Whether a row has a number or a sign of nothing, no end of a word of the lines above it."""
    return any(
        is_number(chunk.text)
        and not any(
            _ends_word(chunk.text, c.text)
            for line in above
            for c in line.chunks
            if c.x0 - 1 <= chunk.x0 < c.x1
        )
        for chunk in row.chunks
    )
