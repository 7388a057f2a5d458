"""Numbers as reports print them: wrapped, in tables with bars, in headings, with signs."""

from __future__ import annotations

import pytest

from normalizers.quantity import Quantity, find_quantities

FOUND = {
    "over a line break": [
        ("市内の診療所に通う患者は延べ1,200\n人であった。", ["1,200\n人=1200 人"]),
        ("協力を申し出た市内の 12 医院と3\n病院が", ["12 医院=12 医院", "3\n病院=3 病院"]),
        ("全体 n=1065\n病院−機能", ["1065=1065"]),
        ("合計 N = 20\n診療所（単独）", ["20=20"]),
        ("市債 -55,264\n県 有 林 会 計", ["-55,264=-55264"]),
        ("件数12\n市 民 税", ["12=12"]),
        ("回収数は843人\n回 収 率", ["843人=843 人"]),
        ("回収数は843人\n回収率", ["843人=843 人"]),
        ("市内で開いた教室は年12人\n回に及んだ", ["12人\n回=12 人回"]),
    ],
    "heading or count": [
        ("東北7県の拠点と中国5県では", ["7県=7 県", "5県=5 県"]),
        ("１県の取組", ["１=1"]),
        ("12都県から集まった", ["12都県=12 都県"]),
        ("養成所の45課程に補助", ["45課程=45 課程"]),
        ("登録した者は、\n6,841 名である", ["6,841 名=6841 名"]),
        ("3 名称の変更", ["3=3"]),
    ],
    "nought": [
        ("| 0 | 12 | 7,300 |", ["0=0", "12=12", "7,300=7300"]),
        ("(0)\n31,000", ["0=0", "31,000=31000"]),
    ],
    "sign": [
        ("補正（第２号）-300千円", ["第２号=2 号", "-300千円=-300000 円"]),
        ("（伸び率）-2.5％", ["-2.5％=-2.5 %"]),
        ("（内線）-300", ["300=300"]),
    ],
    "fraction": [
        ("縮尺5,000分の1の図", ["5,000分の1=0.0002"]),
        ("2,500分の会議", ["2,500分=2500 分"]),
    ],
    "note of a unit": [
        (
            "（単位：千円）\n救急 1,200 3",
            ["1,200=1200000 円", "3=3"],
        ),
        ("( 単 位 : 千 円 )\n△ 1,234 500円", ["△ 1,234=-1234000 円", "500円=500 円"]),
        ("（単位：千円）1,200\n（単位：人）2,400", ["1,200=1200000 円", "2,400=2400 人"]),
        ("（単位：千円）1,200\n表２ 人口\n2,400", ["1,200=1200000 円", "２=2", "2,400=2400"]),
        ("（単位：万人）\n4,799", ["4,799=47990000 人"]),
        ("単位費用\n2,400", ["2,400=2400"]),
        ("（単位：点、円）\n2,400", ["2,400=2400"]),
    ],
    "blank behind a comma": [
        ("基金 104, 200千円", ["104, 200千円=104200000 円"]),
        ("1, 234, 000円", ["1, 234, 000円=1234000 円"]),
        ("5, 200人", ["5=5", "200人=200 人"]),  # no money: it may be a list
    ],
    "year of an era in brackets": [("2018（平成30年の数）", ["2018=2018", "平成30年=2018 年"])],
    "file size": [("(様式 47.7KBytes)", ["47.7KBytes=47.7 KB"])],
}


def short(quantity: Quantity) -> str:
    value = "" if quantity.value is None else f"{quantity.value.normalize():f}"
    return f"{quantity.raw}={value} {quantity.unit or ''}".rstrip()


@pytest.mark.parametrize(
    ("text", "expected"),
    [pytest.param(*case, id=f"{kind}-{n}") for kind in FOUND for n, case in enumerate(FOUND[kind])],
)
def test_found(text: str, expected: list[str]) -> None:
    assert [short(quantity) for quantity in find_quantities(text)] == expected


def test_the_caption_of_a_table_holds_for_what_has_separators() -> None:
    found = find_quantities("2,400 12 300人", noted="千円")
    assert [short(quantity) for quantity in found] == ["2,400=2400000 円", "12=12", "300人=300 人"]


@pytest.mark.parametrize(
    ("text", "near", "expected"),
    [
        ("地震（04年10月）の後", 2008, "2004-10"),
        ("地震（16年10月）の後", 2008, "2004-10"),  # 平成16年
        ("02年4月から", 2021, "2020-04"),  # 令和2年
        ("02年4月から", 2003, "2002-04"),
        ("4年4月から", 2008, "2022-04"),  # without its nought the year of an era
    ],
)
def test_two_digits_of_a_year(text: str, near: int, expected: str) -> None:
    assert find_quantities(text, near=near)[0].date == expected
