"""The bar of a long run: on a terminal only, and it never changes what comes out."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from pipeline import progress, run
from pipeline.cli import main
from pipeline.discover import Input
from pipeline.progress import follow


class Stream(io.StringIO):
    def __init__(self, terminal: bool) -> None:
        super().__init__()
        self.terminal = terminal

    def isatty(self) -> bool:
        return self.terminal


@pytest.fixture
def files(tmp_path: Path) -> list[Input]:
    made = []
    for number, size in enumerate((10, 30, 60)):
        path = tmp_path / f"{number}.pdf"
        path.write_bytes(b"x" * size)
        made.append(Input(path, path.name))
    return made


def results(*pages: int | None) -> list[Any]:
    return [SimpleNamespace(document={"pages": number}) for number in pages]


def shown(files: list[Input], terminal: bool, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(progress, "_DELAY", 0.0)
    stream = Stream(terminal)
    made = results(4, None, 7)
    assert list(follow(files, iter(made), stream)) == made
    return stream.getvalue()


def test_a_terminal_sees_documents_speed_and_time_left(
    files: list[Input], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = shown(files, True, monkeypatch)
    assert "0 of 3 documents" in text
    assert "left" in text


def test_speed_is_pages_and_share_is_bytes() -> None:
    assert progress._state(2, 3, 0, 5.0) == "2 of 3 documents"
    assert progress._state(1_200, 3_000, 36, 4.0) == "1,200 of 3,000 documents, 9.0 pages/s"


def test_a_pipe_sees_nothing(files: list[Input], monkeypatch: pytest.MonkeyPatch) -> None:
    assert shown(files, False, monkeypatch) == ""


def test_results_come_one_by_one(files: list[Input]) -> None:
    asked = []

    def make() -> Iterator[Any]:
        for number, result in enumerate(results(1, 2, 3)):
            asked.append(number)
            yield result

    followed = iter(follow(files, make(), Stream(True)))
    next(followed)
    assert asked == [0]


def test_a_file_that_is_gone_counts_as_well(files: list[Input], tmp_path: Path) -> None:
    files[1] = Input(tmp_path / "gone.pdf", "gone.pdf")
    made = results(1, 1, 1)
    assert list(follow(files, made, Stream(True))) == made


@pytest.mark.parametrize(("options", "followed"), [([], True), (["--quiet"], False)])
def test_quiet_runs_are_not_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: list[str], followed: bool
) -> None:
    (tmp_path / "a.txt").write_text("本文だけの文書である。\n", encoding="utf-8")
    given: list[bool] = []
    real = run.extract

    def extract(*arguments: Any, **named: Any) -> object:
        given.append(follow in [*arguments, *named.values()])
        return real(*arguments, **named)

    monkeypatch.setattr(run, "extract", extract)
    command = ["extract", str(tmp_path / "a.txt"), "-o", str(tmp_path / "out"), "-j", "1"]
    assert main([*command, *options]) == 0
    assert given == [followed]
