"""Documents read on a Dask cluster of two workers on this machine, one killed in between."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from pipeline import reading, run
from pipeline.cli import main
from pipeline.discover import Input
from pipeline.engine import Sharing
from pipeline.engines.cluster import DaskEngine
from pipeline.engines.jobs import Divided
from pipeline.errors import EngineError, UsageError
from pipeline.workers import Limits
from tests.pipeline import killing

distributed = pytest.importorskip("distributed", reason="the extra dask is not installed")

pytestmark = pytest.mark.skipif(os.name != "posix", reason="workers are killed by signals")

ROOT = Path(__file__).parents[2]
RAW = ROOT / "raw"
# What kills two workers is given up, which is four on a cluster as it comes.
QUICK = {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1"}


def start(part: str, *arguments: str) -> subprocess.Popen[bytes]:
    """A part of the cluster, with all its processes in a group of their own."""
    return subprocess.Popen(
        [sys.executable, "-m", f"distributed.cli.dask_{part}", "--no-dashboard", *arguments],
        cwd=ROOT,
        env=os.environ | QUICK,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """dask://HOST:PORT of a scheduler with two workers of one thread each."""
    folder = tmp_path_factory.mktemp("cluster")
    told = str(folder / "scheduler.json")
    scheduler = start("scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", told)
    places = str(folder / "a"), str(folder / "b")
    also = "--scheduler-file", told, "--nthreads", "1", "--local-directory"
    parts = [scheduler, *(start("worker", *also, place) for place in places)]
    try:
        with distributed.Client(scheduler_file=told, timeout=30) as client:
            client.wait_for_workers(2, timeout=30)
            yield client.scheduler.address.replace("tcp://", "dask://")
    finally:
        for process in parts:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples that are quick to read, and texts."""
    folder = tmp_path_factory.mktemp("in")
    for name in ("gunma-medical-areas-2025.pdf", "home-care-cards-2019.txt"):
        (folder / name).write_bytes((RAW / name).read_bytes())
    for n in range(24):
        text = f"令和６年度の事業\n事業名　総事業費\n健康相談事業{n}　{n + 1},000千円\n"
        (folder / f"{n:02}.txt").write_text(text, "utf-8")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7 and nothing else")
    (folder / "same.txt").write_text(text, "utf-8")
    return folder


@pytest.fixture(scope="module")
def local(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The tables as this process makes them."""
    output = tmp_path_factory.mktemp("local")
    run.extract([folder], output)
    return tables(output)


def tables(output: Path) -> dict[str, bytes]:
    found = {path.name: path.read_bytes() for path in sorted(output.iterdir()) if path.is_file()}
    assert "documents.parquet" in found
    return found


def test_tables_of_a_cluster_are_those_of_this_machine(
    cluster: str, folder: Path, local: dict[str, bytes], tmp_path: Path
) -> None:
    assert main(["extract", str(folder), "-o", str(tmp_path), "-q", "--engine", cluster]) == 1
    assert tables(tmp_path) == local


def test_a_worker_killed_in_mid_run_changes_nothing(
    cluster: str, folder: Path, local: dict[str, bytes], tmp_path: Path
) -> None:
    killed: list[int] = []

    def kill(files: Sequence[Input], results: Iterator[reading.Result]) -> Iterator[reading.Result]:
        for number, result in enumerate(results):
            if number == 3:
                killed.append(next(iter(process_numbers(cluster).values())))
                os.kill(killed[0], signal.SIGKILL)
            yield result

    run.extract([folder], tmp_path, follow=kill, limits=Limits(), engine=cluster)
    assert killed and tables(tmp_path) == local


def process_numbers(cluster: str) -> dict[str, int]:
    with distributed.Client(cluster.replace("dask://", "tcp://")) as client:
        numbers: dict[str, int] = client.run(os.getpid)
    return numbers


def test_workers_open_documents_behind_addresses_themselves(
    cluster: str, folder: Path, local: dict[str, bytes], tmp_path: Path
) -> None:
    run.extract([f"file://{folder}"], tmp_path, limits=Limits(), engine=cluster)
    assert tables(tmp_path) == local


def read(engine: DaskEngine, names: Sequence[str]) -> list[str]:
    items = [Input(RAW / "home-care-cards-2019.txt", name) for name in names]
    return [data.decode() for data in engine.run(killing.read, items, killing.lost)]


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="no /proc to find workers by")
def test_a_document_that_kills_its_workers_is_given_up(cluster: str) -> None:
    first, why, last = read(DaskEngine(cluster, limits=Limits()), ["a", "kill", "b"])
    assert (first, last) == ("a", "b")
    assert "workers that read it died" in why


def test_words_of_the_user_reach_the_workers(cluster: str, tmp_path: Path) -> None:
    words = tmp_path / "words.toml"
    words.write_text('[units.count]\nsymbols = ["戸"]\n', "utf-8")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("令和６年度\n住宅は 120 戸である。\n", "utf-8")
    for place, engine in (("here", "local"), ("there", cluster)):
        run.extract([tmp_path / "in"], tmp_path / place, vocabulary=[words], engine=engine)
    assert tables(tmp_path / "here") == tables(tmp_path / "there")


def test_a_worker_with_another_program_ends_the_run(cluster: str) -> None:
    with pytest.raises(UsageError, match="another keikaku"):
        read(DaskEngine(cluster, limits=Limits(), conditions="other"), ["a"])


def test_without_documents_there_is_no_result(cluster: str) -> None:
    assert read(DaskEngine(cluster), []) == []


def test_a_cluster_that_is_not_there_is_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr("pipeline.engines.cluster._PATIENCE", 1.0)
    wanted = ["extract", str(RAW), "-o", str(tmp_path), "--engine", "dask://127.0.0.1:9"]
    assert main(wanted) == 2
    assert "no scheduler answers at dask://127.0.0.1:9" in capsys.readouterr().err


def test_without_the_extra_it_is_said_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(EngineError, match=r"pip install 'keikaku\[dask\]'"):
        read(DaskEngine("dask://127.0.0.1:9"), ["a"])


@pytest.mark.parametrize("engine", ["cluster", "dask", "http://127.0.0.1:9", ""])
def test_another_engine_is_refused(engine: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="dask://HOST:PORT"):
        run.extract([RAW], tmp_path, engine=engine)


def test_all_engines_take_the_same(cluster: str) -> None:
    from pipeline.engine import Engine, LocalEngine

    engines: list[Callable[[], Engine]] = [LocalEngine, lambda: DaskEngine(cluster)]
    items = [Input(RAW / "home-care-cards-2019.txt", name) for name in "ab"]
    found = [list(make().run(killing.read, items, killing.lost)) for make in engines]
    assert found == [[b"a", b"b"]] * 2


def read_shared(cluster: str, names: Sequence[str], sizes: Sequence[int]) -> list[str]:
    size_of = dict(zip(names, sizes, strict=True))
    items = [Input(RAW / "home-care-cards-2019.txt", name) for name in names]
    found = DaskEngine(cluster, limits=Limits()).run(
        killing.read_parts,
        items,
        killing.lost,
        lambda item: size_of[item.source_file],
        Sharing(killing.divide, killing.join),
    )
    return [data.decode() for data in found]


@pytest.mark.parametrize(
    ("names", "sizes", "expected"),
    [
        (["a", "BCDE", "f"], [1, 9, 1], ["a", "B|C|D|E", "f"]),
        (["a", "B", "f"], [1, 9, 1], ["a", "B", "f"]),  # fewer shares than threads
        (["a", "bcde", "f"], [1, 9, 1], ["a", "bcde", "f"]),  # nothing to divide
        (["A1", "BC", "D2"], [9, 1, 9], ["A1", "BC", "D|2"]),  # the first is not waited for
        (["AB"], [0], ["AB"]),  # of no known size
    ],
)
def test_what_the_others_would_wait_for_is_divided(
    cluster: str, names: list[str], sizes: list[int], expected: list[str]
) -> None:
    assert read_shared(cluster, names, sizes) == expected


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="no /proc to find workers by")
def test_a_share_that_kills_its_workers_gives_its_document_up(cluster: str) -> None:
    first, why, last = read_shared(cluster, ["a", "BXC", "d"], [1, 9, 1])
    assert (first, last) == ("a", "d")
    assert "workers that read it died" in why


@pytest.mark.parametrize("killed", [False, True])
def test_a_long_document_is_read_by_ranges_of_pages(
    cluster: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, killed: bool
) -> None:
    counts: list[int] = []
    grouped = Divided._groups

    def spy(job: Divided, shares: Sequence[Any]) -> list[Any]:
        counts.append(len(shares))
        if killed:
            number = next(iter(process_numbers(cluster).values()))
            threading.Timer(0.3, os.kill, (number, signal.SIGKILL)).start()
        return grouped(job, shares)

    monkeypatch.setattr(Divided, "_groups", spy)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "long.pdf").write_bytes(repeated(RAW / "gunma-medical-areas-2025.pdf", 130))
    for place, engine in (("here", "local"), ("there", cluster)):
        run.extract([tmp_path / "in"], tmp_path / place, limits=Limits(), engine=engine)
    assert counts == [3]
    assert tables(tmp_path / "here") == tables(tmp_path / "there")


def repeated(path: Path, pages: int) -> bytes:
    """A PDF of so many pages, those of another again and again."""
    import pypdfium2

    source, made = pypdfium2.PdfDocument(path), pypdfium2.PdfDocument.new()
    while len(made) < pages:
        made.import_pages(source, list(range(min(len(source), pages - len(made)))))
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()
