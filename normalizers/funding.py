"""Where money comes from, in one form: 国庫, 県単, 一般財源 …"""

from __future__ import annotations

from normalizers.name import clean_name
from normalizers.text import fold
from normalizers.vocabulary import cached, load


@cached
def _forms() -> dict[str, str]:
    return {fold(form): group[0] for group in load("funding")["words"] for form in group}


def funding_name(text: str) -> str:
    """The form that the tables give to a source of money; any other words as they stand.

    '国費' gives '国庫', '単県' gives '県単'. Raises NormalizationError for an empty text.
    """
    name = clean_name(text)
    return _forms().get(fold(name), name)
