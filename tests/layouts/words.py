"""Random words: heads from the vocabulary of the program, the rest put together from parts."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from random import Random
from typing import Any
from zlib import crc32

_COLUMNS = Path(__file__).parents[2] / "normalizers" / "data" / "columns.toml"

_WORDS = Path(__file__).with_name("words.toml")


@cache
def _parts(name: str) -> list[str]:
    with _WORDS.open("rb") as file:
        words: list[str] = tomllib.load(file)[name]
    return words


@cache
def _entries() -> list[dict[str, Any]]:
    with _COLUMNS.open("rb") as file:
        entries: list[dict[str, Any]] = tomllib.load(file)["entry"]
    return entries


def head(random: Random, role: str, source: str | None = None, longest: int = 8) -> str:
    """A head word of the vocabulary; of amounts one for a source (total, fund, national, …)."""
    words = [
        word
        for entry in _entries()
        if entry["role"] == role and (source is None or entry.get("source") == source)
        for word in entry["words"]
        if len(word) <= longest
    ]
    draw = random.random()  # a new word in the vocabulary leaves most other tables as they are
    return min(words, key=lambda word: crc32(f"{draw} {word}".encode()))


def over(random: Random) -> str:
    """A head that stands over the heads of several columns."""
    return random.choice(_parts("over"))


def division(random: Random) -> str:
    return random.choice(_parts("divisions"))


def divisions(random: Random) -> list[str]:
    return random.sample(_parts("divisions"), len(_parts("divisions")))


def program(random: Random) -> str:
    """A name of a program, 8 to 22 characters long."""
    field, thing, deed = (
        random.choice(_parts("fields")),
        random.choice(_parts("things")),
        random.choice(_parts("deeds")),
    )
    return f"{field}{thing}{deed}{random.choice(_parts('ends'))}"


def facility(random: Random) -> str:
    return random.choice(_parts("places")) + random.choice(_parts("kinds"))


def municipality(random: Random) -> str:
    return random.choice(_parts("places")) + random.choice("市町村")


def answer(random: Random) -> str:
    return random.choice(_parts("answers"))


def respondents(random: Random, count: int) -> list[str]:
    return random.sample(_parts("respondents"), count)


def designations(random: Random, count: int) -> list[str]:
    return random.sample(_parts("designations"), count)


def office(random: Random) -> str:
    return random.choice(_parts("offices")) + random.choice(_parts("sections"))


def carrier(random: Random) -> str:
    return random.choice(_parts("carriers"))


def sentence(random: Random) -> str:
    """One sentence of prose; some have figures in them, which no table should take."""
    field, thing, deed = (
        random.choice(_parts("fields")),
        random.choice(_parts("things")),
        random.choice(_parts("deeds")),
    )
    return random.choice(
        (
            f"{field}に関わる{thing}を{deed}するため、{carrier(random)}が行う取組に要する経費を助成する。",
            f"{field}の{thing}については、令和{random.randint(2, 8)}年度までに"
            f"{random.randint(2, 90)}か所で{deed}を終える見込みである。",
            f"{thing}の{deed}に当たり、{field}の現場からは"
            f"年{random.randint(2, 12)}回の打合せを望む声が多い。",
            f"あわせて{field}の担い手に対し、{thing}に係る講習を開き、延べ"
            f"{random.randint(20, 900)}人の参加を得た。",
        )
    )


def remark(random: Random) -> str:
    return random.choice(("新規", "継続", "拡充", "一部見直し", "前年度繰越分を含む", "再掲", ""))


def prose(random: Random, length: int) -> str:
    """Sentences up to a number of characters or somewhat more."""
    text = ""
    while len(text) < length:
        text += sentence(random)
    return text
