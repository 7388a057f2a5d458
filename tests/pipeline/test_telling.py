"""Sentences in two languages: the same keys and places in both, and each of them told somewhere."""

from __future__ import annotations

import string
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest
import regex

import pipeline
from pipeline.checks.program_rows import OF_ALL_YEARS, Key
from pipeline.telling import ENGLISH, JAPANESE, LANGUAGES, Told, named, say, told

ROOT = Path(pipeline.__file__).parent
SENTENCES = tomllib.loads((ROOT / "sentences.toml").read_text("utf-8"))
COUNTED = told("rows_of_it", count=12)
SUM = {
    "subject": told("of_name", name="在宅{医療}事業", what=named("source", "total")),
    "says": COUNTED,
    "stated": Decimal(12_000),
    "actual": Decimal(13_000),
    "off": Decimal(1_000),
    "unit": named("unit", "yen"),
}


def places(sentence: str) -> dict[str, str]:
    """The places of a sentence with how each is written."""
    return {name: spec or "" for _, name, spec, _ in string.Formatter().parse(sentence) if name}


@pytest.mark.parametrize("key", sorted(SENTENCES[ENGLISH]))
def test_both_languages_tell_the_same(key: str) -> None:
    english, japanese = (places(SENTENCES[language][key]) for language in LANGUAGES)
    assert english == japanese


def test_both_languages_have_the_same_keys() -> None:
    assert list(SENTENCES) == list(LANGUAGES)
    assert list(SENTENCES[ENGLISH]) == list(SENTENCES[JAPANESE])


def test_every_sentence_is_told_somewhere() -> None:
    paths = [path for folder in ("checks", "diff") for path in (ROOT / folder).glob("*.py")]
    code = "\n".join(path.read_text("utf-8") for path in [ROOT / "telling.py", *paths])
    made = {  # keys that are put together
        *(f"sum_{outcome}_{more}" for outcome in ("rounded", "fails") for more in ("more", "less")),
        *(f"{count}_{whose}" for count in ("rows", "only_row") for whose in ("of_it", "of_list")),
        *(f"answers_{outcome}" for outcome in ("fail", "rounded", "are_all")),
        *(f"{what}_{side}" for what in ("digits", "list") for side in ("larger", "smaller")),
        *(f"alone{again}_{side}" for again in ("", "_again") for side in ("earlier", "later")),
        *(f"net_lacks_{side}" for side in ("earlier", "later", "both")),
    }
    kinds = (
        *("source_", "measure_", "column_", "unit_yen", "unit_km2", "unit_persons"),
        *("agreed_", "kind_", "table_", "head_"),
    )
    named_there = set(regex.findall(r"[\"']([a-z_0-9]+)[\"']", code)) | made
    untold = [k for k in SENTENCES[ENGLISH] if k not in named_there and not k.startswith(kinds)]
    assert untold == []


@pytest.mark.parametrize(
    ("kind", "codes"),
    [
        ("source", "total fund national prefecture municipality bond operator other"),
        ("measure", "plan budget requested spent settled expected cumulative annual"),
    ],
)
def test_codes_of_budgets_have_names(kind: str, codes: str) -> None:
    assert [c for c in codes.split() if not isinstance(named(kind, c), Told)] == []


@pytest.mark.parametrize(
    ("what", "english", "japanese"),
    [
        (
            told("sum_holds", **SUM),
            "在宅{医療}事業: the whole cost: the 12 rows of it add up to the 12,000 yen"
            " that are stated.",
            "在宅{医療}事業：総額：内訳 12 行の合計は 12,000 円で、記載と一致します。",
        ),
        (
            told("sum_fails_more", **SUM),
            "在宅{医療}事業: the whole cost: 12,000 yen are stated, but the 12 rows of it add up to"
            " 13,000 yen, 1,000 yen more.",
            "在宅{医療}事業：総額：記載は 12,000 円ですが、内訳 12 行の合計は 13,000 円で、"
            "1,000 円多くなります。",
        ),
        (
            Key("fund", "amount", -1).told,
            "the fund's share (基金), the year before",
            "基金負担分（前年度）",
        ),
        (Key("total", "settled", 0).told, "the whole cost as settled (決算)", "総額（決算）"),
        (Key("total", "amount", 2).told, "the whole cost, +2 years", "総額（+2年）"),
        (OF_ALL_YEARS.told, "the whole cost of all years", "総額（全年度）"),
        (Key("lottery", "amount", 0).told, "lottery", "lottery"),
        ("問３、世帯主", "問３、世帯主", "問３、世帯主"),
    ],
)
def test_say(what: object, english: str, japanese: str) -> None:
    assert [say(what, language) for language in (ENGLISH, JAPANESE)] == [english, japanese]


def test_an_unknown_sentence_is_an_error() -> None:
    with pytest.raises(KeyError):
        say(told("no_such_sentence"), JAPANESE)
