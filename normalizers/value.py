"""Classes of values that are made by the ten thousand."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def value(cls: type[T]) -> type[T]:
    """A dataclass with slots that is compared and hashed by its fields and never changed.

    It is the type checker that keeps it from being changed: dataclass(frozen=True) would do so
    while the program runs, and takes twice the time to make one.
    """
    return dataclass(slots=True, unsafe_hash=True)(cls)
