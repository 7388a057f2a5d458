"""The title that a page of a PDF opens with, without a number or a mark before it."""

from __future__ import annotations

from normalizers.patterns import compiled
from pipeline.document.model import Document, Line

_NO_TITLE = compiled(r"^[\s　]*[図表(（※*＊・0-9０-９]|[。、，,：:]|続き|[はがをにでと]$")
_SHORTEST, _LONGEST = 4, 60
_OFF_CENTRE = 0.05  # of the width of the page
_INDENT = 0.12  # of the width of the page
_LARGER = 1.1


def title_size(line: Line, document: Document) -> float:
    """The largest size of headings that a page's first line closes, for it stands above them: its
    own where it is in the middle of the page, else one clearly smaller; 0 for any other line."""
    bare = line.text.strip()
    if line.box is None or line.size is None or line.vertical:
        return 0.0
    if not _SHORTEST <= len(bare) <= _LONGEST or _NO_TITLE.search(bare):
        return 0.0
    width = next((page.width for page in document.pages if page.number == line.page), None) or 0.0
    left, right = line.box.x0, width - line.box.x1
    centred = abs(left - right) < 2 * _OFF_CENTRE * width and left > _INDENT * width
    return line.size if centred else line.size / _LARGER
