"""Texts and strings made to break the program: endless, malformed, without an end in sight."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
import time
from collections.abc import Iterator
from types import ModuleType

import pytest
import regex

import extractors
import normalizers
import pipeline
from normalizers.era import parse_date, parse_fiscal_year
from normalizers.errors import NormalizationError
from normalizers.money import parse_yen
from normalizers.number import parse_number
from normalizers.quantity import find_quantities
from pipeline.document.text import read_text
from pipeline.reading import document_to_reading

HEAD = "事業名　総事業費\n"
ENDLESS = {
    "blanks": "　" * 300_000 + "1",
    "tabs": "\t" * 300_000,
    "digits": "1" * 1_000_000,
    "a long line": "費用は1,234千円。" * 1_000_000,
}
ODD = {
    "NUL in a line": "事業費\x00　1,234千円\n" + "説明\n" * 100,
    "bidi": "\u202e事業費\u202c　1,234千円\n",
    "control": "事業費\x1b[31m　1,234千円\n" + "説明\n" * 100,
    "white space": "事業費\u2003\u00a0\u200b\ufeff1,234千円\u2028\u0085終わり\n",
    "combining": "か" + "\u3099" * 900 + "1,234千円\n",
    "digits": "7" * 900 + "円\n",
    "isolates": "\u2067事業費\u2069\u200f　1,234千円\u061c\n",
    "replacement": "事業費\ufffd　1,234千円\n",
    "brackets": "（" * 900 + "1" + "）" * 900 + "\n",
}
UNITS = ("　", " ", "\t", "1", "１", "1 ", "1,", "（", "千", "・", "-", "第1", "あ", "病院", "|")
SHORT = 300  # characters
# Times as long for twice as many: quadratic time takes 4 times, cubic 8, exponential thousands.
# Far above what a busy machine adds; bench/ is the place for finer measures.
MOST = 12
NORMALIZERS = (parse_number, parse_yen, parse_fiscal_year, parse_date)


@pytest.mark.parametrize("name", ENDLESS)
def test_endless_lines_are_left_out_and_told(name: str) -> None:
    document = read_text(f"{HEAD}{ENDLESS[name]}\n相談　5千円\n".encode(), "a.txt")
    (problem,) = document.problems
    assert problem.startswith("line 2 ")
    assert [line.text for line in document.lines[:3]] == [HEAD.strip(), "", "相談　5千円"]
    assert document_to_reading(document).rows["documents"][0]["status"] == "partial"


def test_long_lines_of_plans_are_read() -> None:
    prose = "".join(f"事業{n}の費用は{n},234千円である。" for n in range(1, 400))
    document = read_text(prose.encode(), "a.txt")
    assert document.problems == []
    assert document.lines[0].text == prose


def test_many_endless_lines_give_few_sentences() -> None:
    document = read_text(("　" * 1500 + "1\n").encode() * 20, "a.txt")
    assert len(document.problems) == 6
    assert document.problems[-1] == "15 more lines are left out"


@pytest.mark.parametrize("name", ODD)
def test_odd_characters_are_read(name: str) -> None:
    reading = document_to_reading(read_text(ODD[name].encode(), "a.txt"))
    assert len(reading.rows["quantities"]) >= 1


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("parse", NORMALIZERS)
def test_normalizers_give_a_value_or_a_reason(parse, unit: str) -> None:
    for text in (unit * 5000, unit * 5000 + "円", "令和" + unit * 5000, unit * 2000 + "\ud800"):
        try:
            parse(text)
        except NormalizationError as error:
            assert str(error)


@pytest.mark.parametrize("unit", UNITS)
def test_quantities_of_endless_strings_are_true_to_the_text(unit: str) -> None:
    text = unit * 3000
    assert all(text[q.start : q.end] == q.raw for q in find_quantities(text))


def modules() -> Iterator[ModuleType]:
    for package in (normalizers, extractors, pipeline):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            yield importlib.import_module(found.name)


def is_made_of_words(value: object, module: ModuleType) -> bool:
    """A function of the module, without arguments, that says it returns a pattern."""
    if not callable(value) or getattr(value, "__module__", "") != module.__name__:
        return False
    function = inspect.unwrap(value)
    if not inspect.isfunction(function):
        return False
    told = str(function.__annotations__.get("return", ""))
    return "Pattern" in told and not inspect.signature(function).parameters


def patterns() -> dict[str, re.Pattern[str] | regex.Pattern[str]]:
    """Every compiled pattern that a module holds by name, in a list or in a dictionary, and those
    that its functions without arguments make of the vocabulary."""
    found = {}
    for module in modules():
        for name, value in vars(module).items():
            if is_made_of_words(value, module):
                value = value()
            inner = value.values() if isinstance(value, dict) else value
            listed = list(inner) if isinstance(value, dict | list | tuple) else [value]
            for number, one in enumerate(listed):
                if isinstance(one, re.Pattern | regex.Pattern) and isinstance(one.pattern, str):
                    found[f"{module.__name__}.{name}[{number}]"] = one
    return found


# Anchored patterns of titles in cubic time; who uses them looks at short lines only.
GUARDED = ("_BARE_TITLE", "_ROUND_TITLE")


def cost(pattern: re.Pattern[str] | regex.Pattern[str], text: str) -> float:
    begun = time.process_time()
    pattern.search(text)
    pattern.fullmatch(text)
    return time.process_time() - begun


def growth(pattern: re.Pattern[str] | regex.Pattern[str], unit: str, length: int = SHORT) -> float:
    """How many times longer twice the string takes, at best of three; 0 where it takes no time."""
    short, long = (unit * (size // len(unit)) + "!" for size in (length, 2 * length))
    if cost(pattern, short) < 0.002:
        return 0.0
    return min(cost(pattern, long) / max(cost(pattern, short), 0.001) for _ in range(3))


def test_no_pattern_backtracks_catastrophically() -> None:
    slow = [
        f"{name} on {unit!r}"
        for name, pattern in patterns().items()
        if not any(guarded in name for guarded in GUARDED)
        for unit in UNITS
        if growth(pattern, unit) > MOST
    ]
    assert slow == []


def test_a_catastrophic_pattern_would_be_found() -> None:
    assert growth(re.compile(r"\s*\s*\s*\s*b"), " ", 60) > MOST
    assert growth(re.compile(r"\s+b"), " ") < MOST


def test_there_are_patterns() -> None:
    found = patterns()
    assert len(found) > 150
    assert len([name for name in found if name.startswith("pipeline.")]) > 40


@pytest.mark.parametrize("name", ["　", "1", "費用は千円。"])
def test_lone_surrogates_of_utf16_are_read_around(name: str) -> None:
    text = f"{HEAD}{name * 20}\ud83d相談　5千円\n"
    document = read_text(b"\xff\xfe" + text.encode("utf-16-le", "surrogatepass"), "a.txt")
    assert "U+FFFD" in document.problems[0]
    assert "\ufffd" in "".join(line.text for line in document.lines)
