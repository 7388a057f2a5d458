"""survey_percentages: one row per percentage of a survey."""

from __future__ import annotations

from pipeline.schemas import read
from pipeline.schemas.base import Column, Table

TABLE = Table(
    name="survey_percentages",
    about="One row per percentage that a survey's table or chart shows.",
    order=5,
    columns=(
        Column("survey", "string", "name of the survey, where stated", read=read.name),
        Column(
            "survey_year",
            "int16",
            "calendar year of the survey; null where none is stated",
            read=read.year,
        ),
        Column("question", "string", "title of the table or chart", read=read.name),
        Column(
            "respondent",
            "string",
            "group of those asked, where the table has several",
            key=True,
            read=read.name,
        ),
        Column(
            "item",
            "string",
            "the answer; null where the source does not tell which",
            key=True,
            read=read.name,
        ),
        Column("percent", "double", "share of the answers", "%", key=True, read=read.percent),
        Column("base", "int32", "number of those who answered (n)", read=read.count),
        Column(
            "multiple_answers",
            "bool",
            "true where several answers were allowed (複数回答), false for one",
            read=read.flag,
        ),
    ),
)
