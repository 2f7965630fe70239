"""How a consent ends without a signature, and what comes after one: withdrawal, error, a copy."""

from __future__ import annotations

from uuid import UUID

from clinicapp.commands.consents import take
from clinicapp.commands.records import Act, Change, Records
from clinicapp.domain.consent import closing, reading
from clinicapp.domain.consent.record import Consent, ConsentStatus, CopyGiven, Withdrawal
from clinicapp.domain.patient import clean_line, clean_note


def say_why_ending(records: Records, consent_id: UUID, text: str, *, act: Act) -> Change[Consent]:
    """Why the patient is about to decline or to wait, kept while it is written."""
    return take(
        records,
        act,
        consent_id,
        ("say_why_ending", "Reason of the patient"),
        lambda c, _: reading.say_why_ending(c, clean_note(text)),
    )


def decline_consent(
    records: Records, consent_id: UUID, said_by: str, reason: str, *, act: Act
) -> Change[Consent]:
    """The patient says no."""
    return _end(records, act, consent_id, ConsentStatus.DECLINED, said_by, reason)


def postpone_consent(
    records: Records, consent_id: UUID, said_by: str, reason: str, *, act: Act
) -> Change[Consent]:
    """The patient does not decide today."""
    return _end(records, act, consent_id, ConsentStatus.POSTPONED, said_by, reason)


def withdraw_signed_consent(
    records: Records, consent_id: UUID, said_by: str, reason: str, *, act: Act
) -> Change[Consent]:
    """A signed consent is taken back: who said so, and in what words."""
    taken_back = Withdrawal(
        said_by=clean_line(said_by), reason=clean_note(reason), at=act.at, by=act.by.id
    )
    return take(
        records,
        act,
        consent_id,
        ("withdraw_signed_consent", "Consent withdrawn"),
        lambda c, _: closing.withdraw(c, taken_back),
    )


def mark_consent_as_error(
    records: Records, consent_id: UUID, reason: str, *, act: Act
) -> Change[Consent]:
    """A consent was begun by mistake; it is kept, and a new one can be begun."""
    words = clean_note(reason)
    return take(
        records,
        act,
        consent_id,
        ("mark_consent_as_error", "Consent entered in error"),
        lambda c, _: closing.mark_as_error(c, words, at=act.at, by=act.by.id),
    )


def give_copy(records: Records, consent_id: UUID, how: str, *, act: Act) -> Change[Consent]:
    """The patient was given a copy: printed or saved; or did not want one."""
    copy = CopyGiven(how=how, at=act.at, by=act.by.id)
    return take(
        records,
        act,
        consent_id,
        ("give_copy", f"Copy of the consent: {how}"),
        lambda c, _: closing.give_copy(c, copy),
    )


def _end(
    records: Records, act: Act, consent_id: UUID, status: ConsentStatus, said_by: str, reason: str
) -> Change[Consent]:
    who, words = clean_line(said_by), clean_note(reason)
    verb, label = (
        ("decline_consent", "Consent declined")
        if status is ConsentStatus.DECLINED
        else ("postpone_consent", "Not decided today")
    )
    return take(
        records,
        act,
        consent_id,
        (verb, label),
        lambda c, _: closing.end_unsigned(
            c, status, said_by=who, reason=words, at=act.at, by=act.by.id
        ),
    )
