"""What refutes a reading as a table, whoever made it: heads, numbers and rows that no document has.

A converter leaves out blank cells, joins cells that touch and breaks a row over lines. What is read
from that looks like a table, but its amounts stand one column off; it stays text.

前年度 当初 前年度 当初
前年度予算額 1 がん検診事業 404,700779,700 5,220      (the head goes on; two amounts are one)
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from normalizers.head import read_heads
from normalizers.printed_years import ERA, LETTER
from pipeline.document.flat.heads import head_score
from pipeline.document.flat.misplaced import are_misplaced, bare_of
from pipeline.document.flat.tokens import Row, Token, display_width, folded, kind_of
from pipeline.document.model import Cell, Grid, Span

_AMOUNT = re.compile(r"[△▲+-]?\d[\d,]*,[\d,]*")
_GROUPED = re.compile(r"[△▲+-]?\d{1,3}(?:,\d{3})+")
_GROUP_SIGN = re.compile(r"[○◯●■□◆◇]")
_ROOM = 3  # display width that a line has left where the next word would have begun on it
_FEWEST_DIGITS = 5  # 1,2: a list of two
_FEWEST = 2  # faults of a kind: one could be a misprint
_VALUE = re.compile(r"[△▲+-]?\d[\d,.]*%?")
_TWO_YEARS = re.compile(rf"(?:\d|元)年度(?:{ERA}|{LETTER})[\d元]")
_BRACKETS = re.compile(r"[()（）\[\]［］]")
_LETTERS = 3  # columns of one letter that make a word
_ROWS = 3
_HEAD = 2  # characters of a head that is told apart from a letter
_NUMBERS = frozenset({"number", "nil"})
_CELLS = frozenset({"number", "mark", "nil"})
_WORDED = frozenset({"name", "description", "department", "implementer"})
_ACCOUNTS = frozenset({"款", "項"})
_GAP = re.compile(r"\S\S(?: {4,}|　{2,})\S\S")
_FEW = 4  # one row in so many
_LATIN = re.compile(r"[!-~]\s|\s[!-~]")
_MOST_BLANKS = 3  # lines of a description that happen to have one
_WIDEST = 40  # a cell that is no prose


def is_sound(grid: Grid, rows: Mapping[int, Row]) -> bool:
    """Whether nothing in a grid says that it is cut wrongly; rows: by the index of their line."""
    lines = _lines_of(grid)
    heads, body = lines[: grid.head_rows or 0], lines[grid.head_rows or 0 :]
    refuted = (
        any(map(_is_broken_head, heads))
        or _amounts_touch(body)
        or _heads_go_on(heads, body)
        or _words_are_amounts(heads, body)
        or _accounts_are_lost(heads, body)
        or are_misplaced(heads, body)
        or _rows_are_halves(body)
        or _shares_change_places(body)
        or _columns_are_missing(_without_shares(heads, body), rows)
        or _counts_go_on(body)
        or _gaps_are_within(body, rows)
        or _columns_are_mixed(body, rows)
        or _headings_are_in_names(body)
    )
    return not refuted


def _lines_of(grid: Grid) -> list[list[Cell]]:
    """The cells of each row, from left to right."""
    lines: list[list[Cell]] = [[] for _ in range(grid.row_count)]
    for cell in grid.cells:
        lines[cell.row].append(cell)
    for line in lines:
        line.sort(key=lambda cell: cell.column)
    return lines


def _headings_are_in_names(body: Sequence[Sequence[Cell]]) -> bool:
    """Whether the first column has headings glued to names: a line with the sign of a group, on
    which the rest would have had room, before a name (○救急医療の充実 / 搬送支援事業)."""
    names = [folded(line[0].text).split("\n") for line in body if line and line[0].column == 0]
    widest = max((display_width(name[0]) for name in names if len(name) == 1), default=0)
    signed = [n for n in names if len(n) > 1 and _GROUP_SIGN.match(n[0])]
    plain = any(not _GROUP_SIGN.match(name[0]) for name in names)
    return plain and any(display_width(name[0]) + _ROOM < widest for name in signed)


def _is_broken_head(line: Sequence[Cell]) -> bool:
    """Whether the heads of a row are no words: two years in one head, brackets that open in one
    and close in another, a word of which every letter is a head."""
    texts = [bare_of(cell.cite) for cell in line]
    if any(map(_TWO_YEARS.search, texts)) or sum(map(_is_open, texts)) >= _FEWEST:
        return True
    word = ""
    for text in [*texts, ""]:
        if len(text) == 1 and not head_score(text):
            word += text
        elif word:
            if len(word) >= _LETTERS and head_score(word + text):
                return True
            word = ""
    return False


def _is_open(text: str) -> bool:
    return len(_BRACKETS.findall(text)) % 2 == 1


def _amounts_touch(body: Sequence[Sequence[Cell]]) -> bool:
    """Whether commas of numbers do not stand before three digits, or alone: 404,700779,70."""
    texts = (bare_of(cell.cite) for line in body for cell in line if "," in folded(cell.text))
    amounts = [t for t in texts if (_AMOUNT.fullmatch(t) and len(t) > _FEWEST_DIGITS) or t == ","]
    return sum(not _GROUPED.fullmatch(t) for t in amounts) >= _FEWEST


def _heads_go_on(heads: Sequence[Sequence[Cell]], body: Sequence[Sequence[Cell]]) -> bool:
    """Whether the first row begins with a head that is a column's already, most rows hold nothing
    but heads of other columns, or rows repeat the heads one column on."""
    words = {text for line in heads for cell in line if len(text := bare_of(cell.cite)) >= _HEAD}
    if not words or not all(body[:2]) or not body:
        return False
    for cell in body[0]:
        first, *rest = folded(cell.text).split()
        if rest and first in words:
            return True
    if len(body) > 1 and _moves_on([heads[-1], *body[:2]]):
        return True
    alike = sum(all(bare_of(cell.cite) in words for cell in line) for line in body if len(line) > 1)
    return alike * 2 > len(body)


def _words_are_amounts(heads: Sequence[Sequence[Cell]], body: Sequence[Sequence[Cell]]) -> bool:
    """Whether a column of names, or of other words, has nothing but amounts: 4,200 below 事業名."""
    last = heads[-1] if heads else []
    kinds = [[kind_of(bare_of(c.cite)) for c in line] for line in body]
    wordy = [line for line, k in zip(body, kinds, strict=True) if k.count("text") >= _FEWEST]
    for head in last:
        found = read_heads(bare_of(head.cite))
        if not found or any(h.role not in _WORDED for h in found):
            continue
        if found[0].role != "name" and not all(h.is_exact for h in found):
            continue
        lines = body if found[0].role == "name" else wordy
        texts = [bare_of(c.cite) for line in lines for c in line if c.column == head.column]
        if len(texts) >= _FEWEST and all(map(_GROUPED.fullmatch, texts)):
            return True
    return False


def _accounts_are_lost(heads: Sequence[Sequence[Cell]], body: Sequence[Sequence[Cell]]) -> bool:
    """Whether nothing stands below 款 or 項, whose words were put to the columns beside it."""
    filled = {cell.column for line in body for cell in line}
    last = heads[-1] if heads else []
    return any(bare_of(c.cite) in _ACCOUNTS and c.column not in filled for c in last)


def _moves_on(lines: Sequence[Sequence[Cell]]) -> bool:
    return all(above[-1].text == line[0].text for above, line in pairwise(lines))


def _rows_are_halves(body: Sequence[Sequence[Cell]]) -> bool:
    """Whether every row with words is followed by one of numbers alone: of which columns these
    are nobody says."""
    alone = [bool(line) and _kinds(line) <= _NUMBERS for line in body]
    pairs = list(zip(alone[::2], alone[1::2], strict=False))
    return len(pairs) >= _ROWS and all(not first and second for first, second in pairs)


def _shares_change_places(body: Sequence[Sequence[Cell]]) -> bool:
    """Whether shares and amounts stand in one another's columns in other rows (12,300 4.5%, then
    4.1% 900): rows were cut where there are more columns than heads."""
    turns = Counter(
        (left.column, right.column, _is_share(left))
        for line in body
        for left, right in pairwise(line)
        if _is_share(left) != _is_share(right)
        and _VALUE.fullmatch(bare_of(left.cite))
        and _VALUE.fullmatch(bare_of(right.cite))
    )
    return any(
        min(found, turns[left, right, not share]) >= _FEWEST
        for (left, right, share), found in list(turns.items())
    )


def _is_share(cell: Cell) -> bool:
    return cell.text.rstrip().endswith(("%", "％"))


def _kinds(line: Iterable[Cell]) -> set[str]:
    return {kind_of(bare_of(cell.cite)) for cell in line}


def _without_shares(
    heads: Sequence[Sequence[Cell]], body: Sequence[Sequence[Cell]]
) -> list[list[Cell]]:
    """The rows without the cells of sources in words and their amounts (国 1,234 県 617)."""
    last = heads[-1] if heads else []
    over = {c.column for c in last if any(h.role == "over" for h in read_heads(bare_of(c.cite)))}
    return [[cell for cell in line if cell.column not in over] for line in body]


def _columns_are_missing(body: Sequence[Sequence[Cell]], rows: Mapping[int, Row]) -> bool:
    """Whether most rows have a word and the number or mark beside it in one cell."""
    if len(body) < _ROWS:
        return False
    return sum(any(_joins(cell, rows) for cell in line) for line in body) * 2 > len(body)


def _counts_go_on(body: Sequence[Sequence[Cell]]) -> bool:
    """Whether names end with a count of what the next column counts (市立病院 6床, 10床): there are
    more columns than heads, and which count is of the last one nobody says."""
    pairs = [pair for line in body for pair in pairwise(line)]
    return sum(_goes_on(left, right) for left, right in pairs) >= _FEWEST


def _goes_on(left: Cell, right: Cell) -> bool:
    count, (*name, last) = bare_of(right.cite), folded(left.text).split()
    return bool(name) and kind_of(count) == "counted" and _counter(last) == _counter(count)


def _counter(count: str) -> str:
    """What a count counts: 床 of 12床."""
    return count.lstrip("0123456789")


def _gaps_are_within(body: Sequence[Sequence[Cell]], rows: Mapping[int, Row]) -> bool:
    """Whether many rows have a cell with words of one line that stand far apart."""
    found = sum(any(_has_gap(cell, rows) for cell in line) for line in body)
    return found * _FEW > len(body)


def _columns_are_mixed(body: Sequence[Sequence[Cell]], rows: Mapping[int, Row]) -> bool:
    """Whether most rows have lines with as many words as the row has cells of words, and all of
    them in one cell: columns were read line by line."""
    return sum(_is_mixed(line, rows) for line in body) * 2 >= max(1, len(body))


def _is_mixed(line: Sequence[Cell], rows: Mapping[int, Row]) -> bool:
    texts = [c for c in line if kind_of(bare_of(c.cite)) == "text"]
    if len(texts) < _FEWEST:
        return False
    mixed = [
        sum(_words(rows[span.line], span) == len(texts) for span in c.cite.spans) for c in texts
    ]
    lines = sum(len(c.cite.spans) for c in texts)
    return sum(mixed) >= (_FEWEST if mixed[0] else max(_MOST_BLANKS, lines / 2))


def _words(row: Row, span: Span) -> int:
    """How many words a cell has of a line that is all its own and has no numbers; 0 for others. A
    blank beside Latin letters (用 CT) parts no words."""
    whole = span.start <= row.tokens[0].start and row.tokens[-1].end <= span.end
    if not whole or set(row.kinds) != {"text"} or _LATIN.search(row.text):
        return 0
    return len(row.tokens)


def _has_gap(cell: Cell, rows: Mapping[int, Row]) -> bool:
    return any(_GAP.search(rows[n].line.text, start, end) for n, start, end in cell.cite.spans)


def _joins(cell: Cell, rows: Mapping[int, Row]) -> bool:
    """Whether a short cell has tokens of both kinds from one line."""
    for number, start, end in cell.cite.spans:
        tokens = [t for t in rows[number].tokens if start <= t.start and t.end <= end]
        if len(tokens) > 1 and _is_short(tokens):
            typed = sum(t.kind in _CELLS for t in tokens)
            if 0 < typed < len(tokens):
                return True
    return False


def _is_short(tokens: Sequence[Token]) -> bool:
    return sum(t.width for t in tokens) <= _WIDEST
