"""Lines that give a program and its amount, on the line itself or on one below it.

・ドクターヘリ運航事業費 ２６８，４００千円          ・医療従事者の研修
                                                   ７９２千円
(単位 千円)
P10 新規 在宅歯科診療の充実【健康増進課】 11,416
"""

from __future__ import annotations

from collections.abc import Container, Iterator

from extractors.facts.lists.item_forms import (
    SECOND,
    Item,
    has_clause,
    is_amount_alone,
    item_of_cite,
    patterns,
)
from extractors.facts.shared.item_signs import PLAIN, Lead, lead_of
from extractors.facts.shared.money_text import AMOUNT
from extractors.shared.outline import marker_of
from extractors.shared.program_names import (
    bare_name,
    names_a_program,
)
from normalizers.patterns import compiled
from normalizers.unit import find_money, is_money
from pipeline.document.model import Cite, Document, Grid, Line

_TORN = compiled(
    r"[（(【\[〔［][^（()）【】\[\]〔〕［］。、]{1,30}$"
    r"|(?<=[\s　（(…‥・：:])[0-9０-９][0-9０-９，,]*$"
)
# a line that ends a sentence or an amount, or is a number or sign alone or a word above a part
_CLOSED = compiled(
    r"[。）)】］〕》」円][\s　]*$|^[\s　]*(?:[0-9０-９.．]+|\p{Han}{1,4}|[○◯〇●◎◆◇■□・])[\s　]*$"
)
_LONGEST_TITLE = 45
_RINGS = ("○", "◯", "〇")
_NUMBERED = ("roman", "number", "bracketed number", "bracketed kana", "kana", "circled")
_REACH = 40  # lines below a unit, or below the last item that has it
_REMARK = 8  # lines below an item that may describe it


def lines_to_items(document: Document, taken: Container[int]) -> list[Item]:
    """The lines of a document that give a name and an amount, but those taken, in their order."""
    items: list[Item] = []
    waiting: list[tuple[int, Line, Lead]] = []  # names without an amount
    amounts: list[tuple[int, Line]] = []
    unit: str | None = None
    used = 0  # where the unit was stated or used last
    ring = -1  # of a mark that stands alone
    for index, line in enumerate(document.flow):
        if isinstance(line, Line) and "単位" in line.text:
            found = find_money(line.text[line.text.index("単位") :].split("\n")[0])
            unit = found if is_money(found) else None
            used = index
        if index - used > _REACH:
            unit = None
        usable = isinstance(line, Line) and not line.margin and index not in taken
        priced = usable and isinstance(line, Line) and "円" in line.text
        below = bool(waiting) and waiting[-1][0] == index - 1 and waiting[-1][2].kind == PLAIN
        if priced and isinstance(line, Line) and is_amount_alone(line.text, labelled=below):
            amounts.append((index, line))
            continue
        if usable and isinstance(line, Line) and line.text.strip() in _RINGS:
            ring = index
            continue
        if amounts:
            items += [] if _in_columns(document, index, waiting) else _pairs(waiting, amounts, ring)
            waiting, amounts = [], []
        if not usable or not isinstance(line, Line):
            waiting = []
        elif (item := _item_of(document, index, line, unit)) is not None:
            items.append(item)
            waiting, used = [], index
        elif (lead := _name_alone(line.text) or _title_alone(document, index)) is not None:
            waiting.append((index, line, lead))
        elif marker_of(line.text) or (waiting and index - waiting[0][0] > _REMARK):
            waiting = []
    return [*items, *_pairs(waiting, amounts, ring)]


def _in_columns(document: Document, index: int, names: list[tuple[int, Line, Lead]]) -> bool:
    """Whether a word and a second amount follow that of a numbered name (要求どおり / 3,000千円):
    the columns of what is asked for and granted, of which parts the program consists."""
    if not names or names[-1][2].kind != "number":
        return False
    between, *below = document.flow[index : index + 2]
    if not below or isinstance(between, Grid) or marker_of(between.text):
        return False
    return isinstance(below[0], Line) and bool(patterns().alone.match(below[0].text))


def _pairs(
    names: list[tuple[int, Line, Lead]], amounts: list[tuple[int, Line]], ring: int
) -> Iterator[Item]:
    """Names and the amounts alone on the lines below, as many as there are names, in order.

    Of several amounts below one name the first is its own. ring: the last line that is nothing
    but the ring of a mark (改 ・検査事業 / ○).
    """
    names = [n for n in names if n[2].kind == names[-1][2].kind]  # others head them
    if names and names[-1][2].kind == PLAIN:
        names = names[-1:]
    if len(names) > len(amounts):
        names = _without_those_explained(names)
    if len(names) != len(amounts) and not (len(names) == 1 and amounts[:1]):
        return
    end = names[-1][0] if names else -1
    below = bool(names) and amounts[0][0] == (ring if ring == end + 1 else end) + 1
    for (index, line, _), (at, amount) in zip(names, amounts, strict=False):
        found = AMOUNT.search(amount.text)
        assert found is not None
        whole = Cite.join([line.cite(), amount.cite(found.start())])
        lead = lead_of(whole)
        match = patterns().item.match(whole.text, lead.end)
        tail = match.group("tail") if match is not None else ""
        if not below or match is None or has_clause(match.group("name"), lead):
            continue
        if not tail or SECOND.match(tail):
            yield Item(index, at, whole, match, lead)


def _without_those_explained(names: list[tuple[int, Line, Lead]]) -> list[tuple[int, Line, Lead]]:
    """The last names without a line between them: those above have a remark and no amount."""
    first = len(names) - 1
    while first > 0 and names[first - 1][0] == names[first][0] - 1:
        first -= 1
    return names[first:]


def _item_of(document: Document, index: int, line: Line, unit: str | None) -> Item | None:
    """The item of a line with its amount; None for any other line."""
    whole = _whole(document, index, line)
    for cite in (line.cite(), whole) if unit else ():
        if "円" not in cite.text and (item := item_of_cite(index, cite, unit)) is not None:
            return item
    return item_of_cite(index, whole, None) if "円" in whole.text else None


def _whole(document: Document, index: int, line: Line) -> Cite:
    """A line, with the next one where it ends within a bracket or an amount, or with an office."""
    cite = line.cite()
    following = document.flow[index + 1] if index + 1 < len(document.flow) else None
    if not isinstance(following, Line) or following.margin:
        return cite
    numbered = following.text[:1].isdigit()
    office = numbered and patterns().ends_with_office.search(cite.text)
    return Cite.join([cite, following.cite()]) if office or _TORN.search(cite.text) else cite


def has_begun(document: Document, index: int) -> bool:
    """Whether a line begins where it stands, and is not the rest of the one above."""
    above = document.flow[index - 1] if index else None
    line = document.flow[index]
    if not isinstance(above, Line) or not isinstance(line, Line) or line.number > above.number + 1:
        return True
    return bool(_CLOSED.search(above.text)) or _name_alone(above.text) is not None


def _title_alone(document: Document, index: int) -> Lead | None:
    """The lead of a line without any sign that is nothing but the name of a program, where an
    amount stands alone right below."""
    line = document.flow[index]
    below = document.flow[index + 1] if index + 1 < len(document.flow) else None
    if not isinstance(line, Line) or not isinstance(below, Line) or "円" not in below.text:
        return None
    if not is_amount_alone(below.text) or not has_begun(document, index):
        return None
    lead = lead_of(line.cite())
    plain = lead.kind == PLAIN and len(line.text) <= _LONGEST_TITLE
    return lead if plain and names_a_program(bare_name(line.text)) else None


def _name_alone(text: str) -> Lead | None:
    """The lead of a line of a list that is nothing but the name of a program."""
    lead = lead_of(Cite(text))
    if not lead.signed and lead.kind not in _NUMBERED:
        return None
    name = bare_name(text[lead.end :])
    return lead if len(name) <= _LONGEST_TITLE and names_a_program(name) else None
