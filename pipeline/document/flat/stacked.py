"""Tables that fell apart into one cell a line below heads of which only the first stay in order.

医療圏名 / 面積 / (k㎡) / 人口 / 人口 / 割合(%) / 病院数 …
北部保健医療圏 / 1,518.67 / 215,554 / 40.6 / 14 / 0 …
南部保健医療圏 / …

The numbers of a row tell how many columns there are: other readers need the heads of all of them,
and a name before the numbers of each row.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from normalizers.total import total_level
from pipeline.document.flat.below.turns import Stanza, are_numbers, lines_to_stanzas
from pipeline.document.flat.heads import HeadCell, head_score
from pipeline.document.flat.table import Table
from pipeline.document.flat.tokens import Row, Token, is_single, merge
from pipeline.document.model import EMPTY, Cite

_NOTE = re.compile(r"[(（\[［][^()（）]{1,12}[)）\]］]")
_FEWEST_HEADS = 2  # of numbers, behind that of the names
_FEWEST_ROWS = 3
_MOST_LINES = 900
_MOST_HEAD_LINES = 90
_MOST_WORDS = 3  # lines of a name
_WIDEST_HEAD = 34  # as of other tables of one cell a line


def stacked_begin(rows: Sequence[Row]) -> list[int]:
    """Where such a table could begin: words over as many heads of numbers as it must have."""
    found: list[int] = []
    counts = [0, 0]  # of the heads of numbers from the next line on, and from the one behind it
    for at in range(len(rows) - 1, -1, -1):
        row = rows[at]
        if max(counts) >= _FEWEST_HEADS and _is_short_word(row):
            found.append(at)
        count = counts[0] + _heads_numbers(row)
        passed = count > counts[0] or len(row.text) == 1 or _NOTE.fullmatch(row.text)
        counts = [count if passed else 0, counts[0]]
    return found


def take_stacked(rows: Sequence[Row], at: int) -> Table | None:
    """The table whose head of names stands on rows[at], or None.

    The heads of numbers right behind it are those of the first columns; which others the rest of
    the head has is left open. Every row has as many numbers; names that fell behind the table
    are those of the rows without one.
    """
    heads, number, letters = _take_heads(rows, at)
    if len(heads) <= _FEWEST_HEADS:
        return None
    stanzas = _take_stanzas(rows, number)
    counts = Counter(len(s.numbers) for s in stanzas if len(s.numbers) >= len(heads) - 1)
    width, times = max(counts.items(), key=lambda c: (c[1], c[0]), default=(0, 0))
    if times < _FEWEST_ROWS - 1:  # the last may run into the sums
        return None
    first = next(n for n, s in enumerate(stanzas) if len(s.numbers) == width)
    body = _take_body(stanzas[first:], width, letters)
    if len(body) < _FEWEST_ROWS or stanzas[first].end - number > _MOST_HEAD_LINES + width:
        return None
    found, end = _finish(rows, body, width, letters)
    cites = [h.cite for h in heads] + [EMPTY] * (width + 1 - len(heads))
    return Table(cites, found, end)


def _take_heads(rows: Sequence[Row], at: int) -> tuple[list[HeadCell], int, list[Row]]:
    """The head of the names and those of the first numbers; single letters between them belong
    to the first name (岬 / 面積 / … / 浜)."""
    name = _name_head(rows, at)
    if name is None:
        return [], at, []
    heads, letters = [name], list[Row]()
    number = at + len(name.tokens)
    while number < len(rows):
        row = rows[number]
        token = merge(row.tokens)
        if len(heads) > 1 and _NOTE.fullmatch(row.text):
            heads[-1] = heads[-1].with_token(token)
        elif len(heads) == 1 and is_single(token):
            letters.append(row)
        elif _heads_numbers(row) and row.text not in {h.tokens[0].text for h in heads}:
            heads.append(HeadCell((token,)))
        else:
            break
        number += 1
    return heads, number, letters


def _name_head(rows: Sequence[Row], at: int) -> HeadCell | None:
    """The head of the names, perhaps broken over two lines: 2次医療 / 圏名."""
    for count in (1, 2):
        lines = rows[at : at + count]
        if not all(map(_is_short_word, lines)):
            break
        head = HeadCell(tuple(merge(row.tokens) for row in lines))
        whole = count == 1 or head_score(lines[-1].text) < 2
        named = head.kind == "text" and "over" not in head.roles
        if whole and head_score(head.text) > 1 and named:
            return head
    return None


def _is_short_word(row: Row) -> bool:
    return row.kinds == ("text",) and row.width <= _WIDEST_HEAD


def _heads_numbers(row: Row) -> bool:
    if not _is_short_word(row) or head_score(row.text) < 3:
        return False
    return HeadCell((row.tokens[0],)).kind == "number"


def _take_stanzas(rows: Sequence[Row], at: int) -> list[Stanza]:
    """Words and numbers in turns, down to a sentence."""
    last = min(len(rows), at + _MOST_LINES)
    end = next((n for n in range(at, last) if _is_sentence(rows[n])), last)
    return list(lines_to_stanzas(rows[:end], at, _MOST_HEAD_LINES))


def _is_sentence(row: Row) -> bool:
    return "。" in row.text and not are_numbers(row)


def _take_body(stanzas: Sequence[Stanza], width: int, letters: Sequence[Row]) -> list[Stanza]:
    """The rows of the table: all have as many numbers, the last perhaps those of sums as well."""
    body: list[Stanza] = []
    for stanza in stanzas:
        if body and len(stanza.words) > _MOST_WORDS:
            break
        if len(stanza.numbers) < width:
            break
        body.append(stanza)
        if len(stanza.numbers) > width:
            break
    lines = Counter(len(s.words) for s in body[1:]).most_common(1)
    if body and letters:
        while len(body[0].words) > 1 and not is_single(merge(body[0].words[0].tokens)):
            body[0].words = body[0].words[1:]
    elif body and lines:  # the lines of the head end where the first name begins
        body[0].words = body[0].words[-max(1, lines[0][0], _close_lines(body)) :]
    return body


def _close_lines(body: Sequence[Stanza]) -> int:
    """The lines of the first name that no blank line parts, where one parts all other cells."""
    apart = all(s.words[0].gap for s in body[1:] if s.words)
    words = body[0].words
    count = 1
    while apart and count < min(len(words), _MOST_WORDS) and not words[-count].gap:
        count += 1
    return count if count < len(words) and words[-count].gap else 1


def _finish(
    rows: Sequence[Row], body: Sequence[Stanza], width: int, letters: Sequence[Row]
) -> tuple[list[list[Cite]], int]:
    """The rows as cells, and those without a name behind the last."""
    if letters and all(is_single(merge(row.tokens)) for row in body[0].words):
        body[0].words = [*letters, *body[0].words]
    found = [
        [Cite.join(w.line.cite() for w in s.words), *(t.cite for t in s.numbers[:width])]
        for s in body
    ]
    rest = body[-1].numbers[width:]
    end = body[-1].end
    nameless = len(rest) // width
    names, behind = _names_behind(rows, end, nameless) if nameless else ([], end)
    for number, name in enumerate(names):
        found.append([name, *(t.cite for t in rest[number * width : (number + 1) * width])])
        end = behind
    found[-1].extend(_beside(body[-1].numbers, width * (1 + len(names))))
    return found, end


def _beside(numbers: Sequence[Token], at: int) -> list[Cite]:
    """The numbers from `at` on that share a line with the last one before: no cell may cut it."""
    line = numbers[at - 1].line
    return [t.cite for t in numbers[at:] if t.line is line]


def _names_behind(rows: Sequence[Row], at: int, count: int) -> tuple[list[Cite], int]:
    """The names of the last rows, which fell behind the table: 西 / 部 / 計."""
    names: list[Cite] = []
    letters: list[Cite] = []
    number = at
    while number < len(rows) and number - at < 6 and len(names) < count:
        row = rows[number]
        token = merge(row.tokens)
        if total_level(row.text):
            names += [Cite.join(letters)] if letters else []
            names.append(token.cite)
            letters = []
        elif is_single(token):
            letters.append(token.cite)
        else:
            break
        number += 1
    return (names, number) if len(names) == count else ([], at)
