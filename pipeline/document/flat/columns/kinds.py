"""What kind of cells a column of a flattened table holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pipeline.document.flat.tokens import TYPED, Row, Token


def is_typed(kind: str) -> bool:
    """Whether cells of a kind hold a number, a date, a mark, or a name with its count."""
    return kind in TYPED or kind == "tagged"


def mismatch(token: Token, kind: str) -> float:
    """How badly a token suits a column of a kind; 0 when it does."""
    if kind == "tagged":
        return {"tagged": 0.0, "text": 1.0, "nil": 1.0}.get(token.kind, 4.0)
    if kind not in TYPED:
        return {"text": 0.0, "tagged": 0.0, "note": 0.5}.get(token.kind, 1.0)
    if token.kind == kind or token.kind == "nil":
        return 0.0
    if kind in ("number", "counted") and token.kind in ("number", "counted"):
        return 0.5
    return 4.0 if token.kind in TYPED else 6.0


def decide_kinds(full: Sequence[Row], kinds: Sequence[str]) -> list[str]:
    """The kinds of columns by rows that stand whole on a line; kinds: what the heads suggest."""
    decided = [
        _decide_kind([row.tokens[column] for row in full], kind, first=column == 0)
        for column, kind in enumerate(kinds)
    ]
    return [_among_numbers(full, decided, column) for column in range(len(decided))]


def _decide_kind(tokens: list[Token], kind: str, first: bool) -> str:
    """The kind that two thirds of a column's cells have, else the one that its head suggests."""
    seen = Counter("mark" if t.kind == "nil" and kind == "mark" else t.kind for t in tokens)
    commonest, count = seen.most_common(1)[0]
    if commonest == "nil" and {*seen} == {"nil", "number"}:
        return "number"
    if count * 3 < 2 * len(tokens) or commonest == "nil":
        return kind
    if commonest == "note" or (commonest == "tagged" and (first or count < 2)):
        return "text"
    return commonest


def _among_numbers(full: Sequence[Row], kinds: Sequence[str], column: int) -> str:
    """The kind of a column; with nil marks alone between numbers (市町村 beside 国 and 事業者)
    it is of numbers, whatever else its head may mean."""
    among = list(kinds[max(0, column - 1) : column + 2]) == ["number", "text", "number"]
    nil = among and all(row.tokens[column].kind == "nil" for row in full)
    return "number" if nil else kinds[column]
