"""What words say was sent: ５病院, ６チーム, 30人 of teams of disaster medicine.

Other teams are told apart: ２チームのDPAT and 延べ1,384チーム of a JMAT are none of a DMAT's, and
医師２名 counts one profession of a team, not its people.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from extractors.dispatch.disasters import without_breaks
from extractors.places.facility_names import pieces
from normalizers.patterns import compiled
from normalizers.vocabulary import cached, load
from normalizers.wording import any_of
from pipeline.document.model import Cite

_CLAUSE = compiled(r"[、，,。；;／/]")


@dataclass(frozen=True, slots=True)
class Wording:
    """Patterns of the words of teams.toml: teams of disaster medicine, those of other kinds, counts
    of what was sent, the professions that stand before or behind a count, what says that sending
    was done, teams that exist and were not sent, and disasters named as a lesson."""

    dmat: regex.Pattern[str]
    other: regex.Pattern[str]
    team: regex.Pattern[str]
    counts: dict[str, regex.Pattern[str]]
    worker_before: regex.Pattern[str]
    worker_behind: regex.Pattern[str]
    sent: regex.Pattern[str]
    stock: regex.Pattern[str]
    lesson: regex.Pattern[str]


@cached
def wording() -> Wording:
    """The patterns, made once for a vocabulary."""
    listed = load("teams")
    dmat, workers = any_of(listed["dmat"]), any_of(listed["workers"])
    short = [name for name in listed["others"] if name.isascii()]
    names = [name for name in listed["others"] if not name.isascii()]
    other = rf"(?<![A-ZＡ-Ｚ]){any_of(short)}(?:[ⅡI]+)?|{any_of(names)}"
    before, counted = any_of(listed["sums"] + listed["inexact"]), listed["counts"]
    number = rf"{before}?\s*(?<![第0-9０-９]\s*)[0-9０-９][0-9０-９,，]*\s*"  # 第１隊 counts none
    sent = any_of(counted["teams"] + counted["people"])
    sending = {key: any_of(w) for key, w in listed["sending"].items()}
    unsent = rf"{sending['unsent']}|を(?!{sending['done']})"
    return Wording(
        dmat=compiled(dmat),
        other=compiled(other),
        team=compiled(
            r"(?:[\s　]*(?:から|より|の)?[\s　]*"
            rf"[0-9０-９]+\s*{sent})?の?(?:(?P<dmat>{dmat})|{other})"
        ),
        counts={
            role: compiled(rf"{number}{any_of(words)}(?!員)") for role, words in counted.items()
        },
        worker_before=compiled(rf"{workers}[\s　：:]*$"),
        worker_behind=compiled(rf"^の?{workers}"),
        sent=compiled(
            rf"{sending['sent']}(?!{unsent})|を{sending['sent']}(?=も決)"
            r"|活動(?:し(?:た|まし|てい|て)|を(?:行|開始|実施|続)|中)"
            r"|出動(?:し(?:た|まし|てい|て)|[、。]|\s*$)"
            rf"|{sending['deeds']}(?:し(?:た|まし|て)|[、。])"
        ),
        stock=compiled(any_of(listed["stock"])),
        lesson=compiled(any_of(listed["lesson"])),
    )


def names_dmat(text: str) -> bool:
    """Whether a text names a team of disaster medicine."""
    return wording().dmat.search(text) is not None


def counts_in(cite: Cite) -> dict[str, Cite]:
    """What words say was sent; hospitals alone were not."""
    return {role: cites[0] for role, cites in all_counts_in(cite).items()}


def all_counts_in(cite: Cite) -> dict[str, list[Cite]]:
    """Every count of words that say what was sent, those of other teams left out."""
    mixed = wording().other.search(cite.text.replace("\n", "")) is not None
    counts: dict[str, list[Cite]] = {}
    for words in pieces(cite, _CLAUSE) if mixed else [cite]:
        for role, pattern in wording().counts.items():
            for count, before, behind in _with_context(pattern, words):
                if not mixed or _is_of_dmat(before, behind):
                    counts.setdefault(role, []).append(count)
    return counts if counts.keys() & {"teams", "people"} else {}


def _is_of_dmat(before: str, behind: str) -> bool:
    """Whether the team that a count is of is a DMAT: the one right behind it (２チームのDPAT), else
    the last one named before it in its clause."""
    team = wording().team
    named = [team.match(behind), *reversed(list(team.finditer(before)))]
    nearest = next((found for found in named if found), None)
    return nearest is not None and nearest["dmat"] is not None


def only_count(pattern: regex.Pattern[str], cite: Cite) -> Cite | None:
    """The count of a text whose line breaks may stand anywhere (１チー / ム); None where it counts
    teams of several kinds (１チーム４名 １班６名)."""
    counts = [count for count, _, _ in _with_context(pattern, cite)]
    return counts[0] if len(counts) == 1 else None


def _with_context(pattern: regex.Pattern[str], cite: Cite) -> Iterator[tuple[Cite, str, str]]:
    """Every count of a text but those of one profession, with what stands before and behind it."""
    (flat, kept), words = without_breaks(cite.text), wording()
    for found in pattern.finditer(flat):
        before, behind = flat[: found.start()], flat[found.end() :]
        of_workers = words.worker_before.search(before) or words.worker_behind.match(behind)
        if not of_workers:
            yield cite.part(kept[found.start()], kept[found.end() - 1] + 1), before, behind
