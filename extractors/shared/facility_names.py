"""The names of facilities in a cell or an enumeration."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extractors.shared.addresses import municipality_of
from extractors.shared.kinds import is_complete_name, is_facility_name, kind_of_name
from pipeline.document.model import Cite

LISTED = regex.compile(r"[・、,，]")
_SEPARATORS = (regex.compile(r"[、,，]"), regex.compile(r"\n"))


def has_several(address: Cite | None) -> bool:
    """Whether a row may be of several facilities: it gives no address, or several."""
    if not address:
        return True
    found = [municipality_of(piece) for piece in pieces(address, _SEPARATORS[1])]
    return sum(place is not None for place in found) > 1


def names_in(cite: Cite) -> list[Cite]:
    """The names of a cell: one, or several where every piece between separators is a name of
    one kind (東浜市医師会 above 在宅医療センター is one name)."""
    for separator in _SEPARATORS:
        found = list(pieces(cite, separator))
        kinds = {kind_of_name(p.text) for p in found if is_complete_name(p.text)}
        if len(found) > 1 and len(kinds) == 1 and all(is_complete_name(p.text) for p in found):
            return found
    return [cite] if is_facility_name(cite.text) else []


def pieces(cite: Cite, separator: regex.Pattern[str]) -> Iterator[Cite]:
    """What stands between separators, blanks left out."""
    start = 0
    for found in (*separator.finditer(cite.text), None):
        if piece := cite.part(start, found.start() if found else None):
            yield piece
        start = found.end() if found else start
