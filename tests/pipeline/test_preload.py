"""What the process that workers are born from has loaded, and what it has not."""

from __future__ import annotations

import subprocess
import sys

SCRIPT = """
import sys
import pipeline.preload
from pipeline.tabulate import rows_to_arrow
table = rows_to_arrow("budgets", [{"amount_yen": 5}, {}])
assert "extractors.quantities" in sys.modules
assert "pandas" not in sys.modules, "pandas was imported"
assert table.to_pandas()["amount_yen"].notna().tolist() == [True, False]
assert "pandas" in sys.modules
"""


def test_tables_are_made_without_pandas_and_can_still_become_frames() -> None:
    done = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
