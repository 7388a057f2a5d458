"""The shape of a list whose rows end in marks (○ △ －), of which a converter lost the blanks.

医療圏 病院名 所在地 ＤＭＡＴ数 耐震化 自家発電 ヘリポート
東部 みなと病院 東市 2 ○ ○              (which column is blank, nothing tells)
丘の上病院 東市 5 ○ ○ ○                 (the area is printed once)
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.document.flat.tokens import TYPED, Row, Token

MARKS = frozenset({"mark", "nil"})
_FEWEST = 3  # rows
_MOST_MARKS = 2  # columns of marks that make such a list, at least
_WIDEST = 60


def widths_of_marked(
    rows: Sequence[Row], kinds: Sequence[str]
) -> tuple[list[str], list[int]] | None:
    """The kinds of all columns and the widths of those of text, or None for another table.

    Rows have all cells before the marks, or all but the first. A head that nothing is known of
    has marks below it where it stands among the last.
    """
    parts = [
        (row.tokens[:count], row.tokens[count:])
        for row in rows
        if (count := cells_before_marks(row))
    ]
    counts = {len(sure) for sure, _ in parts}
    if len(parts) < _FEWEST or len(parts) * 2 < len(rows) or max(counts) - min(counts) > 1:
        return None
    first = max(counts)
    if len(counts) == 1 and kinds[0] == "text" and kinds[first : first + 1] == ["number"]:
        first += 1  # the first cell stands on a line of its own, above its rows
    if len(kinds) - first < _MOST_MARKS or not set(kinds[first:]) <= {"mark", "text"}:
        return None
    if "mark" not in kinds[first:] or max(len(marks) for _, marks in parts) > len(kinds) - first:
        return None
    if {*counts} != {first} and kinds[0] != "text":
        return None
    widths = [0] * len(kinds)
    for sure, _ in parts:
        for column, token in enumerate(sure, first - len(sure)):
            if not _fits(token, kinds[column]):
                return None
            if kinds[column] not in TYPED:
                widths[column] = max(widths[column], token.width)
    return [*kinds[:first], *["mark"] * (len(kinds) - first)], widths


def cells_before_marks(row: Row) -> int:
    """How many cells a row has before its marks; 0 where it has none (－ may be an amount) or
    others behind them."""
    count = len(row.tokens)
    while count and row.kinds[count - 1] in MARKS:
        count -= 1
    if "mark" not in row.kinds[count:] or MARKS.intersection(row.kinds[:count]):
        return 0
    return count if count > 1 else 0


def unmarked(kinds: Sequence[str]) -> list[int]:
    """The columns without those of marks."""
    return [column for column, kind in enumerate(kinds) if kind != "mark"]


def has_all_but_marks(tokens: Sequence[Token], kinds: Sequence[str]) -> bool:
    """Whether a row has its cells of all columns but those of marks, which stand behind them:
    blank cells are then some of these. The first cell may be merged over several rows."""
    columns = unmarked(kinds)
    if len(columns) in (0, len(kinds)) or columns[-1] != len(columns) - 1:
        return False
    sure = [token for token in tokens if token.kind not in MARKS]
    if kinds[0] == "text" and len(sure) == len(columns) - 1:
        columns = columns[1:]
    if len(sure) != len(columns) or list(tokens[: len(sure)]) != sure:
        return False
    return all(_fits(token, kinds[column]) for token, column in zip(sure, columns, strict=True))


def _fits(token: Token, kind: str) -> bool:
    if kind in TYPED:
        return token.kind == kind
    return token.kind not in TYPED and token.width <= _WIDEST
