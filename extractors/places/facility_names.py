"""The names of facilities in a cell or an enumeration."""

from __future__ import annotations

import re
from collections.abc import Iterator

import regex

from extractors.places.addresses import municipality_of
from extractors.row import Given, Row, Value
from extractors.shared.jurisdiction import owner_to_cells
from extractors.shared.kinds import is_complete_name, is_facility_name, kind_of_name
from normalizers.patterns import compiled
from pipeline.document.model import Cite, Line

_BLANK = compiled(r"\s")
_GENERIC_HEAD = compiled(
    r"^(?:名\s*称|施設名?称?|医療機関名?称?|病院名?称?|機関名|窓口名?|事業所名|センター名)$"
)
_OF_PLACES = compiled(r"施設|事業所|窓口|センター|医療機関|病院")
LISTED = compiled(r"[・、,，]")
_COUNTED = re.compile(
    r"[：:]\s*(?P<count>[0-9０-９]{1,3})\s*"
    r"(?:施設|病院|か所|カ所|箇所|機関|診療所|薬局|事業所|センター)\s*[（(](?P<names>[^（()）]+)[)）]"
)
_ENUMERATION = re.compile(
    rf"(?P<kind>[^\s：:。、]{{1,4}}(?:\s?[^\s：:。、]{{1,12}})?)\s*{_COUNTED.pattern}"
)
_SEPARATORS = (compiled(r"[、,，]"), compiled(r"\n"))


def heads_places(head: Cite) -> bool:
    """Whether a head says by itself that names of places stand below it: 施設名称, not 名称."""
    bare = _BLANK.sub("", head.text)
    return bool(_GENERIC_HEAD.match(bare) and _OF_PLACES.match(bare))


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


def specific_head(head: Cite) -> Cite | None:
    """What the head of the names says that they are (災害拠点病院); None for 施設名 and the like,
    unless a head over it says it."""
    if _GENERIC_HEAD.match(_BLANK.sub("", head.text)):
        return None
    above, _, last = head.text.rpartition("\n")
    if above and _GENERIC_HEAD.match(_BLANK.sub("", last)):
        return head.part(0, len(above)) if kind_of_name(above) else None
    return head or None


def enumerated_rows(line: Line, owner: Cite | str | None) -> Iterator[Row]:
    """病院：3施設（A病院・B病院・C病院): as many names as are counted, each of a facility."""
    text = line.text
    if not ("：" in text or ":" in text) or not _COUNTED.search(text):
        return  # a cheap look: few lines count names
    for found in _ENUMERATION.finditer(text):
        cites = list(pieces(line.cite(*found.span("names")), LISTED))
        if len(cites) != int(found["count"]):
            continue
        if not all(is_facility_name(c.text) for c in cites):
            continue
        for cite in cites:
            cells: dict[str, Value] = {
                "name": cite,
                "role": line.cite(*found.span("kind")),
                "kind": Given(kind_of_name(cite.text) or "other"),
            }
            yield Row("facilities", cells | owner_to_cells(owner), cite)
