"""Vega-Lite specifications to SVG that may stand in the page: drawn by vl-convert, then cleaned.

vl-convert is the Vega project's own renderer in one wheel: no browser, no network, no script in
what it gives. It is an extra of the package; without it a report has no charts.
"""

from __future__ import annotations

import importlib.util
import json
import re
import xml.etree.ElementTree as ET

from pipeline.report.specs import Spec

_SVG = "{http://www.w3.org/2000/svg}"
_ELEMENTS = frozenset({"svg", "g", "path", "line", "rect", "circle", "text", "tspan", "title"})
_ATTRIBUTES = re.compile(
    r"d|r|[xy][12]?|[cd][xy]|width|height|viewBox|transform|opacity|text-anchor"
    r"|(?:fill|stroke)(?:-[a-z]+)?|font-(?:size|weight)"
)
_LONG = re.compile(r"(\d+\.\d\d)\d+")
_VEGA_LITE = "5.20"


def can_draw() -> bool:
    """Whether the package that draws charts is installed."""
    return importlib.util.find_spec("vl_convert") is not None


def draw(spec: Spec, label: str) -> str:
    """The SVG of a chart, with label as what it shows for those who cannot see it."""
    import vl_convert

    svg = vl_convert.vegalite_to_svg(json.dumps(spec), vl_version=_VEGA_LITE, allowed_base_urls=[])
    return clean(svg, label)


def clean(svg: str, label: str) -> str:
    """The drawing in an SVG and nothing else: known elements and attributes, no references, no
    style, no script. What Vega says of a mark becomes its title, which browsers show."""
    root = ET.fromstring(svg)
    width = root.get("width", "600")
    _clean_element(root)
    root.set("role", "img")
    root.set("aria-label", label)
    root.set("width", width)
    ET.register_namespace("", _SVG[1:-1])
    return _LONG.sub(r"\1", ET.tostring(root, encoding="unicode"))


def _clean_element(element: ET.Element) -> None:
    said = element.get("aria-label") if element.get("role") == "graphics-symbol" else None
    said = None if "role-" in element.get("class", "") else said  # axes and legends speak at length
    for name, value in list(element.attrib.items()):
        if not _ATTRIBUTES.fullmatch(name) or "url(" in value:
            del element.attrib[name]
    for child in list(element):
        if _is_drawing(child):
            _clean_element(child)
        else:
            element.remove(child)
    if said and element.tag == f"{_SVG}path":
        title = ET.SubElement(element, f"{_SVG}title")
        title.text = said


def _is_drawing(element: ET.Element) -> bool:
    name = element.tag.removeprefix(_SVG) if isinstance(element.tag, str) else ""
    return (
        name in _ELEMENTS
        and element.get("display") != "none"
        and element.get("class") != "background"
        and element.get("opacity") != "0"
    )
