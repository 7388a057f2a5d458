"""The fuzz targets on their kept corpus, and on what hypothesis makes of it; atheris or not."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fuzz import targets
from fuzz.run import CORPUS, blind, kept
from fuzz.targets import TARGETS

KEPT = [pytest.param(n, path, id=f"{n}/{path.name}") for n in TARGETS for path in kept(n)]
WORDS = ("令和", "年度", "総事業費", "1,234", "千円", "（", "）", "\t", "\n", "\f", "　", "計",
         "％", "①", "～",
         "\ufffd", "\u202e", "\x00", "|", "第", "病院", "９", "事業名")  # fmt: skip
DRAWN = (b"BT ", b"ET ", b"/F1 9 Tf ", b"/F2 9 Tf ", b"72 700 Td ", b"(12) Tj ", b"q ", b"Q ",
         b"<8a08> Tj ", b"0 1 -1 0 9 9 cm ", b"1 0 0 1 70 80 Tm ", b"9 9 90 9 re ", b"S ", b"f ",
         b"9 9 m 99 9 l ", b"1e9 ", b"[(1) -900 (2)] TJ ", b"[" , b"<<", b"Do ")  # fmt: skip


def test_every_target_has_a_corpus() -> None:
    assert {path.name for path in CORPUS.iterdir()} == set(TARGETS)
    assert sum(path.stat().st_size for path in CORPUS.rglob("*") if path.is_file()) < 50_000


@pytest.fixture(autouse=True)
def with_recognition_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """The targets switch recognition off; the tests after these need it."""
    from pipeline.document.pdf.ocr import pages

    monkeypatch.setattr(pages, "find_engine", pages.find_engine)
    targets._without_recognition.cache_clear()


@pytest.mark.parametrize(("name", "path"), KEPT)
def test_the_kept_corpus(name: str, path: Path) -> None:
    TARGETS[name](path.read_bytes())


@pytest.mark.parametrize("name", ["text", "values", "rows"])
@settings(deadline=None, max_examples=40)
@given(words=st.lists(st.sampled_from(WORDS) | st.text(max_size=5), max_size=40))
def test_words_of_plans_in_any_order(name: str, words: list[str]) -> None:
    TARGETS[name]("".join(words).encode("utf-8", "surrogatepass"))


@settings(deadline=None, max_examples=40)
@given(st.lists(st.sampled_from(DRAWN) | st.binary(max_size=4), max_size=40))
def test_operators_of_pages_in_any_order(parts: list[bytes]) -> None:
    TARGETS["page"](b"".join(parts))


@pytest.mark.parametrize("name", ["values", "text"])
def test_a_bug_would_be_found_and_written(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(data: bytes) -> None:
        assert len(data) % 7, "a bug"

    monkeypatch.setitem(TARGETS, name, broken)
    assert blind(name, 10, tmp_path) == 1
    (found,) = tmp_path.iterdir()
    with pytest.raises(AssertionError, match="a bug"):
        TARGETS[name](found.read_bytes())
