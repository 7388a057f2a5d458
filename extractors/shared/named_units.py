"""Captions that give each column a unit of its own: 単位：予算額　千円、決算額　円."""

from __future__ import annotations

from dataclasses import replace

from extractors.shared.columns import Columns
from normalizers.patterns import compiled
from normalizers.text import fold

_CAPTION = compiled(r"単位[：:]?(?P<parts>[^単位]*)")
_PART = compiled(
    r"(?P<head>\p{Han}{2,8}?)(?:[はが：:=＝]|\()?(?P<unit>(?:百万|億|千|万)?円)(?=[)）\]、，,・／/;]|$)"
)


def settle_named_units(columns: Columns) -> None:
    """Give the columns whose heads a caption names the units that it states for them."""
    named = _named_units([cite.text for cite in columns.caption if "単位" in cite.text])
    for words, unit in named.items():
        for column, text in enumerate(columns.texts):
            if words in fold(text):
                heads = (replace(h, unit=h.unit or unit) for h in columns.heads[column])
                columns.settle(column, tuple(heads))


def _named_units(captions: list[str]) -> dict[str, str]:
    """The units that the nearest caption gives to two columns or more, by the words of theirs."""
    for text in captions:
        found = _CAPTION.search("".join(text.split()))
        parts = _PART.findall(found["parts"]) if found else []
        if len(parts) > 1:
            return {fold(head): unit for head, unit in parts}
    return {}
