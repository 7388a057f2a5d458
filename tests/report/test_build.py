"""keikaku report as a whole: from a folder to one file."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
import tomllib
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from pipeline.cli import main
from pipeline.errors import MissingInput, OutputError
from pipeline.report import build, pictures
from pipeline.report.build import report
from pipeline.report.sources import find_sources
from pipeline.report.words import words_of
from pipeline.telling import LANGUAGES

CONTRACT = Path(__file__).parents[3] / "shared" / "contract" / "tables.toml"
BLOCK = re.compile(r'<script type="application/json" id="([\w-]+)">(.*?)</script>')


def blocks(page: Path) -> dict[str, object]:
    return {name: json.loads(text) for name, text in BLOCK.findall(page.read_text("utf-8"))}


def test_every_table_and_every_page_with_rows_is_there(page: Path, output: Path) -> None:
    found = blocks(page)
    tables = {path.stem for path in output.glob("*.parquet")}
    assert {name for name in found if name.startswith("table-")} == {f"table-{t}" for t in tables}
    pages = found["pages"]
    assert isinstance(pages, dict)
    assert set(pages) == {"chiba-home-care-2024.pdf", "gunma-medical-areas-2025.pdf"}
    lines = found["lines"]
    assert isinstance(lines, dict)
    assert set(lines) == {"harm.tsv"}


def test_pictures_are_small_and_of_the_page(page: Path) -> None:
    found = blocks(page)
    width, height, uri = found["page-0"]  # type: ignore[misc]
    kind, data = str(uri).split(",", 1)
    assert kind == "data:image/webp;base64"
    image = Image.open(BytesIO(base64.b64decode(data)))
    assert max(image.size) == pictures.LONGEST
    assert image.width / image.height == pytest.approx(width / height, abs=0.01)
    assert len(data) < 300_000


def test_the_policy_names_the_style_and_the_script_and_allows_no_request(page: Path) -> None:
    text = page.read_text("utf-8")
    [policy] = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]+)"', text)
    rules = dict(rule.strip().split(" ", 1) for rule in html.unescape(policy).split(";"))
    assert rules["default-src"] == "'none'"
    assert rules["img-src"] == "data:"
    for tag, rule in (("style", "style-src"), ("script", "script-src")):
        [body] = re.findall(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()
        assert rules[rule] == f"'sha256-{digest}'"
    assert not re.search(r"""(?:src|href)=["']?(?:https?:)?//""", text)


def test_the_same_output_gives_the_same_bytes(
    page: Path, output: Path, releases: Path, tmp_path: Path
) -> None:
    again = report(output, tmp_path / "again.html", [releases], "ja")
    assert again.path.read_bytes() == page.read_bytes()
    assert again.size == page.stat().st_size


def test_without_sources_there_are_rows_but_no_places(output: Path, tmp_path: Path) -> None:
    found = blocks(report(output, tmp_path / "a" / "report.html", [], "en").path)
    assert (found["pages"], found["lines"], found["marks"]) == ({}, {}, {})
    assert found["about"]["sourced"] is False  # type: ignore[index]
    assert found["about"]["words"]["overview"] == "Overview"  # type: ignore[index]


def test_a_source_that_changed_is_told_and_not_shown(
    output: Path, releases: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "changed"
    folder.mkdir()
    text = (releases / "harm.tsv").read_text("utf-8")
    (folder / "harm.tsv").write_text(text.replace("1,200", "1,300"), encoding="utf-8")
    written = report(output, tmp_path / "report.html", [folder], "en")
    assert [note.split(";")[0] for note in written.notes] == [
        "chiba-home-care-2024.pdf is not among the sources",
        "gunma-medical-areas-2025.pdf is not among the sources",
        "harm.tsv has changed since it was extracted",
    ]
    assert blocks(written.path)["lines"] == {}


def test_changes_of_an_earlier_extraction_are_left_out(output: Path, tmp_path: Path) -> None:
    tables = build.read_tables(output)
    assert build.without_stale_changes(tables) == (tables, False)
    changes = tables["changes"]
    at = changes.column_names.index("row_id_to")
    tables["changes"] = changes.set_column(at, "row_id_to", [["programs-0000000000-1-0"]])
    kept, stale = build.without_stale_changes(tables)
    assert stale
    assert set(tables) - set(kept) == {"changes"}


def test_sources_that_are_nowhere_are_an_error(output: Path, tmp_path: Path) -> None:
    with pytest.raises(MissingInput):
        report(output, tmp_path / "report.html", [tmp_path / "nowhere"], "ja")


def test_no_sources_are_no_problem(output: Path) -> None:
    assert find_sources([], build.read_tables(output)["documents"]) == ({}, [])


def test_too_many_pictures_are_left_out_and_told(
    page: Path, output: Path, releases: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    every = [name for name in blocks(page) if name.startswith("page-")]
    monkeypatch.setattr(pictures, "BUDGET", 150_000)
    written = report(output, tmp_path / "report.html", [releases], "ja")
    assert any("ページの画像は" in note for note in written.notes)
    shown = [name for name in blocks(written.path) if name.startswith("page-")]
    assert 0 < len(shown) < len(every)


def test_without_the_charts_package_a_report_says_so(
    output: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.report.charts.can_draw", lambda: False)
    written = report(output, tmp_path / "report.html", [], "ja")
    assert any("keikaku[report]" in note for note in written.notes)
    assert "<svg" not in written.path.read_text("utf-8")


def test_the_command_writes_beside_the_tables(
    output: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["report", str(output)]) == 0
    assert (output / "report.html").read_text("utf-8").startswith("<!DOCTYPE html>")
    assert str(output / "report.html") in capsys.readouterr().out
    (output / "report.html").unlink()


@pytest.mark.parametrize("arguments", [[], ["--to", "{0}/there/x.html"], ["--sources", "{0}/none"]])
def test_wrong_usage_ends_with_2(
    output: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    (tmp_path / "there").write_text("a file in the way", "utf-8")
    folder = output if arguments else tmp_path
    assert main(["report", str(folder), *(a.format(tmp_path) for a in arguments)]) == 2
    assert capsys.readouterr().err.startswith("keikaku: ")


def test_a_folder_without_tables_is_told(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="run keikaku extract first"):
        report(tmp_path, tmp_path / "report.html", [], "ja")


def test_both_languages_say_the_same() -> None:
    english, japanese = (words_of(language) for language in LANGUAGES)
    assert list(japanese.phrases) == list(english.phrases)
    places = re.compile(r"\{\w+\}")
    for key, phrase in japanese.phrases.items():
        assert sorted(places.findall(phrase)) == sorted(places.findall(english.phrases[key])), key


@pytest.mark.skipif(not CONTRACT.is_file(), reason="../shared/contract is not here")
def test_every_table_and_column_of_the_contract_has_a_japanese_name() -> None:
    contract = tomllib.loads(CONTRACT.read_text("utf-8"))
    words = words_of("ja")
    columns = {column["name"] for table in contract.values() for column in table["columns"]}
    assert set(contract) - {"common"} <= set(words.names)
    assert columns <= set(words.labels)


def test_the_page_uses_no_phrase_that_is_not_there() -> None:
    folder = Path(build.__file__).parent / "static"
    scripts = "".join(path.read_text("utf-8") for path in sorted(folder.glob("*.js")))
    used = set(re.findall(r"say\(\s*'(\w+)'", scripts))
    assert used
    assert used <= set(words_of("ja").phrases)
