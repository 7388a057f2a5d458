"""Where the pages of a text begin, from what is left of its page breaks."""

from __future__ import annotations

import re
from collections import Counter

_MARKDOWN = re.compile(r"^ {0,3}(?:[-*+] |#{1,6} |\|)")
_INDENTED = re.compile(r"^ \S")
_DEEP = re.compile(r"^[ ]{2,}\S")
_DASH = r"[-‐－–―]"
_NUMBER = r"[0-9０-９]{1,4}"
_PAGE_NUMBER = re.compile(
    rf"^\s*(?:{_DASH}\s*(?P<dashed>{_NUMBER})\s*{_DASH}|(?P<bare>{_NUMBER}))\s*$"
)
_DIGITS = re.compile(r"[0-9０-９]+")
_FEWEST = 2  # pages that count on
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


def margin_lines(texts: list[str], pages: list[int] | None) -> set[int]:
    """The places of page numbers and running heads: they belong to the sheet, not to the text.

    Where pages are known, a number alone on the first or last line of its page is a page number if
    it counts with the pages, and what stands first on most pages is a running head on all but the
    first of them.
    """
    found = {at for at in range(len(texts)) if _is_set_apart(texts, at)}
    if pages is None:
        return found
    bodies: dict[int, list[int]] = {}
    for at, (text, page) in enumerate(zip(texts, pages, strict=True)):
        if text.strip():
            bodies.setdefault(page, []).append(at)
    for end in (0, -1):
        edges = {page: places[end] for page, places in bodies.items()}
        steps = {
            at: int(number["dashed"] or number["bare"]) - page
            for page, at in edges.items()
            if (number := _PAGE_NUMBER.match(texts[at]))
        }
        often = Counter(steps.values())
        found.update(at for at, step in steps.items() if often[step] >= _FEWEST)
    heads = [next((at for at in places if at not in found), -1) for places in bodies.values()]
    same: dict[str, list[int]] = {}
    for at in heads:
        if at >= 0:
            same.setdefault(_DIGITS.sub("0", texts[at].strip()), []).append(at)
    for places in same.values():
        if len(places) > max(_FEWEST, len(bodies) / 2):
            found.update(places[1:])
    return found


def _is_set_apart(texts: list[str], at: int) -> bool:
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
    if not marked or marked > max(3, len(filled) / 6):
        return False
    if any("\t" in t for t in filled):
        return False
    other = sum(bool(_DEEP.match(t) or _MARKDOWN.match(t)) for t in filled)
    return other <= marked / 4
