"""Headings: what is one, and what stands under which."""

from __future__ import annotations

import pytest

from extractors.shared.outline import marker_of, outline_of

PROSE = (
    "本県では、救急医療の提供体制を確保するため、関係する機関が連携して取り組んでいるところである。"
)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("第１章 総論", "chapter"), ("第二　方針", "chapter"), ("Ⅲ 施策", "roman"),
        ("１ 現状", "number"), ("２．目的", "number"), ("（３）在宅", "bracketed number"),
        ("(1) 救急", "bracketed number"), ("＜参考＞", "angle"), ("【三次医療圏】", "square"),
        ("（ア）整備", "bracketed kana"), ("ア 訪問診療", "kana"), ("① 支援", "circled"),
        ("○　機能強化", "bullet"), ("（別表）", "annex"),
    ],
)  # fmt: skip
def test_markers(text: str, kind: str) -> None:
    found = marker_of(text)
    assert found is not None
    assert found[0] == kind


@pytest.mark.parametrize(
    "text",
    [
        "1.5倍に増えた",
        "平成２５年度",
        "2025年の需要",
        "医療の確保",
        "12,345 千円",
        "第２回会議",
        "アンケート",
    ],
)
def test_no_marker(text: str) -> None:
    assert marker_of(text) is None


@pytest.mark.parametrize(
    ("lines", "paths"),
    [
        (["１ 施策", "（１）救急", "（ア）整備", PROSE, "（２）在宅", PROSE],
         {3: "施策>救急>整備", 5: "施策>在宅"}),
        # a reference in angle brackets closes the items before it
        (["（１）救急", "（ア）整備", PROSE, "＜参考＞", PROSE], {4: "救急>参考"}),
        # one bracketed heading right below another goes inside it, after text beside it
        (["（１）救急", "＜参考＞", "＜前の計画＞", PROSE, "＜その前の計画＞", PROSE],
         {3: "救急>参考>前の計画", 5: "救急>参考>その前の計画"}),
        (["８ 経過", "災害", "（別表）", "○　整備", PROSE], {4: "（別表）>災害>整備"}),
        (["８ 経過", "災害 （別表）", "○　整備", PROSE], {3: "（別表）>災害>整備"}),
        # a paragraph that begins with a marker is no heading
        (["１ 施策", "（ア）" + PROSE, PROSE], {2: "施策"}),
        (["○　研修事業 1,470 1,200 270", PROSE], {1: "研修事業"}),
    ],
)  # fmt: skip
def test_paths(document, lines: list[str], paths: dict[int, str]) -> None:
    read = document("\n".join(lines))
    outline = outline_of(read)
    for at, path in paths.items():
        heading = outline.at(at)
        assert heading is not None
        assert ">".join(h.title.text for h in heading.path) == path
