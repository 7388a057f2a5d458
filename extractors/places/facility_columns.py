"""Which columns of a table hold facilities, and where their rows begin."""

from __future__ import annotations

from extractors.places.facility_names import LISTED, heads_places, names_in, pieces, specific_head
from extractors.shared.columns import Columns
from extractors.shared.heads import is_numeric
from extractors.shared.kinds import has_money, is_complete_name, is_kind, kind_of_name
from normalizers.number import is_nil
from pipeline.document.model import Cite

_EVIDENCE = (
    "municipalities", "operator", "coordinators", "dmat_teams", "backup_power", "seismic", "needs",
    "tier", "beds", "medical_area", "address", "contact",
)  # fmt: skip


def name_columns(columns: Columns) -> list[int]:
    """The columns that hold names in a table of facilities; none for any other table."""
    if columns.find("disaster", "percent", "respondent", "population") or has_money(columns):
        return []
    found = [c for c in columns.find("facility") if _holds_names(columns, c)]
    fits = {c: head.fit for c in found if (head := columns.head(c, "facility"))}
    other = columns.first_of("name")
    if other is not None and columns.find(*_EVIDENCE) and _holds_names(columns, other):
        # 施設名 beside 紹介する医療機関: a longer head tells of partners
        best = 3 if specific_head(columns.cites[other]) is None else 2
        return [c for c in found if fits[c] >= best] or [other]
    return [c for c in found if fits[c] > 1] or found


def _holds_names(columns: Columns, column: int) -> bool:
    """Names of places that treat and advise; a list of societies is one of members."""
    texts = texts_of(columns, column)
    reached = columns.find("address", "contact")  # 西山内科 is a name where one can call it
    if heads_places(columns.cites[column]) and columns.find("address") and columns.find("contact"):
        names = [t for t in texts if is_text(Cite(t))]  # whatever kind of places they are
    else:
        names = [t for t in texts if names_in(Cite(t)) or (reached and kind_of_name(t))]
    societies = sum(kind_of_name(t) in ("association", "other") for t in names)
    return 2 * len(names) > len(texts) and 2 * societies <= len(names)


def texts_of(columns: Columns, column: int) -> list[str]:
    """What the cells of a column say, heads left out."""
    return columns.grid.column_texts(column, first_row(columns))


def holds_kinds(columns: Columns, column: int) -> bool:
    """Whether all cells of a column are kinds of facilities (病院, 診療所)."""
    texts = texts_of(columns, column)
    return bool(texts) and all(map(is_kind, texts))


def first_row(columns: Columns) -> int:
    """The first row with a facility: names that end as a head's words do are no heads."""
    first, grid = columns.first, columns.grid
    while first > 1 and any(
        is_complete_name(piece.text)
        for column in columns.find("facility")
        for piece in pieces(grid.own(first - 1, column), LISTED)
    ):
        first -= 1
    return first


def is_text(cite: Cite) -> bool:
    """Whether a cell holds words: no number, and no mark of nothing."""
    return bool(cite) and not is_numeric(cite.text) and not is_nil(cite.text)
