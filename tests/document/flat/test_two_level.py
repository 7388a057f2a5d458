"""Heads of two lines, the upper of which stand over several of the lower: words tell which."""

from __future__ import annotations

import pytest

from pipeline.document.flat.tokens import lines_to_rows
from pipeline.document.flat.two_level import grouped_heads
from pipeline.document.model import Line


@pytest.mark.parametrize(
    ("upper", "lower", "over"),
    [
        (
            "事業名 令和４年度 令和５年度 対前年度",
            "当初予算額 要求額 増減額 増減率",
            ["令和４年度", "令和５年度", "対前年度", "対前年度"],
        ),
        (
            "事業名 令和４年度 令和５年度",
            "予算額 決算額 予算額",
            None,
        ),  # one of each, or two and one
        ("事業名 対象 備考", "予算額 決算額 増減額", None),
        ("令和４年度 令和５年度 対前年度", "予算額 要求額 増減額", None),  # no head of the labels
    ],
)
def test_grouped_heads(upper, lower, over):
    rows = lines_to_rows([Line(n, None, n + 1, text) for n, text in enumerate((upper, lower))])
    heads = grouped_heads(*rows)
    assert (heads and [h.over.text for h in heads[1:]]) == over
