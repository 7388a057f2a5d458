"""What words say was sent: ５病院, ６チーム, 30人 of teams of disaster medicine.

Other teams are told apart: ２チームのDPAT and 延べ1,384チーム of a JMAT are none of a DMAT's, and
医師２名 counts one profession of a team, not its people.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from pipeline.document.model import Cite

_NUMBER = r"(?:約|延べ|のべ|延|計|累計|合計|総計|総数)?\s*[0-9０-９][0-9０-９,，]*\s*"
COUNTS = {
    "hospitals": regex.compile(_NUMBER + r"(?:病院|医療機関|施設|機関)"),
    "teams": regex.compile(_NUMBER + r"(?:チーム|隊|班)(?!員)"),
    "people": regex.compile(_NUMBER + r"(?:人|名)"),
}
DMAT = regex.compile(r"[DＤ][MＭ][AＡ][TＴ]|災害派遣医療チーム")
# Teams of other bodies and kinds: 日本医師会災害医療チーム, 災害派遣精神医療チーム, 災害時健康危機
# 管理支援チーム, 災害派遣福祉チーム, and the forces that are counted beside them.
OTHER_TEAM = regex.compile(
    r"(?<![A-ZＡ-Ｚ])(?:[JＪTＴAＡ][MＭ][AＡ][TＴ]|[DＤ][PＰ][AＡ][TＴ]|[DＤ][HＨ][EＥ][AＡ][TＴ]"
    r"|[DＤ][WＷCＣ][AＡ][TＴ]|[JＪ][RＲ][AＡ][TＴ])(?:[ⅡI]+)?|災害派遣精神医療|災害派遣福祉"
    r"|日本医師会災害医療|こころのケア|健康危機管理支援|消防援助隊|自衛隊|広域緊急援助隊|保健師"
)
_TEAM_NAME = regex.compile(
    r"(?:[\s　]*(?:から|より|の)?[\s　]*[0-9０-９]+\s*(?:チーム|隊|班|人|名))?の?"
    rf"(?:(?P<dmat>{DMAT.pattern})|{OTHER_TEAM.pattern})"
)
_CLAUSE = regex.compile(r"[、，,。；;／/]")
_WORKERS = (
    r"医師|看護師|看護職員|薬剤師|保健師|事務員|事務職員|事務|職員|調整員|業務調整員|ロジ(?:スティクス)?"
    r"|救急救命士|救命士|技師|運転手|研修医|医療従事者"
)
_WORKER_BEFORE = regex.compile(rf"(?:{_WORKERS})[\s　：:]*$")
_WORKER_BEHIND = regex.compile(rf"^の?(?:{_WORKERS})")


def counts_in(cite: Cite) -> dict[str, Cite]:
    """What words say was sent; hospitals alone were not."""
    return {role: cites[0] for role, cites in all_counts_in(cite).items()}


def all_counts_in(cite: Cite) -> dict[str, list[Cite]]:
    """Every count of words that say what was sent, those of other teams left out."""
    mixed = OTHER_TEAM.search(cite.text.replace("\n", "")) is not None
    counts: dict[str, list[Cite]] = {}
    for words in _clauses(cite) if mixed else [cite]:
        for role, pattern in COUNTS.items():
            for count, before, behind in _with_context(pattern, words):
                if not mixed or _is_of_dmat(before, behind):
                    counts.setdefault(role, []).append(count)
    return counts if counts.keys() & {"teams", "people"} else {}


def _is_of_dmat(before: str, behind: str) -> bool:
    """Whether the team that a count is of is a DMAT: the one right behind it (２チームのDPAT), else
    the last one named before it in its clause."""
    named = [_TEAM_NAME.match(behind), *reversed(list(_TEAM_NAME.finditer(before)))]
    nearest = next((found for found in named if found), None)
    return nearest is not None and nearest["dmat"] is not None


def _clauses(cite: Cite) -> Iterator[Cite]:
    start = 0
    for found in (*_CLAUSE.finditer(cite.text), None):
        if piece := cite.part(start, found.start() if found else None):
            yield piece
        start = found.end() if found else start


def over_wraps(pattern: regex.Pattern[str], cite: Cite) -> Cite | None:
    """The first count of a text whose line breaks may stand anywhere: １チー / ム."""
    return next((count for count, _, _ in _with_context(pattern, cite)), None)


def _with_context(pattern: regex.Pattern[str], cite: Cite) -> Iterator[tuple[Cite, str, str]]:
    """Every count of a text but those of one profession, with what stands before and behind it."""
    kept = [at for at, character in enumerate(cite.text) if character != "\n"]
    flat = cite.text.replace("\n", "")
    for found in pattern.finditer(flat):
        before, behind = flat[: found.start()], flat[found.end() :]
        if not _WORKER_BEFORE.search(before) and not _WORKER_BEHIND.match(behind):
            yield cite.part(kept[found.start()], kept[found.end() - 1] + 1), before, behind
