"""Every tolerance of the PDF reader in one validated object."""

from __future__ import annotations

from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class Settings:
    """Tolerances: lengths in points, others in em (heights of the characters) or as shares.

    Raises ValueError for a tolerance that is not positive or a share above one.
    """

    # points
    snap: float = 2.5  # rules nearer than this to each other are one boundary
    join: float = 3.0  # a gap in a rule shorter than this is no gap (dashes, crossings)
    thick: float = 4.0  # a filled rectangle thinner than this is a rule
    stub: float = 8.0  # a rule shorter than this is no rule (ticks, parts of a glyph)

    # em
    run_gap: float = 0.6  # wider gaps end a run of characters
    baseline: float = 0.3  # characters of one line differ less than this in height
    blank: float = 0.8  # wider gaps inside a line become a blank
    column_gap: float = 1.3  # wider gaps may be the space between two columns
    mark: float = 1.6  # shorter rules that hang free are boxes of single characters, ticks
    double: float = 0.15  # the same character nearer than this is drawn twice

    # shares
    covered: float = 0.6  # part of a cell's side that a rule must cover to close it
    tiled: float = 0.7  # part of the frame that the cells of a table must fill
    superscript: float = 0.75  # smaller than this beside a larger character: set above it
    ruby: float = 0.62  # smaller than this over a larger character: reading aid
    label: float = 0.75  # smaller than this beside the page's usual text: labels of a figure
    joined: float = 0.8  # part of a table's cells that must hang together
    foot: float = 0.08  # part of the page's height where page numbers stand

    def __post_init__(self) -> None:
        shares = {"covered", "tiled", "superscript", "ruby", "label", "joined", "foot"}
        for field in fields(self):
            value = getattr(self, field.name)
            if not value > 0 or (field.name in shares and value > 1):
                raise ValueError(f"setting {field.name} = {value!r} is out of range")


DEFAULT = Settings()
