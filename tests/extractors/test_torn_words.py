"""Words and numbers that a line end tears, and what only looks like it."""

from __future__ import annotations

import pytest

from extractors.facts.shared.funding import sources_of
from extractors.facts.shared.money_text import AMOUNT
from extractors.shared.marks import split_marks
from pipeline.document.model import Cite


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("県負担１\n１０百万円", "１\n１０百万円"),
        ("基金負担分 ７０\n０，０００千円", "７０\n０，０００千円"),
        ("基金負担分 １００，０\n００千円", "１００，０\n００千円"),
        ("定員１２\n３００千円", "３００千円"),
        ("第１\n５００，０００千円", "５００，０００千円"),
    ],
)
def test_amounts_over_a_line_end(text: str, amount: str) -> None:
    found = AMOUNT.search(text)
    assert found is not None and found.group() == amount


@pytest.mark.parametrize(
    ("text", "name", "new"),
    [
        ("新\n人看護職員研修事業", "新\n人看護職員研修事業", None),
        ("新\n看護職員研修事業", "看護職員研修事業", "新"),
    ],
)
def test_a_mark_is_no_torn_word(text: str, name: str, new: str | None) -> None:
    bare, mark, _ = split_marks(Cite(text))
    assert (bare.text, mark.text if mark else None) == (name, new)


@pytest.mark.parametrize(
    ("text", "sources"),
    [
        ("一般財\n源", ["一般財\n源"]),
        ("国庫\n一般財源", ["国庫", "一般財源"]),
        ("国庫\n一般財\n源", ["国庫", "一般財\n源"]),
    ],
)
def test_sources_of_a_narrow_cell(text: str, sources: list[str]) -> None:
    assert [c.text for c in sources_of(Cite(text), {})] == sources
