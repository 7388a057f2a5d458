"""From labelled particulars to what a program's fact states."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from extractors.facts.shared.costs import block_to_amounts
from extractors.facts.shared.fact import AmountFact, ProgramFact
from extractors.facts.shared.money_text import AMOUNT
from extractors.facts.shared.statement import field_to_amounts, shares_of, words_before_amount
from extractors.shared.edition import first_year
from extractors.shared.fields import Field
from normalizers.patterns import compiled
from pipeline.document.model import Cite

_NUMBERING = compiled(
    r"^[【\[［（(]?[\s　]*(?:No|NO|Ｎｏ|ＮＯ|№|番号|事業番号)[.．:：]?[\s　]*[0-9０-９]"
    r"[0-9０-９－-]*"
    r"[\s　]*(?:[（(][^（）()\n]{1,8}[）)])?[\s　]*[】\]］）)]?[\s　]*[:：]?[\s　]*"
)
_CLOSED = compiled(r"[\s　]*(?:[（(][^（）()]*[）)])?[\s　]*】[\s　]*$")
_SOURCE = compiled(
    r"(?P<source>[^、，,\n]+?)(?:[\s　]*(?:[0-9０-９]+[\s　]*[/／][\s　]*[0-9０-９]+|"
    r"[0-9０-９]+分の[0-9０-９]+|[0-9０-９]+[%％割]))?(?=[、，,\n]|$)"
)
_PAID = compiled(rf"(?P<source>[^\s、，,:：0-9０-９（）()]+)[\s　:：]*{AMOUNT.pattern}")
_NEW = compiled(r"新規")
_NEW_ASIDE = compiled(r"[（(][\s　]*(?P<new>新規)(?:事業)?[\s　]*[）)]")
_CLOSED_BEFORE = compiled(r"(?<=^[^（(]*)[\s　]*[）)][\s　]*$")  # ( 担当: △△課 )
_LABEL_BEHIND = compiled(r"[ 　]+[^\s　:：]{1,10}[:：]")
_SHARES = compiled(r"財源(?:の)?(?:内訳)?[）)】]?[\s　]*[:：]?(?P<shares>[^\n]+)")
_COLUMN = compiled(r"\s*(?:[△▲-]?[0-9０-９,，]{3,}[ 　]*(?:\n+|$)){2}")
_WHOLE_LINE = 30  # a value that fills its line may go on below
_LONGEST = 80
_NOTE_BELOW = compiled(r"\n[\s　]*(?:[※＊*]|[（(]?注)")


def apply_fields(fact: ProgramFact, fields: list[Field]) -> None:
    """Fill what a fact does not state yet from the labelled particulars below its name."""
    for field in fields:
        if field.role == "description" and fact.description is None:
            fact.description = field.value or None
        elif field.role == "implementer" and not fact.implementer:
            fact.implementer = (found,) if (found := _short(field)) else ()
        elif field.role == "department":
            fact.department = _nearer(fact.department, _before_label(_short(field)))
        elif field.role == "funding" and not fact.funding:
            fact.funding = _sources(_before_label(_short(field)))
        elif field.role in ("period", "start") and fact.start is None:
            fact.start = first_year(field.value)
            fact.is_new = fact.is_new or _new_in(field.value)
        elif field.role == "new" and fact.is_new is None:
            found_new = _NEW.search(field.value.text)
            fact.is_new = field.value.part(*found_new.span()) if found_new else None
    fields = _in_order(fields)
    cost = next((n for n, f in enumerate(fields) if f.role == "cost"), len(fields))
    for at, field in enumerate(fields):  # within the block of costs only a bracket is sure
        if field.role == "amount" and (at < cost or field.bracketed) and not _is_column(field):
            _add(fact, field_to_amounts(field, fact.fiscal_year, _measure(fact)))
    if cost < len(fields):
        block = _block(fields, cost)
        _add(fact, block_to_amounts(block, _known(fact), fact.fiscal_year))
    if fact.description is None and fields and fields[-1].role == "amount":
        fact.description = _told_below(fields[-1].value)
    total = fact.amount("total")
    for field in fields:
        if field.role == "amount" and field.head.source == "total":
            _add(fact, _shares(fact, field.value))
        elif field.role == "funding" and total is not None:
            _add(fact, shares_of(_short(field), total))


def _told_below(amount: Cite) -> Cite | None:
    """The sentence that stands below an amount, the last that a sheet states; None for anything
    else, or where it tells of money."""
    first = amount.text.find("\n")
    note = _NOTE_BELOW.search(amount.text, max(first, 0))
    words = amount.part(first + 1, note.start() if note else None) if first >= 0 else Cite("")
    return words if words.text.rstrip().endswith("。") and "円" not in words.text else None


def _is_column(field: Field) -> bool:
    """Whether a label heads several numbers, a line each: those of years, or of other labels, that
    a flattened table put elsewhere."""
    return bool(_COLUMN.match(field.value.text))


def name_of(fields: list[Field]) -> Cite:
    """The name of a sheet's program without its number: 【No.7（医療分）】; empty without one.

    Where the columns of a sheet were flattened, the name stands behind the label of the total:
    事業名 【No.7】 【総事業費】 NAME 210,000 千円.
    """
    at = next((n for n, f in enumerate(fields) if f.role == "name"), None)
    if at is None:
        return Cite("")
    value = fields[at].value
    if numbering := _NUMBERING.match(value.text):
        value = value.part(numbering.end())
    following = fields[at + 1] if at + 1 < len(fields) else None
    if not value and following is not None and following.role == "amount":
        value = following.value.part(0, words_before_amount(following.value.text))
        if closed := _CLOSED.search(value.text):
            value = value.part(0, closed.start())
    return value


def _nearer(known: tuple[Cite, ...], office: Cite) -> tuple[Cite, ...]:
    """The office in charge: a section rather than the division that it belongs to."""
    if known and not (known[0].text[-1] in "部局庁" and office.text[-1:] in ("課", "室", "班")):
        return known
    return (office,) if office else known


def _before_label(cite: Cite) -> Cite:
    """A value without the labels that stand behind it on its line: 単県   追加:5,110千円."""
    label = _LABEL_BEHIND.search(cite.text) or _CLOSED_BEFORE.search(cite.text)
    return cite.part(0, label.start()) if label else cite


def _sources(cite: Cite) -> tuple[Cite, ...]:
    """国庫1/2、一般財源1/2, 国庫 1,200千円: the sources of a list, without what each bears."""
    paid = list(_PAID.finditer(cite.text))
    found = (cite.part(*m.span("source")) for m in paid or _SOURCE.finditer(cite.text))
    return tuple(c for c in found if c)


def _add(fact: ProgramFact, amounts: Iterable[AmountFact]) -> None:
    """Add amounts; one that was stated before is not stated again, but for one of nothing (既査定額
    0千円), which gives way."""
    for amount in amounts:
        if amount.measure == "annual":  # 単年度事業予定額 is no amount of the edition's year
            amount.year, amount.wide = None, False
        key = (amount.source, amount.measure, amount.year)
        said = [a for a in fact.amounts if (a.source, a.measure, a.year) == key and not a.series]
        if said and not said[0].yen and amount.yen:
            fact.amounts.remove(said[0])
            said = []
        if not said:
            amount.wide = amount.wide and amount.year == fact.fiscal_year
            fact.amounts.append(amount)


def _shares(fact: ProgramFact, value: Cite) -> list[AmountFact]:
    """財源内訳：国庫 6,000千円、一般財源 2,000千円 behind a total that the shares add up to."""
    label = _SHARES.search(value.text)
    total = fact.amount("total")
    if label is None or total is None:
        return []
    found = shares_of(value.part(*label.span("shares")), total)
    return found if len(found) > 1 else []


def _measure(fact: ProgramFact) -> str:
    """Shares are amounts of what the total above them is."""
    return next((a.measure for a in reversed(fact.amounts) if a.source == "total"), "budget")


def _known(fact: ProgramFact) -> int | None:
    total = fact.amount("total")
    return total.yen if total else None


def _block(fields: list[Field], at: int) -> Cite:
    """The text of the cost block: all up to the remarks; a flattened form mixes more into it."""
    parts = [fields[at].value]
    for field in fields[at + 1 :]:
        remark = field.role == "note" or field.label.text.startswith("備考")
        if remark or field.role not in ("amount", "jurisdiction", "particular"):
            break
        parts += [field.label, field.value]
    return Cite.join(parts)


def _in_order(fields: list[Field]) -> list[Field]:
    """Labels of money that a flattened text put together, each with the amount of its own: those
    without a value stand right before one that has an amount for each of them."""
    made = list(fields)
    empty = 0
    for at, field in enumerate(fields):
        if field.role == "amount" and not field.value and not field.bracketed:
            empty += 1
            continue
        found = list(AMOUNT.finditer(field.value.text)) if empty and field.role == "amount" else []
        if found and len(found) == empty + 1 and not field.value.text[: found[0].start()].strip():
            starts = [m.start() for m in found]
            ends = [*starts[1:], len(field.value.text)]
            for number, (start, end) in enumerate(zip(starts, ends, strict=True)):
                place = at - empty + number
                made[place] = replace(made[place], value=field.value.part(start, end))
        empty = 0
    return made


def _new_in(cite: Cite) -> Cite | None:
    """The mark behind a year or a period: 平成28年度～（新規）."""
    found = _NEW_ASIDE.search(cite.text)
    return cite.part(*found.span("new")) if found else None


def _short(field: Field) -> Cite:
    """A value of a few words: its first line, and those below while the line above is full."""
    lines = field.value.text.split("\n")
    end = len(lines[0])
    for before, line in pairwise(lines):
        whole = len(before) >= _WHOLE_LINE or before.rstrip().endswith(("、", "・", "及び", "("))
        if not whole or end + len(line) > _LONGEST:
            break
        end += 1 + len(line)
    found = field.value.part(0, end)
    return found if len(found.text) <= _LONGEST else Cite("")
