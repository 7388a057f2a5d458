"""The charts of a report as Vega-Lite specifications (https://vega.github.io/vega-lite/)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from itertools import pairwise

from pipeline.countable import Point, Share
from pipeline.report.words import Words

Spec = dict[str, object]

_WRAP = 34  # half-width characters on one line of a label
_LABEL_SPACE = 120  # pixels left of the bars
_BARS = 430  # width of the bars in pixels
_STEP = 34  # pixels a bar
_COLOURS = [f"var(--c{n})" for n in range(1, 9)]
_MILLION = 1_000_000

# Colours come from the style sheet of the page, so that they follow light and dark.
_CONFIG: Spec = {
    "background": None,
    "lineBreak": "\n",
    "font": "sans-serif",
    "view": {"stroke": None},
    "axis": {
        "labelColor": "currentColor",
        "titleColor": "currentColor",
        "domainColor": "var(--line)",
        "tickColor": "var(--line)",
        "gridColor": "var(--line)",
        "labelFontSize": 11,
        "titleFontSize": 11,
        "titleFontWeight": "normal",
        "labelLimit": 400,
    },
    "header": {"labelColor": "currentColor", "labelFontSize": 11, "titleColor": "currentColor"},
    "legend": {
        "labelColor": "currentColor",
        "labelFontSize": 11,
        "labelLimit": 300,
        "orient": "top",
        "columns": 6,
        "title": None,
    },
}


def shares_to_bars(shares: Sequence[tuple[str, Share]], words: Words) -> Spec:
    """Bars of money, one a label (section or jurisdiction), stacked by who bears it."""
    sources = _distinct(words.source(share.source) for _, share in shares)
    sums: dict[tuple[str, str], int] = {}
    for label, share in shares:
        key = wrap(label), words.source(share.source)
        sums[key] = sums.get(key, 0) + share.yen
    values: list[dict[str, object]] = [
        {"label": label, "source": source, "yen": yen / _MILLION}
        for (label, source), yen in sorted(sums.items(), key=lambda i: sources.index(i[0][1]))
    ]
    return {
        **_frame(values),
        "width": _BARS,
        "height": {"step": _STEP},
        "mark": {"type": "bar", "height": {"band": 0.6}},
        "encoding": {
            "y": _labels("label", [wrap(label) for label, _ in shares]),
            "x": _amounts("yen", words.say("million_yen")),
            "color": _colours("source", sources),
            "order": {"field": "order"},
        },
    }


def points_to_lines(points: Sequence[Point], words: Words) -> Spec:
    """Small charts, one a program: its amounts by fiscal year, a line for each measure."""
    values = [
        {
            "program": wrap(point.program),
            "year": point.fiscal_year,
            "series": _series(point, words),
            "yen": point.yen / _MILLION,
        }
        for point in points
    ]
    programs = _distinct(str(v["program"]) for v in values)
    years = sorted({point.fiscal_year for point in points})
    return {
        **_frame(values),
        "facet": {
            "field": "program",
            "type": "nominal",
            "sort": programs,
            "title": None,
            "header": {"labelAnchor": "start", "labelLimit": 300, "labelPadding": 4},
        },
        "columns": 3,
        "spacing": {"row": 18, "column": 26},
        "spec": {
            "width": 180,
            "height": 80,
            "mark": {"type": "line", "point": {"size": 36, "filled": True}, "strokeWidth": 2},
            "encoding": {
                "x": {
                    "field": "year",
                    "type": "quantitative",
                    "title": None,
                    "scale": {"domain": [years[0] - 0.3, years[-1] + 0.3], "nice": False},
                    "axis": {"values": _ticks(years), "format": "d", "grid": False},
                },
                "y": _amounts("yen", words.say("million_yen")),
                "color": _colours("series", [str(v["series"]) for v in values]),
            },
        },
        "resolve": {"scale": {"y": "independent"}, "axis": {"x": "independent"}},
    }


def percentages_to_bars(rows: Sequence[dict[str, object]], words: Words) -> Spec:
    """Bars of a question: one a choice; with groups of respondents a column of bars for each."""
    values = [
        {
            "item": wrap(str(row["item"] or "?")),
            "group": wrap(str(row["respondent"] or ""), 22),
            "percent": row["percent"],
        }
        for row in rows
    ]
    groups = _distinct(str(v["group"]) for v in values)
    columns = min(len(groups), 3)
    bars: Spec = {
        "width": max(120, (_BARS - 40 * (columns - 1)) // columns),
        "height": {"step": _STEP},
        "encoding": {
            "y": _labels("item", [str(v["item"]) for v in values]),
            "x": {
                "field": "percent",
                "type": "quantitative",
                "title": words.say("percent"),
                "scale": {"domain": [0, 100]},
                "axis": {"values": [0, 50, 100]},
            },
        },
        "layer": [
            {
                "mark": {"type": "bar", "height": {"band": 0.6}},
                "encoding": {"color": {"value": _COLOURS[0]}},
            },
            {
                "mark": {"type": "text", "align": "left", "dx": 3, "fontSize": 11},
                "encoding": {
                    "text": {"field": "percent", "type": "quantitative"},
                    "color": {"value": "currentColor"},
                },
            },
        ],
    }
    if len(groups) == 1:
        return {**_frame(values), **bars}
    facet = {"field": "group", "type": "nominal", "sort": groups, "title": None}
    return {**_frame(values), "facet": facet, "columns": 3, "spec": bars}


def wrap(text: str, width: int = _WRAP) -> str:
    """A label on at most two lines of about the same length; what does not fit becomes ….

    width: half-width characters on one line; a full-width one counts as two.
    """
    text = " ".join(text.split())
    whole = sum(map(_width, text))
    if whole <= width:
        return text
    half = min(width, (whole + 1) // 2 + 1)
    first = _fitting(text, half)
    rest = text[first:].strip()
    second = _fitting(rest, width)
    ending = rest if second == len(rest) else rest[: max(0, second - 1)] + "…"
    return f"{text[:first]}\n{ending}"


def _fitting(text: str, width: int) -> int:
    """How many characters of a text fit into the width."""
    used = 0
    for at, character in enumerate(text):
        used += _width(character)
        if used > width:
            return at
    return len(text)


def _width(character: str) -> int:
    return 2 if unicodedata.east_asian_width(character) in "WFA" else 1


def _frame(values: list[dict[str, object]]) -> Spec:
    numbered = [{**value, "order": at} for at, value in enumerate(values)]
    return {"data": {"values": numbered}, "config": _CONFIG, "padding": 6}


def _labels(field: str, labels: list[str]) -> Spec:
    axis = {"minExtent": _LABEL_SPACE, "domain": False, "ticks": False, "title": None}
    return {"field": field, "type": "nominal", "sort": _distinct(labels), "axis": axis}


def _amounts(field: str, title: str) -> Spec:
    axis = {"title": title, "tickCount": 3, "format": ",~r", "domain": False}
    return {"field": field, "type": "quantitative", "axis": axis}


def _colours(field: str, values: list[str]) -> Spec:
    domain = _distinct(values)
    colours = [_COLOURS[at % len(_COLOURS)] for at in range(len(domain))]
    return {"field": field, "type": "nominal", "scale": {"domain": domain, "range": colours}}


def _series(point: Point, words: Words) -> str:
    measure = words.measure(point.measure)
    return measure if point.source == "total" else f"{measure} {words.source(point.source)}"


def _distinct(values: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(values))


def _ticks(years: list[int]) -> list[int]:
    """Every year where they fit, else the first, the last and those between with room."""
    step = 1 + (years[-1] - years[0]) // 5
    ticks = list(range(years[0], years[-1] + 1, step))
    gaps = [later - earlier for earlier, later in pairwise(years)]
    return years if len(years) <= 6 and (not gaps or min(gaps) >= step) else ticks
