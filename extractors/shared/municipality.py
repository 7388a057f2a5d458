"""The municipality that a document is of, by its titles and by the plans that its text names."""

from __future__ import annotations

from collections import Counter

import regex

from normalizers.patterns import compiled
from normalizers.prefecture import find_prefecture, prefectures
from normalizers.printed_years import ERA, NUMBER
from normalizers.vocabulary import cached, load
from pipeline.document.model import Cite, Document, Grid, Line

_FIRST_LINES = 8  # a title stands among these
_LONGEST_TITLE = 60
_TEXT_LINES = 120  # lines whose plans say whose text it is
_SHARE = 0.6
_LETTERS = r"[\p{Han}\p{Hiragana}\p{Katakana}ー々ヶケ]"
# of a name in running text, where kana before it are particles: 青葉, 南みさき, 岬の川
WRITTEN = (
    r"(?:[\p{Han}\p{Katakana}ー々ヶケ]{1,6}?(?:(?<=\p{Han})\p{Hiragana}{2,4})?"
    r"|(?<!\p{Han})\p{Han}の\p{Han})"
)
_KINDS = compiled("[市区町村]")
_ENDS = (
    r"(?:(?=市民)|(?![域分間画市町村]))(?!(?<=[市区町村]{2})民)"  # 青葉市市民 is 青葉市 and 市民
)
_LEAD = (
    r"^[\s　「『（(【<＜〈0-9０-９.．・○◯●■□◆]*(?:[（(][^（）()]*[)）][\s　]*)?"
    rf"(?:(?:{ERA}[\s　]*{NUMBER}|[0-9０-９]{{4}})[\s　]*年度?+[\s　]*)?"
    r"(?:[今本来]年度の?)?+"
    r"(?:第?[\s　]*[0-9０-９一二三四五六七八九十]+[\s　]*[次期回版][\s　]*)?"
)


def titled_municipality(document: Document) -> Cite | None:
    """The municipality whose name leads a title: 第２期青葉町健康増進計画."""
    for item in document.flow[:_FIRST_LINES]:
        if isinstance(item, Grid):
            return None
        text = item.text[:_LONGEST_TITLE]
        if "。" not in text and _KINDS.search(text) and (found := _title().match(text)):
            name = item.text[found.start("name") : found.end("name")]
            if is_name(name):
                return item.cite(*found.span("name"))
    return None


def speaks_of_residents(document: Document) -> bool:
    """Whether a municipality speaks of itself (本市, 市民) more than a prefecture does."""
    own, above = _voices("\n".join(line.text for line in document.lines[:_TEXT_LINES]))
    return own > above


def _voices(text: str) -> tuple[int, int]:
    """How often a municipality and a prefecture speak of themselves."""
    own, above = (sum(1 for _ in _voice(kind).finditer(text)) for kind in _VOICES)
    return own, above


@cached
def _voice(kind: str) -> regex.Pattern[str]:
    """Its words, but no addresses: 青葉市本町1-2."""
    words = "|".join(map(regex.escape, load("municipalities")[f"{kind}_voice"]))
    return compiled(rf"(?<![市区町村])(?:{words})(?![0-9０-９一二三四五六七八九十])")


def speaking_municipality(document: Document) -> Cite | None:
    """The one municipality whose plans, offices or residents a text speaks of.

    None where a prefecture speaks (本県では), or municipalities are named in equal parts.
    """
    lines = [i for i in document.flow[:_TEXT_LINES] if isinstance(i, Line)]
    text = "\n".join(line.text for line in lines)
    own, above = _voices(text)
    if above > own or (not own and find_prefecture(text)):
        return None
    first: dict[str, Cite] = {}
    named: Counter[str] = Counter()
    for line in lines:
        if not _KINDS.search(line.text):
            continue
        for found in _owner().finditer(line.text):
            if is_name(found["name"]):
                named[found["name"]] += 1
                first.setdefault(found["name"], line.cite(*found.span("name")))
    top = named.most_common(1)
    if not top or top[0][1] < _SHARE * sum(named.values()):
        return None
    return first[top[0][0]]


_VOICES = ("municipal", "prefectural")


def is_name(name: str) -> bool:
    """Whether a word that ends like one is the name of a municipality."""
    return not name.endswith(_no_names())


@cached
def _no_names() -> tuple[str, ...]:
    """Endings that no name has; 市 alone would be one of all names."""
    return tuple(w for w in load("municipalities")["no_name"] if len(w) > 1)


@cached
def _title() -> regex.Pattern[str]:
    """A title that begins with the name of a municipality, its prefecture and county before it."""
    papers = "|".join(map(regex.escape, load("municipalities")["papers"]))
    places = rf"(?:(?:{'|'.join(prefectures())})[\s　]*)?(?:\p{{Han}}{{1,4}}郡[\s　]*)?"
    return compiled(
        rf"{_LEAD}{places}(?P<name>{_LETTERS}{{1,6}}[市区町村]){_ENDS}"
        rf"[^。、，,]{{0,34}}?(?:{papers})"
    )


@cached
def _owner() -> regex.Pattern[str]:
    """A municipality before its plan or its residents: 青葉市総合計画, 青葉市に在住する."""
    papers = "|".join(map(regex.escape, load("municipalities")["papers"]))
    return compiled(
        r"(?:(?<![\p{Han}\p{Katakana}0-9０-９])|(?<=年度))(?:第[0-9０-９一二三四五六七八九十]+[次期])?"
        rf"(?P<name>(?:{WRITTEN}|(?<=[\s「（(・、，])\p{{Hiragana}}{{2,5}})[市区町村])(?!民){_ENDS}"
        rf"(?:に?在住|(?:第[0-9０-９]+[次期])?[^。、，,「」（）()のをにはが]{{2,16}}?(?:{papers}))"
    )
