"""keikaku inspect FILE [--page N] [--to FILE.png]."""

from __future__ import annotations

from pathlib import Path

from pipeline.document.read import read_document
from pipeline.errors import OutputError, UsageError
from pipeline.inspect.listing import document_to_lines


def inspect(path: Path, page: int | None, target: Path | None) -> list[str]:
    """The lines to print; for a page of a PDF the picture is written as well.

    Without target the picture goes to NAME-pN.png in the current folder. Raises UnreadableDocument
    for a file that cannot be read, UsageError for a page that it has not, OutputError for a
    picture that cannot be written.
    """
    document = read_document(path, path.name)
    count = len(document.pages)
    if page is not None and not 1 <= page <= max(count, 1):
        raise UsageError(f"{path} has no page {page}: it has {count or 'no'} pages")
    lines = list(document_to_lines(document, page))
    if page is not None and document.media_type == "application/pdf":
        from pipeline.inspect.picture import draw_page

        target = target or Path(f"{path.stem}-p{page}.png")
        try:
            draw_page(path.read_bytes(), document, page, target)
        except OSError as error:
            raise OutputError(f"{target} cannot be written: {error.strerror or error}") from error
        lines.append(f"picture: {target}")
    return lines
