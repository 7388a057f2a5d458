"""Which lines with an amount name programs: by their words, by the lines beside them, and by the
sentence that tells of them.

・ドクターヘリ運航事業費 ２６８，４００千円        へき地診療所の運営支援 4,060万円
・医師の派遣の調整 ３，１００千円                  医師が通う診療所の赤字を補います。
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import replace

from extractors.facts.lists.item_forms import Item, is_amount_alone
from extractors.facts.lists.item_lines import has_begun, lines_to_items
from extractors.facts.shared.fact import yen_of
from extractors.facts.shared.item_signs import APART, MARK, PLAIN, list_sign, signs_of
from extractors.facts.shared.money_text import amounts_to_sums
from extractors.shared.outline import marker_of
from extractors.shared.program_names import (
    could_name_a_program,
    is_source_of_money,
    names_a_program,
)
from normalizers.patterns import compiled
from pipeline.document.model import Document, Line

_REMARK = 8  # lines below an item that may describe it
_FEWEST_PLAIN = 3  # neighbouring lines without any sign that show a list
_FEWEST_EXPLAINED = 2  # or such lines anywhere, each with a sentence that tells of it
_SENTENCE = 5  # lines that a sentence may take
_GOES_ON = compiled(r"^[\s　]*(?:[のをにへとやは、。)）]|が(?!ん)|及び|など|のうち)")


def items_of(document: Document, taken: Container[int]) -> list[list[Item]]:
    """The items of a document that name programs, in runs of lines with the same sign.

    taken: flow items that something else was read from. A line whose words do not end as the name
    of a program counts among others that do; behind the first source of money (国庫支出金) a run
    says where the money comes from.
    """
    runs = [_without_sources(run) for run in _runs(document, lines_to_items(document, taken))]
    listed = any(_is_plain_list(run) for run in runs)
    titles = _titles(document, runs)
    runs = [[replace(i, heads=True) if i.index in titles else i for i in run] for run in runs]
    named = (_named(run, listed or any(item.heads for item in run)) for run in runs)
    return [kept for kept in named if kept]


def _titles(document: Document, runs: list[list[Item]]) -> set[int]:
    """Where lines without any sign stand that head a paragraph: a sentence right below tells of
    each. One counts where others do, or where it has the amounts of two years."""
    found = {
        item.index: item
        for run in runs
        if _is_plain(run)
        for item in run
        if names_a_program(item.name)
        and has_begun(document, item.index)
        and _is_explained(document, item)
    }
    if len(found) >= _FEWEST_EXPLAINED:
        return set(found)
    return {at for at, item in found.items() if item.amount_behind}


def _is_explained(document: Document, item: Item) -> bool:
    """Whether a sentence begins right below an item, and ends before anything else begins."""
    for at in range(item.last + 1, min(item.last + 1 + _SENTENCE, len(document.flow))):
        line = document.flow[at]
        if not isinstance(line, Line) or is_amount_alone(line.text) or marker_of(line.text):
            return False
        if at == item.last + 1 and _GOES_ON.match(line.text):
            return False
        if line.text.rstrip().endswith("。"):
            return True
    return False


def sums_in(run: list[Item]) -> list[tuple[int, int]]:
    """The items of a run that are the sum of those right behind: where it is, where these end."""
    return amounts_to_sums([yen_of(item.amount, item.unit) or 0 for item in run])


def _named(run: list[Item], plain_lists: bool) -> list[Item]:
    """The items that name programs, by their words, or by their place among those that do.

    plain_lists: whether the document has lists without any sign, so that a line may be one too.
    """
    named = [item.has_office or names_a_program(item.name) for item in run]
    if run and _is_plain(run) and not plain_lists:
        return []
    sure = {n for n, name in enumerate(named) if name and could_name_a_program(run[n].name)}
    for at, end in [(0, len(run)), *sums_in(run)]:
        most = (at, end) != (0, len(run)) or sum(named) * 2 >= len(run)
        if sum(named[at:end]) >= 2 and most:
            sure |= {n for n in range(at, end) if could_name_a_program(run[n].name)}
    return [item for n, item in enumerate(run) if n in sure]


def _is_plain_list(run: list[Item]) -> bool:
    named = sum(names_a_program(item.name) for item in run)
    return run[:1] != [] and _is_plain(run) and named >= max(_FEWEST_PLAIN, len(run) / 2)


def _is_plain(run: list[Item]) -> bool:
    return all(item.lead.kind == PLAIN for item in run)


def _without_sources(run: list[Item]) -> list[Item]:
    end = next((n for n, item in enumerate(run) if is_source_of_money(item.name)), len(run))
    return run[:end]


def _runs(document: Document, items: list[Item]) -> Iterator[list[Item]]:
    """Neighbouring items with the same sign; a heading between them, or much text, parts them."""
    run: list[Item] = []
    for item in items:
        if run and not _goes_on(document, run[-1], item):
            yield run
            run = []
        run.append(item)
    if run:
        yield run


def _goes_on(document: Document, before: Item, item: Item) -> bool:
    between = document.flow[before.last + 1 : item.index]
    signs = signs_of(document)
    kinds = {list_sign(before.lead, signs), list_sign(item.lead, signs)}
    # the longest names of a column leave but one blank before their amounts; some have a mark (新)
    if kinds <= {PLAIN, APART, MARK} and not between:
        return True
    if len(kinds) > 1 or len(between) > (0 if PLAIN in kinds else _REMARK):
        return False
    return all(isinstance(i, Line) and (i.margin or not marker_of(i.text)) for i in between)
