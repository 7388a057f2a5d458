"""Where the pages of a text begin, from what is left of its page breaks."""

from __future__ import annotations

import re

_MARKDOWN = re.compile(r"^ {0,3}(?:[-*+] |#{1,6} |\|)")
_INDENTED = re.compile(r"^ \S")
_DEEP = re.compile(r"^[ ]{2,}\S")
_PAGE_NUMBER = re.compile(r"^\s*(?:[-‐－–―]\s*[0-9０-９]{1,4}\s*[-‐－–―]|[0-9０-９]{1,4})\s*$")
_GAP = 3  # blank lines that only a page break leaves


def page_numbers(texts: list[str]) -> list[int] | None:
    """The 1-based page of each line; None for a text without page breaks.

    A page begins at a line with a form feed in front, or, where converters have turned the form
    feed into a blank, at a line with exactly one blank in front. In such texts three blank lines
    in a row are a page break as well.
    """
    fed = any("\f" in t for t in texts)
    if not fed and not _blank_is_page_break(texts):
        return None
    pages, page, blank = [], 1, 0
    seen = False  # whether the page has text yet: an empty page is no page of a flattened text
    for text in texts:
        begins = text.startswith("\f") if fed else bool(_INDENTED.match(text))
        if fed:
            page += text.count("\f", 0, len(text) - len(text.lstrip("\f")))
        elif seen and text.strip() and (begins or blank >= _GAP):
            page, seen = page + 1, False
        pages.append(page)
        if text.strip():
            seen, blank = True, 0
        else:
            blank += 1
        if fed:
            page += text.lstrip("\f").count("\f")
    return pages


def is_page_number(texts: list[str], at: int) -> bool:
    """A line that is a number alone (- 9 -, 14), with blank lines around it."""
    if not _PAGE_NUMBER.match(texts[at]):
        return False
    before = texts[at - 1] if at else ""
    after = texts[at + 1] if at + 1 < len(texts) else ""
    dashed = not texts[at].strip().isdigit()
    wide = not any(t.strip() for t in texts[max(0, at - _GAP) : at]) or not any(
        t.strip() for t in texts[at + 1 : at + 1 + _GAP]
    )
    return not before.strip() and not after.strip() and (dashed or wide)


def _blank_is_page_break(texts: list[str]) -> bool:
    """One blank in front of few lines of a text that knows no other indent or markup."""
    filled = [t for t in texts if t.strip()]
    marked = sum(bool(_INDENTED.match(t)) for t in filled)
    if not marked or marked > max(3, len(filled) / 8):
        return False
    if any("\t" in t for t in filled):
        return False
    other = sum(bool(_DEEP.match(t) or _MARKDOWN.match(t)) for t in filled)
    return other <= marked / 4
