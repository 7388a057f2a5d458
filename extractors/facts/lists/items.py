"""Outlines of a budget: a line for each program, its name and its amount, a remark below.

・ドクターヘリ運航事業費 ２６８，４００千円
○　医学生修学資金等貸付事業（４２０，０００千円）【医療人材対策室】
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from itertools import takewhile

from extractors.facts.lists.item_forms import Item
from extractors.facts.lists.item_runs import items_of, sums_in
from extractors.facts.lists.named_below import named_below
from extractors.facts.shared.bracket_years import amount_in_bracket
from extractors.facts.shared.fact import AmountFact, ProgramFact
from extractors.facts.shared.frames import frame_of, is_framed_since
from extractors.facts.shared.item_signs import NUMBERED, lead_of, signs_of
from extractors.facts.shared.money_text import AMOUNT
from extractors.facts.shared.statement import (
    amount_before,
    bare_shares_in,
    bare_shares_of,
    bracket_behind,
    shares_in,
    shares_of,
    shares_of_lines,
)
from extractors.shared.edition import edition_year, heading_year, is_plan
from extractors.shared.marks import split_marks
from extractors.shared.outline import Heading, marker_of, outline_of
from extractors.shared.program_names import is_title_of_assets, office_behind
from normalizers.era import find_fiscal_years, year_in
from normalizers.patterns import compiled
from pipeline.document.model import Cite, Document, Line

OFFICE = compiled(
    r"[（(【\[〔［＜][\s　]*(?P<office>[^（()）【】\[\]〔〕［］＜＞0-9０-９]{2,16}"
    r"[課室局部班係所])[\s　]*[）)】\]〕］＞]"
)
_NEW = compiled(
    r"[（(【\[〔［＜][\s　]*(?P<new>新規?)[\s　]*[）)】\]〕］＞]"
    r"|(?<=[\s　）)】\]〕］＞円])(?P<new>新規?)[\s　]*$"
)
_REPEATED = compiled(r"[（(【\[〔［＜][\s　]*(?P<again>再掲)[\s　]*[）)】\]〕］＞]")
_DOUBLE = compiled(r"[\s　]+P[ 　]?[0-9０-９]{1,3}[ 　]")  # a heading and an item behind it
_PROGRAM = compiled(r"(?:事業|事業費|補助金|交付金)(?:[（(][^（）()]*[）)])?$")
_SUM = compiled(
    r"[\s　]*(?:合|小|総)?[\s　]*計[\s　:：]*[0-9０-９][0-9０-９,，]*[\s　]*[千百]*円?[\s　]*$"
)
_BRACKETED = compiled(r"^[\s　]*[\[（(〔［【].*[\]）)〕］】][\s　]*$")
_STATED = frozenset({"settled", "spent"})  # measures that a label says of one amount alone
_FEWEST = 2  # items that make a list
_DEEPEST = 10  # of lines without a marker of headings
_MOST_SHARES = 6  # lines below an item that its shares may stand on, one each
_REMARK = 8  # lines below an item that may describe it
_HEADS = 3  # years of a line that heads a table of figures


def item_facts(document: Document, taken: Container[int] = ()) -> Iterator[ProgramFact]:
    """A fact for each line of an outline, in the order of the document.

    taken: flow items that something else was read from.
    """
    runs = items_of(document, taken)
    if sum(map(len, runs)) < _FEWEST:
        return
    items = sorted((item for run in runs for item in run), key=lambda item: item.index)
    years = _years_of_two(document, items)
    made = {item.index: item_to_fact(document, item, years.get(item.index)) for item in items}
    for item in items:
        _put_in_section(document, item, made)
        fact = made[item.index]
        if item.index in years:
            of_year = (None, fact.fiscal_year)
            fact.section = tuple(c for c in fact.section if year_in(c.text) in of_year)
        shares = _shares_below(document, item, fact) if len(fact.amounts) == 1 else []
        on_lines = len(shares) if _stand_apart(shares) else 0
        below = _remark(document, item.last + on_lines, made)
        fact.description = Cite.join([c for c in (item.remark, below) if c]) or None
        fact.amounts += shares
    made = {index: fact for index, fact in made.items() if not _is_of_assets(fact)}
    _leave_out_details(made)
    for run in runs:
        _put_in_sums([item for item in run if item.index in made], made)
    _put_below_sums([item for item in items if item.index in made], made)
    titles = [item for item in items if item.heads and item.index in made]
    names = [fact for item in titles for fact in _named_below(document, item, made)]
    yield from sorted([*made.values(), *names], key=lambda fact: fact.at)


def _named_below(
    document: Document, title: Item, made: dict[int, ProgramFact]
) -> list[ProgramFact]:
    """The programs that a title names below it; it is their group then."""
    group = made[title.index]
    found = named_below(document, title, group, made) if group.level == "program" else []
    group.level = "group" if found else group.level
    return found


def _years_of_two(document: Document, items: list[Item]) -> dict[int, int]:
    """The year of items from a title on that has the amounts of two years: it closes the box of
    another budget above (【令和７年度補正予算 64百万円】), up to the next one."""
    year, since = edition_year(document), None
    years: dict[int, int] = {}
    for item in items:
        if item.heads and item.amount_behind:
            since = item.index
        if year and since is not None and not is_framed_since(document, since, item.index):
            years[item.index] = year
    return years


def item_to_fact(document: Document, item: Item, stated: int | None = None) -> ProgramFact:
    """The fact of an item; stated: the year that the words above it on its line name."""
    line, match = item.whole, item.match
    name, new, repeated = split_marks(line.part(*match.span("name")))
    mark = item.lead.mark
    if mark and mark.text.startswith("新"):
        new = new or mark
    list_year, settled = frame_of(document, item.index)
    year = (
        item.year
        or stated
        or heading_year(_above(document, item.index))
        or list_year
        or edition_year(document)
    )
    if signs_of(document).get(item.lead.kind):
        new = new or line.part(0, match.start("name"))
    tail = match.start("tail")
    if behind := _NEW.search(line.text, tail):
        new = new or line.part(*behind.span("new"))
    if again := _REPEATED.search(line.text, tail):
        repeated = repeated or line.part(*again.span("again"))
    start, end = match.span("office") if match.groupdict().get("office") else (tail, None)
    offices = list(OFFICE.finditer(line.text, start, end or len(line.text)))
    offices = offices if end else offices[:1]
    in_front = (item.lead.office,) if item.lead.office else ()
    if not offices and not in_front:
        name, office = office_behind(name)
        in_front = (office,) if office else ()
    fact = ProgramFact(
        name=name, level="program", at=item.index, fiscal_year=year, kind="item",
        is_new=new, is_repeated=repeated,
        department=tuple(line.part(*o.span("office")) for o in offices) or in_front,
    )  # fmt: skip
    measure = "plan" if is_plan(document) else "settled" if settled else "budget"
    measure = item.measure if item.measure in _STATED else measure
    fact.amounts = [AmountFact(item.amount, "total", measure, item.unit, year)]
    behind_amount = line.part(tail)
    if inner := bracket_behind(behind_amount.text, 0):
        fact.amounts += shares_in(behind_amount, *inner, measure, year)
    if item.unit:
        fact.amounts += bare_shares_in(behind_amount, fact.amounts[0])
    earlier = amount_before(behind_amount, measure, year, item.unit)
    earlier = earlier or amount_in_bracket(document, behind_amount, measure, year, item.unit)
    if earlier:
        fact.amounts.append(earlier)
    return fact


def _is_of_assets(fact: ProgramFact) -> bool:
    """Whether a line stands in a balance sheet: ３ 長期前受金 above イ 補助金."""
    return bool(fact.section) and is_title_of_assets(fact.section[-1].text)


def _leave_out_details(made: dict[int, ProgramFact]) -> None:
    """What an item under a program gives the cost of is a part of it, no program of its own."""
    for index, fact in list(made.items()):
        whole = fact.parent
        if whole is None or not _PROGRAM.search(whole.name.text) or _PROGRAM.search(fact.name.text):
            continue
        del made[index]
        if not any(other.parent is whole for other in made.values()):
            whole.level = "program"


def _shares_below(document: Document, item: Item, fact: ProgramFact) -> list[AmountFact]:
    """The sources on the line below an item, in brackets or behind 財源, where they add up to its
    amount."""
    below = document.flow[item.last + 1 : item.last + 1 + _MOST_SHARES]
    lines = [x for x in takewhile(lambda x: isinstance(x, Line), below) if isinstance(x, Line)]
    if not lines:
        return []
    line = lines[0]
    if "財源" in line.text and (shares := bare_shares_of(line.cite(), fact.amounts[0])):
        return shares
    if not _BRACKETED.match(line.text):
        return shares_of_lines([x.cite() for x in lines], fact.amounts[0])
    return shares_of(line.cite().part(1), fact.amounts[0])


def _stand_apart(shares: Sequence[AmountFact]) -> bool:
    """Whether each share stands on a line of its own."""
    return len({share.cite.spans[0].line for share in shares}) == len(shares) > 1


def _put_in_sums(run: list[Item], made: dict[int, ProgramFact]) -> None:
    """An item that is the sum of those right behind it is the group of them."""
    for at, end in sums_in(run):
        group, *facts = (made[item.index] for item in run[at:end])
        if group.parent is None:
            group.level = "group"
            for fact in facts:
                fact.parent, fact.section = group, (*fact.section, group.name)


def _put_below_sums(items: list[Item], made: dict[int, ProgramFact]) -> None:
    """An item that is the sum of all those of another sign between it and the next one of its own
    ((１) … 145,000千円 over ア … 120,000千円, イ … 25,000千円) is the group of them."""
    for number, item in enumerate(items):
        end = number + 1
        while end < len(items) and items[end].lead.kind != item.lead.kind:
            end += 1
        group, *facts = (made[x.index] for x in items[number:end])
        kinds = {x.lead.kind for x in items[number + 1 : end]}
        yen = [fact.amounts[0].yen for fact in facts]
        if len(facts) < _FEWEST or len(kinds) != 1 or group.level == "group" or None in yen:
            continue
        if sum(y or 0 for y in yen) == group.amounts[0].yen and all(
            f.parent is None for f in facts
        ):
            group.level = "group"
            for fact in facts:
                fact.parent, fact.section = group, (*fact.section, group.name)


def _above(document: Document, index: int) -> Heading | None:
    above = outline_of(document).at(index)
    return above.parent if above is not None and above.at == index else above


def _put_in_section(document: Document, item: Item, made: dict[int, ProgramFact]) -> None:
    """The headings above an item; one that gives an amount itself is the group it belongs to.

    A heading that a flattened text put in front of an item on its line heads it as well.
    """
    fact = made[item.index]
    above = outline_of(document).at(item.index)
    title = item.lead.title
    if title is None:
        above = _above(document, item.index)
    line = document.flow[item.index]
    marker = marker_of(line.text) if isinstance(line, Line) else None
    rank = marker[1] + bool(title) if marker else _DEEPEST - item.heads
    path = [h for h in (above.path if above else ()) if h.rank < rank]
    path = [h for h in path if h.at in made or not AMOUNT.search(h.title.text)]
    if item.lead.kind in (signs := signs_of(document)):  # none of its list heads another
        path = [h for h in path if _sign_at(document, h) not in signs]
    titled = {h.at: _DOUBLE.split(h.title.text)[0] for h in path}
    fact.section = tuple(
        h.title.part(0, len(titled[h.at])) if titled[h.at] != h.title.text
        else made[h.at].name if h.at in made else h.title
        for h in path
    )  # fmt: skip
    groups = [made[h.at] for h in path if h.at in made and titled[h.at] == h.title.text]
    if groups and _is_part(fact, groups[-1]):
        fact.parent = groups[-1]
        groups[-1].level = "group"


def _sign_at(document: Document, heading: Heading) -> str:
    line = document.flow[heading.at]
    return line.text.strip()[:1] if isinstance(line, Line) else ""


def _is_part(fact: ProgramFact, group: ProgramFact) -> bool:
    """Whether an item may be a part of another: it is no more than that."""
    part, whole = (f.amounts[0].yen for f in (fact, group))
    return part is None or whole is None or part <= whole


def _remark(document: Document, index: int, places: Container[int]) -> Cite:
    """The lines below an item, up to the next item or heading."""
    lines = []
    for at in range(index + 1, min(index + 1 + _REMARK, len(document.flow))):
        item = document.flow[at]
        if not isinstance(item, Line) or at in places or marker_of(item.text):
            break
        if len(find_fiscal_years(item.text)) >= _HEADS or _SUM.match(item.text):
            break
        if lead_of(item.cite()).kind == NUMBERED:
            break  # 施策２ …
        lines.append(item.cite())
    return Cite.join(lines)
