"""The municipality that an address begins with: ○○県△△郡□□町大字… -> □□町."""

from __future__ import annotations

import regex

from normalizers.prefecture import find_prefecture
from pipeline.document.model import Cite

_POST_CODE = regex.compile(r"^[\s　]*〒?[\s　]*[0-9０-９]{3}[-－ー][0-9０-９]{4}[\s　]*")
_COUNTY_CITY = regex.compile(r"^(?:蒲郡|小郡|大和郡山)市")  # cities whose names hold 郡
_LETTER = r"[\p{Han}\p{Hiragana}\p{Katakana}ケヶ]"
_DISTRICT = regex.compile(rf"^{_LETTER}{{1,6}}?郡(?=.)")
_CITY = regex.compile(rf"^{_LETTER}{{1,7}}?市(?!市|町(?:$|[0-9０-９大字]))")
_TOWN = regex.compile(rf"^{_LETTER}{{1,7}}?[町村](?![町村])")
_WARD = regex.compile(rf"^{_LETTER}{{1,5}}?区")


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
