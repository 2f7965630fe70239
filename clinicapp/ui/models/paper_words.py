"""A consent on a paper that somebody has seen, in a few words."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from PySide6.QtCore import QCoreApplication

from clinicapp.domain.calendar_months import months_after
from clinicapp.domain.checks.case import Case
from clinicapp.domain.safety import label_of
from clinicapp.domain.session_facts import PaperConsent
from clinicapp.ui.models.day_words import local_day, moment_words, short_day


def tr(words: str) -> str:
    """The words in the language of the window."""
    return QCoreApplication.translate("PaperConsentWords", words)


def paper_standing(fact: PaperConsent, case: Case) -> str:
    """One line: signed when, carried over or withdrawn, until when it holds."""
    until = months_after(local_day(fact.signed_at, case.zone), case.rules.policy.consent_months)
    words = tr("Paper, signed {at}; holds until {until}")
    if fact.seen_at < case.session.started_at:
        words = tr("Carried over: paper, signed {at}; holds until {until}")
    if fact.withdrawn_at:
        words = tr("Withdrawn: paper, signed {at}")
    return words.format(at=moment_words(fact.signed_at, case.zone), until=short_day(until))


def paper_details(fact: PaperConsent, case: Case, names: Mapping[UUID, str]) -> list[str]:
    """Who signed, who obtained it, what it names, who has seen it, and what became of it."""
    lists, lines = case.rules.lists, []
    if fact.signer == "representative":
        words = tr("Signed by {name}, {relationship}, {authority}")
        relationship = label_of(lists.relationships, fact.relationship)
        lines.append(
            words.format(
                name=fact.representative, relationship=relationship, authority=fact.authority
            )
        )
    else:
        lines.append(tr("Signed by the patient"))
    lines.append(tr("Obtained by {name}").format(name=fact.practitioner))
    if fact.needs_interpreter:
        lines.append(tr("Interpreter: {name}").format(name=fact.interpreter))
    known = {r.code for r in lists.risks}
    words = tr("{n} of {all} risks on the form")
    lines.append(words.format(n=len(known & set(fact.risks)), all=len(known)))
    seen = moment_words(fact.seen_at, case.zone)
    lines.append(tr("Seen {at} by {name}").format(at=seen, name=names.get(fact.seen_by, "")))
    if fact.withdrawn_at:
        words = tr("Withdrawn {at}, taken down by {name}: {reason}")
        at = moment_words(fact.withdrawn_at, case.zone)
        name = names.get(fact.withdrawn_by, "") if fact.withdrawn_by else ""
        lines.append(words.format(at=at, name=name, reason=fact.withdrawal_reason))
    return lines
