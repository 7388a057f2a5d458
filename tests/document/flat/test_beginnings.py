"""Readers of flattened tables are tried only where their tables can begin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.document.flat.find import _FINDERS
from pipeline.document.flat.rates.answers import Answer
from pipeline.document.flat.rates.labels import BARS, LABELS
from pipeline.document.flat.rates.shares import shares_begin
from pipeline.document.flat.tokens import Row, lines_to_rows
from pipeline.document.model import Line

TESTS = Path(__file__).parents[2]
TEXTS = sorted([*Path(__file__).parent.glob("tables/*.txt"), *TESTS.glob("cases/*/*/input.txt")])
# A chart begins at the first of its lines: there it is the pass that says which this is.
FIRST_LINES = {BARS.begins, shares_begin}


def read(text: str) -> list[Row]:
    return lines_to_rows([Line(i, None, i + 1, t) for i, t in enumerate(text.splitlines())])


@pytest.mark.parametrize("path", TEXTS, ids=lambda p: f"{p.parent.parent.name}-{p.parent.name}")
def test_nothing_is_found_elsewhere(path: Path) -> None:
    rows = read(path.read_text("utf-8"))
    for begins, find in _FINDERS:
        places = set(begins(rows))
        if begins not in FIRST_LINES:
            elsewhere = [at for at in range(len(rows)) if at not in places and find(rows, at)]
            assert [rows[at].text for at in elsewhere] == []


def test_prose_is_hardly_tried() -> None:
    rows = read("県は、医療機関と連携して体制を整える。\n（１）訓練を年１回行う。\n" * 50)
    assert [begins.__name__ for begins, _ in _FINDERS if begins(rows)] == []


PLACES = {  # the name of the pass, lines, where tables could begin
    "a head below another": ("lines_begin", ["病院名", "所在地", "東浜病院"], [0]),
    "one head alone": ("lines_begin", ["病院名", "東浜病院は２４時間受け付ける。"], []),
    "rates below words": ("cross_begins", ["年代 いる いない", "20歳代 12.1% 84.0%"], [0]),
    "rates below numbers": ("labels_begin", ["家族の支えがあるので", "頼れる 12.1%"], [1, 0]),
    "a label three words wide": ("labels_begin", ["一 二 三", "12.1%"], [1]),
    "a legend over its label": ("shares_begin", ["いる いない", "全体(n=20)", "40.0"], [1, 0]),
    "a sentence over a label": ("shares_begin", ["答えた人がいる。", "全体(n=20)"], [1]),
    "the first of numbers": ("shares_begin", ["74.6", "家族", "80.0", "全体 n=20"], [3, 2, 0]),
    "marks of an axis below words": ("_over_values", ["家族", "50%", "71.9", "友人"], [0]),
    "words over words": ("_over_values", ["家族", "友人", "50%"], []),
    "a note between two heads": ("lines_begin", ["圏域名", "（４月１日現在）", "人口"], [0]),
    "three heads below one another": ("blocks_begin", ["事業名", "実施主体", "総事業費"], [0]),
    "two heads and a name": ("blocks_begin", ["事業名", "実施主体", "健診事業"], []),
    "two heads of numbers below a name": ("stacked_begin", ["圏域名", "面積", "人口"], [0]),
    "one head of numbers": ("stacked_begin", ["圏域名", "面積", "北部"], []),
    "letters alone": ("vertical_begins", ["病", "院 あり", "区分 病 看 救 ヘ"], [0, 2]),
    "rows alike": ("_scattered_begin", ["北部 1 2", "南部 3 4", "合計"], [0]),
}


@pytest.mark.parametrize(("name", "lines", "expected"), PLACES.values(), ids=PLACES)
def test_places(name: str, lines: list[str], expected: list[int]) -> None:
    begins = next(begins for begins, _ in _FINDERS if begins.__name__ == name)
    assert begins(read("\n".join(lines))) == expected


def test_labels_that_make_more_than_100_are_left() -> None:
    """Otherwise each line of a long list would be read with all lines below it."""
    rows = read("はい 45.2%\n" * 400)
    read_at: list[int] = []

    def further(rows: Sequence[Row], at: int) -> Answer | None:
        read_at.append(at)
        return LABELS.further(rows, at)

    watched = replace(LABELS, further=further)
    assert all(watched.take(rows, at) is None for at in LABELS.begins(rows))
    assert 0 < len(read_at) < 4 * len(rows)
