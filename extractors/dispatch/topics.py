"""Deployments to the disaster that a report is about, where the sentence that counts the teams does
not name it.

東浜県沖地震による被害と対応について（第３報）
22時30分現在 ７県からDMAT計14チームを派遣
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import regex

from extractors.dispatch.deployments import UNREAL, mentions_of, sentences_of
from extractors.dispatch.disasters import is_one, named_disasters, stated_date, without_wraps
from extractors.dispatch.sent_counts import all_counts_in, names_dmat, wording
from normalizers.patterns import compiled
from normalizers.text import fold
from normalizers.vocabulary import cached, load
from normalizers.wording import any_of
from pipeline.document.model import Cite, Document

_PATH = compiled(r"\s[>＞»]\s")  # ホーム > 防災 > ○○地震: where a page of the web stands
_HEAD_LINES = 12
_LONGEST_HEADLINE = 80
_NEAR = 6  # sentences behind the one that names a disaster
_CELLS = 3  # lines: who, how many teams, how many people
_FEW_ITEMS = 30  # sentences below the title of a record


@dataclass(frozen=True, slots=True)
class _Wording:
    """Patterns of the words of teams.toml: of titles of reports and records, of items of a record,
    and of counts that are sums."""

    report: regex.Pattern[str]
    record: regex.Pattern[str]
    item: regex.Pattern[str]
    total: regex.Pattern[str]


@cached
def _wording() -> _Wording:
    listed = load("teams")
    words = {key: any_of(w) for key, w in listed.items() if isinstance(w, list)}
    sending = {key: any_of(w) for key, w in listed["sending"].items()}
    return _Wording(
        report=compiled(rf"{words['report']}|第\s*[0-9０-９]+\s*報"),
        record=compiled(
            rf"(?:^|[^\p{{L}}]){sending['records']}の?{sending['recorded']}[\s】）)＞>]*$"
        ),
        item=compiled(
            rf"^[\s　・･•○◯●*-]*(?:日本)?{wording().dmat.pattern}"
            rf"[^。、0-9０-９]{{0,14}}[0-9０-９]+\s*{any_of(listed['counts']['teams'])}"
            r"[^。、]{0,14}$"
        ),
        total=compiled(rf"^\s*{words['sums']}"),
    )


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
        elif pair := _paired(counts):
            self.summaries.append(pair)

    def settled(self) -> dict[str, Cite]:
        """The count that holds for all: the last total, else the one that all sentences state, else
        the only one that gives hospitals as well. Counts of different parts say nothing of the
        whole."""
        counts = {role: c for role, cites in self.found.items() if (c := _settled(cites))}
        teams = counts.get("teams")
        parts = teams is None or (self.parted and not _wording().total.match(teams.text))
        if "teams" in self.found and parts:
            return self.summaries[0] if len(self.summaries) == 1 else {}
        return counts if counts.keys() & {"teams", "people"} else {}


def _paired(counts: dict[str, list[Cite]]) -> dict[str, Cite]:
    """The hospitals of a sentence and the teams right behind them, where it goes on to count others
    (12病院16隊に加え、２隊を追加で派遣); nothing for several hospitals."""
    if len(counts.get("hospitals", ())) != 1:
        return {}
    hospitals = counts["hospitals"][0]
    (last,) = hospitals.spans[-1:]
    for teams in counts.get("teams", ()):
        first = teams.spans[0]
        if (first.line, first.start) == (last.line, last.end):
            return {"hospitals": hospitals, "teams": teams}
    return {}


def _settled(cites: list[Cite]) -> Cite | None:
    totals = [c for c in cites if _wording().total.match(c.text)]
    if totals:
        return totals[-1]
    return cites[-1] if len({fold(c.text) for c in cites}) == 1 else None


def topic_deployments(document: Document) -> Iterator[tuple[Cite, Cite | None, dict[str, Cite]]]:
    """Disaster, date and counts of each topic, those that its sentences agree in; no counts where
    they say only that teams were sent."""
    sentences = [sentence for sentence, _ in sentences_of(document)]
    if not any(names_dmat(s.text) for s in sentences):
        return
    topics: dict[str, TopicCounts] = {}
    for disaster, counts in _statements(document, sentences):
        topic = topics.setdefault(fold(disaster.text), TopicCounts(disaster))
        topic.add(counts)
    for topic in topics.values():
        date = stated_date(topic.disaster, mentions_of(document))
        yield topic.disaster, date, topic.settled()


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
        single = is_one(named) and not wording().lesson.search(flat)
        self.near, self.named_at = place if single else None, number
        return True

    def topic(self, number: int, flat: str) -> Cite | None:
        """The disaster that a sentence without one tells of."""
        behind = number - self.named_at
        if behind == 1 and not self._is_of_report():
            return self.near
        if number - self.record_at < _FEW_ITEMS and _item_of(flat):
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
    """The sentences that tell of DMATs sent and name no disaster, each with that of its report and
    what it counts."""
    reading, words = _Reading(_headline(document)), _wording()
    for number, sentence in enumerate(sentences):
        flat, places = without_wraps(sentence)
        if any(map(words.record.search, flat.split("\n"))):
            reading.record_at = number
        if reading.name(number, sentence, flat, places) or not names_dmat(flat):
            continue
        told = _without_headings(flat)
        recorded = number - reading.record_at < _FEW_ITEMS and _item_of(told)
        if UNREAL.search(told) or wording().stock.search(told):
            continue
        if not recorded and not wording().sent.search(told):
            continue
        if topic := reading.topic(number, flat):
            yield topic, all_counts_in(sentence)


def _item_of(text: str) -> bool:
    """Whether the first line of a text is an item of a record, or its first cells (DMAT / ５班)."""
    lines = text.split("\n")
    return any(_wording().item.match(words) for words in (lines[0], " ".join(lines[:_CELLS])))


def _without_headings(flat: str) -> str:
    """A sentence from the last of its lines on that names a DMAT: those above are headings, or say
    who publishes (医療整備課)."""
    lines = flat.split("\n")
    named = [at for at, line in enumerate(lines) if names_dmat(line)]
    return "\n".join(lines[named[-1] :]) if named else flat


def _headline(document: Document) -> Cite | None:
    """The disaster that the title of a report names: a line of its head that is no sentence."""
    for line in [x for x in document.lines if x.text.strip()][:_HEAD_LINES]:
        text = line.text.strip()
        named = named_disasters(line.text)
        if not named or _PATH.search(text):
            continue
        if "。" in text or len(text) > _LONGEST_HEADLINE or len({m["name"] for m in named}) > 1:
            return None
        name = line.cite(named[0].start("name"), named[0].end("name"))
        bare = len(text) <= len(name.text) + 8
        return name if bare or _wording().report.search(text) else None
    return None
