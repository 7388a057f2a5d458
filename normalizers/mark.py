"""Marks in the cells of a table: grades (○ △ －) and flags (○, 新規, 再掲)."""

from __future__ import annotations

import re

from normalizers.errors import NormalizationError
from normalizers.number import is_nil
from normalizers.text import normalize
from normalizers.vocabulary import cached, load

_AROUND = re.compile(r"[\s()\[\]【】〔〕「」《》<>・※]+")


@cached
def _grades() -> dict[str, str]:
    marks = load("marks")
    return {word: grade for grade in ("none", "partial", "full") for word in marks[grade]}


@cached
def _flags() -> dict[str, bool]:
    marks = load("marks")
    return dict.fromkeys(marks["unset"], False) | dict.fromkeys(marks["set"], True)


def parse_mark(text: str) -> str:
    """'full' (○ ◎), 'partial' (△) or 'none' (－ ― × -), by data/marks.toml.

    Raises NormalizationError for every other cell, an empty one included.
    """
    grade = _grades().get(_bare(text)) or ("none" if is_nil(text) else None)
    if grade is None:
        raise NormalizationError(text, "a mark (○, △, －)")
    return grade


def parse_flag(text: str) -> bool:
    """Whether a flag is set: ○, ●, 新規, 新, 再掲 are true; － and × are false.

    Raises NormalizationError for every other cell: an empty one states nothing.
    """
    flag = _flags().get(_bare(text), False if is_nil(text) else None)
    if flag is None:
        raise NormalizationError(text, "a flag (○, 新規, 再掲)")
    return flag


def _bare(text: str) -> str:
    return _AROUND.sub("", normalize(text).text)
