"""Facilities that a sentence lists and counts: the count proves that the names are all there.

指定された病院は、東浜病院、西山総合病院及び岬医療センターの３病院です。

次の４医療機関を選びました。
東浜病院（東浜）、北浦病院（同）、…
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import regex

from extractors.places.addresses import municipality_of
from extractors.places.list_lines import POINT
from extractors.places.listed_names import KINDS
from extractors.row import Given, Row, Value
from extractors.shared.jurisdiction import owner_to_cells
from extractors.shared.kinds import is_complete_name, is_designation, kind_of_name
from extractors.shared.nearby import Passage, lines_to_passage
from normalizers.errors import NormalizationError
from normalizers.number import parse_number
from normalizers.patterns import compiled
from normalizers.prefecture import parse_prefecture
from normalizers.text import fold
from pipeline.document.model import Cite, Document, Grid, Line

_COUNT = compiled(
    r"(?P<count>[0-9０-９]{1,3})[\s　]*(?:の[\s　]*)?(?:医療機関|病院|診療所|薬局|施設|事業所|機関"
    r"|センター|[かカケヵヶ箇]所)(?!目|以上|程度|ほど|余|が?あ)"
)
_TO_COUNT = compiled(r"(?:など|ほか|他|等|計|合計|合わせて|以上|全|[\s　、，の―—─－-])*$")
_PARTIAL = compiled(r"など|ほか|他|等")
_BETWEEN = compiled(r"[、，]|(?<=[院所局ター会）)])(?:及び|および|並びに|ならびに|と)")
_LEAD = compiled(r"^.*(?:では|には|として|のうち|[：:「]|(?<=\p{Han})は(?=\p{Han}))")
_ANNOUNCED = compiled(r"(?:以下|次|下記)の?$")
_ANNOUNCES = compiled(r"^[^。]*(?:以下|次|下記)の?(?:とお|通)り")
_BRACKET = compiled(r"[\s　]*[（(](?P<told>[^（()）]{1,8})[)）]$")
_SAME = frozenset({"同", "〃", "同上"})
_FEWEST = 3
_ABOVE, _BELOW = 16, 32  # lines of a text that is broken into short ones
_LONGEST = 40

_Span = tuple[int, int]


def told_rows(document: Document, owner: Cite | str | None, known: frozenset[str]) -> Iterator[Row]:
    """The facilities of every list of three names or more that a sentence counts, those that the
    document lists elsewhere (known: their folded names) left out."""
    told = set(known)
    for index, item in enumerate(document.flow):
        if isinstance(item, Grid) or item.margin:
            continue
        for found in _COUNT.finditer(item.text):  # few lines count facilities
            count = int(parse_number(found["count"]))
            if count < _FEWEST:
                continue
            names = _before(document, index, found.start(), count)
            names = names or _behind(document, index, found, count)
            for name, place in _with_owners(names, owner):
                if fold(name.text) not in told:
                    told.add(fold(name.text))
                    kind = Given(kind_of_name(name.text) or "other")
                    cells: dict[str, Value] = {"name": name, "kind": kind}
                    yield Row("facilities", cells | place, name)


def _before(document: Document, index: int, end: int, count: int) -> list[Cite]:
    """The names that end at a count (A病院、B病院、C病院の３病院); none where they are fewer."""
    above = document.flow[max(0, index - _ABOVE) : index]
    lines = [*_up_to_point(_lines([document.flow[index], *reversed(above)]))][::-1]
    passage, last = lines_to_passage(lines), lines[-1].text
    end += passage.starts[-2] - (len(last) - len(last.lstrip()))
    joint = _TO_COUNT.search(passage.text, 0, end)
    if joint is None or not joint[0] or _PARTIAL.search(joint[0]):
        return []
    start = passage.text.rfind("。", 0, joint.start()) + 1
    spans = _pieces(passage, start, joint.start())[-count:]
    if len(spans) != count:
        return []
    if lead := _LEAD.match(passage.text[slice(*spans[0])]):
        spans[0] = (spans[0][0] + lead.end(), spans[0][1])
    return _names(passage, spans)


def _behind(document: Document, index: int, found: regex.Match[str], count: int) -> list[Cite]:
    """The names below a sentence that announces and counts them (次の３病院を指定した。)."""
    text = found.string[found.end() :]
    if not (_ANNOUNCED.search(found.string[: found.start()]) or _ANNOUNCES.match(text)):
        return []
    passage = lines_to_passage([*_lines(document.flow[index : index + _BELOW])])
    start = passage.starts[1]
    spans = _pieces(passage, start, len(passage.text))[:count]
    if len(spans) != count:
        return []
    low, high = spans[-1]
    ends = [passage.text.find("。", low, high), *passage.starts]  # of its line, where no stop is
    spans[-1] = (low, min((end for end in ends if low < end <= high), default=high))
    return _names(passage, spans)


def _lines(items: Iterable[Line | Grid]) -> Iterator[Line]:
    """The lines up to the first table or margin."""
    for item in items:
        if isinstance(item, Grid) or item.margin:
            return
        yield item


def _up_to_point(lines: Iterable[Line]) -> Iterator[Line]:
    """The lines from the last one upwards, up to one that begins a point of a list."""
    for line in lines:
        yield line
        if POINT.match(line.text):
            return


def _pieces(passage: Passage, start: int, end: int) -> list[_Span]:
    """Where the pieces between separators stand."""
    spans: list[_Span] = []
    for found in (*_BETWEEN.finditer(passage.text, start, end), None):
        spans.append((start, found.start() if found else end))
        start = found.end() if found else end
    return spans


def _names(passage: Passage, spans: Sequence[_Span]) -> list[Cite]:
    """The pieces as cites where each is a name of a facility, with or without a bracket."""
    cites = [passage.cite(*span) for span in spans]
    bare = [_BRACKET.sub("", passage.text[slice(*span)].strip()) for span in spans]
    return cites if all(map(_is_name, bare)) else []


def _is_name(text: str) -> bool:
    if len(text) > _LONGEST or is_designation(text) or not is_complete_name(text):
        return False
    return kind_of_name(text) in KINDS


def _with_owners(
    cites: Sequence[Cite], owner: Cite | str | None
) -> Iterator[tuple[Cite, dict[str, Value]]]:
    """Names without the brackets behind them, and what these say: prefectures where all do (東浜,
    同), else the municipality of each."""
    found = [_BRACKET.search(cite.text) for cite in cites]
    told = [match["told"].strip() for match in found if match]
    by_prefecture = len(told) > 1 and all(t in _SAME or _prefecture(t) for t in told)
    current: Cite | str | None = owner
    for cite, match in zip(cites, found, strict=True):
        if match is None:
            yield cite, owner_to_cells(owner)
            continue
        name, bracket = cite.part(0, match.start()), cite.part(*match.span("told"))
        if by_prefecture:
            current = _prefecture(bracket.text) or current
            yield name, owner_to_cells(current)
        elif place := municipality_of(bracket):
            yield name, {**owner_to_cells(owner), "municipalities": place}
        else:
            yield cite, owner_to_cells(owner)


def _prefecture(text: str) -> str | None:
    try:
        return parse_prefecture(text)
    except NormalizationError:
        return None
