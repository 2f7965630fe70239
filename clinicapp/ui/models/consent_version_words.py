"""The versions of the consent's words, their review and how easy they are to read, in words."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from clinicapp.domain.consent.readability import Measure, Reading
from clinicapp.domain.consent.texts import ConsentRisk, ConsentTexts
from clinicapp.domain.consent.versions import ConsentReview, TextsVersion
from clinicapp.domain.people import Practitioner
from clinicapp.ui.models.day_words import moment_words, short_day

DIGEST_SHOWN = 12
NOT_REVIEWED = "not yet reviewed"  # as the file of words has it
TagWords = tuple[str, str, str]
"""Words, tone and icon of a tag."""


def review_tag(review: ConsentReview | None, shipped_review: str) -> TagWords:
    """Who reviewed words and when; `shipped_review` is the file's own, "" for a clinic's words."""
    tr = QCoreApplication.translate
    if review is not None:
        words = tr("Consent", "Reviewed by {name}, {day}")
        told = words.format(name=review.reviewer, day=short_day(review.reviewed_on))
        return told, "ok", "circle-check"
    if shipped_review and not shipped_review.startswith(NOT_REVIEWED):
        return shipped_review, "ok", "circle-check"
    return tr("Consent", "Not yet reviewed by a clinician"), "warn", "triangle-alert"


def reading_tag(reading: Reading | None) -> TagWords:
    """How easy words are to read, and whether that is within the limit."""
    tr = QCoreApplication.translate
    if reading is None:
        return tr("Consent", "No reading measure for this language"), "", "info"
    if reading.measure is Measure.FLESCH_KINCAID_GRADE:
        words = tr("Consent", "Reading grade {figure}, at most {limit}")
    else:
        words = tr("Consent", "Reading ease {figure}, at least {limit}")
    told = words.format(figure=f"{reading.figure:.1f}", limit=reading.limit)
    return (told, "ok", "circle-check") if reading.is_within else (told, "warn", "triangle-alert")


def hard_line(reading: Reading) -> str:
    """That one line is hard to read."""
    tr = QCoreApplication.translate
    if reading.measure is Measure.FLESCH_KINCAID_GRADE:
        words = tr("Consent", "Hard to read: grade {figure}. Shorter sentences and words help.")
    else:
        words = tr("Consent", "Hard to read: ease {figure}. Shorter sentences and words help.")
    return words.format(figure=f"{reading.figure:.1f}")


def version_words(
    version: TextsVersion | None, people: Mapping[UUID, Practitioner], zone: ZoneInfo
) -> str:
    """When and by whom a version was made; None: it came with the program."""
    tr = QCoreApplication.translate
    if version is None:
        return tr("Consent", "Came with the program")
    maker = people.get(version.made_by)
    name = maker.name if maker else tr("Consent", "somebody who is not listed")
    words = tr("Consent", "Made {when} by {name}")
    return words.format(when=moment_words(version.made_at, zone), name=name)


def standing_words(count: int) -> str:
    """How many patients a new version asks again."""
    tr = QCoreApplication.translate
    if not count:
        return tr("Consent", "No patient has signed the words in force.")
    if count == 1:
        words = tr(
            "Consent", "1 patient signed the words in force and will be asked again, in full."
        )
    else:
        words = tr(
            "Consent", "{n} patients signed the words in force; each will be asked again, in full."
        )
    return words.format(n=f"{count:,}")


def signed_words(count: int) -> str:
    """How many patients signed words that stand for them today."""
    tr = QCoreApplication.translate
    if not count:
        return tr("Consent", "signed by nobody")
    if count == 1:
        return tr("Consent", "signed by 1 patient")
    return tr("Consent", "signed by {n} patients").format(n=f"{count:,}")


def figure_words(risk: ConsentRisk, texts: ConsentTexts) -> str:
    """The figures of a risk, a line for each: they stand in the consent's own language."""
    said = texts.answers
    return "\n".join(
        f"{f.term}: {f.with_botox} {said.of_100} {said.with_botox}, "
        f"{f.with_placebo} {said.with_placebo}"
        for f in risk.figures
    )
