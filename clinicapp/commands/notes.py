"""The procedure note of a session: the record's own values in the clinic's wording."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from clinicapp.commands.records import Act, Records
from clinicapp.domain.checks.case import Case
from clinicapp.domain.checks.cumulative import cumulative_of
from clinicapp.domain.checks.interval import interval_of
from clinicapp.domain.note import Note, note_of
from clinicapp.domain.people import Practitioner


def note_for(case: Case, people: Iterable[Practitioner]) -> Note:
    """The note of a session as it stands, with its interval in days and its 3-month units."""
    days = interval_of(case).days
    cumulative = cumulative_of(case)
    # A sum that leaves an unknown dose out would claim to be the whole.
    is_known = all(item.is_counted for item in cumulative.items)
    return note_of(
        case,
        people,
        case.rules.note,
        gap_days=days if days is not None and days >= 0 else None,
        cumulative_units=cumulative.total if is_known else None,
    )


def note_text(case: Case, people: Iterable[Practitioner]) -> str:
    """The note as the plain text that is copied and sealed."""
    return note_for(case, people).text


def note_copied(records: Records, session_id: UUID, *, act: Act) -> None:
    """Keep in the trail that a note left the program; whoever signed in may read every record."""
    records.note(act, "note_copied", "Note copied", entity="session", entity_id=session_id)
