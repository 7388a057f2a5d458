"""Programs that a title with an amount names below it, without amounts of their own.

難病対策 4億8,300万円
患者と家族が地域で暮らし続けられるよう支援します。
  • 在宅療養支援事業          ★は新規事業を示します
  • ★難病医療ネットワーク
"""

from __future__ import annotations

from collections.abc import Container

from extractors.facts.lists.item_forms import Item
from extractors.facts.shared.fact import ProgramFact
from extractors.facts.shared.item_signs import lead_of
from extractors.shared.marks import split_marks
from extractors.shared.program_names import bare_name, could_name_a_program
from normalizers.patterns import compiled
from pipeline.document.model import Cite, Document, Line, once

_SENTENCE = 6  # lines that tell of the title
_FEWEST = 2  # names of programs that make a list: other lists tell what one program does
_LONGEST = 45
_SURE = compiled(r"(?:事業|事業費|補助金|交付金)(?:[（(][^（()）]*[）)])?$")
_NEW_SIGN = compiled(r"^[\s　※（(]*(?P<sign>[★☆◎◆■●])[\s　]*(?:は|印は|[:：=＝…])[\s　]*新規")


def named_below(
    document: Document, item: Item, group: ProgramFact, taken: Container[int]
) -> list[ProgramFact]:
    """A fact for each name of the list below the sentence that tells of a title; [] for other
    lines. taken: flow items that something else was read from."""
    listed: list[tuple[int, Cite]] = []
    kind = ""
    for at in range(item.last + 1, len(document.flow)):
        line = document.flow[at]
        if not isinstance(line, Line) or at in taken:
            break
        cite = line.cite()
        lead = lead_of(cite)
        if not lead.signed:
            if listed or at > item.last + _SENTENCE:
                break
            continue
        kind = kind or lead.kind
        if lead.kind != kind or len(line.text) > _LONGEST:
            break
        listed.append((at, cite.part(lead.end)))
    facts = [_fact(document, at, name, group) for at, name in listed]
    if sum(bool(_SURE.search(bare_name(fact.name.text))) for fact in facts) < _FEWEST:
        return []
    return [fact for fact in facts if could_name_a_program(bare_name(fact.name.text))]


def _fact(document: Document, at: int, name: Cite, group: ProgramFact) -> ProgramFact:
    title, new, repeated = split_marks(name)
    sign = _sign_of_new(document)
    if sign and title.text.startswith(sign):
        new, title = new or title.part(0, 1), title.part(1)
    return ProgramFact(
        title, "program", at, kind="item", section=(*group.section, group.name),
        fiscal_year=group.fiscal_year, is_new=new, is_repeated=repeated, parent=group,
    )  # fmt: skip


@once
def _sign_of_new(document: Document) -> str:
    """The sign that a line says stands before what is new; empty where none does."""
    found = (_NEW_SIGN.match(line.text) for line in document.lines if "新規" in line.text)
    return next((match["sign"] for match in found if match), "")
