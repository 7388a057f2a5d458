"""Columns that stand close together, and what only looks like them."""

from __future__ import annotations

import pytest

from pipeline.document.pdf.text.chunks import Chunk, Row
from pipeline.document.pdf.white.gaps import cut_at, cut_touching, recut, row_to_parts
from pipeline.document.pdf.white.narrow import with_narrow_rivers
from tests.document.pdf.rows import joined, line_at, row, texts_of


def spaced(top: float, x: float, text: str, pitch: float) -> Row:
    """A row of one text whose characters stand pitch points apart."""
    line = line_at(x, top, text, pitch=pitch)
    return Row([Chunk(line, 0, len(text), x, line.box.x1)], top, top + 10, 10)


def beside(left: tuple[float, str], right: Row) -> Row:
    """A text before a row."""
    return Row(row(right.top, left).chunks + right.chunks, right.top, right.bottom, 10)


def before(left: Row, right: tuple[float, str]) -> Row:
    """A text behind a row."""
    return Row(left.chunks + row(left.top, right).chunks, left.top, left.bottom, 10)


@pytest.mark.parametrize(
    ("parted", "texts"),
    [
        (joined(0, (0, "北町"), (25, "南村")), ["北町", "南村"]),  # 0.5 em apart
        (joined(0, (0, "北町"), (23, "南村")), ["北町 南村"]),  # 0.3 em
        (joined(0, (0, "北町"), (24, "120"), (45, "45")), ["北町", "120", "45"]),
        (spaced(0, 0, "123456", 9), ["123456"]),  # digits 5 wide, 4 apart
        (spaced(0, 0, "内　訳", 14), ["内　訳"]),
        (spaced(0, 0, "医療計画", 16), ["医療計画"]),
        (row(0, (0, "甲")), ["甲"]),
    ],
)
def test_parts_of_a_text(parted, texts):
    assert [chunk.text for chunk in row_to_parts(parted).chunks] == texts


def test_parts_keep_where_their_characters_stand():
    parts = row_to_parts(joined(0, (0, "北町"), (25, "南村"))).chunks
    assert [(part.x0, part.x1) for part in parts] == [(0, 20), (25, 45)]
    assert [part.piece().text for part in parts] == ["北町", "南村"]


@pytest.mark.parametrize(
    ("river", "over", "texts"),
    [
        ((20, 25), 0.0, ["北町", "南村"]),
        ((18, 19), 0.0, ["北町 南村"]),  # the gap lies beside the river
        ((18, 19), 1.0, ["北町", "南村"]),  # ... no further than a head's text may
        ((4, 6), 1.0, ["北町 南村"]),
    ],
)
def test_texts_are_cut_at_rivers(river, over, texts):
    found = recut(joined(0, (0, "北町"), (25, "南村")), [river], over)
    assert texts_of([found]) == [texts]


def test_a_row_that_no_river_crosses_stays_itself():
    text = joined(0, (0, "北町"), (25, "南村"))
    assert cut_at(text, [(50, 60)]) is text
    assert texts_of([cut_at(text, [(21, 24)])]) == [["北町", "南村"]]


RIVERS = [(60.0, 100.0)]
AMOUNTS = [("甲事業", "1,200"), ("乙事業", "45"), ("丙事業", "780")]


def close(*heads: Row) -> list[Row]:
    """Amounts that end at 130 and notes that begin at 135."""
    rows = list(heads)
    for n, (name, amount) in enumerate(AMOUNTS):
        rows.append(
            beside((0, name), joined(12 * n, (130 - 5 * len(amount), amount), (135, "千円")))
        )
    return rows


def test_columns_half_an_em_apart_are_parted():
    rows, rivers = with_narrow_rivers(close(), 0, RIVERS)
    assert rivers == [(60, 100), (130, 135)]
    assert texts_of(rows) == [
        ["甲事業", "1,200", "千円"],
        ["乙事業", "45", "千円"],
        ["丙事業", "780", "千円"],
    ]


def test_a_head_is_cut_where_its_columns_are():
    head = beside((0, "名称"), joined(-12, (105, "金額"), (131, "単位")))
    rows, _ = with_narrow_rivers(close(head), 1, RIVERS)
    assert texts_of(rows)[0] == ["名称", "金額", "単位"]


def test_words_of_one_cell_stay_together():
    """Blanks at other places in each row leave no white that runs through all of them."""
    places = [
        [(100, "北病院"), (135, "本館")],
        [(100, "南"), (115, "医院別棟")],
        [(100, "東診"), (125, "療所")],
    ]
    rows = [beside((0, "甲"), joined(12 * n, *parts)) for n, parts in enumerate(places)]
    found, rivers = with_narrow_rivers(rows, 0, [(10, 100)])
    assert rivers == [(10, 100)]
    assert texts_of(found) == texts_of(rows)


def entries(*heads: tuple[float, str]) -> list[Row]:
    """Markers before texts, and amounts; a head above."""
    rows = [row(0, *heads)]
    for n, (mark, text) in enumerate([("①", "相談"), ("②", "研修"), ("③", "広報")], 1):
        rows.append(before(joined(12 * n, (0, mark), (15, text)), (100, "12")))
    return rows


def test_markers_without_a_head_stay_with_their_text():
    rows, rivers = with_narrow_rivers(entries((15, "取組"), (100, "額")), 1, [(35, 100)])
    assert rivers == [(35, 100)]
    assert texts_of(rows)[1] == ["① 相談", "12"]


def test_markers_below_a_head_are_a_column():
    rows, rivers = with_narrow_rivers(entries((0, "番"), (15, "取組"), (100, "額")), 1, [(35, 100)])
    assert rivers == [(10, 15), (35, 100)]
    assert texts_of(rows)[1] == ["①", "相談", "12"]


@pytest.mark.parametrize("label", ["合計額の欄", "北町"])
def test_the_label_of_a_sum_may_cross_the_first_columns(label):
    rows = []
    for n, (area, place) in enumerate([("北町", "一丁"), ("南村", "二丁"), ("東市", "三丁")]):
        rows.append(before(joined(12 * n, (0, area), (25, place)), (100, "12")))
    rows.append(row(36, (0, label), (100, "99")))
    found, rivers = with_narrow_rivers(rows, 0, [(50, 100)])
    assert (20, 25) in rivers
    assert texts_of(found)[0] == ["北町", "一丁", "12"]
    assert texts_of(found)[3] == [label, "99"]


def test_labels_of_sums_may_cross_where_most_rows_lack_an_amount():
    """Only one row has all amounts: the rows beside the white tell it, not the fullest ones."""
    amounts = [((100, "12"), (150, "7")), ((100, "30"),), ((150, "8"),)]
    rows = []
    for n, own in enumerate(amounts):
        names = joined(12 * n, (0, "北町"), (25, "一丁"))
        rows.append(Row(names.chunks + row(12 * n, *own).chunks, 12 * n, 12 * n + 10, 10))
    rows += [row(36 + 12 * n, (15, "小計"), (100, "42"), (150, "15")) for n in range(2)]
    found, rivers = with_narrow_rivers(rows, 0, [(45, 100), (110, 150)])
    assert (20, 25) in rivers
    assert texts_of(found)[1] == ["北町", "一丁", "30"]


def test_several_texts_across_close_a_river():
    """What crosses is no label where most rows do it."""
    rows = [row(12 * n, (0, "広域の圏域"), (100, "12")) for n in range(3)]
    rows.append(before(joined(36, (0, "北町"), (25, "一丁")), (100, "12")))
    assert with_narrow_rivers(rows, 0, [(50, 100)])[1] == [(50, 100)]


def test_rows_of_one_text_have_no_columns():
    rows = [row(0, (0, "甲事業")), row(12, (0, "乙事業"))]
    assert with_narrow_rivers(rows, 0, []) == (rows, [])


APART = [
    row(20 * n, (0, "甲事業"), (60, "支援する。"), (160, "乙課"), (230, "12"), (260, "8"))
    for n in range(1, 3)
]


@pytest.mark.parametrize(
    ("last", "texts"),
    [
        (joined(60, (0, "山間地事業"), (51, "研修の開催に要する費用"), (161, "財務課")), None),
        (joined(60, (0, "山間支援事業"), (60, "設備に助成を行うものへ"), (160, "財務課")), 3),
        (joined(60, (0, "山間支援事業"), (60, "設備に助成する。"), (160, "財務部")), 3),
        # another text that happens to reach there: nothing tells that a second one begins
        (joined(60, (0, "山間支援の実"), (60, "施及び準備")), None),
        # characters stand across the places where texts begin elsewhere
        (joined(60, (5, "山間支援事業"), (65, "設備に助成を行う"), (165, "財務課")), None),
    ],
)
def test_texts_that_touch_are_parted_where_others_begin(last: Row, texts: int | None) -> None:
    chunks = [*last.chunks, *row(60, (230, "30"), (260, "7")).chunks]
    whole = Row(chunks, last.top, last.bottom, 10)
    parted = cut_touching([*APART, whole])
    assert parted[:2] == APART or texts_of(parted[:2]) == texts_of(APART)
    assert len(parted[2].chunks) == 2 + (texts or 1)
    assert "".join(c.text for c in parted[2].chunks).replace(" ", "") == "".join(
        c.text for c in chunks
    ).replace(" ", "")


def test_columns_that_touch_are_columns(sheet, table) -> None:
    """Cells without room at their sides: the long ones touch what stands behind them."""
    rows = [
        ["事業名", "事業の概要", "担当課", "予算額"],
        ["在宅療養手帳作成事業", "関係する者が共有する手帳を作る", "長寿政策課", "1,150"],
        ["休日診療所移転事業", "診療所を建て替える", "健康づくり課", "38,200"],
        ["医療費助成事業", "対象を高校生まで広げるとともに", "子ども課", "41,260"],
        ["定着応援事業", "応援金を支給する", "長寿政策課", "4,500"],
    ]
    page = sheet()
    page.level(60, 500, 100, 120, 200)
    for n, cells in enumerate(rows):
        for x, text in zip((60, 161, 312, 440), cells, strict=True):
            page.text(x + (20 if not n else 0), 105 + 18 * n, text)
    (grid,) = page.read().grids
    assert table(grid) == rows


@pytest.mark.parametrize(
    ("texts", "chunks"),
    [
        (((60, "設備に助成を行うものへ"), (171, "地域医療課")), 2),  # as it stands elsewhere
        (((60, "設備に助成を行うものへ"), (171, "地域福祉課")), 1),  # nothing like it there
        (((60, "設備に助成を行う"), (141, "地域医療課")), 1),  # elsewhere on the line
        (((60, "設備に助成を行うものへ"), (170, "地域医療課")), 1),  # no gap at all
    ],
)
def test_a_line_alone_is_parted_before_a_text_known_there(texts, chunks) -> None:
    rows = [
        row(20, (0, "甲事業"), (120, "12"), (171, "係")),
        row(40, (171, "地域医療課")),
        row(60, (0, "乙事業"), (120, "15"), (171, "財務係")),
    ]
    whole = joined(80, *texts)
    parted = cut_touching([*rows, whole])
    assert texts_of(parted[:3]) == texts_of(rows)
    assert len(parted[3].chunks) == chunks
