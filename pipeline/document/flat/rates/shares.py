"""Charts of the answers of groups of people: the groups with their number, shares, the answers.

全体(n=1,234)            全体(n=1,234) 45.2 50.5 4.3        74.6
男性(n=534)              男性(n=534) 40.2 55.5 4.3          59.5
45.2                     ■いる □いない ▨無回答              身体機能の低下のため
40.2                                                        80.0
50.5                     いる いない 無回答                 24.8
…                        全体(n=1,234)                      …
いる いない 無回答       45.2 50.5 4.3                      全体 n=1065
                                                            病院 n=131
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.document.flat.limits import is_caption, is_heading
from pipeline.document.flat.table import Table
from pipeline.document.flat.tokens import Row, Token, display_width, folded, merge
from pipeline.document.model import EMPTY, Cite

_BASE = re.compile(r"[(\[]?\s*n\s*=\s*[\d,]+\s*(?:人|件)?\s*[)\]]?", re.IGNORECASE)
_SHARE = re.compile(r"(?:\d{1,2}\.\d|100\.0)%?|\d{1,3}%")
_TICK = re.compile(r"(?:\d|\d0|100)%?")
_NO_WORDS = re.compile(r"[。]|^(?:図|表|問|設問|[QＱ]\d|※|注|資料|出典)|[?？]$")
_COLOURED = re.compile(r"[■□▨▧▩▤▥▦]\w")
_WIDEST = 40
_MOST_ABOVE = 9  # lines down to the first label, itself included
_MOST_LINES, _MOST_GROUPS, _MOST_WORDS = 160, 30, 36
_FEWEST_GROUPS, _FEWEST_AMID, _MOST_WRAPS = (
    2,
    3,
    3,
)  # answers amid the numbers of groups, lines of one


@dataclass(frozen=True, slots=True)
class _Piece:
    """A line of a chart: a label with n=, shares, both, or words."""

    row: Row
    label: Cite | None
    shares: tuple[Token, ...]
    words: tuple[Token, ...]


def shares_begin(rows: Sequence[Row]) -> list[int]:
    """Where a chart could begin: a label with n=, words of a legend with one right below, or the
    first of numbers far above one."""
    found: list[int] = []
    reach = far = 0  # lines above that could be of a legend, of numbers
    below = False  # the next line holds numbers
    for at in range(len(rows) - 1, -1, -1):
        row = rows[at]
        if "=" in row.bare and _BASE.search(row.bare):
            reach, far = (0, 0) if _NO_WORDS.search(row.bare) else (_MOST_ABOVE, _MOST_LINES)
        elif far:
            words = reach and (_is_words(row) or _legend_words(row.tokens))
            reach = reach - 1 if words else 0
            far = far - 1 if _read(row) else 0
        numbers = bool(far) and row.kinds == ("number",) and bool(_SHARE.fullmatch(row.bare))
        if below and not numbers:
            found.append(at + 1)
        if reach:
            found.append(at)
        below = numbers
    return [*found, 0] if below else found


def take_shares(rows: Sequence[Row], at: int) -> Table | None:
    """The chart that begins at rows[at], or None: the answers, and for each group of people its
    label and shares; of one group without a name, answers and shares.

    The shares of each group add up to 100, which tells the order of numbers that stand on lines
    of their own, or the words of each answer stand amid as many numbers as there are groups;
    where neither proves an order, or two, it is no table.
    """
    pieces: list[_Piece] = []
    labels = shares = words = 0
    for number in range(at, min(len(rows), at + _MOST_LINES)):
        piece = _read(rows[number])
        if piece is None or labels > _MOST_GROUPS or words > _MOST_WORDS:
            break
        pieces.append(piece)
        labels += piece.label is not None
        shares += len(piece.shares)
        words += bool(piece.words)
        if not (labels and shares and words) or shares % labels:
            continue
        if (found := _prove(pieces)) and not _goes_on(rows, number + 1):
            head, body = found
            first = min(s.line for cells in (head, *body) for cite in cells for s in cite.spans)
            return Table(head, body, number + 1, first)
    return None


def _goes_on(rows: Sequence[Row], at: int) -> bool:
    """Whether the next line has shares or a label too: what is proved so far is not all."""
    piece = _read(rows[at]) if at < len(rows) else None
    return piece is not None and bool(piece.shares or piece.label)


def _read(row: Row) -> _Piece | None:
    """The parts of a line, read once; None for a line that ends a chart."""
    if "shares" not in row.memo:
        row.memo["shares"] = _read_piece(row)
    return row.memo["shares"]  # type: ignore[return-value]


def _read_piece(row: Row) -> _Piece | None:
    """A piece without label, shares and words is a mark of the axis."""
    text = row.bare
    if all(_TICK.fullmatch(folded(t.text)) for t in row.tokens):
        return _Piece(row, None, (), ())
    based = _BASE.search(text)
    tokens = list(row.tokens)
    shares: list[Token] = []
    while tokens and _SHARE.fullmatch(folded(tokens[-1].text)):
        shares.insert(0, tokens.pop())
    if not tokens:
        return _Piece(row, None, tuple(shares), ())
    if based:
        label = merge(tokens)
        wide = display_width(label.text) > _WIDEST
        return (
            None if wide or _NO_WORDS.search(text) else _Piece(row, label.cite, tuple(shares), ())
        )
    if shares:
        return None
    words = _legend_words(tokens) or (tokens if _is_words(row) else [])
    return _Piece(row, None, (), tuple(words)) if words else None


def _legend_words(tokens: Sequence[Token]) -> list[Token]:
    """The words of a legend whose every entry follows the sign of its colour: ■いる □いない."""
    if len(tokens) < 2 or not all(_COLOURED.match(t.text) for t in tokens):
        return []
    return [Token(t.line, t.start + 1, t.end, "text") for t in tokens]


def _is_words(row: Row) -> bool:
    text = row.bare
    if _NO_WORDS.search(text) or is_caption(row.text) or is_heading(row.text):
        return False
    return all(t.kind in ("text", "tagged", "counted") for t in row.tokens)


def _prove(pieces: Sequence[_Piece]) -> tuple[list[Cite], list[list[Cite]]] | None:
    """The answers and the rows of a chart, where they are all there and add up to 100."""
    labels = [p.label for p in pieces if p.label is not None]
    shares = [t for p in pieces for t in p.shares]
    words = [p.words for p in pieces if p.words]
    if not labels or len(shares) < 2 or len(shares) % len(labels):
        return None
    size = len(labels)
    count = len(shares) // size
    if amid := _answers_amid(pieces, size, count):
        return [EMPTY, *amid], [
            [x, *(t.cite for t in shares[n::size])] for n, x in enumerate(labels)
        ]
    legend = _legend(words, count)
    if count < 2 or legend is None:
        return None
    inline = [p for p in pieces if p.label is not None and p.shares]
    by_row = [shares[n * count : (n + 1) * count] for n in range(size)]
    by_answer = [shares[n::size] for n in range(size)]
    proved = [o for o in ([by_row] if inline or size == 1 else [by_row, by_answer]) if _whole(o)]
    if len(proved) != 1 or (inline and any(len(p.shares) != count for p in inline)):
        return None
    if size == 1 and _BASE.fullmatch(folded(labels[0].text)):
        return [], [[w, t.cite] for w, t in zip(legend, shares, strict=True)]  # n=300 is of all
    rows = [
        [label, *(t.cite for t in group)] for label, group in zip(labels, proved[0], strict=True)
    ]
    return [EMPTY, *legend], rows


def _answers_amid(pieces: Sequence[_Piece], size: int, count: int) -> list[Cite]:
    """The words of each answer, where all stand amid as many numbers as there are groups, which
    are named behind them; else none."""
    if size < _FEWEST_GROUPS or count < _FEWEST_AMID:
        return []
    answers: dict[int, list[Cite]] = {}  # by the numbers before them
    numbers = 0
    for piece in pieces:
        if piece.label is not None and numbers < size * count:
            return []
        if piece.words:
            answers.setdefault(numbers, []).append(piece.row.line.cite())
        numbers += len(piece.shares)
    if len(answers) != count or any(len(lines) > _MOST_WRAPS for lines in answers.values()):
        return []
    told = all(size * n < before < size * (n + 1) for n, before in enumerate(answers))
    return [Cite.join(lines) for lines in answers.values()] if told else []


def _legend(words: Sequence[tuple[Token, ...]], count: int) -> list[Cite] | None:
    """The answers: a line each, or one line of them all."""
    if len(words) == count and all(merge(list(w)).width <= _WIDEST for w in words):
        return [merge(list(w)).cite for w in words]
    if len(words) == 1 and len(words[0]) == count:
        return [t.cite for t in words[0]]
    return None


def _whole(groups: Sequence[Sequence[Token]]) -> bool:
    """Whether each group's shares add up to 100, give or take their roundings."""
    for group in groups:
        texts = [folded(t.text).rstrip("%") for t in group]
        rounding = 0.05 if all("." in t for t in texts) else 0.5
        if abs(sum(map(float, texts)) - 100) > rounding * len(texts) + 1e-6:
            return False
    return True
