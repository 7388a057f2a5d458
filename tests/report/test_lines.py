"""Lines of a text and what is highlighted in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.report.lines import Mark, find_marks, flatten, keep_lines

TEXT = [
    "１ 救急の整備 1,200 基金",  # 1
    "  搬送車を更新する。 1,200",  # 2
    "",  # 3
    "２ 往診の支 300 県単",  # 4
    "援事業",  # 5
    "計 300",  # 6
]


@pytest.mark.parametrize(
    ("line", "start", "source", "marks"),
    [
        (1, 2, "救急の整備", [(0, 2, 7)]),
        (1, 2, "救急の整備\n1,200\n基金", [(0, 2, 7), (0, 8, 13), (0, 14, 16)]),
        # the next on the same line, not the first of the text
        (2, 2, "搬送車を更新する。\n1,200", [(1, 2, 11), (1, 12, 17)]),
        (4, 2, "往診の支\n援事業\n300", [(3, 2, 6), (4, 0, 3), (3, 7, 10)]),
        # what stands before the first piece on its line
        (1, 8, "1,200\n救急の整備", [(0, 8, 13), (0, 2, 7)]),
        # above, where nothing is nearer below
        (6, 2, "300\n援事業", [(5, 2, 5), (4, 0, 3)]),
        # what is nowhere is left out
        (1, 2, "救急の整備\n見当たらない\n基金", [(0, 2, 7), (0, 14, 16)]),
        (1, 2, "", []),
        (99, 0, "救急の整備", []),
    ],
)
def test_pieces_are_found_where_they_stand(
    line: int, start: int, source: str, marks: list[tuple[int, int, int]]
) -> None:
    assert find_marks(TEXT, line, start, source) == [Mark(*mark) for mark in marks]


def test_a_piece_far_away_is_another_text() -> None:
    lines = ["名前", *[""] * 200, "基金"]
    assert find_marks(lines, 1, 0, "名前\n基金") == [Mark(0, 0, 2)]


def test_offsets_count_as_javascript_does() -> None:
    lines = ["𠮷野の𠮷田"]
    assert flatten(lines, find_marks(lines, 1, 0, "𠮷野\n𠮷田")) == [1, 0, 3, 1, 4, 7]


def test_kept_lines_are_runs_with_their_numbers() -> None:
    lines = [str(number) for number in range(1, 41)]
    runs = keep_lines(lines, [2, 8, 40, 99])
    assert runs == [(1, [str(n) for n in range(1, 13)]), (36, ["36", "37", "38", "39", "40"])]
    assert keep_lines(lines, []) == []


SEEDS = Path(__file__).parents[3] / "shared" / "seeds"


@pytest.mark.skipif(not SEEDS.is_dir(), reason="../shared/seeds is not here")
def test_highlights_are_the_characters_that_were_read() -> None:
    from pipeline.document.read import read_document
    from pipeline.extraction import document_to_rows

    right = rows = 0
    for path in sorted(SEEDS.glob("*.txt")):
        document = read_document(path, path.name)
        texts = [line.text for line in document.lines]
        for found in document_to_rows(document).rows.values():
            for row in found:
                if not (spans := row.source.spans):
                    continue
                first = spans[0]
                marks = find_marks(texts, first.line + 1, first.start, row.source.text)
                rows += 1
                right += [tuple(mark) for mark in marks] == [tuple(span) for span in spans]
    assert rows > 1000
    assert right / rows > 0.99
