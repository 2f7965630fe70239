"""A clinic in a real encrypted file, its people and patients, and what is in its file."""

import json
import shutil
from datetime import date, timedelta
from decimal import Decimal
from hashlib import sha256

from hypothesis import strategies as st

from clinicapp.commands.background import BaselineEntry, record_baseline
from clinicapp.commands.patients import register_patient
from clinicapp.commands.records import Act
from clinicapp.commands.session_facts import (
    PaperConsentEntry,
    acknowledge,
    confirm_charge,
    record_diagnosis,
    record_paper_consent,
    record_response,
    record_safety,
    record_time_out,
)
from clinicapp.commands.session_vials import discard_rest, use_vial
from clinicapp.commands.sessions import give_all_planned
from clinicapp.commands.vials import receive_vial, reconstitute_vial
from clinicapp.domain.charges import billed_units
from clinicapp.domain.checks.all_checks import findings_of
from clinicapp.domain.equation import equation_of
from clinicapp.domain.people import Role
from clinicapp.domain.session_facts import Answer
from clinicapp.domain.summaries import SessionFilter
from clinicapp.domain.vials import Source, VialLabel
from clinicapp.store.database import open_database
from tests.factories import AT, make_clinic, make_patient, make_person, make_records, password_hash
from tests.oracle.severities import QUESTIONS
from tests.reliability.acts import NOBODY

KEY = bytes(range(32))
EXCLUDED = ("audit_event", "sqlite_sequence")


def found_clinic(path):
    """A file with three people, one who has left, and two patients."""
    database = open_database(path, KEY, now=AT)
    records = make_records(database)
    people = [make_person(role) for role in Role]
    gone = make_person(Role.PHYSICIAN, user_name="gone", name="Ivo Brandt", is_active=False)
    records.found_clinic(make_clinic(), [(p, password_hash()) for p in (*people, gone)])
    for _ in range(2):
        register_patient(records, make_patient(), act=Act(records.person(people[0].id), AT))
    database.close()


class ClinicFile:
    """The clinic of one run, opened from its own copy of the file."""

    def __init__(self, source, folder):
        self.path = folder / "clinic.db"
        shutil.copy(source, self.path)
        self.now = AT
        self.open()
        people = {p.role: p for p in self.records.people() if p.is_active}
        self.physician, self.nurse = people[Role.PHYSICIAN], people[Role.NURSE]
        self.people = self.records.people()
        found = self.records.find_patients("")
        self.patients = [self.records.patient(p.id) for p in found]
        self.risks = tuple(r.code for r in self.records.rules.lists.risks)
        self.omission = self.records.protocol.omission_reasons[0].code
        self.extra_reason = self.records.protocol.extra_reasons[0].code
        self.witness = st.sampled_from((None, self.nurse.id, self.physician.id, NOBODY))

    def open(self):
        self.database = open_database(self.path, KEY, now=self.now)
        self.records = make_records(self.database)

    def reopen(self):
        self.database.close()
        self.open()

    def act(self, person=None):
        return Act(person or self.physician, self.now)

    def sessions(self):
        return [self.records.session(s.id) for s in self.records.sessions(SessionFilter())]

    def findings(self, session_id):
        if session_id not in {s.id for s in self.records.sessions(SessionFilter())}:
            return ()
        return findings_of(self.records.case(session_id, self.now))

    def discard_of(self, session_id):
        found = [d.id for s in self.sessions() if s.id == session_id for d in s.facts.discards]
        return found[0] if found else NOBODY

    def effect_of(self, session_id):
        found = [e.id for s in self.sessions() if s.id == session_id for e in s.after_effects]
        return found[0] if found else NOBODY

    def outside_dose(self, draw):
        patient = draw(st.sampled_from(self.patients)).id
        known = self.records.outside_doses(patient)
        return patient, known[0].id if known else NOBODY

    def fingerprint(self):
        """A digest of everything that is kept but the trail."""
        with self.database.engine.connect() as connection:
            names = connection.exec_driver_sql(
                "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
            ).scalars()
            rows = {
                name: [tuple(r) for r in connection.exec_driver_sql(f'SELECT * FROM "{name}"')]
                for name in [n for n in names if n not in EXCLUDED]
            }
        return sha256(json.dumps(rows, default=str, sort_keys=True).encode()).hexdigest()

    def trail(self):
        return self.records.newest_events(3)


def make_ready(clinic, session_id):
    """What somebody does who charts with care: each part that is missing, the doses last."""
    records, act = clinic.records, clinic.act()
    facts = records.session(session_id).facts
    if facts.consent is None:
        entry = PaperConsentEntry(
            signed_at=clinic.now - timedelta(days=1), signer="patient",
            practitioner="Mara Okafor, MD", risks=clinic.risks,
        )  # fmt: skip
        record_paper_consent(records, session_id, entry, act=act)
    if facts.time_out is None:
        present = (clinic.nurse.id, clinic.physician.id)
        record_time_out(records, session_id, ("name", "birth-date"), present, act=act)
    if facts.safety is None:
        told = {q: "na" if q in ("pregnancy", "breastfeeding") else "no" for q in QUESTIONS}
        screen = tuple(Answer(question=q, value=v) for q, v in told.items())
        record_safety(records, session_id, screen, act=act)
    record_diagnosis(records, session_id, False, False, False, False, act=act)
    record_response(records, session_id, Decimal(9), Decimal(50), 54, None, act=act)
    patient_id = records.session(session_id).patient_id
    if records.baseline(patient_id) is None:
        told = BaselineEntry(
            headache_days=Decimal(22), migraine_days=Decimal(14), hours_a_day=Decimal(8), months=24
        )
        record_baseline(records, patient_id, told, act=act)
    if not facts.vials:
        use_vial(records, session_id, new_vial(clinic).id, act=act)


def new_vial(clinic):
    """A vial of 200 units from the carton, reconstituted now."""
    label = VialLabel(
        ndc="0023-3921-02", units=Decimal(200), lot_number="C8124C3",
        expiration_date=date(2028, 5, 31),
    )  # fmt: skip
    act = clinic.act()
    vial = receive_vial(clinic.records, label, Source.BOUGHT, True, act=act).after
    return reconstitute_vial(
        clinic.records, vial.id, "saline", "88-214", Decimal(4), clinic.now, True, act=act
    ).after


def give_and_close(clinic, session_id):
    """Give what is planned, discard what is left over, confirm, and take on every hold."""
    records, act = clinic.records, clinic.act()
    if records.session(session_id).planned:
        give_all_planned(records, session_id, act=act)
    for part in equation_of(records.session(session_id)).vials:
        if part.rest > 0:
            witness = clinic.nurse.id
            discard_rest(records, session_id, part.vial_id, part.rest, "rest", "", witness, act=act)
    if billed_units(records.case(session_id, clinic.now)):
        confirm_charge(records, session_id, act=act)
    for finding in clinic.findings(session_id):
        if finding.severity.value == "hold":
            acknowledge(records, session_id, finding.key, "Agreed with the patient", act=act)
