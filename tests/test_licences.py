"""What is needed at run time may be used by everybody."""

from __future__ import annotations

import pytest

from bench.licences import FORBIDDEN, PERMISSIVE, ROOT, licence_of, needed, own_requirements

PACKAGES = {p.metadata["Name"]: p for p in needed(own_requirements())}


@pytest.mark.parametrize("name", sorted(PACKAGES))
def test_a_licence_is_permissive_and_listed(name: str) -> None:
    licence = licence_of(PACKAGES[name])
    assert PERMISSIVE.search(licence), licence
    assert not FORBIDDEN.search(licence), licence
    assert f"| {name} | " in (ROOT / "docs" / "licences.md").read_text("utf-8")


def test_packages_are_found() -> None:
    assert {"pandas", "pyarrow", "regex"} <= set(PACKAGES)


@pytest.mark.parametrize("licence", ["GPL-3.0-only", "AGPL-3.0", "Affero GPL", "CC-BY-NC-4.0"])
def test_other_licences_would_be_found(licence: str) -> None:
    assert FORBIDDEN.search(licence)
