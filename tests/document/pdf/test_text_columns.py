"""Pages set in two columns of text are read one column after the other; tables are not cut."""

from __future__ import annotations

from io import BytesIO

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from pipeline.document.pdf import read_pdf

LEFT = [
    "左の段では在宅での療養を支える仕組みを述べ",
    "ている。訪問看護の事業所は年ごとに増え、夜間",
] * 6
RIGHT = [
    "右の段では救急の受け入れについて書いている。",
    "病院と消防が毎月集まり、受け入れの件数を確か",
] * 6


def typeset(strings: list[tuple[float, float, str]]) -> bytes:
    pdfmetrics.registerFont(UnicodeCIDFont("HeiseiKakuGo-W5"))
    data = BytesIO()
    canvas = Canvas(data, pagesize=(595, 842))
    canvas.setFont("HeiseiKakuGo-W5", 10)
    for x, top, text in strings:
        canvas.drawString(x, 842 - top, text)
    canvas.save()
    return data.getvalue()


def test_columns_of_text_are_read_one_after_the_other():
    strings = [(50, 100 + 16 * i, text) for i, text in enumerate(LEFT)]
    strings += [(310, 100 + 16 * i, text) for i, text in enumerate(RIGHT)]
    document = read_pdf(typeset(strings), "two.pdf")
    assert [line.text for line in document.lines] == [*LEFT, *RIGHT]
    assert not list(document.grids)


def test_a_table_of_two_columns_stays_a_table():
    names = ["訪問看護の支援", "夜間の相談窓口", "救急の受け入れ", "医師の研修", "患者の送迎"]
    strings = [(50, 100.0, "事業名"), (310, 100.0, "予算額（千円）")]
    for i, name in enumerate(names, start=1):
        strings += [(50, 100 + 16.0 * i, name), (310, 100 + 16.0 * i, f"{1200 * i:,}")]
    [grid] = read_pdf(typeset(strings), "table.pdf").grids
    assert (grid.row_count, grid.column_count) == (6, 2)
