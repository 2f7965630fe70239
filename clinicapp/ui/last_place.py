"""Where one was when the program was closed: a place of the rail, or one record."""

from __future__ import annotations

from uuid import UUID

from clinicapp.commands.records import Records
from clinicapp.config.settings import Settings
from clinicapp.domain.errors import ClinicError

LAST_PLACE = "last_place"
PLACES = ("today", "patients", "vials", "records", "settings")


def remember(settings: Settings, place: str, record: UUID | None = None) -> None:
    """Keep a place, or one record: of it the kind and the id alone."""
    settings.set(LAST_PLACE, f"{place} {record}" if record else place)


def place_of_rail(settings: Settings) -> str:
    """The place of the rail one was at; today after a record or anything unknown."""
    kept = settings.get(LAST_PLACE, "today")
    return kept if kept in PLACES else "today"


def record_left(settings: Settings, records: Records) -> tuple[str, UUID] | None:
    """The session, patient or consent one was at, with its kind; None for one that is gone.

    The place may be one of another folder, or written by somebody's hand.
    """
    kind, _, text = settings.get(LAST_PLACE, "").partition(" ")
    known = {
        "session": records.session,
        "patient": records.patient,
        "consent": records.consent,
    }
    try:
        known[kind](UUID(text))
    except (KeyError, ValueError, ClinicError):
        return None
    return kind, UUID(text)
