"""What a check finds, and how grave it is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """BLOCK: cannot be signed. HOLD: only with a typed reason. WARN: shown and kept as seen."""

    BLOCK = "block"
    HOLD = "hold"
    WARN = "warn"


class Gate(StrEnum):
    """The chips under which findings are told, in the order of the session page."""

    CONSENT = "consent"
    TIME_OUT = "time-out"
    SAFETY = "safety"
    INTERVAL = "interval"
    VIAL = "vial"
    DIAGNOSIS = "diagnosis"
    OUTCOMES = "outcomes"
    SITES = "sites"
    CHARGES = "charges"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing a check of domain.md 9 has found.

    `key` names exactly what was found, values included: an acknowledgement of another key does not
    answer it. `is_missing`: something is not recorded yet. `stops_first_dose`: no first site is
    given while it stands; `stops_every_dose`: no further one either.
    """

    check: int
    severity: Severity
    gate: Gate
    key: str
    happened: str
    remedy: str
    is_missing: bool = False
    stops_first_dose: bool = False
    stops_every_dose: bool = False
