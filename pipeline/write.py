"""Tables to Parquet: written aside, then put in place at once, the same bytes on every run."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.errors import OutputError
from pipeline.lock import only_run
from pipeline.package import FORMAT, FORMAT_KEY, Hashes, parquet_metadata, write_package
from pipeline.schemas import all_tables
from pipeline.seal import Seal, hashes_of, seal, told_before
from pipeline.summary import Summary
from pipeline.switch import aside, switch
from pipeline.tabulate import schema_of

_ROW_GROUP = 65_536  # rows collected before they are written; small documents share a group
_TOGETHER = 16  # tables after which they are copied into one: each holds on to a whole part


@dataclass(slots=True)
class TableWriter:
    """One Parquet file that grows document by document."""

    name: str
    file: pq.ParquetWriter
    waiting: list[pa.Table] = field(default_factory=list)
    blocks: list[pa.Table] = field(default_factory=list)  # many tables that waited as one
    rows: int = 0

    def add(self, table: pa.Table) -> None:
        self.waiting.append(table)
        self.rows += table.num_rows
        if len(self.waiting) >= _TOGETHER:
            self.blocks.append(pa.concat_tables(self.waiting).combine_chunks())
            self.waiting = []
        if self.rows >= _ROW_GROUP:
            self._flush()

    def close(self, metadata: dict[str, str]) -> None:
        self._flush()
        self.file.add_key_value_metadata(metadata)
        self.file.close()

    def _flush(self) -> None:
        if self.rows:
            whole = pa.concat_tables([*self.blocks, *self.waiting]).combine_chunks()
            self.file.write_table(whole, row_group_size=_ROW_GROUP)
            self.waiting, self.blocks, self.rows = [], [], 0


@dataclass(slots=True)
class Tables:
    """Every table that `keikaku extract` writes, open for documents in their order."""

    folder: Path
    writers: dict[str, TableWriter]
    documents: Hashes = field(default_factory=dict)
    summary: Summary = field(default_factory=Summary)
    made_from: str = ""  # pipeline.seal; empty: nobody asks whether they were made before
    left: bool = False  # as they are: nothing has changed since they were written

    def untouched(self) -> Summary | None:
        """What was told of the tables in the folder, if they were made from the same and still
        are what was written; they are left alone then."""
        told = told_before(self.folder, self.made_from)
        self.left = told is not None
        return told

    def add(self, tables: dict[str, pa.Table]) -> None:
        """Put the rows of one document behind those of the documents before."""
        with _as_output_error(self.folder):
            for name, table in tables.items():
                self.writers[name].add(table)
        if (rows := tables.get("documents")) is not None:
            names, hashes = rows["source_file"].to_pylist(), rows["sha256"].to_pylist()
            self.documents.update(zip(names, hashes, strict=True))


@contextmanager
def open_output(folder: Path, wait: float = 0.0) -> Iterator[Tables]:
    """The tables of an output folder, to be filled; they appear in it when the block ends well.

    Until then they lie in a hidden folder inside, and they all appear at one moment: a run that
    is interrupted or killed leaves the former tables whole. Nothing else in the folder is
    touched. The files hold no time and no name of the machine: the same rows give the same bytes.
    Raises OutputError, also while another run writes there (for longer than wait seconds) and for
    an output of a newer format.
    """
    with ExitStack() as stack:
        with _as_output_error(folder):
            folder.mkdir(parents=True, exist_ok=True)
            stack.enter_context(only_run(folder, wait))
            refuse_newer(folder)
            hidden = stack.enter_context(aside(folder))
            tables = Tables(folder, _open_writers(hidden))
        yield tables
        if tables.left:
            return
        with _as_output_error(folder):
            for writer in tables.writers.values():
                writer.close(parquet_metadata(tables.documents))
            write_package(hidden, tables.documents)
            files = hashes_of(path for path in hidden.iterdir() if path.is_file())
            switch(folder, hidden)
            if tables.made_from:
                seal(folder, Seal(tables.made_from, files, tables.summary))


def refuse_newer(folder: Path) -> None:
    """Raise OutputError where a table in folder was written in a newer format than ours."""
    for path in sorted(folder.glob("*.parquet")):
        found = _format_of(path)
        if found > FORMAT:
            raise OutputError(
                f"{path} was written by a newer keikaku (format {found}, this one writes "
                f"{FORMAT}); update keikaku, or name another output folder"
            )


def _format_of(path: Path) -> int:
    """The format that a Parquet file says it has; 0 for one that says none."""
    try:
        metadata = pq.read_metadata(path).metadata or {}
        return int(metadata.get(FORMAT_KEY.encode(), b"0"))
    except (OSError, ValueError):  # pa.ArrowInvalid is a ValueError: no Parquet, damaged
        return 0


@contextmanager
def _as_output_error(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = "a file is in the way" if folder.is_file() else error.strerror or str(error)
        raise OutputError(
            f"the output folder {folder} cannot be written: {reason}; name another one"
        ) from error


def _open_writers(aside: Path) -> dict[str, TableWriter]:
    names = [table.name for table in all_tables().values() if table.written_by == "extract"]
    return {name: TableWriter(name, _open_file(aside, name)) for name in names}


def _open_file(aside: Path, name: str) -> pq.ParquetWriter:
    return pq.ParquetWriter(aside / f"{name}.parquet", schema_of(name), compression="zstd")
