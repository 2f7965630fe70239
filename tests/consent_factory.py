"""Consents as the screen would have made them; name only what the test is about."""

from dataclasses import replace
from datetime import timedelta

from clinicapp.commands.consents import next_step, standing_course
from clinicapp.domain.audit import AuditEvent
from clinicapp.domain.consent.record import (
    Consent,
    ConsentKind,
    ConsentStatus,
    Medium,
    RiskAnswer,
    RiskReply,
    Seen,
    Signature,
    SignerRole,
)
from clinicapp.domain.consent.standing import NextStep
from clinicapp.domain.consent.strokes import Stroke
from clinicapp.domain.consent.texts import digest_of_texts
from clinicapp.domain.consent.trail import consent_delta, told_state
from tests.factories import AT, make_rules, new_id

SCRIBBLE = ((800, 1200), (1600, 400), (2400, 1900), (3300, 700), (4200, 1500))


def make_texts(language="en"):
    return make_rules().consent_texts[language]


def make_stroke(points=SCRIBBLE, *, at=AT, device="pen"):
    """One movement through some places of the pad, a point each 20 ms."""
    path = tuple((x, y, n * 20, 600) for n, (x, y) in enumerate(points))
    return Stroke(points=path, began_at=at, device=device)


def make_signature(role, name, *, at=AT, **changes):
    signature = Signature(role=role, name=name, strokes=(make_stroke(at=at),), signed_at=at)
    return replace(signature, **changes)


def begun_consent(patient, practitioner_id, *, at=AT, language="en", **changes):
    """A full consent that has only just been begun."""
    texts = make_texts(language)
    consent = Consent(
        id=new_id(),
        clinic_id=patient.clinic_id,
        patient_id=patient.id,
        kind=ConsentKind.COURSE,
        course_id=None,
        medium=Medium.SCREEN,
        status=ConsentStatus.IN_PROGRESS,
        language=language,
        version=texts.version,
        texts_digest=digest_of_texts(texts),
        practitioner_id=practitioner_id,
        conditions=("extras_planned",),
        begun_at=at,
        begun_by=practitioner_id,
    )
    return replace(consent, **changes)


def make_answer(risk, reply=RiskReply.UNDERSTOOD, *, language="en", at=AT):
    """What was said to a risk in the words that are shipped."""
    digest = digest_of_texts(make_texts(language))
    return RiskAnswer(risk=risk, reply=reply, language=language, texts_digest=digest, at=at)


def signed_consent(patient, practitioner_id, *, at=AT, language="en", **changes):
    """A full consent with everything in it, closed at a moment."""
    texts, before = make_texts(language), at - timedelta(minutes=2)
    answers = tuple(make_answer(r.code, language=language, at=before) for r in texts.risks)
    signatures = (
        make_signature(SignerRole.PATIENT, patient.full_name, at=before),
        make_signature(SignerRole.CLINICIAN, "Mara Okafor, MD", at=at, person_id=practitioner_id),
    )
    whole = begun_consent(
        patient,
        practitioner_id,
        at=at - timedelta(minutes=9),
        language=language,
        status=ConsentStatus.SIGNED,
        identity_confirmed_at=before,
        seen=tuple(
            Seen(section=s.id, language=language, texts_digest=digest_of_texts(texts), at=before)
            for s in texts.sections
        ),
        answers=answers,
        signatures=signatures,
        closed_at=at,
        closed_by=practitioner_id,
    )
    return replace(whole, **changes)


def confirmed(patient_id, course_id, *, at=AT, by=None, **changes):
    """The short consent of a later day."""
    texts, who = make_texts(), by or new_id()
    consent = Consent(
        id=new_id(),
        clinic_id=new_id(),
        patient_id=patient_id,
        kind=ConsentKind.CONFIRMATION,
        course_id=course_id,
        medium=Medium.SCREEN,
        status=ConsentStatus.SIGNED,
        language="en",
        version=texts.version,
        texts_digest=digest_of_texts(texts),
        practitioner_id=who,
        conditions=(),
        begun_at=at - timedelta(minutes=1),
        begun_by=who,
        identity_confirmed_at=at,
        nothing_changed=True,
        signatures=(make_signature(SignerRole.PATIENT, "Elena María Vasquez", at=at),),
        closed_at=at,
        closed_by=who,
    )
    return replace(consent, **changes)


def agree(records, patient_id, act):
    """Let a patient have consented, or confirmed it, just before an act; past every verb."""
    patient, at = records.patient(patient_id), act.at - timedelta(minutes=1)
    step = next_step(records, patient_id, act)
    if step is NextStep.TAKE:
        put_on_file(records._database, signed_consent(patient, act.by.id, at=at))
    elif step is NextStep.CONFIRM:
        course = standing_course(records, patient_id, act)
        said = confirmed(patient_id, course and course.id, at=at, by=act.by.id)
        put_on_file(records._database, replace(said, clinic_id=patient.clinic_id))


def _event_of(consent):
    return AuditEvent(
        seq=0, recorded_at=consent.begun_at, person_id=None, act="put_on_file", label="Put on file",
        entity="consent", entity_id=consent.id, revision=consent.revision,
    )  # fmt: skip


def put_on_file(database, consent):
    """Write a consent as it is, past every verb."""
    with database.writing() as work:
        work.consent_texts.keep(make_texts(consent.language))
        saved = work.consents.save(consent)
        told = consent_delta(None, saved) | told_state(work.consents.state(saved.id))
        work.audit.append(_event_of(saved), told)
        work.commit()
    return saved
