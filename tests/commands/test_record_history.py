"""Whatever the order of acts, undos, redos and restarts, record, trail and sums agree."""

import tempfile
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from clinicapp.commands import sessions as verbs
from clinicapp.commands.patients import register_patient
from clinicapp.commands.records import Act, Records
from clinicapp.domain.errors import ClinicError
from clinicapp.domain.people import Role
from clinicapp.domain.totals import total_of
from clinicapp.store.database import open_database
from tests.conftest import KEY
from tests.factories import (
    AT,
    make_access,
    make_clinic,
    make_patient,
    make_person,
    make_protocol,
    password_hash,
)

SITES = st.sampled_from([s.id for s in make_protocol().sites])
EXTRAS = st.sampled_from([s.id for s in make_protocol().extra_sites])
DOSES = st.sampled_from(["2.5", "5", "7.5", "0.25", "50"])


class Oracle:
    """What the session should hold: plain words and fractions, and a plain list of states."""

    def __init__(self):
        self.now = {s.id: ("planned", Fraction(5), False) for s in make_protocol().sites}
        self.default = Fraction(5)
        self.past, self.future = [], []

    def act(self, sites, default=None):
        new = {**self.now, **sites}
        new = {k: v for k, v in new.items() if v is not None}
        default = self.default if default is None else default
        if (new, default) == (self.now, self.default):
            return
        self.past.append((self.now, self.default))
        self.future.clear()
        self.now, self.default = new, default

    def step(self, source, target):
        target.append((self.now, self.default))
        self.now, self.default = source.pop()

    def units(self, state):
        return sum((u for s, u, _ in self.now.values() if s == state), Fraction(0))


class SessionHistory(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "clinic.db"
        self.open()
        people = [make_person(role) for role in Role]
        self.records.found_clinic(make_clinic(), [(p, password_hash()) for p in people])
        self.act = Act(self.records.person(people[0].id), AT)
        patient = register_patient(self.records, make_patient(), act=self.act).after
        self.id = verbs.start_session(self.records, patient.id, act=self.act).after.id
        self.oracle = Oracle()

    def open(self):
        self.database = open_database(self.path, KEY, now=AT)
        self.records = Records(self.database, make_access(), make_protocol())

    def teardown(self):
        self.database.close()
        self.folder.cleanup()

    def run_verb(self, verb, *args):
        try:
            verb(self.records, self.id, *args, act=self.act)
        except ClinicError:
            return False
        return True

    @rule(site=SITES)
    def give(self, site):
        state, units, pinned = self.oracle.now[site]
        assert self.run_verb(verbs.give_sites, [site]) == (state == "planned")
        if state == "planned":
            self.oracle.act({site: ("given", units, pinned)})

    @rule()
    def give_all(self):
        todo = {k: v for k, v in self.oracle.now.items() if v[0] == "planned"}
        assert self.run_verb(verbs.give_all_planned) == bool(todo)
        self.oracle.act({k: ("given", u, p) for k, (_, u, p) in todo.items()})

    @rule(site=SITES, units=DOSES)
    def dose(self, site, units):
        state, old, _ = self.oracle.now[site]
        assert self.run_verb(verbs.change_dose, [site], Decimal(units)) == (state != "omitted")
        if state != "omitted" and Fraction(units) != old:
            self.oracle.act({site: (state, Fraction(units), True)})

    @rule(units=DOSES)
    def default(self, units):
        assert self.run_verb(verbs.change_default, Decimal(units))
        follow = {
            k: ("planned", Fraction(units), False)
            for k, (s, _, pinned) in self.oracle.now.items()
            if s == "planned" and not pinned
        }
        self.oracle.act(follow, Fraction(units))

    @rule(site=SITES)
    def omit(self, site):
        _, units, pinned = self.oracle.now[site]
        assert self.run_verb(verbs.omit_sites, [site], "patient-wish")
        self.oracle.act({site: ("omitted", units, pinned)})

    @rule(site=SITES)
    def take_back(self, site):
        _, units, pinned = self.oracle.now[site]
        assert self.run_verb(verbs.restore_sites, [site])
        self.oracle.act({site: ("planned", units, pinned)})

    @rule(site=EXTRAS, give=st.booleans())
    def extra(self, site, give):
        if self.run_verb(verbs.add_extra_site, site, "tenderness", Decimal(5), give):
            pinned = self.oracle.default != 5
            self.oracle.act({site: ("given" if give else "planned", Fraction(5), pinned)})

    @rule(site=EXTRAS)
    def drop_extra(self, site):
        known = site in self.oracle.now
        assert self.run_verb(verbs.restore_sites, [site]) == known
        if known:
            self.oracle.act({site: None})

    @precondition(lambda self: self.oracle.past)
    @rule()
    def undo(self):
        assert self.run_verb(verbs.undo)
        self.oracle.step(self.oracle.past, self.oracle.future)

    @precondition(lambda self: self.oracle.future)
    @rule()
    def redo(self):
        assert self.run_verb(verbs.redo)
        self.oracle.step(self.oracle.future, self.oracle.past)

    @rule()
    def close_and_reopen(self):
        self.database.close()
        self.open()

    @invariant()
    def record_trail_and_sums_agree(self):
        session = self.records.session(self.id)
        found = {s.site_id: (s.state.value, Fraction(s.units), s.is_pinned) for s in session.sites}
        assert found == self.oracle.now
        totals = total_of(session)
        assert Fraction(totals.given_units) == self.oracle.units("given")
        assert Fraction(totals.planned_units) == self.oracle.units("planned")
        history = self.records.history(self.id)
        assert len(history.undo) == len(self.oracle.past)
        assert len(history.redo) == len(self.oracle.future)
        events = [e for e in self.records.newest_events(10_000) if e.entity_id == self.id]
        assert len(events) == session.revision


SessionHistory.TestCase.settings = settings(
    max_examples=25,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
TestSessionHistory = SessionHistory.TestCase
