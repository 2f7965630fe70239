"""Frozen records as plain data fit for JSON, and back; equal records always give equal text."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints
from uuid import UUID

from clinicapp.domain.units import ZERO, show_units

T = TypeVar("T")
_AS_IT_IS = frozenset({str, int, bool, NoneType})
_TEXTS = (Enum, date, Decimal, UUID)


def _moment(text: str) -> datetime:
    """A time exactly as it is written here; another way of writing it was written by another."""
    moment = datetime.fromisoformat(text)
    if moment.isoformat() != text:
        raise ValueError("a time is not written as this program writes it")
    return moment


_READERS: dict[Any, Callable[[Any], Any]] = {
    Decimal: Decimal,
    UUID: UUID,
    datetime: _moment,
    date: date.fromisoformat,
    str: str,
    int: int,
    bool: bool,
}


def to_plain(value: Any) -> Any:
    """Records become objects, tuples lists; decimals, times, days and ids become text."""
    if type(value) in _AS_IT_IS:
        return value
    if isinstance(value, _TEXTS):
        return _as_text(value)
    if isinstance(value, tuple | list):
        return [to_plain(v) for v in value]
    if isinstance(value, dict):
        return {name: to_plain(v) for name, v in value.items()}
    if is_dataclass(value):
        record: Any = type(value)
        return {name: to_plain(getattr(value, name)) for name in _field_names(record)}
    return value


def from_plain(kind: Any, plain: Any) -> Any:
    """The value of a type from its plain form; a field that was not known then has its default.

    A name or a way of writing that is not this program's own is refused with a ValueError.
    """
    if get_origin(kind) is UnionType:
        inner = next(k for k in get_args(kind) if k is not NoneType)
        return None if plain is None else from_plain(inner, plain)
    if get_origin(kind) is tuple:
        return tuple(from_plain(get_args(kind)[0], v) for v in plain)
    if is_dataclass(kind):
        record: Any = kind
        types = _field_types(record)
        if not plain.keys() <= types.keys():
            # A name that nobody knows is one that was changed: its value would be lost in silence.
            raise ValueError("a record has a field that this program does not know")
        return record(**{n: from_plain(t, plain[n]) for n, t in types.items() if n in plain})
    return _READERS.get(kind, kind)(plain)


def canonical(plain: Any) -> str:
    """Plain data as one text: sorted names, no spaces, every letter as itself."""
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _as_text(value: Enum | date | Decimal | UUID) -> Any:
    """Equal values give equal text: 5 as 5.00, noon in one zone as the same moment in another."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime) and value.tzinfo:
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return show_units(value + ZERO) if isinstance(value, Decimal) else str(value)


@cache
def _field_names(kind: Any) -> tuple[str, ...]:
    return tuple(f.name for f in fields(kind))


@cache
def _field_types(kind: Any) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {f.name: hints[f.name] for f in fields(kind)}
