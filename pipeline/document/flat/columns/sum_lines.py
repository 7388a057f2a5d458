"""Lines of a list of programs that hold a sum: 総　計 1,115,450, and headings with the sum of the
rows below them: Ⅰ　健康づくりの推進 計 48,960.

Their numbers stand behind the words, also where the column of amounts is the first.
"""

from __future__ import annotations

from collections.abc import Sequence

from normalizers.total import is_total
from pipeline.document.flat.columns.place import Placed
from pipeline.document.flat.columns.shape import Shape
from pipeline.document.flat.divisions import has_marker
from pipeline.document.flat.heads import HeadCell
from pipeline.document.flat.tokens import Row, Token, display_width, merge

_NUMBERS = frozenset({"number", "nil"})
_SUM = "計"
_MOST_PIECES = 3  # of the word of a sum (合　計)
_SHORTEST = 6  # display width of a heading


def sum_line(row: Row, shape: Shape, heads: Sequence[HeadCell]) -> list[Placed]:
    """The heading, if there is one, and the sum of a line as rows of their own; [] for any other
    line, and for a sum whose cells stand in the order of the columns."""
    if _SUM not in row.text:  # a quick look: most lines are none
        return []
    numbers = row.tokens[-len(shape.typed) :] if shape.typed else []
    words = row.tokens[: -len(numbers)] if numbers else []
    if not words or not _NUMBERS.issuperset(t.kind for t in numbers):
        return []
    if not any(t.kind == "number" for t in numbers) or len(numbers) != len(shape.typed):
        return []
    cut = sum_word(words)
    if cut is None or not _lists_programs(heads):
        return []
    heading, name = words[:cut], _column_of_names(shape, heads)
    if name is None or (not heading and shape.typed[0] > shape.texts[0]):
        return []
    if heading and not (has_marker(row.text) and display_width(merge(heading).text) >= _SHORTEST):
        return []
    parts: list[list[Token]] = [[] for _ in shape.kinds]
    parts[name] = [merge(words[cut:])]
    for column, token in zip(shape.typed, numbers, strict=True):
        parts[column] = [token]
    above = Placed([[] for _ in shape.kinds], division=merge(heading).cite) if heading else None
    return [*([above] if above else []), Placed(parts)]


def line_of_sums(row: Row, shape: Shape, heads: Sequence[HeadCell]) -> list[Placed]:
    """The rows that a line of sums is: those of sum_line, or a heading with its sums."""
    heading = group_line(row, shape)
    return sum_line(row, shape, heads) or ([heading] if heading else [])


def group_line(row: Row, shape: Shape) -> Placed | None:
    """The cells of a heading with the sums of the rows below it, where these have running numbers:
    Ⅱ　人材の確保・育成 18,175 16,730. Its words may be wider than their column; None for any other
    line."""
    if shape.kinds[0] != "number" or not shape.texts:
        return None
    typed = shape.typed[1:]
    words, numbers = row.tokens[: -len(typed) or None], row.tokens[-len(typed) :]
    if not typed or not words or not _NUMBERS.issuperset(t.kind for t in numbers):
        return None
    own = _is_number_of_heading(row, len(words)) and len(shape.texts) > 1
    if any(map(shape.is_typed, words[own:])) or not (own or has_marker(row.text)):
        return None
    parts: list[list[Token]] = [[] for _ in shape.kinds]
    parts[shape.texts[0]] = [merge(words)]
    for column, token in zip(typed, numbers, strict=True):
        parts[column] = [token]
    return Placed(parts)


def _is_number_of_heading(row: Row, words: int) -> bool:
    """Whether a line begins with a number that its writer set apart from the one text behind it
    by an ideographic blank (１　医療の確保): converters write others between cells."""
    first = row.tokens[0]
    return (
        words == 2 and first.kind == "number" and row.line.text[first.end : first.end + 1] == "　"
    )


def sum_word(words: Sequence[Token]) -> int | None:
    """Where the word of a sum begins that some tokens end with."""
    for cut in range(len(words) - 1, max(-1, len(words) - 1 - _MOST_PIECES), -1):
        if is_total(merge([*words[cut:]]).text):
            return cut
    return None


def _lists_programs(heads: Sequence[HeadCell]) -> bool:
    roles = {role for head in heads for role in head.roles}
    return {"name", "amount"} <= roles


def _column_of_names(shape: Shape, heads: Sequence[HeadCell]) -> int | None:
    offset = len(shape.kinds) - len(heads)
    columns = (c + offset for c, head in enumerate(heads) if "name" in head.roles)
    return next((c for c in columns if c in shape.texts), None)
