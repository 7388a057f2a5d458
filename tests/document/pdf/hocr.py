"""What Tesseract would write of a line."""

from __future__ import annotations


def hocr(text: str, sure: int = 95, width: int = 40) -> str:
    symbols = "".join(
        f"<span class='ocrx_cinfo' title='x_bboxes {100 + i * width} 100 "
        f"{100 + i * width + width - 4} 140; x_conf {sure}'>{char}</span>"
        for i, char in enumerate(text)
    )
    return (
        f"<span class='ocr_line' title=\"bbox 100 100 {100 + len(text) * width} 140\">"
        f"<span class='ocrx_word' title='bbox 1 1 2 2; x_wconf {sure}'>{symbols}</span></span>"
    )
