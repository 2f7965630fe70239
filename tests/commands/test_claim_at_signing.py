"""What a signature seals of the claim: figures confirmed as they are now, or why there are none."""

import json
from decimal import Decimal

import pytest

from clinicapp.commands import session_facts, session_vials, sessions, signing
from clinicapp.domain.checks.finding import Gate
from clinicapp.domain.errors import RuleError
from clinicapp.ui.models.version_words import version_text
from tests.signable import (
    close_vials,
    later,
    make_ready,
    make_vial,
    open_checks,
    sign,
)


def sealed(records, session):
    return json.loads(records.seals(session.id)[0].content)


def test_a_claim_is_not_confirmed_before_the_vial_adds_up(records, session, act, staff):
    make_ready(records, session.id, act, staff)
    with pytest.raises(RuleError, match="do not add up"):
        session_facts.confirm_charge(records, session.id, act=act)
    assert records.session(session.id).facts.charge is None


def test_figures_that_were_confirmed_and_changed_are_not_sealed(records, session, act, staff):
    make_ready(records, session.id, act, staff)
    sessions.change_dose(records, session.id, ["FRO-R1"], Decimal("2.5"), act=act)
    sessions.give_all_planned(records, session.id, act=later(act))
    close_vials(records, session.id, later(act), staff)
    confirmed = records.session(session.id).facts
    assert confirmed.charge.claimed_given == 153
    soon = later(act, 2)
    session_vials.take_discard_back(records, session.id, confirmed.discards[0].id, act=soon)
    sessions.change_dose(records, session.id, ["FRO-R1"], Decimal(5), act=soon)
    close_vials(records, session.id, soon, staff)
    signed = sign(records, session.id, act)
    assert signed.facts.charge is None
    content = sealed(records, session)
    assert content["facts"]["charge"] is None
    assert [line["units"] for line in content["charges"]] == [1, 155, 45]
    assert "charges_refused" not in content
    assert signing.verify_session(records, session.id).is_intact


def test_figures_that_still_stand_are_sealed_as_confirmed(records, session, act, staff):
    make_ready(records, session.id, act, staff)
    sessions.add_extra_site(
        records, session.id, "OCC-RX1", "tenderness", Decimal("2.5"), False, act=act
    )
    sessions.give_all_planned(records, session.id, act=later(act))
    close_vials(records, session.id, later(act), staff)
    _take_on_holds(records, session, later(act))
    signed = sign(records, session.id, act)
    assert (signed.facts.charge.claimed_given, signed.facts.charge.claimed_discarded) == (158, 42)


def test_a_claim_that_is_refused_is_sealed_with_its_reasons(records, session, act, staff):
    make_ready(records, session.id, act, staff)
    second = make_vial(records, act, lot="C1111C3", units=100)
    session_vials.use_vial(records, session.id, second.id, act=act)
    sessions.give_all_planned(records, session.id, act=later(act))
    close_vials(records, session.id, later(act), staff)
    _take_on_holds(records, session, later(act))
    sign(records, session.id, act)
    content = sealed(records, session)
    assert content["charges"] == []
    assert [r.split(" that")[0] for r in content["charges_refused"]] == ["Units are discarded"]
    assert "No charge lines: Units are discarded" in version_text(records.seals(session.id)[0])
    assert signing.verify_session(records, session.id).is_intact


def _take_on_holds(records, session, act):
    for hold in open_checks(records, session.id, act):
        assert hold.gate is not Gate.CHARGES
        session_facts.acknowledge(records, session.id, hold.key, "as agreed", act=act)
