"""Which words are the name of a program, where a line gives a name and an amount and no more."""

from __future__ import annotations

import re

from extractors.shared.marks import split_marks
from normalizers.era import find_fiscal_years
from normalizers.label import label_of
from normalizers.patterns import compiled
from normalizers.text import fold
from normalizers.vocabulary import cached, load
from pipeline.document.model import Cite

_NOTE_BEHIND = re.compile(r"[（(][^（）()]*[）)]$")
_PARTICLE = compiled(
    r"[はがをにでとも・、]$|円|年度|[0-9０-９]%|[0-9０-９](?:事業|件)?$"
    r"|(?:^|[\s　])[0-9０-９,，]{3,}[\s　]"
)
_OFFICE_BEHIND = compiled(  # of a name: no 手術室, no 診療所
    r"[\s　]*[（(【〔［][\s　]*(?P<office>[^（()）【】0-9０-９、]{1,20}"
    r"(?:[課局班係]|(?:推進|対策|企画|調整|政策|支援|福祉|医療|構想)室))[\s　]*[）)】〕］]$"
)
_NO_BEGINNING = re.compile(r"^(?:うち|内訳|上記|その他|ほか|計|小計|合計|総計|延べ)")


def office_behind(name: Cite) -> tuple[Cite, Cite | None]:
    """A name without the office in brackets behind it, and that office: 見守り事業（福祉課）."""
    found = _OFFICE_BEHIND.search(name.text)
    if found is None or not found.start():
        return name, None
    return name.part(0, found.start()), name.part(*found.span("office"))


def bare_name(text: str) -> str:
    """A name without blanks around it and without its marks (新規, 再掲)."""
    return split_marks(Cite(text.strip()))[0].text


def names_a_program(name: str) -> bool:
    """Whether words are the name of a program by their end, and no label or expenditure."""
    if not could_name_a_program(name):
        return False
    folded = _folded(name)
    ends = _endings("program")
    return folded.endswith(ends) or folded.removesuffix("等").endswith(ends)


def could_name_a_program(name: str) -> bool:
    """Whether words may name a program among others that do: neither label nor expenditure."""
    if len(name) < 4 or _PARTICLE.search(name) or find_fiscal_years(name) or label_of(name):
        return False
    folded = _folded(name)
    return (
        not is_frame(name)
        and not _NO_BEGINNING.match(folded)
        and not folded.endswith(_endings("expenditure"))
    )


def is_frame(name: str) -> bool:
    """Whether words frame a budget and name nothing that is done (一般会計, 債務負担行為)."""
    return _folded(name).startswith(_endings("frame"))


def is_title_of_assets(heading: str) -> bool:
    """Whether a heading is a title of a balance sheet (長期前受金): what stands below is owned or
    owed, and no program."""
    return "".join(fold(heading).split()).endswith(_endings("assets"))


def is_source_of_money(name: str) -> bool:
    """Whether words name where money comes from (国庫支出金, 県債): no program."""
    head = label_of(name)
    return head is not None and head.role == "amount" and head.share is not None


def _folded(name: str) -> str:
    return fold(_NOTE_BEHIND.sub("", name))


@cached
def _endings(kind: str) -> tuple[str, ...]:
    return tuple(fold(word) for word in load("labels")["endings"][kind])
