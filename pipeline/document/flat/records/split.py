"""Rows of a list that fell apart with their amounts in the middle: what stands between the amounts
of two rows is the description of the first, then the words of the second.

新規
移動図書館車更新事業
図書館
15,400
1,600
老朽化した車両を更新する。
継続
…
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from pipeline.document.flat.heads import HeadCell
from pipeline.document.flat.limits import ends_table
from pipeline.document.flat.records.cells import Cut, Words, cut_words, learn
from pipeline.document.flat.records.columns import names_sources
from pipeline.document.flat.records.heads import RecordHead
from pipeline.document.flat.records.lines import Lines, Record, line_tokens
from pipeline.document.flat.records.plan import Plan
from pipeline.document.flat.records.roles import head_role, place_of
from pipeline.document.flat.tokens import Row, Token

_BEHIND = ("description", "note")
_ALSO = ("funding", "over")  # where their heads stand there as well
_MOST_BEHIND = 4  # lines behind the amounts of the last row
_MOST_LINES = 16  # between the amounts of two rows
_ROUNDS = 2
_FEWEST = 3

Block = list[list[Token]]


def with_words_behind(
    head: RecordHead, lines: Lines, rows: Sequence[Row]
) -> tuple[RecordHead, Lines] | None:
    """The same rows with their descriptions behind the amounts; None where the head has no
    description, or the first row has more words than the others have before them."""
    told = told_behind(head)
    behind = told or _behind(head)
    words = [w for w in head.words if w not in behind]
    if not behind or not words or len(lines.records) < _FEWEST:
        return None
    beside = bool(told) or head_role(behind[0]) == "over"  # they may begin beside the amount
    if any(r.behind and not (beside and not r.sums) for r in lines.records):
        return None
    if any((r.aside and not told) or len(r.before) > _MOST_LINES for r in lines.records):
        return None
    tail = _tail(rows, lines, head_role(behind[0]))
    blocks = [r.before[:-1] if r.sums else r.before for r in lines.records]
    plan = Plan(words, behind)
    opens = [True, *(record.sums for record in lines.records)]  # nothing stands behind a sum
    begun: list[Block] = [[], *(record.behind for record in lines.records)]
    places = [0] * len(blocks)
    for _ in range(_ROUNDS):
        found = [_cut(*row, plan) for row in zip(blocks, begun, lines.records, opens, strict=False)]
        places = [place for place, _, _ in found]
        learn(plan.columns, [cut for _, cut, _ in found if cut])
        learn(plan.columns_behind, [cut for _, _, cut in found if cut])
    ends = [block[:place] for block, place in zip(blocks, places, strict=True)]
    records = [
        replace(
            record,
            before=record.before[place:],
            aside=0,
            behind=[] if record.sums else [*record.behind, *after],
        )
        for record, place, after in zip(lines.records, places, [*ends[1:], tail], strict=True)
    ]
    end = lines.end + (0 if lines.records[-1].sums else len(tail))
    return replace(head, words=[*words, *behind]), replace(lines, records=records, end=end)


def told_behind(head: RecordHead) -> list[HeadCell]:
    """The heads of words behind those of the amounts, a description and more; none otherwise."""
    last = max((place_of(h) for h in (*head.totals, *head.sources)), default=(0, 0))
    told = [w for w in head.words if w.tokens and place_of(w) > last]
    return told if len(told) > 1 and "description" in map(head_role, told) else []


def _behind(head: RecordHead) -> list[HeadCell]:
    """The head of what stands behind the amounts: one that itself stands behind theirs (財源), or
    the last description or note."""
    last = max((place_of(h) for h in (*head.totals, *head.sources)), default=(0, 0))
    found = [w for w in head.words if w.tokens and head_role(w) in _ALSO and place_of(w) > last]
    roles = [head_role(w) for w in head.words]
    name = roles.index("name") if "name" in roles else 0  # 重点 before it is a column of marks
    below = [w for n, w in enumerate(head.words) if roles[n] in _BEHIND and n > name]
    return (found or below or [w for w in head.words if head_role(w) == "description"])[-1:]


def _cut(
    block: Block, begun: Block, record: Record, opens: bool, plan: Plan
) -> tuple[int, Cut | None, Cut | None]:
    """How many lines of a block are of the row above, and the cuts of both parts; begun: what
    that row has behind its amounts on their line."""
    if record.sums:
        whole = Words([*begun, *block], {})
        return len(block), None, cut_words(whole, plan.columns_behind, False)
    ways = []
    for place in range(1 if opens else max(1, len(block))):  # a row may have no words
        before = cut_words(Words(block[place:], {}), plan.columns, True)
        above = Words([*begun, *block[:place]], {})
        behind = cut_words(above, plan.columns_behind, False)
        ways.append((before.cost + behind.cost, place, before, behind))
    _, place, before, behind = min(ways, key=lambda way: way[:2])
    return place, before, None if opens else behind


def _tail(rows: Sequence[Row], lines: Lines, role: str) -> Block:
    """The lines behind the amounts of the last row: up to the end of a sentence, else one; those
    that name sources, where the column has them."""
    if lines.records[-1].sums:
        return []
    if role in _ALSO:
        near = rows[lines.end : lines.end + _MOST_BEHIND]
        return [line_tokens(r) for r in takewhile(lambda r: names_sources(r.text, role), near)]
    tail: Block = []
    for row in rows[lines.end : lines.end + _MOST_BEHIND]:
        if ends_table(row) or row.gap:
            break
        tail.append(line_tokens(row))
        if row.text.rstrip().endswith("。"):
            return tail
    return tail[:1]
