"""Which column of a table a cell could stand in, by the column's head and what the cell says."""

from __future__ import annotations

import re
from dataclasses import dataclass

from normalizers.head import Head
from normalizers.vocabulary import cached, load
from pipeline.document.flat.heads import HeadCell, row_to_heads
from pipeline.document.flat.tokens import Row, folded, kind_of

NAMES = {"facility", "name"}
_TEXTS = {"medical_area", "operator", "address", "contact", "municipalities", "jurisdiction"}
NO_FACILITIES = {"amount", "difference", "description", "percent"}  # heads of other tables
_FEWEST_COLUMNS = 3  # below a head line
_DATED = re.compile(r"(?:年月日?|日|期間|年度|時期|期限)$")
_PLACE = re.compile(r"[\u3005-\u9fff\u3041-\u30ff]{1,6}[都道府県市区町村郡]")
_PLACES = re.compile(r".*(?:[都道府県市区町村郡内]|[市町村]{2}|[）)、，・外]|旧.*|地区|全域|区域)")
_ADDRESS = re.compile(
    r"[市区町村郡].*(?:\d|[一二三四五六七八九十]+(?:丁目|番))|〒\d{3}|^\d+(?:-\d+)+$"
)
_LONG = 6  # characters of a name of an area alone
_AREA = re.compile(r"[\u3005-\u9fff\u3041-\u30ff・]{1,12}")
_CONTACT = re.compile(r"\d{2,5}[-－‐(（]\d{1,4}[-－‐)）]\d{3,4}|電話|TEL|FAX|http|@", re.IGNORECASE)
_BRACKETED = re.compile(r"(?:[（(\[［<＜][^（()）]*[)）\]］>＞]|[※＊*]\d*)\s*$")
BODY = re.compile(
    r"法人|会社|組合|連合会|機構|事業団|企業団|赤十字社|大学$"
)  # that runs facilities


@dataclass(slots=True)
class Column:
    """A column by its head: how well a line suits it."""

    heads: tuple[Head, ...]
    text: str

    def gain(self, text: str) -> float:
        """How well a line suits the column."""
        roles = {h.role for h in self.heads}
        if roles & NAMES:
            return 2.0 if is_name(text) else 0.7 if BODY.search(text) else -0.5
        if is_name(text):
            return -1.5
        bare, kind = folded(text), kind_of(squeezed(text))
        if kind == "mark":
            return 0.4 if not roles & _TEXTS else -1.0
        if _DATED.search(self.text):
            return 1.0 if kind in ("date", "nil") else -1.5
        if roles & {"beds", "coordinators", "dmat_teams", "number"}:
            return 1.0 if kind in ("number", "counted", "nil") else -1.5
        if "contact" in roles:
            return 1.0 if _CONTACT.search(bare) else -1.5
        if "address" in roles:
            return _gain_of_address(bare)
        if roles & {"municipalities", "jurisdiction"}:
            return _gain_of_places(bare)
        if "medical_area" in roles:
            return _gain_of_area(text)
        if "operator" in roles:
            return 1.0 if BODY.search(text) else 0.2 if kind == "text" else -1.0
        return -1.0 if _ADDRESS.search(bare) or _CONTACT.search(bare) else 0.2


def _gain_of_area(text: str) -> float:
    """北部, 若草・川辺, 北部保健医療圏; not 受水槽の増設, though it could be one."""
    if not _AREA.fullmatch(text):
        return -1.0
    short = text.endswith(("圏", "域", "区")) or all(len(w) < _LONG for w in text.split("・"))
    return 0.6 if short else 0.0


def _gain_of_places(bare: str) -> float:
    if _ADDRESS.search(bare) or not _PLACE.match(bare):
        return -1.0
    return 1.0 if _PLACES.fullmatch(bare) else 0.2  # 若草市在宅療養相談センター


def _gain_of_address(bare: str) -> float:
    if BODY.search(bare):  # 東浜県立病院機構
        return -1.0
    if _ADDRESS.search(bare):
        return 1.5
    if _PLACE.match(bare):
        return 0.8
    return 0.3 if _CONTACT.search(bare) else -1.0


def squeezed(text: str) -> str:
    return "".join(text.split())


def is_name(text: str) -> bool:
    """Whether a text ends as names of facilities do, brackets behind it aside."""
    bare = squeezed(_BRACKETED.sub("", text))
    return len(bare) > 3 and bare.endswith(_endings()) and bare not in _endings()


@cached
def _endings() -> tuple[str, ...]:
    words = {w for words in load("facility_kinds").values() for w in words if len(w) > 1}
    return tuple(sorted(words))


def heads_of_facilities(row: Row) -> list[HeadCell]:
    """The heads of a line; none where it is no head of a list of facilities."""
    heads = row_to_heads(row) or []
    roles = [head.roles for head in heads]
    other = any(own and own <= NO_FACILITIES for own in roles)  # 市町村 may be places or a share
    facilities = len(heads) >= _FEWEST_COLUMNS and any("facility" in own for own in roles)
    return heads if facilities and not other else []
