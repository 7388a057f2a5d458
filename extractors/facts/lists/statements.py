"""What a line of a program's text states: a total, with the shares in the bracket behind it.

・総事業費１２，０００千円（基金負担分９，０００千円、事業者負担分３，０００千円）
"""

from __future__ import annotations

from extractors.facts.shared.fact import AmountFact, ProgramFact
from extractors.facts.shared.money_text import AMOUNT, label_before
from extractors.facts.shared.statement import amount_before, bracket_behind, shares_below, shares_in
from normalizers.label import label_of
from normalizers.patterns import compiled
from pipeline.document.model import Cite

_BLANKS = compiled(r"\s+")
BULLET = compiled(r"^[\s　]*[・･•○◯●\-－][ 　]*")
_OPENED = compiled(r"^[\s　]*[【〔［][ 　]*")  # 【総事業費：１２，０００千円】
_OF_WHICH = compiled(r"^\s*(?:うち|（うち|\(うち)(?P<label>[^0-9０-９（(]{1,20}分)")
_PART_OF = compiled(r"^[\s　]*の?内数")


def read_note(fact: ProgramFact, note: Cite, planned: bool) -> None:
    """The total in brackets behind a title, and the shares behind it in the same brackets."""
    amount = AMOUNT.search(note.text)
    if not amount or fact.amounts:
        return
    start, end = label_before(note.text, amount.start())
    head = label_of(_BLANKS.sub("", note.text[start:end]))
    if head is None or head.role != "amount" or head.source != "total":
        return
    measure = "plan" if head.measure == "budget" and planned else head.measure or "plan"
    total = AmountFact(note.part(*amount.span()), "total", measure, year=fact.fiscal_year)
    shares = shares_in(note, amount.end(), len(note.text), measure, fact.fiscal_year)
    fact.amounts += [total, *shares]


def read_statement(
    fact: ProgramFact, shares: list[ProgramFact], text: Cite, first_line: int, planned: bool
) -> None:
    """A line that begins with a total: its amount, and the shares in the bracket behind it.

    planned: the 事業費 of a document that is a plan is what is planned, not a year's budget.
    """
    amount = AMOUNT.search(text.text)
    if not amount or amount.start() > first_line:
        return
    bullet = BULLET.match(text.text) or _OPENED.match(text.text)
    low = bullet.end() if bullet else 0
    start, end = label_before(text.text, amount.start())
    of_which = _OF_WHICH.match(text.text)
    target = fact
    if of_which:
        target = ProgramFact(
            name=text.part(0, end), level="subtotal", at=fact.at, order=len(shares) + 1,
            section=(*fact.section, fact.name), fiscal_year=fact.fiscal_year,
        )  # fmt: skip
        measure = "plan"
    else:
        head = label_of(_BLANKS.sub("", text.text[start:end]))
        if start > low or head is None or head.role != "amount" or head.source != "total":
            return
        measure = "plan" if head.measure == "budget" and planned else head.measure or "plan"
    annual = measure == "annual"
    note = bracket_behind(text.text, amount.end())
    total = AmountFact(
        text.part(*amount.span()), "total", measure, wide=not annual,
        year=None if annual else fact.fiscal_year,
    )  # fmt: skip
    if part := _PART_OF.match(text.text[amount.end() :]):  # of a larger sum
        total.wide, total.note = False, text.part(amount.end(), amount.end() + part.end())
    if any(a.source == "total" and a.measure == measure for a in target.amounts):
        return
    target.amounts.append(total)
    if note and not annual:
        target.amounts.extend(shares_in(text, *note, measure, fact.fiscal_year))
        bracket = text.part(note[0] - 1, note[1] + 1)
        if earlier := amount_before(bracket, measure, fact.fiscal_year):
            target.amounts.append(earlier)
    elif note:
        total.note = text.part(*note)
    if not annual and not any(a.source != "total" for a in target.amounts):
        target.amounts.extend(shares_below(text, amount.end(), total))
    if of_which:
        shares.append(target)
