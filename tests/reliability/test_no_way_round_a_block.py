"""Random acts of several people on several sessions: no way leads round a BLOCK, nor to a change
that nobody may make, that leaves no trace, or that comes after signing."""

import inspect
import shutil
import tempfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from clinicapp.commands import after_effects, background, session_facts, sessions, signing, vials
from clinicapp.commands import session_vials as of_session
from clinicapp.commands.records import Act
from clinicapp.commands.signing import sign_session, verify_session
from clinicapp.domain.errors import AccessError, ClinicError, SignInError
from clinicapp.domain.session import given_facts
from tests.factories import PASSWORD
from tests.reliability.acts import NOBODY, VERBS, may
from tests.reliability.clinic import ClinicFile, found_clinic, give_and_close, make_ready
from tests.reliability.told_of import forbidding, is_shared, stopping

MODULES = (after_effects, background, of_session, session_facts, sessions, signing, vials)
NO_ACT = {"verify_session", "seen", "require_reason", "require_witness"}
ALLOWED_AFTER = {"add_addendum", "record_after_effect", "retract_after_effect", "void_session"}
_source = {}


class Clinic(RuleBasedStateMachine):
    """People who do anything at all, and what must be true after each of their acts."""

    def __init__(self):
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.clinic = ClinicFile(_source["path"], self.folder)
        self.signed = {}

    def teardown(self):
        self.clinic.database.close()
        shutil.rmtree(self.folder)

    # acts ------------------------------------------------------------------------------------
    @rule(verb=st.sampled_from(sorted(VERBS, key=lambda f: f.__name__)), data=st.data())
    def do_anything(self, verb, data):
        self._do(verb, data)

    @rule(
        verb=st.sampled_from(
            (
                sessions.give_sites, sessions.give_all_planned, sessions.undo, sessions.redo,
                sessions.restore_sites, of_session.use_vial, of_session.drop_vial,
                session_facts.record_safety, signing.void_session, vials.correct_vial,
                vials.reconstitute_vial,
            )
        ),
        data=st.data(),
    )  # fmt: skip
    def do_what_may_lead_round(self, verb, data):
        self._do(verb, data)

    @rule(which=st.integers(0, 1), also_doses=st.booleans())
    def chart_with_care(self, which, also_doses):
        patient = self.clinic.patients[which]
        session_id = self.clinic.records.open_session_of(patient.id)
        try:
            if session_id is None:
                act = self.clinic.act()
                session_id = sessions.start_session(self.clinic.records, patient.id, act=act)
                session_id = session_id.after.id
            self.clinic.now += timedelta(minutes=1)
            make_ready(self.clinic, session_id)
            if also_doses:
                self.clinic.now += timedelta(minutes=1)
                give_and_close(self.clinic, session_id)
        except ClinicError:
            pass  # what was done before stands in the way; signing is tried all the same

    @rule(which=st.integers(0, 1))
    def try_to_sign(self, which):
        session_id = self.clinic.records.open_session_of(self.clinic.patients[which].id)
        if session_id:
            self._call(sign_session, self.clinic.physician, (session_id, PASSWORD))

    @rule(minutes=st.sampled_from((1, 20, 61, 24 * 60, 85 * 24 * 60)))
    def wait(self, minutes):
        self.clinic.now += timedelta(minutes=minutes)

    @precondition(lambda self: self.clinic.records.newest_events(1))
    @rule()
    def start_the_program_again(self):
        before = self.clinic.fingerprint()
        self.clinic.reopen()
        assert self.clinic.fingerprint() == before

    def _do(self, verb, data):
        person = data.draw(st.sampled_from((self.clinic.physician, *self.clinic.people)))
        every = [s.id for s in self.clinic.sessions()]
        stock = [v.vial.id for v in self.clinic.records.vials()]
        session_id = data.draw(st.sampled_from((*every, NOBODY) if every else (NOBODY,)))
        vial_id = data.draw(st.sampled_from((*stock, NOBODY) if stock else (NOBODY,)))
        told = VERBS[verb](self.clinic, data.draw, session_id, vial_id)
        self._call(verb, person, told)

    def _call(self, verb, person, told):
        """Do a verb and compare what it says with what is in the file."""
        clinic, name = self.clinic, verb.__name__
        prints, trail = clinic.fingerprint(), clinic.trail()
        before = {s.id: s for s in clinic.sessions()}
        allowed = self._may_be_signed(name, told, before)
        try:
            change = verb(clinic.records, *told, act=Act(person, clinic.now))
        except ClinicError as error:
            assert clinic.fingerprint() == prints, f"{name} was refused and changed something"
            self._refusal_is_told(name, trail, error)
            return
        assert person.is_active
        assert may(person.role.value, name), f"{name} by a {person.role.value}"
        after = {s.id: s for s in clinic.sessions()}
        self._change_is_told(name, person, change, trail, prints)
        assert allowed is not False, f"{name} though {self.why}"
        for session_id, session in after.items():
            self._one_session(name, person, before.get(session_id), session)

    def _may_be_signed(self, name, told, before):
        """None when nothing is signed; else whether nothing forbids it, by the oracle."""
        if name != "sign_session" or told[0] not in before:
            return None
        session = before[told[0]]
        self.why = session.is_open and forbidding(self.clinic.records, session, self.clinic.now)
        return session.is_open and not self.why and told[1] == PASSWORD

    def _refusal_is_told(self, name, trail, error):
        new = self._new(trail)
        if isinstance(error, AccessError):
            assert [e.act for e in new] == ["refused"], name
        elif isinstance(error, SignInError):
            assert [e.act for e in new] == ["signature_refused"], name
        else:
            assert not new, f"{name} was refused and left {new}"

    def _change_is_told(self, name, person, change, trail, prints):
        new = self._new(trail)
        if change.event is None:
            assert not new
            assert self.clinic.fingerprint() == prints, f"{name} changed without a trace"
            return
        assert new == [change.event], name
        assert (change.event.act, change.event.person_id) == (name, person.id)
        assert change.event.entity_id == getattr(change.after, "id", None)

    def _new(self, trail):
        last = trail[0].seq if trail else 0
        return [e for e in self.clinic.trail() if e.seq > last]

    def _one_session(self, name, person, before, after):
        if before == after:
            return
        if person.role.value != "physician" and before:
            assert given_facts(before) == given_facts(after), f"{name} by a {person.role.value}"
        if after.given and not (before and before.given):
            assert not list(stopping(self.clinic.records, after)), f"first dose by {name}"
        if before and not before.is_open:
            assert name in ALLOWED_AFTER, f"{name} changed a closed session"
        if after.status.value == "completed" and (before is None or before.is_open):
            assert name == "sign_session"
            self.signed[after.id] = after

    # what is always true ---------------------------------------------------------------------
    @invariant()
    def a_signed_session_is_what_was_signed(self):
        for session_id, then in self.signed.items():
            now = self.clinic.records.session(session_id)
            kept = ("addenda", "after_effects", "status", "void_reason", "revision")
            assert replace(now, **{k: getattr(then, k) for k in kept}) == then
            report = verify_session(self.clinic.records, session_id)
            assert report.is_intact, report.problems

    @invariant()
    def nothing_is_signed_but_by_signing(self):
        for session in self.clinic.sessions():
            sealed = bool(self.clinic.records.seals(session.id))
            assert sealed == (session.id in self.signed)
            assert session.status.value != "completed" or sealed

    @invariant()
    def a_vial_serves_one_patient(self):
        every = self.clinic.sessions()
        for session in every:
            if session.status.value == "entered-in-error":
                continue
            for use in session.facts.vials:
                assert not is_shared(every, session, use.vial_id)


@pytest.fixture(scope="module", autouse=True)
def source(tmp_path_factory):
    _source["path"] = tmp_path_factory.mktemp("source") / "clinic.db"
    found_clinic(_source["path"])


TestClinic = Clinic.TestCase
TestClinic.settings = settings(
    max_examples=25,
    stateful_step_count=40,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


def test_every_verb_of_charting_is_among_the_random_acts():
    known = {
        f.__name__
        for module in MODULES
        for _name, f in inspect.getmembers(module, inspect.isfunction)
        if f.__module__ == module.__name__ and not f.__name__.startswith("_")
    }
    assert {f.__name__ for f in VERBS} == known - NO_ACT
