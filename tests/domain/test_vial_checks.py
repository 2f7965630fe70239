"""Checks 3, 4, 5 and 9 on both sides of each border."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinicapp.domain.charges import ChargeSummary, charge_of, confirmed_charge
from clinicapp.domain.checks.claims import check_drug_lines, check_procedure
from clinicapp.domain.checks.dilution import check_dilution, check_volumes
from clinicapp.domain.checks.finding import Gate
from clinicapp.domain.checks.sites import check_completeness, check_extras
from clinicapp.domain.checks.vial_sums import check_vial_sums
from clinicapp.domain.checks.vial_times import check_vial_times
from clinicapp.domain.equation import equation_of
from clinicapp.domain.session_acts import leave_in_vial
from clinicapp.domain.vials import Source, VialEnd
from tests.case_factory import make_case as complete_case
from tests.domain.test_equation import MOVES, drawn
from tests.factories import AT, make_session, new_id
from tests.vial_cases import (
    DAY,
    FIRST_DOSE,
    diagnosed,
    discarding,
    given_all,
    linked,
    make_case,
    make_product,
    make_vial,
    relabelled,
    standard,
    told,
    units,
    with_doses,
)

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


def case_of(*vials, **changes):
    return make_case(standard(*vials), *vials, **changes)


def severities(findings):
    return [f.severity.value for f in findings]


def test_a_standard_session_finds_nothing():
    for vials in ([make_vial("200")], [make_vial(), make_vial()]):
        case = case_of(*vials)
        for check in (check_dilution, check_vial_sums, check_vial_times, check_drug_lines):
            assert check(case) == ()


def test_a_case_that_could_be_signed_finds_nothing_here_either():
    case = complete_case()
    for check in (
        check_completeness, check_extras, check_dilution, check_vial_sums, check_drug_lines,
        check_vial_times, check_procedure,
    ):  # fmt: skip
        assert check(case) == ()
    assert isinstance(charge_of(case), ChargeSummary)


# 3 -------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("size", "ml", "found"),
    [
        ("100", "2", []),
        ("200", "4", []),
        ("100", "2.001", ["hold"]),  # 49.98 units in 1 mL
        ("200", "4.001", ["hold"]),
        ("200", "1", ["hold"]),  # 200 units in 1 mL
        ("200", "0.999", ["block"]),
        ("200", "0.4", ["block"]),
    ],
)
def test_the_concentration_has_two_borders(size, ml, found):
    vial = make_vial(size, ml=ml)
    assert severities(check_dilution(make_case(linked(make_session(), vial), vial))) == found


def test_another_concentration_says_the_volume_at_a_site():
    vial = make_vial("200", ml="2")
    (found,) = check_dilution(case_of(vial))
    assert "100 units in 1 mL instead of 50; 5 units are 0.05 mL at a site" in found.happened
    assert (found.gate, found.key) == (Gate.VIAL, f"3:concentration:{vial.id}:200:2")


def test_vials_of_one_session_have_one_concentration():
    first, second, other = make_vial(ml="3"), make_vial("200", ml="6"), make_vial("200", ml="6.001")
    same = make_case(linked(make_session(), first, second), first, second)
    assert severities(check_dilution(same)) == ["hold", "hold"]
    differ = make_case(linked(make_session(), first, other), first, other)
    assert severities(check_dilution(differ)) == ["hold", "hold", "block"]


@pytest.mark.parametrize("diluent", ["bacteriostatic-saline", "tap-water"])
def test_another_diluent_is_held(diluent):
    (found,) = check_dilution(case_of(make_vial("200", diluent=diluent)))
    assert (found.severity.value, found.key.split(":")[1]) == ("hold", "diluent")


def test_a_vial_that_was_not_reconstituted_is_missing_something():
    vial = make_vial("200", reconstitution=None)
    (found,) = check_dilution(case_of(vial))
    assert (found.severity.value, found.is_missing) == ("block", True)


@pytest.mark.parametrize(
    ("shown", "found"), [("0.105", []), ("0.095", []), ("0.1051", ["block"]), ("0.0949", ["block"])]
)
def test_a_volume_follows_from_the_dose(shown, found):
    case = case_of(make_vial("200"))
    assert severities(check_volumes(case, {"COR-L1": units(shown)})) == found
    assert check_volumes(make_case(make_session()), {"COR-L1": units(shown)}) == ()


# 4 -------------------------------------------------------------------------------------------
def sums(session, *vials, **changes):
    return check_vial_sums(make_case(session, *vials, **changes))


def test_a_session_needs_a_vial_and_each_dose_too():
    (found,) = sums(make_session(give_all=True))
    assert (found.key, found.is_missing, found.gate) == ("4:no-vial", True, Gate.VIAL)
    small = make_vial()
    session = given_all(linked(make_session(), small))
    assert "11 given doses without a vial, 55 units" in sums(session, small)[0].happened
    assert any(f.key == "4:too-much:155:100" for f in sums(session, small))


@pytest.mark.parametrize(("discarded", "found"), [("45", []), ("44.5", ["block"])])
def test_a_vial_adds_up_to_the_part_unit(discarded, found):
    vial = make_vial("200")
    session = discarding(given_all(linked(make_session(), vial)), vial, discarded)
    assert severities(sums(session, vial)) == found
    assert all(f.is_missing for f in sums(session, vial))


def test_half_units_add_up_exactly():
    vial = make_vial("200")
    session = standard(vial, COR_L1="2.5", COR_R1="1.25")
    assert equation_of(session).discarded == units("51.25")
    assert sums(session, vial) == ()


def test_the_rest_is_offered_while_doses_are_to_be_given():
    vial = make_vial("200")
    (found,) = sums(linked(make_session(), vial), vial)
    assert "200 units" in found.happened
    assert (
        found.remedy == "After the last dose, discard what is left over, 45 units, with a reason."
    )
    (done,) = sums(given_all(linked(make_session(), vial)), vial)
    assert done.remedy == "Discard what is left over, 45 units, with a reason."
    full = with_doses(make_session(), TRA_L1="50")
    (none_over,) = sums(linked(full, vial), vial)
    assert none_over.remedy.startswith("Give the planned doses")
    spare = make_vial()
    idle = sums(linked(make_session(), vial, spare), vial, spare)[1]
    assert "if it was not opened" in idle.remedy


def test_a_vial_that_gave_more_than_it_holds_is_found():
    first, second = make_vial(), make_vial()
    session = standard(first, second)
    sites = tuple(replace(s, vial_id=first.id) if s.is_given else s for s in session.sites)
    found = sums(replace(session, sites=sites), first, second)
    assert f"4:overdrawn:{first.id}:55" in [f.key for f in found]
    assert not next(f for f in found if "overdrawn" in f.key).is_missing


@pytest.mark.parametrize(
    ("dose", "found"),
    [("10", ["4:waste:100:{}=200"]), ("9.5", ["4:waste:100.5:{}=200"]), ("10.5", [])],
)
def test_waste_of_99_5_passes_and_of_100_does_not(dose, found):
    vial = make_vial("200")
    session = make_session()
    session = session.omit([s.site_id for s in session.sites[3:]], "patient-wish")
    session = with_doses(session, COR_L1="50", COR_R1="40", PRO_M1=dose)
    session = given_all(linked(session, vial))
    session = discarding(session, vial, equation_of(session).rest)
    keys = [("hold", key.format(vial.id)) for key in found]
    assert told(sums(session, vial)) == keys


def waste_key(units, *vials):
    opened = ",".join(f"{v.id}={v.label.units}" for v in sorted(vials, key=lambda v: str(v.id)))
    return f"4:waste:{units}:{opened}"


def test_one_vial_too_many_is_told_as_such():
    three = [make_vial() for _ in range(3)]
    (found,) = sums(standard(*three), *three)
    assert (found.severity.value, found.key) == ("hold", waste_key(145, *three))
    assert "one vial less" in found.happened
    fifties = [make_vial("50") for _ in range(5)]
    assert [f.key for f in sums(standard(*fifties), *fifties)] == [waste_key(95, *fifties)]
    four = fifties[:4]
    assert sums(standard(*four), *four) == ()
    session = given_all(linked(make_session().omit(["COR-L1"], "patient-wish"), *four))
    session = discarding(session, four[3], 50)
    assert [f.key for f in sums(session, *four)] == [waste_key(50, *four)]


def test_what_was_taken_on_for_one_vial_does_not_answer_for_another():
    def key(check, *vials):
        (found,) = [f for f in check(make_case(standard(*vials), *vials)) if not f.is_missing]
        return found.key

    vials = [make_vial() for _ in range(4)]
    keys = {key(check_vial_sums, *vials[:2], third) for third in vials[2:]}
    assert len(keys) == 2
    small = make_vial("100", ml="1")
    large = relabelled(small, units=Decimal(200), ndc="0023-3921-02")
    found = {check_dilution(case_of(vial))[0].key for vial in (small, large)}
    assert found == {f"3:concentration:{small.id}:100:1", f"3:concentration:{small.id}:200:1"}


def test_labels_that_changed_after_linking_are_found():
    vial = make_vial("200")
    session = standard(vial)
    keys = [f.key for f in sums(session, relabelled(vial, units=Decimal(100)))]
    assert keys == [f"4:label:{vial.id}:200:100"]
    assert [f.key for f in sums(session)] == [f"4:unknown:{vial.id}"]


def test_a_vial_recorded_as_discarded_cannot_have_been_used():
    vial = make_vial("200")
    end = VialEnd(units=Decimal(200), reason="broken", note="", witness_id=None, at=AT, by=new_id())
    assert [f.key for f in sums(standard(vial), replace(vial, end=end))] == [f"4:ended:{vial.id}"]


def test_units_stay_in_a_vial_only_where_the_clinic_allows_it():
    vial = make_vial("200")
    session = leave_in_vial(given_all(linked(make_session(), vial)), vial.id, Decimal(45))
    assert [f.key for f in sums(session, vial)] == [f"4:left:{vial.id}:45"]
    assert sums(session, vial, policy={"vial_may_stay_in_use": True}) == ()


def test_a_discard_has_a_witness_where_the_clinic_wants_one():
    vial = make_vial("200")
    session = standard(vial)
    (discard,) = session.facts.discards
    alone = session.with_facts(discards=(replace(discard, witness_id=None),))
    (found,) = sums(alone, vial)
    assert (found.key, found.is_missing) == (f"4:witness:{discard.id}", True)
    assert sums(alone, vial, policy={"witness_required": False}) == ()
    below = session.with_facts(
        discards=(*session.facts.discards, replace(discard, units=-discard.units))
    )
    assert "4:below-0" in [f.key for f in sums(below, vial)]


# 5 -------------------------------------------------------------------------------------------
def test_part_units_wait_for_exactly_their_confirmation():
    vial = make_vial("200")
    case = make_case(standard(vial, COR_L1="2.5"), vial)
    (found,) = check_drug_lines(case)
    assert (found.severity.value, found.is_missing, found.gate) == ("block", True, Gate.CHARGES)
    assert found.key == "5:confirm:152.5:47.5"
    assert "153 and 47" in found.happened
    taken = confirmed_charge(case, at=AT, by=new_id())
    sure = replace(case, session=case.session.with_facts(charge=taken))
    assert check_drug_lines(sure) == ()
    for field in ("given_units", "discarded_units", "claimed_given", "claimed_discarded"):
        other = replace(taken, **{field: getattr(taken, field) + 1})
        stale = replace(case, session=case.session.with_facts(charge=other))
        assert told(check_drug_lines(stale)) == [("block", "5:confirm:152.5:47.5")]


def test_nothing_is_confirmed_before_the_vials_add_up():
    vial = make_vial("200")
    session = given_all(linked(with_doses(make_session(), COR_L1="2.5"), vial))
    assert check_drug_lines(make_case(session, vial)) == ()


def test_a_vial_that_was_not_bought_asks_for_nothing():
    vial = make_vial("200", source=Source.PHARMACY)
    assert check_drug_lines(make_case(standard(vial, COR_L1="2.5"), vial)) == ()


def test_mixed_sources_and_mixed_codes_are_found():
    sample, bought = make_vial(source=Source.SAMPLE), make_vial()
    assert told(check_drug_lines(case_of(sample, bought))) == [("hold", "5:sources:sample:55")]
    odd = relabelled(make_vial(), ndc="9999-9999-99")
    product = make_product("100", ndc="9999-9999-99", hcpcs="J0588")
    found = told(check_drug_lines(case_of(bought, odd, products=[product])))
    assert found == [("block", "5:codes:J0585,J0588")]


def test_part_units_left_in_use_cannot_be_claimed():
    vial = make_vial("200")
    session = given_all(linked(make_session(), vial))
    session = discarding(leave_in_vial(session, vial.id, Decimal("44.5")), vial, "0.5")
    assert told(check_drug_lines(make_case(session, vial))) == [("block", "5:part-left:155.5")]


# 9 -------------------------------------------------------------------------------------------
def times(vial, session=None, **changes):
    return check_vial_times(make_case(session or standard(vial), vial, **changes))


@pytest.mark.parametrize(("expiry", "found"), [(DAY, []), (DAY - timedelta(days=1), ["block"])])
def test_a_vial_may_be_used_on_its_last_day(expiry, found):
    findings = times(relabelled(make_vial("200"), expiration_date=expiry))
    assert severities(findings) == found
    assert all(f.stops_first_dose and "21 Nov 2026" in f.happened for f in findings)


def test_only_an_expired_vial_stops_the_first_dose():
    vial = relabelled(make_vial("200", at=AT - 48 * HOUR, kept_cold=False), lot_number=" ", ndc="")
    found = times(vial, shared_vials=frozenset({vial.id}))
    assert [f.key.split(":")[1] for f in found] == ["label", "shared", "clock", "warm"]
    assert not any(f.stops_first_dose for f in found)
    assert found[0].is_missing
    assert severities(found) == ["block", "block", "hold", "hold"]


def test_the_clinics_date_decides_over_midnight():
    vial = relabelled(make_vial("200", at=AT), expiration_date=date(2026, 11, 22))
    late = AT.replace(hour=5, minute=59) + timedelta(days=1)  # 22 Nov 23:59 in Chicago
    session = given_all(linked(make_session(), vial), at=late)
    assert times(vial, session) == ()
    (found,) = times(vial, given_all(linked(make_session(), vial), at=late + MINUTE))
    assert found.stops_first_dose
    assert "expired on 22 Nov 2026; this session is of 23 Nov 2026" in found.happened


@pytest.mark.parametrize(
    ("late", "found"), [(timedelta(0), []), (timedelta(seconds=1), ["hold"]), (MINUTE, ["hold"])]
)
def test_24_hours_are_counted_to_the_last_dose_of_the_vial(late, found):
    vial = make_vial("200", at=FIRST_DOSE - 24 * HOUR - late)
    assert severities(times(vial)) == found


def test_the_24_hours_end_aloud_while_doses_are_planned():
    vial = make_vial("200", at=AT - 24 * HOUR)
    session = linked(make_session(), vial)
    assert times(vial, session, now=AT) == ()
    (found,) = times(vial, session, now=AT + MINUTE)
    assert (found.severity.value, found.stops_first_dose) == ("hold", False)
    assert "22 Nov 2026 14:02" in found.happened


@pytest.mark.parametrize(("later", "found"), [(timedelta(0), []), (MINUTE, ["block"])])
def test_a_vial_is_reconstituted_before_its_first_dose(later, found):
    assert severities(times(make_vial("200", at=FIRST_DOSE + later))) == found


def test_the_second_vial_may_be_reconstituted_during_the_session():
    first, second = make_vial(), make_vial(at=FIRST_DOSE + 3 * MINUTE)
    session = linked(make_session(), first, second)
    ids = [s.site_id for s in session.sites]
    session = session.give(ids[:20], at=FIRST_DOSE, by=new_id())
    session = session.give(ids[20:], at=FIRST_DOSE + 5 * MINUTE, by=new_id())
    assert check_vial_times(make_case(session, first, second)) == ()


@pytest.mark.parametrize(
    ("minutes", "cold", "found"),
    [(60, False, []), (61, False, ["hold"]), (61, True, []), (600, True, [])],
)
def test_a_vial_on_the_bench_has_its_time(minutes, cold, found):
    vial = make_vial("200", at=FIRST_DOSE - minutes * MINUTE, kept_cold=cold)
    assert severities(times(vial)) == found


# ---------------------------------------------------------------------------------------------
@given(MOVES, st.lists(st.sampled_from(["100", "200"]), min_size=1, max_size=3))
def test_check_4_is_silent_exactly_when_the_vials_add_up_without_waste(moves, sizes):
    vials = [make_vial(size) for size in sizes]
    session = drawn(moves, vials)
    for vial in vials:
        rest = equation_of(session).of_vial(vial.id).rest
        session = discarding(session, vial, rest) if rest > 0 else session
    blocks = [f for f in sums(session, *vials) if f.severity.value == "block"]
    equation = equation_of(session)
    assert bool(blocks) is not equation.closes
    holds = [f for f in sums(session, *vials) if f.severity.value == "hold"]
    assert bool(holds) is (equation.discarded >= 100)


@given(MOVES, st.lists(st.sampled_from(["100", "200"]), min_size=1, max_size=3))
def test_a_claim_is_never_possible_under_a_block(moves, sizes):
    vials = [make_vial(size) for size in sizes]
    case = make_case(diagnosed(drawn(moves, vials)), *vials)
    if isinstance(charge_of(case), ChargeSummary):
        assert check_vial_sums(case) == ()
        assert check_drug_lines(case) == () or charge_of(case).needs_confirmation
