"""The three exceptions of the demo's sessions, whatever hand makes them."""

from __future__ import annotations

from decimal import Decimal

from clinicapp.domain.session import Session
from clinicapp.domain.totals import total_of

OMITTED, OMISSION = "FRO-L2", "prior-brow-ptosis"
CHANGED, UNITS = "FRO-R2", "2.5"
EXTRA, EXTRA_REASON = "OCC-RX1", "tenderness"


def require_charted(session: Session) -> None:
    """Stop if the record does not hold a standard session with the three exceptions."""
    as_meant = (
        session.site(OMITTED).omission_reason == OMISSION,
        session.site(CHANGED).is_given and session.site(CHANGED).units == Decimal(UNITS),
        session.has_site(EXTRA) and session.site(EXTRA).extra_reason == EXTRA_REASON,
        not session.planned,
        len(session.given) == len(session.protocol.sites),
        total_of(session).given_units == session.protocol.planned_units - Decimal(UNITS),
    )
    if not all(as_meant):
        raise RuntimeError("the record does not hold what was done")
