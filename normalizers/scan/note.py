"""Notes that give the numbers of the table below them a unit: （単位：千円）."""

from __future__ import annotations

import re

from normalizers.unit import Unit, unit_of

_NOTE = re.compile(
    r"単[ ]?位[ ]*[:;/ ][ ]*\(?"
    r"([^()\[\]\n|:、,0-9]{1,8}(?=\))|[^()\[\]\s|:、,0-9]{1,6}(?=[\s|)\]]|\Z))"
)
# What ends the table: the caption of another one, a chapter.
_END = re.compile(
    r"^[ ]*(?:[表図][ ]?[0-9]|資料[ ]?[0-9]|第[ ]?[0-9一二三四五六七八九十]+[ ]?[章節編部]|#)", re.M
)


def notes_of(text: str) -> list[tuple[int, Unit | None]]:
    """Where the unit of bare numbers changes in a folded text, and to which; None for no unit.

    A note holds until the next one, the caption of another table, or the next chapter.
    """
    if "位" not in text:
        return []
    notes = [(m.end(), unit_of(m[1].replace(" ", ""))) for m in _NOTE.finditer(text)]
    if not notes:
        return []
    return sorted([*notes, *((m.start(), None) for m in _END.finditer(text))], key=lambda n: n[0])
