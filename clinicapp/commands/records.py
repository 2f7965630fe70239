"""The one door through which records are read and changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from clinicapp.commands.acts import Act, Change, event_of
from clinicapp.commands.cases import case_of
from clinicapp.commands.consent_door import ConsentDoor
from clinicapp.commands.guards import require_rights
from clinicapp.commands.vial_guards import require_changeable, require_own_vials
from clinicapp.domain.after_effects import NO_KINDS, EffectKinds
from clinicapp.domain.artwork import Artwork
from clinicapp.domain.audit import (
    AuditEvent,
    history_of,
    record_delta,
    session_delta,
    step_session,
)
from clinicapp.domain.checks.all_checks import findings_of, stops
from clinicapp.domain.checks.case import Case, Rulebook
from clinicapp.domain.checks.consent import check_consent
from clinicapp.domain.errors import AccessError, RuleError, StoppedError
from clinicapp.domain.patient import Patient
from clinicapp.domain.people import AccessMatrix, Clinic, Permission, Practitioner
from clinicapp.domain.products import Product
from clinicapp.domain.protocol import Protocol
from clinicapp.domain.seal import Seal
from clinicapp.domain.seal_trail import entries_by_session, entry_of
from clinicapp.domain.session import Session
from clinicapp.domain.session_facts import Baseline, OutsideDose
from clinicapp.domain.vials import Vial
from clinicapp.store.database import Database
from clinicapp.store.unit_of_work import UnitOfWork

T = TypeVar("T")
__all__ = ["NOTHING_AROUND", "Act", "Around", "Change", "Closing", "Records"]


@dataclass(frozen=True, slots=True)
class Closing:
    """What sealing a session needs, read in the transaction that seals it."""

    case: Case
    people: tuple[Practitioner, ...]
    clinic: Clinic
    seals: tuple[Seal, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What stands around the sessions of a new clinic."""

    vials: Sequence[Vial] = ()
    baselines: Sequence[Baseline] = ()
    outside_doses: Sequence[OutsideDose] = ()
    seals: Sequence[Seal] = ()


NOTHING_AROUND = Around()


class Records(ConsentDoor):
    """Runs each verb as one transaction with one audit entry and reports it as one Change."""

    def __init__(
        self,
        database: Database,
        access: AccessMatrix,
        protocol: Protocol,
        artwork: Artwork,
        rules: Rulebook,
        effect_kinds: EffectKinds = NO_KINDS,
    ) -> None:
        super().__init__(database, access, protocol, artwork, rules, effect_kinds)
        clinic = self.find_clinic()
        if clinic:
            self.use_zone(clinic)

    # changing --------------------------------------------------------------------------------
    def require(self, act: Act, permission: Permission, label: str) -> None:
        """Refuse an act to a person whose role does not allow it, and keep the refusal.

        What counts is what the clinic says of the person now, not when they signed in.
        """
        with self._database.reading() as work:
            person = next((p for p in work.people.all() if p.id == act.by.id), act.by)
        with self._refusal_kept(act):
            self.access.require(person, permission, label)

    @contextmanager
    def _refusal_kept(self, act: Act) -> Iterator[None]:
        """Keep a refusal in the trail, outside the transaction that it ended."""
        try:
            yield
        except AccessError as error:
            label, detail = f"Refused: {error.label}", {"needs": error.needs}
            self.note(act, "refused", label, entity="access", detail=detail)
            raise

    def use_zone(self, clinic: Clinic) -> None:
        """Let local dates be the clinic's."""
        self._database.zone = ZoneInfo(clinic.time_zone)

    def add_session(self, act: Act, label: str, session: Session) -> Change[Session]:
        """Write a new session."""
        with self._database.writing() as work:
            if work.sessions.open_session_of(session.patient_id):
                raise RuleError(
                    "This patient has a session in progress.",
                    remedy="Continue it, or void it with a reason.",
                )
            saved = work.sessions.add(session)
            event = work.audit.append(
                event_of(act, "start_session", label, "session", saved.id, saved.revision),
                {"planned": [s.site_id for s in saved.sites]},
            )
            work.commit()
        return Change(label, None, saved, event)

    def edit_session(
        self,
        act: Act,
        verb: str,
        session_id: UUID,
        label: str,
        edit: Callable[[Session], Session],
    ) -> Change[Session]:
        """Change a session: read, apply the rule, save, audit, commit."""
        with self._refusal_kept(act), self._database.writing() as work:
            before = work.sessions.get(session_id)
            wanted = edit(before)
            if wanted == before:
                return Change(label, before, before)
            event = event_of(act, verb, label, "session", session_id, before.revision + 1)
            after, event = self._save_session(work, act, before, wanted, event)
            work.commit()
        return Change(label, before, after, event)

    def seal_session(
        self,
        act: Act,
        verb: str,
        session_id: UUID,
        label: str,
        close: Callable[[Closing], tuple[Session, Seal | None]],
    ) -> Change[Session]:
        """Sign, amend or void a session: the record and its sealed version in one transaction."""
        with self._refusal_kept(act), self._database.writing() as work:
            before = work.sessions.get(session_id)
            closing = Closing(
                case_of(work, before, rules=self.rules, zone=self.zone, now=act.at),
                work.people.all(),
                self._clinic_in(work),
                work.seals.of(session_id),
            )
            wanted, seal = close(closing)
            event = event_of(act, verb, label, "session", session_id, before.revision + 1)
            after = work.sessions.save(before, wanted)
            delta = session_delta(before, after)
            if seal:
                work.seals.add(seal)
                delta |= {"seal": entry_of(seal)}
            event = work.audit.append(event, delta)
            work.commit()
        return Change(label, before, after, event)

    def step(self, act: Act, session_id: UUID, *, back: bool) -> Change[Session]:
        """Undo or redo the next act of a session; itself an act with an entry of its own."""
        with self._refusal_kept(act), self._database.writing() as work:
            before = work.sessions.get(session_id)
            history = history_of(work.audit.of(session_id))
            steps, word = (history.undo, "Undo") if back else (history.redo, "Redo")
            if not steps:
                raise RuleError(f"There is nothing to {word.casefold()}.")
            step = steps[-1]
            wanted = step_session(before, work.audit.delta(step.seq), back=back)
            label = f"{word}: {step.label}"
            event = replace(
                event_of(act, word.casefold(), label, "session", session_id, before.revision + 1),
                undoes=step.seq if back else None,
                redoes=None if back else step.seq,
            )
            after, event = self._save_session(work, act, before, wanted, event)
            work.commit()
        return Change(label, before, after, event)

    def _save_session(
        self, work: UnitOfWork, act: Act, before: Session, wanted: Session, event: AuditEvent
    ) -> tuple[Session, AuditEvent]:
        require_rights(self.access, act.by, before, wanted, event.label)
        if {s.site_id for s in wanted.given} - {s.site_id for s in before.given}:
            self._require_may_give(work, act, wanted, is_first=not before.given)
        require_own_vials(work, before, wanted, self.rules.policy)
        after = work.sessions.save(before, wanted)
        return after, work.audit.append(event, session_delta(before, after))

    def _require_may_give(
        self, work: UnitOfWork, act: Act, session: Session, *, is_first: bool
    ) -> None:
        """Refuse a dose, by whatever verb, while a check stops it (domain.md 9).

        Most that stops the first dose is no longer asked at the others; a patient's no is.
        """
        if not is_first and not self._says_no(work, session):
            return
        case = case_of(work, session, rules=self.rules, zone=self.zone, now=act.at)
        found = stops(case, findings_of(case) if is_first else check_consent(case))
        found = tuple(f for f in found if is_first or f.stops_every_dose)
        if found:
            raise StoppedError(
                " ".join(f.happened for f in found),
                unchanged="No dose was recorded.",
                remedy=found[0].remedy,
            )

    @staticmethod
    def _says_no(work: UnitOfWork, session: Session) -> bool:
        """Whether the patient ever took back a consent: nobody else is asked at every dose."""
        paper = session.facts.consent
        is_withdrawn = paper is not None and paper.withdrawn_at is not None
        return is_withdrawn or work.consents.says_no(session.patient_id)

    def save_patient(self, act: Act, verb: str, label: str, patient: Patient) -> Change[Patient]:
        """Write a patient, new or corrected."""
        with self._database.writing() as work:
            before = work.patients.get(patient.id) if patient.revision else None
            if before == patient:
                return Change(label, before, before)
            after = work.patients.save(patient)
            event = event_of(act, verb, label, "patient", after.id, after.revision)
            event = work.audit.append(event, record_delta(before, after))
            work.commit()
        return Change(label, before, after, event)

    def save_person(
        self,
        act: Act,
        verb: str,
        label: str,
        person: Practitioner,
        password_hash: str | None = None,
    ) -> Change[Practitioner]:
        """Write a person, new or corrected; at least one active administrator must stay."""
        with self._database.writing() as work:
            before = work.people.get(person.id) if person.revision else None
            after = work.people.save(person, password_hash)
            if not any(self.access.may(p, Permission.MANAGE_PEOPLE) for p in work.people.all()):
                raise RuleError(
                    "Nobody would be left who may manage people.",
                    remedy="Make somebody else administrator first.",
                )
            event = event_of(act, verb, label, "practitioner", after.id, after.revision)
            event = work.audit.append(event, record_delta(before, after))
            work.commit()
        return Change(label, before, after, event)

    def save_clinic(self, act: Act, label: str, clinic: Clinic) -> Change[Clinic]:
        """Write the clinic's details."""
        with self._database.writing() as work:
            before = work.clinics.find()
            if before == clinic:
                return Change(label, before, before)
            after = work.clinics.save(clinic)
            event = event_of(act, "change_clinic", label, "clinic", after.id, after.revision)
            event = work.audit.append(event, record_delta(before, after))
            work.commit()
        self.use_zone(after)
        return Change(label, before, after, event)

    def save_vial(self, act: Act, verb: str, label: str, vial: Vial) -> Change[Vial]:
        """Write a vial, new or changed."""
        with self._database.writing() as work:
            before = work.vials.get(vial.id) if vial.revision else None
            if before == vial:
                return Change(label, before, before)
            require_changeable(work, before, vial)
            after = work.vials.save(vial)
            event = event_of(act, verb, label, "vial", after.id, after.revision)
            event = work.audit.append(event, record_delta(before, after))
            work.commit()
        return Change(label, before, after, event)

    def add_baseline(self, act: Act, label: str, baseline: Baseline) -> Change[Baseline]:
        """Write a patient's baseline, or an amendment of it."""
        with self._database.writing() as work:
            before = next(reversed(work.background.baselines(baseline.patient_id)), None)
            work.background.add_baseline(baseline)
            event = event_of(act, "record_baseline", label, "baseline", baseline.id, 1)
            event = work.audit.append(event, record_delta(before, baseline))
            work.commit()
        return Change(label, before, baseline, event)

    def save_outside_dose(
        self, act: Act, verb: str, label: str, before: OutsideDose | None, after: OutsideDose
    ) -> Change[OutsideDose]:
        """Write a dose reported from elsewhere, or that it was entered in error."""
        with self._database.writing() as work:
            if before is None:
                work.background.add_outside_dose(after)
            else:
                work.background.mark_outside_dose(after)
            event = event_of(act, verb, label, "outside_dose", after.id, 2 if before else 1)
            event = work.audit.append(event, record_delta(before, after))
            work.commit()
        return Change(label, before, after, event)

    def save_product(self, act: Act, label: str, product: Product) -> Change[Product]:
        """Write a product that an administrator added or changed."""
        with self._database.writing() as work:
            before = self.catalogue.of_ndc(product.ndc)
            work.products.save(product)
            event = event_of(act, "save_product", label, "product", None, 0)
            event = work.audit.append(event, record_delta(before, product))
            work.commit()
        self.use_products()
        return Change(label, before, product, event)

    def found_clinic(
        self,
        clinic: Clinic,
        people: Sequence[tuple[Practitioner, str]],
        patients: Sequence[Patient] = (),
        sessions: Sequence[Session] = (),
        around: Around = NOTHING_AROUND,
    ) -> None:
        """Write a whole new clinic in one transaction: its people with their password hashes."""
        with self._database.writing() as work:
            if work.clinics.find() is not None:
                raise RuleError("This data folder already has a clinic.")
            saved = work.clinics.save(clinic)
            for person, password_hash in people:
                work.people.save(person, password_hash)
            work.bulk.add_patients(replace(p, revision=1) for p in patients)
            work.vials.add_many([replace(v, revision=1) for v in around.vials])
            work.background.add_baseline(*around.baselines)
            for dose in around.outside_doses:
                work.background.add_outside_dose(dose)
            work.bulk.add_sessions(replace(s, revision=1) for s in sessions)
            work.seals.add_many(around.seals)
            founder = Act(people[0][0], clinic.created_at)
            event = event_of(founder, "set_up_clinic", "Set up the clinic", "clinic", saved.id, 1)
            delta: dict[str, Any] = {"patients": len(patients), "sessions": len(sessions)}
            work.audit.append(event, delta | {"seals": entries_by_session(around.seals)})
            work.commit()
        self.use_zone(clinic)

    def note(
        self,
        act: Act | None,
        verb: str,
        label: str,
        *,
        entity: str,
        entity_id: UUID | None = None,
        detail: Mapping[str, Any] | None = None,
        at: datetime | None = None,
    ) -> AuditEvent:
        """Keep something that changed no record: a sign-in, a print, an export, a refusal."""
        moment = act.at if act else at
        if moment is None:
            raise TypeError("an audit entry needs a time")
        event = AuditEvent(
            seq=0,
            recorded_at=moment,
            person_id=act.by.id if act else None,
            act=verb,
            label=label,
            entity=entity,
            entity_id=entity_id,
            revision=0,
        )
        with self._database.writing() as work:
            kept = work.audit.append(event, detail or {})
            work.commit()
        return kept
