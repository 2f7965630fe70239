"""The note of a session, from everything around it."""

from __future__ import annotations

from clinicapp.domain.checks.case import Case
from clinicapp.domain.people import Practitioner


def note_text(case: Case, people: tuple[Practitioner, ...]) -> str:
    """The note as plain text."""
    return ""
