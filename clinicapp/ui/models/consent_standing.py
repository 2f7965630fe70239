"""A consent in a few words: what it is, how it stands, until when it holds."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from clinicapp.domain.consent.record import Consent, ConsentKind, ConsentStatus, Medium
from clinicapp.domain.consent.standing import governs, holds_until, paper_holds_until
from clinicapp.domain.session_facts import PaperConsent
from clinicapp.ui.models.day_words import moment_words, short_day


def tr(words: str) -> str:
    """The words in the language of the window."""
    return QCoreApplication.translate("ConsentStanding", words)


def standing_words(consent: Consent, months: int, zone: ZoneInfo) -> str:
    """One line on a consent: kind, state, time, and until when it holds."""
    at = moment_words(consent.agreed_at or consent.begun_at, zone)
    if consent.is_open:
        kind = consent.kind is ConsentKind.COURSE
        words = tr("Being taken since {at}") if kind else tr("Asked again since {at}")
        return words.format(at=at)
    if consent.withdrawal:
        taken_back = moment_words(consent.withdrawal.at, zone)
        return tr("Withdrawn {at}").format(at=taken_back)
    if consent.status is ConsentStatus.DECLINED:
        return tr("Declined {at}").format(at=at)
    if consent.status is ConsentStatus.POSTPONED:
        return tr("Not decided {at}").format(at=at)
    if consent.status is ConsentStatus.ENTERED_IN_ERROR:
        return tr("Entered in error {at}").format(at=at)
    if consent.kind is ConsentKind.CONFIRMATION:
        return tr("Confirmed {at}").format(at=at)
    until = holds_until(consent, months, zone)
    where = tr("On paper") if consent.medium is Medium.PAPER else tr("On the screen")
    words = tr("{where}, signed {at}; holds until {until}")
    return words.format(where=where, at=at, until=short_day(until) if until else "")


def paper_goes_first(shown: Consent | None, paper: PaperConsent | None) -> bool:
    """Whether what the patient said last stands on a paper that somebody has seen."""
    if paper is None:
        return False
    return shown is None or (not shown.is_open and not governs(shown, paper))


def what_stands(
    shown: Consent | None,
    paper: PaperConsent | None,
    months: int,
    zone: ZoneInfo,
    today: date,
) -> str:
    """One line on what the patient said last, on the screen or on paper; "" for nothing."""
    if paper is not None and paper_goes_first(shown, paper):
        until = paper_holds_until(paper, months, zone)
        words = tr("On paper until {until}, signed {at}")
        if paper.withdrawn_at:
            words = tr("Withdrawn: paper, signed {at}")
        elif today > until:
            words = tr("Expired {until}: paper, signed {at}")
        return words.format(at=moment_words(paper.signed_at, zone), until=short_day(until))
    return standing_words(shown, months, zone) if shown else ""


def detail_words(consent: Consent) -> list[str]:
    """What else staff want to know of a closed consent at a glance."""
    lines = []
    if consent.representative:
        lines.append(tr("Signed for the patient by {who}").format(who=consent.representative.name))
    if consent.interpreter:
        who = consent.interpreter.name or consent.interpreter.number
        lines.append(tr("Interpreter: {who}").format(who=who))
    if consent.reason and consent.said_by:
        words = tr("{who} said: {reason}")
        lines.append(words.format(who=consent.said_by, reason=consent.reason))
    if consent.refused_risks:
        one = len(consent.refused_risks) == 1
        words = tr("1 risk not accepted") if one else tr("{n} risks not accepted")
        lines.append(words.format(n=len(consent.refused_risks)))
    if consent.is_signed and consent.kind is ConsentKind.COURSE:
        given = consent.copy_given
        lines.append(tr("Copy {how}").format(how=given.how) if given else tr("No copy given yet"))
    if consent.withdrawal:
        words = tr("{who} said: {reason}")
        taken_back = consent.withdrawal
        lines.append(words.format(who=taken_back.said_by, reason=taken_back.reason))
    return lines
