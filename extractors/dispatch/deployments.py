"""Deployments that sentences tell of: a disaster, when it was, and what was sent there.

平成19年７月に発生した東浜沖地震では、県内の４病院から６チームが出動した。

ＤＭＡＴの派遣実績
・東浜沖地震（平成19年７月）：６チーム（30名）
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import regex

from extractors.dispatch.disasters import (
    CALAMITY,
    DATE,
    Mentions,
    date_of,
    dated_mentions,
    is_one,
    named_disasters,
    without_wraps,
)
from extractors.dispatch.sent_counts import wording
from extractors.shared.nearby import lines_to_passage
from extractors.shared.outline import marker_of, outline_of
from normalizers.patterns import compiled
from normalizers.printed_years import ERA, NUMBER
from normalizers.vocabulary import cached, load
from normalizers.wording import any_of
from pipeline.document.model import EMPTY, Cite, Document, Grid, Line, once

_SENT = compiled(r"派遣|出動|参集|活動した|従事|送った")
_TEAM = compiled(
    r"[DＤ][MＭ][AＡ][TＴ]|医療チーム|医療救護班|救護班|医療班|チーム|隊員|[0-9０-９]\s*隊"
)
UNREAL = compiled(r"訓練|想定|備え|見込|予定|協定|場合|できる|可能|目標|必要")
_STAMP = re.compile(
    rf"[\s（(]*(?:{ERA}\s*{NUMBER}|[0-9０-９]{{4}})\s*[年.．/／-][^。]{{3,20}}?"
    r"(?:[0-9０-９]{1,2}[時:：][^。]{0,8}|現在|時点|更新)[)）\s]*$"
)
_DAY_BEHIND = compiled(
    r"(?:では|において|の際|に際して)[、,]?[\s　]*(?P<day>[0-9０-９]{1,2}月[0-9０-９]{1,2}日)"
    r"(?=[^。、]{0,8}(?:発災|発生|本震|前震|地震))"
)
_ITEM = re.compile(  # of a list, or of a chronicle (20時10分 …)
    r"[\s　]*(?:[・･•○◯●*-]"
    r"|[0-9０-９]{1,2}\s*(?:時\s*[0-9０-９]{1,2}\s*分|[:：][0-9０-９]{2}))"
)
_CELL = compiled(
    rf"{_ITEM.pattern}[\s　]*(?:{DATE.pattern}[\s　]+)?(?P<cell>[^\s　、。：:（）()]+)$"
)
_RECORD = re.compile(
    r"(?:派遣|出動|活動)[^。]{0,12}(?:実績|記録|状況|経過|経緯|一覧|事例|とおり)"
    r"|(?:次|以下|下記|左記)の(?:とおり|通り)[^。]{0,8}(?:派遣|出動|活動)"
)
_HEADED = re.compile(r"[\s　]*(?:[＜<【〔■◆]|[（(]参考)")
_WORDS = compiled(r"\p{L}")
_LONGEST_ENTRY = 40
_STOP = compiled(  # the stop of texts that write ，and ．
    r"。|(?<=\p{Hiragana})[.．](?=\s*+(?:[\p{Han}\p{Hiragana}\p{Katakana}]|$|[A-Z]))"
)
_MOST_LINES = 8
_BELOW = 30  # flow items below the title of a record that may list deployments
_UNDER = 4  # lines below one that names the teams, in which a title of a record need not


@dataclass(frozen=True, slots=True)
class Told:
    """One deployment: its disaster, the date stated of it, and the words that tell what was sent:
    those behind its name, and where they do not say, all of a sentence of one disaster; whether the
    sentence says that DMATs were sent there, counted or not."""

    disaster: Cite
    date: Cite | None
    words: tuple[Cite, ...]
    sent: bool


def told_deployments(document: Document) -> Iterator[Told]:
    """The deployments of the running text, sentence by sentence."""
    for sentence, recorded in sentences_of(document):
        text = sentence.text.replace("\n", "")
        sent = _SENT.search(text) or wording().sent.search(text)
        told = recorded or (sent and _TEAM.search(text))
        if told and not UNREAL.search(text):
            yield from _in_sentence(sentence, recorded)


def _in_sentence(sentence: Cite, recorded: bool) -> Iterator[Told]:
    flat, places = without_wraps(sentence)
    named = named_disasters(flat)
    if not named:
        return
    single = is_one(named)

    def cite(start: int, end: int) -> Cite:
        return sentence.part(places[start], places[end - 1] + 1) if start < end else Cite("")

    ends = [*(m.start() for m in named[1:]), len(flat)]
    low = 0
    for match, end in zip(named, ends, strict=True):
        start = _entry_start(flat, match) if recorded else match.start("name")
        date = date_of(flat, low, match, start)
        words = [cite(match.end(), end)] + [sentence] * (len(named) == 1)
        others = _is_of_others(flat[:start], flat[match.end() : end])
        if others:  # under a heading that names another kind of team
            words = [sentence]
        name = cite(start, match.end())
        when = cite(*date.span()) if date else None
        if date and date.start() == start:  # 平成28年東浜地震では、４月14日の発災
            day = _DAY_BEHIND.match(flat, match.end())
            when = Cite.join([when or EMPTY, cite(*day.span("day"))]) if day else when
        sent = single and _is_sent_to(flat, match)
        entry = recorded and not others and _is_entry(sentence.text, match["name"])
        yield Told(name, when, tuple(words), sent or entry)
        low = match.end()


def _entry_start(flat: str, named: regex.Match[str]) -> int:
    """Where the name of a record's entry begins that is a cell of its line: with all that stands
    between its point or date and the word for the calamity (○○における多重衝突事故)."""
    start = named.start("name")
    cell = _CELL.search(flat, flat.rfind("\n", 0, start) + 1, start)
    return cell.start("cell") if cell else start


def _is_of_others(before: str, behind: str) -> bool:
    """Whether the team named last in the words before is none of disaster medicine, and none such
    is named behind."""
    teams = list(wording().team.finditer(before))
    return bool(teams) and teams[-1]["dmat"] is None and not wording().dmat.search(behind)


def _is_sent_to(flat: str, named: regex.Match[str]) -> bool:
    """Whether the line that names a disaster, or one below that heading, says that DMATs were sent:
    the lines of a text without wraps."""
    heading, *below = flat[flat.rfind("\n", 0, named.start("name")) + 1 :].split("\n")
    if UNREAL.search(heading) or wording().lesson.search(heading):
        return False
    return any(map(says_sent, (heading, *below)))


def says_sent(line: str) -> bool:
    """Whether words say that DMATs were sent: done, and not as a lesson of the disaster."""
    words = wording()
    if not words.dmat.search(line) or not words.sent.search(line):
        return False
    return not any(p.search(line) for p in (words.stock, words.lesson, UNREAL))


def _is_entry(text: str, name: str) -> bool:
    """Whether a line of a record begins with a disaster, with no more than its date before."""
    lines = (line for line in text.split("\n") if name in line and len(line) <= _LONGEST_ENTRY)
    return any(not _WORDS.search(DATE.sub("", line.partition(name)[0])) for line in lines)


@once
def sentences_of(document: Document) -> list[tuple[Cite, bool]]:
    """The sentences of the running text, and whether the title of a record of deployments stands
    above; a list item or heading begins a new one."""
    return list(_sentences(document))


@once
def mentions_of(document: Document) -> Mentions:
    """The dates that the sentences of a document give disasters."""
    return dated_mentions(sentence for sentence, _ in sentences_of(document))


def _sentences(document: Document) -> Iterator[tuple[Cite, bool]]:
    lines: list[Line] = []
    record, teams = -_BELOW, -_UNDER
    titles = frozenset(heading.at for heading in outline_of(document).headings)
    for index, item in enumerate(document.flow):
        stamp = None if isinstance(item, Grid) else _STAMP.match(item.text)
        starts = isinstance(item, Grid) or bool(stamp) or _begins(item.text)
        recorded = index - record < _BELOW
        if lines and (starts or len(lines) >= _MOST_LINES):
            yield from ((sentence, recorded) for sentence in _split(lines))
            lines = []
        if isinstance(item, Grid) or item.margin or stamp:
            continue
        lines.append(item)
        if wording().dmat.search(item.text):
            teams = index
        if _RECORD.search(item.text):
            named = index - teams < _UNDER or any(_TEAM.search(x.text) for x in lines)
            record = index if named else record
        if index in titles or item.text.rstrip().endswith("。"):
            yield from ((sentence, recorded) for sentence in _split(lines))
            lines = []
    yield from ((s, len(document.flow) - record < _BELOW) for s in _split(lines))


def _begins(text: str) -> bool:
    """An item of a list or of a chronicle, or a heading; ム、 is more often the end of
    チーム than a marker."""
    marker = marker_of(text)
    listed = (marker is not None and marker[0] != "kana") or bool(_ITEM.match(text))
    return listed or bool(_HEADED.match(text))


def _split(lines: list[Line]) -> Iterator[Cite]:
    """The sentences of some lines; none of lines without a word of such, as most are."""
    worth = _worth()
    if not any(worth.search(line.text) for line in lines):
        return
    passage = lines_to_passage(lines)
    stops = [stop.start() for stop in _STOP.finditer(passage.text)]
    last = len(passage.text) - 1
    ends = [-1, *stops, *([last] if stops[-1:] != [last] else [])]
    for before, stop in pairwise(ends):
        yield passage.cite(before + 1, stop + 1)


@cached
def _worth() -> regex.Pattern[str]:
    recorded = any_of(load("teams")["sending"]["recorded"])
    return compiled(rf"{CALAMITY.pattern}|{wording().dmat.pattern}|{recorded}")
