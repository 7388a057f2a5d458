"""facilities: one row per hospital, centre or desk of a list."""

from __future__ import annotations

from pipeline.schemas import read
from pipeline.schemas.base import Column, Table

TABLE = Table(
    name="facilities",
    about="One row per facility that a table or list names: hospitals, centres, desks.",
    order=3,
    columns=(
        Column("name", "string", "name of the facility", key=True, read=read.name),
        Column("role", "string", "what the list is a list of", read=read.name),
        Column(
            "kind",
            "string",
            "hospital, clinic, dental_clinic, pharmacy, nursing_station, center, association"
            " or other",
            read=read.verbatim,
        ),
        Column("jurisdiction", "string", "prefecture or municipality of the row", read=read.name),
        Column(
            "municipalities",
            "list<string>",
            "the municipalities that it serves or stands in",
            read=read.municipalities,
        ),
        Column("operator", "string", "who runs it or is charged with it (委託先)", read=read.name),
        Column("coordinators", "int32", "number of coordinators", "人", read=read.count),
        Column("dmat_teams", "int32", "number of DMAT teams", "チーム", read=read.count),
        Column(
            "backup_power",
            "string",
            "emergency power: full (○), partial (△) or none (－)",
            read=read.mark,
            keeps_nil=True,
        ),
        Column(
            "seismic",
            "string",
            "earthquake resistance: full (○), partial (△) or none (－)",
            read=read.mark,
            keeps_nil=True,
        ),
        Column(
            "needs",
            "string",
            "what has to be improved (充実が必要な事項)",
            read=read.prose,
            joint=" ",
        ),
        Column("tier", "string", "class of the emergency care given (区分)", read=read.name),
        Column(
            "medical_area",
            "string",
            "the medical area (保健医療圏) that the table puts it in",
            read=read.name,
        ),
        Column("beds", "int32", "number of beds (病床数)", "床", read=read.count),
        Column("note", "string", "the text of its notes (※)", read=read.prose, joint=" "),
    ),
)
