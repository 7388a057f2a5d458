"""The command line: what is printed where, and the exit status."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipeline.cli import main

ROOT = Path(__file__).parents[2]


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    folder = tmp_path / "raw"
    folder.mkdir()
    (folder / "plan.txt").write_text("計画\n相談に１２人が来た。", "utf-8")
    return folder


def test_extract_writes_tables_and_tells_on_stderr(
    raw: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["extract", str(raw), "--output", str(tmp_path / "out"), "--jobs", "1"]) == 0
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("1 document: ")
    assert (tmp_path / "out" / "documents.parquet").is_file()


def test_quiet_tells_failures_only(
    raw: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (raw / "empty.txt").write_bytes(b"")
    assert main(["extract", str(raw), "-o", str(tmp_path / "out"), "-q", "-j", "1"]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert "empty.txt: the file is empty; get the release again" in err.splitlines()
    assert "documents:" not in err


def test_a_failed_document_is_status_1_and_the_others_are_written(
    raw: Path, tmp_path: Path
) -> None:
    (raw / "empty.txt").write_bytes(b"")
    assert main(["extract", str(raw), "--output", str(tmp_path / "out"), "--jobs", "1"]) == 1
    rows = pq.read_table(tmp_path / "out" / "documents.parquet").to_pylist()
    assert [row["status"] == "failed" for row in rows] == [True, False]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["extract", "{tmp}/nowhere", "--output", "{tmp}/out"], "nowhere does not exist"),
        (["extract", "{tmp}/raw", "--output", "{tmp}/raw/plan.txt"], "cannot be written"),
        (
            ["extract", "{tmp}/raw", "--output", "{tmp}/out", "--vocabulary", "{tmp}/no.toml"],
            "no.toml",
        ),
        (["explain", "{tmp}", "programs-0-1-0"], "holds no programs.parquet"),
        (["explain", "{tmp}", "nothing"], "names no row"),
    ],
)
def test_wrong_use_is_status_2_and_one_sentence(
    raw: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    said: str,
) -> None:
    assert main([argument.format(tmp=tmp_path) for argument in arguments]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("keikaku: ")
    assert said in err
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["extract"],
        ["extract", "raw"],
        ["extract", "raw", "--output", "out", "--jobs", "0"],
        ["extract", "raw", "--output", "out", "--jobs", "two"],
        ["extract", "raw", "--output", "out", "--engine", "steam"],
        ["diff", "output"],
    ],
)
def test_arguments_that_do_not_exist_are_status_2(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2


def test_explain_prints_a_row(
    raw: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    main(["extract", str(raw), "--output", str(out), "--quiet", "--jobs", "1"])
    rows = pq.read_table(out / "quantities.parquet").to_pylist()
    if not rows:
        pytest.skip("no extractor of quantities")
    assert main(["explain", str(out), rows[0]["row_id"]]) == 0
    assert "read from:" in capsys.readouterr().out


def test_help_has_an_example_and_the_commands_there_are(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["--help"])
    assert stopped.value.code == 0
    out = capsys.readouterr().out
    assert "keikaku extract raw --output output" in out
    assert "explain" in out
    assert "keikaku diff output --from 2024 --to 2025" in out


def test_version_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["--version"])
    assert stopped.value.code == 0
    assert capsys.readouterr().out.startswith("keikaku ")


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_help_loads_nothing_heavy(option: str) -> None:
    """Help has to come at once: what reads and writes is not imported for it."""
    program = (
        "import sys\n"
        "from pipeline.cli import main\n"
        f"try: main([{option!r}])\n"
        "except SystemExit: pass\n"
        "heavy = ('pandas', 'pyarrow', 'pdfplumber', 'pdfminer', 'numpy', 'regex', 'jaconv')\n"
        "sys.exit(' '.join(name for name in heavy if name in sys.modules) or 0)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_an_interrupt_has_its_status_wherever_it_comes(tmp_path: Path) -> None:
    """Python ends by the signal itself after one in code run by exec, as dataclasses are made."""
    (tmp_path / "interrupted.py").write_text(
        "from pipeline import cli, extract_command\n"
        "def interrupt(options):\n"
        "    exec('raise KeyboardInterrupt')\n"
        "extract_command._extract = interrupt\n"
        "raise SystemExit(cli.main(['extract', 'raw', '--output', 'out']))\n",
        "utf-8",
    )
    command = [sys.executable, "-m", "interrupted"]
    paths = {**os.environ, "PYTHONPATH": f"{ROOT}"}
    done = subprocess.run(command, cwd=tmp_path, env=paths, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (130, "")
    assert "the former output is unchanged" in done.stderr
