"""Two real lists of one prefecture, where the documents beside the project are there."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.diff.run import Report, diff
from pipeline.run import extract

SHARED = Path(__file__).parents[3] / "shared"
SOURCES = {"text": "seeds/003*.txt", "pdf": "pdf/chiba-zaitaku-r*.pdf"}


@pytest.fixture(scope="module", params=SOURCES)
def report(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Report:
    files = sorted(SHARED.glob(SOURCES[request.param]))
    if not files:
        pytest.skip("../shared is not there: the documents are not part of the project")
    output = tmp_path_factory.mktemp("output")
    extract(files, output)
    [found] = diff(output, None, 2024, 2025)
    return found


def test_every_program_is_paired_and_one_is_new(report: Report) -> None:
    programs = [change for change in report.changes if change.table == "programs"]
    alone = [change.kinds for change in programs if change.before is None or change.after is None]
    assert alone == [["added"]]
    assert len(programs) == 34
    assert sum(change.repeated for change in programs) == 6
    assert all(
        (change.before or {}).get("is_repeated") == (change.after or {}).get("is_repeated")
        for change in programs
        if change.before and change.after
    )


def test_the_deltas_are_the_difference_of_the_net_totals(report: Report) -> None:
    assert report.check is not None
    assert (report.check.net_from, report.check.net_to) == (376_166_000, 420_784_000)
    assert report.check.holds is True


def test_a_slip_of_recognition_is_no_rename_and_a_team_was_renamed(report: Report) -> None:
    programs = [change for change in report.changes if change.table == "programs"]
    slips = [change for change in programs if "slip of recognition" in str(change.evidence)]
    assert all("renamed" not in change.kinds for change in slips)
    assert sum(change.name_from != change.name_to for change in slips) >= 2
    assert sum("department" in change.kinds for change in programs) == 4
    assert sum("renamed" in change.kinds for change in programs) == 1
