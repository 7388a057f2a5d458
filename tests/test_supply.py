"""What is installed is locked with hashes, for every version of Python, and can be audited."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest

from bench.audit import output_to_verdict

ROOT = Path(__file__).resolve().parents[1]
LOCKED = sorted((ROOT / "requirements").glob("*.txt"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
ENTRY = re.compile(
    r"^([a-z0-9][\w.-]*)==(\S+)(?: ; .+)? \\\n((?:    --hash=sha256:\w{64}.*\n)+)", re.MULTILINE
)


def names(file: Path) -> set[str]:
    return {name for name, _, _ in ENTRY.findall(file.read_text("utf-8"))}


def name_of(requirement: str) -> str:
    return re.split(r"[^\w.-]", requirement)[0].lower().replace("_", "-").replace(".", "-")


@pytest.mark.parametrize("file", LOCKED, ids=lambda path: path.name)
def test_every_line_is_pinned_with_hashes(file: Path) -> None:
    text = file.read_text("utf-8")
    rest = ENTRY.sub("", text)
    assert [line for line in rest.splitlines() if line and not line.startswith("#")] == []
    assert not re.search(r"https?://|file:|--(?:extra-)?index|find-links", text)


def test_what_the_program_needs_is_locked() -> None:
    needed = {name_of(r) for r in PROJECT["dependencies"]}
    assert needed <= {n.replace(".", "-") for n in names(ROOT / "requirements" / "base.txt")}


def test_what_the_tools_need_is_locked() -> None:
    extras = PROJECT["optional-dependencies"]
    wanted = {name_of(r) for key in ("dev", "test", "ocr", "report") for r in extras[key]}
    assert wanted - {"keikaku"} <= {
        n.replace(".", "-") for n in names(ROOT / "requirements" / "all.txt")
    }


@pytest.mark.parametrize("file", LOCKED, ids=lambda path: path.name)
def test_the_same_versions_are_locked_everywhere(file: Path) -> None:
    whole = set(
        re.findall(r"^[a-z0-9][\w.-]*==\S+", (ROOT / "requirements/all.txt").read_text(), re.M)
    )
    here = set(re.findall(r"^[a-z0-9][\w.-]*==\S+", file.read_text("utf-8"), re.M))
    assert {entry for entry in here if not entry.startswith("atheris==")} <= whole


def test_the_versions_of_python_are_those_of_the_lock() -> None:
    assert PROJECT["requires-python"] == ">=3.11"
    stated = [c.split(" :: ")[-1] for c in PROJECT["classifiers"] if ":: 3." in c]
    assert stated == ["3.11", "3.12", "3.13"]


VULNERABLE = {"name": "a", "version": "1", "vulns": [{"id": "X-1", "fix_versions": ["2"]}]}
CLEAN = {"name": "b", "version": "1", "vulns": []}
SKIPPED = {"name": "c", "skip_reason": "not found"}


@pytest.mark.parametrize(
    ("packages", "errors", "says", "status"),
    [
        ([CLEAN, VULNERABLE], "", "a 1: X-1, mended in 2", 1),
        ([CLEAN, SKIPPED], "", "no known vulnerability in 1 packages (1 it does not know)", 0),
        ([SKIPPED, SKIPPED], "", "was not asked, it knows none", 0),
        (None, "pip_audit.ServiceError: Max retries exceeded", "was not asked, it cannot be", 0),
        (None, "ERROR: line 3 of the file is wrong", "audit failed: ERROR: line 3", 1),
        (None, "", "audit failed: no output", 1),
    ],
)
def test_verdicts_of_the_audit(
    packages: list[object] | None, errors: str, says: str, status: int
) -> None:
    output = "" if packages is None else json.dumps({"dependencies": packages})
    verdict = output_to_verdict(output, errors)
    assert says in "\n".join(verdict.lines)
    assert verdict.status == status
