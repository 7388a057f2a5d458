"""Vocabularies: built-in files, a user's files over them, and what does not fit."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from normalizers import vocabulary
from normalizers.head import read_heads
from normalizers.unit import find_unit, unit_of
from normalizers.vocabulary import VocabularyError


@pytest.fixture(autouse=True)
def built_in_words() -> Iterator[None]:
    yield
    vocabulary.use([])


def write(folder: Path, text: str, name: str = "mine.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_every_built_in_vocabulary_loads() -> None:
    assert {"units", "kanji_words", "marks", "prefectures"} <= set(vocabulary.names())
    for name in vocabulary.names():
        assert vocabulary.load(name)


def test_unknown_name() -> None:
    with pytest.raises(VocabularyError, match=r"nothing\.toml.*no such vocabulary"):
        vocabulary.load("nothing")


def test_user_words_are_added_and_taken_back(tmp_path: Path) -> None:
    assert unit_of("本部隊") is None
    vocabulary.use([write(tmp_path, '[units.count]\nsymbols = ["本部隊"]\n')])
    assert unit_of("本部隊") is not None
    assert unit_of("病院") is not None, "the built-in words stay"
    vocabulary.use([])
    assert unit_of("本部隊") is None


def test_user_words_come_first(tmp_path: Path) -> None:
    vocabulary.use([write(tmp_path, '[marks]\nfull = ["優"]\n')])
    assert vocabulary.load("marks")["full"][0] == "優"


def test_single_values_are_replaced_by_the_last_file(tmp_path: Path) -> None:
    first = write(tmp_path, '[units.money.factors]\n"両" = 3\n', "a.toml")
    second = write(tmp_path, '[units.money.factors]\n"両" = 5\n', "b.toml")
    vocabulary.use([first, second])
    unit = unit_of("両")
    assert unit is not None
    assert (unit.dimension, unit.factor) == ("count", 1) or unit.factor == 5
    assert vocabulary.load("units")["money"]["factors"]["両"] == 5
    assert vocabulary.used() == (str(first), str(second))


def test_what_was_read_with_other_words_is_forgotten(tmp_path: Path) -> None:
    assert read_heads("珍妙") == ()
    entry = '[[columns.entry]]\nrole = "note"\nwords = ["珍妙"]\n'
    vocabulary.use([write(tmp_path, entry)])
    assert [h.role for h in read_heads("珍妙")] == ["note"]


def test_the_built_in_words_again_are_no_change(tmp_path: Path) -> None:
    loaded = vocabulary.load("marks")
    vocabulary.use([])
    assert vocabulary.load("marks") is loaded


def test_a_file_of_the_same_name_is_read_again(tmp_path: Path) -> None:
    for word in ("優", "良"):
        vocabulary.use([write(tmp_path, f'[marks]\nfull = ["{word}"]\n')])
        assert vocabulary.load("marks")["full"][0] == word


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[units.count\n", "is not TOML"),
        ("[unita]\nx = 1\n", "key unita: no such vocabulary"),
        ("units = 3\n", "key units: must be a table, not a number"),
        ('[units.count]\nsymbols = "戸"\n', r"units\.count\.symbols: must be a list of strings"),
        (
            "[units.count]\nsymbols = [1]\n",
            r"symbols: must be a list of strings, not a list of num",
        ),
        ("[units]\ncount = []\n", r"units\.count: must be a table, not a list"),
        ("[units]\nlength = 3\n", r"units\.length: must be a table, not a number"),
    ],
)
def test_what_does_not_fit_is_named(tmp_path: Path, text: str, message: str) -> None:
    path = write(tmp_path, text)
    with pytest.raises(VocabularyError, match=message) as caught:
        vocabulary.use([path])
    assert str(path) in str(caught.value)
    assert find_unit("（千円）") == "千円", "the words in use before stay in use"
    assert vocabulary.used() == ()


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(VocabularyError, match="cannot be read"):
        vocabulary.use([tmp_path / "none.toml"])


def test_not_utf8(tmp_path: Path) -> None:
    path = tmp_path / "sjis.toml"
    path.write_bytes('[marks]\nfull = ["優"]'.encode("shift_jis"))
    with pytest.raises(VocabularyError, match="is not UTF-8"):
        vocabulary.use([path])


def test_byte_order_mark_is_allowed(tmp_path: Path) -> None:
    path = tmp_path / "bom.toml"
    path.write_bytes(b"\xef\xbb\xbf" + '[marks]\nfull = ["優"]'.encode())
    vocabulary.use([path])
    assert "優" in vocabulary.load("marks")["full"]


def test_what_needs_nothing_but_words_can_be_made_before_it_is_asked_for() -> None:
    made = []

    @vocabulary.cached
    def of_words_alone() -> int:
        made.append("words")
        return 1

    @vocabulary.cached
    def of_a_string(text: str) -> int:
        made.append(text)
        return 2

    vocabulary.make_ready()
    assert made == ["words"]
    assert (of_words_alone(), of_a_string("a")) == (1, 2)
    assert made == ["words", "a"], "it is not made again"
