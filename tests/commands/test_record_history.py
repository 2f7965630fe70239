"""Whatever the order of acts, undos, redos and restarts, record, trail and sums agree."""

import tempfile
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from clinicapp.commands import sessions as verbs
from clinicapp.commands.patients import register_patient
from clinicapp.commands.records import Act
from clinicapp.domain.errors import ClinicError
from clinicapp.domain.extra_places import extra_areas
from clinicapp.domain.people import Role
from clinicapp.domain.places import fraction_of
from clinicapp.domain.snapping import free_place
from clinicapp.domain.totals import total_of
from clinicapp.store.database import open_database
from tests.closing import complete_session
from tests.conftest import KEY
from tests.consent_factory import agree
from tests.factories import (
    AT,
    make_artwork,
    make_clinic,
    make_patient,
    make_person,
    make_protocol,
    make_records,
    password_hash,
)

FIXED = [s.id for s in make_protocol().sites]
# Half of the acts fall where the limits of extra sites are near.
SITES = st.one_of(st.sampled_from(FIXED), st.sampled_from([i for i in FIXED if "OCC" in i]))
EXTRAS = st.sampled_from([s.id for s in make_protocol().extra_sites])
SUGGESTED = {s.id for s in make_protocol().suggested_extras}
SUGGESTED_PLACE, OWN_PLACE, OUTSIDE = None, "a place of its own", (Decimal("0.9"), Decimal("0.9"))
PLACES = st.sampled_from([SUGGESTED_PLACE, OWN_PLACE, OUTSIDE])
SOME_SITES = st.lists(st.one_of(SITES, EXTRAS), min_size=1, max_size=3, unique=True)
DOSES = st.sampled_from(["2.5", "5", "4", "7.5", "0.25", "12.5", "50"])
MOST_UNITS = {"TEM": 50, "OCC": 40, "TRA": 50}  # fixed and extra together, where extras are
MOST_EXTRAS = {"TEM": 2, "OCC": 2, "TRA": 4}
# What the session before left behind: its default, and what was not simply given by it.
LAST_DEFAULT = Fraction(4)
LAST = {
    "FRO-L2": ("omitted", None, False),  # its dose only followed the default
    "TEM-L1": ("planned", Fraction("7.5"), True),
    "OCC-RX1": ("planned", Fraction(10), True),
}


@cache
def own_places():
    """A place by hand for each extra site, where all of them can be at once."""
    protocol, found = make_protocol(), {}
    for art in make_artwork().views.values():
        taken = list(art.site_points.values())
        for area in extra_areas(art, protocol):
            for site in protocol.extra_sites:
                if (site.muscle, site.side) == (area.muscle.code, area.side):
                    middle = art.site_points[f"{site.id[:-1]}1"]
                    place = free_place(middle, taken, 0.7 * art.units_per_cm, area.area)
                    taken.append(place)
                    found[site.id] = fraction_of(place)
    return found


class Oracle:
    """What the session should hold: plain words and fractions, and a plain list of states."""

    def __init__(self):
        self.now = {s.id: ("planned", Fraction(5), False) for s in make_protocol().sites}
        self.default = Fraction(5)
        self.past, self.future = [], []

    def after(self, sites):
        return {k: v for k, v in {**self.now, **sites}.items() if v is not None}

    def allows(self, sites):
        """Whether the limits hold in every muscle that has extra sites."""
        new = self.after(sites)
        extras = [k for k in new if "X" in k]
        if sum(new[k][1] for k in extras) > 40:
            return False
        for muscle in {k[:3] for k in extras}:
            held = sum(u for k, (s, u, _) in new.items() if k[:3] == muscle and s != "omitted")
            if held > MOST_UNITS[muscle]:
                return False
        return all(sum(k[:3] == m for k in extras) <= n for m, n in MOST_EXTRAS.items())

    def note(self):
        self.past.append((self.now, self.default))
        self.future.clear()

    def act(self, sites, default=None):
        new = self.after(sites)
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
        agree(self.records, patient.id, self.act)
        self.chart_last_session(patient.id)
        self.id = verbs.start_session(self.records, patient.id, act=self.act).after.id
        self.oracle = Oracle()
        self.notes = 0

    def open(self):
        self.database = open_database(self.path, KEY, now=AT)
        self.records = make_records(self.database)

    def chart_last_session(self, patient_id):
        self.id = verbs.start_session(self.records, patient_id, act=self.act).after.id
        assert self.run_verb(verbs.change_default, Decimal(4))
        assert self.run_verb(verbs.change_dose, ["TEM-L1"], Decimal("7.5"))
        assert self.run_verb(verbs.omit_sites, ["FRO-L2"], "patient-wish")
        assert self.run_verb(verbs.add_extra_site, "OCC-RX1", "tenderness", Decimal(10), True)
        assert self.run_verb(verbs.give_all_planned)
        assert self.run_verb(complete_session)

    def teardown(self):
        self.database.close()
        self.folder.cleanup()

    def run_verb(self, verb, *args):
        try:
            verb(self.records, self.id, *args, act=self.act)
        except ClinicError:
            return False
        return True

    @rule(sites=SOME_SITES)
    def give(self, sites):
        todo = {i: self.oracle.now.get(i, ("missing",)) for i in sites}
        may = all(v[0] == "planned" for v in todo.values())
        assert self.run_verb(verbs.give_sites, sites) == may
        if may:
            self.oracle.act({i: ("given", u, p) for i, (_, u, p) in todo.items()})

    @rule()
    def give_all(self):
        todo = {k: v for k, v in self.oracle.now.items() if v[0] == "planned"}
        assert self.run_verb(verbs.give_all_planned) == bool(todo)
        self.oracle.act({k: ("given", u, p) for k, (_, u, p) in todo.items()})

    @rule(sites=SOME_SITES, units=DOSES)
    def dose(self, sites, units):
        old = [self.oracle.now.get(i, ("missing",))[0] for i in sites]
        new = {i: (s, Fraction(units), True) for i, s in zip(sites, old, strict=True)}
        may = {"omitted", "missing"}.isdisjoint(old) and self.oracle.allows(new)
        assert self.run_verb(verbs.change_dose, sites, Decimal(units)) == may
        if may:
            self.oracle.act(new)

    @rule(units=DOSES)
    def default(self, units):
        follow = {
            k: ("planned", Fraction(units), False)
            for k, (s, _, pinned) in self.oracle.now.items()
            if s == "planned" and not pinned
        }
        may = self.oracle.allows(follow)
        assert self.run_verb(verbs.change_default, Decimal(units)) == may
        if may:
            self.oracle.act(follow, Fraction(units))

    @rule(site=SITES)
    def omit(self, site):
        _, units, pinned = self.oracle.now[site]
        assert self.run_verb(verbs.omit_sites, [site], "patient-wish")
        self.oracle.act({site: ("omitted", units, pinned)})

    @rule()
    def omit_the_rest(self):
        todo = {k: v for k, v in self.oracle.now.items() if v[0] == "planned"}
        assert self.run_verb(verbs.omit_rest, "patient-wish") == bool(todo)
        self.oracle.act(
            {k: None if "X" in k else ("omitted", u, p) for k, (_, u, p) in todo.items()}
        )

    @rule(sites=SOME_SITES)
    def take_back(self, sites):
        known = all(i in self.oracle.now for i in sites)
        new = {
            i: None if "X" in i else ("planned", *self.oracle.now[i][1:]) for i in sites if known
        }
        may = known and self.oracle.allows(new)
        assert self.run_verb(verbs.restore_sites, sites) == may
        if may:
            self.oracle.act(new)

    @rule(site=SITES)
    def note(self, site):
        self.notes += 1
        assert self.run_verb(verbs.annotate_site, site, f"note {self.notes}")
        self.oracle.note()

    @rule()
    def plan_as_last_time(self):
        is_changed = self.oracle.default != 5
        default = self.oracle.default if is_changed else LAST_DEFAULT
        plans = {i: (state, units or default, p) for i, (state, units, p) in LAST.items()}
        new = {
            i: plans.get(i, ("planned", default, False))
            for i, (state, _, pinned) in self.oracle.now.items()
            if state == "planned" and not pinned and "X" not in i
        }
        new |= {i: plan for i, plan in plans.items() if "X" in i and i not in self.oracle.now}
        may = all(s != "given" for s, _, _ in self.oracle.now.values()) and self.oracle.allows(new)
        assert self.run_verb(verbs.plan_again) == may
        if may:
            self.oracle.act(new, default)

    @rule(site=EXTRAS, units=DOSES, give=st.booleans(), at=PLACES)
    def extra(self, site, units, give, at):
        state = "given" if give else "planned"
        new = {site: (state, Fraction(units), self.oracle.default != Fraction(units))}
        has_place = at is OWN_PLACE or (at is SUGGESTED_PLACE and site in SUGGESTED)
        at = own_places()[site] if at is OWN_PLACE else at
        may = has_place and site not in self.oracle.now and self.oracle.allows(new)
        may_do = self.run_verb(verbs.add_extra_site, site, "tenderness", Decimal(units), give, at)
        assert may_do == may
        if may:
            self.oracle.act(new)

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
        assert self.oracle.allows({})
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
