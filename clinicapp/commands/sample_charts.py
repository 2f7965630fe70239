"""Charting the invented visits through the session's own acts, so that every rule holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import takewhile
from random import Random
from uuid import UUID

from clinicapp.catalog.sample_names import SampleWords
from clinicapp.commands.sample_books import Books
from clinicapp.commands.sample_diary import Outcome, Visit
from clinicapp.commands.sample_patients import drawn_id
from clinicapp.domain.people import Practitioner
from clinicapp.domain.protocol import Protocol
from clinicapp.domain.protocol_copy import protocol_digest
from clinicapp.domain.session import Addendum, Session, plan_session

LOW_DOSE, HIGH_DOSE = Decimal("2.5"), Decimal("7.5")
BEGUN_SITES = 9
REPEATED, STANDARD, VOID, NURSE_BEGAN, AMENDED = 0.3, 0.75, 0.01, 0.3, 0.05


class Charting:
    """Draws what happened at each visit; remembers each patient's last completed session."""

    def __init__(
        self,
        rng: Random,
        words: SampleWords,
        protocol: Protocol,
        books: Books,
        *,
        doctors: tuple[Practitioner, ...],
        nurse: Practitioner,
        today: date,
    ) -> None:
        self._rng = rng
        self._words = words
        self._protocol = protocol
        self._digest = protocol_digest(protocol)
        self._books = books
        self._doctors = doctors
        self._nurse = nurse
        self._today = today
        self._last: dict[UUID, Session] = {}

    def chart(self, visit: Visit) -> Session:
        """The session of a visit as it stands at the end of the visit, or so far."""
        doctor, books = self._doctors[visit.doctor], self._books
        session = books.begun(self._planned(visit, doctor.id), visit.patient)
        if visit.outcome is Outcome.PLANNED:
            return session
        if visit.outcome is Outcome.SHOWCASE:
            # Everything is settled but the scores, which are asked at the end.
            return books.open(self._showcase(session, doctor.id), doctor, asks=False)
        if visit.outcome is Outcome.BEGUN:
            first = [s.site_id for s in session.planned[:BEGUN_SITES]]
            return books.open(self._given(session, first, doctor.id), doctor, asks=True)
        if visit.outcome is Outcome.ONCE:
            return self._signed(session, doctor, is_sure=True)
        if self._rng.random() < VOID:
            return session.void(self._rng.choice(self._words.void_reasons))
        return self._signed(self._with_exceptions(session), doctor)

    def _planned(self, visit: Visit, doctor: UUID) -> Session:
        nurse_began = self._rng.random() < NURSE_BEGAN
        session = plan_session(
            session_id=drawn_id(self._rng, visit.at),
            clinic_id=visit.patient.clinic_id,
            patient_id=visit.patient.id,
            protocol=self._protocol,
            at=visit.at.astimezone(UTC),
            by=self._nurse.id if nurse_began else doctor,
        )
        return replace(session, protocol_digest=self._digest)

    def _showcase(self, session: Session, doctor: UUID) -> Session:
        shown = self._words.showcase
        session = (
            session.omit([shown.omitted], shown.omission_reason)
            .change_dose([shown.changed], shown.changed_units)
            .add_extra(shown.extra, shown.extra_reason, session.default_units)
        )
        order = [s.site_id for s in session.planned]
        return self._given(
            session, list(takewhile(lambda i: i != shown.given_before, order)), doctor
        )

    def _with_exceptions(self, session: Session) -> Session:
        """Most sessions are the standard; the others repeat the last one or differ on their own."""
        last = self._last.get(session.patient_id)
        chance = self._rng.random()
        if last and (last.extras or last.omitted) and chance < REPEATED:
            return session.plan_from(last)
        if chance < STANDARD:
            return session
        for draw in (self._with_extras, self._with_omissions, self._with_doses):
            if self._rng.random() < 0.5:
                session = draw(session)
        return session

    def _with_extras(self, session: Session) -> Session:
        offered = self._protocol.suggested_extras
        most = min(len(offered), self._protocol.extra_sites_max)
        count = min(self._rng.randint(1, most), self._rng.randint(1, most))  # more often few
        for site in self._rng.sample(offered, count):
            reason = self._rng.choice(self._protocol.extra_reasons).code
            session = session.add_extra(site.id, reason, session.default_units)
        return session

    def _with_omissions(self, session: Session) -> Session:
        reason = self._rng.choice(self._protocol.omission_reasons).code
        note = self._rng.choice(self._words.omission_notes) if self._rng.random() < 0.4 else ""
        return session.omit(self._some_fixed(session), reason, note)

    def _with_doses(self, session: Session) -> Session:
        # A higher dose beside extra sites could pass the most a muscle takes.
        high = not session.extras and self._rng.random() < 0.4
        return session.change_dose(self._some_fixed(session), HIGH_DOSE if high else LOW_DOSE)

    def _some_fixed(self, session: Session) -> list[str]:
        fixed = [s.site_id for s in session.planned if not s.is_extra]
        return self._rng.sample(fixed, self._rng.randint(1, 3))

    def _given(self, session: Session, site_ids: list[str], doctor: UUID) -> Session:
        """One dose after the other, 20 to 35 seconds apart."""
        moment = session.started_at + timedelta(seconds=self._rng.randint(180, 420))
        for site_id in site_ids:
            session = session.give([site_id], at=moment, by=doctor)
            moment += timedelta(seconds=self._rng.randint(20, 35))
        if site_ids and self._rng.random() < 0.08:
            note = self._rng.choice(self._words.site_notes)
            session = session.annotate(self._rng.choice(site_ids), note)
        return session

    def _signed(self, session: Session, doctor: Practitioner, *, is_sure: bool = False) -> Session:
        session = self._given(session, [s.site_id for s in session.planned], doctor.id)
        end = session.ended_at or session.started_at
        signed = self._books.signed(
            session, doctor, at=end + timedelta(seconds=self._rng.randint(60, 180))
        )
        amended = self._amended(signed)
        if amended.addenda:
            self._books.amended(amended)
        elif not is_sure and (
            void := self._books.perhaps_voided(signed, doctor, before=self._today)
        ):
            return void
        self._last[signed.patient_id] = signed
        self._books.keep(signed)
        return amended

    def _amended(self, session: Session) -> Session:
        """Some completed sessions with a correction, if there was a later day to write it on."""
        if session.completed_at is None or self._rng.random() >= AMENDED:
            return session
        at = session.completed_at + timedelta(days=self._rng.randint(1, 4), minutes=40)
        if at.date() >= self._today:
            return session
        reason, text = self._rng.choice(self._words.addenda)
        addendum = Addendum(
            id=drawn_id(self._rng, at),
            recorded_at=at,
            author_id=session.completed_by or session.started_by,
            reason=reason,
            text=text,
        )
        return session.amend(addendum)


def clinic_opening(visits: list[Visit], otherwise: datetime) -> datetime:
    """A moment before the first visit."""
    first = min((v.at for v in visits), default=otherwise)
    return first.astimezone(UTC) - timedelta(days=7)
