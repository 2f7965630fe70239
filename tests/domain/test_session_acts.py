from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinicapp.domain.allotment import units_from
from clinicapp.domain.errors import InputError, RuleError
from clinicapp.domain.session_acts import (
    acknowledge,
    allot_again,
    discard_rest,
    draw_from,
    drop_vial,
    leave_in_vial,
    rest_of,
    take_discard_back,
    use_vial,
)
from clinicapp.domain.session_facts import Acknowledgement, Discard, VialUse
from tests.factories import AT, make_session, new_id

WHO = new_id()
LATER = AT + timedelta(minutes=5)


def vial(units=200):
    return VialUse(vial_id=new_id(), labelled_units=Decimal(units), linked_at=AT, linked_by=WHO)


def discard(use, units):
    return Discard(
        id=new_id(),
        vial_id=use.vial_id,
        units=Decimal(units),
        reason="rest",
        note="",
        witness_id=None,
        at=LATER,
        by=WHO,
    )


def all_given(session):
    return session.give([s.site_id for s in session.planned], at=LATER, by=WHO)


def test_every_dose_knows_its_vial_whichever_came_first():
    use = vial()
    before = all_given(use_vial(make_session(), use))
    after = use_vial(all_given(make_session()), use)
    for session in (before, after):
        assert {s.vial_id for s in session.given} == {use.vial_id}
        assert units_from(session.sites, use.vial_id) == 155


def test_a_second_vial_is_drawn_from_when_the_first_is_empty_and_no_dose_is_split():
    first, second = vial(100), vial(100)
    session = all_given(use_vial(use_vial(make_session(), first), second))
    assert units_from(session.sites, first.vial_id) == 100
    assert units_from(session.sites, second.vial_id) == 55
    odd = use_vial(use_vial(make_session().change_default(Decimal("7.5")), first), second)
    odd = odd.give([s.site_id for s in odd.planned[:14]], at=LATER, by=WHO)
    assert units_from(odd.sites, first.vial_id) == Decimal("97.5")


def test_a_dose_that_fits_into_no_vial_stays_without():
    small = vial(50)
    session = all_given(use_vial(make_session(), small))
    assert sum(s.vial_id is None for s in session.given) == 21


def test_taking_a_site_back_frees_its_units():
    use = vial()
    session = all_given(use_vial(make_session(), use))
    back = session.restore(["TEM-L3"])
    assert back.site("TEM-L3").vial_id is None
    assert rest_of(back, use) == 50


def test_a_vial_taken_out_leaves_its_doses_to_another_or_to_none():
    first, second = vial(), vial()
    session = all_given(use_vial(use_vial(make_session(), first), second))
    session = discard_rest(session, discard(first, 45))
    other = drop_vial(session, first.vial_id)
    assert units_from(other.sites, second.vial_id) == 155
    assert other.facts.discards == ()
    none = drop_vial(other, second.vial_id)
    assert all(s.vial_id is None for s in none.sites)


def test_doses_are_told_to_come_from_a_vial_and_in_their_order_again():
    first, second = vial(), vial()
    session = all_given(use_vial(use_vial(make_session(), first), second))
    told = draw_from(session, ["TEM-L1", "TEM-L2"], second.vial_id)
    assert units_from(told.sites, second.vial_id) == 10
    assert allot_again(told) == session
    with pytest.raises(RuleError, match="not given"):
        draw_from(use_vial(make_session(), first), ["TEM-L1"], first.vial_id)
    with pytest.raises(RuleError, match="not part of the session"):
        draw_from(session, ["TEM-L1"], new_id())


@given(st.decimals(min_value="0.01", max_value=45, places=2))
def test_a_discard_is_at_most_what_is_left(units):
    use = vial()
    session = all_given(use_vial(make_session(), use))
    after = discard_rest(session, discard(use, units))
    assert rest_of(after, use) == 45 - units
    (kept,) = after.facts.discards
    assert take_discard_back(after, kept.id) == session


@pytest.mark.parametrize(
    "units", ["0", "-1", "45.01", "1.005", "NaN", "Infinity", "1000000", "1E+30", "1E-30"]
)
def test_an_impossible_discard_is_refused(units):
    use = vial()
    session = all_given(use_vial(make_session(), use))
    with pytest.raises(InputError):
        discard_rest(session, discard(use, units))


def test_units_left_in_a_vial_close_the_sum_too():
    use = vial()
    session = all_given(use_vial(make_session(), use))
    left = leave_in_vial(session, use.vial_id, Decimal(45))
    assert rest_of(left, left.facts.vials[0]) == 0
    with pytest.raises(InputError, match="left in this vial"):
        leave_in_vial(session, use.vial_id, Decimal("45.5"))


@pytest.mark.parametrize("units", ["-1", "1.005", "NaN", "Infinity", "1000000", "1E+30", "1E-30"])
def test_an_impossible_amount_is_not_left_in_a_vial(units):
    use = vial()
    session = all_given(use_vial(make_session(), use))
    with pytest.raises(InputError):
        leave_in_vial(session, use.vial_id, Decimal(units))


def test_the_same_vial_is_not_used_twice():
    use = vial()
    with pytest.raises(RuleError, match="already part"):
        use_vial(use_vial(make_session(), use), use)


def test_the_newest_acknowledgement_of_a_finding_counts():
    taken = Acknowledgement(key="k", title="t", severity="hold", reason="a", at=AT, by=WHO)
    session = acknowledge(make_session(), taken)
    again = acknowledge(session, replace(taken, reason="b"))
    assert [a.reason for a in again.facts.acknowledgements] == ["b"]


def test_nothing_of_this_is_done_to_a_closed_session():
    use = vial()
    session = all_given(use_vial(make_session(), use)).complete(at=LATER, by=WHO)
    for act in (
        lambda: use_vial(session, vial()),
        lambda: drop_vial(session, use.vial_id),
        lambda: allot_again(session),
        lambda: draw_from(session, ["TEM-L1"], use.vial_id),
        lambda: discard_rest(session, discard(use, 45)),
        lambda: take_discard_back(session, new_id()),
        lambda: leave_in_vial(session, use.vial_id, Decimal(1)),
    ):
        with pytest.raises(RuleError):
            act()
