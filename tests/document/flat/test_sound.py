"""Tables that no document has are refused, whichever reader made them."""

from __future__ import annotations

import pytest

from pipeline.document.flat.columns.grids import cites_to_grid
from pipeline.document.flat.open_heads import without_open_heads, without_same_heads
from pipeline.document.flat.sound import is_sound
from pipeline.document.flat.tokens import lines_to_rows
from pipeline.document.model import Cite, Grid, Line


def sound(head: str, *body: str) -> bool:
    lines: list[Line] = []
    grid = table(lines, head, *body)
    return is_sound(grid, {row.line.index: row for row in lines_to_rows(lines)})


def table(lines: list[Line], *rows: str) -> Grid:
    """A table, a string a row; | between its cells, / between lines of one."""
    cites: list[list[Cite]] = []
    for text in rows:
        cells = [[piece.strip() for piece in cell.split("/")] for cell in text.split("|")]
        cites.append([_cell(lines, pieces) for pieces in cells])
    return cites_to_grid(None, cites[:1], cites[1:])


def _cell(lines: list[Line], pieces: list[str]) -> Cite:
    cites = []
    for piece in pieces:
        lines.append(Line(len(lines), None, len(lines) + 1, piece))
        cites.append(lines[-1].cite())
    return Cite.join(cites)


NAMES = "がん検診事業", "救急搬送事業", "研修事業", "看護師確保事業", "相談事業", "広報事業"
REFUSED = {
    "two years in one head": ["事業名 | H23年度 H24年度 事業費 | 事業費", "研修事業 | 5,014 | 320"],
    "years of two eras": ["事業名 | 平成31年度 / 令和元年度 | 備考", "研修事業 | 5,014 | 320"],
    "shares and amounts in turn": [
        "会計 | 予算額 | 構成比 | 比較",
        "一般会計 | 12,300 | 54.5% | 11,900",
        "介護保険 | 53.3% | 400 | 3.1%",
        "下水道 | 2,300 | 9.5% | 2,100",
        "水道 | 9.2% | 200 | 1.1%",
    ],
    "amounts below 主な内容": [
        "事業番号 | 事業名 | 主な内容 | 計画額",
        "産後ケア事業 | 助産師の訪問 | 2,400 | 2,600",
        "病児保育事業 | 病児を預かる | 8,100 | 8,300",
    ],
    "nothing below 款": [
        "款 | 項 | 事業名 | 金額",
        "| 民生費 | 児童福祉費 / 保育所改修事業 | 45,000",
        "| 衛生費 / 保健衛生費 | 診療所改修事業 | 12,500",
    ],
    "letters of a word": ["事業名 | う | ち | 基 | 金", "研修事業 | 1 | 2 | 3 | 4"],
    "brackets over two heads": ["事業名 | 百 | 補正（ | 円）", "研修事業 | 1 | 2 | 3"],
    "amounts in one": [
        "事業名 | 前年度 | 当初",
        "甲 | 404,700779,70 | 0",
        "乙 | 65,8404,1668,7 | 7",
    ],
    "a head before the first name": ["事業名 | 前年度予算額", "前年度予算額 がん検診 | 404,700"],
    "a head above the first name": ["財源 | 説明", "説明 / 災害医療 | 県単", "国庫 | 救急医療"],
    "heads shifted": ["病院 | 保健所", "保健所 | 市町村 5", "病院 | 保健所", "保健所 | 病院"],
    "heads one column on": ["回答 | 病院", "病院 | 保健所", "保健所 | 診療所", "特にない | 88.1"],
    "commas alone": [
        "事業名 | 円 | 備考",
        "相談事業 , | 4 | 5",
        ", | 3 | 0",
        ", | 8 | 2",
        "甲 | , | 1",
    ],
    "those who carry it out left of their head": [
        " | 実施主体 | 取組名 | 予算額",
        "県医師会 | 講演の催し | 医師が話す | 5,014",
        "県看護協会 | 研修の支援 | 看護師が学ぶ | 320",
    ],
    "offices left of their head": [
        " | 所管課 | 事業名 | 予算額",
        "医療課 | 講演会 | 医師が話す | 5,014",
        "福祉課 | 研修会 | 看護師が学ぶ | 320",
    ],
    "more counts than heads": [
        "病院名 | 病床数 | 所在地",
        "市立北病院 6床 | 10床 | 北市",
        "県立南病院 | 4床 | 南市",
        "町立西診療所 21床 | 25床 | 西町",
    ],
    "words far apart": ["事業名 | 総額 | 概要", "救急患者の搬    県内の病院が行う | 5,014 | 整備"],
    "columns line by line": [
        "事業名 | 総額 | 概要",
        "救急患者の搬 県内の病院が行う | 5,014 | 送体制の整備 車両や資機材の購 / 事業 入を支援する",
    ],
    "rows of two lines": [
        "復活要求額 | 当初予算要求額 | 当初",
        *(f"{n} | 8,472 | 215,800 // | 34,800 | 351".split("//")[i] for n in NAMES for i in (0, 1)),
    ],
    "marks beside names": [
        "医療機関名 | 小児救急 | 災害拠点",
        "中津病院 19 △ | ○ | -",
        "東浜病院 310 ○ | ○ | ○",
        "西浜病院 120 ○ | ○ | △",
    ],
}
KEPT = {
    "a misprint": ["事業名 | 前年度 | 当初", "甲 | 404,7007 | 10,000", "乙 | 5,014 | 320"],
    "lists of numbers": ["事業名 | 章", "甲 | 1,2", "乙 | 3,4", "丙 | 5,6"],
    "a label before those who carry it out": [
        " | 実施主体 | 取組名 | 予算額",
        "研修 | 県医師会 | 講演会 | 5,014",
        "相談 | 県看護協会 | 研修会 | 320",
    ],
    "names with counts": [
        "研修 | 参加者 | 回",
        "実習 3日 | 10人 | 2",
        "講座 | 20人 | 3",
        "演習 5日 | 8人 | 1",
        "訓練 | 9人 | 4",
    ],
    "a span of years": ["事業名 | 令和5年度～令和7年度", "研修事業 | 5,014"],
    "heads of one letter": ["事業名 | 国 | 県 | 市 | 他", "研修事業 | 1 | 2 | 3 | 4"],
    "letters for services": ["区分 | 病 | 看 | 救", "あり | ○ | ○ | ○"],
    "one bracket lost": ["事業名 | 金額（千円 | 備考", "研修事業 | 5,014 | 新規"],
    "a sum named like a head": ["事業名 | 国 | 県 | 合計", "甲 | 1 | 2 | 3", "合計 | 1 | 2 | 3"],
    "amounts of two lines": [
        "事業名 | 当初 | 決算",
        "がん検診事業 | 8,472 | 8,000",
        " | 7,310 | 7,000",
        "研修事業 | 215 | 200",
        "救急搬送事業 | 310 | 300",
        " | 290 | 280",
        "相談事業 | 120 | 110",
    ],
    "a name of two words": ["事業名 | 総額 | 概要", "在宅医療 推進事業 | 5,014 | 研修を行う。"],
    "spaced letters": ["区分 | 総額 | 概要", "合　　計 | 5,014 | 研修を行う。"],
    "one line with a blank": [
        "事業名 | 総額 | 概要",
        "救急搬送事業 | 5,014 | 県内の病院が行う / 研修会 車両 / の購入を支援する",
    ],
    "numbers within descriptions": [
        "事業名 | 内容",
        "研修事業 | 医師や看護師が参加する研修会を年に 3 回 開き、延べ 120 人 が会場に集まった",
        "相談事業 | 電話による相談を受け付け、必要に応じて機関を 12 か所 紹介する体制を整えた",
        "広報事業 | 県民に向けた講演会を年に 2 回 開き、冊子を 5,000 部 作って県内の施設に配った",
    ],
}


@pytest.mark.parametrize("rows", REFUSED.values(), ids=REFUSED)
def test_refused(rows: list[str]) -> None:
    assert not sound(*rows)


@pytest.mark.parametrize("rows", KEPT.values(), ids=KEPT)
def test_kept(rows: list[str]) -> None:
    assert sound(*rows)


HEADS = {  # a head, and what is left of it
    "事業名 | 予算額 | 決算額 | 予算額 | 決算額": "事業名    ",
    "事業名 | 予算額 | 支出済額 | 支出済額": "事業名   ",
    "事業名 | 令和５年度 | 令和６年度": "事業名 令和５年度 令和６年度",
    "災害名 | チーム | 備考 | 備考": "災害名 チーム 備考 備考",
}


@pytest.mark.parametrize(("head", "left"), HEADS.items(), ids=HEADS)
def test_heads_of_two_columns_of_amounts(head: str, left: str) -> None:
    count = head.count("|")
    grid = without_same_heads(table([], head, "甲" + " | 5,014" * count))  # a head a line
    assert " ".join(grid.cite(0, column).text for column in range(count + 1)) == left
    assert [cell.text for cell in grid.cells if cell.row] == ["甲", *["5,014"] * count]


OPEN = {  # rows of amounts, and whether all heads stay
    "the same amount twice": (
        ["8,797 | 8,797 | ", "41,630 | 41,630 | ", "3,177 | 3,177 | "],
        False,
    ),
    "a blank row between": (["8,797 | 8,797 | ", " |  | ", "41 | 41 | ", "3 | 3 | "], False),
    "two rows": (["8,797 | 8,797 | ", "41,630 | 41,630 | "], True),
    "another amount in one row": (["8,797 | 8,797 | ", "41 | 40 | ", "3 | 3 | "], True),
    "the last amount in one row": (["8,797 | 8,797 | ", "41 | 41 | 0", "3 | 3 | "], True),
    "blank before the last": (["8,797 |  | 8,797", "41 |  | 41", "3 |  | 3"], True),
}


@pytest.mark.parametrize(("rows", "kept"), OPEN.values(), ids=OPEN)
def test_amounts_of_which_the_head_is_open(rows: list[str], kept: bool) -> None:
    body = [f"事業{n} | {row}" for n, row in enumerate(rows)]
    grid = without_open_heads(table([], "事業名 | 事業費 | 要求額 | 市負担額", *body))
    heads = [cell.text for cell in grid.cells if not cell.row]
    assert heads == ["事業名", "事業費", *(["要求額", "市負担額"] if kept else [])]
