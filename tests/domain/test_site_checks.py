"""Checks 1, 2 and 13 on both sides of each border."""

from dataclasses import replace
from decimal import Decimal

import pytest

from clinicapp.domain.checks.claims import check_procedure
from clinicapp.domain.checks.finding import Gate
from clinicapp.domain.checks.sites import (
    check_completeness,
    check_extras,
    check_total,
    is_full_paradigm,
)
from tests.factories import AT, make_session, new_id
from tests.vial_cases import given_all, make_case, told, units, with_doses


def completeness(session):
    return told(check_completeness(make_case(session)))


def extras(session):
    return told(check_extras(make_case(session)))


def with_extras(*codes, dose="5"):
    session = make_session()
    for code in codes:
        session = session.add_extra(code, "tenderness", units(dose))
    return given_all(session)


def test_a_standard_session_finds_nothing():
    session = make_session(give_all=True)
    assert completeness(session) == extras(session) == []
    assert is_full_paradigm(session)


def test_open_sites_are_told_until_each_is_given_or_omitted():
    session = make_session(give_all=True).restore(["TEM-R3", "OCC-L2"])
    (found,) = check_completeness(make_case(session))
    assert found.happened == "2 sites neither given nor omitted: TEM-R3 and OCC-L2."
    assert (found.severity.value, found.gate, found.is_missing) == ("block", Gate.SITES, True)
    assert completeness(session.omit(["TEM-R3", "OCC-L2"], "patient-wish")) == []
    assert not is_full_paradigm(session.omit(["TEM-R3", "OCC-L2"], "patient-wish"))


def test_of_many_open_sites_the_first_are_named():
    (found,) = check_completeness(make_case(make_session()))
    assert found.happened.startswith("31 sites neither given nor omitted: COR-L1, COR-R1,")
    assert found.happened.endswith("and 23 more.")


def test_a_site_that_is_not_in_the_record_is_open():
    session = make_session(give_all=True)
    lost = replace(session, sites=session.sites[1:])
    assert completeness(lost) == [("block", "1:planned:COR-L1")]


def test_a_planned_extra_site_is_open_and_an_omission_needs_its_reason():
    session = make_session(give_all=True).add_extra("OCC-RX1", "tenderness", units(5))
    assert completeness(session) == [("block", "1:planned-extra:OCC-RX1")]
    bare = make_session(give_all=True).omit(["COR-L1"], "patient-wish")
    sites = tuple(replace(s, omission_reason="") for s in bare.sites)
    assert completeness(replace(bare, sites=sites)) == [("hold", "1:omitted:COR-L1")]


def test_a_session_without_a_dose_cannot_be_signed():
    session = make_session()
    omitted = session.omit([s.site_id for s in session.sites], "patient-wish")
    assert completeness(omitted) == [("block", "1:nothing-given")]


def test_other_doses_are_grouped_by_dose_and_named_with_it():
    session = make_session()
    session = with_doses(session, FRO_R1="2.5", FRO_R2="2.5", COR_L1="5.01", PRO_M1="5")
    assert completeness(given_all(session)) == [
        ("hold", "1:dose:2.5:FRO-R1,FRO-R2"),
        ("hold", "1:dose:5.01:COR-L1"),
    ]
    first, second = check_completeness(make_case(given_all(session)))
    assert first.happened == "FRO-R1 and FRO-R2 were each given 2.5 units instead of 5."
    assert second.happened == "COR-L1 was given 5.01 units instead of 5."
    assert not is_full_paradigm(given_all(session))


def test_a_planned_dose_is_not_a_given_one():
    session = with_doses(make_session(), COR_L1="2.5")
    ((_, key),) = completeness(session)
    assert key.startswith("1:planned:")


@pytest.mark.parametrize(("shown", "severities"), [("155", []), ("155.01", ["block"])])
def test_a_shown_total_is_the_sum(shown, severities):
    case = make_case(make_session(give_all=True))
    assert [s for s, _ in told(check_total(case, units(shown)))] == severities


def test_every_extra_of_the_protocol_is_allowed():
    session = with_extras(
        "TEM-LX1", "TEM-RX1", "OCC-LX1", "OCC-RX1", "TRA-LX1", "TRA-RX1", "TRA-LX2", "TRA-RX2"
    )
    assert extras(session) == completeness(session) == []
    assert not is_full_paradigm(make_session())
    assert is_full_paradigm(session)


def test_an_extra_at_another_dose_is_held():
    assert extras(with_extras("OCC-RX1", dose="2.5")) == [("hold", "2:dose:2.5:OCC-RX1")]


def beyond(session, **changes):
    """A record no act can make: the limits of its protocol lowered afterwards."""
    return replace(session, protocol=replace(session.protocol, **changes))


def test_extras_over_the_protocol_cannot_be_signed():
    session = with_extras("OCC-LX1", "OCC-RX1")
    assert extras(session) == []
    muscles = tuple(
        replace(m, extra_sites_max=1) if m.code == "OCC" else m for m in session.protocol.muscles
    )
    assert extras(beyond(session, muscles=muscles)) == [("block", "2:extras:OCC-LX1,OCC-RX1")]
    none = tuple(replace(m, extra_sites_max=0) for m in session.protocol.muscles)
    assert ("block", "2:extras:OCC-LX1,OCC-RX1") in extras(beyond(session, muscles=none))
    assert extras(beyond(session, extra_sites_max=1)) == [("block", "2:all-extras:2:10")]
    tight = extras(beyond(session, extra_units_max=Decimal("9.5")))
    assert tight[0] == ("block", "2:all-extras:2:10")
    assert extras(beyond(session, extra_units_max=Decimal(10))) == []


@pytest.mark.parametrize(("dose", "found"), [("20", []), ("20.5", ["2:muscle:OCC:40.5"])])
def test_a_muscle_that_takes_extras_has_a_most(dose, found):
    doses = {"OCC_L1": dose, "OCC_L2": "5", "OCC_R1": "5", "OCC_R2": "5", "OCC_R3": "4.99"}
    doses |= {"OCC_L3": "0.01"}
    session = given_all(with_doses(make_session(), **doses))
    assert [key for _, key in extras(session)] == found
    assert {severity for severity, _ in extras(session)} <= {"hold"}


@pytest.mark.parametrize(
    ("total", "found"),
    [
        ("195", []),
        ("195.5", [("hold", "2:off-protocol:195.5")]),
        ("400", [("hold", "2:off-protocol:400")]),
        ("400.5", [("block", "2:most:400.5")]),
    ],
)
def test_the_total_has_two_borders(total, found):
    face = ["COR-L1", "COR-R1", "PRO-M1", "FRO-L1", "FRO-L2", "FRO-R1", "FRO-R2"]
    missing, doses = units(total) - 155, {}
    for site in face:
        more = min(missing, Decimal(45))
        doses[site.replace("-", "_")] = 5 + more
        missing -= more
    session = given_all(with_doses(make_session(), **doses))
    assert [f for f in extras(session) if "muscle" not in f[1]] == found


def test_the_procedures_code_needs_both_sides():
    whole = make_session(give_all=True)
    assert check_procedure(make_case(whole)) == ()
    left = [s.site_id for s in whole.sites if "-L" in s.site_id]
    right = [s.site_id for s in whole.sites if "-R" in s.site_id]
    (found,) = check_procedure(make_case(whole.omit(right, "patient-wish")))
    assert (found.check, found.severity.value, found.gate) == (13, "hold", Gate.CHARGES)
    assert found.key == "13:sides:right"
    assert "patient's right" in found.happened
    one = whole.omit(right[1:], "patient-wish")
    assert check_procedure(make_case(one)) == ()
    middle = whole.omit([*left, *right], "patient-wish")
    assert [f.key for f in check_procedure(make_case(middle))] == ["13:sides:left and right"]


def test_a_side_still_planned_is_not_missed_and_nothing_is_said_of_nothing():
    started = make_session().give(["COR-L1"], at=AT, by=new_id())
    assert check_procedure(make_case(started)) == ()
    session = make_session()
    omitted = session.omit([s.site_id for s in session.sites], "patient-wish")
    assert check_procedure(make_case(omitted)) == ()
