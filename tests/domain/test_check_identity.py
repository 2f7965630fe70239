from dataclasses import replace
from datetime import timedelta

import pytest

from clinicapp.domain.checks.finding import Gate, Severity
from clinicapp.domain.checks.identity import check_identity
from clinicapp.domain.protocol import Side, View
from tests.case_factory import FIRST_DOSE, make_case, make_rules, make_time_out
from tests.factories import make_session


def paused(**changes):
    return make_case(facts={"time_out": make_time_out(**changes)})


def only_block(case):
    (found,) = check_identity(case)
    assert (found.severity, found.check) == (Severity.BLOCK, 15)
    return found


def test_a_time_out_before_the_first_dose_passes():
    assert check_identity(make_case()) == ()


def test_no_time_out_is_missing():
    found = only_block(make_case(facts={"time_out": None}))
    assert found.is_missing
    assert found.gate is Gate.TIME_OUT


@pytest.mark.parametrize(
    ("identifiers", "is_fine"),
    [
        (("name", "birth-date"), True),
        (("name", "birth-date", "phone"), True),
        (("name",), False),
        (("name", "name"), False),
        (("name", "room-number"), False),
        ((), False),
    ],
)
def test_two_known_identifiers_are_needed(identifiers, is_fine):
    case = paused(identifiers=identifiers)
    if is_fine:
        assert check_identity(case) == ()
    else:
        assert "fewer than two identifiers" in only_block(case).happened


def test_the_number_of_identifiers_is_that_of_the_policy():
    case = replace(make_case(), rules=make_rules(policy={"identifiers_least": 3}))
    assert "fewer than three" in only_block(case).happened


def test_somebody_took_part():
    assert "nobody" in only_block(paused(participants=())).happened


@pytest.mark.parametrize(("late", "is_fine"), [(-1, True), (0, False), (1, False)])
def test_it_is_before_the_first_dose_and_no_reason_makes_it_so(late, is_fine):
    case = paused(at=FIRST_DOSE + timedelta(seconds=late))
    if is_fine:
        assert check_identity(case) == ()
    else:
        found = only_block(case)
        assert not found.is_missing
        assert "not before the first dose at 14:07" in found.happened


def test_a_late_one_says_that_it_may_have_been_held_before():
    found = only_block(paused(at=FIRST_DOSE, recorded_at=FIRST_DOSE + timedelta(hours=1)))
    assert found.remedy == "If it was held before the first dose, write when."


@pytest.mark.parametrize(("late", "is_fine"), [(-1, True), (0, False), (7200, False)])
def test_one_that_was_written_down_after_the_first_dose_needs_a_reason(late, is_fine):
    case = paused(recorded_at=FIRST_DOSE + timedelta(seconds=late))
    found = check_identity(case)
    assert [f.severity for f in found] == ([] if is_fine else [Severity.HOLD])
    if late == 7200:
        assert found[0].happened == (
            "The time-out held at 13:51 was written down at 16:07, not before the first dose at "
            "14:07."
        )


@pytest.mark.parametrize("begun", [True, False])
def test_one_of_another_day_needs_a_reason_and_before_a_dose_to_be_held_again(begun):
    time_out = make_time_out(at=FIRST_DOSE - timedelta(hours=14, minutes=8))  # a minute to midnight
    session = make_session(give_all=begun)
    (found,) = check_identity(make_case(session=session, facts={"time_out": time_out}))
    assert found.severity is Severity.HOLD
    assert found.happened == "The time-out was held on 21 Nov 2026, not on 22 Nov 2026."
    assert found.remedy.startswith("Write why" if begun else "Hold it again")


def test_before_the_first_dose_it_is_never_late():
    time_out = make_time_out(at=FIRST_DOSE + timedelta(hours=3))
    case = make_case(session=make_session(), facts={"time_out": time_out})
    assert check_identity(case) == ()


def altered(site_id, **changes):
    """A case whose own copy of the protocol says something else of one site."""
    session = make_session(give_all=True)
    sites = tuple(replace(s, **changes) if s.id == site_id else s for s in session.protocol.sites)
    protocol = replace(session.protocol, sites=sites)
    return make_case(session=replace(session, protocol=protocol))


@pytest.mark.parametrize(
    ("site_id", "changes"),
    [
        ("TEM-L1", {"side": Side.RIGHT}),
        ("TEM-L1", {"view": View.RIGHT}),
        ("FRO-R2", {"side": Side.LEFT}),
        ("FRO-R2", {"view": View.LEFT}),
        ("FRO-R2", {"side": Side.MIDLINE}),
        ("PRO-M1", {"side": Side.LEFT}),
        ("PRO-M1", {"view": View.LEFT}),
        ("OCC-L1", {"id": "OCC-R9"}),
    ],
)
def test_letter_side_and_view_of_a_site_say_the_same(site_id, changes):
    found = only_block(altered(site_id, **changes))
    assert found.gate is Gate.SITES
    assert site_id in found.happened


def test_every_site_and_extra_site_of_the_protocol_is_on_its_side():
    session = make_session()
    for extra in session.protocol.suggested_extras:
        session = session.add_extra(extra.id, "predominant-pain", session.default_units)
    assert check_identity(make_case(session=session)) == ()
