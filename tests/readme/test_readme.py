"""The READMEs tell the truth: generated parts, commands, code, and the same tables in both."""

from __future__ import annotations

import importlib.util
import re
import subprocess
from pathlib import Path
from types import ModuleType

import pytest

from normalizers import vocabulary
from pipeline.schemas import all_tables

ROOT = Path(__file__).resolve().parents[2]
READMES = ("README.md", "README.ja.md")
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)


@pytest.fixture(scope="module")
def fill() -> ModuleType:
    spec = importlib.util.spec_from_file_location("fill", Path(__file__).with_name("fill.py"))
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def blocks(name: str, language: str) -> list[str]:
    return [body for kind, body in BLOCK.findall(read(name)) if kind == language]


@pytest.mark.parametrize("name", READMES)
def test_generated_parts_are_up_to_date(fill: ModuleType, name: str) -> None:
    assert read(name) == fill.filled(read(name)), "run make readme"


@pytest.mark.parametrize("name", READMES)
def test_every_make_target_exists(name: str) -> None:
    targets = set(re.findall(r"^([\w-]+):", read("Makefile"), re.MULTILINE))
    named = {t for block in blocks(name, "sh") for t in re.findall(r"^make ([\w-]+)", block, re.M)}
    assert named >= {"extract", "test"}
    assert named <= targets


@pytest.mark.parametrize("name", READMES)
def test_every_command_and_option_exists(name: str) -> None:
    from pipeline.cli import main

    for block in blocks(name, "sh"):
        for command in re.findall(r"keikaku (\w+)", block):
            with pytest.raises(SystemExit) as stopped:
                main([command, "--help"])
            assert stopped.value.code == 0, command


@pytest.mark.parametrize("name", READMES)
def test_every_table_that_is_written_is_named_and_no_other(fill: ModuleType, name: str) -> None:
    written = {table.name for table in fill.written_tables()}
    named = {
        t for t in all_tables() if f"\n| `{t}` |" in read(name) or f"\n### {t}\n" in read(name)
    }
    assert {"programs", "budgets", "documents"} <= written
    assert named == written


@pytest.mark.parametrize("name", READMES)
def test_python_runs_where_its_library_is_installed(
    fill: ModuleType, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "output").symlink_to(fill.samples_output())
    monkeypatch.chdir(tmp_path)
    for source in blocks(name, "python"):
        library = re.findall(r"^import (\w+)", source)[0]
        code = compile(source, name, "exec")
        if importlib.util.find_spec(library):
            exec(code, {})


@pytest.mark.parametrize("name", READMES)
def test_the_vocabulary_file_is_accepted(name: str, tmp_path: Path) -> None:
    [source] = blocks(name, "toml")
    path = tmp_path / "words.toml"
    path.write_text(source, encoding="utf-8")
    try:
        vocabulary.use([path])
        words = [word for entry in vocabulary.load("columns")["entry"] for word in entry["words"]]
    finally:
        vocabulary.use([])
    assert "重点プロジェクト" in words


@pytest.mark.parametrize("name", READMES)
def test_links_lead_somewhere(name: str) -> None:
    for target in re.findall(r"\]\(([^)#:]+)(?:#[\w-]+)?\)", read(name)):
        assert (ROOT / target).exists(), target


def test_makefile_explains_its_targets() -> None:
    shown = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "make extract" in shown.stdout
