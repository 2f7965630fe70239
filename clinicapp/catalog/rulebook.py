"""All data files that the checks go by, read at once."""

from __future__ import annotations

from pathlib import Path

from clinicapp.catalog.charges import load_charge_codes
from clinicapp.catalog.consent_texts import (
    consent_languages,
    load_consent_texts,
    require_listed_risks,
)
from clinicapp.catalog.notes import load_note_words
from clinicapp.catalog.policy import load_policy
from clinicapp.catalog.products import load_catalogue
from clinicapp.catalog.safety import load_care, load_diagnoses, load_questions
from clinicapp.catalog.signature import load_signature
from clinicapp.domain.checks.case import Rulebook
from clinicapp.domain.consent.texts import ConsentTexts
from clinicapp.domain.safety import CareLists


def load_rulebook(resources: Path) -> Rulebook:
    """Read the rules from the folder of data files; a wrong file is refused."""
    lists = load_care(resources / "codes" / "care.toml")
    return Rulebook(
        policy=load_policy(resources / "safety" / "policy.toml"),
        catalogue=load_catalogue(resources / "products" / "botulinum.toml"),
        questions=load_questions(resources / "safety" / "questions.toml"),
        diagnoses=load_diagnoses(resources / "codes" / "diagnoses.toml"),
        lists=lists,
        charge_codes=load_charge_codes(resources / "codes" / "charges.toml"),
        signature=load_signature(resources / "notes" / "signature.toml"),
        note=load_note_words(resources / "notes" / "note-en.toml"),
        consent_texts=_consents(resources / "consent", lists),
    )


def _consents(folder: Path, lists: CareLists) -> dict[str, ConsentTexts]:
    found = {code: load_consent_texts(folder, code) for code in consent_languages(folder)}
    for texts in found.values():
        require_listed_risks(texts, lists.risks)
    return found
