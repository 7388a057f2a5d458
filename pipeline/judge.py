"""All checks over the typed rows of one document, and what they make of each row."""

from __future__ import annotations

import importlib
import pkgutil
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cache

from pipeline import checks
from pipeline.checks.blame import find_culprits
from pipeline.checks.finding import Finding
from pipeline.checks.printed import granularity
from pipeline.checks.program_rows import Tables
from pipeline.convert import TypedRow
from pipeline.faults import fault_to_sentence
from pipeline.telling import ENGLISH, JAPANESE, say

_DIGITS = 100  # in units of the last digit that is not nought in all numbers

Check = Callable[[dict[str, list[TypedRow]]], Iterator[Finding]]


@cache
def all_checks() -> dict[str, Check]:
    """Every module of pipeline/checks with a function check, by its name."""
    names = [m.name for m in pkgutil.iter_modules(checks.__path__) if not m.name.startswith("_")]
    modules = {name: importlib.import_module(f"{checks.__name__}.{name}") for name in names}
    return {name: module.check for name, module in modules.items() if hasattr(module, "check")}


def judge(typed: dict[str, list[TypedRow]], with_: dict[str, Check] | None = None) -> list[str]:
    """Run the checks: rows get their verdict, the table checks its rows.

    A row that a failed check blames is contradicted, one that passed checks name is proved, the
    others stay unchecked. A row that was recognised (reading) is proved by an exact sum of
    several numbers or by two checks of different kinds, not by one that can hold by chance. A
    failed sum blames the row that states it, or the row of the number that other sums show to be
    wrong; its other rows keep the verdict of their own checks.
    Returns a sentence for each check that could not be run.
    """
    findings: list[Finding] = []
    problems = []
    tables = Tables(typed)
    for name, check in (all_checks() if with_ is None else with_).items():
        try:
            findings += list(check(tables))
        except Exception as error:
            problems.append(f"the check {name} was left out: {fault_to_sentence(error)}")
    findings = find_culprits(findings)
    _mark_rows(findings)
    typed["checks"] = _findings_to_rows(findings)
    return problems


def _mark_rows(findings: Iterable[Finding]) -> None:
    findings = list(findings)
    weak: defaultdict[int, set[str]] = defaultdict(set)  # weak rules that a row passed
    for finding in findings:
        for row in finding.rows if finding.passed else ():
            strong = row.get("reading", "text") == "text" or _is_strong(finding)
            if not strong:
                weak[id(row)].add(finding.rule)
            if strong or len(weak[id(row)]) > 1:
                row["verified"] = "proved"
    for finding in findings:
        for row in finding.contradicted:
            row["verified"] = "contradicted"


def _is_strong(finding: Finding) -> bool:
    """Whether it holds by no chance: exact, of several numbers, of three digits or more.

    Among characters that were recognised a number can be misread twice in the same way (a total
    and its only part, a number and its quotation), and small numbers add up by chance.
    """
    numbers = [abs(number) for cell in finding.cells if (number := cell.number)]
    if finding.expected != finding.actual or len(numbers) < 3:
        return False
    step = granularity(numbers)
    return bool(step) and abs(finding.expected) / step >= _DIGITS


def _findings_to_rows(findings: Iterable[Finding]) -> list[TypedRow]:
    seen: Counter[str] = Counter()
    rows = []
    for finding in findings:
        row = _finding_to_row(finding)
        name = str(row["row_id"])
        seen[name] += 1
        row["row_id"] = name if seen[name] == 1 else f"{name}.{seen[name]}"
        rows.append(row)
    return rows


def _finding_to_row(finding: Finding) -> TypedRow:
    """A row of checks; it stands where the first of its rows stands."""
    first = finding.rows[0]
    place = str(first["row_id"]).split("-", 1)[1]
    return {
        **{name: first.get(name) for name in ("source_file", "page", "line", "bbox", "reading")},
        "source_text": first.get("source_text"),
        "row_id": f"checks-{place}",
        "verified": "proved" if finding.passed else "contradicted",
        "rule": finding.rule,
        "subject": say(finding.subject, ENGLISH),
        "subject_ja": say(finding.subject, JAPANESE),
        "expected": finding.expected,
        "actual": finding.actual,
        "difference": finding.actual - finding.expected,
        "status": "pass" if finding.passed else "fail",
        "row_ids": [row["row_id"] for row in finding.rows],
        "message": say(finding.message, ENGLISH),
        "message_ja": say(finding.message, JAPANESE),
    }
