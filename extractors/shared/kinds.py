"""Which kind of facility a name is of (data/facility_kinds.toml, data/facility_ends.toml),
and what is no name but a designation (data/facility_designations.toml)."""

from __future__ import annotations

import re

import regex

from extractors.shared.columns import Columns
from extractors.shared.heads import is_numeric
from normalizers.patterns import compiled
from normalizers.text import fold
from normalizers.unit import is_money
from normalizers.vocabulary import cached, load
from normalizers.wording import made_of

_BLANKS = compiled(r"\s+")
_NO_NAME = compiled(r"[。、]|^[0-9０-９※＊《【＜〈]")
_GENERIC = {"その他", "施設", "事業所", "拠点", "窓口", "市町村", "協会", "協議会", "歯科", "内科"}
_NOT_A_NAME = compiled(
    r"(?:された|される|した|する|している|を行う|のある|がある|のない)\p{Han}{0,4}"
    r"(?:病院|医療機関|診療所|施設|センター|薬局)|"
    r"(?:事業|制度|計画|整備|支援|推進|連携|確保|研修|会議|システム)(?:費|等)?$"
)
_DECIMAL = compiled(r"[0-9０-９][.．][0-9０-９]")
_OF_ALL = compiled(
    r"^(?:全国|県内|市内|町内|村内|区内|圏内|各地|管内|地域|近隣|\p{Han}{1,4}[都道府県市町村])の"
)
_PREFECTURE = compiled(r"^\p{Han}{2,3}[都道府県](?:内)?の?")
_JOINED = re.compile(r"[・/]|及び|又は")
_BRANCH = compiled(  # ○○病院△△分院 is what it is a branch of
    r"(?<=病院|医院|診療所|センター|クリニック|薬局)[\p{Han}\p{Hiragana}\p{Katakana}ー]{0,8}分院$"
)
_BRACKETED = compiled(r"[（(][^（()）]*[)）]|[※＊]\s*[0-9０-９]*$")


@cached
def _words() -> tuple[tuple[str, str], ...]:
    """Words with their kinds, longest first."""
    return _longest_first("facility_kinds")


@cached
def _ends() -> tuple[tuple[str, str], ...]:
    """Words with their kinds, and those that only end a name (産婦人科)."""
    return tuple(sorted([*_words(), *_longest_first("facility_ends")], key=lambda p: -len(p[0])))


def _longest_first(vocabulary: str) -> tuple[tuple[str, str], ...]:
    pairs = [(fold(w), kind) for kind, words in load(vocabulary).items() for w in words]
    return tuple(sorted(pairs, key=lambda p: -len(p[0])))


@cached
def _telling() -> tuple[str, ...]:
    generic = {fold(w) for w in _GENERIC}
    return tuple(word for word, _ in _words() if word not in generic)


def kind_of_name(name: str) -> str | None:
    """The kind of a facility by its name: the word that it ends with, else one that it holds."""
    folded = fold(_without_branch(name))
    for word, kind in _ends():
        if folded.endswith(word):
            return kind
    return next((kind for word, kind in _words() if len(word) > 1 and word in folded), None)


def is_facility_name(text: str) -> bool:
    """Whether a text reads as the name of one facility: a kind's word in it, and no program."""
    bare = _BLANKS.sub("", _BRACKETED.sub("", text))
    if not 3 <= len(bare) <= 40 or _NO_NAME.search(bare) or _NOT_A_NAME.search(bare):
        return False
    folded = fold(bare)
    if _OF_ALL.match(bare) or is_designation(bare):
        return False
    return folded not in _telling() and names_a_kind(folded)


def is_designation(text: str) -> bool:
    """Whether a text says only what facilities are designated as: 地域災害拠点病院, ○○県の…."""
    bare = _BLANKS.sub("", _BRACKETED.sub("", text))
    if _designation().fullmatch(fold(_PREFECTURE.sub("", bare))):
        return True
    first, *more = _JOINED.split(bare)  # 協力病院・診療所
    return (
        bool(more) and is_designation(first) and all(is_kind(w) or is_designation(w) for w in more)
    )


def is_type(text: str) -> bool:
    """Whether a text says only of which type a designated facility is: 基幹, 地域拠点."""
    return bool(_type().fullmatch(fold(text)))


@cached
def _type() -> regex.Pattern[str]:
    types = load("facility_designations")["types"]
    return made_of(types, types)


@cached
def _designation() -> regex.Pattern[str]:
    words = load("facility_designations")
    return made_of(words["qualifiers"], words["designations"])


def names_a_kind(text: str) -> bool:
    """Whether one of the words that tell a kind (病院, 診療所) stands in a text as it is."""
    return _any_telling().search(text) is not None


@cached
def _any_telling() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, _telling())))


def is_complete_name(text: str) -> bool:
    """A facility's name that ends with the word for its kind: no part of a wrapped name."""
    return fold(_without_branch(text)).endswith(_telling()) and is_facility_name(text)


def _without_branch(name: str) -> str:
    return _BRANCH.sub("", _BRACKETED.sub("", name))


def is_kind(text: str) -> bool:
    """Whether a text is nothing but the word for a kind (病院, 診療所)."""
    return fold(text) in {word for word, _ in _words()}


def has_money(columns: Columns) -> bool:
    """Whether a table gives amounts: such a table lists programs, whatever places it names."""
    for column in columns.find("amount", "difference"):
        roles = {h.role for h in columns.heads[column]}
        texts = columns.grid.column_texts(column, columns.first)
        if not roles <= {"amount", "difference"} or not texts or not all(map(is_numeric, texts)):
            continue
        rates = all(_DECIMAL.search(t) for t in texts)  # その他 ... 1.2: no sum of money
        if not rates or is_money(columns.unit_of(column)):
            return True
    return False
