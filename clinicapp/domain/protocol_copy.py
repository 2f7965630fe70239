"""A protocol as plain data: the copy that a session keeps, and its fingerprint."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields
from decimal import Decimal
from typing import Any

from clinicapp.domain.protocol import Muscle, Protocol, ProtocolSite, Reason, Side, View

_DECIMALS = (
    "default_units",
    "units_per_ml",
    "site_units_max",
    "site_shift_max_cm",
    "extra_apart_cm",
    "extra_units_max",
)
# A copy kept before there were such limits allows no moves and keeps no distance.
_LATER = {"site_shift_max_cm": "0", "extra_apart_cm": "0"}


def protocol_text(protocol: Protocol) -> str:
    """The whole protocol as canonical JSON; the same protocol always gives the same text."""
    return json.dumps(_plain(protocol), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def protocol_digest(protocol: Protocol) -> str:
    """SHA-256 of the canonical text, as 64 hex digits."""
    return hashlib.sha256(protocol_text(protocol).encode()).hexdigest()


def protocol_from_text(text: str) -> Protocol:
    """Read a kept copy back."""
    values: dict[str, Any] = {**_LATER, **json.loads(text)}
    for name in _DECIMALS:
        values[name] = Decimal(values[name])
    values["quick_units"] = tuple(Decimal(u) for u in values["quick_units"])
    values["muscles"] = tuple(
        Muscle(**{**m, "units_max": Decimal(m["units_max"])}) for m in values["muscles"]
    )
    for name in ("omission_reasons", "extra_reasons"):
        values[name] = tuple(Reason(**r) for r in values[name])
    for name in ("sites", "extra_sites"):
        values[name] = tuple(_site(s) for s in values[name])
    return Protocol(**values)


def _site(values: Mapping[str, Any]) -> ProtocolSite:
    sided = {"side": Side(values["side"]), "view": View(values["view"])}
    return ProtocolSite(**{**values, **sided})


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, tuple):
        return [_plain(v) for v in value]
    if hasattr(value, "__dataclass_fields__"):
        return {f.name: _plain(getattr(value, f.name)) for f in fields(value) if f.init}
    return value
