"""medical_areas: one row per medical area (保健医療圏)."""

from __future__ import annotations

from pipeline.schemas import read
from pipeline.schemas.base import Column, Table

TABLE = Table(
    name="medical_areas",
    about="One row per medical area (保健医療圏) of a table or text, and the total that is stated.",
    order=6,
    columns=(
        Column("name", "string", "name of the area", key=True, read=read.name),
        Column("jurisdiction", "string", "the prefecture that it lies in", read=read.name),
        Column(
            "municipalities",
            "list<string>",
            "the municipalities that it consists of",
            read=read.municipalities,
        ),
        Column("area_km2", "double", "surface", "km2", read=read.area),
        Column("population", "int64", "inhabitants", "人", read=read.count),
    ),
)
