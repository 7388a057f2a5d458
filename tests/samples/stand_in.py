"""The font that stands in where a PDF does not hold its Japanese font (pdfium_fonts.py).

    python tests/samples/stand_in.py

Every character of it is a bar narrower than any letter, so that PDFium finds no character empty
and none wider than the PDF says; blanks are empty.
"""

from __future__ import annotations

import io
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import newTable
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable

TARGET = Path(__file__).resolve().parents[2] / "pipeline/document/pdf/stand_in.ttf"
EM, ASCENT, LEFT, RIGHT, TOP = 1000, 880, 20, 120, 700
LAST = 0x3FFFF  # of the planes with ideographs
BLANKS = [code for code in range(0x3001) if chr(code).isspace()]


def build() -> bytes:
    """The font as a file; the same bytes every time."""
    builder = FontBuilder(EM, isTTF=True)
    builder.setupGlyphOrder([".notdef", "bar", "blank"])
    builder.font["cmap"] = newTable("cmap")
    builder.font["cmap"].tableVersion = 0
    builder.font["cmap"].tables = [_characters()]
    builder.setupGlyf({".notdef": _bar(), "bar": _bar(), "blank": TTGlyphPen(None).glyph()})
    builder.setupHorizontalMetrics({".notdef": (EM, LEFT), "bar": (EM, LEFT), "blank": (EM, 0)})
    builder.setupHorizontalHeader(ascent=ASCENT, descent=ASCENT - EM)
    builder.setupNameTable({"familyName": "Keikaku Stand-in", "styleName": "Regular"})
    builder.setupOS2(
        sTypoAscender=ASCENT,
        sTypoDescender=ASCENT - EM,
        usWinAscent=ASCENT,
        usWinDescent=EM - ASCENT,
    )
    builder.setupPost(keepGlyphNames=False)
    builder.font["head"].created = builder.font["head"].modified = 0
    builder.font.recalcTimestamp = False
    stream = io.BytesIO()
    builder.save(stream)
    return stream.getvalue()


def _bar() -> object:
    pen = TTGlyphPen(None)
    pen.moveTo((LEFT, 0))
    for point in ((LEFT, TOP), (RIGHT, TOP), (RIGHT, 0)):
        pen.lineTo(point)
    pen.closePath()
    return pen.glyph()


def _characters() -> CmapSubtable:
    """All characters have one glyph, which takes a few bytes (format 13: many to one)."""
    table = CmapSubtable.newSubtable(13)
    table.platformID, table.platEncID, table.language = 3, 10, 0
    table.cmap = dict.fromkeys(range(0x21, LAST + 1), "bar") | dict.fromkeys(BLANKS, "blank")
    return table


if __name__ == "__main__":
    TARGET.write_bytes(build())
