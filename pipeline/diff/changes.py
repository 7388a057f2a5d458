"""From linked programs to the rows of changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.diff.evidence import Moves
from pipeline.diff.pairing import Link, Pairing
from pipeline.diff.program import Program
from pipeline.diff.wording import Spellings
