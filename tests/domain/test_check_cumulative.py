from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinicapp.domain.checks.case import EarlierDose
from clinicapp.domain.checks.cumulative import check_cumulative, cumulative_of
from clinicapp.domain.checks.finding import Severity
from tests.case_factory import DAY, earlier, make_case, make_rules
from tests.factories import make_session

GIVEN = 155


def dose(on, units=100):
    return EarlierDose(on=on, units=None if units is None else Decimal(units), where="elsewhere")


def case_on(day, *doses):
    """A session with 155 units in the middle of a day, and doses before it."""
    noon = datetime(day.year, day.month, day.day, 18, tzinfo=UTC)
    session = make_session(started_at=noon)
    session = session.give([s.site_id for s in session.planned], at=noon, by=session.started_by)
    return make_case(session=session, earlier=doses)


def test_the_sum_shows_its_items_with_this_session_first():
    found = cumulative_of(make_case(earlier=(earlier(85, 150), earlier(93, 155))))
    assert found.total == GIVEN + 150
    assert [(i.where, i.units) for i in found.items] == [
        ("this session", Decimal(155)),
        ("this clinic", Decimal(150)),
    ]


@pytest.mark.parametrize(("before", "is_held"), [("245", False), ("245.5", True), ("245.01", True)])
def test_400_units_are_allowed_and_anything_more_is_held(before, is_held):
    findings = check_cumulative(make_case(earlier=(earlier(30, before),)))
    assert [f.severity for f in findings] == [Severity.HOLD] * is_held
    if before == "245.5":
        assert findings[0].happened == (
            "400.5 units in 3 months, over all indications; the label allows 400."
        )


@pytest.mark.parametrize(
    ("day", "on", "counts"),
    [
        (date(2026, 11, 22), date(2026, 8, 22), False),
        (date(2026, 11, 22), date(2026, 8, 23), True),
        (date(2026, 5, 31), date(2026, 2, 28), False),
        (date(2026, 5, 31), date(2026, 3, 1), True),
        (date(2026, 5, 28), date(2026, 2, 28), False),
        (date(2026, 5, 28), date(2026, 3, 1), True),
        (date(2024, 5, 31), date(2024, 2, 28), False),
        (date(2024, 5, 31), date(2024, 2, 29), False),
        (date(2024, 5, 28), date(2024, 2, 29), True),
        (date(2027, 2, 28), date(2026, 11, 28), False),
        (date(2027, 2, 28), date(2026, 11, 29), True),
        (date(2027, 1, 31), date(2026, 10, 31), False),
        (date(2027, 1, 31), date(2026, 11, 1), True),
    ],
)
def test_a_dose_counts_from_the_day_after_the_same_day_three_months_before(day, on, counts):
    assert cumulative_of(case_on(day, dose(on))).total == GIVEN + 100 * counts


def test_only_given_doses_of_this_session_count():
    session = make_session()
    assert cumulative_of(make_case(session=session, earlier=())).total == 0
    some = session.give(["COR-L1"], at=session.started_at, by=session.started_by)
    assert cumulative_of(make_case(session=some, earlier=())).total == 5


def test_unknown_units_within_three_months_are_a_warning_and_not_counted():
    case = make_case(earlier=(dose(DAY - timedelta(days=30), None),))
    findings = check_cumulative(case)
    assert [f.severity for f in findings] == [Severity.WARN]
    assert findings[0].happened == (
        "A dose is not in the sum: unknown units, 23 Oct 2026, elsewhere."
    )
    assert cumulative_of(case).total == GIVEN
    assert [i.is_counted for i in cumulative_of(case).items] == [True, False]
    old = make_case(earlier=(dose(date(2026, 8, 22), None),))
    assert check_cumulative(old) == ()


def test_an_unknown_date_is_a_warning_and_not_counted():
    case = make_case(earlier=(dose(None, 300),))
    assert [f.severity for f in check_cumulative(case)] == [Severity.WARN]
    assert cumulative_of(case).total == GIVEN


def test_unknown_units_do_not_hide_what_is_too_much():
    case = make_case(earlier=(earlier(1, 300), dose(DAY, None)))
    assert [f.severity for f in check_cumulative(case)] == [Severity.HOLD, Severity.WARN]


def test_another_sum_is_another_finding():
    keys = {check_cumulative(make_case(earlier=(earlier(9, n),)))[0].key for n in (246, 247)}
    assert len(keys) == 2


def test_the_limit_is_that_of_the_policy():
    rules = make_rules(policy={"cumulative_units_most": Decimal(300), "cumulative_months": 1})
    case = make_case(rules=rules, earlier=(earlier(20, 145), earlier(40, 145)))
    assert check_cumulative(case) == ()
    assert check_cumulative(replace(case, earlier=(earlier(20, 146),)))


@given(st.lists(st.tuples(st.integers(0, 200), st.integers(1, 40000)), max_size=8))
def test_the_sum_is_that_of_every_dose_on_or_after_the_border(doses):
    border = date(2026, 8, 23)
    made = [dose(DAY - timedelta(days=n), Decimal(c) / 100) for n, c in doses]
    case = make_case(earlier=tuple(made))
    wanted = GIVEN + sum(d.units for d in made if d.on >= border)
    assert cumulative_of(case).total == wanted
    assert bool(check_cumulative(case)) == (wanted > 400)
