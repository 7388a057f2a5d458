"""What a label of money is followed by: the amount, its shares in brackets, its note."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.facts.shared.fact import AmountFact
from extractors.facts.shared.money_text import AMOUNT, label_before, read_label
from extractors.shared.fields import Field
from normalizers.era import year_in
from normalizers.patterns import compiled
from normalizers.printed_years import ERA, LETTER, NUMBER
from normalizers.text import fold
from normalizers.unit import find_unit, unit_of
from pipeline.document.model import Cite

_OPENER = compiled(r"[\s　]*[（(〔［\[]")
_UNIT_FIRST = compiled(
    r"^[\s　]*[（(【]?\s*(?:単位\s*[:：])?\s*(?P<unit>千円|百万円|億円|万円|円)\s*[）)】]?[\s　]*"
)
_BARE = compiled(
    r"^[\s　（(約計]*(?P<number>[△▲－-]?[0-9０-９](?:[0-9０-９]|[，,．.](?=[0-9０-９]))*)(?="
    r"[\s　（(）)※]|$)"
)
_ALL_IN_BRACKET = compiled(r"[\s　]*[（(〔［\[](?P<inside>[^（()）]*)[）)〕］\]][\s　]*")
_BARE_SHARE = compiled(
    r"[\s　、，]*+(?:うち[\s　]*+)?(?P<label>[^\s　、，:：0-9０-９]{1,8})[\s　:：]*+"
    r"(?P<amount>[0-9０-９]{1,3}(?:[，,][0-9０-９]{3})+|[0-9０-９]+)(?![0-9０-９%％/／])[\s　]*"
)
_FUNDED = compiled(r"[\s　・]*[（(【〔［\[]?財源(?:の?内訳)?[）)】〕］\]]?[\s　]*[:：]?")
_OWN_UNIT = compiled(r"(?:千|百万|万|億)?円$")
_NIL = compiled(r"^[\s　]*(?P<nil>[－―‐–-]|ゼロ予算|予算(?:措置)?なし)(?=[\s　（(]|$)")
_GROUPED = compiled(r"(?<![0-9０-９])[0-9０-９]{1,3}(?:[，,][0-9０-９]{3})+")
_OF_BEFORE = (
    rf"[（(【〔［\[][\s　]*(?:前年度|前年|(?P<year>(?:{ERA}|{LETTER})[\s　]*{NUMBER}(?:年度?)?))"
    r"(?:当初|予算額?)*[\s　:：]*"
)
_BEFORE = compiled(rf"{_OF_BEFORE}(?P<amount>{AMOUNT.pattern})")
_BARE_BEFORE = compiled(
    rf"{_OF_BEFORE}(?P<amount>[0-9０-９]{{1,3}}(?:[，,][0-9０-９]{{3}})+|[0-9０-９]+|[－―‐–-])"
    r"[\s　]*[）)】〕］\]]"
)
_LEADING = compiled(r"[\s　]*[△▲]?[0-9０-９]{1,3}(?:[,，][0-9０-９]{3})+[\s　]")
_REACHES = compiled(r"[\s　]*[=＝×*＊]")  # a factor or a sum of a calculation: 0円= 0
_NEAR = 12  # characters that may stand between a label and its amount (約, 総額, 県全体で)


def bracket_behind(text: str, at: int) -> tuple[int, int] | None:
    """The inside of the bracket that opens right behind a position, brackets within included."""
    opened = _OPENER.match(text[at:])
    if not opened:
        return None
    depth, start = 0, at + opened.end()
    for index in range(start - 1, len(text)):
        depth += (text[index] in "（(〔［[") - (text[index] in "）)〕］]")
        if depth == 0:
            return start, index
    return start, len(text)


def shares_in(
    text: Cite, start: int, end: int, measure: str, year: int | None
) -> Iterator[AmountFact]:
    """基金負担分１，２００千円、事業者負担分３００千円: each amount that a source's name leads."""
    for match in AMOUNT.finditer(text.text, start, end):
        low, high = label_before(text.text, match.start())
        head = read_label(text.text[max(low, start) : high])
        if head and head.share:
            yield AmountFact(text.part(*match.span()), head.share, measure, year=year)


def bare_shares_in(text: Cite, total: AmountFact) -> list[AmountFact]:
    """The shares in the bracket that is all of a text, of the unit of the amount before it
    （うち県費 6,000、一般財源 2,000）; [] where it holds anything else, or more than the total."""
    inside = _ALL_IN_BRACKET.fullmatch(text.text)
    parts = list(_BARE_SHARE.finditer(text.text, *inside.span("inside"))) if inside else []
    if not inside or sum(len(part[0]) for part in parts) < len(inside["inside"]):
        return []
    found: list[AmountFact] = []
    for part in parts:
        head = read_label(part["label"])
        if head is None or head.share is None:
            return []
        cite = text.part(*part.span("amount"))
        found.append(AmountFact(cite, head.share, total.measure, total.unit, total.year))
    fits = total.yen is not None and sum(share.yen or 0 for share in found) <= total.yen
    return found if fits else []


def bare_shares_of(text: Cite, total: AmountFact) -> list[AmountFact]:
    """The shares of a line without units (財源：国 0 県 12,000 一般 193,330), in that of the total
    that they add up to; [] where they do not."""
    led, unit = _FUNDED.match(text.text), _OWN_UNIT.search(total.cite.text)
    if led is None or not (unit or total.unit):
        return []
    of = unit[0] if unit else total.unit
    found: list[AmountFact] = []
    for part in _BARE_SHARE.finditer(text.text, led.end()):
        head = read_label(part["label"])
        if head is None or head.share is None:
            return []
        cite = text.part(*part.span("amount"))
        found.append(AmountFact(cite, head.share, total.measure, of, total.year))
    return found if found and sum(share.yen or 0 for share in found) == total.yen else []


def shares_of(text: Cite, total: AmountFact) -> list[AmountFact]:
    """The shares that a text names, where all of them add up to a total."""
    found = list(shares_in(text, 0, len(text.text), total.measure, total.year))
    return found if found and sum(share.yen or 0 for share in found) == total.yen else []


def shares_of_lines(lines: Sequence[Cite], total: AmountFact) -> list[AmountFact]:
    """The shares of lines below a total, each with one and its unit, down to the one with which
    they add up to it (特定財源 32,000千円 / 一般財源 100,500千円); [] where they do not."""
    found: list[AmountFact] = []
    for line in lines:
        shares = list(shares_in(line, 0, len(line.text), total.measure, total.year))
        if len(shares) != 1:
            return []
        found += shares
        if total.yen is not None and sum(share.yen or 0 for share in found) == total.yen:
            return found if len(found) > 1 else []
    return []


def shares_below(text: Cite, at: int, total: AmountFact) -> list[AmountFact]:
    """The shares that follow a total without a bracket, where they add up to it:
    総事業費 12,000千円 / （内訳）基金 9,000千円 事業者負担 3,000千円."""
    whole, running = total.yen, 0
    found: list[AmountFact] = []
    for share in shares_in(text, at, len(text.text), total.measure, total.year):
        running += share.yen or 0
        found.append(share)
        if whole is None or running >= whole:
            break
    return found if found and running == whole else []


def amount_before(
    text: Cite, measure: str, year: int | None, unit: str | None = None
) -> AmountFact | None:
    """The amount of the year before in the first bracket that names it: （R5：11,900千円);
    unit: of one that prints none (（R5 11,900）), as the amount before the bracket."""
    found = _BEFORE.search(text.text)
    if found:
        unit = None
    else:
        found = _BARE_BEFORE.search(text.text) if unit else None
    if not found or year is None:
        return None
    earlier = year_in(found.group("year") or "") or year - 1
    amount = text.part(*found.span("amount"))
    return AmountFact(amount, "total", measure, unit, earlier, wide=False)


def field_to_amounts(field: Field, year: int | None, measure: str) -> list[AmountFact]:
    """The amount that a label of money is followed by, first, and its shares; [] for none."""
    value, head = field.value, field.head
    found = _amount_in(value, head.unit or find_unit(field.label.text))
    if found is None:
        return []
    cite, end, unit = found
    year = head.fiscal_year or year
    measure = head.measure or measure
    amount = AmountFact(cite, head.source or "total", measure, unit, year)
    amount.stated = field.label if head.fiscal_year else None
    made = [amount]
    if (inner := bracket_behind(value.text, end)) is not None:
        shares = list(shares_in(value, *inner, measure, year))
        made += shares
        bracket = value.part(inner[0] - 1, inner[1] + 1)
        decided = "budget" if measure == "requested" else measure
        if not shares and (earlier := amount_before(bracket, decided, year)):
            return [*made, earlier]
        note = value.part(*inner)
        if note and not shares and not _is_unit(note.text):
            amount.note = note
    return made


def words_before_amount(text: str) -> int:
    """How many characters of words a value has before its first amount."""
    found = AMOUNT.search(text) or _GROUPED.search(text)
    return len(text[: found.start()].rstrip()) if found else 0


def _amount_in(value: Cite, unit: str | None) -> tuple[Cite, int, str | None] | None:
    """The amount at the beginning of a value, where it ends, and its unit if not printed."""
    text = value.text
    found = AMOUNT.search(text)
    if found and _LEADING.match(text, endpos=found.start()):
        found = None  # 査定額 59,484 51,777 …: what has a unit further below is another's
    words = text[: found.start()] if found else ""
    if found and _REACHES.match(text, found.end()):
        return None
    if found and "。" not in words and (len(words) <= _NEAR or "事業" in words):
        return value.part(*found.span()), found.end(), None
    start = 0
    if (stated := _UNIT_FIRST.match(text)) is not None:
        unit, start = stated.group("unit"), stated.end()
    if nil := _NIL.match(text[start:]):
        low, high = (start + x for x in nil.span("nil"))
        return value.part(low, high), high, unit or "円"
    bare = _BARE.match(text[start:])
    if bare is None:
        return None
    low, high = (start + x for x in bare.span("number"))
    behind = _UNIT_FIRST.match(text[high:])
    unit = behind.group("unit") if behind else unit
    return (value.part(low, high), high, unit) if unit else None


def _is_unit(text: str) -> bool:
    return unit_of(text) is not None or not fold(text)
