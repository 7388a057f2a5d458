"""Tables over pages, pages without text, files that cannot be read, the shared releases."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from pipeline.document.errors import UnreadableDocument
from pipeline.document.pdf import read_pdf
from pipeline.document.pdf.model.settings import Settings

XS = [60, 110, 260, 480]
HEAD = ["番号", "事業名", "内容"]


def typeset_table(page, top, rows, height=30):
    tops = [top + height * i for i in range(len(rows) + 1)]
    page.rules(XS, tops)
    page.cells(XS, tops, rows)


def two_pages(sheet, upper, lower, between=""):
    page = sheet()
    typeset_table(page, 600, upper)
    page.text(290, 810, "1")
    page.next_page()
    if between:
        page.text(60, 40, between)
    typeset_table(page, 60, lower)
    page.text(290, 810, "2")
    return page.read()


def test_table_goes_on_without_its_head(sheet, table):
    upper = [HEAD, ["1", "甲事業", "支援する。"], ["2", "乙事業", "整備する。"]]
    lower = [["3", "丙事業", "育成する。"], ["4", "丁事業", "周知する。"]]
    document = two_pages(sheet, upper, lower)
    (grid,) = document.grids
    assert table(grid) == upper + lower
    assert grid.page == 1
    assert document.page_of(grid.own(3, 0).spans) == 2


def test_repeated_head_stands_once(sheet, table):
    upper = [HEAD, ["1", "甲事業", "支援する。"]]
    lower = [HEAD, ["2", "乙事業", "整備する。"]]
    document = two_pages(sheet, upper, lower)
    (grid,) = document.grids
    assert table(grid) == [*upper, lower[1]]
    assert grid.head_rows == 1
    assert [line.text for line in document.lines].count("事業名") == 2


def test_cell_broken_by_the_page_is_one_cell(sheet, table):
    upper = [HEAD, ["1", "甲事業", "支援する。"], ["2", "乙事業", "地域の機関と連携して"]]
    lower = [["", "", "体制を整備する。"], ["3", "丙事業", "育成する。"]]
    (grid,) = two_pages(sheet, upper, lower).grids
    assert table(grid)[2:] == [
        ["2", "乙事業", "地域の機関と連携して\n体制を整備する。"],
        ["3", "丙事業", "育成する。"],
    ]


def test_caption_between_keeps_tables_apart(sheet):
    rows = [HEAD, ["1", "甲事業", "支援する。"]]
    document = two_pages(sheet, rows, rows, between="別の表")
    assert len(list(document.grids)) == 2


def test_same_form_filled_in_twice_is_two_tables(sheet):
    def form(name):
        return [
            ["項目", "欄", "記入"],
            ["名称", "", name],
            ["目的", "", "支援"],
            ["期間", "", "三年"],
        ]

    assert len(list(two_pages(sheet, form("甲"), form("乙")).grids)) == 2


def test_scanned_page_is_told(sheet, no_engine):
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    page = sheet()
    page.text(60, 60, "文字のある頁")
    page.next_page()
    page.canvas.drawImage(ImageReader(Image.new("L", (40, 40), 200)), 0, 0, 595, 842)
    document = page.read()
    assert [p.kind for p in document.pages] == ["text", "scan"]
    assert len(document.problems) == 1
    assert "page 2" in document.problems[0] and "keikaku[ocr]" in document.problems[0]


def test_outlined_glyphs_are_told_and_other_pages_are_not(sheet, no_engine):
    page = sheet()
    for i in range(80):
        path = page.canvas.beginPath()
        path.moveTo(60 + 6 * i % 400, 500)
        path.curveTo(62, 505, 64, 507, 70, 512 + i)
        path.lineTo(60, 520 + i)
        path.close()
        page.canvas.drawPath(path, stroke=0, fill=1)
    page.next_page()
    page.text(60, 60, "文字のある頁")
    document = page.read()
    assert [p.kind for p in document.pages] == ["scan", "text"]
    assert len(document.problems) == 1


def test_glyphs_without_characters_are_told(no_engine):
    document = read_pdf(_identity_font_pdf(), "lost.pdf")
    assert [line.text for line in document.lines] == ["\ufffd\ufffd"]
    assert "2 glyphs" in document.problems[0]


def _identity_font_pdf() -> bytes:
    """A page with two glyphs of a font that has no ToUnicode and no character codes."""
    content = b"BT /F1 12 Tf 60 700 Td <00050006> Tj ET"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /ABCDEF+Own /Encoding /Identity-H "
        b"/DescendantFonts [6 0 R] >>",
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /ABCDEF+Own /DW 1000 "
        b"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> "
        b"/FontDescriptor 7 0 R >>",
        b"<< /Type /FontDescriptor /FontName /ABCDEF+Own /Flags 4 /FontBBox [0 0 1000 1000] "
        b"/ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 700 /StemV 80 >>",
    ]
    out, places = io.BytesIO(), []
    out.write(b"%PDF-1.4\n")
    for number, body in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    for place in places:
        out.write(b"%010d 00000 n \n" % place)
    out.write(b"trailer << /Size %d /Root 1 0 R >>\n" % (len(objects) + 1))
    out.write(b"startxref\n%d\n%%%%EOF\n" % start)
    return out.getvalue()


@pytest.mark.parametrize(
    "data",
    [b"", b"%PDF-1.7\n", b"no pdf at all", b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer <<>>\n%%EOF"],
)
def test_damaged_files_are_refused(data):
    with pytest.raises(UnreadableDocument, match=r"plan\.pdf") as caught:
        read_pdf(data, "plan.pdf")
    assert isinstance(caught.value, ValueError)


def test_password_is_named(sheet):
    from reportlab.lib.pdfencrypt import StandardEncryption

    page = sheet()
    page.canvas.setEncrypt(StandardEncryption("geheim", ownerPassword="x"))
    page.text(60, 60, "秘密")
    with pytest.raises(UnreadableDocument, match="password"):
        read_pdf(page.data(), "plan.pdf")


def test_document_tells_what_it_is(sheet):
    page = sheet()
    page.canvas.setTitle("試しの計画")
    page.text(60, 60, "本文")
    data = page.data()
    document = read_pdf(data, "a/plan.pdf")
    assert document.media_type == "application/pdf" and len(document.sha256) == 64
    assert document.metadata["Title"] == "試しの計画"
    assert document.source_file == "a/plan.pdf"
    assert document.pages[0].width == 595
    assert read_pdf(data, "a/plan.pdf") == document


@pytest.mark.parametrize("values", [{"snap": 0}, {"covered": 1.2}, {"blank": -1}])
def test_settings_are_checked(values):
    with pytest.raises(ValueError, match=next(iter(values))):
        Settings(**values)


SHARED = Path(__file__).parents[4] / "shared"


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared releases are not beside the project")
@pytest.mark.parametrize(
    ("name", "page", "shape", "head_rows"),
    [
        ("pdf/gunma-2013-plan.pdf", 1, (7, 3), 1),
        ("pdf/gunma-2013-plan.pdf", 7, (6, 10), 1),
        ("pdf/gunma-2013-plan.pdf", 11, (2, 5), 1),
        ("pdf/gunma-2013-plan.pdf", 17, (3, 5), 1),
        ("pdf/gunma-2013-plan.pdf", 23, (22, 5), 2),
        ("pdf/gunma-kenshu-2025.pdf", 2, (12, 5), 1),
        ("pdf/gunma-kenshu-2025.pdf", 3, (9, 3), 1),
        ("pdf/chiba-zaitaku-r6.pdf", 1, (49, 9), 1),
        ("real/nankoku-R4-new-programs.pdf", 1, (21, 11), 2),
        ("real/nankoku-R4-continuing-programs.pdf", 1, (29, 13), 2),
        ("real/nankoku-R4-henchi-plan-change5.pdf", 3, (9, 6), 2),
    ],
)
def test_shared_releases(name, page, shape, head_rows):
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"{name} is not there")
    document = _read_once(path)
    grid = next(grid for grid in document.grids if grid.page == page)
    assert (grid.row_count, grid.column_count) == shape
    assert grid.head_rows == head_rows


_READ: dict[Path, object] = {}


def _read_once(path):
    if path not in _READ:
        _READ[path] = read_pdf(path.read_bytes(), path.name)
    return _READ[path]


def test_one_name_on_both_pages_makes_no_form(sheet, table):
    head = ["事業名", "実施者", "額"]
    upper = [head, ["甲事業", "北病院", "10"], ["甲事業", "南病院", "20"]]
    lower = [head, ["甲事業", "東病院", "30"], ["乙事業", "西病院", "40"], ["丙事業", "市", "5"]]
    (grid,) = two_pages(sheet, upper, lower).grids
    assert table(grid) == upper + lower[1:]


def test_stripes_go_on_over_pages(sheet, table):
    rows = [["施設", "区分", "床"], ["北病院", "公立", "100"], ["南病院", "私立", "80"]]
    rows += [["東病院", "公立", "60"], ["西病院", "私立", "9"], ["中病院", "公立", "20"]]
    more = [["港病院", "公立", "11"], ["山病院", "私立", "22"], ["川病院", "公立", "3"]]
    more.append(["森病院", "私立", "44"])
    page = sheet()
    for top, part in ((600, rows), (50, more)):
        for i, row in enumerate(part):
            if i % 2:
                page.fill(60, top + 18 * i, 460, top + 18 * i + 18)
            for x, text in zip((64, 240, 360), row, strict=True):
                page.text(x, top + 4 + 18 * i, text)
        page.next_page()
    (grid,) = page.read().grids
    assert table(grid) == rows + more
