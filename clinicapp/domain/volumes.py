"""Volumes of doses: at the dilution of the vial they come from, else that of the protocol."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from clinicapp.domain.session import Session
from clinicapp.domain.site_record import SiteRecord
from clinicapp.domain.units import ZERO, millilitres


def volume_of(session: Session, record: SiteRecord) -> Decimal:
    """The mL of one site's dose (domain.md 3.2); of a planned one, from the vial in hand."""
    uses = session.facts.vials
    known = (v for v in uses if v.ml and record.vial_id in (None, v.vial_id))
    use = next(known, None)
    if use is None or use.ml is None:
        return millilitres(record.units, session.protocol.units_per_ml)
    return record.units * use.ml / use.labelled_units


def volume_in(session: Session, sites: Iterable[SiteRecord]) -> Decimal:
    """The mL of several sites together."""
    return sum((volume_of(session, s) for s in sites), ZERO)
