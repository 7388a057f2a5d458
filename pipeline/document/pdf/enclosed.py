"""What a PDF holds beside its pages: told, because it is not read (and never run)."""

from __future__ import annotations

_FULL_XFA, _FOREGROUND_XFA = 2, 3  # FPDF_GetFormType


def pdf_to_notices(data: bytes) -> list[str]:
    """A sentence about attached files and one about a form of the XFA kind; none for most PDFs.

    A file that PDFium cannot open has none: the reader says what is wrong with it.
    """
    if not any(mark in data for mark in (b"/EmbeddedFile", b"/XFA", b"/Collection", b"/ObjStm")):
        return []
    import pypdfium2
    from pypdfium2 import raw

    try:
        opened = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return []
    try:
        files = opened.count_attachments()
        form = raw.FPDF_GetFormType(opened.raw)
    finally:
        opened.close()
    notices = []
    if files > 0:
        what = "a file is" if files == 1 else f"{files} files are"
        notices.append(f"{what} attached to the PDF and not read; save and name them as well")
    if form in (_FULL_XFA, _FOREGROUND_XFA):
        notices.append(
            "the PDF is a form (XFA) that shows its text in few programs; print it to a new PDF"
        )
    return notices
