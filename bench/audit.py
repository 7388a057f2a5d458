"""Known vulnerabilities of the locked packages: python bench/audit.py [FILE...]

Asks pip-audit about each file (default: requirements/all.txt). Exit status 1 for a vulnerability
that is known and for a file that cannot be read. Where the database cannot be asked, one line says
so and the status is 0: no network is no vulnerability.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
LOCKED = ROOT / "requirements" / "all.txt"
_SECONDS = 300  # for all packages together
_UNREACHABLE = re.compile(
    r"Connection|Max retries|Timeout|timed out|ServiceError|SSLError|ProxyError|HTTPError|resolve"
)


class Verdict(NamedTuple):
    """What to print, and the exit status."""

    lines: list[str]
    status: int


def audit(file: Path) -> Verdict:
    command = [sys.executable, "-m", "pip_audit", "--requirement", str(file), "--require-hashes"]
    command += ["--disable-pip", "--progress-spinner", "off", "--format", "json", "--timeout", "10"]
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return _not_asked("it did not answer in time")
    return output_to_verdict(done.stdout, done.stderr)


def output_to_verdict(output: str, errors: str) -> Verdict:
    """The verdict on what pip-audit wrote: JSON, or the error that ended it."""
    try:
        packages = json.loads(output)["dependencies"]
    except (ValueError, KeyError, TypeError):
        last = next((line for line in reversed(errors.splitlines()) if line.strip()), "no output")
        if _UNREACHABLE.search(errors):
            return _not_asked("it cannot be reached")
        return Verdict([f"audit failed: {last.strip()}"], 1)
    found = [
        f"{package['name']} {package['version']}: {known['id']}"
        + (f", mended in {', '.join(fixed)}" if (fixed := known.get("fix_versions")) else "")
        for package in packages
        for known in package.get("vulns", ())
    ]
    if found:
        return Verdict(["vulnerabilities of locked packages:", *found], 1)
    asked = sum("skip_reason" not in package for package in packages)
    if not asked:
        return _not_asked("it knows none of the packages")
    skipped = len(packages) - asked
    more = f" ({skipped} it does not know)" if skipped else ""
    return Verdict([f"audit: no known vulnerability in {asked} packages{more}"], 0)


def _not_asked(why: str) -> Verdict:
    return Verdict([f"audit: the database of vulnerabilities was not asked, {why}"], 0)


def main(arguments: Sequence[str] | None = None) -> int:
    files = [Path(name) for name in (sys.argv[1:] if arguments is None else arguments)]
    status = 0
    for file in files or [LOCKED]:
        lines, found = audit(file)
        print("\n".join(lines))
        status = max(status, found)
    return status


if __name__ == "__main__":
    raise SystemExit(main())
