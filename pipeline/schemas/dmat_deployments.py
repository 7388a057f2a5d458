"""dmat_deployments: one row per disaster that medical teams were sent to."""

from __future__ import annotations

from pipeline.schemas import read
from pipeline.schemas.base import Column, Table

TABLE = Table(
    name="dmat_deployments",
    about="One row per disaster that disaster medical assistance teams (DMAT) were sent to.",
    order=4,
    columns=(
        Column("disaster", "string", "name of the disaster", key=True, read=read.name),
        Column("jurisdiction", "string", "whose teams were sent", read=read.name),
        Column("occurred_year", "int16", "calendar year that it happened", read=read.year_of),
        Column("occurred_month", "int8", "month that it happened", read=read.month_of),
        Column(
            "occurred_day",
            "int8",
            "day that it happened, of a period the first; null unless stated",
            read=read.day_of,
        ),
        Column("until", "date32", "the last day of a stated period", read=read.date),
        Column("hospitals", "int32", "hospitals that sent teams", "病院", read=read.count),
        Column("teams", "int32", "teams that were sent", "チーム", read=read.count),
        Column("people", "int32", "people, also in person-days (延べ)", "人", read=read.count),
    ),
)
