"""One output of samples and of a list that means harm, its report, and a browser to open it in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.report import chromium

RAW = Path(__file__).parents[2] / "raw"
HARM = "<script>document.title='ran'</script><img src=x onerror=alert(1)>"
LIST = f"""令和6年度 {HARM}の主な事業一覧
番号\t事業名\t担当課\t事業費(千円)
1\t救急の整備{HARM}\t医務課\t1,200
2\t𠮷野の往診支援\t</script><script>alert(2)</script>課\t300
3\t相談窓口\t福祉課\t2,500
合計\t\t\t4,100
"""


@pytest.fixture(scope="session")
def releases(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of releases: a text that tries to be HTML, and two samples that are PDFs."""
    folder = tmp_path_factory.mktemp("releases")
    (folder / "harm.tsv").write_text(LIST, encoding="utf-8")
    for name in ("chiba-home-care-2024.pdf", "gunma-medical-areas-2025.pdf"):
        (folder / name).write_bytes((RAW / name).read_bytes())
    return folder


@pytest.fixture(scope="session")
def output(releases: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tables of the releases, with changes between two of their rows."""
    from pipeline.run import extract

    folder = tmp_path_factory.mktemp("output")
    extract([releases], folder)
    write_changes(folder)
    return folder


def write_changes(folder: Path) -> None:
    import pyarrow.parquet as pq

    from pipeline.tabulate import rows_to_arrow

    old, new = pq.read_table(folder / "programs.parquet").to_pylist()[:2]
    change = {
        "row_id": f"changes-{old['row_id'].split('-', 1)[1]}",
        "source_file": new["source_file"],
        "table": "programs",
        "row_id_from": old["row_id"],
        "row_id_to": new["row_id"],
        "name_from": old["name"],
        "name_to": f"{new['name']}{HARM}",
        "kinds": ["renamed", "amount"],
        "delta_yen": 1_234_000,
        "repeated": False,
        "evidence": f"alike {HARM}",
    }
    pq.write_table(rows_to_arrow("changes", [change]), folder / "changes.parquet")


@pytest.fixture(scope="session")
def page(output: Path, releases: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of the output, with its sources."""
    from pipeline.report.build import report

    return report(output, tmp_path_factory.mktemp("page") / "報告.html", [releases], "ja").path


@pytest.fixture(scope="session")
def open_window() -> Iterator[chromium.Browser]:
    if reason := chromium.why_not():
        pytest.skip(reason)
    with chromium.open_browser() as browser:
        yield browser


@pytest.fixture
def browser(open_window: chromium.Browser) -> Iterator[chromium.Browser]:
    """A browser that has said and asked for nothing yet, and does not until the test is over."""
    open_window.console()
    open_window.requests()
    yield open_window
    assert open_window.console() == []
    assert {a for a in open_window.requests() if not a.startswith("file:")} == set()
