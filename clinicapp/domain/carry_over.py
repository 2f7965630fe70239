"""What a new session takes over from the last one until somebody says otherwise."""

from __future__ import annotations

from dataclasses import replace

from clinicapp.domain.session_facts import SessionFacts


def carried(last: SessionFacts) -> dict[str, object]:
    """Consent, diagnosis and care of the last session; what is measured or seen anew is left out.

    The time-out, the safety screen, scores and vital signs are of their own day.
    """
    care = last.care
    return {
        "consent": last.consent,
        "diagnosis": last.diagnosis,
        "care": care
        and replace(care, complications=(), systolic=None, diastolic=None, pulse=None, note=""),
    }
