"""A vial that stays in use for its patient, where the clinic's policy allows it."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from clinicapp.commands.patients import register_patient
from clinicapp.commands.records import Records
from clinicapp.commands.session_facts import acknowledge
from clinicapp.commands.session_vials import drop_vial, leave_in_vial, use_vial
from clinicapp.commands.sessions import give_all_planned, give_sites, redo, start_session, undo
from clinicapp.commands.signing import sign_session, verify_session
from clinicapp.commands.vials import correct_vial, reconstitute_vial
from clinicapp.domain.charges import billed_units
from clinicapp.domain.checks.finding import Severity
from clinicapp.domain.checks.vial_sums import check_vial_sums
from clinicapp.domain.equation import equation_of
from clinicapp.domain.errors import RuleError
from clinicapp.domain.vials import Source, VialState
from clinicapp.domain.volumes import volume_of
from tests.factories import (
    PASSWORD,
    make_access,
    make_artwork,
    make_effect_kinds,
    make_patient,
    make_protocol,
    make_rules,
)
from tests.signable import close_vials, later, make_ready, open_checks


def with_policy(database, *, stays):
    rules = make_rules()
    policy = replace(rules.policy, vial_may_stay_in_use=stays)
    return Records(
        database,
        make_access(),
        make_protocol(),
        make_artwork(),
        replace(rules, policy=policy),
        make_effect_kinds(),
    )


@pytest.fixture
def lenient(database, staff):
    return with_policy(database, stays=True)


def sign_answered(records, session_id, act):
    """Sign, every HOLD taken on."""
    for found in open_checks(records, session_id, act):
        if found.severity is Severity.HOLD:
            acknowledge(records, session_id, found.key, "Decided so", act=act)
    return sign_session(records, session_id, PASSWORD, act=act).after


@pytest.fixture
def first(lenient, session, act, staff):
    """A signed session that gave 155 of 200 units and left 45 in its vial."""
    vial = make_ready(lenient, session.id, act, staff)
    give_all_planned(lenient, session.id, act=later(act))
    leave_in_vial(lenient, session.id, vial.id, Decimal(45), act=later(act))
    return sign_answered(lenient, session.id, later(act, 5))


@pytest.fixture
def afterwards(act):
    return later(act, 60)


@pytest.fixture
def second(lenient, first, afterwards):
    return start_session(lenient, first.patient_id, act=afterwards).after


def vial_of(session):
    return session.facts.vials[0].vial_id


def give(records, session, count, act):
    sites = [s.site_id for s in session.planned[:count]]
    return give_sites(records, session.id, sites, act=act).after


def findings(records, session, act, *names):
    keys = [f.key for f in open_checks(records, session.id, later(act))]
    return [k for k in keys if any(f":{name}:" in k for name in names)]


def test_the_next_session_finds_what_the_last_one_left(lenient, first, second, afterwards):
    after = use_vial(lenient, second.id, vial_of(first), act=afterwards).after
    (part,) = equation_of(after).vials
    assert (part.opened, part.given, part.rest) == (45, 0, 45)
    assert sum(s.units for s in give(lenient, second, 9, afterwards).given) == 45
    assert not findings(lenient, second, afterwards, "label", "overdrawn")


def test_the_units_of_a_vial_in_use_are_counted_and_billed_once(
    lenient, first, second, afterwards, staff
):
    make_ready(lenient, second.id, afterwards, staff)
    use_vial(lenient, second.id, vial_of(first), act=afterwards)
    give_all_planned(lenient, second.id, act=later(afterwards))
    close_vials(lenient, second.id, later(afterwards), staff)
    signed = sign_answered(lenient, second.id, later(afterwards, 5))
    every = [
        p for s in (first, signed) for p in equation_of(s).vials if p.vial_id == vial_of(first)
    ]
    assert sum(p.given + p.discarded for p in every) == 200
    for one in (first, signed):
        assert equation_of(one).closes
        case = lenient.case(one.id, afterwards.at + timedelta(days=1))
        units = billed_units(case)
        assert units.given + units.discarded == units.total
        assert verify_session(lenient, one.id).is_intact
    assert billed_units(lenient.case(first.id, afterwards.at)).total == 155
    assert billed_units(lenient.case(second.id, afterwards.at)).total == 245


def test_a_dose_of_a_vial_in_use_has_the_volume_of_its_dilution(lenient, first, second, afterwards):
    use_vial(lenient, second.id, vial_of(first), act=afterwards)
    after = give(lenient, second, 1, afterwards)
    assert volume_of(after, after.given[0]) == Decimal("0.1")


def test_units_of_the_label_are_not_counted_again_by_redo(lenient, session, act, staff):
    vial = make_ready(lenient, session.id, act, staff)
    give_all_planned(lenient, session.id, act=later(act))
    leave_in_vial(lenient, session.id, vial.id, Decimal(45), act=later(act))
    one = lenient.session(session.id)
    sign_answered(lenient, session.id, later(act, 5))
    after = later(act, 60)
    second = start_session(lenient, session.patient_id, act=after).after
    use_vial(lenient, second.id, vial.id, act=after)
    undo(lenient, second.id, act=after)
    again = redo(lenient, second.id, act=after).after
    assert one.facts.vials[0].labelled_units == 200
    assert [v.labelled_units for v in again.facts.vials] == [45]


def test_a_session_that_counts_other_units_than_were_left_cannot_be_signed(
    lenient, first, second, afterwards
):
    use_vial(lenient, second.id, vial_of(first), act=afterwards)
    case = lenient.case(second.id, afterwards.at)
    assert case.left_before == {vial_of(first): 45}
    whole = replace(case.session.facts.vials[0], labelled_units=Decimal(200))
    session = case.session.with_facts(vials=(whole,))
    assert any("label" in f.key for f in check_vial_sums(replace(case, session=session)))


def test_a_vial_that_stays_in_use_is_as_it_was_signed_for(lenient, first, second, afterwards):
    use_vial(lenient, second.id, vial_of(first), act=afterwards)
    vial = lenient.vial(vial_of(first))
    assert lenient.vial_standing(vial.id).state is VialState.USED_UP
    with pytest.raises(RuleError, match="signed session"):
        correct_vial(lenient, vial.id, vial.label, Source.SAMPLE, act=afterwards)
    with pytest.raises(RuleError, match="signed session"):
        reconstitute_vial(
            lenient, vial.id, "saline", "88-1", Decimal(2), afterwards.at, True, act=afterwards
        )


def test_a_vial_stays_in_use_for_its_own_patient_only(lenient, first, act, afterwards):
    other = register_patient(lenient, make_patient(given_name="Ada"), act=act).after
    session = start_session(lenient, other.id, act=afterwards).after
    with pytest.raises(RuleError, match="one patient"):
        use_vial(lenient, session.id, vial_of(first), act=afterwards)


def test_nothing_is_drawn_from_a_vial_in_which_nothing_was_left(
    lenient, session, act, staff, afterwards
):
    vial = make_ready(lenient, session.id, act, staff)
    give_all_planned(lenient, session.id, act=later(act))
    close_vials(lenient, session.id, later(act), staff)
    sign_answered(lenient, session.id, later(act, 5))
    second = start_session(lenient, session.patient_id, act=afterwards).after
    with pytest.raises(RuleError, match="used up"):
        use_vial(lenient, second.id, vial.id, act=afterwards)


def test_where_no_vial_may_stay_in_use_it_is_used_up(database, lenient, first, second, afterwards):
    strict = with_policy(database, stays=False)
    with pytest.raises(RuleError, match="used up"):
        use_vial(strict, second.id, vial_of(first), act=afterwards)
    use_vial(lenient, second.id, vial_of(first), act=afterwards)
    drop_vial(strict, second.id, vial_of(first), act=afterwards)
    with pytest.raises(RuleError, match="used up"):
        undo(strict, second.id, act=afterwards)
