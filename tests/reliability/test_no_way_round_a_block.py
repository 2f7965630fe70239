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
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

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
NO_ACT = {
    "verify_session",
    "verify_all",
    "sealed",
    "seen",
    "as_seen",
    "require_reason",
    "require_witness",
}
ALLOWED_AFTER = {"add_addendum", "record_after_effect", "retract_after_effect", "void_session"}
EVERY = sorted(VERBS, key=lambda f: f.__name__)
ROUND = (
    sessions.give_sites, sessions.give_all_planned, sessions.undo, sessions.redo,
    sessions.restore_sites, of_session.use_vial, of_session.drop_vial,
    session_facts.record_safety, vials.correct_vial,
    vials.reconstitute_vial, session_facts.acknowledge,
)  # fmt: skip
VIALS_TO_AND_FRO = (of_session.use_vial, of_session.drop_vial, sessions.undo, sessions.redo)
AFTER_SIGNING = (
    signing.void_session, signing.void_session, vials.correct_vial, vials.reconstitute_vial,
    vials.discard_vial, signing.add_addendum, sessions.undo,
)  # fmt: skip
_source = {}


class Clinic(RuleBasedStateMachine):
    """People who do anything at all, and what must be true after each of their acts."""

    def __init__(self):
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.clinic = ClinicFile(_source["path"], self.folder)
        self.signed, self.checked = {}, None

    def teardown(self):
        self.clinic.database.close()
        shutil.rmtree(self.folder)

    # acts ------------------------------------------------------------------------------------
    @initialize(also_ready=st.booleans())
    def the_day_begins(self, also_ready):
        for patient in self.clinic.patients:
            act = self.clinic.act()
            session = sessions.start_session(self.clinic.records, patient.id, act=act).after
            self.clinic.ids()
            if also_ready:
                make_ready(self.clinic, session.id)

    @rule(data=st.data())
    def do_anything(self, data):
        for _ in range(data.draw(st.integers(3, 6))):
            self._do(data.draw(st.sampled_from(EVERY)), data)

    @rule(data=st.data())
    def do_what_may_lead_round(self, data):
        for _ in range(data.draw(st.integers(2, 4))):
            self._do(data.draw(st.sampled_from(ROUND)), data)

    @rule(data=st.data())
    def hand_one_vial_to_and_fro(self, data):
        vial = self._one_of(self.clinic.ids()[1], data)
        for _ in range(data.draw(st.integers(3, 7))):
            verb = data.draw(st.sampled_from(VIALS_TO_AND_FRO))
            self._do(verb, data, self.clinic.physician, vial_id=vial)

    @rule(data=st.data(), which=st.integers(0, 9))
    def do_something_about_the_past(self, data, which):
        past = [i for i in self.clinic.ids()[0] if i in self.signed]
        if not past:
            return
        session = self.signed[past[which % len(past)]]
        vial = session.facts.vials[0].vial_id
        for _ in range(data.draw(st.integers(2, 4))):
            verb = data.draw(st.sampled_from(AFTER_SIGNING))
            self._do(verb, data, self.clinic.physician, session.id, vial)

    @rule(which=st.integers(0, 1), how_far=st.sampled_from((1, 1, 2, 3)))
    def chart_with_care(self, which, how_far):
        patient = self.clinic.patients[which]
        session_id = self.clinic.records.open_session_of(patient.id)
        try:
            if session_id is None:
                act = self.clinic.act()
                session_id = sessions.start_session(self.clinic.records, patient.id, act=act)
                session_id = session_id.after.id
                self.clinic.ids()
            self.clinic.now += timedelta(minutes=1)
            make_ready(self.clinic, session_id)
            if how_far > 1:
                self.clinic.now += timedelta(minutes=1)
                give_and_close(self.clinic, session_id)
        except ClinicError:
            pass  # what was done before stands in the way; signing is tried all the same
        if how_far > 2:
            self.try_to_sign(which)

    def try_to_sign(self, which):
        session_id = self.clinic.records.open_session_of(self.clinic.patients[which].id)
        if session_id:
            self._call(sign_session, self.clinic.physician, (session_id, PASSWORD))

    @rule(minutes=st.sampled_from((20, 61, 24 * 60)))
    def wait(self, minutes):
        self.clinic.now += timedelta(minutes=minutes)

    @rule()
    def start_the_program_again(self):
        before = self.clinic.fingerprint()
        self.clinic.reopen()
        assert self.clinic.fingerprint() == before

    def _one_of(self, ids, data):
        return ids[data.draw(st.integers(0, 9)) % len(ids)] if ids else NOBODY

    def _do(self, verb, data, person=None, session_id=None, vial_id=None):
        self.clinic.now += timedelta(minutes=data.draw(st.sampled_from((0, 1, 1, 9))))
        anybody = (self.clinic.physician,) * 4 + self.clinic.people
        person = person or data.draw(st.sampled_from(anybody))
        every, stock = self.clinic.ids()
        is_open = {s.id for s in self.clinic.sessions() if s.is_open}
        running = [i for i in every if i in is_open] * (1 if verb in AFTER_SIGNING else 5)
        session_id = session_id or data.draw(st.sampled_from((*running, *every, NOBODY)))
        vial_id = vial_id or data.draw(st.sampled_from((*stock, NOBODY)))
        told = VERBS[verb](self.clinic, data.draw, session_id, vial_id)
        self._call(verb, person, told)

    def _call(self, verb, person, told):
        """Do a verb and compare what it says with what is in the file."""
        clinic, name = self.clinic, verb.__name__
        prints, trail = clinic.fingerprint(), clinic.last_seq()
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
        self.clinic.ids()
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
        return [e for e in self.clinic.records.newest_events(3) if e.seq > trail]

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
    def what_was_signed_stands_and_a_vial_serves_one_patient(self):
        every = self.clinic.sessions()
        if every is self.checked:
            return
        self.checked = every
        for session in every:
            sealed = bool(self.clinic.records.seals(session.id))
            assert sealed == (session.id in self.signed)
            assert session.status.value != "completed" or sealed
            self._is_as_signed(session)
            if session.status.value != "entered-in-error":
                for use in session.facts.vials:
                    assert not is_shared(every, session, use.vial_id), "a vial for two patients"

    def _is_as_signed(self, now):
        then = self.signed.get(now.id)
        if then is None:
            return
        kept = ("addenda", "after_effects", "status", "void_reason", "revision")
        assert replace(now, **{k: getattr(then, k) for k in kept}) == then
        report = verify_session(self.clinic.records, now.id)
        assert report.is_intact, report.problems


@pytest.fixture(scope="module", autouse=True)
def source(tmp_path_factory):
    _source["path"] = tmp_path_factory.mktemp("source") / "clinic.db"
    found_clinic(_source["path"])


TestClinic = Clinic.TestCase
TestClinic.settings = settings(
    max_examples=8,
    stateful_step_count=25,
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
