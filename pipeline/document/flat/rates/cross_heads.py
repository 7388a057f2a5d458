"""Cross tables of a survey whose heads stand on several lines.

療養場所            圏 域 回答者数 自宅 病院 わから      項目 総数 年齢別
割合（％）          ない 無回答                          20～39歳 40歳以上
令和４年度          北部 118 44.9 21.2 31.4 2.5          相談窓口の充実 33.0 29.4 34.0
(n=1,482)
平成28年度
(n=1,520)
自宅 38.4 41.0

The rows tell how many heads there are. Years stand above those asked, what is divided (年齢別)
above its parts; a head that goes on below the line is put together where the shares of every row
add up to 100.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate, pairwise

from normalizers.vocabulary import cached, load
from pipeline.document.flat.limits import is_caption
from pipeline.document.flat.rates.cross import BASE, COUNTS, RATES, cross_rows
from pipeline.document.flat.table import SPANNED, Table
from pipeline.document.flat.tokens import TYPED, Row, Token, closed_up, folded
from pipeline.document.model import EMPTY, Cite

Heads = list[list[Cite]]  # one row, or two
Lines = Sequence[Sequence[Token]]
_MOST_LINES = 14  # of a head
_WIDEST = 40
_FEWEST = 2  # rows
_NEAR = 3  # lines above that may say that the numbers are rates
_ROUNDING = 0.05  # of one share
_DIVIDED = re.compile(r".{1,8}別")
_NO_HEAD = re.compile(r"[。？?]|単位|^(?:図|表|設?問[\d０-９ 　]|[QＱ][\d０-９])|^[（(].*[）)]$|○")
_NUMBERS = frozenset({"number", "nil"})


def cross_heads_begin(rows: Sequence[Row]) -> list[int]:
    """The lines above two lines that end with two numbers each, as far as they could be heads."""
    found: set[int] = set()
    for at, (row, below) in enumerate(pairwise(rows)):
        if not (_ends_with_numbers(row) and _ends_with_numbers(below)):
            continue
        for number in range(at - 1, max(-1, at - 1 - _MOST_LINES), -1):
            if not _could_be_head(rows[number]):
                break
            found.add(number)
    return sorted(found)


def take_cross_heads(rows: Sequence[Row], at: int) -> Table | None:
    """The cross table the first line of whose head is rows[at], or None."""
    first = at
    while first < len(rows) and first - at <= _MOST_LINES and _could_be_head(rows[first]):
        first += 1
    lines = [closed_up(row.tokens) for row in rows[at:first]]
    if len(lines) < 2:
        return None
    stated = any(RATES.search(r.bare) for r in rows[max(0, at - _NEAR) : first])
    for counted in (True, False):
        body, end = cross_rows(rows, first, True, counted)
        size = len(body[0]) if len(body) >= _FEWEST else 0
        if not stated and not _columns_add_up(body):
            continue
        if size - 1 - counted < 2 or (counted and not _is_counted(lines)):
            continue
        heads = _based(lines, size) or _years_over(lines, size) or _divided(lines, size)
        if heads is None and _add_up(body, 1 + counted):
            heads = _in_order(lines, size) or _wrapped(lines, size)
        if heads:
            return Table(heads[-1], body, end, above=heads[0] if len(heads) > 1 else [])
    return None


def _is_counted(lines: Lines) -> bool:
    """Whether the second head is that of the numbers of those asked."""
    words = [token for line in lines[:2] for token in line]
    return len(words) > 1 and bool(COUNTS.fullmatch(folded(words[1].text)))


def _ends_with_numbers(row: Row) -> bool:
    return len(row.tokens) > 2 and _NUMBERS.issuperset(row.kinds[-2:])


def _could_be_head(row: Row) -> bool:
    if any(token.width > _WIDEST for token in row.tokens) or is_caption(row.text):
        return False
    if all(BASE.fullmatch(folded(token.text)) for token in row.tokens):
        return True
    if _NO_HEAD.search(row.text) and not RATES.search(row.bare):
        return False
    return all(token.kind not in TYPED or token.kind == "date" for token in row.tokens)


def _based(lines: Lines, size: int) -> Heads | None:
    """The label, then a name and the number of those asked for each column, the word that says
    that these are rates over them or not."""
    label, *rest = (token for line in lines for token in line)
    over = rest[:1] if rest and RATES.search(rest[0].text) else []
    rest = rest[len(over) :]
    names, bases = rest[::2], rest[1::2]
    if len(rest) != 2 * (size - 1) or not all(BASE.fullmatch(folded(b.text)) for b in bases):
        return None
    columns = [Cite.join([n.cite, b.cite]) for n, b in zip(names, bases, strict=True)]
    above = [EMPTY, *(token.cite for token in over), *[SPANNED] * (size - 2)]
    return [*([above] if over else []), [label.cite, *columns]]


def _years_over(lines: Lines, size: int) -> Heads | None:
    """Names on one line, the numbers of those asked on the next; the label has a head or not."""
    if len(lines) != 2 or len(lines[1]) != size - 1 or len(lines[0]) not in (size - 1, size):
        return None
    label, names, bases = lines[0][: 1 - size], lines[0][1 - size :], lines[1]
    if not all(BASE.fullmatch(folded(b.text)) for b in bases):
        return None
    columns = [Cite.join([n.cite, b.cite]) for n, b in zip(names, bases, strict=True)]
    return [[label[0].cite if label else EMPTY, *columns]]


def _divided(lines: Lines, size: int) -> Heads | None:
    """The heads below those that they divide: 総数 年齢別 / 20～39歳 40歳以上."""
    words = [token for line in lines for token in line]
    divides = [bool(_DIVIDED.fullmatch(token.text)) for token in words]
    together = any(a and b for a, b in pairwise(divides))  # whose the parts are nobody says
    if together or not any(divides) or divides[-1] or len(words) - sum(divides) != size:
        return None
    above: list[Cite] = []
    for token, divided in zip(words, divides, strict=True):
        spans = len(above) and above[-1] is not EMPTY
        if divided:
            above.append(token.cite)
        elif not divides[words.index(token) - 1] or not above:
            above.append(SPANNED if spans else EMPTY)
    return [
        above,
        [token.cite for token, divided in zip(words, divides, strict=True) if not divided],
    ]


def _in_order(lines: Lines, size: int) -> Heads | None:
    words = [token.cite for line in lines for token in line]
    return [words] if len(words) == size else None


def _wrapped(lines: Lines, size: int) -> Heads | None:
    """The heads where one goes on in the next line: of two lines the last of the first one, of
    several the one that makes a usual answer (わから / ない)."""
    words = [token for line in lines for token in line]
    ends = list(accumulate(len(line) for line in lines[:-1]))
    if len(words) != size + 1:
        return None
    usual = [end for end in ends if words[end - 1].text + words[end].text in _usual_answers()]
    joints = usual if len(ends) > 1 else ends
    if len(joints) != 1:
        return None
    cites = [token.cite for token in words]
    end = joints[0]
    return [[*cites[: end - 1], Cite.join(cites[end - 1 : end + 1]), *cites[end + 1 :]]]


@cached
def _usual_answers() -> frozenset[str]:
    return frozenset(load("surveys")["answers"])


def _columns_add_up(body: Sequence[Sequence[Cite]]) -> bool:
    """Whether the answers of each column add up to 100: shares, though nothing says so."""
    columns = list(zip(*(map(_share, cells[1:]) for cells in body), strict=True))
    return len(body) > _FEWEST and all(map(_is_whole, columns))


def _add_up(body: Sequence[Sequence[Cite]], first: int) -> bool:
    """Whether the shares of every row add up to 100."""
    return all(_is_whole([_share(cell) for cell in cells[first:]]) for cells in body)


def _share(cell: Cite) -> float:
    text = folded(cell.text).rstrip("%").replace(",", "")
    return float(text) if text[-1:].isdigit() else 0.0


def _is_whole(shares: Sequence[float]) -> bool:
    """Whether shares add up to 100, give or take their roundings."""
    return abs(sum(shares) - 100) <= _ROUNDING * len(shares) + 1e-6
