r"""Pieces of patterns for years as they are printed, in characters of either width.

    rf"{ERA}[\s　]*{NUMBER}年度"    令和６年度, 平成 元年度
    rf"{LETTER}{NUMBER}"            R6, Ｈ元

They are of text that was not normalised, so that a match is a place in the document; what a match
means say the parsers of normalizers.era. The next 元号 is written there, and nowhere else.
"""

from __future__ import annotations

from normalizers.era import ERA_LETTERS, ERAS

ERA = rf"(?:{'|'.join(ERAS)})"
LETTER = f"[{''.join(ERA_LETTERS)}{''.join(chr(ord(x) + 0xFEE0) for x in ERA_LETTERS)}]"
NUMBER = r"(?:[0-9０-９]{1,2}|元)"
GREGORIAN = r"(?:19|20|１９|２０)[0-9０-９]{2}"
