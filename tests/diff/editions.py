"""Two editions of a made-up program list, and the truth about which program became which.

Seeded: the same seed gives the same editions. What was done to a program is its kind; the truth
holds pairs of row_ids, None on one side for what came or went.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from itertools import count
from typing import Any

from tests.diff.events import change_all
from tests.diff.making import Item, Manner, Work, add_generic, random_item, random_manner

Pair = tuple[str | None, str | None]


@dataclass
class Editions:
    """Two lists, and for every pair (or single row) of the truth what happened to it."""

    old: list[dict[str, Any]]
    new: list[dict[str, Any]]
    truth: dict[Pair, str]
    manner: Manner


def make_editions(seed: int) -> Editions:
    """Two editions with their truth."""
    rng = random.Random(seed)
    work = Work(rng, random_manner(rng), count(1))
    for _ in range(work.manner.size):
        work.old.append(random_item(work))
    add_generic(work)
    change_all(work)
    for _ in range(rng.randint(0, 1 + work.manner.size // 8)):
        work.new.append((replace(random_item(work), is_new=True), (), "added"))
    _reorganise(work)
    return _rows(work)


def _reorganise(work: Work) -> None:
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


def _rows(work: Work) -> Editions:
    order = sorted(work.new, key=lambda entry: entry[0].section or "")
    old_rows = _listed(work, sorted(work.old, key=lambda i: i.section or ""), "old", 2024)
    new_rows = _listed(work, [item for item, _, _ in order], "new", 2025)
    truth: dict[Pair, str] = {(f"old-{key}", None): "removed" for key in work.removed}
    for item, keys, kind in work.new:
        for key in keys or (None,):
            truth[f"old-{key}" if key else None, f"new-{item.key}"] = kind
    return Editions(old_rows, new_rows, truth, work.manner)


def _listed(work: Work, items: list[Item], side: str, year: int) -> list[dict[str, Any]]:
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
