"""The stages of recognition: characters of hOCR, rules of a picture."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.document.pdf.ocr.layer import _is_garbled
from pipeline.document.pdf.ocr.picture import image_to_picture
from pipeline.document.pdf.ocr.symbols import hocr_to_chars
from tests.document.pdf.hocr import hocr


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("1.122", "1,122"),
        ("11,.543", "11,543"),
        ("1.234.567", "1,234,567"),
        ("36.8", "36.8"),
        ("12.34", "12.34"),
        ("1234.567", "1234.567"),
        ("1.2345", "1.2345"),
        ("4,023", "4,023"),
        ("令和7.5.31", "令和7.5.31"),
    ],
)
def test_points_between_groups_of_three_become_commas(read, meant):
    chars, _ = hocr_to_chars(hocr(read), 300)
    assert "".join(char.text for char in chars) == meant


@pytest.mark.parametrize(
    ("text", "garbled"),
    [
        # as Ghostscript 10.00 writes に, る and の
        ("在宅医療{関わ»医師等{¸º提供体制ÿ整備{向けた検討{連携»強化{支援»", True),
        ("在宅医療に関わる医師等により、提供体制の整備に向けた検討をする。" * 3, False),
        ("月~金 火|木 本館·新館 面積±誤差 摂氏°度 第×回 平成{注}年" * 5, False),
        ("{ » ÿ { » ÿ { » ÿ", False),
        ("Café à la carte、Müller 医師の講演会を開く。", False),
        ("在{宅{医{療{", False),  # too few to say
        ("", False),
    ],
)
def test_pages_whose_letters_are_not_those_shown(text, garbled):
    codes = np.array([ord(char) for char in text if not char.isspace()], np.int64)
    assert _is_garbled(codes) is garbled


def test_characters_stand_in_points_without_overlap():
    chars, sure = hocr_to_chars(hocr("予算額"), 144)
    assert [(c.x0, c.x1) for c in chars] == [(50, 68), (70, 88), (90, 108)]
    assert {(c.top, c.bottom) for c in chars} == {(50, 70)} and sure == 95


def test_specks_are_left_out():
    assert hocr_to_chars(hocr("間", sure=3), 300) == ([], 100.0)


def test_rules_are_found_and_wiped_out_and_bars_are_not_rules():
    from PIL import Image, ImageDraw

    image = Image.new("L", (600, 600), 255)
    draw = ImageDraw.Draw(image)
    draw.line((100, 200, 500, 200), fill=0, width=3)
    draw.line((300, 100, 300, 500), fill=0, width=2)
    draw.rectangle((50, 520, 550, 580), fill=0)  # a black bar
    picture = image_to_picture(image, 200)
    (level,) = picture.horizontal
    assert (level.at, level.low, level.high) == pytest.approx((72.2, 36, 180), abs=1)
    (upright,) = picture.vertical
    assert (upright.at, upright.low, upright.high) == pytest.approx((108, 36, 180), abs=1)
    assert not picture.dark[:510].any() and picture.dark[550, 300]
