"""Drawn segments to rules: collinear pieces joined, components that cross each other."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.document.model import Box
from pipeline.document.pdf.model.ink import Fill, Segment
from pipeline.document.pdf.model.settings import Settings

_OPEN = 8.0  # points that level rules run beyond the outermost upright one of an open side


@dataclass(slots=True)
class Rules:
    """Joined rules of one page or of one component of it."""

    horizontal: list[Segment]
    vertical: list[Segment]

    @property
    def box(self) -> Box:
        xs = [s.at for s in self.vertical] + [v for s in self.horizontal for v in s[1:]]
        ys = [s.at for s in self.horizontal] + [v for s in self.vertical for v in s[1:]]
        return Box(min(xs), min(ys), max(xs), max(ys))


def segments_to_rules(
    horizontal: Iterable[Segment], vertical: Iterable[Segment], settings: Settings
) -> Rules:
    """Join collinear pieces (dashes, one piece per cell) and drop what is too short after it."""
    return Rules(_joined(horizontal, settings), _joined(vertical, settings))


def _joined(segments: Iterable[Segment], settings: Settings) -> list[Segment]:
    rules: list[Segment] = []
    level: list[Segment] = []
    for segment in sorted(segments):
        if level and segment.at - level[0].at > settings.snap:
            rules.extend(_joined_on_level(level, settings))
            level = []
        level.append(segment)
    rules.extend(_joined_on_level(level, settings))
    return sorted(rules)


def _joined_on_level(level: list[Segment], settings: Settings) -> list[Segment]:
    """Pieces within one snap width become one rule at their mean, gaps up to join closed."""
    rules: list[Segment] = []
    group: list[Segment] = []
    end = 0.0
    for segment in sorted(level, key=lambda s: s.low):
        if group and segment.low - end > settings.join:
            rules.extend(_one_rule(group, end, settings))
            group = []
        end = max(end, segment.high) if group else segment.high
        group.append(segment)
    if group:
        rules.extend(_one_rule(group, end, settings))
    return rules


def _one_rule(group: list[Segment], end: float, settings: Settings) -> list[Segment]:
    low = group[0].low
    if end - low < settings.stub:
        return []
    if len(group) == 1:
        return group
    length = sum(s.high - s.low for s in group)
    at = sum(s.at * (s.high - s.low) for s in group) / length if length else group[0].at
    return [Segment(at, low, end)]


def without_marks(rules: Rules, length: float, settings: Settings) -> Rules:
    """Leave out rules not longer than length that do not run from one longer rule to another:
    boxes around a character (a boxed 新 inside a cell), ticks of an axis."""
    long_h = [s for s in rules.horizontal if s.high - s.low > length]
    long_v = [s for s in rules.vertical if s.high - s.low > length]
    short_h = [s for s in rules.horizontal if s.high - s.low <= length]
    short_v = [s for s in rules.vertical if s.high - s.low <= length]
    kept_h = [s for s in short_h if _anchored(s, long_v, settings)]
    kept_v = [s for s in short_v if _anchored(s, long_h, settings)]
    return Rules(sorted(long_h + kept_h), sorted(long_v + kept_v))


def _anchored(rule: Segment, others: Sequence[Segment], settings: Settings) -> bool:
    near = settings.snap
    return all(
        any(abs(o.at - end) <= near and o.low - near <= rule.at <= o.high + near for o in others)
        for end in (rule.low, rule.high)
    )


def rules_to_components(rules: Rules, settings: Settings) -> tuple[list[Rules], Rules]:
    """Rules that cross or touch each other, together; and the rules that touch none."""
    horizontal, vertical = rules.horizontal, rules.vertical
    parent = list(range(len(horizontal) + len(vertical)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    near = settings.snap
    heights = [level.at for level in horizontal]  # segments_to_rules sorts them
    for v, upright in enumerate(vertical, start=len(horizontal)):
        at = upright.at
        start = bisect_left(heights, upright.low - near)
        for h in range(start, bisect_right(heights, upright.high + near)):
            if horizontal[h].low - near <= at <= horizontal[h].high + near:
                parent[root(v)] = root(h)
    groups: dict[int, Rules] = {}
    for i in range(len(parent)):
        group = groups.setdefault(root(i), Rules([], []))
        if i < len(horizontal):
            group.horizontal.append(horizontal[i])
        else:
            group.vertical.append(vertical[i - len(horizontal)])
    crossing = [g for g in groups.values() if g.horizontal and g.vertical]
    alone = [g for g in groups.values() if not (g.horizontal and g.vertical)]
    single = Rules([s for g in alone for s in g.horizontal], [s for g in alone for s in g.vertical])
    return crossing, single


def join_sections(
    components: Sequence[Rules],
    most: float,
    first_row: Callable[[Rules], str],
    settings: Settings,
) -> list[Rules]:
    """Components parted by a row that no upright rule crosses, joined again.

    Tables that are open left and right fall apart at the titles of their sections: components of
    the same ends and the same upright rules, not further apart than most, are one table unless
    the second begins like the first (first_row tells the text of its first row).
    """
    joined: list[tuple[Rules, Box]] = []
    for part, box in sorted(((c, c.box) for c in components), key=lambda pair: pair[1].top):
        place = next(
            (
                place
                for place, (above, around) in enumerate(joined)
                if _goes_on_below(above, around, part, box, most, settings)
            ),
            -1,
        )
        if place < 0 or first_row(joined[place][0]) == first_row(part):
            joined.append((part, box))
        else:
            above, around = joined[place]
            above.horizontal = sorted([*above.horizontal, *part.horizontal])
            above.vertical = sorted([*above.vertical, *part.vertical])
            joined[place] = above, around.union(box)
    return [part for part, _ in joined]


def _goes_on_below(
    upper: Rules, a: Box, lower: Rules, b: Box, most: float, settings: Settings
) -> bool:
    """Whether the rules of a table go on in others further down; a and b are their boxes."""
    near = 2 * settings.snap
    if abs(a.x0 - b.x0) > near or abs(a.x1 - b.x1) > near or not _is_open(upper, lower):
        return False
    heights = [y - x for r in (upper, lower) for x, y in pairwise(s.at for s in r.horizontal)]
    rows = [height for height in heights if height > settings.stub]
    if not 0 < b.top - a.bottom <= min(most, 1.3 * min(rows, default=0.0)):
        return False
    ends = {(s.low, s.high) for s in (upper.horizontal[-1], lower.horizontal[0])}
    if any(low > a.x0 + near or high < a.x1 - near for low, high in ends):
        return False
    last = [s.at for s in upper.vertical if s.high >= a.bottom - near]
    first = [s.at for s in lower.vertical if s.low <= b.top + near]
    return all(_has_near(at, first, near) for at in last) or all(
        _has_near(at, last, near) for at in first
    )


def _is_open(upper: Rules, lower: Rules) -> bool:
    """No rule closes the tables left or right."""
    x0, _, x1, _ = upper.box.union(lower.box)
    places = [s.at for r in (upper, lower) for s in r.vertical]
    return min(places) - x0 > _OPEN or x1 - max(places) > _OPEN


def _has_near(at: float, others: Sequence[float], near: float) -> bool:
    return any(abs(at - other) <= near for other in others)


def fills_to_segments(fills: Sequence[Fill]) -> tuple[list[Segment], list[Segment]]:
    """The four edges of each filled rectangle."""
    horizontal = [Segment(y, f.box.x0, f.box.x1) for f in fills for y in (f.box.top, f.box.bottom)]
    vertical = [Segment(x, f.box.top, f.box.bottom) for f in fills for x in (f.box.x0, f.box.x1)]
    return horizontal, vertical
