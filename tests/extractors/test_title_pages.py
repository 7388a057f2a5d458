"""Whose document it is, and the fiscal year that it is an edition for, as title pages say it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extractors import documents
from extractors.context import Context
from extractors.shared.edition import edition_year
from extractors.shared.jurisdiction import jurisdiction_of
from pipeline.document.model import Cite, Document

Reader = Callable[[str], Document]


def owner(document: Document) -> str | None:
    found = jurisdiction_of(document)
    return found.text if isinstance(found, Cite) else found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("第２期岬浜町健康増進計画の見直し\n\n計画の進み具合をまとめました。", "岬浜町"),
        ("１ 第９期北浜市高齢者いきいきプラン（令和6年度～令和8年度）\n素案", "北浜市"),
        ("平成26年度第3回青葉区介護保険事業計画推進会議\n議題", "青葉区"),
        ("（令和４年６月１日開催）北浜市第５次地域福祉計画策定委員会\n議事", "北浜市"),
        ("1 北浜市在宅医療に関するニーズ調査 報告書 令和 ５ 年 ３ 月", "北浜市"),
        ("群馬県岬浜市健康づくり計画\n令和５年３月", "岬浜市"),
        ("長野県諏訪郡岬浜町国民健康保険計画\n令和５年３月", "岬浜町"),
        ("さくら市高齢者保健福祉計画\n令和６年３月", "さくら市"),
        ("今年度の岬浜町一般会計予算\n総額 40億円", "岬浜町"),
        ("令和４年度町政の方針\n「第３次岬浜町総合計画」による事業です。", "岬浜町"),
        ("四日浜市市民健康意識調査報告書", "四日浜市"),
        ("岬浜町事務事業評価シート（令和２年度実施事業）", "岬浜町"),
        ("岬浜町福祉団体補助金一覧\n見守り活動補助金", "岬浜町"),
        ("令和３年度 主要施策の成果\n群馬県岬浜市 （単位：千円）", "岬浜市"),
        ("主な事業\n長野県みさき町 財政課", "みさき町"),
        ("令和７年度　当初予算の概要（岬浜市）\n２　主な事業", "岬浜市"),
        ("令和６年度　主要事業の概要\n北浜市財政課\n１　健診事業", "北浜市"),
        (
            "第２期健康医療総合計画（平成30年度～平成35年度）　宮崎県\n第８節　災害医療\n"
            "熊本県で起きた地震\n熊本県の病院に派遣\n宮城県沖の地震",
            "宮崎県",
        ),
        ("福祉保健部の主な事業\n\n宮　崎　県\n\n健康づくり", "宮崎県"),
        # named in the text alone, as the owner of plans
        ("健康づくりの指標\n指標は北浜市総合計画、北浜市食育計画と同じものとします。", "北浜市"),
        ("数値目標\n・医師会\n・北浜市健康21プラン推進協議会\n本市の取組を進めます。", "北浜市"),
        ("アンケートの概要\n１ 調査対象：北浜市在住の満20歳以上の男女3,000人", "北浜市"),
    ],
)
def test_municipality(document: Reader, text: str, expected: str) -> None:
    assert owner(document(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "市町村健康増進計画の手引",
        "研修事業の概要（関係市町村）\n参加者 １０名",
        "補助金の一覧\n岬浜市健康課\n北浜市福祉課",
        "市 町 村\n補助金の一覧",
        "本市健康増進計画の概要",
        "都市計画の概要\n都市の将来像",
        "地区防災計画の手引",
        "東部構想区域地域医療構想\n東部区域の現状",
        "大都市地域医療計画の考え方",
        "農山村医療計画について",
        "小学校区福祉計画",
        "市民意識調査報告書",
        "市町村事務事業評価シートの手引",
        "市町村補助金一覧",
        # a prefecture's paper that speaks of a city's plan
        "医療の提供体制\n本県では、北浜市総合計画と整合を図ります。",
        # the prefecture that a city works with
        "高齢者保健福祉計画（第８期）\n群馬県との連携 ... 4\n市民からの意見 ... 5",
        # places that a national survey was held in
        "食生活の調査\n東京圏：東京都 神奈川県 千葉県\n近畿圏：大阪府 京都府",
        # a building in an address
        "窓口の一覧（令和７年４月１日現在）\n岬の家　西区高砂3-14-21 群馬県職員会館1階　835-1111",
        # where disasters were, and teams were sent to
        "救護のあゆみ\n新潟県中越地震に救護班を派遣\n新潟県中越沖地震のため新潟県柏崎市に救護班派遣",
        # cities of equal weight
        "事例集\n北浜市総合計画では、在宅医療を進めます。\n南浜市総合計画では、救急医療を進めます。",
    ],
)
def test_no_municipality(document: Reader, text: str) -> None:
    assert owner(document(text)) is None


def test_a_prefecture_leads_its_own_plan(document: Reader) -> None:
    assert owner(document("群馬県保健医療計画\n前橋市をはじめとする市町村と進めます。")) == "群馬県"


def test_a_prefecture_that_one_row_names(document: Reader) -> None:
    assert owner(document("病院の一覧\n岬病院 青葉市本町1-1 群馬県 平成10年")) == "群馬県"


COUNTED = "病院の負担の状況\n人数は2019年10月1日時点の人口を基に算出\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (COUNTED + "（令和３年４月20日時点）", "令和３年４月20日"),
        ("窓口の一覧\n令和３年４月20日現在の窓口", "令和３年４月20日"),
        (COUNTED, None),
    ],
)
def test_the_day_of_figures_of_others_is_none_of_the_document(
    document: Reader, text: str, expected: str | None
) -> None:
    (row,) = documents.extract(document(text), Context())
    day = row.cells.get("as_of")
    assert (day.text if isinstance(day, Cite) else day) == expected


def test_all_towns_of_a_prefecture_are_none(document: Reader) -> None:
    assert owner(document("主な事業の決算状況\n群馬県内市町村")) == "群馬県"


def test_a_city_of_a_prefectures_list(document: Reader) -> None:
    text = "群馬県在宅医療推進事業一覧\n１ 岬浜市在宅医療推進協議会への補助\n２ 研修"
    assert owner(document(text)) == "群馬県"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("健康増進計画\n計画期間\n2024年度～2036年度の12年間", 2024),
        ("健康増進計画\n計画期間\n平成25年度～令和4年度（10年間）", 2013),
        ("第２期健康増進計画\n計画期間 ： 令和3年度～令和7年度", 2021),
        ("第２次健康づくり計画\n平成28年3月\n（前期 ： 平成28年度～平成31年度）", 2016),
        ("第８次保健医療計画\n【2018 年度～2023 年度】\n2018 年3月", 2018),
        ("福祉計画\n（平成 29 年度～平成 38 年度）\n平成 30（2018）年3月", 2017),
        # sentences that tell of the plans before this one
        (
            "第２期計画の策定\n本町では、平成30年度に第１期計画を策定し、取り組んできました。\n"
            "２．計画の期間\n令和6年度から令和11年度までの6年間",
            2024,
        ),
        (
            "第８次計画\n第７次計画（2018年度（平成30年度）～2023年度（令和5年度））の後、体制は変わりました。\n"
            "2024年度（令和6年度）から2029年度（令和11年度）までを計画期間とする第８次計画です。",
            2024,
        ),
        (
            "第３次計画\n平成18年度から平成22年度までを計画期間とする第２次計画を進めてきました。"
            "平成23年度から5か年を計画期間とする第３次計画を策定しました。",
            2011,
        ),
        (
            "平成23年度から7年間を計画期間とする計画を策定し、このたび、令和6年度から11年度を計画期間とした"
            "第３次計画を策定しました。",
            2024,
        ),
        (
            "平成27年度から令和6年度の10年間を計画期間として策定した計画を見直しました。\n"
            "令和7年度から令和18年度までの12年間の計画です。",
            2025,
        ),
        # surveys
        ("平成27年度食生活に関する意識調査　平成27年10月", 2015),
        ("平成27年度\n高齢者に関する意識調査\n保健福祉部\n平成28年10月", 2015),
        ("住民アンケート\n調 査 期 間 平成28年8月9日から平成28年8月29日", 2016),
        ("住民アンケート\n調査の時期：令和３年１月12日～１月25日", 2020),
        ("1 ニーズ調査 調査結果報告書 平成 23 年 8 月", 2011),
        ("1 住民意識調査 報告書 平成 19 年 3 月 保健福祉部", 2006),
        # a survey that a plan rests on
        (
            "第２次健康づくり計画\n（令和6年度～令和11年度）\n令和４年度住民意識調査の結果から\n運動する人が増えています",
            2024,
        ),
        # letter-spaced titles
        ("岬 浜 町 病 院 事 業 会 計 予 算 書\n平 成 27 年 度\n白紙", 2015),
        ("令 和 元 年 度 当 初 予 算 の 概 要", 2019),
        # days and months of issue
        ("報告書\n平成31（2019）年3月\n研究会", 2018),
        ("推進計画（素案）\n2018（平成30）年\n\n3月", 2017),
        (
            "「実態調査（令和2年1月実施）」の結果について\n計画（計画期間：令和3年度～令和5年度）の基礎とします。\n"
            "調査期間：令和2年1月8日～令和2年1月24日",
            2019,
        ),
        # the budget that pays for a plan, which states its period
        (
            "岬浜県地域医療再生計画（平成24年度国補正予算分）\n平成25年9月\n１ 計画の期間\n"
            "対象期間は、平成25年度から平成27年度までとする。",
            2013,
        ),
        ("岬浜県地域医療再生計画（平成24年度国補正予算分）\n平成25年9月\n１ 現状", 2012),
        # a title on two lines of a cover
        ("平成26年度　救急医療と周産期医療の\n予算案について\n平成26年2月　医政局", 2014),
        # last year's amount behind this year's
        ("電話相談事業\n令和３年度予算額 ３８百万円\n（令和２年度予算額 ３５百万円）", 2021),
        ("意識調査\nNo.384\n2017 年 7月 11日", 2017),
    ],
)
def test_edition(document: Reader, text: str, expected: int) -> None:
    assert edition_year(document(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "第６次保健医療計画について\n本県では、これまで５次にわたる計画を進めてきました。",
        "指標\n資料：平成20年県民意識調査（保健福祉部）",
        "令和４年度の\n県民の暮らしについて尋ねました。",
        "将来人口（2025年）の推計\n2025年は団塊の世代が75歳以上となる年",
    ],
)
def test_no_edition(document: Reader, text: str) -> None:
    assert edition_year(document(text)) is None


EXAMPLES = """移動診療の支援
月１回の検討会を開催
鹿児島県岬浜市
病院 ４か所
{other}
平成25年度のモデル事業
"""


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ("福島県北浜市医師会", None),
        ("福島県 南田郡 北浜町", None),
        ("福島県の取組も参考に実施", "岬浜市"),
        ("鹿児島県北浜市医師会", "岬浜市"),
        ("検討会の委員は10人", "岬浜市"),
    ],
)
def test_examples_from_several_prefectures_own_no_document(
    document: Reader, other: str, expected: str | None
) -> None:
    assert owner(document(EXAMPLES.format(other=other))) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("巡回車の更新\n目的\n車両\n台数 ３台\n\fH26補正\n対象 47都道府県", None),
        ("巡回車の事業\nH26補正\n目的\n台数 ３台", 2014),
        ("巡回車の事業\n海山県\n\f平成26年度事業計画\n台数 ３台", 2014),  # behind a cover
    ],
)
def test_the_stamp_of_a_later_slide_is_no_title(
    document: Reader, text: str, expected: int | None
) -> None:
    assert edition_year(document(text)) == expected
