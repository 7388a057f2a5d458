"""Deployments to the disaster that a report is about, where the sentence that counts the teams does
not name it.

東浜県沖地震による被害と対応について（第３報）
22時30分現在 ７県からDMAT計14チームを派遣
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import regex

from extractors.shared.deployments import UNREAL, mentions_of, sentences_of
from extractors.shared.disasters import (
    named_disasters,
    stated_date,
    without_breaks,
)
from extractors.shared.sent_counts import DMAT, all_counts_in
from normalizers.text import fold
from pipeline.document.model import Cite, Document

_HEAD_LINES = 12
_LONGEST_HEADLINE = 80
_ABOUT = regex.compile(r"について|対応|被害|支援|派遣|活動|状況|対策|第\s*[0-9０-９]+\s*報")
_LESSON = regex.compile(r"教訓|契機|踏まえ|以降|きっかけ|経験")
_NOT_YET = (
    r"する|され?る|せ|でき|可|予|要請|依頼|準備|体制|先|元|等|[のにがはもと]|を(?!開始|完了|行)|隊|班|チーム|医療|人|数|状況"
    r"|実績|調整|計画|期間|費|要領|要綱|協定|基準|方法|候補"
)
_SENT = regex.compile(
    rf"派遣(?!{_NOT_YET})|を派遣(?=も決)|活動(?:し(?:た|まし|てい|て)|を(?:行|開始|実施|続)|中)"
    r"|出動(?:し(?:た|まし|てい|て)|[、。]|\s*$)|(?:出発|参集|到着|従事|展開)(?:し(?:た|まし|て)|[、。])"
)
_STOCK = regex.compile(r"編成|整備|配置|登録|保有|有する|有して|指定|養成|研修|隊員数|体制")
_RECORD = regex.compile(r"(?:^|[^\p{L}])(?:派遣|出動|活動)の?(?:実績|状況)[\s】）)＞>]*$")
_ITEM = regex.compile(
    rf"^[\s　・･•○◯●*-]*(?:日本)?(?:{DMAT.pattern})"
    r"[^。、0-9０-９]{0,14}[0-9０-９]+\s*(?:班|隊|チーム)[^。、]{0,14}$"
)
_TOTAL = regex.compile(r"^\s*(?:延べ|のべ|計|累計|合計|総計|総数|延)")
_NEAR = 6  # sentences behind the one that names a disaster
_FEW_ITEMS = 30  # sentences below the title of a record


@dataclass(slots=True)
class TopicCounts:
    """What the sentences of one topic count, in their order."""

    disaster: Cite
    found: dict[str, list[Cite]] = field(default_factory=dict)
    summaries: list[dict[str, Cite]] = field(default_factory=list)  # ５病院から６チーム
    parted: bool = False  # a sentence counts teams of several senders, and no total

    def add(self, counts: dict[str, list[Cite]]) -> None:
        """Further counts of one sentence."""
        for role, cites in counts.items():
            self.found.setdefault(role, []).extend(cites)
            self.parted |= role == "teams" and len(cites) > 1
        if counts.keys() >= {"hospitals", "teams"} and all(len(c) == 1 for c in counts.values()):
            self.summaries.append({role: cites[0] for role, cites in counts.items()})

    def settled(self) -> dict[str, Cite]:
        """The count that holds for all: the last total, else the one that all sentences state, else
        the only one that gives hospitals as well. Counts of different parts say nothing of the
        whole."""
        counts = {role: c for role, cites in self.found.items() if (c := _settled(cites))}
        teams = counts.get("teams")
        parts = teams is None or (self.parted and not _TOTAL.match(teams.text))
        if "teams" in self.found and parts:
            return self.summaries[0] if len(self.summaries) == 1 else {}
        return counts if counts.keys() & {"teams", "people"} else {}


def _settled(cites: list[Cite]) -> Cite | None:
    totals = [c for c in cites if _TOTAL.match(c.text)]
    if totals:
        return totals[-1]
    return cites[-1] if len({fold(c.text) for c in cites}) == 1 else None


def topic_deployments(document: Document) -> Iterator[tuple[Cite, Cite | None, dict[str, Cite]]]:
    """Disaster, date and counts of each topic, those that its sentences agree in."""
    sentences = [sentence for sentence, _ in sentences_of(document)]
    if not any(DMAT.search(s.text) for s in sentences):
        return
    topics: dict[str, TopicCounts] = {}
    for disaster, counts in _statements(document, sentences):
        topic = topics.setdefault(fold(disaster.text), TopicCounts(disaster))
        topic.add(counts)
    for topic in topics.values():
        if settled := topic.settled():
            date = stated_date(topic.disaster, mentions_of(document))
            yield topic.disaster, date, settled


@dataclass(slots=True)
class _Reading:
    """What the sentences read so far are about: the disaster of the report, the one named last
    (None where several are, or one as a lesson) and where, and where a record was announced."""

    report: Cite | None
    near: Cite | None = None
    named_at: int = -_FEW_ITEMS
    record_at: int = -_FEW_ITEMS

    def name(self, number: int, sentence: Cite, flat: str, places: list[int]) -> bool:
        """Note the disasters that a sentence names; False where it names none."""
        if not (named := named_disasters(flat)):
            return False
        last = named[-1]
        place = sentence.part(places[last.start("name")], places[last.end("name") - 1] + 1)
        single = len({fold(m["name"]) for m in named}) == 1 and not _LESSON.search(flat)
        self.near, self.named_at = place if single else None, number
        return True

    def topic(self, number: int, flat: str) -> Cite | None:
        """The disaster that a sentence without one tells of."""
        behind = number - self.named_at
        if behind == 1 and not self._is_of_report():
            return self.near
        if number - self.record_at < _FEW_ITEMS and _ITEM.match(flat):
            return self.report or self.near
        return self.report or (self.near if behind <= _NEAR else None)

    def _is_of_report(self) -> bool:
        """Whether the disaster named last is that of the report."""
        if self.report is None or self.near is None:
            return False
        near, report = fold(self.near.text), fold(self.report.text)
        return near in report or report in near


def _statements(
    document: Document, sentences: Sequence[Cite]
) -> Iterator[tuple[Cite, dict[str, list[Cite]]]]:
    """The sentences that count DMATs sent and name no disaster, each with that of its report."""
    reading = _Reading(_headline(document))
    for number, sentence in enumerate(sentences):
        flat, places = without_breaks(sentence.text)
        if _RECORD.search(flat):
            reading.record_at = number
        if reading.name(number, sentence, flat, places) or not DMAT.search(flat):
            continue
        recorded = number - reading.record_at < _FEW_ITEMS and _ITEM.match(flat)
        if UNREAL.search(flat) or _STOCK.search(flat) or not (recorded or _SENT.search(flat)):
            continue
        topic = reading.topic(number, flat)
        if topic and (counts := all_counts_in(sentence)):
            yield topic, counts


def _headline(document: Document) -> Cite | None:
    """The disaster that the title of a report names: a line of its head that is no sentence."""
    for line in [x for x in document.lines if x.text.strip()][:_HEAD_LINES]:
        text = line.text.strip()
        named = named_disasters(line.text)
        if not named:
            continue
        if "。" in text or len(text) > _LONGEST_HEADLINE or len({m["name"] for m in named}) > 1:
            return None
        name = line.cite(named[0].start("name"), named[0].end("name"))
        bare = len(text) <= len(name.text) + 8
        return name if bare or _ABOUT.search(text) else None
    return None
