"""The papers of a consent: the signed copy that is kept, the form to be signed by hand."""

from __future__ import annotations

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from clinicapp.catalog.copy_words import load_copy_words
from clinicapp.catalog.instructions import load_instructions
from clinicapp.commands.consent_door import ConsentDoor
from clinicapp.config.resources import resource
from clinicapp.domain.consent.completion import required_roles
from clinicapp.domain.consent.copy_words import CopyWords
from clinicapp.domain.consent.record import Consent
from clinicapp.domain.consent.texts import ConsentTexts
from clinicapp.domain.patient import Patient
from clinicapp.domain.people import Clinic, Practitioner
from clinicapp.reports.consent_copy import render_consent_copy
from clinicapp.reports.consent_facts import consent_facts, form_facts
from clinicapp.reports.consent_form import render_consent_form


def signed_copy(
    consent: Consent,
    texts: ConsentTexts,
    patient: Patient,
    clinic: Clinic,
    people: Iterable[Practitioner],
    zone: ZoneInfo,
    digest: str,
    course: Consent | None = None,
) -> bytes:
    """The signed consent as a PDF with the exact words, answers, signatures and digests."""
    facts = consent_facts(consent, texts, patient, clinic, tuple(people), zone, digest, course)
    return render_consent_copy(facts, texts, _words(consent.language), resource("fonts"))


def paper_form(records: ConsentDoor, consent: Consent, paper: str) -> bytes:
    """The form of a consent, to be signed by hand, with the code that brings it back."""
    roles = required_roles(consent, records.rules.policy)
    clinician = records.person(consent.practitioner_id)
    patient = records.patient(consent.patient_id)
    facts = form_facts(consent, patient, records.clinic(), clinician, roles)
    texts, words = records.texts_of(consent), _words(consent.language)
    return render_consent_form(facts, texts, words, resource("fonts"), paper)


def texts_preview(texts: ConsentTexts) -> bytes:
    """How new words will look on paper, before they are in force; not for use."""
    return render_consent_form(None, texts, _words(texts.language), resource("fonts"))


def _words(language: str) -> CopyWords:
    dates = load_instructions(resource("instructions"), language).dates
    return load_copy_words(resource("consent"), language, dates)
