"""How the line of a list begins: a sign, a number, the page that it refers to, a mark 新 or 拡."""

from __future__ import annotations

import re

from extractors.shared.outline import marker_of
from normalizers.value import value
from pipeline.document.model import Cite, Document, once

PLAIN = "plain"  # lines that begin with the name itself
NUMBERED = "numbered"  # lines that begin with No.1, 施策２, 取組１－１
MARK = "mark"  # lines that begin with a mark (新) and have no sign
APART = "apart"  # such lines with their amount far behind
_WORD = r"(?:一部)?新規?|拡充?|継続?|重点"
_LEAD = re.compile(
    r"^[\s　]*(?:(?:(?P<torn>新|拡)|改)[ 　]+(?=[・･]))?"
    r"(?:(?P<numbered>(?:[NＮ][oｏOＯ][.．]?|№|取組|施策|事業)[ 　]?[0-9０-９]{1,3}"
    r"(?:[-－‐][0-9０-９]{1,3})?[:：]?)(?=[ 　])"
    r"|(?P<sign>[・･•○◯〇●◎■□◆◇▶▷▽▼☆★＊*-]|[①-⑳]|[△▲](?![\s　]*[0-9０-９]))"
    r"|(?P<page>(?:(?P<title>[^。]{0,40})[ 　])?P[ 　]?[0-9０-９]{1,3})(?=[ 　]))?[\s　]*"
    rf"(?:(?:(?P<mark>{_WORD})(?=[ 　])|[〔［\[【（(](?P<boxed>{_WORD})[〕］\]】）)])[ 　]*)?"
    r"(?P<label>[〔［\[【](?:細?事業(?:名称?)?|施策)[〕］\]】][ 　]*)?"
    r"(?:[〔［\[【](?P<office>[^〔〕［］\[\]【】0-9]{2,16}[課室局部班係])[〕］\]】])?"
)

# ○は新規事業、●は拡大事業: what the signs of a list say of its programs
_SIGN_SAYS = re.compile(
    r"(?P<sign>[○◯〇●◎■□◆◇△▲▽▼☆★・])[\s　]*(?:は|が|印は|[:：=＝…])?[\s　]*[「『]?"
    rf"(?P<says>{_WORD}|拡大)(?:事業)?(?=[\s　、,，。」』)）／/]|$|を|です)"
)
_LEGEND = "legend"  # what stands for every sign that a legend explains


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
        named = next((name for name in ("boxed", "torn") if found.group(name)), "mark")
        mark = whole.part(*found.span(named)) if found.group(named) else None
        kind = (
            found.group("sign")
            or (NUMBERED if found.group("numbered") else "")
            or ("page" if found.group("page") else MARK if mark else found.group("label") or "")
        )
        if kind:
            title = whole.part(*found.span("title")) if found.group("title") else None
            office = whole.part(*found.span("office")) if found.group("office") else None
            return Lead(kind, found.end(), mark, True, title, office)
    if marker := marker_of(text):
        return Lead(marker[0], marker[2])
    return Lead(APART if "  " in text else PLAIN, 0)


@once
def signs_of(document: Document) -> dict[str, bool]:
    """The signs that a line explains (○は新規事業、●は拡大事業), each with whether it says new;
    empty where no line explains two."""
    for line in document.lines:
        if "新" not in line.text:
            continue
        said = {m["sign"]: m["says"].startswith("新") for m in _SIGN_SAYS.finditer(line.text)}
        if len(said) > 1:
            return said
    return {}


def list_sign(lead: Lead, signs: dict[str, bool]) -> str:
    """The kind of a lead; one for all signs that a legend explains: they are of one list."""
    return _LEGEND if lead.kind in signs else lead.kind
