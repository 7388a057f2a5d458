"""Charts: what they show, and that what is drawn is a drawing and nothing else."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from pipeline.countable import Row
from pipeline.report.charts import can_draw, clean, draw
from pipeline.report.figures import Figure, rows_to_figures
from pipeline.report.specs import wrap
from pipeline.report.words import words_of

WORDS = words_of("ja")
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" {}>{}</svg>'
)


@pytest.mark.parametrize(
    ("inside", "kept"),
    [
        ('<path d="M0,0h5" fill="var(--c1)"/>', '<path d="M0,0h5" fill="var(--c1)"'),
        ('<text x="3.14159">救急</text>', '<text x="3.14">救急</text>'),
    ],
)
def test_a_drawing_stays(inside: str, kept: str) -> None:
    assert kept in clean(SVG.format('width="9"', inside), "x")


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        '<a xlink:href="javascript:alert(1)"><text>x</text></a>',
        '<image xlink:href="https://keikaku.invalid/x.png"/>',
        "<foreignObject><b>x</b></foreignObject>",
        "<style>@import 'https://keikaku.invalid'</style>",
        '<path onclick="alert(1)"/>',
        '<path style="fill:red"/>',
        '<path fill="url(https://keikaku.invalid)"/>',
        '<g clip-path="url(#clip1)"/>',
        '<g id="main"/>',
        '<use href="#x"/>',
    ],
)
def test_everything_else_goes(inside: str) -> None:
    found = clean(SVG.format('onload="alert(1)"', inside), "x")
    words = ("script", "alert", "invalid", "style", "url(", "href", "onload", "foreign", 'id="')
    assert [word for word in words if word in found] == []


def test_a_label_is_escaped() -> None:
    root = ET.fromstring(clean(SVG.format("", ""), '"><script>alert(1)</script>'))
    assert root.get("aria-label") == '"><script>alert(1)</script>'
    assert root.get("role") == "img"


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("短い名前", 34, ["短い名前"]),
        ("", 34, [""]),
        ("在宅医療に必要な連携を担う拠点の整備", 34, ["在宅医療に必要な連", "携を担う拠点の整備"]),
        ("abcdefgh", 4, ["abcd", "efgh"]),
        ("abcdefghi", 4, ["abcd", "efg…"]),
        ("a\n b", 34, ["a b"]),
    ],
)
def test_labels_are_wrapped_evenly(text: str, width: int, lines: list[str]) -> None:
    assert wrap(text, width).split("\n") == lines


def program(row_id: str, section: str, yen: int, **values: object) -> Row:
    columns = ("fund_yen", "operator_yen", "is_repeated")
    return {
        **dict.fromkeys(columns),
        "row_id": row_id,
        "source_file": "a.pdf",
        "level": "program",
        "section": section,
        "jurisdiction": "甲県",
        "fiscal_year": 2024,
        "funding": ["基金"],
        "total_yen": yen,
        **values,
    }


def percentage(item: str, percent: float | None, **values: object) -> Row:
    return {
        "source_file": "a.pdf",
        "page": 1,
        "survey": "意識調査",
        "survey_year": 2008,
        "question": "不安",
        "respondent": None,
        "item": item,
        "percent": percent,
        **values,
    }


def figures(**tables: list[Row]) -> list[Figure]:
    return list(rows_to_figures(tables, WORDS))


def bars(figure: Figure) -> list[tuple[object, object, object]]:
    data = figure.spec["data"]
    assert isinstance(data, dict)
    return [(v["label"], v["source"], v["yen"]) for v in data["values"]]


def test_money_by_section_and_source() -> None:
    rows = [
        program("a", "救急 > 整備", 1_000_000),
        program("b", "救急 > 整備", 2_000_000),
        program("c", "在宅 > 整備", 3_000_000, fund_yen=1_000_000),
    ]
    [figure] = figures(programs=rows)
    assert figure.part == "money"
    assert figure.caption.startswith("a.pdf 2024年度、3 事業の合計 6,000,000 円")
    assert bars(figure) == [
        ("救急 > 整備", "基金", 3.0),
        ("在宅 > 整備", "基金", 1.0),
        ("在宅 > 整備", "内訳なし", 2.0),
    ]


def test_a_collection_is_shown_by_jurisdiction() -> None:
    rows = [program("a", "x", 1_000_000), program("b", "x", 2_000_000, jurisdiction="乙県")]
    [figure] = figures(programs=rows)
    assert [label for label, _, _ in bars(figure)] == ["甲県", "乙県"]


def test_each_edition_has_its_own_chart() -> None:
    rows = [program("a", "x", 1_000_000), program("b", "x", 2_000_000, fiscal_year=2025)]
    assert [f.caption[:12] for f in figures(programs=rows)] == ["a.pdf 2024年度", "a.pdf 2025年度"]


def test_rare_sources_share_a_colour() -> None:
    rows = [program(str(n), "x", n * 1_000_000, funding=[f"財源{n}"]) for n in range(1, 12)]
    [figure] = figures(programs=rows)
    assert len({source for _, source, _ in bars(figure)}) == 8
    assert sum(float(str(yen)) for _, _, yen in bars(figure)) == pytest.approx(66)


def test_a_question_is_a_chart() -> None:
    rows = [percentage("ある", 60.0), percentage("ない", 40.0), percentage("?", None)]
    rows += [percentage("ある", 50.0, question="負担")]
    found = figures(survey_percentages=rows)
    assert [f.caption for f in found] == [
        "a.pdf — 意識調査 (2008) — 不安",
        "a.pdf — 意識調査 (2008) — 負担",
    ]


def test_nothing_makes_no_chart() -> None:
    assert figures() == []
    assert figures(programs=[program("a", "x", 0)], survey_percentages=[]) == []


@pytest.mark.skipif(not can_draw(), reason="vl-convert-python is not installed")
@pytest.mark.parametrize("respondents", [1, 3])
def test_a_chart_is_drawn_with_its_words_as_text(respondents: int) -> None:
    rows = [
        percentage("<b>ある</b>", 61.5, respondent=f"群{n}" if respondents > 1 else None)
        for n in range(respondents)
    ]
    [figure] = figures(survey_percentages=rows)
    svg = draw(figure.spec, figure.caption)
    texts = [e.text for e in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")]
    assert texts.count("<b>ある</b>") >= 1
    assert texts.count("61.5") == respondents
    assert "var(--c1)" in svg
    assert "clip" not in svg
    assert svg == draw(figure.spec, figure.caption)
