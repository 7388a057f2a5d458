"""The licences of what the program needs at run time, as docs/licences.md.

    python bench/licences.py > docs/licences.md

Follows the requirements of keikaku without extras through the packages that are installed.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

PERMISSIVE = re.compile(
    r"\b(?:MIT|BSD|Apache|PSF|Python-2\.0|Python Software Foundation|ISC|HPND|MPL|0BSD|CNRI|Zlib)",
    re.IGNORECASE,
)
FORBIDDEN = re.compile(r"\bA?GPL|Affero|non-?commercial|CC-BY-NC", re.IGNORECASE)


def own_requirements() -> list[str]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]


def needed(requires: list[str], seen: set[str] | None = None) -> Iterator[Distribution]:
    """Every package that requirements lead to, extras left out, each once."""
    from packaging.requirements import Requirement

    seen = set() if seen is None else seen
    for text in requires:
        requirement = Requirement(text)
        key = requirement.name.lower().replace("_", "-")
        if key in seen or (requirement.marker and not requirement.marker.evaluate({"extra": ""})):
            continue
        seen.add(key)
        try:
            package = distribution(key)
        except PackageNotFoundError:
            continue
        yield package
        yield from needed(package.requires or [], seen)


def licence_of(package: Distribution) -> str:
    """What a package says of its licence: the expression, the classifiers or the first line."""
    about = package.metadata
    classes = [c for c in about.get_all("Classifier") or () if c.startswith("License ::")]
    said = about.get("License-Expression") or ", ".join(c.split(" :: ")[-1] for c in classes)
    return said or (about.get("License") or "unknown").strip().splitlines()[0]


def main() -> int:
    print("# Licences of what keikaku needs at run time\n")
    print("Written by `python bench/licences.py`; the extras and tools are not listed.\n")
    print("| package | licence |\n|---|---|")
    for package in sorted(needed(own_requirements()), key=lambda p: p.metadata["Name"].lower()):
        print(f"| {package.metadata['Name']} | {licence_of(package)} |")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
