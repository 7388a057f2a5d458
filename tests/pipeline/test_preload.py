"""What the process that workers are born from has loaded, and what it has not."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
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


def test_readers_need_nothing_that_is_not_loaded_before() -> None:
    """What a worker loads itself, each worker loads anew."""
    script = """
import sys
import pipeline.preload, pipeline.parts
from pathlib import Path
from pipeline.discover import inputs_to_files
loaded = set(sys.modules)
for file in inputs_to_files([Path("raw")]):
    pipeline.parts.file_to_part(file)
ours = ("pipeline.", "extractors.", "normalizers.")
late = sorted(name for name in set(sys.modules) - loaded if name.startswith(ours))
assert not late, late
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0, done.stderr
