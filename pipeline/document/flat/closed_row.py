"""The cells of a program's row that was flattened to lines, by what its columns hold.

○ 禁煙相談推進事業
医療機関の連携を
支える。
医療課
在宅医療班
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import regex

from normalizers.text import fold
from normalizers.vocabulary import cached, load
from normalizers.wording import any_of
from pipeline.document.flat.tokens import Token, folded

Cells = dict[int, list[Token]]  # the tokens of each column

MARKS = ("new", "repeated")
KNOWN = frozenset({*MARKS, "number", "division", "name", "description", "department", "funding"})
_SHORT = 20  # display width of a division
_SHORT_WRAP = 8  # ... of the rest of it on a line of its own
_LONGEST_NAME = 60
_MOST_OFFICES = 2  # lines of a department
_CIRCLED = re.compile(r"[①-⑳➀-➉](?:[、,・]?[①-⑳➀-➉])*")
_OPEN, _CLOSE = re.compile(r"[（(「『【]"), re.compile(r"[）)」』】]")
_BRACKETED = re.compile(r"^[（(].*[）)]$")
_ENDS_IN_BRACKET = re.compile(r"[（(][^（()）]*[）)]$")
_RUNNING = re.compile(r"\d{1,4}")


def row_to_cells(lines: Sequence[Sequence[Token]], roles: Sequence[str]) -> Cells | None:
    """The cells before the amounts; lines: the tokens of the row's lines, none of them an amount.

    None where no name is left, or where a column has text of an unknown kind.
    """
    name = roles.index("name")
    rest = [list(line) for line in lines if line]
    cells: Cells = {}
    _take_front(rest, roles[:name], cells)
    _take_back(rest, roles, name, cells)
    if not rest:
        return None
    if "description" not in roles[name:]:
        cells[name] = [t for line in rest for t in line]
        return cells
    tokens = [t for line in rest for t in line]
    if "department" in roles[name : roles.index("description")]:
        return _around_office(tokens, roles, cells)
    place = _end_of_name(rest)
    cells[name] = tokens[:place]
    if tokens[place:]:
        cells[roles.index("description")] = tokens[place:]
    return cells


def _take_front(rest: list[list[Token]], roles: Sequence[str], cells: Cells) -> None:
    """Running number, marks and division in front of the name, in whatever order."""
    while rest and rest[0]:
        column = _column_in_front(rest, roles, cells)
        if column is None:
            return
        cells.setdefault(column, []).append(rest[0].pop(0))
        if not rest[0]:
            rest.pop(0)


def _column_in_front(rest: list[list[Token]], roles: Sequence[str], cells: Cells) -> int | None:
    token = rest[0][0]
    free = {role: c for c, role in enumerate(roles) if c not in cells}
    if "number" in free and not cells and _RUNNING.fullmatch(folded(token.text)):
        return free["number"]
    if token.kind == "mark" or folded(token.text) in _words_of_marks():
        wanted = MARKS[::-1] if "再" in token.text else MARKS
        return next((free[role] for role in wanted if role in free), None)
    behind = len(rest[0]) > 1 or len(rest) > 1
    if "division" in roles and "division" not in free and behind and len(rest[0]) == 1:
        return roles.index("division") if token.width <= _SHORT_WRAP else None
    if "division" in free and behind and token.kind == "text" and token.width <= _SHORT:
        return None if ends_as_program(token.text) else free["division"]
    return None


def _take_back(rest: list[list[Token]], roles: Sequence[str], name: int, cells: Cells) -> None:
    """Sources and departments behind the text, from the end of the last line on."""
    columns = {role: c for c, role in enumerate(roles) if c > name}
    if "funding" in columns and rest and _is_source(rest[-1][-1].text):
        cells[columns["funding"]] = [rest[-1].pop()]
        _drop_empty(rest)
    if "department" not in columns or columns["department"] < columns.get("description", 0):
        return
    offices: list[Token] = []
    while len(offices) < _MOST_OFFICES and len(rest) + len(rest[-1:][0] if rest else []) > 2:
        token = rest[-1][-1]
        if not _office().fullmatch(token.text):
            break
        offices.insert(0, rest[-1].pop())
        _drop_empty(rest)
    if offices:
        cells[columns["department"]] = offices


def _around_office(tokens: list[Token], roles: Sequence[str], cells: Cells) -> Cells | None:
    """Name, department and description, where the office between the two parts them."""
    first = next((n for n, t in enumerate(tokens) if n and _office().fullmatch(t.text)), None)
    if first is None:
        return None
    end = first + 1
    while end < min(len(tokens), first + _MOST_OFFICES) and _office().fullmatch(tokens[end].text):
        end += 1
    cells[roles.index("name")] = tokens[:first]
    cells[roles.index("department")] = tokens[first:end]
    if tokens[end:]:
        cells[roles.index("description")] = tokens[end:]
    return cells


def _drop_empty(rest: list[list[Token]]) -> None:
    while rest and not rest[-1]:
        rest.pop()


def _end_of_name(lines: list[list[Token]]) -> int:
    """How many tokens the name has: up to the first end of a program's name with its brackets
    closed, else its first token or line."""
    place = 0
    text = ""
    for number, line in enumerate(lines):
        for at, token in enumerate(line):
            text += token.text
            place += 1
            if "。" in text or len(text) > _LONGEST_NAME:
                return 1
            left = sum(len(t.text) for t in line[at + 1 :])
            torn = 0 < left <= 2  # 設置 支 / 援事業: a blank within the name
            if torn or not _is_balanced(text) or not ends_as_program(text):
                continue
            following = lines[number + 1] if number + 1 < len(lines) else []
            if not left and len(following) == 1 and _BRACKETED.match(following[0].text):
                return place + 1
            return place
    return 1


def _is_balanced(text: str) -> bool:
    return len(_OPEN.findall(text)) <= len(_CLOSE.findall(text))


def ends_as_program(text: str) -> bool:
    """Whether words end as names of programs do, brackets behind them aside."""
    return fold(_ENDS_IN_BRACKET.sub("", text)).endswith(_endings())


def _is_source(text: str) -> bool:
    return bool(_CIRCLED.fullmatch(text)) or fold(text) in _sources()


@cached
def _endings() -> tuple[str, ...]:
    return tuple(fold(word) for word in load("labels")["endings"]["program"])


@cached
def _sources() -> frozenset[str]:
    return frozenset(fold(form) for group in load("funding")["words"] for form in group)


@cached
def _words_of_marks() -> frozenset[str]:
    marks = load("marks")
    return frozenset(w for w in (*marks["set"], *marks["unset"]) if len(w) > 1)


@cached
def _office() -> regex.Pattern[str]:
    ends = load("offices")
    words = {*ends["departments"], *ends["sections"], *ends["groups"], *ends["heading"]}
    return regex.compile(rf"[^\s　、。:：（）()]{{1,18}}{any_of(words)}")
