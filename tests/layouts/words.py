"""Random words: heads from the vocabulary of the program, the rest put together from parts."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from random import Random

_COLUMNS = Path(__file__).parents[2] / "normalizers" / "data" / "columns.toml"

_FIELDS = (
    "在宅医療 救急医療 小児医療 周産期医療 災害医療 認知症ケア 看護職員 歯科保健 薬局機能 健康づくり "
    "がん診療 へき地医療 遠隔診療 感染症対策 介護予防 障害福祉 子育て支援 生活習慣病 精神保健 難病相談"
).split()
_THINGS = "連携体制 人材 相談窓口 設備 情報共有 普及啓発 拠点 研修 搬送体制 ネットワーク".split()
_DEEDS = "整備 推進 支援 強化 育成 促進 運営 確保 改修 導入".split()
_ENDS = ("事業", "事業", "モデル事業", "対策事業", "事業費補助", "支援事業（拡充）")
_OFFICES = "医療 福祉 健康 危機管理 企画 長寿 こども 薬務".split()
_SECTIONS = "政策課 推進課 対策課 総務課 支援室".split()
_CARRIERS = (
    "県医師会 郡市医師会 市町村 社会福祉法人 看護協会 歯科医師会 薬剤師会 大学病院 民間病院 公社"
).split()
_PLACES = "東山 北浜 西原 南沢 中津 大森 小川 高田 若葉 緑ケ丘 白石 松島 竹原 桜木 新町".split()
_KINDS = "総合病院 中央病院 赤十字病院 市民病院 厚生病院 医療センター クリニック 診療所".split()
_ANSWERS = (
    "人員が不足している 設備の更新が必要 研修の機会が少ない 夜間の対応が難しい 連携先が見つからない "
    "費用の負担が大きい 家族の理解が得にくい 特に課題はない 情報が届いていない 場所が狭い その他 無回答"
).split()
_RESPONDENTS = "病院 診療所 歯科診療所 薬局 訪問看護 介護施設 保健所 市町村".split()
_DESIGNATIONS = (
    "災害拠点 救急告示 へき地拠点 周産期母子 小児救急 在宅支援 人工透析 感染症指定 精神科救急 "
    "地域医療支援 臨床研修指定 認知症疾患"
).split()
_OVER = ("財源内訳", "左の財源内訳", "内訳", "負担区分")
_DIVISIONS = "医療提供 人材確保 在宅推進 災害救急 予防保健 施設整備 情報基盤 子ども 高齢者".split()


@cache
def _entries() -> list[dict[str, object]]:
    with _COLUMNS.open("rb") as file:
        return tomllib.load(file)["entry"]


def head(random: Random, role: str, source: str | None = None, longest: int = 8) -> str:
    """A head word of the vocabulary; of amounts one for a source (total, fund, national, …)."""
    words = [
        word
        for entry in _entries()
        if entry["role"] == role and (source is None or entry.get("source") == source)
        for word in entry["words"]  # type: ignore[attr-defined]
        if len(word) <= longest
    ]
    return random.choice(words)


def over(random: Random) -> str:
    """A head that stands over the heads of several columns."""
    return random.choice(_OVER)


def division(random: Random) -> str:
    return random.choice(_DIVISIONS)


def divisions(random: Random) -> list[str]:
    return random.sample(_DIVISIONS, len(_DIVISIONS))


def program(random: Random) -> str:
    """A name of a program, 8 to 22 characters long."""
    field, thing, deed = random.choice(_FIELDS), random.choice(_THINGS), random.choice(_DEEDS)
    return f"{field}{thing}{deed}{random.choice(_ENDS)}"


def facility(random: Random) -> str:
    return random.choice(_PLACES) + random.choice(_KINDS)


def municipality(random: Random) -> str:
    return random.choice(_PLACES) + random.choice("市町村")


def answer(random: Random) -> str:
    return random.choice(_ANSWERS)


def respondents(random: Random, count: int) -> list[str]:
    return random.sample(_RESPONDENTS, count)


def designations(random: Random, count: int) -> list[str]:
    return random.sample(_DESIGNATIONS, count)


def office(random: Random) -> str:
    return random.choice(_OFFICES) + random.choice(_SECTIONS)


def carrier(random: Random) -> str:
    return random.choice(_CARRIERS)


def sentence(random: Random) -> str:
    """One sentence of prose; some have figures in them, which no table should take."""
    field, thing, deed = random.choice(_FIELDS), random.choice(_THINGS), random.choice(_DEEDS)
    return random.choice(
        (
            f"{field}に関わる{thing}を{deed}するため、{carrier(random)}が行う取組に要する経費を助成する。",
            f"{field}の{thing}については、令和{random.randint(2, 8)}年度までに"
            f"{random.randint(2, 90)}か所で{deed}を終える見込みである。",
            f"{thing}の{deed}に当たり、{field}の現場からは年{random.randint(2, 12)}回の打合せを望む声が多い。",
            f"あわせて{field}の担い手に対し、{thing}に係る講習を開き、延べ"
            f"{random.randint(20, 900)}人の参加を得た。",
        )
    )


def remark(random: Random) -> str:
    return random.choice(("新規", "継続", "拡充", "一部見直し", "前年度繰越分を含む", "再掲", ""))


def prose(random: Random, length: int) -> str:
    """Sentences up to a number of characters or somewhat more."""
    text = ""
    while len(text) < length:
        text += sentence(random)
    return text
