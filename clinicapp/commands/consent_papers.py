"""The papers of a consent: the signed copy that is kept, the form to be signed by hand."""

from __future__ import annotations

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from clinicapp.catalog.copy_words import load_copy_words
from clinicapp.config.resources import resource
from clinicapp.domain.consent.record import Consent
from clinicapp.domain.consent.texts import ConsentTexts
from clinicapp.domain.patient import Patient
from clinicapp.domain.people import Clinic, Practitioner
from clinicapp.reports.consent_copy import render_consent_copy
from clinicapp.reports.consent_facts import consent_facts


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
    words = load_copy_words(resource("consent"), consent.language)
    return render_consent_copy(facts, texts, words, resource("fonts"))
