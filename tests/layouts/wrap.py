"""Text to lines of a width, in the Japanese way: between any two characters but a few."""

from __future__ import annotations

import re
from collections.abc import Callable

# Numbers and short brackets stay whole.
_TOKEN = re.compile(
    r"[△▲-]?[0-9０-９A-Za-z][0-9０-９A-Za-z,，.．/%％ ]*|（[^）]{1,4}）|.", re.DOTALL
)
_NOT_FIRST = "、。，．）」】ー々ッャュョっゃゅょ"


def text_to_lines(text: str, width: float, measure: Callable[[str], float]) -> list[str]:
    """Lines no wider than width, unless a single token is; a trailing stop may hang over."""
    lines = [""]
    for token in _TOKEN.findall(text):
        if lines[-1] and measure(lines[-1] + token.rstrip()) > width:
            if token in _NOT_FIRST:
                last = lines[-1]
                if len(last) > 1:
                    lines[-1:] = [last[:-1], last[-1]]
            else:
                lines.append("")
        lines[-1] += token
    return [line.strip(" ") for line in lines]
