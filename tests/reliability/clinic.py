"""A clinic in a real encrypted file, its people and patients, and what is in its file."""

import shutil
from datetime import date, timedelta
from decimal import Decimal
from hashlib import sha256

from argon2 import PasswordHasher
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
from tests.factories import AT, PASSWORD, make_clinic, make_patient, make_person, make_records
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
    quick = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1).hash(PASSWORD)
    records.found_clinic(make_clinic(), [(p, quick) for p in (*people, gone)])
    for _ in range(2):
        register_patient(records, make_patient(), act=Act(records.person(people[0].id), AT))
    database.close()


class ClinicFile:
    """The clinic of one run, opened from its own copy of the file."""

    def __init__(self, source, folder):
        self.path = folder / "clinic.db"
        shutil.copy(source, self.path)
        self.now, self._read, self._tables = AT, (None, []), []
        self.session_ids, self.vial_ids = [], []
        self.open()
        people = {p.role: p for p in self.records.people() if p.is_active}
        self.physician, self.nurse = people[Role.PHYSICIAN], people[Role.NURSE]
        self.people = self.records.people()
        found = self.records.find_patients("")
        self.patients = [p.patient for p in found]
        self.risks = tuple(r.code for r in self.records.rules.lists.risks)
        self.omission = self.records.protocol.omission_reasons[0].code
        self.extra_reason = self.records.protocol.extra_reasons[0].code
        self.witness = st.sampled_from((None, self.nurse.id, self.physician.id, NOBODY))

    def open(self):
        self.database = open_database(self.path, KEY, now=self.now)
        self.records = make_records(self.database)

    def reopen(self):
        self.database.close()
        self._read = None, []
        self.open()

    def act(self, person=None):
        return Act(person or self.physician, self.now)

    def sessions(self):
        """Every session, read anew whenever the trail has grown."""
        now = self.last_seq()
        if self._read[0] != now:
            found = self.records.sessions(SessionFilter())
            self._read = now, [self.records.session(s.id) for s in found]
        return self._read[1]

    def ids(self):
        """Sessions and vials in the order they came to be, so that a run can be repeated."""
        for known, now in (
            (self.session_ids, [s.id for s in self.sessions()]),
            (self.vial_ids, [v.vial.id for v in self.records.vials()]),
        ):
            new = [i for i in now if i not in known]
            assert len(new) < 2, "more than one came to be in one act"
            known += new
        return self.session_ids, self.vial_ids

    def findings(self, session_id):
        if session_id not in {s.id for s in self.sessions()}:
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
            if not self._tables:
                names = connection.exec_driver_sql(
                    "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
                ).scalars()
                self._tables = [n for n in names if n not in EXCLUDED]
            rows = [
                connection.exec_driver_sql(f'SELECT * FROM "{name}"').fetchall()
                for name in self._tables
            ]
        return sha256(repr(rows).encode()).hexdigest()

    def last_seq(self):
        with self.database.engine.connect() as connection:
            return connection.exec_driver_sql("SELECT max(seq) FROM audit_event").scalar()


def make_ready(clinic, session_id):
    """What somebody does who charts with care: each part that is missing, the doses last."""
    records, act = clinic.records, clinic.act()
    session = records.session(session_id)
    facts = session.facts
    # A paper of an earlier session is looked at again: it is confirmed by nobody here.
    if facts.consent is None or facts.consent.seen_at < session.started_at:
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
    clinic.ids()
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
