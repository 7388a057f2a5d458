"""The text reader: bytes of a text release to a document."""

from __future__ import annotations

import hashlib
import re

from normalizers.text import unify_look_alikes
from pipeline.document.decode import decode_text
from pipeline.document.flat import rebuild_tables
from pipeline.document.marked import lines_to_flow, without_cell_ends
from pipeline.document.model import Document, Line, Page
from pipeline.document.pages import margin_lines, page_numbers
from pipeline.document.spacing import single_spaced

_LINE_END = re.compile(r"\r\n|\n|\r")
_SAME = re.compile(r"(.)\1*", re.DOTALL)
_LONGEST_LINE = 200_000  # characters: a whole plan flattened to one line has less
_LONGEST_SAME = 1_000  # times the same character: leaders and fillers of a page have less
_BLANKS = " \u3000"  # a tab behind a row is an empty cell
_NAMED = 5  # lines left out that are told one by one


def read_text(data: bytes, source_file: str) -> Document:
    """Read a text in any usual Japanese encoding, LF or CRLF, with or without page breaks.

    Tables that kept their tabs or pipes become grids; tables of a flattened text are rebuilt
    from their heads and column counts. Raises UnreadableDocument.
    """
    decoded = decode_text(data, source_file)
    texts, problems = without_endless(_LINE_END.split(decoded.text))
    if told := decoded.problem():
        problems.insert(0, told)
    places = single_spaced(texts)
    texts = without_cell_ends([texts[place] for place in places])
    pages = page_numbers(texts)
    margins = margin_lines(texts, pages)
    alike = unify_look_alikes(decoded.text) is not decoded.text  # one look: most texts have none
    unified = [(unify_look_alikes(x) if alike else x).rstrip(_BLANKS) for x in texts]
    lines = [
        Line(i, pages[i] if pages else None, place + 1, text, margin=i in margins)
        for i, (place, text) in enumerate(zip(places, unified, strict=True))
    ]
    last = max(pages) if pages else 0
    return Document(
        source_file=source_file,
        sha256=hashlib.sha256(data).hexdigest(),
        media_type="text/markdown" if source_file.lower().endswith(".md") else "text/plain",
        lines=lines,
        flow=rebuild_tables(lines, lines_to_flow(lines)),
        pages=[Page(n) for n in range(1, last + 1)],
        problems=problems,
        written={
            i: written
            for i, (text, written) in enumerate(zip(unified, texts, strict=True))
            if alike and text != written[: len(text)]
        },
    )


def text_to_lines(data: bytes, source_file: str) -> list[str]:
    """The lines of a text as Line.number counts them. Raises UnreadableDocument."""
    return _LINE_END.split(decode_text(data, source_file).text)


def without_endless(texts: list[str]) -> tuple[list[str], list[str]]:
    """The lines, those that no release has emptied, and a sentence about each of these.

    Patterns that look for numbers and names take more than linear time on endless repetition, so
    a line of more than 200,000 characters, or of one character more than 1,000 times on end, is
    left out and told.
    """
    kept, problems = [], []
    for number, text in enumerate(texts, 1):
        why = _why_endless(text) if len(text) > _LONGEST_SAME else ""
        kept.append("" if why else text)
        if why:
            problems.append(f"line {number} {why} and is left out; break it into lines")
    more = len(problems) - _NAMED
    return kept, [*problems[:_NAMED], f"{more:,} more lines are left out"] if more > 0 else problems


def _why_endless(text: str) -> str:
    if len(text) > _LONGEST_LINE:
        return f"has {len(text):,} characters"
    if (longest := max(len(m[0]) for m in _SAME.finditer(text))) > _LONGEST_SAME:
        return f"repeats one character {longest:,} times"
    return ""
