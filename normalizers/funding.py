"""Where money comes from, in one form: 国庫, 県単, 一般財源 …"""

from __future__ import annotations

import re

from normalizers.name import clean_name
from normalizers.text import fold
from normalizers.vocabulary import cached, load

_PART = re.compile(r"\s*\([^()]*\)\Z")  # 基金（医療分）, 国庫（１／２）


@cached
def _forms() -> dict[str, str]:
    return {fold(form): group[0] for group in load("funding")["words"] for form in group}


def funding_name(text: str) -> str:
    """The form that the tables give to a source of money; any other words as they stand.

    '国費' gives '国庫', '単県' gives '県単', '基金（医療分）' gives '基金'.
    Raises NormalizationError for an empty text.
    """
    name = clean_name(text)
    known = _forms().get(fold(name)) or _forms().get(fold(_PART.sub("", name)))
    return known or name
