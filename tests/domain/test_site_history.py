"""What was done at a site over all visits, against sums over plain numbers."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import partial
from random import Random
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from clinicapp.domain.after_effects import NO_KINDS
from clinicapp.domain.session import Session, SessionStatus, SiteState
from clinicapp.domain.site_history import differences, patient_history
from tests.domain.test_after_effects import make_effect
from tests.factories import AT, make_effect_kinds, make_protocol, make_session

CHICAGO = ZoneInfo("America/Chicago")
SITES = [s.id for s in make_protocol().sites]
EXTRAS = [s.id for s in make_protocol().extra_sites if s.is_suggested]
WEEKS = timedelta(weeks=12)


def visit(number=0, edit=None, **changes):
    """A completed session, the first in November 2026, then one every twelve weeks."""
    session = make_session(started_at=AT + number * WEEKS, **changes)
    session = edit(session) if edit else session
    session = session.give(
        [s.site_id for s in session.planned], at=session.started_at, by=session.started_by
    )
    return session.complete(at=session.started_at, by=session.started_by)


def history(*sessions, kinds=None):
    return patient_history(sessions, CHICAGO, kinds or make_effect_kinds())


def omit(site_id, reason="prior-brow-ptosis", note=""):
    return lambda s: s.omit([site_id], reason, note)


def test_only_completed_sessions_count_oldest_first():
    old, new = visit(0), visit(1)
    void = replace(new, id=old.id, status=SessionStatus.ENTERED_IN_ERROR)
    assert history(new, make_session(give_all=True), void, old).sessions == (old, new)


def test_a_visits_day_is_the_clinics():
    late = replace(visit(0), started_at=datetime(2026, 5, 3, 3, 30, tzinfo=UTC))
    told = history(late).site("COR-L1")
    assert [p.day for p in told.past] == [date(2026, 5, 2)]


def test_a_site_tells_its_doses_omissions_moves_and_notes():
    moved = visit(2)
    record = replace(moved.site("FRO-L2"), shift_x=Decimal("0.5"), note="Tender")
    moved = replace(moved, sites=tuple(record if s.site_id == "FRO-L2" else s for s in moved.sites))
    told = history(
        visit(0),
        visit(1, omit("FRO-L2")),
        moved,
        visit(3, lambda s: s.change_dose(["FRO-L2"], Decimal("2.5"))),
    ).site("FRO-L2")
    assert (told.visits, len(told.given), told.doses) == (4, 3, (Decimal("2.5"), Decimal(5)))
    assert [(p.day, p.reason) for p in told.omitted] == [(date(2027, 2, 14), "Prior brow ptosis")]
    assert [p.record for p in told.moved] == [p.record for p in told.noted] == [record]
    assert (told.last.day, told.last.record.units) == (date(2027, 8, 1), Decimal("2.5"))


def test_an_extra_site_is_told_over_all_visits_that_could_have_had_it():
    told = history(
        visit(0), visit(1, lambda s: s.add_extra("OCC-RX1", "tenderness", Decimal(5)))
    ).site("OCC-RX1")
    assert (told.visits, len(told.given)) == (2, 1)
    (label,) = (r.label for r in make_protocol().extra_reasons if r.code == "tenderness")
    assert told.given[0].reason == label


def test_a_site_that_no_protocol_knows_has_no_history():
    told = history(visit(0)).site("XYZ-L1")
    assert (told.visits, told.past, told.last) == (0, (), None)


def test_before_a_session_lies_only_what_was_over_when_it_began():
    first, second, third = visit(0), visit(1), visit(2)
    whole = history(first, second, third)
    assert whole.before(third).sessions == (first, second)
    assert whole.before(first).sessions == ()
    today = make_session(started_at=AT + 3 * WEEKS)
    assert whole.before(today).sessions == (first, second, third)


def test_an_effect_is_told_at_the_given_sites_that_could_have_caused_it():
    session = visit(0, omit("TRA-L1", "weakness"))
    session = replace(session, after_effects=(make_effect(),))
    whole = history(session)
    assert [e.effect.code for e in whole.site("CPS-L1").effects] == ["neck-pain"]
    assert whole.site("CPS-L1").effects[0].day == date(2026, 11, 22)
    assert whole.site("TRA-L1").effects == ()  # nothing was given there
    assert whole.site("FRO-L1").effects == ()
    muscles = {i[:3] for i in whole.suspects(session)}
    assert muscles == {"OCC", "CPS", "TRA"}
    assert "TRA-L1" not in whole.suspects(session)


def test_an_effect_in_error_or_without_muscles_points_at_no_site():
    wrong = make_effect(error_reason="Another patient's")
    session = replace(visit(0), after_effects=(wrong, make_effect(code="headache")))
    whole = history(session)
    assert whole.suspects(session) == frozenset()
    assert [e.effect.code for e in whole.effects(session)] == ["headache"]
    unknown = replace(session, after_effects=(make_effect(),))
    assert history(unknown, kinds=NO_KINDS).suspects(unknown) == frozenset()


def test_differences_are_told_site_by_site_in_order():
    before = visit(0, omit("FRO-L2"))
    after = visit(
        1,
        lambda s: (
            s.change_dose(["COR-L1"], Decimal("2.5"))
            .add_extra("OCC-RX1", "tenderness", Decimal(5))
            .omit(["TRA-R3"], "patient-wish")
        ),
    )
    told = differences(before, after)
    assert [d.name for d in told] == [
        "Corrugator left 1",
        "Frontalis left 2",
        "Occipitalis right, extra 1",
        "Trapezius right 3",
    ]
    assert [d.before and d.before.state for d in told] == [
        SiteState.GIVEN,
        SiteState.OMITTED,
        None,
        SiteState.GIVEN,
    ]
    assert differences(before, before) == ()
    assert [d.name for d in differences(after, before)] == [d.name for d in told]


def test_an_other_reason_for_omitting_is_no_other_treatment():
    assert differences(visit(0, omit("FRO-L2")), visit(1, omit("FRO-L2", "patient-wish"))) == ()


visits = st.lists(
    st.tuples(
        st.dictionaries(st.sampled_from(SITES), st.sampled_from(["omit", "2.5", "7.5"])),
        st.sets(st.sampled_from(EXTRAS), max_size=2),
        st.booleans(),
    ),
    max_size=6,
)


def chart(number, exceptions, extras):
    def edit(session):
        for site_id, what in exceptions.items():
            if what == "omit":
                session = session.omit([site_id], "patient-wish")
            elif what != "7.5" or not extras:  # with an extra site it could pass a limit
                session = session.change_dose([site_id], Decimal(what))
        for site_id in sorted(extras):
            session = session.add_extra(site_id, "tenderness", Decimal("2.5"))
        return session

    return visit(number, edit)


@given(visits, st.randoms(use_true_random=False))
def test_sums_equal_what_was_given_whatever_the_order_of_reading(drawn, chance: Random):
    sessions, oracle, times = [], {}, {}
    for number, (exceptions, extras, is_error) in enumerate(drawn):
        session = chart(number, exceptions, extras)
        if len(session.given) == 0 or is_error:
            session = replace(session, status=SessionStatus.ENTERED_IN_ERROR)
        else:
            for record in session.given:
                oracle[record.site_id] = oracle.get(record.site_id, 0) + Fraction(record.units)
                times[record.site_id] = times.get(record.site_id, 0) + 1
        sessions.append(session)
    shuffled = list(sessions)
    chance.shuffle(shuffled)
    whole = history(*shuffled)
    assert whole == history(*sessions)
    sums = whole.sums()
    assert {i: Fraction(s.units) for i, s in sums.items()} == oracle
    assert {i: s.visits for i, s in sums.items()} == times
    for site_id, found in sums.items():
        told = whole.site(site_id)
        assert (len(told.given), told.last.record) == (found.visits, found.record)
        assert told.visits == len(whole.sessions)
        assert len(told.given) + len(told.omitted) == len(told.past)


PLACES = [None, (Decimal("0.45"), Decimal("0.3")), (Decimal("0.52"), Decimal("0.24"))]


@given(st.lists(st.sampled_from(PLACES), max_size=6))
def test_an_extra_site_is_summed_by_its_place_and_no_unit_is_lost(places):
    sessions, oracle = [], {}
    for number, at in enumerate(places):
        add = partial(Session.add_extra, at=at)
        sessions.append(visit(number, lambda s, a=add: a(s, "TEM-LX1", "tenderness", Decimal(5))))
        oracle[at] = oracle.get(at, 0) + 5
    whole = history(*sessions)
    extras = [s for s in whole.sums().values() if s.site.id == "TEM-LX1"]
    found = {
        None if s.record.at_x is None else (s.record.at_x, s.record.at_y): s.units for s in extras
    }
    assert found == oracle
    assert sum(s.units for s in whole.sums().values()) == 160 * len(places)
    assert whole.site("TEM-LX1").places == len(oracle)


@given(visits.filter(lambda v: len(v) > 1))
def test_two_sessions_differ_exactly_where_a_dose_does(drawn):
    one, other = (chart(0, *drawn[n][:2]) for n in (0, 1))
    doses = [{s.site_id: s.units for s in x.given} for x in (one, other)]
    # An extra site that is not there, and one that would be omitted, are told apart by the state.
    wanted = {i for i in doses[0].keys() | doses[1].keys() if doses[0].get(i) != doses[1].get(i)}
    found = {(d.before or d.after).site_id for d in differences(one, other)}
    assert found == wanted
