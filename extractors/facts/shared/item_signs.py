"""How the line of a list begins: a sign, a number, the page that it refers to, a mark 新 or 拡."""

from __future__ import annotations

import re

from extractors.shared.outline import marker_of
from normalizers.value import value
from pipeline.document.model import Cite

PLAIN = "plain"  # lines that begin with the name itself
APART = "apart"  # such lines with their amount far behind
_WORD = r"(?:一部)?新規?|拡充?|継続?|重点"
_LEAD = re.compile(
    r"^[\s　]*(?:(?P<sign>[・･•○◯〇●◎■□◆◇▶▷▽▼＊*-]|[①-⑳])"
    r"|(?P<page>(?:(?P<title>[^。]{0,40})[ 　])?P[ 　]?[0-9０-９]{1,3})(?=[ 　]))?[\s　]*"
    rf"(?:(?:(?P<mark>{_WORD})(?=[ 　])|[〔［\[【（(](?P<boxed>{_WORD})[〕］\]】）)])[ 　]*)?"
    r"(?:[〔［\[【](?P<office>[^〔〕［］\[\]【】0-9]{2,16}[課室局部班係])[〕］\]】])?"
)


@value
class Lead:
    """kind: the sign or class of number; end: where the name begins; mark: 新, 拡 …

    signed: whether a sign of a list or a mark stands before the name; title: the heading that
    stands before the item on its line; office: the one in brackets before the name.
    """

    kind: str
    end: int
    mark: Cite | None = None
    signed: bool = False
    title: Cite | None = None
    office: Cite | None = None


def lead_of(whole: Cite) -> Lead:
    """The lead of a line."""
    text = whole.text
    found = _LEAD.match(text)
    assert found is not None
    if found.lastgroup is not None:
        named = "boxed" if found.group("boxed") else "mark"
        mark = whole.part(*found.span(named)) if found.group(named) else None
        kind = found.group("sign") or ("page" if found.group("page") else "mark" if mark else "")
        if kind:
            title = whole.part(*found.span("title")) if found.group("title") else None
            office = whole.part(*found.span("office")) if found.group("office") else None
            return Lead(kind, found.end(), mark, True, title, office)
    if marker := marker_of(text):
        return Lead(marker[0], marker[2])
    return Lead(APART if "  " in text else PLAIN, 0)
