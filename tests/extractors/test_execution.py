"""A table of how a program was carried out belongs to the program above it, and to no other."""

from __future__ import annotations

import pytest

from extractors.facts.gather import facts_of
from pipeline.document.text import read_text

TITLE = "県北県地域医療再生計画\n\n【県北保健医療圏】 （単位：千円）\n\n"
HEAD = "事業名 事業総額 基金負担額 県負担額 概要\n\n"
PROGRAM = """救急搬送用ヘリ 88,500 59,000 29,500 県北地域の拠点病院の敷地に

ポート整備事業 ヘリポートを設け、夜間でも離着陸できるよう照明を備える。

"""
NOT_READ = "支援 医師の子育てに対する 相談員を置いて情報を集める。\n24,000\n\n"
TABLE = """【参考：執行状況】 （単位：千円）

計画額 22年度 23年度 24年度 小計 25年度
支出済額 支出済額 支出済額 予定額

総事業費 88,500 12,300 31,200 20,000 63,500 25,000

基金負担分 59,000 8,200 20,800 13,000 42,000 17,000

"""
CASES = {
    "its own": (PROGRAM + TABLE, 1),
    "a second table": (PROGRAM + TABLE + TABLE, 1),
    "the head of a program that was not read": (PROGRAM + TABLE + HEAD + NOT_READ + TABLE, 1),
    "such a head before the only table": (PROGRAM + HEAD + NOT_READ + TABLE, 0),
    "a sentence before the table": (PROGRAM + "事業名は 仮のものである。\n\n" + TABLE, 1),
    "the name of the fund before it": (PROGRAM + "事業名 救急搬送\n\n" + TABLE, 1),
}


@pytest.mark.parametrize(("text", "tables"), CASES.values(), ids=CASES)
def test_tables_of_a_program(text: str, tables: int) -> None:
    facts = facts_of(read_text((TITLE + HEAD + text).encode(), "a.txt"))
    spent = [a.cite.text for fact in facts for a in fact.amounts if a.measure == "spent"]
    assert spent == ["12,300", "31,200", "20,000", "8,200", "20,800", "13,000"] * tables
