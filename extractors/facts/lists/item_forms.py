"""What a line of a list says: the name of a program and its amount, with what may stand between
them and behind.

・ドクターヘリ運航事業費 ２６８，４００千円
P10 新規 在宅歯科診療の充実【健康増進課】 11,416
"""

from __future__ import annotations

from dataclasses import dataclass

import regex

from extractors.facts.shared.fact import AmountFact
from extractors.facts.shared.item_signs import PLAIN, Lead, lead_of
from extractors.facts.shared.money_text import AMOUNT, read_label
from extractors.facts.shared.statement import bare_shares_in
from extractors.shared.program_names import bare_name
from normalizers.head import Head
from normalizers.patterns import compiled
from normalizers.printed_years import ERA, LETTER, NUMBER
from normalizers.vocabulary import cached, load
from normalizers.wording import any_of
from pipeline.document.model import Cite

# a clause in brackets behind a name tells of it: （診療所へ通う人を支援する。県内3か所）
_REMARK_BEHIND = (
    r"(?P<remark>[（(](?=(?:[^（()）]|[（(][^（()）]*[）)])*?(?:[をに、。]|が(?!ん)))"
    r"(?:[^（()）]|[（(][^（()）]{0,40}[）)]){6,90}[）)])"
)
SECOND = compiled(rf"[\s　]*[（(][\s　]*{AMOUNT.pattern}[\s　]*[）)][\s　]*$")
# the amount of the year before, of the unit that is stated above: （R5 305,000）
_BEFORE = (
    rf"[（(〔［\[][\s　]*(?:(?:前年度?|(?:{ERA}|{LETTER})[\s　]*{NUMBER}(?:年度?)?)"
    r"(?:当初|予算額?)*[\s　:：]*)?"
    r"(?:[0-9０-９]{1,3}(?:[，,][0-9０-９]{3})*|[－―‐–-]|皆増)[\s　]*[）)〕］\]]"
)
_YEAR = rf"(?:{ERA}|{LETTER})[\s　]*{NUMBER}[\s　]*(?:年度?)?[\s　]*"  # R6予算：1,200千円
# the comma of a clause, not that of がん対策、循環器病対策等の推進
CLAUSE = compiled(r"(?<![\p{Han}\p{Katakana}ー）)])、|、(?![\p{Han}\p{Katakana}])")
_LONG_NUMBER = 3


@dataclass(frozen=True, slots=True)
class Patterns:
    """Patterns of the words of lines.toml and offices.toml: a line with an amount and its unit, one
    with a number alone, what may stand behind, an amount alone, one behind its label, and a name
    that is surely one."""

    item: regex.Pattern[str]
    tail: regex.Pattern[str]
    bare_item: regex.Pattern[str]
    bare_tail: regex.Pattern[str]
    ends_with_office: regex.Pattern[str]
    alone: regex.Pattern[str]
    labelled: regex.Pattern[str]
    sure: regex.Pattern[str]


@cached
def patterns() -> Patterns:
    """The patterns, made of the words that the vocabulary holds now."""
    words = {key: any_of(listed) for key, listed in load("lines").items()}
    amount = words["amount"]
    ends = any_of(load("offices")["bracketed"])
    two_years = rf"{AMOUNT.pattern}(?:[\s　]*[（(][\s　]*{AMOUNT.pattern}[\s　]*[）)])?"
    office = rf"[【〔［\[][^【】〔〕［］\[\]0-9０-９]{{2,30}}{ends}[】〕］\]]"
    return Patterns(
        item=compiled(
            rf"(?P<name>[^。：:]{{4,45}}?)(?:(?<={words['sure']}){_REMARK_BEHIND})?"
            rf"(?P<label>[\s　]+(?:{_YEAR})?{amount}|{words['glued']})?[\s　]*"
            r"(?:(?:[:：…‥・]|[.．]{2,})*[\s　]*"
            rf"|[（(【〔［\[][\s　]*{amount}?[:：]?[\s　]*)"
            rf"(?<![0-9０-９,，])(?P<amount>{AMOUNT.pattern})(?P<tail>(?s:.*))$"
        ),
        tail=compiled(
            r"^[\s　]*(?:[）)】〕］\]][\s　]*)?"
            r"(?:[（(【\[〔［＜〈《][^（()）【】\[\]〔〕［］＜＞〈〉《》。]{1,60}"
            rf"[）)】\]〕］＞〉》][\s　]*|※[^。]{{0,20}}|{words['marks']}[\s　]*"
            r"|[A-Za-zⅠ-Ⅹ○◎新拡]{1,2}[\s　]*)*$"
        ),
        bare_item=compiled(
            rf"(?P<name>[^。：:【】]{{4,60}}?(?:【{words['marks']}】)?)[\s　]*"
            rf"(?P<office>{office}(?:[\s　]*{office})*)?"
            rf"(?P<label>[\s　]+(?:{_YEAR})?{amount})?"
            r"(?:[\s　]*(?:[:：…‥]|[.．]{2,})[\s　]*|[\s　]+|(?<=[】〕］\]]))"
            r"(?P<amount>[0-9０-９]{1,3}(?:[,，][0-9０-９]{3})+|[0-9０-９]+)(?P<tail>(?s:.*))$"
        ),
        bare_tail=compiled(
            rf"^[\s　]*(?:[（(]{words['repeated']}[）)][\s　]*)?(?:{_BEFORE}[\s　]*)?$"
        ),
        ends_with_office=compiled(rf"{office}[\s　]*$"),
        alone=compiled(
            rf"^[\s　]*(?:[【〔\[][^【】〔〕\[\]]{{2,12}}[】〕\]][\s　]*{amount}?|{words['sum']})?"
            rf"[\s　:：]*{two_years}[\s　]*$"
        ),
        labelled=compiled(rf"^[\s　]*{amount}[\s　:：]*{two_years}[\s　]*$"),
        sure=compiled(rf"{words['sure']}(?:[（(].*)?$"),
    )


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a list: where it stands, what it was read from, name, amount and what follows.

    unit: of a number without one of its own; heads: a paragraph, so that no bullet heads it.
    """

    index: int
    last: int  # the flow item of the last line that it was read from
    whole: Cite
    match: regex.Match[str]
    lead: Lead
    unit: str | None = None
    heads: bool = False

    @property
    def name(self) -> str:
        return bare_name(self.match.group("name"))

    @property
    def remark(self) -> Cite:
        """What brackets behind the name tell of the program; empty where they do not."""
        if not self.match.groupdict().get("remark"):
            return Cite("")
        start, end = self.match.span("remark")
        return self.whole.part(start + 1, end - 1)

    @property
    def amount(self) -> Cite:
        return self.whole.part(*self.match.span("amount"))

    @property
    def measure(self) -> str | None:
        """What the label of the amount says that it is (決算額), None where there is none."""
        head = self._head
        return head.measure if head else None

    @property
    def year(self) -> int | None:
        """The fiscal year that the label of the amount states (R6予算), None for none."""
        head = self._head
        return head.fiscal_year if head else None

    @property
    def _head(self) -> Head | None:
        label = self.match.groupdict().get("label")
        return read_label(label) if label else None

    @property
    def amount_behind(self) -> bool:
        """Whether a second amount stands in brackets behind the first, the one of a year before."""
        return bool(SECOND.match(self.match.group("tail")))

    @property
    def has_office(self) -> bool:
        return bool(self.match.groupdict().get("office") or self.lead.office)


def item_of_cite(index: int, whole: Cite, unit: str | None) -> Item | None:
    """The item that a name and its amount are, with a unit of its own or a unit given for it; None
    for any other words."""
    lead, words = lead_of(whole), patterns()
    last = index + len(whole.spans) - 1
    if "円" in whole.text:
        match = words.item.match(whole.text, lead.end)
        fits = match is not None and words.tail.match(match.group("tail"))
        named = fits and match is not None and not has_clause(match.group("name"), lead)
        return Item(index, last, whole, match, lead) if match and named else None
    match = words.bare_item.match(whole.text, lead.end) if unit else None
    if match is None or not (words.bare_tail.match(match["tail"]) or _has_shares(match, unit)):
        return None
    if has_clause(match.group("name"), lead):
        return None
    sure = (
        match.group("office")
        or match.group("label")
        or lead.kind == PLAIN
        or lead.mark
        or _is_sure(match)
    )
    return Item(index, last, whole, match, lead, unit) if sure else None


def _has_shares(match: regex.Match[str], unit: str | None) -> bool:
    """Whether nothing but shares of an amount follow it in brackets."""
    total = AmountFact(Cite(match["amount"]), "total", "budget", unit)
    return bool(bare_shares_in(Cite(match["tail"]), total))


def has_clause(name: str, lead: Lead) -> bool:
    """Whether a clause ends within words (島の医師が、本土で学ぶ研修): they are no name. Without a
    sign before them every comma may be one of a sentence."""
    return "、" in name and (lead.kind == PLAIN or bool(CLAUSE.search(name)))


def _is_sure(match: regex.Match[str]) -> bool:
    """Whether a number without a unit of its own is an amount: it is long, the name a program's."""
    name = bare_name(match.group("name"))
    return len(match.group("amount")) >= _LONG_NUMBER and bool(patterns().sure.search(name))


def is_amount_alone(text: str, labelled: bool = True) -> bool:
    """Whether a line is nothing but an amount, or those of two years (833百万円（836百万円）).

    labelled: whether the word 予算額 may stand before it.
    """
    if "円" not in text:
        return False
    words = patterns()
    return bool(words.alone.match(text) or (labelled and words.labelled.match(text)))
