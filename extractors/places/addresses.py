"""The municipality that an address begins with: ○○県△△郡□□町大字… -> □□町."""

from __future__ import annotations

from collections.abc import Collection

from normalizers.patterns import compiled
from normalizers.prefecture import find_prefecture
from normalizers.vocabulary import load
from pipeline.document.model import Cite

_POST_CODE = compiled(r"^[\s　]*〒?[\s　]*[0-9０-９]{3}[-－ー][0-9０-９]{4}[\s　]*")
_COUNTY_CITY = compiled(r"^(?:蒲郡|小郡|大和郡山)市")  # cities whose names hold 郡
_LETTER = r"[\p{Han}\p{Hiragana}\p{Katakana}ケヶ]"
_DISTRICT = compiled(rf"^{_LETTER}{{1,6}}?郡(?=.)")
_CITY = compiled(rf"^{_LETTER}{{1,7}}?市(?!市|町(?:$|[0-9０-９大字]))")
_TOWN = compiled(rf"^{_LETTER}{{1,7}}?[町村](?![町村])")
_MUNICIPAL = compiled(r"[市郡村県府都道]|[^\d]区")
_FEWEST_DISTRICTS = 3
_WARD = compiled(rf"^{_LETTER}{{1,5}}?区")


def are_of_one_city(addresses: Collection[str]) -> bool:
    """Whether addresses name districts (港町1-2) rather than towns: several, and none of them
    says 市, 郡, 村 or a prefecture; or they begin with wards of a city (西区本町1-2)."""
    if len(addresses) < _FEWEST_DISTRICTS:
        return False
    towns = any(_MUNICIPAL.search(address) for address in addresses)
    return not towns or any(map(_begins_with_a_ward, addresses))


def _begins_with_a_ward(address: str) -> bool:
    """Whether an address begins with a ward that is no municipality of its own."""
    place = municipality_of(Cite(address))
    return place is not None and is_ward_of_a_city(place.text)


def is_ward_of_a_city(name: str) -> bool:
    """Whether a name is that of a ward that is no municipality of its own (西区, not 港区)."""
    return name.endswith("区") and name not in load("municipalities")["special_wards"]


def municipality_of(address: Cite) -> Cite | None:
    """The city, town, village or ward (特別区) of an address; None where it names none."""
    text, start = address.text, 0
    if code := _POST_CODE.match(text):
        start = code.end()
    prefecture = find_prefecture(text[start:])
    if prefecture and text[start:].startswith(prefecture):
        start += len(prefecture)
    if city := _COUNTY_CITY.match(text[start:]):
        return address.part(start, start + city.end())
    district = _DISTRICT.match(text[start:])
    if district and (town := _TOWN.match(text[start + district.end() :])):
        return address.part(start + district.end(), start + district.end() + town.end())
    for pattern in (_CITY, _WARD, _TOWN):
        if found := pattern.match(text[start:]):
            return address.part(start, start + found.end())
    return None
