"""The block of a fund plan's sheet that states the costs of a program and who bears them.

    事業に要する費用の額  金額  総事業費(A+B+C) 187,500  基金 国(A) 62,500  都道府県(B) 31,250
                              計(A+B) 93,750  その他(C) 93,750  公民の別 公 20,000 民 42,500

A flattened table prints numbers and labels in any order, so the block's own arithmetic decides:
A + B = fund, fund + C = total (医療介護総合確保促進法に基づく都道府県計画の様式).
"""

from __future__ import annotations

from itertools import combinations

from extractors.facts.shared.fact import AmountFact, yen_of
from normalizers.patterns import compiled
from normalizers.unit import find_unit
from pipeline.document.model import Cite

_NOTE = compiled(r"[（(]注[\s　]*[0-9０-９]*[）)]|[（(][Ａ-ＺA-Z＋+\s　]{1,12}[）)]")
_NUMBER = compiled(
    r"(?<![0-9０-９，,.．])[0-9０-９]{1,3}(?:[，,][0-9０-９]{3})+|(?<![0-9０-９，,.．])[0-9０-９]+"
    r"(?![0-9０-９．.％%年月日])"
)
_LABEL = compiled(
    r"(?P<total>総事業費)|(?P<national>国(?!費|庫))|(?P<prefecture>都道府県|(?<!都道府)県(?!全))|(?P<fund>計(?!画))"
    r"|(?P<other>その他)|(?P<none>公(?!民の別|的)|(?<!公)民(?!の別)|受託事業)"
)
_MOST = 14  # numbers of one block
_PARTS = ("national", "prefecture", "fund", "other")


def block_to_amounts(block: Cite, known: int | None, year: int | None) -> list[AmountFact]:
    """The shares that a cost block states; its total as well unless it is known already.

    known: the total in yen that the sheet states elsewhere. Only what the block's sums prove is
    given, and the total.
    """
    unit = find_unit(block.text) or "千円"
    text = _NOTE.sub(lambda m: " " * len(m.group()), block.text)
    cites = [block.part(*m.span()) for m in _NUMBER.finditer(text)][:_MOST]
    values = [yen_of(c, unit) for c in cites]
    labels = _labels(text, [m.start() for m in _NUMBER.finditer(text)][:_MOST])
    total = _total(values, labels, known)
    if total is None:
        return []
    made = [] if known is not None else [AmountFact(cites[total], "total", "plan", unit, year)]
    places = _by_label(values, labels, total) or _by_sums(values, total)
    for part in _PARTS:
        if part in places:
            made.append(AmountFact(cites[places[part]], part, "plan", unit, year))
    return made


def _labels(text: str, numbers: list[int]) -> list[str | None]:
    """For each number the label right before it."""
    marks = [(m.end(), str(m.lastgroup)) for m in _LABEL.finditer(text)]
    return [next((k for end, k in reversed(marks) if end <= at), None) for at in numbers]


def _total(values: list[int | None], labels: list[str | None], known: int | None) -> int | None:
    """Which number is the whole cost: the one known from above, else the one with its label."""
    for at, value in enumerate(values):
        if value is not None and (value == known if known is not None else labels[at] == "total"):
            return at
    return None


def _by_label(values: list[int | None], labels: list[str | None], total: int) -> dict[str, int]:
    """Each share by the label before it, when the sums hold for this reading."""
    found: dict[str, int] = {}
    for at, label in enumerate(labels):
        if label in _PARTS and label not in found and values[at] is not None:
            found[label] = at
    amount = {part: values[at] or 0 for part, at in found.items()}
    if "fund" not in found:
        return {}
    shares = amount.get("national", 0) + amount.get("prefecture", 0)
    if shares == amount["fund"] and "other" not in found:  # a form without a line of the others
        return found if shares and shares <= (values[total] or 0) else {}
    if amount["fund"] + amount.get("other", 0) != values[total]:
        return {}
    return found if not shares or shares == amount["fund"] else {}


def _by_sums(values: list[int | None], total: int) -> dict[str, int]:
    """The only reading whose sums hold; one in which the state bears two thirds wins."""
    whole = values[total]
    places = [i for i in range(total + 1, len(values)) if values[i] is not None]
    found: dict[tuple[int | None, ...], dict[str, int]] = {}
    for chosen in combinations(places, 4):
        a, b, fund, other = (values[i] or 0 for i in chosen)
        if a + b == fund and fund + other == whole and fund:
            found.setdefault((a, b, fund, other), dict(zip(_PARTS, chosen, strict=True)))
    for three in combinations(places, 3):
        a, b, fund = (values[i] or 0 for i in three)
        if a + b == fund == whole:
            found.setdefault((a, b, fund, 0), dict(zip(_PARTS, three, strict=False)))
    likely = [p for (a, b, *_), p in found.items() if a and b and abs(a - 2 * b) <= 3000]
    if len(likely) == 1:
        return likely[0]
    return next(iter(found.values())) if len(found) == 1 else {}
