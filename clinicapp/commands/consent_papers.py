"""The papers of a consent: the signed copy that is kept, the form to be signed by hand."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from clinicapp.catalog.copy_words import load_copy_words
from clinicapp.catalog.instructions import load_instructions
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

if TYPE_CHECKING:
    from clinicapp.commands.records import Records


def signed_copy(
    consent: Consent,
    texts: ConsentTexts,
    patient: Patient,
    clinic: Clinic,
    people: Iterable[Practitioner],
    zone: ZoneInfo,
    digest: str,
) -> bytes:
    """The signed consent as a PDF with the exact words, answers, signatures and digests."""
    facts = consent_facts(consent, texts, patient, clinic, tuple(people), zone, digest)
    return render_consent_copy(facts, texts, _words(consent.language), resource("fonts"))


def paper_form(records: Records, consent: Consent, paper: str) -> bytes:
    """The form of a consent as a PDF, with a field for everybody who has to sign it."""
    facts = form_facts(
        consent,
        records.patient(consent.patient_id),
        records.clinic(),
        records.person(consent.practitioner_id),
        required_roles(consent, records.rules.policy),
    )
    texts, words = records.texts_of(consent), _words(consent.language)
    return render_consent_form(facts, texts, words, resource("fonts"), paper)


def _words(language: str) -> CopyWords:
    dates = load_instructions(resource("instructions"), language).dates
    return load_copy_words(resource("consent"), language, dates)
