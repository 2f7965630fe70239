"""The note of a session, from everything around it."""

from __future__ import annotations

from clinicapp.domain.checks.case import Case
from clinicapp.domain.checks.cumulative import cumulative_of
from clinicapp.domain.checks.interval import interval_of
from clinicapp.domain.note import Note, note_of
from clinicapp.domain.people import Practitioner


def note_for(case: Case, people: tuple[Practitioner, ...]) -> Note:
    """The note in lines, with the interval and the total of the case."""
    return note_of(
        case,
        people,
        case.rules.note,
        gap_days=interval_of(case).days,
        cumulative_units=cumulative_of(case).total,
    )


def note_text(case: Case, people: tuple[Practitioner, ...]) -> str:
    """The note as plain text."""
    return note_for(case, people).text
