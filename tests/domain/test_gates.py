from dataclasses import fields, replace
from datetime import timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from clinicapp.domain.checks.all_checks import findings_of
from clinicapp.domain.checks.finding import Gate
from clinicapp.domain.checks.gates import GateStatus, gates_of
from clinicapp.domain.checks.spans import left_words, number_word, span_words
from clinicapp.domain.session_acts import acknowledge
from clinicapp.domain.session_facts import Acknowledgement, SessionFacts
from tests.case_factory import (
    AT,
    PHYSICIAN,
    earlier,
    make_case,
    make_response,
    make_screen,
    make_vial,
)
from tests.factories import make_session


def gate(case, gate):
    return next(g for g in gates_of(case, findings_of(case)) if g.gate is gate)


def told(case, which):
    found = gate(case, which)
    return found.state, f"{found.title} · {found.detail}"


def test_a_complete_session_has_every_gate_closed_in_order():
    gates = gates_of(make_case(), ())
    assert [g.gate for g in gates] == list(Gate)
    assert {g.state for g in gates} == {GateStatus.CLOSED}
    assert [f"{g.title} · {g.detail}" for g in gates] == [
        "Consent · paper, signed 12 Dec 2025",
        "Time-out · 13:51, two identifiers",
        "Safety screen · clear",
        "Interval · 12 weeks 1 day",
        "Vial · C8124C3, 22 h 40 left",
        "Diagnosis · G43.709",
        "Outcome scores · HIT-6 54",
        "Sites · 31 of 31 recorded",
        "Charges · 155 given, 45 discarded",
    ]


def test_a_new_session_has_gates_to_open():
    empty = {f.name: f.default for f in fields(SessionFacts)}
    case = make_case(session=make_session(), facts=empty, vials=(), baseline=None, earlier=())
    open_gates = {
        Gate.CONSENT: "Consent · not recorded",
        Gate.TIME_OUT: "Time-out · not recorded",
        Gate.SAFETY: "Safety screen · not asked yet",
        Gate.VIAL: "Vial · none yet",
        Gate.DIAGNOSIS: "Diagnosis · not recorded",
        Gate.OUTCOMES: "Outcome scores · to enter",
        Gate.SITES: "Sites · 0 of 31 recorded",
    }
    for which, words in open_gates.items():
        assert told(case, which) == (GateStatus.OPEN, words)
    assert told(case, Gate.INTERVAL) == (GateStatus.CLOSED, "Interval · no earlier dose")


def test_what_was_found_is_told_instead():
    assert told(make_case(earlier=(earlier(83),)), Gate.INTERVAL) == (
        GateStatus.HOLD,
        "Interval · 11 weeks 6 days",
    )
    screen = make_screen(site_infection="yes", pregnancy="yes", anticoagulant="")
    assert told(make_case(facts={"safety": screen}), Gate.SAFETY) == (
        GateStatus.BLOCK,
        "Safety screen · Infection at a planned injection site",
    )


def test_a_hold_that_was_taken_on_closes_its_gate():
    case = make_case(earlier=(earlier(83),), facts={"safety": make_screen(pregnancy="yes")})
    for finding in findings_of(case):
        taken = Acknowledgement(
            key=finding.key, title="", severity="hold", reason="Agreed.", at=AT, by=PHYSICIAN
        )
        case = replace(case, session=acknowledge(case.session, taken))
    assert told(case, Gate.INTERVAL) == (GateStatus.CLOSED, "Interval · 11 weeks 6 days")
    assert told(case, Gate.SAFETY) == (GateStatus.CLOSED, "Safety screen · 1 finding noted")


def test_a_screen_with_open_questions_is_to_complete():
    case = make_case(facts={"safety": make_screen(anticoagulant="")})
    assert told(case, Gate.SAFETY) == (GateStatus.OPEN, "Safety screen · to complete")


def test_an_undated_dose_is_told_in_the_interval():
    case = make_case(earlier=(replace(earlier(0), on=None),))
    assert told(case, Gate.INTERVAL) == (GateStatus.CLOSED, "Interval · date not known")


@pytest.mark.parametrize(
    ("response", "number", "state", "words"),
    [
        (None, 2, GateStatus.CLOSED, "from treatment 3"),
        (None, 3, GateStatus.OPEN, "to enter"),
        (make_response(hit6=None), 3, GateStatus.CLOSED, "MIDAS 12"),
        (make_response(hit6=None, midas=None), 3, GateStatus.OPEN, "HIT-6 to enter"),
    ],
)
def test_scores_are_told_or_asked_for(response, number, state, words):
    case = make_case(number=number, facts={"response": response})
    assert told(case, Gate.OUTCOMES) == (state, f"Outcome scores · {words}")


def test_a_missing_baseline_is_told_with_the_code():
    assert told(make_case(baseline=None), Gate.DIAGNOSIS) == (
        GateStatus.OPEN,
        "Diagnosis · G43.709, no baseline",
    )


def test_the_vial_to_be_used_first_is_told():
    case = make_case()
    other = make_vial()
    older = replace(
        other,
        label=replace(other.label, lot_number="C7990C3"),
        reconstitution=replace(other.reconstitution, at=AT - timedelta(hours=20)),
    )
    both = replace(case, vials=(*case.vials, older))
    assert "C7990C3 and 1 more, 3 h 40 left" in gate(both, Gate.VIAL).detail
    assert gate(replace(case, now=AT + timedelta(hours=23)), Gate.VIAL).detail == (
        "C8124C3, 0 min left"
    )
    late = replace(case, now=AT + timedelta(hours=23, seconds=1))
    assert gate(late, Gate.VIAL).detail == "C8124C3, over 24 h"
    closed = replace(case, session=case.session.complete(at=AT, by=PHYSICIAN))
    assert gate(replace(closed, now=case.now + timedelta(days=30)), Gate.VIAL).detail == "C8124C3"
    dry = replace(case, vials=(replace(case.vials[0], reconstitution=None),))
    assert gates_of(dry, ())[list(Gate).index(Gate.VIAL)].detail == "C8124C3, not reconstituted"


def test_times_and_days_are_those_of_the_clinic():
    tokyo = replace(make_case(), zone=ZoneInfo("Asia/Tokyo"))
    details = {g.gate: g.detail for g in gates_of(tokyo, ())}
    assert details[Gate.TIME_OUT] == "04:51, two identifiers"
    assert details[Gate.CONSENT] == "paper, signed 13 Dec 2025"


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "0 days"),
        (1, "1 day"),
        (7, "1 week"),
        (83, "11 weeks 6 days"),
        (84, "12 weeks"),
        (85, "12 weeks 1 day"),
    ],
)
def test_spans_are_weeks_and_days(days, words):
    assert span_words(days) == words


def test_begun_minutes_are_not_counted_as_left():
    assert left_words(timedelta(hours=3, minutes=40, seconds=59)) == "3 h 40"
    assert left_words(timedelta(hours=1)) == "1 h 00"
    assert left_words(timedelta(minutes=25, seconds=59)) == "25 min"
    assert (number_word(2), number_word(9)) == ("two", "9")


def test_confirming_is_left_to_do_while_there_is_no_charge():
    assert gate(make_case(facts={"charge": None}), Gate.CHARGES).detail == "not confirmed"


def test_a_confirmation_of_other_figures_is_not_told_as_that_of_today():
    case = make_case()
    taken = case.session.facts.charge
    other = replace(taken, given_units=Decimal("152.5"), discarded_units=Decimal("47.5"))
    stale = replace(case, session=case.session.with_facts(charge=other))
    assert gate(stale, Gate.CHARGES).detail == "155 given, 45 discarded"
    unclosed = replace(case, session=case.session.with_facts(discards=()))
    assert gate(unclosed, Gate.CHARGES).detail == "not confirmed"
