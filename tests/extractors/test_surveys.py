"""Surveys as texts name them, and what is said around their tables."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extractors.row import Given
from extractors.surveys.named import find_survey, is_caption, short_names
from extractors.surveys.setting import Setting, setting_of
from pipeline.document.model import Cite, Document, Grid, Span

Reader = Callable[[str], Document]


@pytest.mark.parametrize(
    ("text", "name", "year"),
    [
        ("「県民意識調査」（平成２０年）", "県民意識調査", "平成２０年"),
        ("「県民意識調査（平成２０年）」では", "県民意識調査", "平成２０年"),
        ("「療養に関する調査」\n(平成22年)", "療養に関する調査", "平成22年"),
        ("資料：県民意識調査（令和元年）", "県民意識調査", "令和元年"),
        ("平成24年度県民意識調査の結果", "県民意識調査", "平成24年"),
        ("連携度調査によると、", "連携度調査", None),
        ("【連携度調査】 連携度（％）", "連携度調査", None),
        ("満足度アンケート（2019年）", "満足度アンケート", "2019年"),
        ("県世論調査(R4)", "県世論調査", "R4"),
    ],
)
def test_find_survey(text: str, name: str, year: str | None) -> None:
    cite = Cite(text, (Span(0, 0, len(text)),))
    found = find_survey(text, cite.part)
    assert found is not None and found.name is not None
    assert found.name.text == name
    assert (found.year.text if found.year else None) == year


@pytest.mark.parametrize(
    "text", ["調べたところ", "（平成２０年）", "予算額の推移", "「在宅医療」（平成２０年）"]
)
def test_no_survey(text: str) -> None:
    assert find_survey(text, Cite(text).part) is None


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("「県民意識調査」(平成２０年)", True),
        ("「県民意識調査（平成２０年）」", True),
        ("「県民意識調査」では不安が多い", False),
        ("【連携度調査】", False),
    ],
)
def test_is_caption(text: str, whole: bool) -> None:
    assert is_caption(text) is whole


def test_short_names(document: Reader) -> None:
    read = document(
        "県が行った「保健に関する意識調査（平成２０年）」\n（以下「意識調査」という。）では、"
        "「医療の計画」（以下「計画」という。）とともに"
    )
    found = short_names(read)
    assert list(found) == ["意識調査"]
    assert found["意識調査"].name is not None
    assert found["意識調査"].name.text == "保健に関する意識調査"
    assert found["意識調査"].year is not None
    assert found["意識調査"].year.text == "平成２０年"


TABLE = "項目\t％\n夜間の対応\t58.1\nその他\t6.5\n"


def setting(read: Document) -> Setting:
    at = next(i for i, item in enumerate(read.flow) if isinstance(item, Grid))
    return setting_of(read, at, 1)


@pytest.mark.parametrize(
    ("above", "below", "multiple"),
    [
        ("訪問診療の課題（複数回答）\n", "", True),
        ("訪問診療の課題（１つ選択）\n", "", False),
        ("訪問診療の課題（1つ選択）\n", "", False),
        ("訪問診療の課題\n", "※ あてはまるものすべて\n", True),
        ("訪問診療の課題\n", "", None),
        ("訪問診療の課題（ＭＡ）\n", "", True),
        ("ＤＭＡＴの課題\n", "※ ＤＭＡＴの数\n", None),
        ("在宅療養で困ること（複数回答）は、次の順に多い。\n", "", True),
        ("（２）次の節は複数回答\n", "", None),  # a heading belongs to its section
        ("前の文は複数回答であった。\n訪問診療の課題\n", "", None),
    ],
)
def test_multiple_answers(document: Reader, above: str, below: str, multiple: bool | None) -> None:
    found = setting(document(above + TABLE + below)).multiple
    assert (found.value if isinstance(found, Given) else None) == multiple


def test_question_base_and_year(document: Reader) -> None:
    found = setting(
        document(f"訪問診療の課題\n{TABLE}「訪問診療に関する調査」（平成２４年）\n※ n=1,204\n")
    )
    assert found.question is not None and found.question.text == "訪問診療の課題"
    assert found.base is not None and found.base.text == "1,204"
    assert found.survey.year is not None and found.survey.year.text == "平成２４年"


def test_a_paragraph_names_the_survey_by_its_short_name(document: Reader) -> None:
    text = (
        "「診療所に関する調査（平成２３年）」（以下「診療所調査」という。）を行った。\n"
        "（ア）課題\n"
        f"診療所調査によると、夜間の対応が課題である。\n{TABLE}"
    )
    assert setting(document(text)).survey.year is not None
    other = text.replace("診療所調査によると", "歯科診療所調査によると")
    assert setting(document(other)).survey.year is None
