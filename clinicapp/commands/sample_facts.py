"""What was recorded of each invented session beside its sites, before and after the doses."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from random import Random
from uuid import UUID
from zoneinfo import ZoneInfo

from clinicapp.catalog.sample_names import SampleWords
from clinicapp.commands.sample_files import PatientFile
from clinicapp.commands.sample_patients import drawn_id
from clinicapp.domain.calendar_months import months_after, months_before
from clinicapp.domain.carry_over import carried
from clinicapp.domain.checks.case import Rulebook
from clinicapp.domain.consent_form import risks_digest
from clinicapp.domain.errors import CatalogError
from clinicapp.domain.people import Practitioner
from clinicapp.domain.safety import DiagnosisCode
from clinicapp.domain.session import Session
from clinicapp.domain.session_acts import discard_rest, rest_of, use_vial
from clinicapp.domain.session_facts import (
    Answer,
    Care,
    Diagnosis,
    Discard,
    PaperConsent,
    Response,
    SafetyScreen,
    TimeOut,
    VialUse,
)
from clinicapp.domain.vials import Vial

LATELY, EXTRA_NOTE, MIDAS_TOO, VITALS = 0.015, 0.3, 0.5, 0.4
USUAL_CARE = Care(
    tolerance="well",
    position="reclined-sitting",
    skin_preparation="alcohol",
    needle="30g-half-inch",
    guidance="none",
    aspiration="no",
)
_HARMLESS = ("bleeding", "bruise", "vasovagal", "headache")
COMPLICATED = 0.04


class Recorder:
    """Draws the facts of a visit; equal seeds give equal ones."""

    def __init__(
        self, seed: int, words: SampleWords, rules: Rulebook, zone: ZoneInfo, *, nurse: UUID
    ) -> None:
        # A chance of its own: the sample's sites and doses are what they would be without.
        self._rng = Random(f"facts {seed}")
        self._words = words
        self._rules = rules
        self._zone = zone
        self._nurse = nurse
        self._digest = risks_digest(rules.lists)

    def carried(self, session: Session, file: PatientFile) -> Session:
        """The session with what a new one takes over from the last signed one."""
        return session.with_facts(**carried(file.last, (self._nurse,))) if file.last else session

    def prepared(
        self, session: Session, file: PatientFile, doctor: Practitioner, *, asks: bool
    ) -> Session:
        """The session with everything that comes before the first dose; `asks`: also scores."""
        response = asks and file.number >= self._rules.policy.response_from_session
        return session.with_facts(
            consent=self._consent(session, file, doctor),
            safety=self._safety(session, file),
            time_out=self._time_out(session, doctor.id),
            diagnosis=self._diagnosis(session, file, doctor.id),
            response=self._response(session, file) if response else None,
            care=self._care(session),
        )

    def drawn_from(self, session: Session, vials: Iterable[Vial]) -> Session:
        """The session with its vials, and each dose with the one it came from."""
        for vial in vials:
            made = vial.reconstitution
            use = VialUse(
                vial_id=vial.id,
                labelled_units=vial.label.units,
                ml=made.ml if made else None,
                linked_at=session.started_at + timedelta(seconds=self._rng.randint(60, 90)),
                linked_by=self._nurse,
            )
            session = use_vial(session, use)
        return session

    def discarded(self, session: Session, doctor: UUID) -> Session:
        """The session in which what is left of each vial is discarded, seen by a second person."""
        end = session.ended_at or session.started_at
        by, witness = (self._nurse, doctor) if self._rng.random() < 0.7 else (doctor, self._nurse)
        for use in session.facts.vials:
            at = end + timedelta(seconds=self._rng.randint(15, 40))
            units = rest_of(session, use)
            if not units:
                continue
            discard = Discard(
                id=drawn_id(self._rng, at),
                vial_id=use.vial_id,
                units=units,
                reason="rest",
                note="",
                witness_id=witness,
                at=at,
                by=by,
            )
            session = discard_rest(session, discard)
        return self._told(session)

    def hold_reason(self, check: int) -> str:
        """What a physician wrote when a check held signing."""
        texts = self._words.hold_reasons.get(check)
        if not texts:
            raise CatalogError(f"The sample has no reason for what check {check} holds.")
        return self._rng.choice(texts)

    def signed_void_reason(self) -> str:
        """Why a signed session turned out to be an error."""
        return self._rng.choice(self._words.signed_void_reasons)

    def happens(self, often: float) -> bool:
        """Whether something comes to pass."""
        return self._rng.random() < often

    # before the first dose -------------------------------------------------------------------
    def _consent(self, session: Session, file: PatientFile, doctor: Practitioner) -> PaperConsent:
        kept, at = session.facts.consent, session.started_at
        # Renewed a month before it ends, so that nobody has to be asked twice in one course.
        months = self._rules.policy.consent_months - 1
        if kept and self._day(at) <= months_after(self._day(kept.signed_at), months):
            # Looked at again each time: what was signed stays, who saw it last is told.
            return replace(kept, seen_at=at + timedelta(seconds=10), seen_by=self._nurse)
        interpreter = self._rng.choice(self._words.interpreters)
        return PaperConsent(
            patient_id=session.patient_id,
            signed_at=at - timedelta(minutes=self._rng.randint(4, 15)),
            signer="patient",
            representative="",
            relationship="",
            authority="",
            practitioner=doctor.signed_name,
            risks=tuple(r.code for r in self._rules.lists.risks),
            risks_digest=self._digest,
            needs_interpreter=file.needs_interpreter,
            interpreter=interpreter if file.needs_interpreter else "",
            seen_at=at + timedelta(seconds=10),
            seen_by=self._nurse,
        )

    def _safety(self, session: Session, file: PatientFile) -> SafetyScreen:
        since = months_before(self._day(session.started_at), self._rules.policy.other_toxin_months)
        says_yes = set(file.says_yes)
        if self.happens(LATELY):
            says_yes.add("interacting-drug")
        questions = self._rules.questions
        answers = []
        for question in questions.questions:
            value = "yes" if question.code in says_yes else "no"
            if question.asks_outside_doses and any(d.on and d.on >= since for d in file.outside):
                value = "yes"
            if question.may_be_na and not file.is_fertile:
                value = "na"
            tells = value == "yes" and self.happens(EXTRA_NOTE)
            note = self._rng.choice(self._words.screen_notes) if tells else ""
            answers.append(Answer(question=question.code, value=value, note=note))
        return SafetyScreen(
            version=questions.version,
            answers=tuple(answers),
            at=session.started_at + timedelta(seconds=self._rng.randint(20, 55)),
            by=self._nurse,
        )

    def _time_out(self, session: Session, doctor: UUID) -> TimeOut:
        return TimeOut(
            identifiers=("name", "birth-date"),
            participants=(doctor, self._nurse),
            at=session.started_at + timedelta(seconds=self._rng.randint(100, 170)),
            by=doctor,
        )

    def _diagnosis(self, session: Session, file: PatientFile, doctor: UUID) -> Diagnosis:
        kept, day = session.facts.diagnosis, self._day(session.started_at)
        table = self._rules.diagnoses

        def derive(aura: bool) -> DiagnosisCode | None:
            return table.derive(
                aura=aura, intractable=file.intractable, status_migrainosus=file.status, day=day
            )

        # The codes with aura are younger than those without.
        code = derive(file.aura) or derive(aura=False)
        if code is None:
            raise CatalogError(f"The table of diagnosis codes has none for {day}.")
        if kept and kept.code == code.code:
            return kept
        return Diagnosis(
            aura=code.aura,
            intractable=file.intractable,
            status_migrainosus=file.status,
            attack_over_72_hours=file.status,
            code=code.code,
            table_version=table.version,
            at=session.started_at + timedelta(seconds=60),
            by=doctor,
        )

    def _response(self, session: Session, file: PatientFile) -> Response:
        """Better from session to session, for those whom it helps."""
        base, policy = file.baseline, self._rules.policy
        gain = min(8 * file.number, 55) + self._rng.randint(0, 12) if file.responds else 8
        left = Decimal(100 - gain) / 100
        days = (base.headache_days * left).quantize(Decimal(1), ROUND_HALF_UP)
        hours = (days * base.hours_a_day * left).quantize(Decimal(1), ROUND_HALF_UP)
        steps = int(((base.hit6 or policy.hit6_least) - policy.hit6_least) * left) // 2
        hit6 = policy.hit6_least + 4 + 2 * steps
        return Response(
            headache_days=days,
            headache_hours=hours,
            hit6=hit6,
            midas=int((base.midas or 0) * left) if self.happens(MIDAS_TOO) else None,
            at=session.started_at + timedelta(seconds=self._rng.randint(60, 90)),
            by=self._nurse,
        )

    def _care(self, session: Session) -> Care:
        care = session.facts.care or replace(USUAL_CARE, assistant_id=self._nurse)
        if not self.happens(VITALS):
            return care
        upper = self._rng.randint(104, 148)
        return replace(
            care,
            systolic=upper,
            diastolic=upper - self._rng.randint(38, 52),
            pulse=self._rng.randint(56, 92),
        )

    # after the last dose ---------------------------------------------------------------------
    def _told(self, session: Session) -> Session:
        """The session with how it was borne, and what went wrong in a few."""
        care = session.facts.care or USUAL_CARE
        if not self.happens(COMPLICATED):
            return session.with_facts(care=replace(care, tolerance=USUAL_CARE.tolerance))
        return session.with_facts(
            care=replace(
                care,
                tolerance="discomfort",
                complications=(self._rng.choice(_HARMLESS),),
                note=self._rng.choice(self._words.care_notes),
            )
        )

    def _day(self, moment: datetime) -> date:
        return moment.astimezone(self._zone).date()
