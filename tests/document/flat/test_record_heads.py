"""Heads of lists that are gathered from several lines."""

from __future__ import annotations

import pytest

from pipeline.document.flat.records.begin import records_begin
from pipeline.document.flat.records.heads import gather_head
from pipeline.document.flat.tokens import Row, lines_to_rows
from pipeline.document.model import Line


def read(lines: list[str]) -> list[Row]:
    return lines_to_rows([Line(i, None, i + 1, text) for i, text in enumerate(lines)])


HEADS = {
    "cells on lines, with legend and units": (
        ["区分 事業名", "財源", "①基金", "②県 費", "事業費", "(千円)", "朝市を開く。"],
        (["区分", "事業名", "財源①基金②県費"], ["事業費(千円)"], [], None),
    ),
    "wrapped, over others": (
        ["番号 事業名", "当初予算要", "求額", "財 源 内 訳", "国 県 一般財源", "1", "朝市"],
        (["番号", "事業名"], ["当初予算要求額"], ["国", "県", "一般財源"], "財源内訳"),
    ),
    "written downwards": (
        ["事", "業", "名", "事", "業", "費", "朝市の会場を借りる"],
        (["事業名"], ["事業費"], [], None),
    ),
    "above a name that ends with a word of heads": (
        ["総事業費 基金充当額", "ＤＭＡＴ朝市救護隊員養成研修", "事業"],
        ([], ["総事業費"], ["基金充当額"], None),
    ),
    "drawn twice": (
        ["番号", "番号 事業名", "事業名 事業費", "事業費", "（千円）", "（千円）", "1 朝市を開く"],
        (["番号", "事業名"], ["事業費（千円）"], [], None),
    ),
}


@pytest.mark.parametrize(("lines", "expected"), HEADS.values(), ids=HEADS)
def test_heads(lines: list[str], expected: tuple[list[str], list[str], list[str], str]) -> None:
    head = gather_head(read(lines), 0)
    assert head is not None
    found = ([c.text for c in cells] for cells in (head.words, head.totals, head.sources))
    assert (*found, head.over and head.over.text) == expected


@pytest.mark.parametrize(
    "lines",
    [
        ["番号 事業名 事業費", "番号 事業名 事業費"],  # two lists
        ["病院名 病床数", "東浜病院 120"],  # of another kind of table
        ["会議は予定どおり終わった。", "次の会議は十月に開く。"],
    ],
)
def test_no_heads(lines: list[str]) -> None:
    assert gather_head(read(lines), 0) is None


def test_beginnings() -> None:
    lines = ["朝市の計画", "番号 事業名", "補", "正", "額", "1 朝市", "事業費", "次の年"]
    assert records_begin(read(lines)) == [1, 2, 6]
