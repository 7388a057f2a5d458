"""Programs of a made-up list: names, descriptions, offices and amounts at random."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from tests.diff import words


@dataclass(frozen=True)
class Item:
    """One program of a list before it becomes a row."""

    name: str
    description: str | None
    section: str | None
    department: str | None
    funding: tuple[str, ...]
    amount: int | None  # yen
    is_new: bool = False
    is_repeated: bool = False
    key: int = 0


@dataclass(frozen=True)
class Manner:
    """What the lists state and how much happens between them."""

    size: int
    descriptions: bool
    departments: bool
    sections: bool
    change: float  # share of programs that something happens to
    unit_error: bool  # the later list is printed in another unit
    one_subject: bool  # a list about one matter: all names are alike
    stock_texts: bool  # descriptions of a few words that many programs share
    sections_used: tuple[str, ...] = ()
    departments_used: tuple[str, ...] = ()


@dataclass
class Work:
    """The later list in the making: items with the kind and the keys that they come from."""

    rng: random.Random
    manner: Manner
    keys: Iterator[int]
    old: list[Item] = field(default_factory=list)
    new: list[tuple[Item, tuple[int, ...], str]] = field(default_factory=list)
    removed: list[int] = field(default_factory=list)
    names: set[str] = field(default_factory=set)


def random_manner(rng: random.Random) -> Manner:
    descriptions = rng.random() < 0.8
    return Manner(
        size=rng.randint(8, 45),
        descriptions=descriptions,
        departments=rng.random() < (0.8 if descriptions else 1.0),
        sections=rng.random() < 0.85,
        change=rng.choice((0.15, 0.3, 0.5)),
        unit_error=rng.random() < 0.06,
        one_subject=rng.random() < 0.25,
        stock_texts=rng.random() < 0.15,
        sections_used=_some(rng, words.SECTIONS, " > ", words.SUBSECTIONS),
        departments_used=_some(rng, words.OFFICES, " ", words.TEAMS),
    )


def _some(
    rng: random.Random, larger: Sequence[str], between: str, smaller: Sequence[str]
) -> tuple[str, ...]:
    """The few headings or offices that a list is about."""
    chosen = rng.sample(larger, rng.randint(1, 4))
    return tuple(
        one + between + part for one in chosen for part in rng.sample(smaller, rng.randint(1, 3))
    )


def random_item(work: Work) -> Item:
    rng, manner = work.rng, work.manner
    while True:
        subjects = words.SUBJECTS[:6] if manner.one_subject else words.SUBJECTS
        subject = rng.choice(subjects)
        action, sentences = rng.choice(words.ACTIONS)
        target = rng.choice(words.TARGETS)
        name = subject + action
        if manner.one_subject or rng.random() < 0.2:
            name = rng.choice((target + "向け" + name, name + f"（{target}）"))
        if name not in work.names:
            break
    work.names.add(name)
    extra = rng.choice(words.EXTRAS).format(t=target)
    said = [s.format(s=subject) for s in rng.sample(sentences, rng.randint(1, 2))]
    if manner.stock_texts:
        said, extra = [rng.choice(("経費を補助する。", "会議を開く。", "講習を行う。"))], ""
    section = rng.choice(manner.sections_used)
    department = rng.choice(manner.departments_used)
    return Item(
        name=name,
        description="".join([*said, extra]) if manner.descriptions else None,
        section=section if manner.sections else None,
        department=department if manner.departments else None,
        funding=(rng.choice(words.FUNDING),),
        amount=random_amount(rng),
        is_new=rng.random() < 0.1,
        key=next(work.keys),
    )


def random_amount(rng: random.Random) -> int:
    """Thousands of yen as printed, in yen; a third of them round."""
    if rng.random() < 0.35:
        return rng.randint(1, 30) * 1_000_000
    return rng.randint(300, 60_000) * 1_000


def add_generic(work: Work) -> None:
    """Now and then a name that says nothing, in two sections; one of the two may go."""
    if not work.manner.sections or work.rng.random() > 0.4:
        return
    name = work.rng.choice(("研修事業", "普及啓発事業", "協議会運営事業", "設備整備事業"))
    for _ in range(2):
        work.old.append(replace(random_item(work), name=name))
