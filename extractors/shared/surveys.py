"""What the text around a table says of a survey: its name, its year, how many answers were allowed.

Captions (「…調査」(平成２０年)) stand inside, below or above a table, or beside a neighbour of it;
failing these, the paragraph above may name the survey, or a short name that the document has
defined (以下「…」という).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import regex

from extractors.row import Given, Value
from extractors.shared.nearby import (
    Passage,
    grid_captions,
    lines_above,
    lines_below,
    lines_to_passage,
    opens_section,
)
from normalizers.text import fold
from normalizers.vocabulary import cached, load
from pipeline.document.model import Cite, Document, Grid, Line

_YEAR = regex.compile(
    r"(?:(?:明治|大正|昭和|平成|令和)\s*(?:元|[0-9０-９]{1,2})|[MTSHRＭＴＳＨＲ]\s*[0-9０-９]{1,2}"
    r"|(?<![0-9０-９])(?:19|20|１９|２０)[0-9０-９]{2})\s*年?"
)
_SHORT_NAME = regex.compile(r"^\s*[」』）)]*\s*[（(]?以下[、,]?\s*[「『](?P<short>[^」』]{2,20})[」』]")
_BASE = regex.compile(
    r"(?:[nNｎＮ]\s*[=＝]\s*|(?:有効)?回答(?:者|数|者数|件数)?\s*[:：＝=]?\s*)(?P<base>[0-9０-９][0-9０-９,，]*)\s*(?:人|名|件|施設)?"
)
_CAPTION_LINES = 3


@dataclass(slots=True)
class Survey:
    """A survey as far as a text states it."""

    name: Cite | None = None
    year: Cite | None = None

    def __bool__(self) -> bool:
        return self.name is not None or self.year is not None


@dataclass(slots=True)
class Setting:
    """What is said around one table."""

    survey: Survey
    multiple: Given | None
    base: Cite | None
    question: Cite | None
    evidence: bool
    used: list[Cite] = field(default_factory=list)


@cached
def _word_pattern(key: str) -> regex.Pattern[str]:
    words = sorted(load("surveys")[key], key=len, reverse=True)
    folded = {regex.escape(w) for word in words for w in (word, word.translate(_WIDE), word.translate(_NARROW))}
    return regex.compile("|".join(sorted(folded, key=len, reverse=True)))


_WIDE = {ord(n): w for n, w in zip("0123456789ASMNn", "０１２３４５６７８９ＡＳＭＮｎ", strict=True)}
_NARROW = {w: chr(n) for n, w in ((n, ord(w)) for n, w in _WIDE.items())}


@cached
def _name_pattern() -> regex.Pattern[str]:
    """A survey's name in 「」 or 【】, and the year in brackets inside or behind it."""
    words = "|".join(load("surveys")["name"])
    return regex.compile(
        rf"[「『【](?P<name>[^「」『』【】]{{0,40}}?(?:{words})(?:結果)?)"
        r"\s*(?:[（(](?P<inner>[^（）()]*)[)）])?[」』】]\s*(?:[（(](?P<outer>[^（）()]*)[)）])?"
    )


@cached
def _plain_pattern() -> regex.Pattern[str]:
    """A survey's name without brackets, as in 資料：県民意識調査（平成２２年）."""
    words = "|".join(load("surveys")["name"])
    return regex.compile(
        rf"(?P<name>[\p{{Han}}\p{{Katakana}}ーA-Za-zＡ-Ｚａ-ｚ・]{{2,30}}?(?:{words}))"
        r"(?=によると|によれば|では|の結果|から|[（(]|$|[」』\s、])\s*(?:[（(](?P<outer>[^（）()]*)[)）])?"
    )


def setting_of(document: Document, at: int, first: int) -> Setting:
    """What is said around the table at flow item `at`, whose data begins in row `first`."""
    grid = document.flow[at]
    assert isinstance(grid, Grid)
    above = lines_above(document, at, 8)
    below = _notes_below(document, at)
    title = _title_lines(above)
    inside = list(grid_captions(grid, first))
    near = [*inside, *(x.cite() for x in title), *(x.cite() for x in below)]
    heads = [grid.row_cite(row) for row in range(first)]
    texts = [c.text for c in (*near, *heads)]
    return Setting(
        survey=_survey(document, at, inside, title, below, above),
        multiple=_multiple([*near, *heads]),
        base=_base([*near, *heads]),
        question=_question(title),
        evidence=any(_word_pattern("evidence").search(t) for t in texts),
    )


def _notes_below(document: Document, at: int) -> list[Line]:
    """Notes and captions right below a table: ※ lines, 資料, names of surveys."""
    found = []
    for line in lines_below(document, at, 4):
        text = line.text.strip()
        note = regex.match(r"[※＊*（(]|注|資料|出典|[nN][=＝]|[「『]", text)
        if not note or (text.endswith("。") and not text.startswith(("※", "注"))):
            break
        found.append(line)
    return found


def _title_lines(above: Sequence[Line]) -> list[Line]:
    """The lines above that belong to the table, nearest first: no sentences, no sections."""
    found = []
    for line in above[:4]:
        text = line.text.strip()
        if opens_section(line) or len(text) > 60 or regex.search(r"[。、]$", text):
            break
        if regex.search(r"。", text) or (found and len(text) > 36):
            break
        found.append(line)
    return found


def _question(title: Sequence[Line]) -> Cite | None:
    for line in title:
        text = line.text.strip()
        if _YEAR.fullmatch(regex.sub(r"[（()）]", "", text)) or regex.match(r"[（(]単位", text):
            continue
        if not _is_caption(text):
            return line.cite()
    return None


def _is_caption(text: str) -> bool:
    """A line that only names a survey."""
    found = _name_pattern().match(text)
    return bool(found) and found.end() >= len(text) - 2 and not text.startswith("【")


def _multiple(cites: Iterable[Cite]) -> Given | None:
    for cite in cites:
        for key, value in (("multiple", True), ("single", False)):
            if found := _word_pattern(key).search(cite.text):
                return Given(value, cite.part(*found.span()))
    return None


def _base(cites: Iterable[Cite]) -> Cite | None:
    for cite in cites:
        if found := _BASE.search(cite.text):
            return cite.part(*found.span("base"))
    return None


def _survey(
    document: Document,
    at: int,
    inside: list[Cite],
    title: list[Line],
    below: list[Line],
    above: list[Line],
) -> Survey:
    for cite in inside:
        if found := _named(Passage(cite.text.replace("\n", " "), (), ()), cite):
            return found
    for lines in (list(reversed(title)), below):
        if lines and (found := _in_lines(lines)):
            return found
    return _beside(document, at) or _in_paragraph(document, above)


def _in_lines(lines: list[Line]) -> Survey | None:
    """The survey that titles or captions name; the year may stand on the line behind."""
    passage = lines_to_passage(lines)
    return _named(passage, None) or None


def _named(passage: Passage, whole: Cite | None) -> Survey:
    """The first survey that a passage names, with its year where one stands with it."""

    def cite(start: int, end: int) -> Cite:
        return whole.part(start, end) if whole is not None else passage.cite(start, end)

    for pattern in (_name_pattern(), _plain_pattern()):
        found = pattern.search(passage.text)
        if found is None:
            continue
        groups = found.groupdict()
        survey = Survey(cite(*found.span("name")))
        for group in ("inner", "outer", "name"):
            if groups.get(group) and (year := _YEAR.search(passage.text, *found.span(group))):
                survey.year = cite(*year.span())
                break
        return survey
    return Survey()


def _beside(document: Document, at: int) -> Survey | None:
    """The caption of a table next to this one, with no line or only titles in between."""
    for step in (-1, 1):
        index, passed = at + step, 0
        while 0 <= index < len(document.flow) and passed <= _CAPTION_LINES:
            item = document.flow[index]
            if isinstance(item, Grid):
                if item.page != document.flow[at].page:
                    break
                for cite in grid_captions(item, 1):
                    if found := _named(Passage(cite.text.replace("\n", " "), (), ()), cite):
                        return found
                break
            if opens_section(item) or item.page != document.flow[at].page:
                break
            passed += 1
            index += step
    return None


def _in_paragraph(document: Document, above: list[Line]) -> Survey:
    """The survey that the paragraph above names, in full or by a short name."""
    if not above:
        return Survey()
    passage = lines_to_passage(list(reversed(above)))
    for short, survey in definitions(document).items():
        at = passage.text.find(short)
        if at >= 0 and not regex.match(r"[\p{Han}\p{Katakana}ー]", passage.text[max(0, at - 1) : at]):
            return Survey(passage.cite(at, at + len(short)), survey.year)
    found = _named(passage, None)
    return found


def definitions(document: Document) -> dict[str, Survey]:
    """The short names that a document gives its surveys: 「…調査（平成２０年）」（以下「意識調査」…）."""
    made = document.memo.get("survey_definitions")
    if not isinstance(made, dict):
        made = document.memo["survey_definitions"] = dict(_define(document))
    return made


def _define(document: Document) -> Iterator[tuple[str, Survey]]:
    flow = document.flow
    names = load("surveys")["name"]
    for at, item in enumerate(flow):
        if not isinstance(item, Line) or "以下" not in item.text:
            continue
        lines = [x for x in flow[max(0, at - 2) : at + 2] if isinstance(x, Line)]
        passage = lines_to_passage(lines)
        for found in _name_pattern().finditer(passage.text):
            behind = _SHORT_NAME.match(passage.text[found.end("name") :].lstrip("（(")) or _SHORT_NAME.search(
                passage.text, found.end("name"), min(len(passage.text), found.end() + 12)
            )
            short = _SHORT_NAME.match(passage.text[found.end() :])
            chosen = short or behind
            if chosen is None:
                continue
            sub = _named_match(passage, found)
            if any(chosen["short"].endswith(n) for n in names):
                yield chosen["short"], sub


def _named_match(passage: Passage, found: regex.Match[str]) -> Survey:
    survey = Survey(passage.cite(*found.span("name")))
    for group in ("inner", "outer", "name"):
        if found[group] and (year := _YEAR.search(passage.text, *found.span(group))):
            survey.year = passage.cite(*year.span())
            break
    return survey


def survey_cells(setting: Setting) -> dict[str, Value]:
    """The cells that all rows of a table share."""
    cells: dict[str, Value | None] = {
        "survey": setting.survey.name,
        "survey_year": setting.survey.year,
        "question": setting.question,
        "base": setting.base,
        "multiple_answers": setting.multiple,
    }
    return {k: v for k, v in cells.items() if v is not None}


def is_whole(text: str) -> bool:
    """計, 合計: no answer of its own."""
    return fold(text) in {fold(w) for w in load("surveys")["whole"]}
