"""Limits and choices read from their TOML file; each value must name its source."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from clinicapp.catalog.toml_file import Table, read_toml
from clinicapp.domain.policy import Policy

SCHEMA = 1
_WHOLE = Table.whole
_UNITS = Table.units
_FLAG = Table.flag


def _positive(table: Table, key: str) -> int:
    return table.whole(key, least=1)


_KINDS: dict[str, dict[str, Callable[[Table, str], Any]]] = {
    "label": {
        "adult_years": _positive,
        "session_units_most": _UNITS,
        "cumulative_units_most": _UNITS,
        "cumulative_months": _positive,
        "other_toxin_months": _positive,
        "vial_hours": _positive,
        "dose_ml_tolerance": _UNITS,
        "units_per_ml_most": _UNITS,
        "waste_hold_units": _UNITS,
    },
    "evidence": {
        "baseline_headache_days": _WHOLE,
        "baseline_hours_a_day": _WHOLE,
        "baseline_migraine_days": _WHOLE,
        "baseline_months": _WHOLE,
        "response_from_session": _positive,
        "response_days": _WHOLE,
        "response_hours": _WHOLE,
        "response_percent": _WHOLE,
        "hit6_least": _WHOLE,
        "hit6_most": _WHOLE,
        "hit6_impossible": Table.wholes,
    },
    "plausible": {
        "vial_ml_most": _UNITS,
        "systolic_range": Table.wholes,
        "diastolic_range": Table.wholes,
        "pulse_range": Table.wholes,
        "signature_ink_least": _positive,
    },
    "clinic": {
        "consent_months": _positive,
        "consent_witness_required": _FLAG,
        "scan_megabytes_most": _positive,
        "bench_minutes": _WHOLE,
        "witness_required": _FLAG,
        "vial_may_stay_in_use": _FLAG,
        "syringe_ml": _UNITS,
        "expiring_days": _WHOLE,
        "low_stock_vials": _WHOLE,
        "identifiers_least": _positive,
    },
}


def load_policy(path: Path) -> Policy:
    """Read the policy; a wrong file is refused with the place and the reason."""
    top = read_toml(path, schema=SCHEMA)
    version, review = top.text("version"), top.text("clinician_review")
    values: dict[str, Any] = {}
    for group, kinds in _KINDS.items():
        part = top.table(group)
        for name, take in kinds.items():
            entry = part.table(name)
            values[name] = take(entry, "value")
            entry.text("source")
            entry.done()
        part.done()
    top.done()
    policy = Policy(version=version, clinician_review=review, **values)
    if policy.hit6_least > policy.hit6_most:
        top.refuse("hit6_least is more than hit6_most.")
    return policy
