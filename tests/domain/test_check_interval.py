from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinicapp.domain.checks.finding import Severity
from clinicapp.domain.checks.interval import check_interval, interval_of
from tests.case_factory import DAY, earlier, make_case
from tests.factories import make_session


def severities(case):
    return [f.severity for f in check_interval(case)]


@pytest.mark.parametrize(("days", "is_held"), [(0, True), (83, True), (84, False), (85, False)])
def test_84_days_are_enough_and_83_are_held(days, is_held):
    findings = check_interval(make_case(earlier=(earlier(days),)))
    assert [f.severity for f in findings] == [Severity.HOLD] * is_held
    if days == 83:
        assert findings[0].happened == (
            "Only 11 weeks 6 days since the last dose: 31 Aug 2026, this clinic."
        )
        assert findings[0].remedy == "Wait for 12 weeks, or write why treatment is earlier."


def test_the_interval_is_that_of_the_sessions_own_protocol():
    session = make_session(give_all=True)
    protocol = replace(session.protocol, retreatment_interval_days=90)
    case = make_case(session=replace(session, protocol=protocol), earlier=(earlier(89),))
    assert severities(case) == [Severity.HOLD]
    assert not check_interval(replace(case, earlier=(earlier(90),)))


def test_the_last_dose_counts_wherever_it_was_given():
    elsewhere = replace(earlier(30, 25), where="elsewhere, cosmetic", session_id=None)
    case = make_case(earlier=(earlier(85), elsewhere))
    assert interval_of(case).days == 30
    assert "elsewhere, cosmetic" in check_interval(case)[0].happened


def test_units_need_not_be_known_for_the_interval():
    assert severities(make_case(earlier=(earlier(20, None),))) == [Severity.HOLD]


def test_an_unknown_date_is_a_warning_beside_what_is_known():
    undated = replace(earlier(0), on=None)
    assert severities(make_case(earlier=(undated,))) == [Severity.WARN]
    assert severities(make_case(earlier=(undated, earlier(84)))) == [Severity.WARN]
    assert severities(make_case(earlier=(earlier(83), undated))) == [Severity.HOLD, Severity.WARN]
    assert interval_of(make_case(earlier=(undated,))).days is None


def test_a_first_treatment_has_no_interval():
    case = make_case(earlier=())
    assert check_interval(case) == ()
    assert interval_of(case).last is None


def test_a_dose_after_the_session_is_held_too():
    findings = check_interval(make_case(earlier=(earlier(-7),)))
    assert [f.severity for f in findings] == [Severity.HOLD]
    assert findings[0].happened.startswith("A dose is dated after this session: 29 Nov 2026")


def test_the_day_is_that_of_the_clinic_not_of_greenwich():
    # 23:30 on 21 Nov in Chicago is 22 Nov in UTC.
    late = datetime(2026, 11, 22, 5, 30, tzinfo=UTC)
    session = make_session(started_at=late)
    case = make_case(session=session, earlier=(earlier(84),))
    assert case.day == date(2026, 11, 21)
    assert interval_of(case).days == 83
    assert severities(case) == [Severity.HOLD]


def test_another_gap_is_another_finding():
    keys = {check_interval(make_case(earlier=(earlier(n),)))[0].key for n in (81, 82, 83)}
    assert len(keys) == 3


@given(st.lists(st.integers(0, 400), min_size=1, max_size=6))
def test_only_the_nearest_dose_decides(gaps):
    case = make_case(earlier=tuple(earlier(n) for n in gaps))
    assert interval_of(case).last == DAY - timedelta(days=min(gaps))
    assert bool(check_interval(case)) == (min(gaps) < 84)
