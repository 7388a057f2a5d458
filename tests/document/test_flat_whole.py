"""No character of a text is lost where tables are rebuilt: what no cell takes stays a line."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.document.flat import rebuild_tables
from pipeline.document.flat.columns.grids import cites_to_grid, partly_taken
from pipeline.document.flat.stray_heads import is_stray_head
from pipeline.document.flat.tokens import lines_to_rows
from pipeline.document.model import Document, Grid, Line
from pipeline.document.text import read_text

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"
CASES = Path(__file__).parents[1] / "cases"
TABLES = sorted((Path(__file__).parent / "flat" / "tables").glob("*.txt"))


def characters(document: Document) -> tuple[Counter[tuple[int, int]], Counter[tuple[int, int]]]:
    """Where every visible character stands: in the document, and in its lines or flat grids."""
    there = Counter(
        (line.index, at)
        for line in document.lines
        for at, character in enumerate(line.text)
        if not character.isspace()
    )
    held: Counter[tuple[int, int]] = Counter()
    for item in document.flow:
        spans = (
            [s for cell in item.cells for s in cell.cite.spans]
            if isinstance(item, Grid)
            else [s for s in item.cite().spans]
        )
        for line, start, end in spans:
            text = document.lines[line].text
            held.update((line, at) for at in range(start, end) if not text[at].isspace())
    return there, held


def texts() -> list[tuple[str, bytes]]:
    own = [(p.stem, p.read_bytes()) for p in TABLES]
    own += [(f"{p.parent.name}", p.read_bytes()) for p in sorted(CASES.glob("*/*/input.txt"))]
    own += [(f"{p.parent.name}", _text_of(p)) for p in sorted(CASES.glob("*/*/input.pdf"))]
    return own


def _text_of(pdf: Path) -> bytes:
    """What PDFium makes of a PDF, as programs that convert PDFs write it."""
    opened = pypdfium2.PdfDocument(pdf)
    try:
        pages = [page.get_textpage().get_text_range() for page in opened]
    finally:
        opened.close()
    return "\f".join(pages).encode("utf-8", "replace")


@pytest.mark.parametrize(("name", "data"), texts(), ids=[t[0] for t in texts()])
def test_no_character_is_lost(name: str, data: bytes) -> None:
    document = read_text(data, "a.txt")
    there, held = characters(document)
    marked = {
        span.line
        for grid in document.grids
        if grid.origin != "flat"
        for cell in grid.cells
        for span in cell.cite.spans
    }
    lost = {place for place in there if place not in held and place[0] not in marked}
    shown = {document.lines[line].text[at] for line, at in lost}
    assert shown <= set(",、，:：|-■□▨▧▩▤▥▦.．…‥"), shown  # colours of a legend, leaders


@pytest.mark.skipif(not SEEDS.is_dir(), reason="shared/seeds is not there")
def test_no_character_of_the_seeds_is_lost() -> None:
    for path in sorted(SEEDS.glob("*.txt")):
        document = read_text(path.read_bytes(), path.name)
        flat = [g for g in document.grids if g.origin == "flat"]
        lines = {s.line for g in flat for c in g.cells for s in c.cite.spans}
        there, held = characters(document)
        lost = [place for place in there if place[0] in lines and place not in held]
        assert {document.lines[line].text[at] for line, at in lost} <= set(",，、"), path.name


def rebuilt(lines: list[str]) -> Document:
    numbered = [Line(i, None, i + 1, text) for i, text in enumerate(lines)]
    flow: list[Line | Grid] = [line for line in numbered if line.text.strip()]
    return Document("a.txt", "", "text/plain", numbered, rebuild_tables(numbered, flow))


def lost_in(document: Document) -> set[str]:
    """The characters that neither a line nor a cell of the flow holds."""
    there, held = characters(document)
    lost = {document.lines[line].text[at] for line, at in there if (line, at) not in held}
    return lost - set(",、，:：")


def lines_held_twice(document: Document) -> set[str]:
    """Lines of which a character stands in two places; head lines may serve several tables, and
    stay lines where a table leaves one of their heads out."""
    _, held = characters(document)
    heads = {
        span[0]
        for grid in document.grids
        for cell in grid.cells
        if cell.row < (grid.head_rows or 0)
        for span in cell.cite.spans
    }
    twice = {line for (line, _), times in held.items() if times > 1} - heads
    return {
        row.text
        for row in lines_to_rows(document.lines)
        if row.line.index in twice and not is_stray_head(row)
    }


LOST_ONCE = {
    "a table of words alone": ["項目 項目 項目", "項目", "24 24 ５病院５チーム"],
    "two lines of a vertical head, the right one first": [
        "病 病 ー あ",
        "病",
        "項目 1,200 1,200",
    ],
    "the same with a letter further down in the left one": [
        "問 護 看 支",
        "ン",
        "診療所 86.6 58.9",
    ],
    "no head over the labels, and the head of a table below": [
        *("護", "ス", "テ", "ー", "シ", "ョ"),
        "県負担額 事業者負担額",
        "－ 9,000",
    ],
    "more letters below each other than heads could have": [*(["あ"] * 60), "項目 1,200 1,200"],
    "a head line that gives one of its two units to a table": [
        "事業費（千円） 事業費（千円）",
        "事業概要 事業費（千円）",
        "・研修",
        "1,200",
    ],
    "many columns of text, and rows of many pieces": [
        " ".join(["項目"] * 18 + ["概要"]),
        *[" ".join(["い", "あ"] * 9 + ["1,200"])] * 3,
        " ".join(["い", "あ"] * 6),
        " ".join(["い", "あ"] * 9 + ["1,200"]),
    ],
}


@pytest.mark.parametrize("lines", LOST_ONCE.values(), ids=LOST_ONCE)
def test_what_was_lost_is_there(lines: list[str]) -> None:
    assert lost_in(rebuilt(lines)) == set()


TWICE_ONCE = {
    "rows of the table above that could be heads of the one below": [
        "事業名 事業総額 基金負担額 県負担額 概要",
        "救急搬送用ヘリ 88,500 59,000 29,500 島の拠点病院の敷地に",
        "計画額 22年度 23年度 24年度 小計 25年度",
        "支出済額 支出済額 支出済額 予定額",
        "総事業費 88,500 12,300 31,200 20,000 63,500 25,000",
        "基金負担分 59,000 8,200 20,800 13,000 42,000 17,000",
    ],
    "a number without a column between two pieces of one cell": [
        "項目 項目 項目 喉",
        "療 30 喉",
        "喉",
        "項目 30 30 項目",
        "喉 30 療 喉 項目",
        "療 項目 喉 喉 30",
    ],
}


@pytest.mark.parametrize("lines", TWICE_ONCE.values(), ids=TWICE_ONCE)
def test_what_was_held_twice_stands_once(lines: list[str]) -> None:
    document = rebuilt(lines)
    assert any(document.grids)
    assert lines_held_twice(document) == lost_in(document) == set()


TAKEN = [  # a line, the pieces of it that cells take, whether something is left out
    ("救急 12,000", ["救急", "12,000"], False),
    ("救急 12,000", ["救急"], True),
    ("家族, 36.8%", ["家族", "36.8%"], False),  # a comma between words and number is no loss
    ("家族。36.8%", ["家族", "36.8%"], True),
    ("救急 12,000", [], False),  # in no cell at all: it stays a line
]


@pytest.mark.parametrize(("text", "pieces", "partly"), TAKEN)
def test_lines_that_cells_take_in_part(text: str, pieces: list[str], partly: bool) -> None:
    line = Line(7, None, 8, text)
    cites = [line.cite(at := text.index(piece), at + len(piece)) for piece in pieces]
    assert partly_taken([cites_to_grid(None, [], [cites])], {7: line}) == ({7} if partly else set())


WORDS = {
    "anything": (
        "項目|％|事業名|概要|総事業費|基金負担額|市町村|名称|24|年度|支出済額|（千円）|"
        "金額（千円）|病|院|科|－|○|△|※|1,200|36.8|12.5%|ー|い,|５病院５チーム|"
        "平成１９年７月|医師会②|東浜市、西山町|・研修|（２）課題|- 3 -|合計|"
        "診療所の設備を整える。|「意識調査」|(平成２０年)|在宅での療養を続けるために|%|あ"
    ),
    "areas": (
        "医療圏名|圏域|市町村|人口|面積|北部医療圏|南部医療圏|【救急医療】|【北部】|"
        "（１）体制|１|Ⅱ|区分１|合計|小計|1,200|98|12.5|－|病院名|所在地|病床数|東浜市|"
        "西山町|中央病院|○"
    ),
    "sums": (
        "番号|事業名|実施主体|事業費|財源内訳|国|県|その他|担当課|R5予算額|R6予算額|１|２|"
        "12,000|5,000|－|救急電話相談事業|郡医師会|合計|小計|計|総|合|【救急医療】|・説明する|"
        "知らせる、|整備する。|23年度|24年度|計画額|支出済額|（千円）|資料：県調べ|注１|※"
    ),
    "answers": (
        "問３|ですか。（単数回答）|n=420|１|２|３|家族|かかりつけの医師や看護|師|その他|231|"
        "121|55.0%|28.8%|16.2％|無回答,|60|40%|%|調査|「調査」|・研修|人|12件|①|回答|、|項目|"
        "割合"
    ),
    "letters": (
        "診|療|科|内|外|小|児|ー|病|院|名|床|数|あ|内科|項目|病院名|（床）|合計|1|30|1,200|－|"
        "中央病院|東浜市"
    ),
    "cells": (
        "病院名|病院名称|所在地|指定年月日|病床数|電話番号|No.|番号|区分|事業名|予算額|1|２|③|①|4|"
        "東浜病院|西山町立診療所|東浜市|西山町１−２|平成18年10月18日|120床|1,200|千円|（千円）|○|－|"
        "圏域名|人口（人）|北部|構成市町村|合計|計|…|相談事業|（１）|55.0%|ア|指定期間"
    ),
    "stanzas": (
        "事業名|事業概要|事業内容|概要|総事業費|基金負担額|金額（千円）|（千円）|計画額|"
        "実績額|事業費（千円）|1,200|3,000|－|診療所の設備を整える。|"
        "在宅での療養を続けるために必要な支援を行う|救急|23年度|合計|注１|・研修"
    ),
}


def lines_of(words: str) -> st.SearchStrategy[list[str]]:
    """Lines of several words, or of one word each."""
    word = st.sampled_from(words.split("|"))
    several = st.lists(word, max_size=6).map(" ".join)
    return st.one_of(st.lists(several, max_size=40), st.lists(word, max_size=60))


@settings(max_examples=60, deadline=None)
@given(data=st.data())
@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS)
def test_any_lines_are_read_and_stand_once(words: str, data: st.DataObject) -> None:
    document = rebuilt(data.draw(lines_of(words)))
    assert lost_in(document) == set()
    assert lines_held_twice(document) == set()
