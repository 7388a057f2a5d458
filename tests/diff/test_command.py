"""keikaku diff: what is printed and written, and the exit status."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from pipeline.cli import main
from pipeline.schemas import table_named, to_arrow
from tests.diff.outputs import document, write_output
from tests.diff.rows import Row, program, programs

ROOT = Path(__file__).parents[2]
SCRIPT = '<script>alert("1")</script><img src=x onerror=alert(2)>事業'


def listed(side: str, year: int, *rows: Row) -> list[Row]:
    common = {"jurisdiction": "甲県", "verified": "proved", "source_text": "…", "line": 3}
    return [row | common for row in programs(side, *rows, year=year)]


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """Two years of a list: one program dearer, one renamed, one gone, one new."""
    old = (
        program("夜間往診支援事業", 8_000),
        program("薬剤師訪問促進事業", 1_230),
        program("港の見学会", 70),
        program("純合計", 9_300, level="total"),
    )
    new = (
        program("夜間往診支援事業", 9_000),
        program("薬剤師訪問推進事業", 1_230),
        program(SCRIPT, 500),
        program("純合計", 10_730, level="total"),
    )
    tables = {
        "documents": [document("a.txt", "1", "甲県", 2024), document("b.txt", "2", "甲県", 2025)],
        "programs": [*listed("a", 2024, *old), *listed("b", 2025, *new)],
    }
    return write_output(tmp_path / "out", tables)


YEARS = ("--from", "2024", "--to", "2025")


def run(*arguments: str | Path) -> int:
    return main(["diff", *map(str, arguments)])


def test_changes_are_written_beside_the_tables(output: Path) -> None:
    assert run(output, *YEARS) == 1
    table = pq.read_table(output / "changes.parquet")
    assert table.schema.equals(to_arrow(table_named("changes")))
    rows = {row["name_to"] or row["name_from"]: row for row in table.to_pylist()}
    assert {name: row["kinds"] for name, row in rows.items()} == {
        "夜間往診支援事業": ["amount"],
        "薬剤師訪問推進事業": ["renamed"],
        "港の見学会": ["removed"],
        SCRIPT: ["added"],
    }
    dearer = rows["夜間往診支援事業"]
    assert (dearer["row_id_from"], dearer["row_id_to"]) == ("a0", "b0")
    assert (dearer["year_from"], dearer["year_to"], dearer["table"]) == (2024, 2025, "programs")
    assert (dearer["delta_yen"], dearer["repeated"], dearer["cause"]) == (
        1_000_000,
        False,
        "edition",
    )
    assert (dearer["source_file"], dearer["verified"]) == ("b.txt", "proved")
    assert rows["港の見学会"]["source_file"] == "a.txt"
    assert all(0 <= row["score"] <= 1 for row in rows.values())
    assert len({row["row_id"] for row in rows.values()}) == 4


def test_another_folder_may_be_named(output: Path, tmp_path: Path) -> None:
    assert run(output, *YEARS, "--output", tmp_path / "new" / "folder") == 1
    names = sorted(path.name for path in (tmp_path / "new" / "folder").iterdir())
    assert names == ["changes.html", "changes.parquet"]
    assert not (output / "changes.parquet").exists()


def test_the_same_input_gives_the_same_bytes(output: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        run(output, *YEARS, "--output", tmp_path / name)
    for file in ("changes.parquet", "changes.html"):
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()


def test_nothing_changed_is_status_0(output: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(output, output) == 0
    assert "Extractor changes" in capsys.readouterr().out


@pytest.mark.parametrize("year", ["R6", "令和6", "令和6年度", "2024"])
def test_years_may_be_written_in_eras(output: Path, year: str) -> None:
    assert run(output, "--from", year, "--to", "R7") == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("{out}", "--from", "2024", "--to", "2031"), "there are: 甲県 2024, 2025"),
        (("{out}", *YEARS, "--jurisdiction", "乙県"), "no rows of 乙県"),
        (("{out}", "--from", "2024", "--to", "2024"), "between two years"),
        (("{tmp}/nowhere", *YEARS), "run keikaku extract first"),
        (("{out}", "{out}", "--from", "2024"), "belong together"),
        (("{out}", *YEARS, "--output", "{out}/documents.parquet"), "a file is in the way"),
    ],
)
def test_wrong_use_is_status_2_and_one_sentence(
    output: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    said: str,
) -> None:
    assert run(*(a.format(out=output, tmp=tmp_path) for a in arguments)) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("keikaku: ")
    assert said in err


@pytest.mark.parametrize(
    "arguments", [("out",), ("a", "b", "c"), ("out", "--from", "soon", "--to", "2025"), ()]
)
def test_arguments_that_make_no_sense_are_status_2(arguments: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as stopped:
        run(*arguments)
    assert stopped.value.code == 2


def test_the_table_shows_changes_and_the_proof(
    output: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    run(output, *YEARS)
    out = capsys.readouterr().out
    assert "\x1b" not in out  # a pipe gets no colours
    assert re.search(r"^- 港の見学会 .* 70,000 .* -70,000 removed$", out, re.MULTILINE)
    assert "薬剤師訪問促進事業 → 薬剤師訪問推進事業" in out
    assert "Proved: the deltas of the programs add up to +1,430,000 yen" in out
    assert "9,300,000 → 10,730,000" in out


def test_colours_can_be_asked_for(output: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(output, *YEARS, "--color", "always")
    assert "\x1b[31m- 港の見学会" in capsys.readouterr().out


def test_totals_that_contradict_leave_the_status_alone(
    output: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = pq.read_table(output / "programs.parquet").to_pylist()
    rows[-1]["total_yen"] = 1
    documents = pq.read_table(output / "documents.parquet").to_pylist()
    wrong = write_output(tmp_path / "wrong", {"documents": documents, "programs": rows})
    assert run(wrong, *YEARS) == 1
    assert "Contradicted: " in capsys.readouterr().out


def test_json_is_for_programs(output: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(output, *YEARS, "--json")
    [comparison] = json.loads(capsys.readouterr().out)["comparisons"]
    assert comparison["counts"]["programs"] == {
        "added": 1, "removed": 1, "renamed": 1, "amount": 1,
    }  # fmt: skip
    assert comparison["check"]["holds"] is True
    assert comparison["check"]["difference_yen"] == 1_430_000
    assert {change["name_to"] for change in comparison["changes"]} >= {SCRIPT, None}


class _Tags(HTMLParser):
    """The tags and links of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[Any] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value for name, value in attrs if name in ("href", "src", "action")]
        self.links += [name for name, _ in attrs if name.startswith("on")]

    def handle_data(self, data: str) -> None:
        self.text += data


def test_the_page_runs_nothing_and_asks_for_nothing(output: Path) -> None:
    run(output, *YEARS)
    page = (output / "changes.html").read_text("utf-8")
    parsed = _Tags()
    parsed.feed(page)
    assert not {"script", "img", "link", "iframe", "object"} & set(parsed.tags)
    assert parsed.links == []
    assert "default-src &#x27;none&#x27;" in page
    assert "url(" not in page and "@import" not in page
    assert SCRIPT in parsed.text  # shown as text
    assert "Proved: " in parsed.text


def test_the_page_and_the_terminal_can_be_in_japanese(
    output: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(output, *YEARS, "--lang", "ja")
    page = (output / "changes.html").read_text("utf-8")
    parsed = _Tags()
    parsed.feed(page)
    assert '<html lang="ja">' in page
    told = parsed.text[parsed.text.rindex("}") :].replace(SCRIPT, "")  # behind the styles
    assert "確認済み：事業ごとの増減の合計は +1,430,000 円で、純合計の差と一致します" in told
    assert "改称（促 → 推）" in told
    assert "Proved" not in told and "added" not in told
    assert "確認済み：" in capsys.readouterr().out


def test_a_change_can_be_explained(output: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(output, *YEARS)
    row = pq.read_table(output / "changes.parquet").to_pylist()[0]
    capsys.readouterr()
    assert main(["explain", str(output), row["row_id"]]) == 0
    assert "夜間往診支援事業" in capsys.readouterr().out


def test_help_of_diff_loads_nothing_heavy() -> None:
    source = (
        "import sys\n"
        "from pipeline.cli import main\n"
        "try: main(['diff', '--help'])\n"
        "except SystemExit: pass\n"
        "heavy = ('pandas', 'pyarrow', 'scipy', 'numpy', 'rapidfuzz', 'regex', 'jaconv')\n"
        "sys.exit(' '.join(name for name in heavy if name in sys.modules) or 0)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", source], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "exit status" in done.stdout
