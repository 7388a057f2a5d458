"""Tesseract, where it is installed: pytesseract (extra ocr) and Debian's tesseract-ocr-jpn."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from shutil import which
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

ADVICE = "install keikaku[ocr] and the packages tesseract-ocr and tesseract-ocr-jpn, and run again"
_LANGUAGE = "jpn"
_SECONDS = 300  # a page takes a few; a picture of noise can take minutes
# Pages are cut up by our own stages, so Tesseract only looks for text, in no order (psm 11).
_OPTIONS = "--psm 11 --dpi {dpi} -c hocr_char_boxes=1"


class RecognitionFailed(Exception):
    """Tesseract gave up on a page; the message says why."""


@dataclass(frozen=True, slots=True)
class Engine:
    """Recognition of one page at a time."""

    language: str = _LANGUAGE

    def picture_to_hocr(self, picture: Image, dpi: int) -> str:
        """The hOCR of a grey picture, with a box for every character, in pixels.

        Raises RecognitionFailed.
        """
        import pytesseract

        try:
            found = pytesseract.image_to_pdf_or_hocr(
                picture,
                lang=self.language,
                extension="hocr",
                config=_OPTIONS.format(dpi=dpi),
                timeout=_SECONDS,
            )
        except (pytesseract.TesseractError, RuntimeError, OSError) as error:
            raise RecognitionFailed(str(error) or type(error).__name__) from error
        return found.decode("utf-8", "replace") if isinstance(found, bytes) else str(found)


@cache
def find_engine() -> Engine | None:
    """Tesseract with its Japanese data; None where a part of it is not installed."""
    program = which("tesseract")
    if program is None or find_spec("pytesseract") is None:
        return None
    try:  # asked directly: every run asks, and pytesseract takes long to import
        listed = subprocess.run(
            [program, "--list-langs"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return None
    # Documents are read side by side (--jobs): several threads a page would only be in the way.
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")
    return Engine() if _LANGUAGE in listed.stdout.decode("utf-8", "replace").split() else None
