"""Two editions of a made-up program list, and the truth about which program became which.

Seeded: the same seed gives the same editions. What was done to a program is its kind; the truth
holds pairs of row_ids, None on one side for what came or went.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any

from tests.diff import words

Pair = tuple[str | None, str | None]


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
class Editions:
    """Two lists, and for every pair (or single row) of the truth what happened to it."""

    old: list[dict[str, Any]]
    new: list[dict[str, Any]]
    truth: dict[Pair, str]
    manner: Manner


@dataclass
class _Work:
    """The later list in the making: items with the kind and the keys that they come from."""

    rng: random.Random
    manner: Manner
    keys: count
    old: list[Item] = field(default_factory=list)
    new: list[tuple[Item, tuple[int, ...], str]] = field(default_factory=list)
    removed: list[int] = field(default_factory=list)
    names: set[str] = field(default_factory=set)


def make_editions(seed: int) -> Editions:
    """Two editions with their truth."""
    rng = random.Random(seed)
    work = _Work(rng, _manner(rng), count(1))
    for _ in range(work.manner.size):
        work.old.append(_item(work))
    _add_generic(work)
    _change_all(work)
    for _ in range(rng.randint(0, 1 + work.manner.size // 8)):
        work.new.append((replace(_item(work), is_new=True), (), "added"))
    _reorganise(work)
    return _rows(work)


def _manner(rng: random.Random) -> Manner:
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


def _item(work: _Work) -> Item:
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
        amount=_amount(rng),
        is_new=rng.random() < 0.1,
        key=next(work.keys),
    )


def _amount(rng: random.Random) -> int:
    """Thousands of yen as printed, in yen; a third of them round."""
    if rng.random() < 0.35:
        return rng.randint(1, 30) * 1_000_000
    return rng.randint(300, 60_000) * 1_000


def _add_generic(work: _Work) -> None:
    """Now and then a name that says nothing, in two sections; one of the two may go."""
    if not work.manner.sections or work.rng.random() > 0.4:
        return
    name = work.rng.choice(("研修事業", "普及啓発事業", "協議会運営事業", "設備整備事業"))
    for _ in range(2):
        work.old.append(replace(_item(work), name=name))


def _change_all(work: _Work) -> None:
    rng = work.rng
    rest = list(work.old)
    while rest:
        item = rest.pop(0)
        if rng.random() >= work.manner.change:
            kind = "amount" if rng.random() < 0.6 else "unchanged"
            work.new.append((_carried(work, item, kind), (item.key,), kind))
            continue
        kind = rng.choice(_KINDS)
        if kind == "removed":
            work.removed.append(item.key)
        elif kind == "replaced":
            work.removed.append(item.key)
            work.new.append((_successor(work, item), (), "added"))
        elif kind == "split":
            _split(work, item)
        elif kind == "merged" and rest:
            _merge(work, item, rest.pop(0))
        else:
            kind = "amount" if kind == "merged" else kind
            work.new.append((_changed(work, item, kind), (item.key,), kind))


_KINDS = (
    "slip", "small rename", "small rename", "whole rename", "department", "section", "funding",
    "split", "merged", "removed", "replaced", "unit", "reworded", "renamed and moved",
)  # fmt: skip


def _carried(work: _Work, item: Item, kind: str) -> Item:
    """A program that goes on: the mark 新規 is gone, the amount may be another."""
    amount = item.amount
    if kind == "amount" and amount:
        amount = max(1_000, round(amount * work.rng.uniform(0.6, 1.5) / 1_000) * 1_000)
    return replace(item, amount=amount, is_new=False, key=next(work.keys))


def _changed(work: _Work, item: Item, kind: str) -> Item:
    rng = work.rng
    new = _carried(work, item, "amount" if rng.random() < 0.5 and kind != "unit" else "")
    if kind == "slip":
        return replace(new, name=_slip(rng, item.name))
    if kind == "small rename":
        return replace(new, name=_small_rename(rng, item.name))
    if kind == "reworded":
        return replace(new, description=_reword(item.description))
    if kind == "whole rename":
        text, department = item.description, item.department
        if text is None or department is None:  # nothing would tell; a small one then
            return replace(new, name=_small_rename(rng, item.name))
        renamed = _item(work)
        return replace(new, name=renamed.name, description=_reword(text, rng.random() < 0.3))
    if kind == "department" and item.department:
        return replace(new, department=rng.choice(work.manner.departments_used))
    if kind == "section" and item.section:
        return replace(new, section=rng.choice(work.manner.sections_used))
    if kind == "renamed and moved" and item.section:
        section = rng.choice(work.manner.sections_used)
        return replace(new, section=section, name=_small_rename(rng, item.name))
    if kind == "funding":
        return replace(new, funding=(rng.choice(words.FUNDING), "国庫"))
    if kind == "unit" and item.amount:
        return replace(new, amount=item.amount * 1_000)
    return new


def _successor(work: _Work, item: Item) -> Item:
    """Another program of the same office under the same heading, now and then as dear."""
    amount = item.amount if work.rng.random() < 0.5 else _amount(work.rng)
    return replace(
        _item(work), section=item.section, department=item.department, amount=amount, is_new=True
    )


def _slip(rng: random.Random, name: str) -> str:
    fitting = [(a, b) for a, b in words.SLIPS if a in name]
    if fitting:
        return name.replace(*rng.choice(fitting), 1)
    at = rng.randrange(1, len(name) - 2)
    return name[:at] + name[at + 1 :]


def _small_rename(rng: random.Random, name: str) -> str:
    fitting = [(a, b) for a, b in words.SMALL_RENAMES if a in name]
    if fitting and rng.random() < 0.8:
        return name.replace(*rng.choice(fitting), 1)
    return rng.choice(
        ("新" + name, "地域" + name, name.replace("事業", "モデル事業", 1), name + "費")
    )


def _reword(text: str | None, much: bool = True) -> str | None:
    if text is None or not much:
        return text
    for before, after in words.REWORDINGS:
        text = text.replace(before, after)
    return text


def _parts_of(work: _Work, item: Item, amount: int | None) -> tuple[Item, Item]:
    """Two programs that together are one: names share a stem, descriptions are its sentences."""
    rng = work.rng
    stem = item.name.split("（")[0]
    marks = rng.choice((("（研修）", "（設備）"), ("（病院分）", "（診療所分）"), ("第一", "第二")))
    names = [stem + mark for mark in marks]
    if rng.random() < 0.3:
        base = next((stem[: -len(a)] for a, _ in words.ACTIONS if stem.endswith(a)), stem)
        names = [base + rng.choice(("会議開催事業", "助成事業")), base + "巡回指導事業"]
    first = None
    if amount is not None:
        first = max(1, round(amount * rng.uniform(0.25, 0.75) / 1_000)) * 1_000
        first = min(first, amount - 1_000) if amount > 1_000 else amount
    sentences = [s + "。" for s in (item.description or "").split("。") if s]
    texts = [sentences[0], "".join(sentences[1:]) or sentences[0]] if sentences else [None, None]
    one = replace(item, name=names[0], description=texts[0], amount=first, key=next(work.keys))
    rest = amount - first if amount is not None and first is not None else None
    if rest and rng.random() < 0.3:  # the parts do not always add up to the yen
        rest = max(1_000, round(rest * rng.uniform(0.85, 1.2) / 1_000) * 1_000)
    return one, replace(one, name=names[1], description=texts[1], amount=rest, key=next(work.keys))


def _split(work: _Work, item: Item) -> None:
    parts = _parts_of(work, item, item.amount)
    for part in parts:
        work.new.append((replace(part, is_new=False), (item.key,), "split"))


def _merge(work: _Work, item: Item, gone: Item) -> None:
    """The parts stand in the earlier list, in the places of two programs of it."""
    one, other = _parts_of(work, item, item.amount)
    at = work.old.index(item)
    work.old[at] = one
    work.old[work.old.index(gone)] = other
    whole = replace(item, is_new=False, key=next(work.keys))
    work.new.append((whole, (one.key, other.key), "merged"))


def _reorganise(work: _Work) -> None:
    """A team gets another name for all its programs; the order may change; the unit is lost."""
    rng = work.rng
    if work.manner.departments and rng.random() < 0.4:
        before = rng.choice([i.department for i in work.old])
        after = before.split(" ")[0] + " " + rng.choice(("共生班", "政策班", "支援室"))
        work.new = [
            (replace(i, department=after) if i.department == before else i, k, kind)
            for i, k, kind in work.new
        ]
    if work.manner.unit_error:
        work.new = [
            (replace(i, amount=i.amount * 1_000 if i.amount else None), k, kind)
            for i, k, kind in work.new
        ]


def _rows(work: _Work) -> Editions:
    order = sorted(work.new, key=lambda entry: entry[0].section or "")
    old_rows = _listed(work, sorted(work.old, key=lambda i: i.section or ""), "old", 2024)
    new_rows = _listed(work, [item for item, _, _ in order], "new", 2025)
    truth: dict[Pair, str] = {(f"old-{key}", None): "removed" for key in work.removed}
    for item, keys, kind in work.new:
        for key in keys or (None,):
            truth[f"old-{key}" if key else None, f"new-{item.key}"] = kind
    return Editions(old_rows, new_rows, truth, work.manner)


def _listed(work: _Work, items: list[Item], side: str, year: int) -> list[dict[str, Any]]:
    return [
        {
            "row_id": f"{side}-{item.key}",
            "source_file": f"{side}.txt",
            "level": "program",
            "name": item.name,
            "section": item.section,
            "jurisdiction": "試験県",
            "fiscal_year": year,
            "description": item.description,
            "department": item.department,
            "funding": list(item.funding),
            "is_new": item.is_new or None,
            "is_repeated": item.is_repeated or None,
            "total_yen": item.amount,
        }
        for item in items
    ]
