"""What the heads of lists that fell apart say about their columns."""

from __future__ import annotations

import re
from collections.abc import Sequence

from normalizers.head import read_heads
from pipeline.document.flat.heads import HeadCell, head_score, is_head

_EXACT = 3
LEGEND = re.compile(r"[①-⑳➀-➉]\s*\S")
_OF_WHICH = re.compile(r"^うち(?=.)")
_AND = re.compile(r"^(?:及び|と|・|／|/)")
_WORD_ROLES = (  # the first that a head has tells what its column holds
    "number", "name", "description", "department", "account", "funding", "implementer", "new",
    "repeated", "division", "period", "note", "over",
)  # fmt: skip


def head_role(head: HeadCell) -> str:
    """What a column of words holds: a role of the vocabulary, other where it is unknown."""
    if not head.tokens:
        return head.expected or "other"
    plain = without_legend(head)
    roles = plain.roles if is_head(plain.text) else frozenset[str]()
    return next((r for r in _WORD_ROLES if r in roles), "other")


def with_silent_heads(heads: Sequence[HeadCell], numbered: bool) -> list[HeadCell]:
    """The heads of words with those of columns that have none of their own: of running numbers,
    of a description that the head of the name speaks of as well (事業名及び概要)."""
    roles = [head_role(head) for head in heads]
    words = [HeadCell((), "number")] if numbered and "number" not in roles else []
    for word, role in zip(heads, roles, strict=True):
        words.append(word)
        if role == "name" and "description" not in roles and _tells_more(bare(word)):
            words.append(HeadCell((), "description"))
    return words


def _tells_more(text: str) -> bool:
    """Whether a head is one of names and one of descriptions: 事業名及び概要, 事業名・内容."""
    cuts = ((text[:n], _AND.sub("", text[n:])) for n in range(1, len(text)))
    return any(_means(name, "name") and _means(more, "description") for name, more in cuts)


def _means(text: str, role: str) -> bool:
    return is_head(text) and any(h.role == role for h in read_heads(text))


def without_legend(head: HeadCell) -> HeadCell:
    """財源 of 財源 / ①基金 / ②県費."""
    legend = next((n for n, t in enumerate(head.tokens) if LEGEND.match(t.text)), None)
    return HeadCell(head.tokens[:legend]) if legend else head


def place_of(head: HeadCell) -> tuple[int, int]:
    """Where a head begins: the index of its line and the character."""
    return head.tokens[0].line.index, head.tokens[0].start


def bare(head: HeadCell) -> str:
    return "".join(head.text.split())


def fit_of(text: str) -> int:
    """How well the vocabulary knows a head; うち基金 as well as 基金."""
    return head_score(_OF_WHICH.sub("", text))


def kind_of(head: HeadCell) -> str:
    """over, source, total, words; empty for a head that lists of programs have not. A part of an
    amount (うち基金) stands beside it, not among sources that add up: total."""
    plain = without_legend(head)
    if _OF_WHICH.match(plain.text) and fit_of(plain.text) == _EXACT:
        return "total" if "amount" in plain.roles else "words"
    found = read_heads(plain.text)
    if not is_head(plain.text) and not _is_year(head):
        return "words"
    roles = {h.role for h in found}
    if "over" in roles:
        return "over"
    if any(r in roles for r in _WORD_ROLES) and "amount" not in roles:
        return "words"
    if "plain" in roles:
        return "source"
    if "amount" in roles:
        return (
            "total" if any(h.source == "total" for h in found if h.role == "amount") else "source"
        )
    return "total" if "difference" in roles else ""


def _is_year(head: HeadCell) -> bool:
    return head.tokens[0].kind == "date"
