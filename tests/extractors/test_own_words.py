"""What a user adds to a vocabulary of words reaches the rows, and is gone with the file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from extractors.dispatch.sent_counts import counts_in
from extractors.dispatch.topics import topic_deployments
from extractors.facts.lists.item_runs import items_of
from extractors.facts.sheets.sheet_names import office_in
from normalizers import vocabulary
from pipeline.document.model import Cite, Document
from pipeline.document.text import read_text


@pytest.fixture(autouse=True)
def built_in_words() -> Iterator[None]:
    yield
    vocabulary.use([])


def document_of(text: str) -> Document:
    return read_text(text.encode(), "input.txt")


def teams() -> object:
    return "teams" in counts_in(Cite("県民応援団から８チーム"))


def sent() -> object:
    text = "西浜県沖地震への対応について\n１　医療\nDMAT４チームを送り出しました。\n"
    return [counts["teams"].text for _, _, counts in topic_deployments(document_of(text))]


def items() -> object:
    text = "・見守り事業　執行見込　1,200千円\n・買物支援事業　執行見込　800千円\n"
    return [item.name for run in items_of(document_of(text), ()) for item in run]


def office() -> object:
    return office_in(Cite("見守り事業\n福祉企画寮")) is not None


@pytest.mark.parametrize(
    ("words", "read", "without", "with_words"),
    [
        ('[teams]\nothers = ["県民応援団"]\n', teams, True, False),
        ('[teams.sending]\nsent = ["送り出しました"]\n', sent, [], ["４チーム"]),
        (
            '[lines]\namount = ["執行見込"]\n',
            items,
            [],
            ["見守り事業", "買物支援事業"],
        ),
        ('[offices]\nsections = ["寮"]\n', office, False, True),
    ],
    ids=["teams", "sending", "lines", "offices"],
)
def test_words_of_a_user(
    tmp_path: Path, words: str, read: Callable[[], object], without: object, with_words: object
) -> None:
    assert read() == without
    mine = tmp_path / "mine.toml"
    mine.write_text(words, encoding="utf-8")
    vocabulary.use([mine])
    assert read() == with_words
    vocabulary.use([])
    assert read() == without
