"""The whole run: files, the engine that reads them, what each adds, the tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

from pipeline.discover import Input, inputs_to_files
from pipeline.document.pdf.sources.source import DEFAULT_READER
from pipeline.engine import LOCAL, Engine, LocalEngine, prepare
from pipeline.errors import UsageError
from pipeline.parts import Parts, conditions, failed_part
from pipeline.reading import Result
from pipeline.seal import names_to_hash
from pipeline.shares import SHARING, item_to_bytes
from pipeline.summary import Summary
from pipeline.workers import Limits
from pipeline.write import open_output

Follow = Callable[[Sequence[Input], Iterator[Result]], Iterable[Result]]


def extract(
    inputs: Iterable[str | Path],
    output: str | Path,
    jobs: int = 1,
    vocabulary: Iterable[str | Path] = (),
    follow: Follow | None = None,
    limits: Limits | None = None,
    reader: str = DEFAULT_READER,
    fresh: bool = False,
    wait: float = 0.0,
    engine: str = LOCAL,
) -> Summary:
    """Read the documents of inputs and write every table to output as <table>.parquet.

    jobs: how many processes read at a time; the tables do not depend on it. vocabulary: TOML
    files that add to the words of the program. follow: is given the files and hands the results
    on, to show how far the run has come (pipeline.progress). limits: time and memory that one
    document may take, in a process of its own; without limits and with one job all is read in
    this process. reader: what takes characters and rules out of PDFs, one of READERS in
    pipeline.document.pdf.sources.source. fresh: read also the documents that an earlier run into
    the same output has read and that nothing has changed for (pipeline.parts). wait: seconds to
    wait for another run into the same output. engine: where documents are read, LOCAL or
    dask://HOST:PORT of a scheduler (pipeline.engines.cluster), which jobs says nothing of; the
    tables are the same. A document that cannot be read is a row of
    documents with status failed. Raises UsageError: MissingInput for
    inputs without a document, OutputError for a folder that cannot be written; VocabularyError
    for a file of words.
    """
    words = tuple(Path(path) for path in vocabulary)
    at = _engine_at(engine, jobs, words, limits, reader)
    files = inputs_to_files(inputs)
    prepare(words, reader)  # a wrong vocabulary file must stop the run before it begins
    with open_output(Path(output), wait) as tables:
        parts = Parts(Path(output), conditions(words, reader), files, fresh)
        tables.made_from = names_to_hash(parts.names)
        if parts.complete() and (told := tables.untouched()):
            return told
        results = parts.through(partial(_read, at))
        for result in follow(files, results) if follow else results:
            tables.add(result.tables)
            tables.summary.add(result)
    return tables.summary


def _engine_at(
    address: str, jobs: int, words: tuple[Path, ...], limits: Limits | None, reader: str
) -> Engine:
    if address == LOCAL:
        return LocalEngine(jobs, words, limits, reader)
    from pipeline.engines.cluster import SCHEME, DaskEngine

    if not address.startswith(SCHEME):
        raise UsageError(f"--engine {address}: there are {LOCAL} and {SCHEME}HOST:PORT")
    return DaskEngine(address, words, limits, reader, conditions(words, reader))


def _read(engine: Engine, files: list[Input]) -> Iterator[bytes]:
    return engine.run(item_to_bytes, files, failed_part, bytes_of, SHARING)


def bytes_of(file: Input) -> int:
    """The size of a file; 0 for one that cannot be looked at."""
    try:
        return 0 if file.refused else file.path.stat().st_size
    except OSError:
        return 0
