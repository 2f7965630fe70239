"""Which vial each dose came from: filled in as doses are given, in the order of the vials."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from uuid import UUID

from clinicapp.domain.session_facts import Discard, VialUse
from clinicapp.domain.site_record import SiteRecord
from clinicapp.domain.units import ZERO


def units_from(sites: Iterable[SiteRecord], vial_id: UUID) -> Decimal:
    """Units given from one vial."""
    return sum((s.units for s in sites if s.is_given and s.vial_id == vial_id), ZERO)


def units_free(
    sites: Iterable[SiteRecord], use: VialUse, discards: Iterable[Discard] = ()
) -> Decimal:
    """Units of a vial neither given, discarded nor left in it; below 0, too much was given."""
    discarded = sum((d.units for d in discards if d.vial_id == use.vial_id), ZERO)
    return use.labelled_units - units_from(sites, use.vial_id) - discarded - use.left_units


def allot(
    sites: tuple[SiteRecord, ...],
    vials: tuple[VialUse, ...],
    discards: tuple[Discard, ...] = (),
) -> tuple[SiteRecord, ...]:
    """The same sites in which each given dose without a vial has the first one that holds it.

    A dose is never split between vials; one that fits into none stays without. What was discarded
    holds no dose.
    """
    if not vials or all(s.vial_id or not s.is_given for s in sites):
        return sites
    left = {v.vial_id: units_free(sites, v, discards) for v in vials}

    def fill(record: SiteRecord) -> SiteRecord:
        if record.vial_id or not record.is_given:
            return record
        vial = next((v for v, units in left.items() if units >= record.units), None)
        if vial is not None:
            left[vial] -= record.units
        return replace(record, vial_id=vial)

    return tuple(fill(s) for s in sites)


def without_vials(
    sites: tuple[SiteRecord, ...], vial_id: UUID | None = None
) -> tuple[SiteRecord, ...]:
    """The same sites with no vial named, or without one vial only."""
    return tuple(
        replace(s, vial_id=None) if s.vial_id and vial_id in (None, s.vial_id) else s for s in sites
    )
