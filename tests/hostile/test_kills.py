"""A run that is killed leaves the former output or the new one, never a mixture."""

from __future__ import annotations

import signal
import subprocess
from pathlib import Path

import pytest

from bench.kills import ROOT, command, inputs_in, kill_runs, state


def test_killed_runs_leave_whole_outputs(tmp_path: Path) -> None:
    states = kill_runs(tmp_path, 4, seed=3)
    assert set(states) <= {"a", "b"}
    assert not [p for p in (tmp_path / "output").glob("*.parquet") if not p.exists()]


def test_a_run_that_is_asked_to_end_clears_away(tmp_path: Path) -> None:
    first, _ = inputs_in(tmp_path)
    (first / "slow.txt").write_text("事業費　1,234千円\n" * 60_000, "utf-8")
    output = tmp_path / "output"
    with subprocess.Popen(command(first, output), cwd=ROOT, stderr=subprocess.PIPE) as process:
        while not list(output.glob(".keikaku-run-*")) and process.poll() is None:
            pass
        process.send_signal(signal.SIGTERM)
        _, said = process.communicate(timeout=60)
    assert (process.returncode, state(output)) == (130, "none")
    assert "the former output is unchanged" in said.decode()
    assert [p.name for p in output.iterdir() if p.name.startswith(".keikaku-")] == []


@pytest.mark.parametrize("wrong", ["mixed", "broken"])
def test_a_mixture_would_be_seen(tmp_path: Path, wrong: str) -> None:
    first, second = inputs_in(tmp_path)
    for place, name in ((first, "one"), (second, "two")):
        subprocess.run(command(place, tmp_path / name), cwd=ROOT, check=True)
    other = (tmp_path / "two" / "programs.parquet").read_bytes()
    content = other if wrong == "mixed" else other[:100]
    (tmp_path / "one" / "programs.parquet").write_bytes(content)
    assert state(tmp_path / "one").startswith(wrong)
    assert state(tmp_path / "two") == "b"
