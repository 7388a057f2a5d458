"""The answers to a question with one choice come to 100 %.

Several choices (複数回答) add up to more. Where a survey does not say how many were allowed, a sum
of 100 is taken as a proof and any other sum as nothing. Each of n printed percentages is off by at
most half of its last digit.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby

from normalizers.total import is_total
from pipeline.checks.finding import Cell, Finding
from pipeline.checks.printed import digit_slip
from pipeline.convert import TypedRow
from pipeline.telling import Told, told

RULE = "percent_sum"
_WHOLE = Decimal(100)
_NEAR = 5  # percent: so near to 100, all choices are there
_SELECTED = ("上位", "主な", "抜粋")  # the answers of a question that are not all shown
_QUESTION = ("source_file", "survey", "survey_year", "question", "respondent", "multiple_answers")


def check(tables: dict[str, list[TypedRow]]) -> Iterator[Finding]:
    """A finding for every question that comes to 100, and for those that ought to."""
    rows = tables.get("survey_percentages", ())
    for _, group in groupby(rows, key=lambda row: [row.get(name) for name in _QUESTION]):
        answers = [row for row in group if not is_total(str(row.get("item") or ""), leads=False)]
        if len(answers) > 1 and not answers[0].get("multiple_answers"):
            yield from _answers_to_finding(answers)


def _answers_to_finding(answers: list[TypedRow]) -> Iterator[Finding]:
    cells = tuple(Cell(row, "percent") for row in answers)
    numbers = [cell.number for cell in cells if cell.number is not None]
    total = sum(numbers, Decimal(0))
    slack = len(numbers) * _last_digit(numbers) / 2
    passed = abs(total - _WHOLE) <= slack
    if not passed and not _is_meant(answers, cells, total):
        return
    subject = _subject(answers[0])
    outcome = "fail" if not passed else "rounded" if total != _WHOLE else "are_all"
    message = told(f"answers_{outcome}", subject=subject, count=len(numbers), total=total)
    yield Finding(RULE, subject, _WHOLE, total, passed, tuple(answers), message, blamed=())


def _subject(answer: TypedRow) -> Told | str:
    question = answer.get("question") or answer.get("survey")
    respondent = answer.get("respondent")
    if question:
        return f"{question}、{respondent}" if respondent else str(question)
    return told("chart_of", name=respondent) if respondent else told("a_chart")


def _is_meant(answers: list[TypedRow], cells: tuple[Cell, ...], total: Decimal) -> bool:
    question = str(answers[0].get("question") or "")
    if answers[0].get("multiple_answers") is not False or any(w in question for w in _SELECTED):
        return False
    hundred = Cell({"percent": _WHOLE}, "percent")
    near = abs(total - _WHOLE) <= _NEAR
    return near or total > _WHOLE or digit_slip((hundred, *cells), total - _WHOLE)


def _last_digit(numbers: list[Decimal]) -> Decimal:
    """The value of a one in the last place printed: 0.1 for 36.8."""
    exponents = [int(number.normalize().as_tuple().exponent) for number in numbers]
    return Decimal(10) ** min([0, *exponents])
