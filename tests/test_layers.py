"""What holds for every module: imports go one way, files stay short, nothing names a place."""

from __future__ import annotations

import ast
import graphlib
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("normalizers", "pipeline", "extractors")
MODULES = sorted(p for package in PACKAGES for p in (ROOT / package).rglob("*.py"))
VOCABULARY = sorted((ROOT / "normalizers").rglob("*.toml"))
PREFECTURES = ROOT / "normalizers" / "data" / "prefectures.toml"

# Layer of a module -> what it may import of the project (a module, or all below a package).
# The first layer whose name fits counts.
ALLOWED = {
    "normalizers": ("normalizers",),
    "pipeline.schemas": ("normalizers", "pipeline.schemas"),
    "pipeline.document": ("normalizers", "pipeline.document"),
    "extractors": ("normalizers", "pipeline.document.model", "pipeline.schemas", "extractors"),
    "pipeline": PACKAGES,
}
LONGEST = 320  # lines; about 300 are aimed at


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def within(name: str, package: str) -> bool:
    return name == package or name.startswith(f"{package}.")


def imports_of(source: str, module: str, is_package: bool) -> Iterator[str]:
    """Every module of the project that a source imports, at its top or inside a function."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                above = module.split(".")[: len(module.split(".")) - node.level + is_package]
                base = ".".join([*above, *([node.module] if node.module else [])])
            names = [f"{base}.{alias.name}" for alias in node.names]
        else:
            continue
        yield from (name for name in names if name.split(".")[0] in PACKAGES)


def forbidden_imports(source: str, module: str, is_package: bool = False) -> list[str]:
    allowed = next(allowed for layer, allowed in ALLOWED.items() if within(module, layer))
    return [
        name
        for name in imports_of(source, module, is_package)
        if not any(within(name, package) for package in allowed)
    ]


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_go_one_way(path: Path) -> None:
    source = path.read_text("utf-8")
    assert forbidden_imports(source, name_of(path), path.stem == "__init__") == []


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("normalizers.money", "from pipeline.schemas import Table"),
        ("normalizers.money", "import extractors.row"),
        ("pipeline.schemas.programs", "from extractors.row import Row"),
        ("pipeline.schemas.programs", "from pipeline.convert import TypedRow"),
        ("pipeline.document.text", "from pipeline.schemas import Table"),
        ("pipeline.document.text", "from ..errors import UsageError"),
        ("extractors.programs", "def f():\n    from pipeline.document.text import read_text"),
        ("extractors.programs", "from pipeline import run"),
        ("extractors.shared.heads", "import pipeline.convert"),
    ],
)
def test_an_import_the_other_way_is_found(module: str, source: str) -> None:
    assert forbidden_imports(source, module)


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("normalizers.money", "import re\nfrom normalizers.number import parse_number"),
        ("pipeline.schemas.programs", "from . import base"),
        ("pipeline.document.text", "from .model import Document"),
        ("extractors.programs", "from pipeline.document.model import Cite, Document"),
        ("extractors.programs", "from pipeline.schemas import table_named"),
        ("pipeline.run", "from extractors.row import Row"),
    ],
)
def test_an_import_the_right_way_is_allowed(module: str, source: str) -> None:
    assert forbidden_imports(source, module) == []


def packages() -> list[str]:
    """Every package of the project, those within packages as well."""
    names = (name_of(path).split(".") for path in MODULES)
    return sorted({".".join(name[:n]) for name in names for n in range(1, len(name))})


def graph_of(package: str, modules: Mapping[str, set[str]]) -> dict[str, set[str]]:
    """What stands side by side in a package, a module or a package each, and what it imports of
    its neighbours."""
    depth = package.count(".") + 2
    graph: dict[str, set[str]] = {}
    for module, imported in modules.items():
        if within(module, package) and module != package:
            neighbour = ".".join(module.split(".")[:depth])
            others = {".".join(name.split(".")[:depth]) for name in imported if name != package}
            graph.setdefault(neighbour, set()).update(
                other for other in others if within(other, package) and other != neighbour
            )
    return graph


def circle_in(graph: Mapping[str, set[str]]) -> list[str]:
    try:
        graphlib.TopologicalSorter(graph).prepare()
    except graphlib.CycleError as error:
        return list(error.args[1])
    return []


@pytest.fixture(scope="module")
def imports() -> dict[str, set[str]]:
    """The modules that each module imports, at its top, within a function or for types alone."""
    names = {name_of(path) for path in MODULES}
    found: dict[str, set[str]] = {}
    for path in MODULES:
        module = name_of(path)
        all_ = imports_of(path.read_text("utf-8"), module, path.stem == "__init__")
        found[module] = {n if n in names else n.rpartition(".")[0] for n in all_} - {module}
    return found


@pytest.mark.parametrize("package", packages())
def test_neighbours_do_not_import_each_other(package: str, imports: dict[str, set[str]]) -> None:
    graph = graph_of(package, imports)
    assert graph
    assert circle_in(graph) == []


def test_a_circle_is_found() -> None:
    modules = {"p.a.x": {"p.b"}, "p.b": {"p.c", "q.a"}, "p.c": {"p.a.y"}, "p.a.y": set[str]()}
    assert set(circle_in(graph_of("p", modules))) == {"p.a", "p.b", "p.c"}
    modules["p.c"] = set()
    assert circle_in(graph_of("p", modules)) == []


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_files_stay_short(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= LONGEST


def test_the_package_pipeline_imports_nothing() -> None:
    assert (ROOT / "pipeline" / "__init__.py").read_text("utf-8").strip() == ""


@pytest.mark.parametrize(
    "path", [*MODULES, *VOCABULARY], ids=lambda p: p.relative_to(ROOT).as_posix()
)
def test_nothing_names_a_prefecture_but_their_table(path: Path) -> None:
    if path == PREFECTURES:
        pytest.skip("the table of the prefectures itself")
    text = path.read_text("utf-8")
    assert [name for name in prefectures() if name in text] == []


def prefectures() -> list[str]:
    """The names of the table, with 都, 道, 府 or 県."""
    names = list(tomllib.loads(PREFECTURES.read_text("utf-8"))["codes"])
    assert len(names) == 47
    return names
