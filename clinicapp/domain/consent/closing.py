"""How a consent ends without a signature, and what comes after one: withdrawal, copy, error."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from clinicapp.domain.consent.reading import require_open
from clinicapp.domain.consent.record import (
    Consent,
    ConsentKind,
    ConsentStatus,
    CopyGiven,
    Withdrawal,
)
from clinicapp.domain.errors import InputError, RuleError

ENDS = (ConsentStatus.DECLINED, ConsentStatus.POSTPONED)
COPY_WAYS = ("printed", "saved", "declined")


def end_unsigned(
    consent: Consent,
    status: ConsentStatus,
    *,
    said_by: str,
    reason: str,
    at: datetime,
    by: UUID,
) -> Consent:
    """The patient declines, or does not decide today; who said it and in what words is kept.

    A patient owes nobody a reason: it may be empty on the screen of the patient.
    """
    require_open(consent)
    if status not in ENDS:
        raise RuleError("A consent does not end like this.")
    if not said_by.strip():
        raise InputError("Who said it is missing.", remedy="Write the name.")
    return replace(
        consent, status=status, said_by=said_by, reason=reason, closed_at=at, closed_by=by
    )


def withdraw(consent: Consent, withdrawal: Withdrawal) -> Consent:
    """A signed consent is taken back."""
    if not consent.is_signed or consent.kind is not ConsentKind.COURSE:
        raise RuleError("No signed consent stands here.", remedy="There is none to withdraw.")
    if consent.withdrawal:
        raise RuleError("This consent is withdrawn already.")
    if not withdrawal.reason.strip():
        raise InputError("Withdrawing a consent needs a reason.", remedy="Write what was said.")
    if not withdrawal.said_by.strip():
        raise InputError("Who withdrew it is missing.", remedy="Write the name.")
    return replace(consent, withdrawal=withdrawal)


def give_copy(consent: Consent, copy: CopyGiven) -> Consent:
    """The patient was given a copy, or did not want one; the first time is kept."""
    if not consent.is_signed:
        raise RuleError("There is no signed consent to copy yet.")
    if copy.how not in COPY_WAYS:
        raise RuleError("A copy is not given like this.")
    if consent.copy_given and consent.copy_given.how != "declined":
        return consent
    return replace(consent, copy_given=copy)


def mark_as_error(consent: Consent, reason: str, *, at: datetime, by: UUID) -> Consent:
    """A consent that is being taken was begun by mistake; it is kept with the reason."""
    require_open(consent)
    if not reason.strip():
        raise InputError("This needs a reason.", remedy="Write what went wrong.")
    return replace(
        consent,
        status=ConsentStatus.ENTERED_IN_ERROR,
        reason=reason,
        closed_at=at,
        closed_by=by,
    )


def attach_scan(consent: Consent, scan_id: UUID, digest: str) -> Consent:
    """The scan of a signed paper belongs to it."""
    if consent.status is ConsentStatus.ENTERED_IN_ERROR:
        raise RuleError("This consent was entered in error.")
    return replace(
        consent,
        scan_ids=(*consent.scan_ids, scan_id),
        scan_digests=(*consent.scan_digests, digest),
    )
