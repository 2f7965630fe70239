"""What was entered last, so that a form need not be filled in twice with the same."""

from __future__ import annotations

from uuid import UUID

from clinicapp.commands.records import Records
from clinicapp.domain.people import Practitioner
from clinicapp.domain.session_facts import Discard
from clinicapp.domain.summaries import SessionFilter
from clinicapp.domain.vials import Reconstitution, Source, VialEnd

_SESSIONS_LOOKED_AT = 12


def last_reconstitution(records: Records) -> Reconstitution | None:
    """The reconstitution that was recorded with the latest time."""
    made = [s.vial.reconstitution for s in records.vials() if s.vial.reconstitution]
    return max(made, key=lambda m: m.at, default=None)


def last_source(records: Records) -> Source:
    """Where the vial that was received last came from; bought, before there is any."""
    newest = max((s.vial for s in records.vials()), key=lambda v: v.received_at, default=None)
    return newest.source if newest else Source.BOUGHT


def last_witness(records: Records, person: Practitioner) -> UUID | None:
    """Who last saw a discard, and may see one of this person; None when nobody did lately.

    Where only one other person has an account, that is the one.
    """
    able = [p.id for p in records.people() if p.is_active and p.id != person.id]
    ends = [e for s in records.vials() if (e := s.vial.end)]
    seen: list[Discard | VialEnd] = [
        *_newest_discards(records, able),
        *(e for e in ends if e.witness_id in able),
    ]
    newest = max(seen, key=lambda one: one.at, default=None)
    if newest is not None:
        return newest.witness_id
    return able[0] if len(able) == 1 else None


def _newest_discards(records: Records, able: list[UUID]) -> list[Discard]:
    """The witnessed discards of the newest session that has any."""
    for summary in records.sessions(SessionFilter(), limit=_SESSIONS_LOOKED_AT):
        discards = records.session(summary.id).facts.discards
        if found := [d for d in discards if d.witness_id in able]:
            return found
    return []
