"""Labels of particulars in running text, in sheets and on slides: 事業の実施主体, 総事業費 …"""

from __future__ import annotations

import re
from collections import defaultdict

from normalizers.head import Head, is_word, read_heads
from normalizers.text import fold
from normalizers.vocabulary import cached, load, remembered

_NOTE = re.compile(r"[（(〔\[［][^（）()〔〕\[\]［］]*[)）〕\]］]")
_LETTER = re.compile(r"[（(][A-ZＡ-Ｚ＋+\s]+[）)]")
_SHORT_YEAR = re.compile(r"^[0-9０-９]{1,2}[ 　]*年度(?=.)")
_LONGEST = 24
_SHORTEST_BEGIN = 6


@cached
def _opening() -> frozenset[str]:
    return frozenset(fold(word) for word in load("labels")["opens"])


@cached
def _last_letters() -> re.Pattern[str]:
    return re.compile(f"[{re.escape(''.join({word[-1] for word in _opening()}))}]")


def may_open(text: str) -> bool:
    """Whether a line could hold a label of a program's name: a quick look before a search."""
    return bool(_last_letters().search(text))


@cached
def _roles() -> dict[str, str]:
    """Every further word, folded, with its role."""
    words = load("labels")["words"]
    return {fold(word): role for role, listed in words.items() for word in listed}


@cached
def _begun() -> dict[str, frozenset[str]]:
    """The roles of the words that begin with a text and go on, for each such text."""
    begun: defaultdict[str, set[str]] = defaultdict(set)
    for word, role in _roles().items():
        for end in range(_SHORTEST_BEGIN, len(word)):
            begun[word[:end]].add(role)
    return {beginning: frozenset(roles) for beginning, roles in begun.items()}


@cached
def _head_roles() -> frozenset[str]:
    return frozenset(load("labels")["roles"])


def label_begun(text: str) -> Head | None:
    """The meaning of a label of which the end stands on the next line (アウトプット指), or None."""
    key = fold(_NOTE.sub("", text))
    if len(key) < _SHORTEST_BEGIN:
        return None
    role, *others = _begun().get(key, (None,))
    return Head(role, text) if role and not others else None


@remembered(8192)
def label_of(text: str) -> Head | None:
    """The meaning of a label, or None for words that are none.

    Brackets behind the word are notes (総事業費（計画期間の総額）); a year in or before it is the
    year of an amount (令和2年度予算額). The role name marks the word that opens a program's sheet.
    """
    if not 1 < len(text) <= 2 * _LONGEST:
        return None
    bare = _NOTE.sub("", text)
    key = fold(bare)
    if not key or len(key) > _LONGEST:
        return None
    if key in _opening():
        return Head("name", text)
    if role := _roles().get(key):
        return Head(role, text)
    if not is_word(key) and not any(c.isdigit() or c == "元" for c in text):
        return None
    short = _SHORT_YEAR.sub("", bare)  # 27年度当初予算額: the document tells the era
    heads = [h for t in (text, bare, short) for h in read_heads(t) if h.fit == 3]
    heads = [
        h for h in heads if h.role in _head_roles() and not (h.role == "new" and h.fiscal_year)
    ]
    if _LETTER.search(text):  # 都道府県（Ｂ） is a share of the costs
        heads.sort(key=lambda h: h.role != "amount")
    return heads[0] if heads else None
