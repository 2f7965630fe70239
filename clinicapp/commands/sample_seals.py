"""Signing the invented sessions: holds taken on, claims confirmed, sealed by the real rules."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from clinicapp.commands.records import Act, Closing
from clinicapp.commands.sample_facts import Recorder
from clinicapp.commands.signing import sealed, seen
from clinicapp.domain.charges import billed_units, is_confirmed
from clinicapp.domain.checks.all_checks import findings_of, unanswered
from clinicapp.domain.checks.case import Case
from clinicapp.domain.checks.finding import Severity
from clinicapp.domain.errors import RuleError
from clinicapp.domain.people import Clinic, Practitioner
from clinicapp.domain.seal import Seal, seal_amended, seal_voided
from clinicapp.domain.session import Session
from clinicapp.domain.session_acts import acknowledge
from clinicapp.domain.session_facts import Acknowledgement, ChargeConfirmation

BEFORE_SIGNING = timedelta(seconds=10)


class Sealing:
    """Signs, amends and voids; `seals` are all versions so far, oldest first."""

    def __init__(
        self, recorder: Recorder, clinic: Clinic, people: tuple[Practitioner, ...]
    ) -> None:
        self._recorder = recorder
        self._clinic = clinic
        self._people = people
        self.seals: list[Seal] = []

    def taken_on(self, case: Case, doctor: Practitioner, at: datetime) -> Session:
        """The session with a reason for each finding that holds signing."""
        session = case.session
        for finding in unanswered(case, findings_of(case)):
            if finding.severity is Severity.HOLD and not finding.is_missing:
                taken = Acknowledgement(
                    key=finding.key,
                    title=finding.happened,
                    severity=finding.severity.value,
                    reason=self._recorder.hold_reason(finding.check),
                    at=at,
                    by=doctor.id,
                )
                session = acknowledge(session, taken)
        return session

    def signed(self, case: Case, doctor: Practitioner, at: datetime) -> Session:
        """The session signed and sealed; refused, as everywhere, while a check is not clear."""
        before = at - BEFORE_SIGNING
        case = replace(case, session=_confirmed(case, doctor, before), now=at)
        ready = self._seen(case, Act(doctor, at), before)
        done = ready.session.complete(at=at, by=doctor.id)
        closing = Closing(case=ready, people=self._people, clinic=self._clinic, seals=())
        self.seals.append(sealed(closing, done))
        return done

    def _seen(self, case: Case, act: Act, before: datetime) -> Case:
        # Most sessions are clear at once; looking at each twice would take its time.
        try:
            return seen(case, act)
        except RuleError:
            return seen(replace(case, session=self.taken_on(case, act.by, before)), act)

    def amended(self, session: Session) -> None:
        """Seal the addendum that was just added to the session that was just signed."""
        self.seals.append(seal_amended(self.seals[-1], session.addenda[-1]))

    def voided(self, session: Session, doctor: Practitioner, at: datetime, reason: str) -> Session:
        """The session that was just signed, marked as entered in error."""
        self.seals.append(seal_voided(self.seals[-1], reason, at=at, by=doctor.id))
        return session.void(reason)


def _confirmed(case: Case, doctor: Practitioner, at: datetime) -> Session:
    units = billed_units(case)
    if units is None or is_confirmed(case, units):
        return case.session
    return case.session.with_facts(
        charge=ChargeConfirmation(
            given_units=units.given,
            discarded_units=units.discarded,
            claimed_given=units.claimed_given,
            claimed_discarded=units.claimed_discarded,
            at=at,
            by=doctor.id,
        )
    )
