"""Text files in every usual encoding, with every kind of page break, to lines, pages and grids."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.document.errors import UnreadableDocument
from pipeline.document.model import Grid, Line
from pipeline.document.text import read_text

TEXT = "地域の医療を守る計画\n\n総事業費１，２３４千円（基金負担分１，０００千円）\nテスト、ひらがな。\n"  # noqa: E501


def texts(data: bytes, name: str = "a.txt") -> list[str]:
    return [line.text for line in read_text(data, name).lines]


@pytest.mark.parametrize(
    "encoding",
    [
        "utf-8",
        "utf-8-sig",
        "cp932",
        "shift_jis",
        "euc_jp",
        "iso2022_jp",
        "utf-16",
        "utf-16-le",
        "utf-16-be",
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends_give_the_same_lines(encoding: str, end: str) -> None:
    assert texts(TEXT.replace("\n", end).encode(encoding)) == TEXT.split("\n")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b" \r\n\t\n", "empty"),
        (b"\x81\x00\xff\xfe\xfd\x80" * 50, "no text in UTF-8"),
        (bytes(range(1, 8)) * 100, "binary"),
    ],
)
def test_unreadable_bytes_say_what_to_do(data: bytes, says: str) -> None:
    with pytest.raises(UnreadableDocument, match=says) as caught:
        read_text(data, "folder/a.txt")
    assert "folder/a.txt" in str(caught.value)


@pytest.mark.parametrize(
    ("text", "pages"),
    [
        ("一\n二\n三", [None, None, None]),
        ("一\n\f二\n三\n\f四", [1, 2, 2, 3]),
        ("一\n\n二\n 三頁の頭\n四\n五\n六\n七", [1, 1, 1, 2, 2, 2, 2, 2]),
        ("一\n 二頁\n二\n\n\n\n三頁\n三\n三\n三", [1, 2, 2, 2, 2, 2, 3, 3, 3, 3]),
        # an indent of Markdown or of a list is no page break
        ("- 一\n - 二\n - 三\n- 四", [None] * 4),
        (" 一\n 二\n 三\n 四", [None] * 4),
        ("  一\n   二\n 三\n四\n五\n六\n七\n八\n九", [None] * 9),
        ("一\t二\n 三", [None, None]),
    ],
)
def test_pages_of_a_text(text: str, pages: list[int | None]) -> None:
    assert [line.page for line in read_text(text.encode(), "a.txt").lines] == pages


@pytest.mark.parametrize(
    ("text", "margins"),
    [
        ("本文\n\n\n\n- 9 -\n\n続き\n本文", [5]),
        ("本文\n\n14\n\n\n\n続き", [3]),
        ("項目\n\n14\n\n本文", []),  # a number between two blank lines may be a value
        ("- 9 - のとおり\n本文", []),
        # at the foot or head of pages that are told by form feeds, where it counts with them
        ("本文\n4\n\f本文\n5\n\f続き\n6", [2, 4, 6]),
        ("4\n本文\n\f5\n本文\n", [1, 3]),
        ("本文\n- 4 -\n\f本文\n- 5 -", [2, 4]),
        ("本文\n120\n\f本文\n98\n\f続き\n6", []),
        ("計画\n本文\n\f計画\n続き\n\f計画\n終わり", [3, 5]),  # a running head but the first
        ("計画\n本文\n\f概要\n続き\n\f計画\n終わり", []),
    ],
)
def test_page_numbers_are_margin(text: str, margins: list[int]) -> None:
    lines = read_text(text.encode(), "a.txt").lines
    assert [line.number for line in lines if line.margin] == margins


def cells(grid: Grid) -> list[list[str]]:
    return [[grid.cite(r, c).text for c in range(grid.column_count)] for r in range(grid.row_count)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("題\n事業名\t金額\n救急\t1,000\n\n文", [[["事業名", "金額"], ["救急", "1,000"]]]),
        ("a\tb\tc\nd\te\n", [[["a", "b", "c"], ["d", "e", ""]]]),
        ("| 名 | 額 |\n|---|--:|\n| 甲 | 1 |\n", [[["名", "額"], ["甲", "1"]]]),
        ("a\tb\n\nc\td\n", [[["a", "b"]], [["c", "d"]]]),
        (  # a page ends within the table
            "病院名\t病床数\n甲\t10\n\n- 3 -\n\n乙\t20\n",
            [[["病院名", "病床数"], ["甲", "10"], ["- 3 -", ""], ["乙", "20"]]],
        ),
        (
            "病院名\t病床数\n甲\t10\n\n参考\n\n乙\t20\n",
            [[["病院名", "病床数"], ["甲", "10"]], [["乙", "20"]]],
        ),
        ("式は a|b である。\n", []),
    ],
)
def test_marked_columns_become_grids(text: str, expected: list[list[list[str]]]) -> None:
    document = read_text(text.encode(), "a.txt")
    assert [cells(grid) for grid in document.grids] == expected


@given(st.text(alphabet="あ漢ア1１ 　\t\n,、。（）①－|・千円年度平成", max_size=300))
def test_nothing_is_lost_and_every_cite_is_true(text: str) -> None:
    try:
        document = read_text(text.encode(), "a.txt")
    except UnreadableDocument:
        assert not text.strip(" \t\n")
        return
    filled = [(line.number, line.text) for line in document.lines if line.text.strip()]
    numbered = enumerate(text.split("\n"), 1)
    assert filled == [(n, one.rstrip(" 　")) for n, one in numbered if one.strip()]
    for item in document.flow:
        cites = [item.cite()] if isinstance(item, Line) else [c.cite for c in item.cells]
        for cite in cites:
            parts = [document.lines[s.line].text[s.start : s.end] for s in cite.spans]
            assert "\n".join(parts) == cite.text
