"""What an administrator can do with the words of the consent: a new version, a review of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from clinicapp.commands.records import Act, Change, Records
from clinicapp.domain.consent.editing import check_edited, next_version
from clinicapp.domain.consent.texts import ConsentTexts, digest_of_texts
from clinicapp.domain.consent.versions import ConsentReview, TextsVersion
from clinicapp.domain.errors import InputError, RuleError
from clinicapp.domain.ids import new_id
from clinicapp.domain.patient import clean_line, clean_note
from clinicapp.domain.people import Permission


def save_consent_texts(
    records: Records, texts: ConsentTexts, reason: str, *, act: Act
) -> Change[TextsVersion]:
    """Put edited words in force as a new version; who signed the old ones is asked again."""
    label = "New words of the consent"
    records.require(act, Permission.CHANGE_CONSENT_TEXTS, label)
    words = clean_note(reason)
    if not words:
        raise InputError("A new version needs a reason.", remedy="Write why the words change.")
    shipped = records.shipped_texts(texts.language)
    known = [v.version for v in records.texts_versions(texts.language)]
    tidy = check_edited(shipped, texts)
    before = records.consent_texts(texts.language)
    if replace(tidy, version=before.version) == before:
        raise RuleError("No word has changed.", remedy="The version in force stays.")
    named = replace(tidy, version=next_version(shipped.version, known))
    version = TextsVersion(
        language=named.language,
        version=named.version,
        digest=digest_of_texts(named),
        reason=words,
        made_at=act.at,
        made_by=act.by.id,
        texts=named,
    )
    return records.save_texts_version(act, label, version)


def record_consent_review(
    records: Records, language: str, reviewer: str, reviewed_on: date, *, act: Act
) -> Change[ConsentReview]:
    """Keep that a clinician has reviewed the words in force of a language."""
    label = "Review of the consent’s words"
    records.require(act, Permission.CHANGE_CONSENT_TEXTS, label)
    name = clean_line(reviewer)
    if not name:
        raise InputError("Who reviewed the words is missing.", remedy="Write the name.")
    if reviewed_on > act.at.astimezone(records.zone).date():
        raise InputError("The day of the review lies ahead.", remedy="Check the date.")
    version = next(reversed(records.texts_versions(language)), None)
    if version and reviewed_on < version.made_at.astimezone(records.zone).date():
        raise InputError(
            "The day of the review lies before these words were written.",
            remedy="Check the date.",
        )
    review = ConsentReview(
        id=new_id(act.at),
        digest=digest_of_texts(records.consent_texts(language)),
        language=language,
        reviewer=name,
        reviewed_on=reviewed_on,
        recorded_at=act.at,
        recorded_by=act.by.id,
    )
    return records.add_texts_review(act, label, review)
