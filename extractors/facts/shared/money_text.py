"""Amounts of money inside running text: where they stand, and how they are labelled."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from itertools import accumulate

from normalizers.head import Head, read_heads
from normalizers.patterns import compiled

_BLANKS = compiled(r"\s+")

# a line break within an amount is a wrap: beside a comma, before a group of three is full or a
# nought, and behind the first digits of a share (県負担１ / １０百万円)
_WRAP = (
    r"\n(?=[，,][0-9０-９])|(?<=[，,][0-9０-９]{1,2})\n(?=[0-9０-９])"
    r"|(?<=[担分金庫費額][ 　]?[0-9０-９]{1,3})\n(?=[0-9０-９])|\n(?=[0０][0-9０-９]{0,2}[，,])"
)
# each digit by itself, as letter-spaced print is recognised: 3 1 2, 4 0 0千円
_SPACED = (
    r"(?<![0-9０-９，,．.])(?<![0-9０-９，,．.][ 　])"
    r"[0-9０-９](?:[ 　]?[，,]?[ 　][0-9０-９](?![0-9０-９])){2,}"
)
_NUMBER = rf"(?:{_SPACED}|[0-9０-９](?:[0-9０-９]|[，,．.][ 　\n]?(?=[0-9０-９])|{_WRAP})*)"
AMOUNT = compiled(
    rf"(?:[△▲－-][ 　]?)?(?=[0-9０-９])(?:{_NUMBER}[ 　\n]?(?:兆|[千百十]?億|[千百十]?万)[ 　\n]?)*"
    rf"(?:(?<![0-9０-９])(?:{_NUMBER}[ 　\n]?)?|(?<=[兆億万])[ 　\n]?)"
    r"(?<=[0-9０-９兆億万][ 　\n]?)[千百]?\n?(?:千|百万)?円"
)
_LABEL = re.compile(r"[^\s、，,。・（）()「」：:【】]+$")
_BRACKETED = compiled(r"[（(][^（）()]*[）)]\s*$")


def label_before(text: str, end: int) -> tuple[int, int]:
    """Start and end of the words that an amount at end is labelled with.

    事業者負担分（Ｈ２１基金充当分）１０，２５０千円 is labelled 事業者負担分; line breaks within a
    label are wraps.
    """
    head = text[:end].rstrip(" 　:：\n")
    if note := _BRACKETED.search(head):
        head = head[: note.start()].rstrip()
    start = len(head)
    while start and (head[start - 1] == "\n" or _LABEL.search(head[start - 1])):
        start -= 1
    return start, len(head)


def read_label(text: str) -> Head | None:
    """The meaning of a label in running text as an amount; None for any other words."""
    bare = _BLANKS.sub("", text)
    return next((h for h in read_heads(bare) if h.role == "amount" and h.fit >= 2), None)


def amounts_to_sums(yen: list[int]) -> list[tuple[int, int]]:
    """The places of amounts that are the sum of two or more right behind, and where these end."""
    below = list(accumulate(yen, initial=0))
    places: defaultdict[int, list[int]] = defaultdict(list)
    for place, whole in enumerate(below):
        places[whole].append(place)
    found = []
    for at, total in enumerate(yen):
        if not total or all(len(str(part).rstrip("0")) < 2 for part in yen[at : at + 3]):
            continue  # 100 = 50 + 50: round numbers add up by chance
        ends = places.get(below[at + 1] + total, [])
        if (first := bisect_left(ends, at + 3)) < len(ends):
            found.append((at, ends[first]))
    return found
