"""docs/tables.md says what the schemas say."""

from __future__ import annotations

import re

from pipeline.schemas import all_tables
from tests.readme.dictionary import PATH, dictionary


def test_the_dictionary_is_up_to_date() -> None:
    assert PATH.read_text("utf-8") == dictionary(), "run make readme"


def test_every_column_has_a_row_of_six_cells() -> None:
    text = dictionary()
    for table in all_tables().values():
        part = text.split(f"\n## {table.name}\n", 1)[1].split("\n## ", 1)[0]
        rows = [line for line in part.splitlines() if line.startswith("| `")]
        assert [row.split("`")[1] for row in rows] == [column.name for column in table.columns]
        assert all(len(re.findall(r"(?<!\\)\|", row)) == 7 for row in rows), table.name
