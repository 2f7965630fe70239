"""What the demo's main session yields for others: its sites, vials, note and seal."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any
from uuid import UUID

from clinicapp.commands.records import Records
from clinicapp.domain.session import Session, SiteRecord
from clinicapp.domain.session_facts import VialUse
from clinicapp.domain.totals import total_of
from clinicapp.domain.units import ZERO, show_units
from clinicapp.domain.vials import Vial


def yield_of(records: Records, session_id: UUID) -> dict[str, Any]:
    """The signed session as plain data; units are numbers, days and times ISO texts."""
    session = records.session(session_id)
    (seal,) = records.seals(session_id)
    vials = {v.id: v for v in records.vials_of(session)}
    return {
        "id": str(session.id),
        "sites": [_site(session, s) for s in session.sites],
        "total_units": _number(total_of(session).given_units),
        "vials": [_vial(vials[use.vial_id], use) for use in session.facts.vials],
        "discarded_units": _number(sum((d.units for d in session.facts.discards), ZERO)),
        "note": json.loads(seal.content)["note"],
        "seal": {
            "digest": seal.digest,
            "version": seal.version,
            "signed_at": seal.sealed_at.isoformat(),
        },
    }


def _vial(vial: Vial, use: VialUse) -> dict[str, Any]:
    return {
        "lot": vial.label.lot_number,
        "product": vial.product_name,
        "ndc": vial.label.ndc,
        "units": _number(use.labelled_units),
        "expiry": vial.label.expiration_date.isoformat(),
    }


def _site(session: Session, record: SiteRecord) -> dict[str, Any]:
    site = session.protocol.site(record.site_id)
    state = "extra" if record.is_extra and record.is_given else record.state.value
    units = Decimal(0) if record.is_omitted else record.units
    return {
        "id": record.site_id,
        "muscle": session.protocol.muscle(site.muscle).name.lower(),
        "side": site.side.value,
        "state": state,
        "units": _number(units),
    }


def _number(units: Decimal) -> int | float:
    text = show_units(units)
    return float(text) if "." in text else int(text)
