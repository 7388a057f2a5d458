"""The search for numbers: nothing lost, nothing invented."""

from __future__ import annotations

import pytest

from normalizers.quantity import Quantity, find_quantities


def short(quantities: list[Quantity]) -> list[str]:
    """raw|value or date|dimension of each quantity."""
    return [
        f"{q.raw}|{q.date or ('' if q.value is None else format(q.value.normalize(), 'f'))}"
        f"{'' if q.value_to is None else '..' + format(q.value_to.normalize(), 'f')}|{q.dimension}"
        for q in quantities
    ]


FOUND = {
    "money": [
        (
            "総額１，２３４千円（うち５００万円）",
            ["１，２３４千円|1234000|money", "５００万円|5000000|money"],
        ),
        ("約1.5億円", ["1.5億円|150000000|money"]),
        ("1億2,345万円と5千円", ["1億2,345万円|123450000|money", "5千円|5000|money"]),
        ("2,600 千円", ["2,600 千円|2600000|money"]),
        ("②２１０千円", ["②|2|structure", "２１０千円|210000|money"]),
        ("15000円×3回", ["15000円|15000|money", "3回|3|count"]),
        ("二千五百万円", ["二千五百万円|25000000|money"]),
        ("2、3億円", ["2|200000000|money", "3億円|300000000|money"]),
        ("基金（千円） 24,444", ["24,444|24444000|money"]),
        ("¥5,000と△1,200円", ["¥5,000|5000|money", "△1,200円|-1200|money"]),
        ("1千万円～2千万円", ["1千万円～2千万円|10000000..20000000|money"]),
        # the decimal sign of newspapers, and lists
        ("予算の13・6％を占める", ["13・6％|13.6|percent"]),
        ("5・6・7%", ["5|5|percent", "6|6|percent", "7%|7|percent"]),
        ("10・20%", ["10|10|percent", "20%|20|percent"]),
        # a row of numbers takes no unit from the words of the next column
        ("1,683 1,628 都道府県からの", ["1,683|1683|count", "1,628|1628|count"]),
        ("会場は 12 都道府県からの", ["12 都道府県|12|count"]),
        # scales that stand apart in a column; 余 before the unit
        ("28億  350万6千円", ["28億  350万6千円|2803506000|money"]),
        ("5億　2,000万円", ["5億　2,000万円|520000000|money"]),
        ("4億円 200万円", ["4億円|400000000|money", "200万円|2000000|money"]),
        ("4億 12億円", ["4億|400000000|count", "12億円|1200000000|money"]),
        ("4億 2人", ["4億|400000000|count", "2人|2|count"]),
        ("7兆1200億3401万余円", ["7兆1200億3401万余円|7120034010000|money"]),
        ("6億12万余\n円となった", ["6億12万余\n円|600120000|money"]),
    ],
    "count": [
        ("５病院１２チーム", ["５病院|5|count", "１２チーム|12|count"]),
        ("十六郡市医師会と三師会", ["十六郡市医師会|16|count", "三師会|3|count"]),
        ("県内１７の医療機関", ["１７|17|count"]),
        ("１０万人当たり216.8人", ["１０万人|100000|count", "216.8人|216.8|count"]),
        ("3 5 市町村", ["3 5 市町村|35|count"]),
        ("9 0, 0 0 0", ["9 0, 0 0 0|90000|count"]),
        ("※2 3月22日時点", ["2|2|structure", "3月22日|--03-22|date"]),  # no month has that number
        ("1 2月", ["1 2月|12|duration"]),
        ("三病院・三市町村", ["三病院|3|count", "三市町村|3|count"]),
        ("4～5人", ["4～5人|4..5|count"]),
        ("5人材育成", ["5|5|count"]),
        ("2,508県支出金12市債", ["2,508|2508|count", "12|12|count"]),
        ("400余名", ["400余名|400|count"]),
        ("60余りの施設", ["60|60|count"]),
        ("315 市 債", ["315|315|count"]),  # a letter-spaced word
        ("315 市 ", ["315 市|315|count"]),
        ("一人当たり、二人", ["一人|1|count", "二人|2|count"]),
        ("58床分（17名→18名）", ["58床|58|count", "17名|17|count", "18名|18|count"]),
        ("259 57 311", ["259|259|count", "57|57|count", "311|311|count"]),
    ],
    "percent": [
        ("70％以上及び50％未満", ["70％|70|percent", "50％|50|percent"]),
        ("約４割から６割程度", ["４割|40|percent", "６割|60|percent"]),
        ("３割５分", ["３割５分|35|percent"]),
        ("+69.1%、▲3.1ポイント", ["+69.1%|69.1|percent", "▲3.1ポイント|-3.1|percent"]),
        ("10から20％", ["10|10|percent", "20％|20|percent"]),
        ("約4割増加", ["4割|40|percent"]),
    ],
    "ratio": [
        ("２．９倍、貸与期間の３分の５倍", ["２．９倍|2.9|ratio", "３分の５倍|1.666666667|ratio"]),
        ("国 3 分の 2", ["3 分の 2|0.666666667|ratio"]),
        ("補助率：1/2", ["1/2|0.5|ratio"]),
        ("県10/10、国2/3", ["10/10|1|ratio", "2/3|0.666666667|ratio"]),
    ],
    "area and capacity": [
        ("５１．１㎢、50㎡", ["５１．１㎢|51.1|area", "50㎡|0.00005|area"]),
        ("1250KVA、2,000リットル", ["1250KVA|1250|capacity", "2,000リットル|2000|capacity"]),
        ("幅2.3ｍの橋", ["2.3ｍ|2.3|capacity"]),
    ],
    "duration": [
        ("２４時間３６５日", ["２４時間|24|duration", "３６５日|365|duration"]),
        ("1日2時間、３０分", ["1日|1|duration", "2時間|2|duration", "３０分|30|duration"]),
        ("３～６か月程度、10年間", ["３～６か月|3..6|duration", "10年間|10|duration"]),
        ("34歳以下、１０年前", ["34歳|34|duration", "１０年|10|duration"]),
        ("2、3日", ["2|2|duration", "3日|3|duration"]),
        ("24 時間体制", ["24 時間|24|duration"]),
        ("100人中161、200万人", ["100人|100|count", "161|161|count", "200万人|2000000|count"]),
        ("就任後3 年未満", ["3 年|3|duration"]),
        ("十分間", ["十分間|10|duration"]),
    ],
    "year": [
        ("平成２５年度、令和元年度", ["平成２５年度|2013|year", "令和元年度|2019|year"]),
        ("H22→H25", ["H22|2010|year", "H25|2013|year"]),
        ("H22～26、R元～2", ["H22～26|2010..2014|year", "R元～2|2019..2020|year"]),
        ("H1~0", ["H1|1989|year", "0|0|count"]),
        ("2013年～0年", ["2013年|2013|year", "0年|0|duration"]),
        ("平成29年度～令和元年度", ["平成29年度～令和元年度|2017..2019|year"]),
        ("平成２７年度以降３７年度まで", ["平成２７年度|2015|year", "３７年度|2025|year"]),
        ("平成37(2025)年", ["平成37|2025|year", "2025|2025|year"]),
        ("2018（平成30）年度", ["2018|2018|year", "平成30|2018|year"]),
        ("2025年に（2015年）", ["2025年|2025|year", "2015年|2015|year"]),
        ("Ｈ２８調査、Ｈ２９．", ["Ｈ２８|2016|year", "Ｈ２９|2017|year"]),
        # the years of a list before the one that says what they are
        (
            "令和5年度の予算。3・4両年度は",
            ["令和5年度|2023|year", "3|2021|year", "4両年度|2022|year"],
        ),
        ("4、3年度", ["4|4|count", "3年度||year"]),
        ("平成21年、22年", ["平成21年|2009|year", "22年|2010|year"]),
        ("22年度", ["22年度||year"]),
        # a text that counts by Gregorian years alone abbreviates those, where they are closest
        ("2024年度に5割、22年度", ["2024年度|2024|year", "5割|50|percent", "22年度|2022|year"]),
        ("2018年度～22年度", ["2018年度～22年度|2018..2022|year"]),
        ("2019年度と30年度", ["2019年度|2019|year", "30年度|2018|year"]),
        (
            "2024年度、令和4年度、22年度",
            ["2024年度|2024|year", "令和4年度|2022|year", "22年度|2010|year"],
        ),
        ("昭和五十八年", ["昭和五十八年|1983|year"]),
        ("㍻29年", ["㍻29年|2017|year"]),
    ],
    "date": [
        ("平成１９年７月、R7.5.31時点", ["平成１９年７月|2007-07|date", "R7.5.31|2025-05-31|date"]),
        (
            "令和7年2月7日(金)13時から17時",
            ["令和7年2月7日|2025-02-07|date", "13時|13|time", "17時|17|time"],
        ),
        ("平成31（2019）年３月", ["平成31|2019|year", "2019|2019|year", "３月|2019-03|date"]),
        ("2024（令和6）年4月1日", ["2024|2024|year", "令和6|2024|year", "4月1日|2024-04-01|date"]),
        ("平成31年（3月は除く）", ["平成31年|2019|year", "3月|--03|date"]),
        ("Ｈ２９．８：9.7％", ["Ｈ２９．８|2017-08|date", "9.7％|9.7|percent"]),
        (
            "8月 9日、11/19、2/25",
            ["8月 9日|--08-09|date", "11/19|--11-19|date", "2/25|--02-25|date"],
        ),
        ("5月15日、16日", ["5月15日|--05-15|date", "16日|--05-16|date"]),
        ("2024.4.1と2019-04-01", ["2024.4.1|2024-04-01|date", "2019-04-01|2019-04-01|date"]),
        ("令和六年四月一日", ["令和六年四月一日|2024-04-01|date"]),
        ("6月から", ["6月|--06|date"]),
    ],
    "time": [
        ("9時30分、13:30、１時半", ["9時30分|9.5|time", "13:30|13.5|time", "１時半|1.5|time"])
    ],
    "ordinal": [
        ("全国３１位、第８期、第2回", ["３１位|31|ordinal", "第８期|8|ordinal", "第2回|2|ordinal"]),
        ("二次保健医療圏と三次", ["二次|2|ordinal", "三次|3|ordinal"]),
        ("2か月目、3例目、第二次", ["2か月目|2|ordinal", "3例目|3|ordinal", "第二次|2|ordinal"]),
        ("第 7 次、第 13 回", ["第 7 次|7|ordinal", "第 13 回|13|ordinal"]),
        ("要介護３以上", ["３|3|ordinal"]),
        ("第３条第８項", ["第３条|3|ordinal", "第８項|8|ordinal"]),
    ],
    "identifier": [
        ("NET4Uと「Ｒ４システム」", ["NET4U||identifier", "Ｒ４||identifier"]),
        ("【プロジェクト３】", ["３||identifier"]),
        ("資料 1-1、027-223-1111", ["1-1||identifier", "027-223-1111||identifier"]),
        ("level1.5、ver.2", ["level1.5||identifier", "2||identifier"]),
        ("TEL 027(226)0001、発 0513", ["027(226)0001||identifier", "0513||identifier"]),
        ("Ⅱ－１とＡ－２", ["１||identifier", "２||identifier"]),
        ("総務費 ２．１．１０ 支出", ["２．１．１０||identifier"]),
        ("見守り推進事業費(20990001)", ["20990001||identifier"]),
        ("見守り推進事業費(20990)", ["20990|20990|count"]),
        ("施策コード 2044、news_50017.html", ["2044||identifier", "50017||identifier"]),
        ("石山43番地1", ["43番地||identifier", "1||identifier"]),
    ],
    "structure": [
        ("評価シート\n37/452\n健診", ["37/452||structure"]),
        ("評価シート\n実施率 37/452\n健診", ["37/452|0.081858407|ratio"]),
        ("割合\n3/4\n", ["3/4|0.75|ratio"]),
        ("（２）医師確保", ["（２）|2|structure"]),
        ("１．目的", ["１．|1|structure"]),
        ("1)目的", ["1)|1|structure"]),
        (" ５ 具体的な施策", ["５|5|structure"]),
        ("２ 病院の整備", ["２|2|structure"]),
        ("- 9 -", ["- 9 -|9|structure"]),
        ("➀➁㉑⑴", ["➀|1|structure", "➁|2|structure", "㉑|21|structure", "⑴|1|structure"]),
        ("２（１）のとおり", ["２|2|structure", "（１）|1|structure"]),
        ("序章……12", ["12|12|structure"]),
        ("図1、※2、P.3", ["1|1|structure", "2|2|structure", "3|3|structure"]),
        ("第１章 総論", ["第１章|1|structure"]),
        ("1-2 目標", ["1-2||structure"]),
        ("2.1 目標", ["2.1||structure"]),
        ("１．２０２５年には", ["１．|1|structure", "２０２５年|2025|year"]),
    ],
}
CASES = [
    pytest.param(*case, id=f"{kind}-{case[0]}") for kind, cases in FOUND.items() for case in cases
]


@pytest.mark.parametrize(("text", "wanted"), CASES)
def test_find(text: str, wanted: list[str]) -> None:
    assert short(find_quantities(text)) == wanted


WORDS = [
    "一層の充実",
    "十分な体制",
    "不十",
    "一体的に",
    "一部の",
    "一般",
    "一方",
    "一元化",
    "万全を期す",
    "統一",
    "唯一",
    "一環",
    "一定期間",
    "一人ひとり",
    "一人暮らし",
    "四半期",
    "第三者",
    "百貨店",
    "三重",
    "四国",
    "九州",
    "十和",
    "八戸市",
    "四日市市",
    "三次市",
    "二十日町市",
    "数十人",
    "何百件",
    "千差万別",
    "三位一体",
    "一時的",
    "一円",
    "〇",
    "○○",
    "一貫",
    "一堂に",
    "一助",
    "一番",
    "二人三脚",
    "五十音",
    "七夕",
    "千代",
    "単位：千円",
    "百万円",
    "元気",
    "元の",
    "平成",
    "令和",
    "Ｈ",
    "大正琴",
    "零細",
    "六角形",
    "一般社団法人",
]


@pytest.mark.parametrize("text", WORDS)
def test_words_that_are_no_numbers(text: str) -> None:
    assert find_quantities(text) == []


@pytest.mark.parametrize(
    ("text", "unit", "wanted"),
    [
        (
            "広域搬送 22,040 11,000 － 概要",
            "千円",
            ["22,040|22040000|money", "11,000|11000000|money"],
        ),
        ("総事業費 0", "千円", ["0|0|money"]),
        ("不安 36.8", "％", ["36.8|36.8|percent"]),
        ("計 12", "人", ["12|12|count"]),
        ("うち 5人 1,000", "千円", ["5人|5|count", "1,000|1000000|money"]),
        (
            "計画額 22 年度 23年度 24",
            "千円",
            ["22 年度|2010|year", "23年度|2011|year", "24|24000|money"],
        ),
        ("増減 △ 111,155", "千円", ["△ 111,155|-111155000|money"]),
        ("① 500", "千円", ["①|1|structure", "500|500000|money"]),
    ],
)
def test_unit_of_the_head(text: str, unit: str, wanted: list[str]) -> None:
    assert short(find_quantities(text, unit, near=2013)) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("策定は平成\n30年度調査", ["平成\n30年度|2018|year"]),
        ("から平\n\n成２２年の", ["平\n\n成２２年|2010|year"]),
        ("平成２２\n\n年１２月末", ["平成２２\n\n年１２月|2010-12|date"]),
        ("令和\n元年度", ["令和\n元年度|2019|year"]),
        ("病院は、３９\n病院に", ["３９\n病院|39|count"]),
        ("うち４０８診療\n所", ["４０８診療\n所|408|count"]),
        ("は９９０千\n円）", ["９９０千\n円|990000|money"]),
        ("約1.6\n倍", ["1.6\n倍|1.6|ratio"]),
        ("不十\n分である", []),
        ("評価 30.5\n人材", ["30.5|30.5|count"]),
        ("評価 42.4\n病院 64.2", ["42.4|42.4|count", "64.2|64.2|count"]),
        ("300\n年度別", ["300|300|count"]),
        ("36.8\n23.6", ["36.8|36.8|count", "23.6|23.6|count"]),
    ],
)
def test_line_breaks(text: str, wanted: list[str]) -> None:
    assert short(find_quantities(text)) == wanted


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("約90％", "約"),
        ("延べ約160人", "延べ 約"),
        ("34歳以下", "以下"),
        ("概ね30分以内", "概ね 以内"),
        ("平成22年度以降", "以降"),
        ("500億円の内数", "の内数"),
        ("上限100千円", "上限"),
        ("10万人当たり", "当たり"),
        ("9ポイント余り", "余り"),
        ("10年前に", "前"),
        ("10年前橋", None),
        ("5人", None),
        ("12月末現在", "末現在"),
    ],
)
def test_qualifier(text: str, qualifier: str | None) -> None:
    assert [q.qualifier for q in find_quantities(text)] == [qualifier]


def test_near_completes_a_year() -> None:
    assert short(find_quantities("24年8月29日、23年度", near=2013)) == [
        "24年8月29日|2012-08-29|date",
        "23年度|2011|year",
    ]
    assert short(find_quantities("3年度", near=2024)) == ["3年度|2021|year"]
