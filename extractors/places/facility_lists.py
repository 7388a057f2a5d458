"""Facilities of lists: names on lines of their own below a title, by medical area or without.

救急告示病院一覧
【北部圏域】
・○○病院
南部医療圏：△△病院、□□病院

Names alone on their lines need no bullet; where they are many, no title either.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from extractors.places.list_lines import (
    AREA_BEFORE,
    AREA_WITH,
    BRACKET_LINES,
    BULLET,
    DESIGNATED,
    FIRST,
    LEGEND,
    PLACE_BEFORE,
    POINT,
    address_of,
    area_heading,
    heads_group,
    is_centre,
    is_head,
    is_region,
    is_sum,
    is_told,
    may_open,
    place_alone,
    segments,
    stated_count,
    title_of,
    with_bracket,
    without_brackets,
)
from extractors.places.listed_names import (
    Named,
    could_name,
    has_contact,
    name_alone,
    names_of,
    treats,
)
from extractors.row import Amount, Given, Row, Value
from extractors.shared.jurisdiction import owner_to_cells
from extractors.shared.kinds import is_designation, kind_of_name
from pipeline.document.model import EMPTY, Cite, Document, Grid, Line

_FEWEST = 3
_FEWEST_UNTITLED = 4
_FEWEST_LOCATED = 2
_LONGEST = 400  # many names may stand on one line
_PARTED = "▽"  # parts names in one line, as news write lists
_AHEAD = 8  # lines below the head of a group down to its first point


@dataclass(frozen=True, slots=True)
class Listed:
    """One facility of a list; not sure: a centre on a line of its own, which may be a heading."""

    named: Named
    area: Cite | None
    title: Cite | None
    sure: bool = True


@dataclass(slots=True)
class _List:
    """A list while its lines are read. count: how many facilities its title states; places: the
    lines of a municipality alone, each with the number of names above it."""

    title: Cite | None
    count: int = 0
    pointed: bool = False  # its names stand behind points
    found: list[Listed] = field(default_factory=list)
    area: Cite | None = None
    places: list[tuple[int, Cite]] = field(default_factory=list)

    def add(self, names: Iterable[Named], *, sure: bool = True) -> None:
        """Names of the area that the list has come to."""
        self.found += [Listed(named, self.area, self.title, sure) for named in names]

    def is_counted(self) -> bool:
        """Whether as many names stand below the title as it states."""
        return 0 < self.count == len(self.found)

    def drop_unsure(self) -> None:
        """Leave out what may be no facility; the places then tell of others."""
        if not all(x.sure for x in self.found):
            self.found, self.places = [x for x in self.found if x.sure], []

    def with_places(self) -> list[Listed]:
        """The facilities with the municipality that stands above each group of them, or where none
        heads the first, below each of them."""
        at: dict[int, Cite] = {}
        if self.places and self.places[0][0] == 0:
            ends = [start for start, _ in self.places[1:]] + [len(self.found)]
            for (start, place), end in zip(self.places, ends, strict=True):
                at |= dict.fromkeys(range(start, end), place)
        elif [start for start, _ in self.places] == [*range(1, len(self.found) + 1)]:
            at = {start - 1: place for start, place in self.places}
        return [
            replace(x, named=replace(x.named, place=at[n])) if n in at and not x.named.place else x
            for n, x in enumerate(self.found)
        ]


def listed_rows(document: Document, owner: Cite | str | None) -> Iterator[Row]:
    """The facilities of lists below a title that says what they are."""
    for found in _listed_facilities(document):
        named = found.named
        cells: dict[str, Value] = {
            "name": named.name,
            "kind": Given(kind_of_name(named.name.text) or "other"),
        }
        cells |= owner_to_cells(named.owner or owner)
        if found.title:
            cells["role"] = found.title
        if found.area:
            cells["medical_area"] = found.area
        if named.place:
            cells["municipalities"] = named.place
        if named.beds:
            cells["beds"] = Amount(named.beds, "床")
        cites = (named.name, named.owner, named.place, named.beds)
        yield Row("facilities", cells, Cite.join(c for c in cites if c))


def _listed_facilities(document: Document) -> Iterator[Listed]:
    """The facilities of every list of at least three names below a title that says so, or of as
    many as its title states."""
    current: _List | None = None
    above: Line | Cite = EMPTY
    flow = [x for x in document.flow if isinstance(x, Grid) or not x.margin]
    behind = 0
    for at, item in enumerate(flow):
        if isinstance(item, Grid):
            yield from _finish(current)
            current, above = None, EMPTY
            continue
        if at < behind:
            continue  # the rest of a bracket
        if current is None and not may_open(item.text):
            above = item
            continue  # most lines
        whole, more = with_bracket(item, flow[at + 1 : at + BRACKET_LINES])
        behind = at + 1 + more
        for cite in segments(whole):
            if current is None or not _take(current, cite, flow, behind):
                yield from _finish(current)
                current = _opened_by(cite, above)
            above = cite
    yield from _finish(current)


def _opened_by(cite: Cite, above: Line | Cite) -> _List | None:
    """The list that a line begins: below its title, or with the first of names alone, of numbered
    names, or of points with telephone numbers. above: the line above, which may name the
    municipality of the first."""
    named = None
    if LEGEND.match(cite.text):
        return None  # ●：地域の拠点病院
    if designated := _designated(cite):
        opened = _List(designated[0])
        opened.add(designated[1])
        return opened
    title = title_of(cite)
    if title and (count := stated_count(title)):
        return _List(title, count)
    if could_name(cite.text):
        if (area := _area_with(cite)) and len(area[1]) > 1:
            opened = _List(None, area=area[0])
            opened.add(area[1])
            return opened
        if cite.text.count(_PARTED) >= _FEWEST and (names := names_of(cite)):
            opened = _List(None)
            opened.add(names)
            return opened
        bullet = BULLET.match(cite.text)
        words = cite.part(bullet.end() if bullet else 0)
        if bullet is None or has_contact(cite.text) or POINT.match(cite.text):
            named = name_alone(words)
        elif FIRST.match(cite.text) and len(names := names_of(words)) == 1:
            named = names[0]
    opened = _List(None)
    if named is not None:
        if place := place_alone(above.cite() if isinstance(above, Line) else above):
            opened.places.append((0, place))
        opened.add([named])
    elif title:
        return _List(title)
    return opened if opened.found else None


def _area_with(cite: Cite) -> tuple[Cite, list[Named]] | None:
    """An area and the facilities in brackets behind it; None for any other line."""
    found = AREA_WITH.match(cite.text)
    names = names_of(cite.part(*found.span("names"))) if found else []
    return (cite.part(*found.span("name")), names) if found and names else None


def _designated(cite: Cite) -> tuple[Cite, list[Named]] | None:
    """What facilities are designated as, and their names behind it on the line; None for any other:
    総合周産期母子医療センター　東浜病院、西山病院."""
    found = DESIGNATED.match(cite.text)
    if found is None or not is_designation(found["title"]):
        return None
    names = names_of(cite.part(found.end()))
    return (cite.part(*found.span("title")), names) if names else None


def _names_at(cite: Cite) -> list[Named]:
    """The facilities of a line behind the municipality (or 郡) that they stand in."""
    found = PLACE_BEFORE.match(cite.text)
    if found is None:
        return []
    place = cite.part(*found.span("place"))
    town = None if place.text.endswith("郡") else place
    return [
        replace(named, place=named.place or town)
        for named in names_of(cite.part(found.end()), listed=True)
    ]


def _finish(found: _List | None) -> Iterator[Listed]:
    if found is None or not found.found:
        return
    if not found.is_counted():
        found.drop_unsure()
        titled = any(x.title for x in found.found)
        located = all(x.named.place for x in found.found)  # an address stands with each
        fewest = _FEWEST if titled else _FEWEST_LOCATED if located else _FEWEST_UNTITLED
        treating = sum(treats(x.named) for x in found.found)
        if len(found.found) < fewest or (not titled and 2 * treating <= fewest):
            return  # ① ○○支援センター: without a title centres alone may be anything
    listed = found.with_places()
    places = [x.named.place.text for x in listed if x.named.place]
    districts = all(place.endswith("町") for place in places)  # of one city
    for one in listed:
        yield replace(one, named=replace(one.named, place=None)) if districts else one


def _take(current: _List, cite: Cite, flow: Sequence[Line | Grid], behind: int) -> bool:
    """Add what a line of the list says; False for any other line. behind: where in flow the next
    line is."""
    text = cite.text
    if not text or LEGEND.match(text):
        return True
    if len(text) > _LONGEST or "。" in text or ((title := title_of(cite)) and stated_count(title)):
        return False
    return _divides(current, cite) or _names(current, cite) or _tells(current, cite, flow, behind)


def _divides(current: _List, cite: Cite) -> bool:
    """Take the heading of a part of the list: an area, a region, the next title."""
    if area := area_heading(cite):
        current.area = area
    elif is_region(cite.text):
        current.area = None
    elif is_designation(cite.text) and (title := title_of(cite)):
        current.title = title  # the next part of the list
    else:
        return False
    return True


def _names(current: _List, cite: Cite) -> bool:
    """Take a line with the names of facilities."""
    text = cite.text
    if designated := _designated(cite):
        current.title, current.area = designated[0], None
        current.add(designated[1])
        return True
    area, names = _area_with(cite) or (None, _names_at(cite))
    if names:
        current.area = area
        current.add(names)
        return True
    before = AREA_BEFORE.match(text)
    if before and (names := names_of(cite.part(before.end()))):
        current.area = cite.part(*before.span("name"))
        current.add(names)
        return True
    bullet = BULLET.match(text)
    current.pointed |= POINT.match(text) is not None
    names = names_of(cite.part(bullet.end()) if bullet else without_brackets(cite))
    placed = bool(bullet or current.area)
    sure = placed or all(map(treats, names))  # ○○支援センター: the count of the title tells
    if not (sure or current.count) or (len(names) > 1 and not (placed or current.title)):
        return False
    current.add(names, sure=sure)
    return bool(names)


def _tells(current: _List, cite: Cite, flow: Sequence[Line | Grid], behind: int) -> bool:
    """Take a line that names no facility: heads, counts, where the last one stands, and so on."""
    text = cite.text
    if is_sum(text) or is_head(text):
        return True
    if place := place_alone(cite):
        current.places.append((len(current.found), place))
        return True
    below = [x.text for x in flow[behind : behind + _AHEAD] if isinstance(x, Line)]
    if heads_group(text, below):
        current.area = None
        return True
    if not current.found:
        return False
    if BULLET.match(text) is None and (place := address_of(cite)):
        last = current.found[-1]
        if last.named.place is None:
            current.found[-1] = replace(last, named=replace(last.named, place=place))
        return True
    return is_told(text) or (current.pointed and is_centre(cite, below))
