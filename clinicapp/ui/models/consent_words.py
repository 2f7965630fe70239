"""What the staff reads about a consent: its kind, where it stands, and what is still open."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QCoreApplication

from clinicapp.domain.consent.completion import Lack, OpenPoint
from clinicapp.domain.consent.documents import JPEG, PDF, PNG, PatientDocument
from clinicapp.domain.consent.record import (
    Consent,
    ConsentKind,
    ConsentStatus,
    Medium,
    RiskReply,
    SignerRole,
)
from clinicapp.domain.consent.texts import ConsentTexts

tr = QCoreApplication.translate
AGREE = "agree"  # the section of the signature
MEGABYTE, KILOBYTE = 1_000_000, 1_000


def kind_words(kind: ConsentKind) -> str:
    """The full consent, or the short one."""
    if kind is ConsentKind.COURSE:
        return tr("consent", "Consent for the course of treatment")
    return tr("consent", "Re-confirmation before a session")


def medium_words(medium: Medium) -> str:
    """Where it is signed."""
    is_paper = medium is Medium.PAPER
    return tr("consent", "on paper") if is_paper else tr("consent", "on the screen")


def status_tag(consent: Consent) -> tuple[str, str, str]:
    """Word, tone and icon of where a consent stands; a withdrawal goes before the signature."""
    if consent.withdrawal:
        return tr("consent", "withdrawn"), "danger", "circle-x"
    found = {
        ConsentStatus.IN_PROGRESS: (tr("consent", "being taken"), "accent", "circle-dashed"),
        ConsentStatus.SIGNED: (tr("consent", "signed"), "ok", "circle-check"),
        ConsentStatus.DECLINED: (tr("consent", "declined"), "danger", "octagon-x"),
        ConsentStatus.POSTPONED: (tr("consent", "not today"), "warn", "clock"),
        ConsentStatus.ENTERED_IN_ERROR: (tr("consent", "entered in error"), "", "circle-slash"),
    }
    return found[consent.status]


def role_words(role: SignerRole) -> str:
    """Who signs, in words."""
    found = {
        SignerRole.PATIENT: tr("consent", "Patient"),
        SignerRole.REPRESENTATIVE: tr("consent", "Representative of the patient"),
        SignerRole.CLINICIAN: tr("consent", "Clinician who explained"),
        SignerRole.INTERPRETER: tr("consent", "Interpreter"),
        SignerRole.WITNESS: tr("consent", "Witness"),
    }
    return found[role]


def reply_words(reply: RiskReply) -> str:
    """What was said to a risk."""
    is_refused = reply is RiskReply.REFUSED
    return tr("consent", "does not accept") if is_refused else tr("consent", "understood")


def about_words(about: str, texts: ConsentTexts) -> str:
    """The name of a risk, or the heading of a section."""
    for risk in texts.risks:
        if risk.code == about:
            return risk.name
    for section in texts.sections:
        if section.id == about:
            return section.heading.rstrip(": ")
    return about


def copy_words(how: str) -> str:
    """How a copy was given."""
    found = {
        "printed": tr("consent", "Copy printed"),
        "saved": tr("consent", "Copy saved as PDF"),
        "declined": tr("consent", "The patient did not want a copy"),
    }
    return found.get(how, how)


def scan_words(scan: PatientDocument) -> str:
    """Kind and size of a scan, such as "PDF, 1.2 MB"."""
    kind = {PDF: "PDF", JPEG: "JPEG", PNG: "PNG"}.get(scan.media_type, scan.media_type)
    size = len(scan.content)
    if size >= MEGABYTE:
        return tr("consent", "{kind}, {size} MB").format(kind=kind, size=f"{size / MEGABYTE:.1f}")
    return tr("consent", "{kind}, {size} kB").format(kind=kind, size=max(1, size // KILOBYTE))


def open_lines(
    points: Sequence[OpenPoint], texts: ConsentTexts, name: Callable[[str], str]
) -> tuple[str, ...]:
    """What is still open, one thing a line; sections and risks share one line each.

    `name` tells what a risk or a section is called.
    """
    lines = []
    for lack in dict.fromkeys(p.lack for p in points):
        abouts = [p.about for p in points if p.lack is lack]
        if abouts == [AGREE]:
            continue  # the words over the signature count as shown when it is made
        if lack is Lack.SECTION:
            lines.append(_sections(abouts, texts, name))
        elif lack is Lack.RISK:
            lines.append(_risks(abouts, texts, name))
        else:
            lines += [_single(lack, about, name) for about in abouts]
    return tuple(lines)


def _sections(abouts: Sequence[str], texts: ConsentTexts, name: Callable[[str], str]) -> str:
    if len(abouts) == len(texts.sections):
        words = tr("consent", "All {n} sections are still to be shown")
        return words.format(n=len(abouts))
    words = tr("consent", "Not shown yet: {names}")
    return words.format(names=_names(abouts, name))


def _risks(abouts: Sequence[str], texts: ConsentTexts, name: Callable[[str], str]) -> str:
    if len(abouts) == len(texts.risks):
        words = tr("consent", "All {n} risks are still to be answered")
        return words.format(n=len(abouts))
    words = tr("consent", "Risk without an answer: {names}")
    if len(abouts) > 1:
        words = tr("consent", "{n} risks without an answer: {names}")
    return words.format(n=len(abouts), names=_names(abouts, name))


def _names(abouts: Iterable[str], name: Callable[[str], str]) -> str:
    return ", ".join(name(about) for about in abouts)


def _single(lack: Lack, about: str, name: Callable[[str], str]) -> str:
    if lack is Lack.IDENTITY:
        return tr("consent", "The patient has not confirmed name and birth date")
    if lack is Lack.CHANGE:
        return tr("consent", "The patient has not said whether anything has changed")
    if lack is Lack.QUESTION:
        words = tr("consent", "Open question about: {name}")
        return words.format(name=name(about))
    if lack is Lack.SIGNATURE:
        words = tr("consent", "Signature: {role}")
        return words.format(role=role_words(SignerRole(about)))
    return _person(lack, about)


def _person(lack: Lack, about: str) -> str:
    parts = {
        (Lack.REPRESENTATIVE, "name"): tr("consent", "Name of the representative"),
        (Lack.REPRESENTATIVE, "relationship"): tr("consent", "Relationship of the representative"),
        (Lack.REPRESENTATIVE, "authority"): tr("consent", "Authority of the representative"),
        (Lack.INTERPRETER, "name"): tr("consent", "Name or number of the interpreter"),
        (Lack.INTERPRETER, "language"): tr("consent", "Language of the interpreter"),
    }
    return parts[lack, about]
