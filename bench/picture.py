"""docs/img/tools.svg from the table of bench/tools.py in docs/performance.md.

python bench/picture.py
"""

from __future__ import annotations

import json
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_ROW = re.compile(r"^\| ([^|]+) \| ([0-9.]+) \| ([0-9.]+) \| ([0-9.]+) \|$", re.MULTILINE)


def main() -> int:
    import vl_convert

    text = (ROOT / "docs" / "performance.md").read_text("utf-8")
    part = text[text.index("## Beside other programs") :]
    rows = [
        {"program": name, "F1 of cells": float(f1), "ms a document": float(ms)}
        for name, _, f1, ms in _ROW.findall(part)
    ]

    def bars(field: str) -> dict[str, object]:
        label = {"mark": {"type": "text", "align": "left", "dx": 3}}
        return {
            "width": 240,
            "layer": [
                {"mark": {"type": "bar", "color": "#4c78a8"}},
                label | {"encoding": {"text": {"field": field}}},
            ],
            "encoding": {
                "y": {"field": "program", "type": "nominal", "sort": None, "title": None},
                "x": {"field": field, "type": "quantitative"},
            },
        }

    spec = {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "data": {"values": rows},
        "hconcat": [bars("F1 of cells"), bars("ms a document")],
    }
    svg = vl_convert.vegalite_to_svg(json.dumps(spec))
    (ROOT / "docs" / "img" / "tools.svg").write_text(svg + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
