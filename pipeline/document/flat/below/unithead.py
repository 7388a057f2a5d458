"""A line of units, and of what marks stand for, below the heads of a flattened table.

事業名 担当課 財源 予算額 決算額
（①基金 ②県費） （千円） （円）
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from normalizers.unit import unit_of
from pipeline.document.flat.heads import HeadCell
from pipeline.document.flat.tokens import Row, Token, merge

_OPENS, _CLOSES = re.compile(r"[（(\[［]"), re.compile(r"[）)\]］]")
_LEGEND = re.compile(r"[（(\[［]?[①➀]")
_MONEY = {"amount", "difference"}


def unit_heads(heads: list[HeadCell], row: Row) -> list[HeadCell] | None:
    """The heads with the units of the line below put to those of numbers, from left to right, and
    a legend to 財源; None where the line holds anything else, or not as many units as there are
    columns of numbers, or of money. One unit stands for all and is put to the first, but below a
    head that stands alone on its line."""
    if not _OPENS.match(row.text):
        return None
    notes = _notes(row.tokens)
    legends = [n for n in notes if _LEGEND.match(n[0].text)]
    units = [n for n in notes if n not in legends]
    if not units or not all(unit_of("".join(t.text for t in n)) for n in units):
        return None
    places = [len(heads) - 1] if _is_below_one(heads, row) else _places(heads, len(units))
    funding = [i for i, h in enumerate(heads) if "funding" in h.roles]
    if not places or len(legends) > len(funding):
        return None
    made = list(heads)
    for place, unit in zip(places, units, strict=False):
        made[place] = heads[place].with_token(merge(unit))
    for place, legend in zip(funding, legends, strict=False):  # its words are no amounts' heads
        made[place] = replace(heads[place].with_token(merge(legend)), expected="text")
    return made


def _is_below_one(heads: list[HeadCell], row: Row) -> bool:
    """Whether the last head, one of numbers, stands alone on the line above."""
    line = row.line.index - 1
    above = [i for i, head in enumerate(heads) if any(t.line.index == line for t in head.tokens)]
    return above == [len(heads) - 1] and heads[-1].kind == "number"


def _notes(tokens: Sequence[Token]) -> list[list[Token]]:
    """The tokens by the brackets that hold them; one without any is on its own."""
    notes: list[list[Token]] = []
    depth = 0
    for token in tokens:
        if depth <= 0 or not notes:
            notes.append([])
        notes[-1].append(token)
        depth += len(_OPENS.findall(token.text)) - len(_CLOSES.findall(token.text))
    return notes


def _places(heads: list[HeadCell], count: int) -> list[int]:
    numbers = [i for i, h in enumerate(heads) if h.kind == "number"]
    money = [i for i, h in enumerate(heads) if h.roles & _MONEY]
    return next((p for p in (numbers, money) if len(p) == count), money[:1] if count == 1 else [])
