"""The 47 prefectures."""

from __future__ import annotations

import pytest

from normalizers.errors import NormalizationError
from normalizers.prefecture import (
    code,
    find_prefecture,
    find_prefectures,
    parse_prefecture,
    prefectures,
)


def test_forty_seven_with_their_codes() -> None:
    table = prefectures()
    assert list(table.values()) == [f"{n:02d}" for n in range(1, 48)]
    assert [name for name in table if name[-1] not in "都道府県"] == []


def test_find_and_code() -> None:
    names = list(prefectures())
    first, last = names[0], names[-1]
    assert find_prefecture(f"救急医療の計画【{last}】") == last
    assert find_prefectures(f"{last}と{first}、{last}") == [last, first]
    assert code(first) == "01"
    assert find_prefecture("県内の救急医療") is None
    assert find_prefecture("") is None


def test_every_prefecture_is_read_with_and_without_its_ending() -> None:
    for name in prefectures():
        assert parse_prefecture(f" 【{name}】") == name
        assert parse_prefecture(" ".join(name)) == name
        if name[:-1]:
            assert parse_prefecture(name[:-1]) == name or name.endswith("道")


@pytest.mark.parametrize("text", ["", "県", "日本", "都", "国"])
def test_no_prefecture(text: str) -> None:
    with pytest.raises(NormalizationError):
        parse_prefecture(text)
    with pytest.raises(NormalizationError):
        code(text)
