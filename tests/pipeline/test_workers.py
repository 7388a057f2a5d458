"""Processes within limits: what goes beyond them is ended, and everything else is read."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.engine import LocalEngine
from pipeline.faults import fault_to_sentence
from pipeline.workers import Limits

ROOT = Path(__file__).resolve().parents[2]
FOREVER = "[0 for _ in iter(int, 1)]"
DEAF = "__import__('signal').pthread_sigmask(0, range(1, 32)) and None or [0 for _ in iter(int, 1)]"
GREEDY = "len(bytearray(10 ** 9))"
KILLED = "__import__('os').kill(__import__('os').getpid(), 9)"
BROKEN = "__import__('os').abort()"
PID = "__import__('os').getpid()"

linux = pytest.mark.skipif(not os.path.exists("/proc/self/statm"), reason="no memory limit here")


def told(item: str, why: str) -> str:
    return why


def run(items: list[str], jobs: int = 1, limits: Limits | None = None) -> list[object]:
    return list(LocalEngine(jobs, limits=limits or Limits(30)).run(eval, items, told))


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("stuck", [FOREVER, DEAF])
def test_what_takes_too_long_is_ended_and_the_run_goes_on(jobs: int, stuck: str) -> None:
    first, why, last = run(["1 + 1", stuck, "2 + 2"], jobs, Limits(0.5))
    assert (first, last) == (2, 4)
    assert "longer than" in str(why) and "--time-limit" in str(why)


@linux
@pytest.mark.parametrize("jobs", [1, 2])
def test_memory_beyond_the_limit_is_refused(jobs: int) -> None:
    with pytest.raises(MemoryError):  # an error of the work itself: file_to_result tells it
        run([GREEDY], jobs, Limits(30, megabytes=700))
    assert run([GREEDY], jobs, Limits(30, megabytes=2000)) == [10**9]


def test_want_of_memory_is_a_sentence() -> None:
    assert "more memory than it may have" in fault_to_sentence(MemoryError())


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no signals here")
@pytest.mark.parametrize(
    ("death", "sentence"),
    [
        (KILLED, "want of memory"),
        (BROKEN, "SIGABRT"),
        ("__import__('os')._exit(3)", "status 3"),
        ("exit(0)", "status 0"),
    ],
)
def test_a_death_is_told(death: str, sentence: str) -> None:
    why, next_one = run([death, "7"])
    assert sentence in str(why)
    assert next_one == 7


def test_with_limits_even_one_job_reads_in_another_process() -> None:
    (process,) = run([PID])
    assert process != os.getpid()


def test_a_process_reads_many_documents() -> None:
    assert len(set(run([PID] * 10))) == 1


def test_an_error_of_the_work_is_raised_here() -> None:
    with pytest.raises(ZeroDivisionError):
        run(["1 / 0"])


def test_a_long_document_gets_more_time() -> None:
    limits = Limits(seconds=10, seconds_per_megabyte=2)
    assert limits.seconds_of(0) == 10
    assert limits.seconds_of(5 << 20) == 20


def test_a_run_that_is_left_ends_its_processes() -> None:
    results = LocalEngine(2, limits=Limits(30)).run(eval, [PID, FOREVER], told)
    process = next(results)
    results.close()  # type: ignore[attr-defined]
    with pytest.raises(ProcessLookupError):
        os.kill(int(str(process)), 0)


def test_a_worker_whose_run_is_gone_ends_without_a_word() -> None:
    code = (
        "from multiprocessing import Pipe; from pipeline.workers import Task, serve\n"
        "run, worker = Pipe(); run.close(); serve(worker, Task(eval, lambda: None, 2000))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_script_without_a_guard_is_not_run_again_by_the_processes(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "from pipeline.engine import LocalEngine\n"
        "print(list(LocalEngine(2).run(eval, ['1 + 1', '2 + 2'], lambda item, why: why)))\n",
        encoding="utf-8",
    )
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, cwd=ROOT)
    assert (done.stdout, done.stderr) == ("[2, 4]\n", "")
