"""How a consent is begun: the full one of a course, or the short one before a later session."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from clinicapp.domain.consent.record import (
    Consent,
    ConsentKind,
    ConsentStatus,
    Interpreter,
    Medium,
    Representative,
)
from clinicapp.domain.consent.texts import CONDITIONS, ConsentTexts, digest_of_texts
from clinicapp.domain.errors import RuleError
from clinicapp.domain.patient import Patient


def begin_course(
    patient: Patient,
    texts: ConsentTexts,
    *,
    consent_id: UUID,
    practitioner_id: UUID,
    conditions: tuple[str, ...],
    medium: Medium,
    at: datetime,
    by: UUID,
) -> Consent:
    """A full consent of a patient in the words of one language.

    An interpreter is asked for where the patient's language is another one.
    """
    if not set(conditions) <= set(CONDITIONS):
        raise RuleError("A consent does not cover this.")
    digest = digest_of_texts(texts)
    return Consent(
        id=consent_id,
        clinic_id=patient.clinic_id,
        patient_id=patient.id,
        kind=ConsentKind.COURSE,
        course_id=None,
        medium=medium,
        status=ConsentStatus.IN_PROGRESS,
        language=texts.language,
        version=texts.version,
        texts_digest=digest,
        practitioner_id=practitioner_id,
        conditions=conditions,
        begun_at=at,
        begun_by=by,
        needs_interpreter=patient.language != texts.language,
        form_digest=digest if medium is Medium.PAPER else "",
    )


def begin_confirmation(
    patient: Patient,
    texts: ConsentTexts,
    course: Consent | None,
    *,
    consent_id: UUID,
    practitioner_id: UUID,
    representative: Representative | None = None,
    interpreter: Interpreter | None = None,
    at: datetime,
    by: UUID,
) -> Consent:
    """The short consent before a later session of a course; None: its consent is on paper.

    Whoever signed and interpreted for the patient is taken over from the course; of a paper one
    `representative` and `interpreter` say so.
    """
    return Consent(
        id=consent_id,
        clinic_id=patient.clinic_id,
        patient_id=patient.id,
        kind=ConsentKind.CONFIRMATION,
        course_id=course.id if course else None,
        medium=Medium.SCREEN,
        status=ConsentStatus.IN_PROGRESS,
        language=texts.language,
        version=texts.version,
        texts_digest=digest_of_texts(texts),
        practitioner_id=practitioner_id,
        conditions=course.conditions if course else (),
        begun_at=at,
        begun_by=by,
        representative=course.representative if course else representative,
        needs_interpreter=course.needs_interpreter if course else interpreter is not None,
        interpreter=course.interpreter if course else interpreter,
    )
