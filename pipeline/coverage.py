"""What share of a document's numbers the tables hold, and the numbers that none of them holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.claims import LEDGER, STRUCTURE
from pipeline.errors import OutputError

_COLUMNS = (
    "source_file", "page", "line", "raw", "value", "unit", "dimension", "context", "claimed_by",
    "explained",
)  # fmt: skip
_AMOUNTS = "money"  # the dimension whose missing numbers are named first
_AROUND = 24  # characters of the context on either side of a number


@dataclass(slots=True)
class Missing:
    """A number that no row took and that nothing explains."""

    page: int | None
    line: int | None
    dimension: str
    raw: str
    value: Decimal | None
    unit: str | None
    context: str


@dataclass(slots=True)
class Coverage:
    """The numbers of one document by dimension: all, those in a table, those explained."""

    source_file: str
    all: Counter[str] = field(default_factory=Counter)
    in_table: Counter[str] = field(default_factory=Counter)
    explained: Counter[str] = field(default_factory=Counter)
    missing: list[Missing] = field(default_factory=list)  # amounts first, then as they stand

    def share(self, dimension: str | None = None) -> float | None:
        """Percent of the numbers (of a dimension) in a table or explained; None without any."""
        counts = [
            counter.total() if dimension is None else counter[dimension]
            for counter in (self.all, self.in_table, self.explained)
        ]
        return 100 * (counts[1] + counts[2]) / counts[0] if counts[0] else None


def coverage(output: Path) -> list[Coverage]:
    """The coverage of every document of an output folder, in the order of its documents.

    Raises OutputError for a folder without tables.
    """
    found = {row["source_file"]: Coverage(row["source_file"]) for row in _documents(output)}
    for row in _rows(output, LEDGER, _COLUMNS):
        of = found.setdefault(row["source_file"], Coverage(row["source_file"]))
        dimension = row["dimension"] or "none"
        of.all[dimension] += 1
        if row["claimed_by"] is None:
            of.missing.append(_missing(row, dimension))
        elif row["claimed_by"] == STRUCTURE:
            of.explained[dimension] += 1
        else:
            of.in_table[dimension] += 1
    for of in found.values():
        of.missing.sort(key=lambda m: m.dimension != _AMOUNTS)
    return list(found.values())


def coverage_to_lines(found: list[Coverage], most: int | None) -> Iterator[str]:
    """The coverage for people; most: how many missing numbers of a document are named."""
    for number, of in enumerate(found):
        if number:
            yield ""
        yield _total_to_line(of)
        for dimension, count in sorted(of.all.items(), key=lambda pair: (-pair[1], pair[0])):
            held = of.in_table[dimension] + of.explained[dimension]
            parts = f"{of.in_table[dimension]:,} in a table, {of.explained[dimension]:,} explained"
            yield f"  {dimension:12}{held:>7,} of{count:>7,} {of.share(dimension):6.1f} %   {parts}"
        yield from _missing_to_lines(of, most)


def coverage_to_json(found: list[Coverage]) -> dict[str, object]:
    """The coverage as JSON values; shares in percent, values as strings of digits."""
    return {"documents": [_to_json(of) for of in found]}


def _documents(output: Path) -> list[dict]:
    return _rows(output, "documents", ("source_file",))


def _rows(output: Path, name: str, columns: tuple[str, ...]) -> list[dict]:
    path = output / f"{name}.parquet"
    try:
        return pq.read_table(path, columns=list(columns), partitioning=None).to_pylist()
    except FileNotFoundError as error:
        raise OutputError(f"{output} holds no {path.name}; run keikaku extract first") from error
    except (OSError, pa.ArrowInvalid) as error:
        raise OutputError(f"{path} cannot be read: {error}; run keikaku extract again") from error


def _missing(row: dict, dimension: str) -> Missing:
    return Missing(
        row["page"], row["line"], dimension, row["raw"], row["value"], row["unit"],
        _around(row["raw"] or "", row["context"] or ""),
    )  # fmt: skip


def _around(raw: str, context: str) -> str:
    """The words right around a number, the number itself in brackets."""
    at = context.find(raw)
    if at < 0:
        return _one_line(context)
    low, high = max(0, at - _AROUND), at + len(raw) + _AROUND
    before = ("…" if low else "") + context[low:at]
    after = context[at + len(raw) : high] + ("…" if high < len(context) else "")
    return _one_line(f"{before}[{raw}]{after}")


def _one_line(text: str) -> str:
    return "".join(text.split("\n")).strip()


def _total_to_line(of: Coverage) -> str:
    share = of.share()
    if share is None:
        return f"{of.source_file}: no numbers"
    held = of.in_table.total() + of.explained.total()
    return (
        f"{of.source_file}: {held:,} of {of.all.total():,} numbers in a table or explained"
        f" ({share:.1f} %)"
    )


def _missing_to_lines(of: Coverage, most: int | None) -> Iterator[str]:
    if not of.missing:
        return
    yield f"  in no table and not explained: {len(of.missing):,}"
    for missing in of.missing[:most]:
        page = f"page {missing.page}, " if missing.page is not None else ""
        yield f"    {page}line {missing.line}  {missing.dimension}: {missing.context}"
    if most is not None and (more := len(of.missing) - most) > 0:
        yield f"    and {more:,} more"


def _to_json(of: Coverage) -> dict[str, object]:
    return {
        "source_file": of.source_file,
        "numerals": of.all.total(),
        "in_table": of.in_table.total(),
        "explained": of.explained.total(),
        "share": of.share(),
        "dimensions": {
            name: {
                "numerals": count,
                "in_table": of.in_table[name],
                "explained": of.explained[name],
                "share": of.share(name),
            }
            for name, count in sorted(of.all.items())
        },
        "missing": [
            {
                "page": m.page,
                "line": m.line,
                "dimension": m.dimension,
                "raw": m.raw,
                "value": None if m.value is None else f"{m.value.normalize():f}",
                "unit": m.unit,
                "context": m.context,
            }
            for m in of.missing
        ],
    }
