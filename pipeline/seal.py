"""What the last run into a folder read and wrote: a run that would write the same writes nothing.

The bytes of the tables follow from the parts of the documents in their order. Where those are what
they were, and the tables still have the bytes that were written, there is nothing to do but to tell
the summary again.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from pipeline.convert import Failure
from pipeline.package import keikaku_version
from pipeline.summary import Summary
from pipeline.unread import UnreadTable

NAME = ".parts/last-run.json"  # gone with the parts, which a run tidies before it writes tables


@dataclass(frozen=True, slots=True)
class Seal:
    """A run: what it was made from (a hash), the SHA-256 of each file written, what it told."""

    made_from: str
    files: dict[str, str]
    summary: Summary


def names_to_hash(names: Sequence[str]) -> str:
    """One hash of the names of all parts in their order, and of what writes the tables."""
    return hashlib.sha256("\0".join((keikaku_version(), *names)).encode()).hexdigest()


def hashes_of(paths: Iterable[Path]) -> dict[str, str]:
    """The SHA-256 of files by their names. Raises OSError."""
    hashes = {}
    for path in paths:
        with path.open("rb") as file:
            hashes[path.name] = hashlib.file_digest(file, "sha256").hexdigest()
    return hashes


def seal(folder: Path, of: Seal) -> None:
    """Remember a run whose files stand in folder. Raises OSError."""
    (folder / NAME).parent.mkdir(exist_ok=True)
    unfinished = folder / f"{NAME}.tmp"
    told = {"made_from": of.made_from, "files": of.files, "summary": _to_told(of.summary)}
    unfinished.write_text(json.dumps(told), encoding="ascii")  # also half surrogates of a font
    os.replace(unfinished, folder / NAME)


def told_before(folder: Path, made_from: str) -> Summary | None:
    """The summary of the last run, if it was made from the same and its files are untouched."""
    try:
        told = json.loads((folder / NAME).read_bytes())
        files = told["files"]
        same = told["made_from"] == made_from and files == hashes_of(folder / n for n in files)
        return _to_summary(told["summary"]) if same and files else None
    except (OSError, ValueError, KeyError, TypeError):  # none, or no seal of ours
        return None


def _to_told(summary: Summary) -> dict[str, Any]:
    """What _to_summary makes the summary from again."""
    told = {member.name: getattr(summary, member.name) for member in fields(summary)}
    return {
        **told,
        "examples": [asdict(failure) for failure in summary.examples],
        "tables": [asdict(table) for table in summary.tables],
    }


def _to_summary(told: dict[str, Any]) -> Summary:
    return Summary(
        **{
            **told,
            "statuses": Counter(told["statuses"]),
            "rows": Counter(told["rows"]),
            "problems": [(name, sentence) for name, sentence in told["problems"]],
            "unread": Counter(told["unread"]),
            "examples": [Failure(**failure) for failure in told["examples"]],
            "tables": [UnreadTable(**{**t, "heads": tuple(t["heads"])}) for t in told["tables"]],
        }
    )
