"""A row of programs in the form that is compared."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from normalizers.vocabulary import cached, load
from pipeline.diff.change import TypedRow
from pipeline.diff.wording import Spellings, folded_name

_PAYERS = ("fund", "national", "prefecture", "operator", "own", "bond", "other")
SHARES = tuple(f"{payer}_yen" for payer in _PAYERS)
_MARKER = re.compile(r"\A[\s(（]*(?:第?[0-9０-９]+|[ア-ンa-zA-Z①-⑳➀-➉])[)）.．、\s]+")


@dataclass(slots=True, eq=False)
class Program:
    """One row of programs. position counts within its edition; eq is identity."""

    row: TypedRow
    position: int
    name: str
    section: tuple[str, ...] = ()  # folded headings, the outermost first
    department: str | None = None  # folded
    office: str | None = None  # the larger office that the department begins with, folded
    funding: frozenset[str] | None = None  # folded
    implementer: str | None = None  # folded
    total: int | None = None  # the whole cost, or the one share that is stated without it
    shares: dict[str, int] = field(default_factory=dict)
    earlier: int | None = None  # what its own list says that it was in the earlier year

    @property
    def bare_office(self) -> str | None:
        """The department without the rank of the office that it ends in: 危機管理 of 危機管理課."""
        return (_rank().sub("", self.department) or None) if self.department else None

    @property
    def is_repeated(self) -> bool:
        """再掲: listed before, and not counted again in the net total."""
        return self.row.get("is_repeated") is True

    @property
    def is_new(self) -> bool:
        return self.row.get("is_new") is True

    @property
    def level(self) -> str:
        return str(self.row.get("level") or "program")

    @property
    def whole_column(self) -> str:
        """The column that total stands in: a program whose money is all from one source may state
        that share alone."""
        return "total_yen" if self.row.get("total_yen") is not None else next(iter(self.shares), "")

    @property
    def leading_amount(self) -> int | None:
        """The whole cost, or the first share of it that is stated."""
        return self.total if self.total is not None else next(iter(self.shares.values()), None)


def rows_to_programs(
    rows: Iterable[TypedRow], earlier: Mapping[str, int] | None = None
) -> list[Program]:
    """Rows of one edition as programs, in the order of the table; a row without a name is ''.

    earlier: amounts of the earlier year that the edition states, by row_id.
    """
    programs = [_row_to_program(row, position) for position, row in enumerate(rows)]
    for program in programs:
        program.earlier = (earlier or {}).get(str(program.row.get("row_id")))
    return programs


def programs_to_spellings(programs: Iterable[Program]) -> Spellings:
    """What an edition writes, in its names, descriptions, headings and offices."""
    columns = ("name", "description", "department", "section", "implementer")
    return Spellings(str(p.row[c]) for p in programs for c in columns if p.row.get(c))


def _row_to_program(row: TypedRow, position: int) -> Program:
    department = _folded(row.get("department"))
    funding = frozenset(folded_name(word) for word in row.get("funding") or ())
    shares = {name: row[name] for name in SHARES if row.get(name) is not None}
    sole = next(iter(shares.values())) if len(shares) == 1 else None
    return Program(
        row=row,
        position=position,
        name=str(row.get("name") or ""),
        section=section_to_path(row.get("section")),
        department=department,
        office=department_to_office(department),
        funding=funding or None,
        implementer=_folded(row.get("implementer")),
        total=row["total_yen"] if row.get("total_yen") is not None else sole,
        shares=shares,
    )


def folded_heading(text: str) -> str:
    """A heading in the form that is compared, without its number: (2)薬局の状況."""
    return folded_name(_MARKER.sub("", text.strip()))


def section_to_path(section: str | None) -> tuple[str, ...]:
    """The headings of a section, folded, list markers dropped.

    A heading that only says again what the headings above it say is left out.
    """
    path: list[str] = []
    for heading in (section or "").split(" > "):
        folded = folded_heading(heading)
        repeats = len(path) > 1 and all(above in folded for above in path)
        if folded and folded not in path and not repeats:
            path.append(folded)
    return tuple(path)


def department_to_office(department: str | None) -> str | None:
    """The larger office of a department: 健康づくり支援課 of 健康づくり支援課食と歯班."""
    found = _office().match(department or "")
    return found[0] if found else department


@cached
def _office() -> re.Pattern[str]:
    ends = "|".join(map(re.escape, load("renames")["offices"]))
    return re.compile(rf".{{2,}}?(?:{ends})(?=.)")


@cached
def _rank() -> re.Pattern[str]:
    ends = "|".join(map(re.escape, load("renames")["offices"]))
    return re.compile(rf"(?:{ends})\Z")


def _folded(text: str | None) -> str | None:
    return folded_name(text) or None if text else None
