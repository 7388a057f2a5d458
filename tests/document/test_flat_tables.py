"""Tables of texts that lost their columns: what stands in which cell, and what stays prose."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.document.flat import rebuild_tables
from pipeline.document.model import Document, Grid, Line
from pipeline.document.text import read_text

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"
CASES = Path(__file__).parents[1] / "cases"

# name, the text, and its grids: one string per row, " | " between cells, "/" for a wrap in a cell
TABLES: list[tuple[str, str, list[list[str]]]] = [
    (
        "a name goes on below its row",
        """
        災害名 発生年月 派遣の状況

        東浜沖地震 平成１７年８月 ４病院６チーム

        西山高速道路で起きた観光バス横転 平成２２年１１月 １病院１チーム

        事故

        北原豪雨 平成２４年７月 ７病院３９人

        （２）次の節
        """,
        [
            [
                "災害名 | 発生年月 | 派遣の状況",
                "東浜沖地震 | 平成１７年８月 | ４病院６チーム",
                "西山高速道路で起きた観光バス横転/事故 | 平成２２年１１月 | １病院１チーム",
                "北原豪雨 | 平成２４年７月 | ７病院３９人",
            ]
        ],
    ),
    (
        "a name begins above its number",
        """
        都道府県名 事業名 スライド
        東県 訪問看護を担う人材の確保 1
        西県 在宅医療と介護の連携に関する手引きの作
        成 2

        南県
        市町村の相談窓口に寄せられた事例の収集と
        分析

        3

        北県 退院支援の研修 4
        """,
        [
            [
                "都道府県名 | 事業名 | スライド",
                "東県 | 訪問看護を担う人材の確保 | 1",
                "西県 | 在宅医療と介護の連携に関する手引きの作/成 | 2",
                "南県 | 市町村の相談窓口に寄せられた事例の収集と/分析 | 3",
                "北県 | 退院支援の研修 | 4",
            ]
        ],
    ),
    (
        "blanks within a name, letter-spaced heads and totals",
        """
        項 目 ％
        24 時間対応できる看護師の存在 52.6
        医師の理解 35.0
        合 計 87.6
        """,
        [
            [
                "項 目 | ％",
                "24 時間対応できる看護師の存在 | 52.6",
                "医師の理解 | 35.0",
                "合 計 | 87.6",
            ]
        ],
    ),
    (
        "heads scattered over lines",
        """
        拠点となる病院は次のとおりである。
        病院名 ＤＭＡＴ
        数

        自家
        発電

        耐震
        化

        充実が必要な事項 区分

        東浜大学病院 ３ ○ ○ 通信機器など 三次
        みなと総合病院 ※ ２ △ ○ 備蓄倉庫 二次
        北原赤十字病院 １ ○ － 受水槽の更新など 救命センター
        西山医療センター ２ ○ ○ 発電機の増設 二次
        """,
        [
            [
                "病院名 | ＤＭＡＴ/数 | 自家/発電 | 耐震/化 | 充実が必要な事項 | 区分",
                "東浜大学病院 | ３ | ○ | ○ | 通信機器など | 三次",
                "みなと総合病院 ※ | ２ | △ | ○ | 備蓄倉庫 | 二次",
                "北原赤十字病院 | １ | ○ | － | 受水槽の更新など | 救命センター",
                "西山医療センター | ２ | ○ | ○ | 発電機の増設 | 二次",
            ]
        ],
    ),
    (
        "a second head line completes the years",
        """
        【執行状況】 （単位：千円）
        計画額 23 年度 24年度 小計 25年度
        支出済額 支出済額 予定額

        総事業費 24,000 437 8,567 9,004 14,996

        基金負担分 18,000 － 8,567 8,567 8,996
        """,
        [
            [
                " | 計画額 | 23 年度/支出済額 | 24年度/支出済額 | 小計 | 25年度/予定額",
                "総事業費 | 24,000 | 437 | 8,567 | 9,004 | 14,996",
                "基金負担分 | 18,000 | － | 8,567 | 8,567 | 8,996",
            ]
        ],
    ),
    (
        "years above the heads that they hold for",
        """
        平成23年度 平成24年度
        区分 計画額 支出済額 計画額 支出済額
        総事業費 5,000 4,800 6,000 5,500
        基金負担分 2,000 1,900 3,000 2,500
        """,
        [
            [
                " | 平成23年度 |  | 平成24年度 | ",
                "区分 | 計画額 | 支出済額 | 計画額 | 支出済額",
                "総事業費 | 5,000 | 4,800 | 6,000 | 5,500",
                "基金負担分 | 2,000 | 1,900 | 3,000 | 2,500",
            ]
        ],
    ),
    (
        "a description goes on beside and below a narrow name",
        """
        事業名 事業総額 基金負担額 県負担額 概要

        災害時の救急患 22,040 11,000 － 拠点となる病院が行う災害時の
        者の受入体制整 備えのうち、患者の受入れと自
        備 ら動ける救護班に要る簡易ベッドや搬送のための車両の整備を

        支えるもの。救命センターの指定を受けた病院では、救護のた
        めの倉庫も整える。

        歯科診療設備の 4,500 1,000 － 往診のための設備を県歯科医師
        整備 会が整える。

        （２）次の節
        """,
        [
            [
                "事業名 | 事業総額 | 基金負担額 | 県負担額 | 概要",
                "災害時の救急患/者の受入体制整/備 | 22,040 | 11,000 | － | "
                "拠点となる病院が行う災害時の/備えのうち、患者の受入れと自/"
                "ら動ける救護班に要る簡易ベッドや搬送のための車両の整備を/"
                "支えるもの。救命センターの指定を受けた病院では、救護のた/めの倉庫も整える。",
                "歯科診療設備の/整備 | 4,500 | 1,000 | － | "
                "往診のための設備を県歯科医師/会が整える。",
            ]
        ],
    ),
    (
        "each cell on lines of its own",
        """
        事業名 事業総額 基金負担額 概要
        災害時の救急患
        者の受入
        22,040 11,000
        拠点となる病院の備えを
        支える。
        歯科診療の設備
        4,500 －
        往診のための設備を整え
        る。
        【執行状況】
        """,
        [
            [
                "事業名 | 事業総額 | 基金負担額 | 概要",
                "災害時の救急患/者の受入 | 22,040 | 11,000 | 拠点となる病院の備えを/支える。",
                "歯科診療の設備 | 4,500 | － | 往診のための設備を整え/る。",
            ]
        ],
    ),
    (
        "stanzas, their heads at the foot of the page",
        """
        ○　拠点病院の整備

        総事業費 基金充当額 事業者負担

        非常用発電設備の改修工
        事

        停電のときにも診療を続けられるよう、発電設備を増やす工事を行
        う病院に対して支援を行う。

        26,145 19,608 6,537

        備蓄倉庫の整備
        災害のときに要る物資を置くための倉庫を整える病院に対して支援
        を行う。

        12,300 9,225 3,075

        ○　受入体制の整備 20,000 20,000 0

        総事業費 基金充当額 事業者負担

        臨時の救護所の整備

        遠くへ患者を運ぶ拠点に要る資機材を整える。

        20,000 20,000 0

        金額（千円）

        事業名 事業内容
        """,
        [
            [
                "事業名 | 事業内容 | 金額（千円） |  | ",
                " |  | 総事業費 | 基金充当額 | 事業者負担",
                "非常用発電設備の改修工/事 | "
                "停電のときにも診療を続けられるよう、発電設備を増やす工事を行/"
                "う病院に対して支援を行う。 | 26,145 | 19,608 | 6,537",
                "備蓄倉庫の整備 | 災害のときに要る物資を置くための倉庫を整える病院に対して支援/"
                "を行う。 | 12,300 | 9,225 | 3,075",
            ],
            [
                "事業名 | 事業内容 | 金額（千円） |  | ",
                " |  | 総事業費 | 基金充当額 | 事業者負担",
                "臨時の救護所の整備 | 遠くへ患者を運ぶ拠点に要る資機材を整える。 | "
                "20,000 | 20,000 | 0",
            ],
        ],
    ),
    (
        "stanzas over a page break",
        """
        事業名 事業内容 総事業費 基金充当額

        発電設備の整備事業

        停電のときにも診療を続けられるよう、発電設備を増やす。

        12,000 9,000

        - 3 -

        受水槽の整備事業

        断水のときにも診療を続けられるよう、受水槽を替える。

        4,500 3,000
        """,
        [
            [
                "事業名 | 事業内容 | 総事業費 | 基金充当額",
                "発電設備の整備事業 | 停電のときにも診療を続けられるよう、発電設備を増やす。 | "
                "12,000 | 9,000",
                "受水槽の整備事業 | 断水のときにも診療を続けられるよう、受水槽を替える。 | "
                "4,500 | 3,000",
            ]
        ],
    ),
    (
        "vertical heads; numbers that no column can be told for stand behind the last",
        """
        対象施設
        （回答施設） 病 薬 訪 介
        院 局 問 護
        看 支
        護 援
        ス 専

        テ 門
        － 員
        シ
        ョ
        ン

        診療所 42.0 24.1 86.6 58.9
        歯科診療所 58.1 － 38.7 64.5
        薬局 71.4 8.2
        """,
        [
            [
                "対象施設/（回答施設） | 病/院 | 薬/局 | 訪/問/看/護/ス/テ/－/シ/ョ/ン | "
                "介/護/支/援/専/門/員 |  | ",
                "診療所 | 42.0 | 24.1 | 86.6 | 58.9 |  | ",
                "歯科診療所 | 58.1 | － | 38.7 | 64.5 |  | ",
                "薬局 |  |  |  |  | 71.4 | 8.2",
            ]
        ],
    ),
    (
        "one vertical head of two lines, read from the right",
        """
        回答施設 病 薬 ハ 有
        院 局 ウ 料
        ス 老
        な 人
        ど ホ
        の ー
        施 ム
        設 ・
        ケ
        ア
        診療所 42.0 24.1 86.6
        薬局 71.4 8.2 30.0
        """,
        [
            [
                "回答施設 | 病/院 | 薬/局 | 有/料/老/人/ホ/ー/ム/・/ケ/ア/ハ/ウ/ス/な/ど/の/施/設",
                "診療所 | 42.0 | 24.1 | 86.6",
                "薬局 | 71.4 | 8.2 | 30.0",
            ]
        ],
    ),
    (
        "half tables side by side",
        """
        項目 ％ 項目 ％
        安心できる 12.5 安心できない 47.0
        少し安心できる 40.5 わからない 5.0
        """,
        [
            ["項目 | ％", "安心できる | 12.5", "少し安心できる | 40.5"],
            ["項目 | ％", "安心できない | 47.0", "わからない | 5.0"],
        ],
    ),
    (
        "a caption at the left of the last row",
        """
        項 目 ％
        自宅で過ごしたい 41.2
        入院したい 27.5
        「療養に関する調査」 無回答 3.4
        (平成２２年)
        """,
        [
            [
                "項 目 | ％",
                "自宅で過ごしたい | 41.2",
                "入院したい | 27.5",
                "無回答 | 3.4",
                "「療養に関する調査」/(平成２２年) | ",
            ]
        ],
    ),
    (
        "labels of a chart",
        """
        安心で
        きる, 
        12.5%
        少し安
        心でき
        る, 
        40.5
        %
        その他, 
        47.0%
        """,
        [["安心で/きる | 12.5%", "少し安/心でき/る | 40.5/%", "その他 | 47.0%"]],
    ),
]  # fmt: skip

# texts that hold no table
PROSE = {
    "words that are heads elsewhere": """
        市町村 県 国が連携して次の施策を進める。
        人口 面積 ともに県内で最も大きい市である。 2,000 人が参加した。
        平成25年度 12,000 円の予算で実施した。
        事業 内容 の見直しを 進める。
        """,
    "a table of contents": """
        目次
        １ 計画の期間 1
        ２ 現状の分析 2
        ３ 課題 6
        ４ 目標 9
        ５ 具体的な施策 10
        """,
    "a list of people": """
        委員名簿
        氏名 所属 職名
        山田 太郎 県医師会 会長
        鈴木 花子 県歯科医師会 副会長
        佐藤 次郎 県薬剤師会 理事
        """,
    "results of years": """
        平成27年度実績 26事業所
        平成28年度実績 54事業所
        平成29年度実績 51事業所
        ・平成28年：20,370千円
        ・平成29年：20,454千円
        """,
    "a head without rows": """
        事業名 事業内容 事業費

        この事業は県が行う。
        事業費は予算の範囲内とする。
        """,
    "a chart's axis": """
        件数 259 57 311 19

        0

        100

        200
        """,
    "rates in sentences": """
        項 目 ％
        訪問診療を行う診療所は全体の
        26.1％である。
        前回の調査から増えている。
        """,
}


def undent(text: str) -> str:
    """The lines of a test without the indent of this file; a blank at a line's end stays."""
    lines = text.split("\n")[1:-1]
    return "\n".join(line[8:] for line in lines)


def read(text: str) -> Document:
    return read_text(undent(text).encode(), "a.txt")


def grid_to_rows(grid: Grid) -> list[str]:
    return [
        " | ".join(
            grid.own(row, column).text.replace("\n", "/") for column in range(grid.column_count)
        )
        for row in range(grid.row_count)
    ]


@pytest.mark.parametrize(("name", "text", "expected"), TABLES, ids=[t[0] for t in TABLES])
def test_tables(name: str, text: str, expected: list[list[str]]) -> None:
    document = read(text)
    assert [grid_to_rows(grid) for grid in document.grids] == expected
    assert all(grid.origin == "flat" and grid.head_rows is not None for grid in document.grids)


@pytest.mark.parametrize("name", PROSE)
def test_prose_stays_prose(name: str) -> None:
    assert list(read(PROSE[name]).grids) == []


def test_grid_stands_where_its_first_line_stood() -> None:
    document = read(TABLES[0][1].replace("災害名", "（参考）実績\n        災害名", 1))
    kinds = [type(item).__name__ for item in document.flow]
    assert kinds == ["Line", "Grid", "Line"]


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
    own = [(name, undent(text).encode()) for name, text, _ in TABLES]
    own += [(f"{p.parent.name}", p.read_bytes()) for p in sorted(CASES.glob("*/*/input.txt"))]
    return own


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
    assert shown <= set(",、，:：|-"), shown


@pytest.mark.skipif(not SEEDS.is_dir(), reason="shared/seeds is not there")
def test_no_character_of_the_seeds_is_lost() -> None:
    for path in sorted(SEEDS.glob("*.txt")):
        document = read_text(path.read_bytes(), path.name)
        flat = [g for g in document.grids if g.origin == "flat"]
        lines = {s.line for g in flat for c in g.cells for s in c.cite.spans}
        there, held = characters(document)
        lost = [place for place in there if place[0] in lines and place not in held]
        assert {document.lines[line].text[at] for line, at in lost} <= set(",，、"), path.name


@pytest.mark.skipif(not SEEDS.is_dir(), reason="shared/seeds is not there")
def test_grids_of_the_seeds_are_tables() -> None:
    """Slides and prose give no grid but the index tables in front."""
    counts = {}
    for path in sorted(SEEDS.glob("*.txt")):
        document = read_text(path.read_bytes(), path.name)
        flat = [g for g in document.grids if g.origin == "flat"]
        counts[path.name[:3]] = (len(flat), sum(g.row_count for g in flat))
        assert all(isinstance(i, Line | Grid) for i in document.flow)
    assert counts["001"] == (0, 0)
    assert counts["002"] == (4, 54)
    assert counts["003"][0] == 0
    assert counts["004"][0] == 0
    assert counts["000"][0] == 24


WORDS = [
    *(
        "項目",
        "％",
        "事業名",
        "概要",
        "総事業費",
        "基金負担額",
        "市町村",
        "名称",
        "24",
        "年度",
        "支出済額",
    ),
    *(
        "（千円）",
        "金額（千円）",
        "病",
        "院",
        "科",
        "－",
        "○",
        "△",
        "※",
        "1,200",
        "36.8",
        "12.5%",
        "ー",
        "い,",
    ),
    *(
        "５病院５チーム",
        "平成１９年７月",
        "医師会②",
        "東浜市、西山町",
        "・研修",
        "（２）課題",
        "- 3 -",
        "合計",
    ),
    *(
        "診療所の設備を整える。",
        "「意識調査」",
        "(平成２０年)",
        "在宅での療養を続けるために",
        "%",
        "あ",
    ),
]
LINES = st.lists(st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join), max_size=40)


@settings(max_examples=150, deadline=None)
@given(LINES)
def test_any_lines_are_read_and_none_is_lost(lines: list[str]) -> None:
    numbered = [Line(i, None, i + 1, text) for i, text in enumerate(lines)]
    flow: list[Line | Grid] = [line for line in numbered if line.text.strip()]
    rebuilt = rebuild_tables(numbered, flow)
    document = Document("a.txt", "", "text/plain", numbered, rebuilt)
    there, held = characters(document)
    lost = {lines[line][at] for line, at in there if (line, at) not in held}
    assert lost <= set(",、，:：")
