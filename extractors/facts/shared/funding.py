"""Funding sources and departments in cells.

Sources are words, or marks that a legend resolves (①基金 ②県単 ③国庫).
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from normalizers.head import read_head
from normalizers.patterns import compiled
from normalizers.text import line_places
from normalizers.vocabulary import cached, load
from normalizers.wording import any_of
from pipeline.document.model import EMPTY, Cite

_NO_NUMBER = compiled(r"[^\d０-９，,．.\s－―△▲]")
_TAIL_MARKS = compiled(r"[\s　]*(?P<marks>(?:[①-⑳➀-➉][\s　、,・]*)+)$")
_LAST_WORD = compiled(r"(?<=[\s　])[^\s　]{1,7}$")
_RANKS = "部局課室所"
_ABOVE = compiled(
    r"^[\s　（(【※・]*(?:充当)?財源[\s　]*[:：][\s　]*(?:全額[、，]?)?"
    r"(?P<words>[^\d①-⑳:：]+?)[\s　）)】]*$"
)
_SEPARATOR = compiled(r"[\s　、,，・/／]+")


def strip_marks(cite: Cite, legend: dict[str, Cite]) -> tuple[Cite, tuple[Cite, ...]]:
    """A cell without the circled marks at its end, and the sources that the marks mean.

    Recognition and narrow columns put the marks of a 財源 column behind the text of its
    neighbour: 医療整備課 ① is 医療整備課, paid from ①.
    """
    tail = _TAIL_MARKS.search(cite.text) if legend else None
    if not tail:
        return _strip_letters(cite, legend)
    sources = tuple(legend[m] for m in tail.group("marks") if m in legend)
    return cite.part(0, tail.start()), sources


def _strip_letters(cite: Cite, legend: dict[str, Cite]) -> tuple[Cite, tuple[Cite, ...]]:
    """The same for letters that stand behind a blank: 健康課 国・県."""
    tail = _LAST_WORD.search(cite.text) if legend else None
    marks = _SEPARATOR.split(tail.group()) if tail else []
    if tail is None or not all(mark in legend for mark in marks):
        return cite, ()
    return cite.part(0, tail.start()), tuple(legend[mark] for mark in marks)


def sources_of(cite: Cite | None, legend: dict[str, Cite]) -> tuple[Cite, ...]:
    """The funding sources that a 財源 cell names, by marks or by words."""
    rest, marked = strip_marks(cite or EMPTY, legend)
    words, start = [], 0
    for match in [*(m for m in _SEPARATOR.finditer(rest.text) if not _is_wrap(rest.text, m)), None]:
        end = match.start() if match else len(rest.text)
        if _NO_NUMBER.search(rest.text[start:end]):
            word = rest.part(start, end)
            words += _by_legend(word, legend)
        start = match.end() if match else end
    return (*words, *marked)


def _by_legend(word: Cite, legend: dict[str, Cite]) -> list[Cite]:
    """What a word stands for: one mark, or several without anything between them (イウ)."""
    if word.text not in legend and len(word.text) > 1 and all(c in legend for c in word.text):
        return [legend[mark] for mark in word.text]
    return [legend.get(word.text, word)]


def source_above(captions: Sequence[Cite]) -> tuple[Cite, ...]:
    """The sources that a line above a list says all of its programs are paid from (財源：基金);
    empty where it names anything else."""
    for caption in captions:
        if stated := _ABOVE.match(caption.text):
            found = sources_of(caption.part(*stated.span("words")), {})
            return found if all(_names_source(cite.text) for cite in found) else ()
    return ()


def _is_wrap(text: str, match: regex.Match[str]) -> bool:
    """Whether a line break stands within the name of one source: 一般財 / 源."""
    if match.group() != "\n":
        return False
    before = _SEPARATOR.split(text[: match.start()])[-1]
    behind = _SEPARATOR.split(text[match.end() :])[0]
    known = [_names_source(words) for words in (before, behind, before + behind)]
    return known[2] and not (known[0] and known[1])


def _names_source(words: str) -> bool:
    head = read_head(words)
    amount = head is not None and head.role == "amount" and head.is_exact
    return bool(amount and head and head.share)


def split_departments(cite: Cite) -> tuple[Cite, ...]:
    """The departments of a cell: lines that all end as one rank does (課) are one each.

    医療整備課 / 在宅医療班 is one department on two lines, 企画課 / 生涯学習課 are two.
    """
    if not cite:
        return ()
    lines = cite.text.split("\n")
    if len(lines) < 2 or len({line.rstrip()[-1:] for line in lines}) > 1:
        return (cite,)
    if lines[0].rstrip()[-1:] not in _RANKS:
        return (cite,)
    return tuple(cite.part(*place) for place in line_places(cite.text))


def with_rest(departments: tuple[Cite, ...], more: Cite) -> tuple[Cite, ...]:
    """The departments of a row whose cell a page cut within a name (長寿 / 社会課), and the rest
    on the next page; a name that has ended takes nothing."""
    *others, last = departments or (EMPTY,)
    return (
        departments
        if not last or _ends_office().search(last.text)
        else (*others, Cite.join([last, more]))
    )


@cached
def _ends_office() -> regex.Pattern[str]:
    ends = (any_of(words) for words in load("offices").values())
    return compiled(rf"(?:{'|'.join(ends)}|[）)])\s*$")
