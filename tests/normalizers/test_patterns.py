"""Patterns kept from one start of the program to the next."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from pathlib import Path

import pytest
import regex

from normalizers import patterns

TEXTS = ["", "令和６年度予算 1,234千円（△56）", "(1) 家族 ② 3.5％　計", "abc\n［新規］ＤＭＡＴ"]


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file of kept patterns of a process that has asked for none and has read no file."""
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    _forget(monkeypatch)
    return patterns.kept_at()


def _forget(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patterns, "_asked", {})
    monkeypatch.setattr(patterns, "_kept", None)


def test_lies_beside_the_bytecode(place: Path, tmp_path: Path) -> None:
    assert tmp_path in place.parents
    assert regex.__version__ in place.name and sys.implementation.cache_tag in place.name


def test_kept_patterns_are_those_of_their_sources(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sources = sorted(_asked_by_the_program())
    assert len(sources) > 300
    for key in sources:
        patterns.compiled(*key)
    patterns.keep()
    _forget(monkeypatch)
    with monkeypatch.context() as without:
        without.setattr(regex, "compile", _no_compiler)
        kept = [patterns.compiled(*key) for key in sources]
    for key, made in zip(sources, kept, strict=True):
        fresh = regex.compile(*key)
        assert made is not fresh
        assert (made.pattern, made.flags) == (fresh.pattern, fresh.flags)
        assert made.groupindex == fresh.groupindex
        for text in TEXTS:
            assert [m.regs for m in made.finditer(text)] == [m.regs for m in fresh.finditer(text)]


def _asked_by_the_program() -> set[tuple[str, int]]:
    command = "import pipeline.preload, pickle, sys; from normalizers import patterns;"
    command += "sys.stdout.buffer.write(pickle.dumps(set(patterns._asked)))"
    done = subprocess.run([sys.executable, "-c", command], check=True, capture_output=True)
    asked: set[tuple[str, int]] = pickle.loads(done.stdout)
    return asked


def _no_compiler(*arguments: object) -> None:
    raise AssertionError(f"compiled again: {arguments}")


def test_nothing_is_compiled_at_the_second_start(tmp_path: Path) -> None:
    command = (
        "import regex; compile, made = regex.compile, []\n"
        "regex.compile = lambda *a, **k: made.append(a) or compile(*a, **k)\n"
        "import pipeline.preload; print(len(made))"
    )
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(tmp_path)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    counts = [
        int(
            subprocess.run(
                [sys.executable, "-c", command], env=environment, check=True, capture_output=True
            ).stdout
        )
        for _ in range(2)
    ]
    assert counts[0] > 300 and counts[1] == 0


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x80\x05cut",
        pickle.dumps(["no", "dictionary"]),
        pickle.dumps({("a+", 0): pickle.dumps(regex.compile("b+"))}),
        pickle.dumps({("a+", 0): pickle.dumps(regex.compile("a+"))[:-9]}),
        pickle.dumps({("a+", 0): pickle.dumps("a+")}),
    ],
    ids=["empty", "cut", "of another form", "of another pattern", "cut within", "no pattern"],
)
def test_damaged_file_is_none(place: Path, content: bytes) -> None:
    place.parent.mkdir(parents=True)
    place.write_bytes(content)
    assert patterns.compiled("a+").fullmatch("aa")


def test_what_is_no_longer_asked_for_goes(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for asked in (["a", "b"], ["b", "c"]):
        _forget(monkeypatch)
        for source in asked:
            patterns.compiled(source)
        patterns.keep()
    assert sorted(pickle.loads(place.read_bytes())) == [("b", 0), ("c", 0)]


def test_unchanged_is_not_written(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    patterns.compiled("a")
    patterns.keep()
    written = place.stat().st_mtime_ns
    _forget(monkeypatch)
    patterns.compiled("a")
    patterns.keep()
    assert place.stat().st_mtime_ns == written and len([*place.parent.iterdir()]) == 1


def test_nothing_is_written_where_bytecode_is_not(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    patterns.compiled("a")
    patterns.keep()
    assert not place.exists()


def test_folder_that_cannot_be_written(place: Path) -> None:
    place.parent.parent.mkdir(parents=True, exist_ok=True)
    place.parent.write_text("a file where the folder would be", "utf-8")
    assert patterns.compiled("a").match("a")
    patterns.keep()  # says nothing


def test_error_of_a_pattern() -> None:
    with pytest.raises(regex.error):
        patterns.compiled("(")
