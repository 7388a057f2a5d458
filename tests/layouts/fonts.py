"""Fonts of the machine, and the widths of strings in them (measured by reportlab)."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont

# Kinds of fonts. The first two are named in the PDF and not embedded (every viewer has its own).
NAMED = {"mincho": "HeiseiMin-W3", "gothic": "HeiseiKakuGo-W5"}
_DEBIAN = Path("/usr/share/fonts/opentype")  # packages fonts-ipafont-gothic, fonts-ipafont-mincho
_FILES = {
    "embedded gothic": _DEBIAN / "ipafont-gothic" / "ipag.ttf",
    "embedded mincho": _DEBIAN / "ipafont-mincho" / "ipam.ttf",
    "proportional": _DEBIAN / "ipafont-gothic" / "ipagp.ttf",
}


@cache
def font_files() -> dict[str, Path]:
    """The fonts that can be embedded here, by kind; empty where none is installed."""
    found = {kind: path for kind, path in _FILES.items() if path.is_file()}
    spec = find_spec("matplotlib_fontja")
    for folder in spec.submodule_search_locations or () if spec else ():
        path = Path(folder) / "fonts" / "ipaexg.ttf"
        if path.is_file():
            found.setdefault("embedded gothic", path)
    return found


@cache
def font_name(kind: str, vertical: bool = False) -> str:
    """The name by which reportlab knows a font of a kind; it is registered on first use."""
    if kind in NAMED:
        font = UnicodeCIDFont(NAMED[kind], isVertical=vertical)
        if vertical:  # reportlab gives both directions the same name
            font.name = font.fontName = f"{NAMED[kind]}-V"
        pdfmetrics.registerFont(font)
        return font.fontName
    pdfmetrics.registerFont(TTFont(kind, font_files()[kind]))
    return kind


def width_of(text: str, kind: str, size: float, space: float = 0.0) -> float:
    """Points from the left edge of the first character to the right edge of the last."""
    gaps = space * max(len(text) - 1, 0)
    return float(pdfmetrics.stringWidth(text, font_name(kind), size)) + gaps
