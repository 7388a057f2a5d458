"""Which program is which: what must be paired, and what must not."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from pipeline.diff.programs import rows_to_changes
from tests.diff.rows import Row, pairs_of, program, programs

# A list around the programs of each case, so that none of them is alone.
OTHERS = (
    program("献血推進事業", 1_234, description="若い世代に献血を呼びかける。", department="薬務課"),
    program("森の学校運営事業", 5_020, description="森で遊ぶ教室を開く。", department="林業課"),
    program("バス路線維持費補助金", 88_150, description="赤字の路線を補う。", department="交通課"),
    program("消防団員確保事業", 930, description="団員を募る映像を作る。", department="防災課"),
)

NURSE = "看護の仕事を離れた人に採血や記録の実習を行い、職場に戻る手助けをする。"
DENTAL = "通院できない人の家を歯科医師が訪ねて治療する際の機器の購入費を補助する。"
TEAM = "夜間の往診を当番で受け持つ診療所の組を作り、当番の費用を補助する。"


def changed(old: Sequence[Row], new: Sequence[Row]) -> set[tuple[str | None, str | None]]:
    """Pairs of the rows given (a0, b0 …); the rows around them are left out."""
    before = programs("a", *old, *OTHERS)
    after = programs("b", *new, *OTHERS, year=2025)
    around = {f"a{len(old) + n}" for n in range(len(OTHERS))}
    found = pairs_of(rows_to_changes(before, after))
    return {pair for pair in found if pair[0] not in around}


@pytest.mark.parametrize(
    ("old", "new", "pairs"),
    [
        pytest.param(
            [program("看護師復職支援事業", 2_000)],
            [program("看護師復職支援事業", 3_500)],
            {("a0", "b0")},
            id="unchanged name",
        ),
        pytest.param(
            [program("医療のケア児支援事業", 2_000)],
            [program("医療的ケア児支援事業", 2_000)],
            {("a0", "b0")},
            id="slip of recognition",
        ),
        pytest.param(
            [program("看護師復職促進事業", 2_000, department="医務課 看護班")],
            [program("看護師等復職推進事業", 2_100, department="医務課 看護班")],
            {("a0", "b0")},
            id="small rename",
        ),
        pytest.param(
            [program("看護師復職支援事業", 2_345, description=NURSE, department="医務課")],
            [program("ナースカムバック講座", 2_400, description=NURSE, department="医務課")],
            {("a0", "b0")},
            id="whole new name, same description and department",
        ),
        pytest.param(
            [
                program(
                    "看護師復職支援事業", 2_345, section="人材 > 看護", department="医務課 看護班"
                )
            ],
            [program("看護師復職支援事業", 2_345, section="連携", department="保健課 人材班")],
            {("a0", "b0")},
            id="moved to another heading and office",
        ),
        pytest.param(
            [program("訪問歯科診療設備整備事業", 4_861)],
            [program("訪問歯科診療設備整備事業", 4_861_000)],
            {("a0", "b0")},
            id="another unit",
        ),
        pytest.param(
            [
                program("夜間往診支援事業", 3_111, implementer="東医師会"),
                program("夜間往診支援事業", 3_222, implementer="西医師会"),
                program("夜間往診支援事業", 3_333, implementer="南医師会"),
            ],
            [
                program("夜間往診支援事業", 4_000, implementer="南医師会"),
                program("夜間往診支援事業", 3_900, implementer="東医師会"),
                program("夜間往診支援事業", 3_800, implementer="西医師会"),
            ],
            {("a0", "b1"), ("a1", "b2"), ("a2", "b0")},
            id="one name, several implementers",
        ),
        pytest.param(
            [
                program("普及啓発事業", 400, section="歯科 > 広報", department="健康課"),
                program("普及啓発事業", 700, section="介護 > 広報", department="高齢課"),
            ],
            [
                program("普及啓発事業", 650, section="介護 > 広報", department="高齢課"),
                program("普及啓発事業", 450, section="歯科 > 広報", department="健康課"),
            ],
            {("a0", "b1"), ("a1", "b0")},
            id="one generic name under two headings",
        ),
    ],
)
def test_the_same_program_is_paired(
    old: list[Row], new: list[Row], pairs: set[tuple[str | None, str | None]]
) -> None:
    assert changed(old, new) == pairs


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(
            program("研修事業", 400, section="歯科", department="健康課", description=DENTAL),
            program("研修事業", 7_150, section="介護", department="高齢課", description=NURSE),
            id="generic name in another section",
        ),
        pytest.param(
            program("研修事業", 400, section="歯科", department="健康課"),
            program("研修事業", 7_150, section="介護", department="高齢課"),
            id="generic name in another section, nothing described",
        ),
        pytest.param(
            program("夜間往診当番事業", 8_000, department="医務課", description=TEAM),
            program("訪問歯科機器整備事業", 8_000, department="医務課", description=DENTAL),
            id="two programs of one department with equal amounts",
        ),
        pytest.param(
            program("小学校管理費", 47_031, department="学校課"),
            program("中学校管理費", 39_659, department="学校課"),
            id="opposed names",
        ),
        pytest.param(
            program("看護師復職支援事業", 2_345, description=NURSE),
            program("在宅歯科診療推進事業", 9_870, description=DENTAL),
            id="nothing in common",
        ),
    ],
)
def test_different_programs_are_not_paired(old: Row, new: Row) -> None:
    assert changed([old], [new]) == {("a0", None), (None, "b0")}


@pytest.mark.parametrize(
    ("whole", "parts"),
    [
        pytest.param(
            program("夜間往診支援事業", 12_340),
            [
                program("夜間往診支援事業（当番）", 8_040),
                program("夜間往診支援事業（機器）", 4_300),
            ],
            id="stem and brackets",
        ),
        pytest.param(
            program("看護師研修・相談事業", 5_610, description=NURSE + TEAM),
            [
                program("看護師研修事業", 2_410, description=NURSE),
                program("看護師相談事業", 3_200, description=TEAM),
            ],
            id="words of the whole, sentences of its description",
        ),
        pytest.param(
            program("夜間往診支援事業", 12_340, description=TEAM),
            [
                program("夜間往診支援事業", 9_340, description=TEAM),
                program("夜間往診機器整備事業", 3_000, description=TEAM),
            ],
            id="one part keeps the name",
        ),
        pytest.param(
            program("商店街活性化事業", 9_870, department="商工課"),
            [
                program("商店街空き店舗改修事業", 3_120, department="商工課"),
                program("商店街催し開催事業", 2_750, department="商工課"),
                program("商店街専門家派遣事業", 4_000, department="商工課"),
            ],
            id="three parts",
        ),
    ],
)
def test_splits_and_merges_bring_all_parts_together(whole: Row, parts: list[Row]) -> None:
    assert changed([whole], parts) == {("a0", f"b{n}") for n in range(len(parts))}
    assert changed(parts, [whole]) == {(f"a{n}", "b0") for n in range(len(parts))}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(
            [program("夜間往診支援事業", 12_340, description=TEAM)],
            [
                program("夜間往診支援事業", 12_340, description=TEAM),
                program("夜間往診相談事業", 900, description=NURSE),
            ],
            id="an addition of a like name",
        ),
        pytest.param(
            [program("献花の会運営事業", 8_000)],
            [program("献花の会運営事業", 5_000), program("里山歩道整備事業", 3_000)],
            id="amounts that add up, and nothing else in common",
        ),
    ],
)
def test_an_addition_is_no_split(old: list[Row], new: list[Row]) -> None:
    assert changed(old, new) == {("a0", "b0"), (None, "b1")}


def test_the_assignment_is_the_best_of_all_and_not_the_first() -> None:
    """The nearest name of the first row belongs to the second row."""
    old = [program("夜間往診支援事業"), program("夜間往診支援事業（北部）")]
    new = [program("夜間往診支援事業（北部）"), program("夜間往診等支援事業")]
    assert changed(old, new) == {("a0", "b1"), ("a1", "b0")}


@pytest.mark.parametrize("rows", [[], [program("献血推進事業", 1)]])
def test_an_empty_list_has_no_counterparts(rows: list[Row]) -> None:
    before = programs("a", *rows)
    assert pairs_of(rows_to_changes(before, [])) == {(r["row_id"], None) for r in before}
    assert pairs_of(rows_to_changes([], before)) == {(None, r["row_id"]) for r in before}
