"""What a table that leaves the program is made of: typed cells under described columns."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Generic, TypeVar

Cell = str | int | bool | Decimal | date | datetime | None
Row = tuple[Cell, ...]
Facts = TypeVar("Facts")


class Kind(StrEnum):
    """The type of a column, the same in every file format."""

    TEXT = "text"
    DATE = "date"
    DATETIME = "datetime"
    INTEGER = "integer"
    DECIMAL = "decimal"
    BOOLEAN = "boolean"


@dataclass(frozen=True, slots=True)
class Head:
    """A column as its reader knows it: an entry of the column dictionary."""

    name: str
    kind: Kind
    description: str


@dataclass(frozen=True, slots=True)
class Column(Head, Generic[Facts]):
    """A column and how its cell is read from the facts of a row; None is an empty cell."""

    read: Callable[[Facts], Cell]


def iso(moment: datetime) -> str:
    """A moment as ISO 8601 in UTC, such as 2026-11-22T19:58:41Z."""
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def dictionary(heads: tuple[Head, ...]) -> list[dict[str, str]]:
    """The column dictionary as data fit for JSON."""
    return [{"name": h.name, "type": h.kind.value, "description": h.description} for h in heads]


def exact_number(value: Decimal) -> int | float:
    """The number whose JSON literal is the decimal's own digits; exact up to 15 digits."""
    return int(value) if value == value.to_integral_value() else float(value)
