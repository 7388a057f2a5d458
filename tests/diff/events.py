"""What happens to programs from one year to the next."""

from __future__ import annotations

import random
from dataclasses import replace

from tests.diff import words
from tests.diff.making import Item, Work, random_amount, random_item


def change_all(work: Work) -> None:
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


def _carried(work: Work, item: Item, kind: str) -> Item:
    """A program that goes on: the mark 新規 is gone, the amount may be another."""
    amount = item.amount
    if kind == "amount" and amount:
        amount = max(1_000, round(amount * work.rng.uniform(0.6, 1.5) / 1_000) * 1_000)
    return replace(item, amount=amount, is_new=False, key=next(work.keys))


def _changed(work: Work, item: Item, kind: str) -> Item:
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
        renamed = random_item(work)
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


def _successor(work: Work, item: Item) -> Item:
    """Another program of the same office under the same heading, now and then as dear."""
    amount = item.amount if work.rng.random() < 0.5 else random_amount(work.rng)
    return replace(
        random_item(work),
        section=item.section,
        department=item.department,
        amount=amount,
        is_new=True,
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


def _parts_of(work: Work, item: Item, amount: int | None) -> tuple[Item, Item]:
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


def _split(work: Work, item: Item) -> None:
    parts = _parts_of(work, item, item.amount)
    for part in parts:
        work.new.append((replace(part, is_new=False), (item.key,), "split"))


def _merge(work: Work, item: Item, gone: Item) -> None:
    """The parts stand in the earlier list, in the places of two programs of it."""
    one, other = _parts_of(work, item, item.amount)
    at = work.old.index(item)
    work.old[at] = one
    work.old[work.old.index(gone)] = other
    whole = replace(item, is_new=False, key=next(work.keys))
    work.new.append((whole, (one.key, other.key), "merged"))
