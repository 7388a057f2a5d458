"""notebooks/explore.ipynb runs from its first cell to its last, and is stored without outputs."""

from __future__ import annotations

import importlib.util
import json
import tempfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
NOTEBOOK = ROOT / "notebooks" / "explore.ipynb"
NEEDED = ("nbclient", "nbformat", "ipykernel", "duckdb", "vl_convert")
MISSING = [name for name in NEEDED if importlib.util.find_spec(name) is None]


def test_it_is_stored_without_outputs() -> None:
    cells = json.loads(NOTEBOOK.read_text("utf-8"))["cells"]
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    assert len(code) > 10
    assert [cell["id"] for cell in code if cell["outputs"] or cell["execution_count"]] == []


@pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}")
def test_it_answers_its_questions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = "\n".join(run_notebook(tmp_path, monkeypatch))
    for fact in (
        "79,543,000 yen, of which 59,655,000 from the fund",
        "前橋赤十字病院",
        "東日本大震災",
        "read from:",
        "<svg",
    ):
        assert fact in shown, fact
    assert "all deltas: +" in shown


def run_notebook(folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that the cells show when the notebook runs over the samples of raw/."""
    import nbformat
    from nbclient import NotebookClient

    from pipeline.run import extract

    extract([ROOT / "raw"], folder / "output")
    monkeypatch.setenv("KEIKAKU_OUTPUT", str(folder / "output"))
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("IPYTHONDIR", str(folder / "ipython"))
    # The sockets of the kernel: their path must stay short.
    with tempfile.TemporaryDirectory() as sockets:
        monkeypatch.setenv("JUPYTER_RUNTIME_DIR", sockets)
        notebook = nbformat.read(NOTEBOOK, as_version=4)
        place = {"metadata": {"path": str(NOTEBOOK.parent)}}
        NotebookClient(notebook, timeout=120, kernel_name="python3", resources=place).execute()
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    assert [o for o in outputs if o.output_type == "error"] == []
    return [text for output in outputs for text in texts_of(output)]


def texts_of(output: dict[str, object]) -> list[str]:
    data = output.get("data", {})
    shown = [str(text) for text in data.values()] if isinstance(data, dict) else []
    return [*shown, str(output.get("text", ""))]
