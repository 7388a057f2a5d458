"""Files that change at one moment, and runs that do not write over each other."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline import switch as module
from pipeline.cli import main
from pipeline.errors import OutputError
from pipeline.lock import NAME, only_run
from pipeline.switch import aside, settle, switch
from pipeline.write import open_output

NAMES = ("a.parquet", "b.parquet", "c.json")
CALLS = ("link", "symlink", "replace", "unlink", "fsync")


class Killed(BaseException):
    """Stands for the end of the process: no code of the program runs behind it."""


def fill(folder: Path, content: str, names: tuple[str, ...] = NAMES) -> None:
    folder.mkdir(exist_ok=True)
    for name in names:
        (folder / name).write_text(content, "utf-8")


def contents(folder: Path) -> set[str | None]:
    """What the tables of a folder hold, None for one that cannot be read."""
    return {p.read_text("utf-8") if p.exists() else None for p in folder.glob("[abc].*")}


def change(folder: Path) -> None:
    with aside(folder) as hidden:
        fill(hidden, "new")
        switch(folder, hidden)


def test_files_change_and_nothing_else_is_left(tmp_path: Path) -> None:
    fill(tmp_path, "old", (*NAMES, "mine.txt"))
    change(tmp_path)
    assert contents(tmp_path) == {"new"}
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted((*NAMES, "mine.txt"))
    assert not any(p.is_symlink() for p in tmp_path.iterdir())


@pytest.mark.parametrize("former", [True, False])
def test_a_kill_before_any_call_leaves_all_old_or_all_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, former: bool
) -> None:
    """The process ends before the first, second, third … change of the folder, until none ends
    it; cleaning up does not run either. Then the next run comes."""
    seen = []
    for number in range(200):
        folder = tmp_path / f"{number}"
        fill(folder, "old", NAMES if former else ())
        finished = not _changes_until(folder, number, monkeypatch)
        seen.append(contents(folder))
        with aside(folder):
            pass
        settled = contents(folder)
        assert None not in settled
        assert seen[-1] - {None} == settled, f"call {number}"
        assert settled in ([{"old"}, {"new"}] if former else [set(), {"new"}])
        assert [p.name for p in folder.iterdir() if p.name.startswith(".")] == []
        if finished:
            break
    assert finished
    assert (None in set().union(*seen)) is not former  # names without a file only on a first run


def _changes_until(folder: Path, number: int, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether the process was ended, before call number, in the middle of a change."""
    count = 0

    def ending(name: str):
        whole = getattr(os, name)

        def call(*arguments: object, **more: object) -> object:
            nonlocal count
            count += 1
            if count > number:
                raise Killed
            return whole(*arguments, **more)

        return call

    with monkeypatch.context() as patch:
        for name in CALLS:
            patch.setattr(module.os, name, ending(name))
        patch.setattr(module.shutil, "rmtree", lambda *_, **__: None)
        try:
            change(folder)
        except Killed:
            return True
    return False


def test_an_error_in_the_middle_leaves_the_former_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(tmp_path, "old")
    whole, count = os.symlink, 0

    def full(*arguments: object) -> None:
        nonlocal count
        count += 1
        if count == 4:
            raise OSError(28, "No space left on device")
        whole(*arguments)  # type: ignore[arg-type]

    with monkeypatch.context() as patch, pytest.raises(OSError, match="No space"):
        patch.setattr(module.os, "symlink", full)
        change(tmp_path)
    assert contents(tmp_path) == {"old"}
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted(NAMES)


def test_without_links_files_are_still_put_in_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(*_: object) -> None:
        raise OSError(1, "Operation not permitted")

    fill(tmp_path, "old")
    monkeypatch.setattr(module.os, "symlink", none)
    change(tmp_path)
    assert contents(tmp_path) == {"new"}


def test_a_folder_of_the_name_of_a_table_is_told(tmp_path: Path) -> None:
    (tmp_path / "programs.parquet").mkdir()
    with pytest.raises(OutputError, match="cannot be written"), open_output(tmp_path):
        pass


def test_links_of_others_are_left_alone(tmp_path: Path) -> None:
    fill(tmp_path, "old")
    (tmp_path / "theirs").symlink_to("a.parquet")
    settle(tmp_path)
    assert (tmp_path / "theirs").is_symlink()


def test_a_second_run_is_refused_while_the_first_writes(tmp_path: Path) -> None:
    with only_run(tmp_path):
        with (
            pytest.raises(OutputError, match=rf"another run \(process {os.getpid()}\)"),
            only_run(tmp_path),
        ):
            pass
        assert (tmp_path / NAME).exists()
    with only_run(tmp_path):
        pass
    assert not (tmp_path / NAME).exists()


def test_a_second_run_waits_for_the_first(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from pipeline.lock import only_run\n"
        "with only_run(Path(sys.argv[1])): print('held', flush=True); sys.stdin.read()"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with other:
        assert other.stdout and other.stdin and other.stdout.readline() == "held\n"
        with (
            pytest.raises(OutputError, match=rf"process {other.pid}\) is still .* after 0.3 sec"),
            only_run(tmp_path, wait=0.3),
        ):
            pass
        threading.Timer(0.3, other.stdin.close).start()
        with only_run(tmp_path, wait=60):
            assert (tmp_path / NAME).read_text("ascii") == str(os.getpid())


def test_the_command_says_how_to_wait(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text("事業費　1,234千円\n", "utf-8")
    command = ["extract", str(tmp_path / "a.txt"), "-o", str(tmp_path / "out"), "-q"]
    (tmp_path / "out").mkdir()
    with only_run(tmp_path / "out"):
        assert main(command) == 2
        assert "--wait SECONDS" in capsys.readouterr().err
        assert main([*command, "--wait", "1"]) == 2
        assert "after 1 seconds" in capsys.readouterr().err
    assert main([*command, "--wait", "1"]) == 0


def test_the_lock_of_a_run_that_was_killed_keeps_nobody_out(tmp_path: Path) -> None:
    code = (
        "import os, sys; from pathlib import Path; from pipeline.lock import only_run\n"
        "with only_run(Path(sys.argv[1])): os._exit(9)"
    )
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=False)
    assert (tmp_path / NAME).exists()
    with only_run(tmp_path):
        assert (tmp_path / NAME).read_text("ascii") == str(os.getpid())


def test_a_newer_format_is_not_written_over(tmp_path: Path) -> None:
    table = pa.table({"x": [1]}).replace_schema_metadata({"keikaku.format": "2"})
    pq.write_table(table, tmp_path / "programs.parquet")
    before = (tmp_path / "programs.parquet").read_bytes()
    with pytest.raises(OutputError, match=r"newer keikaku \(format 2"), open_output(tmp_path):
        pass
    assert (tmp_path / "programs.parquet").read_bytes() == before


@pytest.mark.parametrize("content", [b"", b"PAR1 no table", None])
def test_what_is_no_table_may_be_written_over(tmp_path: Path, content: bytes | None) -> None:
    if content is None:
        pq.write_table(pa.table({"x": [1]}), tmp_path / "programs.parquet")
    else:
        (tmp_path / "programs.parquet").write_bytes(content)
    with open_output(tmp_path):
        pass
    assert b"keikaku.format" in pq.read_metadata(tmp_path / "programs.parquet").metadata
