"""Tables that nobody took are named with their heads; those that were read are not."""

from __future__ import annotations

import pytest

from pipeline.document.text import read_text
from pipeline.reading import document_to_reading

LIST = "令和6年度 主な事業一覧\n番号\t事業名\t事業費(千円)\n1\t救急の整備\t1,200\n2\t研修\t300\n"
OTHER = "路線\t本数\t距離\n甲\t12\t340\n乙\t7\t120\n"


@pytest.mark.parametrize(
    ("text", "heads"),
    [
        (LIST, []),
        (OTHER, [("路線", "本数", "距離")]),
        (LIST + "\n文\n\n" + OTHER, [("路線", "本数", "距離")]),
    ],
)
def test_unread_tables(text: str, heads: list[tuple[str, ...]]) -> None:
    reading = document_to_reading(read_text(text.encode(), "a.tsv"))
    assert [table.heads for table in reading.unread] == heads
    for table in reading.unread:
        assert table.source_file == "a.tsv"
        assert table.unclaimed == 4
        assert "路線 | 本数 | 距離" in str(table)
