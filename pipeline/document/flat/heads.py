"""Heads of flattened tables: which tokens of which lines make the head of which column."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from normalizers.head import read_heads
from normalizers.text import fold
from normalizers.total import total_level
from normalizers.vocabulary import cached, load, remembered
from pipeline.document.flat.tokens import Row, Token, display_width, follows, is_single, merge
from pipeline.document.model import Cite

_LONGEST_HEAD = 34  # display width: a head is a word, not a sentence
_UNIT_NOTE = re.compile(r"[(（\[［]\s*(?:単位\s*[:：]?)?\s*[^\s()（）]{1,5}\s*[)）\]］]")
_SENTENCE = re.compile(r"[。、，]|^[・○●※◆■□【＜〈（(]")
_PERIOD = re.compile(r"[月日].*[~～〜－―-].*[月日]")
_NO_HEAD = re.compile(r"^[ぁ-ん]$|[:：]$")  # where a page stands: 現在の位置: 予算 の 救急 の …
_CLOSING = frozenset(")）]］")  # 面積（km2 / ）: the line ends behind a raised 2
_EXACT = 3
_WORD = 3  # characters of a word that is no letter-spaced piece
_LEAST = 3  # heads known exactly that make up for others, where these are fewer than half

_KIND_OF_ROLE = {
    "amount": "number",
    "difference": "number",
    "percent": "number",
    "area": "number",
    "population": "number",
    "beds": "number",
    "number": "number",
    "coordinators": "number",
    "dmat_teams": "number",
    "hospitals": "number",
    "teams": "number",
    "people": "number",
    "respondents": "number",
    "backup_power": "mark",
    "seismic": "mark",
    "new": "mark",
    "repeated": "mark",
    "occurred": "date",
    "dispatch": "counted",
}


@dataclass(slots=True)
class HeadCell:
    """The head of one column: its pieces in reading order; expected overrides what they say.

    over: the head that stands over this one and its neighbours (財源内訳).
    """

    tokens: tuple[Token, ...]
    expected: str | None = None
    over: Cite | None = None

    @property
    def text(self) -> str:
        return "".join(t.text for t in self.tokens)

    @property
    def cite(self) -> Cite:
        """Pieces that stand side by side are one span; of two lines of a vertical head the right
        one comes first, so that a piece may stand left of the one before it."""
        runs: list[list[Token]] = []
        for token in self.tokens:
            if runs and follows(runs[-1][-1], token):
                runs[-1].append(token)
            else:
                runs.append([token])
        return Cite.join(merge(run).cite for run in runs)

    @property
    def roles(self) -> frozenset[str]:
        return frozenset(h.role for h in read_heads(self.text))

    @property
    def kind(self) -> str:
        """The kind of cells that the head lets expect; text where it does not say.

        市町村 is a share of the costs or the name of a place: text.
        """
        if self.expected:
            return self.expected
        if self.tokens and self.tokens[0].kind == "date":
            return "number"
        kinds = {_KIND_OF_ROLE.get(h.role, "text") for h in read_heads(self.text)}
        return kinds.pop() if len(kinds) == 1 else "text"

    def with_token(self, token: Token) -> HeadCell:
        return replace(self, tokens=(*self.tokens, token))


@remembered(8192)
def head_score(text: str) -> int:
    """3 for a head that the vocabulary knows as it stands, down to 0 for an unknown one."""
    return max((h.fit for h in read_heads(text)), default=0)


def is_head(text: str) -> bool:
    """Whether the vocabulary knows a head as it stands."""
    return any(h.is_exact for h in read_heads(text))


def row_to_heads(row: Row) -> list[HeadCell] | None:
    """The heads of a line that may be a head line, or None.

    Tokens are blanks apart; pieces of a letter-spaced word ('項 目') are put together. At least two
    heads are known, and not fewer than half of all.
    """
    if "heads" not in row.memo:
        row.memo["heads"] = _read_heads_of(row)
    return row.memo["heads"]  # type: ignore[return-value]


def head_lines(rows: Sequence[Row]) -> list[int]:
    """The lines that may be head lines."""
    return [at for at, row in enumerate(rows) if len(row.tokens) > 1 and row_to_heads(row)]


def _read_heads_of(row: Row) -> list[HeadCell] | None:
    if not 2 <= len(row.tokens) <= 20 or not all(map(_could_be_head, row.tokens)):
        return None
    if not any(map(_may_be_known, row.tokens)):
        return None
    heads = _segment(row.tokens)
    known = sum(_is_known(h) for h in heads)
    exact = sum(is_head(h.text) for h in heads)
    if known < 2 or not exact or (known * 2 < len(heads) and not exact >= _LEAST):
        return None
    if known * 3 < len(heads) or _is_labelled(heads):
        return None
    if any(_NO_HEAD.search(h.text) for h in heads):
        return None
    return heads


def _is_labelled(heads: Sequence[HeadCell]) -> bool:
    """事業名 見守り推進事業, 実施期間 平成25年度～: a label, a value that reads as a head."""
    first, *others = heads
    if head_score(first.text) < _EXACT:
        return False
    if first.roles == {"period"}:
        return all(any(map(str.isdigit, h.text)) for h in others)
    named = all(h.roles == {"name"} and head_score(h.text) < _EXACT for h in others)
    return first.roles == {"name"} and named


def _could_be_head(token: Token) -> bool:
    if token.kind in ("number", "counted", "mark", "nil"):
        return False
    if _UNIT_NOTE.fullmatch(token.text):
        return True
    return token.width <= _LONGEST_HEAD and not _SENTENCE.search(token.text)


def _may_be_known(token: Token) -> bool:
    """A quick look before the vocabulary is searched: the word itself, a year, one letter of it."""
    text = _UNIT_NOTE.sub("", token.text)
    return len(text) < 2 or "年" in text or text[0].isascii() or fold(text) in _head_words()


@cached
def _head_words() -> frozenset[str]:
    return frozenset(fold(w) for entry in load("columns")["entry"] for w in entry["words"])


def _is_known(head: HeadCell) -> bool:
    first = head.tokens[0]
    if first.kind == "date":  # a period is what stands in a row, no head
        return not _PERIOD.search(first.text)
    return head_score(head.text) > 1


def _segment(tokens: list[Token]) -> list[HeadCell]:
    """Best cut into heads: unit notes go left, pieces join only where they make a known head."""
    best: list[tuple[float, list[HeadCell]]] = [(0.0, [])]
    for end in range(1, len(tokens) + 1):
        choices = []
        for start in range(max(0, end - 6), end):
            head = HeadCell(tuple(tokens[start:end]))
            value = _piece_value(head)
            if value is not None:
                score, cells = best[start]
                choices.append((score + value, [*cells, head]))
        best.append(max(choices, key=lambda c: c[0]))
    return best[-1][1]


def _piece_value(head: HeadCell) -> float | None:
    """Worth of a head; None where its pieces are no word together."""
    first, *rest = head.tokens
    if not rest:
        return -1.0 if _UNIT_NOTE.fullmatch(first.text) else head_score(first.text) - 0.1
    if all(_UNIT_NOTE.fullmatch(t.text) for t in rest):
        return head_score(first.text) + 0.5
    if first.kind == "date" and len(rest) == 1 and "年" in first.text:  # 平成24年度 予算額
        if total_level(rest[0].text) or HeadCell((rest[0],)).roles == {"difference"}:
            return None  # 24年度 小計 25年度, 24年度 25年度 増減: over years, of none of them
        return 2 * _EXACT - 0.05 if is_head(head.text) else None
    spaced = all(map(is_single, head.tokens))
    whole = [t for t in head.tokens if is_head(t.text)]
    known = bool(whole) and (whole != rest or len(first.text) < _WORD)  # 対前年度 増減額
    if not is_head(head.text) or (known and not spaced):
        return None
    if spaced and len(whole) == len(head.tokens):  # 国 県 are two heads
        return None
    return _EXACT * len(head.tokens) - 0.05


def complete_heads(heads: list[HeadCell], row: Row) -> list[HeadCell] | None:
    """The heads with the tokens of a second head line put below those that they complete.

    22年度 / 支出済額 become one head; tokens keep their order. None where the line makes the
    heads no better known.
    """
    tokens = row.tokens
    if len(tokens) > len(heads) or not all(map(_could_be_head, tokens)):
        return None
    before = sum(head_score(h.text) for h in heads)
    score, completed = _best_completion(heads, tokens)
    if score <= before or (len(tokens) == 1 and _heads_rows(tokens[0], heads, completed)):
        return None
    return completed


def _heads_rows(token: Token, heads: list[HeadCell], completed: list[HeadCell]) -> bool:
    """Whether a lone word makes its head no exact one, and only ends as one does by itself
    (北部医療圏): it heads the rows below."""
    longer = next(new for old, new in zip(heads, completed, strict=True) if new is not old)
    return head_score(token.text) == head_score(longer.text) == 2


def divided_heads(heads: list[HeadCell], row: Row) -> list[HeadCell] | None:
    """The heads with those of a second line in place of the one that they divide.

    事業名 事業費 財源内訳 課 / 国 県 その他: the second line's heads stand under 財源内訳; years
    alone stand under the one head of amounts: 事業名 予算額 / R5 R6. None where no head, or more
    than one, stands over others.
    """
    years = len(row.tokens) > 1 and {*row.kinds} == {"date"}
    role = "amount" if years else "over"
    over = [n for n, h in enumerate(heads) if (role in h.roles if years else h.roles == {role})]
    if len(over) != 1 or len(row.tokens) < 2 or not all(map(_could_be_head, row.tokens)):
        return None
    above = heads[over[0]]
    if above.over or above.tokens[0].kind == "date":  # two rows above one another; the grid has one
        return None
    below = [HeadCell((token,), over=above.cite) for token in row.tokens]
    if not years and not all("amount" in h.roles for h in below):
        return None
    return [*heads[: over[0]], *below, *heads[over[0] + 1 :]]


def _best_completion(heads: list[HeadCell], tokens: list[Token]) -> tuple[float, list[HeadCell]]:
    """Dynamic programming over heads (columns) and tokens, both in order."""
    worst: tuple[float, list[HeadCell]] = (float("-inf"), [])
    table: list[tuple[float, list[HeadCell]]] = [(0.0, []), *[worst] * len(tokens)]
    for head in heads:
        following = []
        for used in range(len(tokens) + 1):
            score, cells = table[used]
            choice = (score + head_score(head.text), [*cells, head])
            if used:
                score, cells = table[used - 1]
                longer = head.with_token(tokens[used - 1])
                choice = max(
                    choice, (score + head_score(longer.text), [*cells, longer]), key=lambda c: c[0]
                )
            following.append(choice)
        table = following
    return table[-1]


def scattered_heads(
    rows: Sequence[Row], count: int, widest: int = _LONGEST_HEAD
) -> list[HeadCell] | None:
    """The heads of `count` columns from words that stand scattered over several lines.

    The tokens of all lines, in order, are cut into exactly `count` heads; all but one in four of
    them are known to the vocabulary. None where that cannot be.
    """
    return tokens_to_heads([t for row in rows for t in row.tokens], count, widest)


def tokens_to_heads(
    tokens: Sequence[Token], count: int, widest: int = _LONGEST_HEAD
) -> list[HeadCell] | None:
    """Tokens cut into exactly `count` heads, as scattered_heads does."""
    if not count <= len(tokens) <= 6 * count or not all(map(_could_be_head, tokens)):
        return None
    table: list[dict[int, tuple[float, list[HeadCell]]]] = [{0: (0.0, [])}]
    for end in range(1, len(tokens) + 1):
        cell: dict[int, tuple[float, list[HeadCell]]] = {}
        for start in range(max(0, end - 5), end):
            head = HeadCell(tuple(tokens[start:end]))
            if display_width(head.text) > widest or head.text[0] in _CLOSING:
                continue
            value = float(head_score(head.text)) - 0.1 * (len(head.tokens) - 1)
            if _UNIT_NOTE.fullmatch(head.tokens[0].text):
                value -= 0.5  # a unit stands behind its head
            for used, (score, cells) in table[start].items():
                if used < count and (used + 1 not in cell or cell[used + 1][0] < score + value):
                    cell[used + 1] = (score + value, [*cells, head])
        table.append(cell)
    _, heads = table[-1].get(count, (0.0, []))
    known = sum(head_score(h.text) > 1 for h in heads)
    return heads if heads and known * 4 >= 3 * count and known >= 2 else None
