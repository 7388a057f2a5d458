"""Marks that stand with a program's name."""

from __future__ import annotations

import pytest

from extractors.shared.marks import signs_of_document, split_marks
from pipeline.document.model import Cite


@pytest.mark.parametrize(
    ("text", "name", "new", "repeated"),
    [
        ("（再掲）救急医療対策事業", "救急医療対策事業", False, True),
        ("救急医療対策事業【再掲】", "救急医療対策事業", False, True),
        ("救急医療対策事業 ※再掲", "救急医療対策事業", False, True),
        ("【新規】看取り体制整備", "看取り体制整備", True, False),
        ("[新] 看取り体制整備（再掲）", "看取り体制整備", True, True),
        ("🈟看取り体制整備", "看取り体制整備", True, False),
        ("看取り体制整備（拡充）", "看取り体制整備", False, False),
        ("新人看護職員研修事業", "新人看護職員研修事業", False, False),
        ("新規就業者支援事業", "新規就業者支援事業", False, False),
        ("継続看護研修（訪問看護）", "継続看護研修（訪問看護）", False, False),
        ("新 看取り体制整備事業", "看取り体制整備事業", True, False),
        ("拡 看取り体制整備事業", "看取り体制整備事業", False, False),
        ("継 看取り", "継 看取り", False, False),
        ("新 人看護職員研修事業", "新 人看護職員研修事業", False, False),
        ("新 たな住まい推進事業", "新 たな住まい推進事業", False, False),
        ("（新規）", "（新規）", False, False),
    ],
)
def test_marks(text: str, name: str, new: bool, repeated: bool) -> None:
    found, new_mark, repeated_mark = split_marks(Cite(text))
    assert (found.text, new_mark is not None, repeated_mark is not None) == (name, new, repeated)


@pytest.mark.parametrize(
    ("line", "signs"),
    [
        ("凡例　◎：新規　☆：再掲", {"◎": "new", "☆": "repeated"}),
        ("※ ★は新規事業、○は拡充事業を示す。", {"★": "new", "○": "other"}),
        ("（◎印：新規　○印：継続）", {"◎": "new", "○": "other"}),
        ("◎「新規」　●「一部新規」", {"◎": "new", "●": "new"}),
        ("○新規事業の創出", {}),  # a bullet
        ("○新規就農の支援　●新規出店の支援", {}),
        ("○新規　○拡充", {}),  # bullets before words
        ("◎：医師　☆：看護師", {}),
    ],
)
def test_signs_that_a_document_explains(document, line: str, signs: dict[str, str]) -> None:
    assert signs_of_document(document(f"重点事業の一覧\n{line}\n")) == signs


def test_explained_signs_are_no_part_of_a_name() -> None:
    signs = {"◎": "new", "☆": "repeated", "○": "other"}
    for text, told in (("◎☆見守り事業", (True, True)), ("○ 見守り事業", (False, False))):
        name, new, repeated = split_marks(Cite(text), signs)
        assert (name.text, bool(new), bool(repeated)) == ("見守り事業", *told)
    assert split_marks(Cite("▲見守り事業"), signs)[0].text == "▲見守り事業"
