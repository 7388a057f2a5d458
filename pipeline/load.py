"""The tables of an output folder as pandas DataFrames, with types that keep what is null.

For example load.table("output", "programs") after `from pipeline import load`.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import OutputError, UsageError

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa


def tables(output: str | Path) -> dict[str, pd.DataFrame]:
    """Every table that the folder holds, by its name, in the order of the documentation.

    Raises OutputError for a folder without tables.
    """
    from pipeline.schemas import all_tables

    folder = Path(output)
    found = {n: table(folder, n) for n in all_tables() if (folder / f"{n}.parquet").is_file()}
    if not found:
        raise OutputError(f"{folder} holds no tables; run keikaku extract first")
    return found


def table(output: str | Path, name: str) -> pd.DataFrame:
    """One table. Whole numbers are Int8 to Int64 (yen and people stay whole beside nulls), text is
    string, flags are boolean, days are datetime64; a list is an array, a bbox a dictionary, and
    the exact decimals of quantities and checks are decimal.Decimal.

    Raises OutputError for a table that the folder does not hold or that cannot be read,
    UsageError for a name that no table has.
    """
    return arrow_table(output, name).to_pandas(types_mapper=_nullable, date_as_object=False)


def countable(output: str | Path) -> pd.DataFrame:
    """The rows of programs whose amounts may be added up, each sum of money once: without groups,
    totals, rows listed before (再掲), and what a document states in its body and in an annex."""
    from pipeline.countable import countable as choose

    rows = {name: arrow_table(output, name).to_pylist() for name in ("programs", "checks")}
    kept = {row["row_id"] for row in choose(rows["programs"], rows["checks"])}
    programs = table(output, "programs")
    return programs[programs["row_id"].isin(kept)]


def arrow_table(output: str | Path, name: str) -> pa.Table:
    """One table as it stands in its file; raises what table raises."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    from pipeline.schemas import all_tables

    if name not in all_tables():
        raise UsageError(f"no table is called {name!r}; there are {', '.join(all_tables())}")
    path = Path(output) / f"{name}.parquet"
    try:
        return pq.read_table(path, partitioning=None)
    except FileNotFoundError as error:
        raise OutputError(f"{output} holds no {path.name}; run keikaku extract first") from error
    except (OSError, pa.ArrowInvalid) as error:
        raise OutputError(f"{path} cannot be read: {error}; run keikaku extract again") from error


def _nullable(kind: pa.DataType) -> object | None:
    """The pandas type that holds an Arrow type with its nulls; None for what pandas chooses."""
    import pandas as pd

    names = {
        "int8": pd.Int8Dtype(),
        "int16": pd.Int16Dtype(),
        "int32": pd.Int32Dtype(),
        "int64": pd.Int64Dtype(),
        "bool": pd.BooleanDtype(),
        "string": pd.StringDtype(),
    }
    return names.get(str(kind))
