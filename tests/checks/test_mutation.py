"""The measurement of caught digits, on a list of our own."""

from __future__ import annotations

import importlib.util
import random
from pathlib import Path
from types import ModuleType

import pytest

BENCH = Path(__file__).parents[2] / "bench" / "mutation.py"
LIST = """令和6年度 地域医療の施策一覧

事業名\t事業内容\t担当課\t事業費（千円）
訪問看護の体制づくり\t相談の窓口を置く。\t医療課\t3,608
在宅歯科の機器購入\t機器の購入に補助する。\t健康課\t30,412
\t\t合計\t34,020
"""


@pytest.fixture(scope="module")
def mutation() -> ModuleType:
    spec = importlib.util.spec_from_file_location("mutation", BENCH)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_wrong_digit_of_a_small_list_is_caught(
    mutation: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "list.txt"
    path.write_text(LIST, "utf-8")
    assert mutation.measure([path], sample=3, seed=1, show=3) == 1
    assert "3 amounts in checks, 3 changed" in capsys.readouterr().out


@pytest.mark.parametrize("raw", ["3,608", "３０，４１２千円"])
def test_one_digit_changes_and_stays_in_its_width(mutation: ModuleType, raw: str) -> None:
    text = f"甲\n乙 {raw} 丙\n丁"
    target = mutation.Target(Path("list.txt"), 2, 2, raw, "乙")
    for seed in range(20):
        changed, told = mutation.change(text, target, random.Random(seed))
        wrong = [(a, b) for a, b in zip(text, changed, strict=True) if a != b]
        assert len(wrong) == 1 and all(c.isdigit() for c in wrong[0])
        assert (ord(wrong[0][0]) > 255) == (ord(wrong[0][1]) > 255)
        assert told.startswith(f"{raw} -> ")
        assert not told.split(" -> ")[1].startswith(("0", "０"))
