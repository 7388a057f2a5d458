"""Where money comes from, as notes behind amounts and headings above them say it."""

from __future__ import annotations

from normalizers.era import find_fiscal_years
from normalizers.head import read_head
from normalizers.patterns import compiled
from pipeline.document.model import Line

_IN_BRACKETS = compiled(r"[（(][^（）()]*[）)]?")
_PARTS = compiled(r"[（()）:：]|を活用|により")
_CLOSED_BRACKETS = compiled(r"[（(][^（）()]*[）)]")
_PROGRAM_END = compiled(r"事業$")
BLOCK = compiled(r"予算(?:額)?の?推移|^[\s　]*財源[ 　]*[:：]|予算額の推移")


def source_in(text: str, least_fit: int = 2) -> str | None:
    """The funding source that a note names; None for any other note."""
    bare = _IN_BRACKETS.sub("", text).strip(" 　※・")
    head = read_head(bare) if bare else None
    return head.share if head and head.role == "amount" and head.fit >= least_fit else None


def source_of_block(lines: list[Line]) -> str | None:
    """全額：地域医療介護総合確保基金を活用: what a heading says holds for all of its amounts."""
    for line in reversed(lines):
        if match := BLOCK.search(line.text):
            rest = line.text[match.end() :]
            years = find_fiscal_years(rest)
            rest = rest[: years[0][0]] if years else rest
            parts = _PARTS.split(rest)
            return next((s for p in parts if (s := source_in(p))), None)
        bare = _CLOSED_BRACKETS.sub("", line.text).strip()
        named = len(bare) > 3 and not find_fiscal_years(bare)
        if named and (source := source_in(_PROGRAM_END.sub("", bare))):
            return source
    return None
