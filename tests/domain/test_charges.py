"""Claim lines: the table of the domain page, whole units, and no line where one would be wrong."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinicapp.domain.charges import (
    ChargeRefusal,
    ChargeSummary,
    billed_units,
    charge_of,
    confirmed_charge,
)
from clinicapp.domain.equation import equation_of
from clinicapp.domain.errors import RuleError
from clinicapp.domain.session_acts import leave_in_vial
from clinicapp.domain.vials import Source
from tests.domain.test_equation import MOVES, drawn
from tests.factories import AT, make_session, new_id
from tests.vial_cases import (
    diagnosed,
    discarding,
    given_all,
    linked,
    make_case,
    make_product,
    make_vial,
    relabelled,
    standard,
)


def lines(case):
    summary = charge_of(case)
    assert isinstance(summary, ChargeSummary), summary
    return [line.text for line in summary.lines]


def reasons(case):
    refusal = charge_of(case)
    assert isinstance(refusal, ChargeRefusal)
    return " ".join(refusal.reasons)


def case_of(*vials, policy=None, products=(), **doses):
    return make_case(standard(*vials, **doses), *vials, policy=policy, products=products)


@pytest.mark.parametrize(
    ("sizes", "doses", "drug"),
    [
        (["200"], {}, ["J0585 × 155", "J0585 JW × 45"]),
        (["100", "100"], {}, ["J0585 × 155", "J0585 JW × 45"]),
        (["200"], {"TRA_L1": "15"}, ["J0585 × 165", "J0585 JW × 35"]),
        (["200"], {"TRA_L1": "45"}, ["J0585 × 195", "J0585 JW × 5"]),
        (["200"], {"TRA_L1": "50"}, ["J0585 JZ × 200"]),
    ],
)
def test_the_lines_are_those_of_the_domain_page(sizes, doses, drug):
    vials = [make_vial(size) for size in sizes]
    assert lines(case_of(*vials, **doses)) == ["64615 × 1", *drug]


def test_the_summary_names_diagnosis_and_products():
    vial = make_vial("200")
    summary = charge_of(case_of(vial))
    assert summary.diagnosis == "G43.709"
    assert [n.text for n in summary.ndcs] == ["N400023392102 UN1"]
    two = charge_of(case_of(make_vial(), make_vial()))
    assert [n.text for n in two.ndcs] == ["N400023114501 UN2"]


@pytest.mark.parametrize("source", [Source.PHARMACY, Source.SAMPLE])
def test_a_vial_that_was_not_bought_has_no_drug_line(source):
    summary = charge_of(case_of(make_vial("200", source=source)))
    assert [line.text for line in summary.lines] == ["64615 × 1"]
    assert (summary.ndcs, summary.billed, summary.unbilled_given) == ((), None, 155)
    assert not summary.needs_confirmation


def test_of_mixed_sources_only_bought_units_are_billed():
    sample, bought = make_vial(source=Source.SAMPLE), make_vial()
    assert lines(case_of(sample, bought)) == ["64615 × 1", "J0585 × 55", "J0585 JW × 45"]
    assert lines(case_of(bought, sample)) == ["64615 × 1", "J0585 JZ × 100"]
    summary = charge_of(case_of(sample, bought))
    assert (summary.unbilled_given, summary.billed.given) == (100, 55)


def test_half_units_are_rounded_up_and_both_figures_kept():
    vial = make_vial("200")
    case = case_of(vial, COR_L1="2.5")
    summary = charge_of(case)
    assert lines(case) == ["64615 × 1", "J0585 × 153", "J0585 JW × 47"]
    assert (summary.billed.given, summary.billed.discarded) == (Decimal("152.5"), Decimal("47.5"))
    assert summary.needs_confirmation
    taken = confirmed_charge(case, at=AT, by=new_id())
    sure = replace(case, session=case.session.with_facts(charge=taken))
    assert not charge_of(sure).needs_confirmation
    stale = replace(taken, claimed_given=152)
    wrong = replace(case, session=case.session.with_facts(charge=stale))
    assert charge_of(wrong).needs_confirmation


def test_a_part_unit_discarded_leaves_no_line_of_its_own():
    case = case_of(make_vial("200"), TRA_L1="49.5")
    assert lines(case) == ["64615 × 1", "J0585 JZ × 200"]
    assert charge_of(case).needs_confirmation


def test_it_is_refused_while_something_is_open():
    vial = make_vial("200")
    session = linked(make_session(), vial)
    told = reasons(make_case(session, vial))
    for words in ("No dose", "31 planned sites", "do not add up", "No diagnosis"):
        assert words in told
    with pytest.raises(RuleError, match="do not add up"):
        confirmed_charge(make_case(given_all(session), vial), at=AT, by=new_id())
    bare = make_case(diagnosed(given_all(make_session())))
    assert reasons(bare) == "The vials do not add up yet."
    with pytest.raises(RuleError, match="No vial"):
        confirmed_charge(bare, at=AT, by=new_id())


def test_it_is_refused_for_a_diagnosis_that_does_not_follow():
    vial = make_vial("200")
    session = diagnosed(standard(vial), code="G43.719")
    assert "does not follow" in reasons(make_case(session, vial))


def test_it_is_refused_for_products_that_cannot_be_billed_together():
    vial, odd = make_vial(), relabelled(make_vial(), ndc="9999-9999-99")
    assert "may be billed" in reasons(case_of(vial, odd))
    other = make_product("100", ndc="9999-9999-99", hcpcs="J0588")
    assert "different products" in reasons(case_of(vial, odd, products=[other]))
    another = make_product("100", ndc="9999-9999-99", generic_name="incobotulinumtoxinA")
    assert "different products" in reasons(case_of(vial, odd, products=[another]))
    nameless = make_product("100", ndc="9999-9999-99", hcpcs="")
    assert "may be billed" in reasons(case_of(vial, odd, products=[nameless]))


def test_a_product_is_billed_on_its_days_only():
    day = AT.date()
    for last, allowed in ((day, True), (day - timedelta(days=1), False)):
        product = make_product("200", effective_to=last)
        found = charge_of(case_of(make_vial("200"), products=[product]))
        assert isinstance(found, ChargeSummary) is allowed


def test_it_is_refused_when_label_and_session_count_different_units():
    vial = make_vial("200")
    case = case_of(vial)
    wrong = replace(case, vials=(relabelled(vial, units=Decimal(100)),))
    assert "differ from its label" in reasons(wrong)
    assert "may be billed" in reasons(replace(case, vials=()))


def test_waste_that_a_closed_vial_would_have_saved_is_not_claimed():
    three = [make_vial() for _ in range(3)]
    assert "not payable" in reasons(case_of(*three))


def test_units_left_in_use_are_not_on_the_claim_and_must_be_whole():
    vial = make_vial("200")
    session = diagnosed(given_all(linked(make_session(), vial)))
    whole = leave_in_vial(session, vial.id, Decimal(45))
    assert lines(make_case(whole, vial)) == ["64615 × 1", "J0585 JZ × 155"]
    part = discarding(leave_in_vial(session, vial.id, Decimal("44.5")), vial, "0.5")
    assert "not whole" in reasons(make_case(part, vial))


@given(
    MOVES,
    st.lists(
        st.tuples(st.sampled_from(["100", "200"]), st.sampled_from(list(Source))),
        min_size=1,
        max_size=3,
    ),
)
def test_no_claim_is_ever_wrong(moves, kinds):
    vials = [make_vial(size, source=source) for size, source in kinds]
    session = drawn(moves, vials)
    session = (
        session.omit([s.site_id for s in session.planned], "patient-wish")
        if (session.planned)
        else session
    )
    for vial in vials:
        rest = equation_of(session).of_vial(vial.id).rest
        session = discarding(session, vial, rest) if rest > 0 else session
    case = make_case(diagnosed(session), *vials)
    summary = charge_of(case)
    if isinstance(summary, ChargeRefusal):
        sums = equation_of(session)
        assert not session.given or not sums.closes or sums.discarded >= 100
        return
    procedure, *drug = summary.lines
    assert (procedure.text, procedure.modifier) == ("64615 × 1", "")
    assert all(type(line.units) is int and line.units > 0 for line in summary.lines)
    modifiers = [line.modifier for line in drug]
    assert modifiers in ([], ["JZ"], ["", "JW"])
    bought = [v for v in vials if v.source is Source.BOUGHT]
    assert sum(line.units for line in drug) == sum(int(v.label.units) for v in bought)
    if units := billed_units(case):
        assert 0 <= units.claimed_given - units.given < 1
        assert {type(units.given), type(units.discarded), type(units.total)} == {Decimal}
        assert units.given + units.discarded == units.total
        assert summary.needs_confirmation is bool(units.given % 1)
    assert summary.unbilled_given >= 0
