"""What must hold of a change to a session, whatever verb makes it, undo and redo included."""

from __future__ import annotations

from clinicapp.domain.people import AccessMatrix, Permission, Practitioner
from clinicapp.domain.session import Session, given_facts


def require_rights(
    access: AccessMatrix, person: Practitioner, before: Session, wanted: Session, label: str
) -> None:
    """Refuse what was given, or taken on, to a person who may not give, or answer a hold."""
    if given_facts(before) != given_facts(wanted):
        access.require(person, Permission.CHART_DOSE, label)
    if set(wanted.facts.acknowledgements) - set(before.facts.acknowledgements):
        access.require(person, Permission.ANSWER_HOLD, label)
