"""The wheel, installed outside of the repository, reads what the sources read."""

from __future__ import annotations

import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipeline.run import extract

pytest.importorskip("build")

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("normalizers", "extractors", "pipeline")
SAMPLE = ROOT / "raw" / "home-care-cards-2019.txt"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    source = folder / "source"
    for name in (*PACKAGES, "tests", "bench"):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source / name)
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--quiet"]
    subprocess.run([*build, "--outdir", folder, source], check=True, capture_output=True)
    (found,) = folder.glob("*.whl")
    return found


def test_everything_is_inside_and_nothing_else(wheel: Path) -> None:
    inside = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    files = (p for name in PACKAGES for p in (ROOT / name).rglob("*") if p.is_file())
    wanted = {p.relative_to(ROOT).as_posix() for p in files if p.parent.name != "__pycache__"}
    assert inside == wanted


def test_an_installed_wheel_gives_the_same_rows(wheel: Path, tmp_path: Path) -> None:
    place = tmp_path / "venv"
    venv.create(place, with_pip=False, symlinks=True)
    python = place / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--quiet", "--python", python]
    subprocess.run([*pip, "install", "--no-deps", "--no-index", wheel], check=True)
    site = Path(subprocess.check_output(
        [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"], text=True
    ).strip())  # fmt: skip
    # The libraries of this environment; its keikaku, an editable one, stays out of sight.
    (site / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n", "utf-8")

    where = [python, "-c", "import pipeline; print(pipeline.__file__)"]
    found = subprocess.check_output(where, cwd=tmp_path, text=True).strip()
    assert Path(found).is_relative_to(site)
    keikaku = place / "bin" / "keikaku"
    said = subprocess.check_output([keikaku, "--help"], cwd=tmp_path, text=True)
    assert "keikaku extract raw" in said
    command = [keikaku, "extract", SAMPLE, "--output", "out", "--quiet"]
    subprocess.run(command, cwd=tmp_path, check=True)

    extract([SAMPLE], tmp_path / "tree")
    names = sorted(path.name for path in (tmp_path / "tree").glob("*.parquet"))
    assert names == sorted(path.name for path in (tmp_path / "out").glob("*.parquet"))
    for name in names:
        here, there = (pq.read_table(tmp_path / folder / name) for folder in ("tree", "out"))
        assert here.equals(there), name
