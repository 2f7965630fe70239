from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from clinicapp.domain.errors import InputError, RuleError
from clinicapp.domain.session import Addendum, SessionStatus, SiteState, given_facts
from clinicapp.domain.totals import total_of
from tests.factories import AT, make_session, new_id

LATER = AT + timedelta(minutes=3)
WHO = new_id()


def give(session, *sites):
    return session.give(sites, at=LATER, by=WHO)


def test_a_new_session_has_every_fixed_site_planned_and_none_given():
    session = make_session()
    assert [s.site_id for s in session.sites] == [s.id for s in session.protocol.sites]
    assert {s.state for s in session.sites} == {SiteState.PLANNED}
    assert total_of(session).planned_units == session.protocol.planned_units == 155


def test_giving_keeps_time_and_person_of_each_site():
    session = give(make_session(), "TEM-L3", "PRO-M1")
    assert {s.site_id for s in session.given} == {"TEM-L3", "PRO-M1"}
    assert {(s.performed_at, s.performer_id) for s in session.given} == {(LATER, WHO)}


def test_a_site_is_given_once():
    session = give(make_session(), "TEM-L3")
    with pytest.raises(RuleError, match="TEM-L3 is already given"):
        give(session, "TEM-L3")


def test_one_wrong_site_of_a_selection_refuses_the_whole_act():
    session = give(make_session(), "TEM-L3")
    with pytest.raises(RuleError):
        give(session, "COR-L1", "TEM-L3")


def test_an_unknown_site_and_an_empty_selection_are_refused():
    with pytest.raises(RuleError, match="no site NIL-L1"):
        give(make_session(), "NIL-L1")
    with pytest.raises(RuleError, match="No site is chosen"):
        give(make_session())


def test_a_changed_dose_is_pinned_and_a_later_default_leaves_it_alone():
    session = make_session().change_dose(["FRO-R2"], Decimal("2.5"))
    session = give(session, "COR-L1")
    after = session.change_default(Decimal(4))
    assert after.site("FRO-R2").units == Decimal("2.5")
    assert after.site("FRO-R2").is_pinned
    assert after.site("COR-L1").units == 5  # given: a fact
    assert after.site("COR-R1").units == 4
    assert not after.site("COR-R1").is_pinned


def test_typing_the_dose_that_stands_there_pins_the_site_once():
    session = make_session()
    pinned = session.change_dose(["FRO-R2"], Decimal("5.0"))
    assert pinned.site("FRO-R2") == replace(session.site("FRO-R2"), is_pinned=True)
    assert pinned.change_dose(["FRO-R2"], Decimal(5)) == pinned
    assert pinned.change_default(Decimal(3)).site("FRO-R2").units == 5


def test_a_given_dose_can_be_corrected_and_keeps_its_time():
    session = give(make_session(), "FRO-R2").change_dose(["FRO-R2"], Decimal("2.5"))
    assert session.site("FRO-R2").performed_at == LATER
    assert total_of(session).given_units == Decimal("2.5")


def test_omitting_needs_a_coded_reason_and_takes_the_dose_away():
    session = give(make_session(), "FRO-L2")
    after = session.omit(["FRO-L2"], "prior-brow-ptosis", "since May")
    record = after.site("FRO-L2")
    assert (record.state, record.omission_reason, record.note) == (
        SiteState.OMITTED, "prior-brow-ptosis", "since May"
    )  # fmt: skip
    assert record.performed_at is None
    assert total_of(after).given_units == 0
    with pytest.raises(InputError, match="not a reason"):
        session.omit(["FRO-L2"], "because")


def test_an_omitted_site_has_no_dose_to_change_or_give():
    session = make_session().omit(["FRO-L2"], "patient-wish")
    with pytest.raises(RuleError, match="omitted"):
        session.change_dose(["FRO-L2"], Decimal(3))
    with pytest.raises(RuleError, match="omitted"):
        give(session, "FRO-L2")


def test_taking_back_plans_a_fixed_site_again_and_removes_an_extra_one():
    session = make_session().add_extra("OCC-RX1", "tenderness", Decimal(5))
    session = give(session, "OCC-RX1", "FRO-L2")
    after = session.restore(["OCC-RX1", "FRO-L2"])
    assert not after.has_site("OCC-RX1")
    assert after.site("FRO-L2").is_planned


def test_extra_sites_stand_after_the_fixed_sites_of_their_muscle():
    session = make_session().add_extra("OCC-RX1", "tenderness", Decimal(5))
    ids = [s.site_id for s in session.sites]
    assert ids.index("OCC-RX1") == ids.index("OCC-R3") + 1
    assert len(ids) == 32


@pytest.mark.parametrize(
    ("site", "reason", "error"),
    [
        ("COR-LX1", "tenderness", "no extra site"),
        ("TEM-L3", "tenderness", "no extra site"),
        ("OCC-RX1", "", "needs a reason"),
    ],
)
def test_an_extra_site_is_refused_where_the_protocol_allows_none(site, reason, error):
    with pytest.raises((RuleError, InputError), match=error):
        make_session().add_extra(site, reason, Decimal(5))


def test_the_caps_of_a_muscle_hold_over_fixed_and_extra_sites():
    session = make_session().add_extra("OCC-RX1", "tenderness", Decimal(5))
    with pytest.raises(RuleError, match="already part"):
        session.add_extra("OCC-RX1", "tenderness", Decimal(5))
    with pytest.raises(RuleError, match="Occipitalis would reach 45 units"):
        session.add_extra("OCC-LX1", "tenderness", Decimal(10))
    assert session.add_extra("OCC-LX1", "tenderness", Decimal(5)).has_site("OCC-LX1")


def with_extra(*sites):
    session = make_session()
    for site in sites:
        session = session.add_extra(site, "tenderness", Decimal(5))
    return session


def test_a_dose_beside_or_at_an_extra_site_stays_within_its_muscle():
    session = with_extra("OCC-RX1", "OCC-LX1")  # 8 x 5 = 40 units, the most there
    for site in ("OCC-L1", "OCC-RX1"):
        with pytest.raises(RuleError, match=r"Occipitalis would reach 42.5 units"):
            session.change_dose([site], Decimal("7.5"))
    lower = session.change_dose(["OCC-L1"], Decimal("2.5"))
    assert lower.change_dose(["OCC-RX1"], Decimal("7.5")).site("OCC-RX1").units == Decimal("7.5")
    assert session.change_dose(["COR-L1"], Decimal(10))  # no extra site there


def test_a_default_beside_an_extra_site_stays_within_its_muscle():
    with pytest.raises(RuleError, match="Occipitalis would reach 42 units"):
        with_extra("OCC-RX1").change_default(Decimal(6))
    assert make_session().change_default(Decimal(6)).default_units == 6
    given = give(
        with_extra("OCC-RX1"), *(f"OCC-{s}{n}" for s in "LR" for n in (1, 2, 3)), "OCC-RX1"
    )
    assert given.change_default(Decimal(6)).site("OCC-RX1").units == 5


def test_taking_a_site_back_stays_within_its_muscle():
    session = make_session().omit(["OCC-L1"], "patient-wish")
    session = session.add_extra("OCC-RX1", "tenderness", Decimal(10))
    session = session.change_dose(["OCC-R1"], Decimal("7.5"))
    with pytest.raises(RuleError, match=r"Occipitalis would reach 42.5 units"):
        session.restore(["OCC-L1"])
    assert session.restore(["OCC-L1", "OCC-RX1"]).site("OCC-L1").is_planned


def test_the_extra_sites_together_stay_within_the_protocol():
    session = with_extra(*(s.id for s in make_session().protocol.suggested_extras))
    lower = session.omit(["TEM-L1", "TEM-L2"], "patient-wish")
    with pytest.raises(RuleError, match="at most 8 with 40 units together"):
        lower.change_dose(["TEM-LX1"], Decimal(6))


def test_all_eight_extra_sites_make_39_sites_and_195_units():
    session = make_session()
    for site in session.protocol.suggested_extras:
        session = session.add_extra(site.id, "predominant-pain", Decimal(5))
    totals = total_of(session)
    assert (len(session.sites), totals.planned_units) == (39, 195)


def test_all_extra_sites_of_a_muscle_may_be_on_one_side():
    session, at = make_session(), (Decimal("0.4"), Decimal("0.3"))
    for site in ("TEM-LX1", "TEM-LX2", "OCC-RX2", "OCC-RX1", *(f"TRA-LX{n}" for n in range(1, 5))):
        session = session.add_extra(site, "predominant-pain", Decimal(5), at)
    assert (len(session.sites), total_of(session).planned_units) == (39, 195)
    extras = [s.site_id for s in session.extras]
    assert extras[:4] == ["TEM-LX1", "TEM-LX2", "OCC-RX1", "OCC-RX2"]
    for beyond in ("TEM-RX1", "OCC-LX1", "TRA-RX1"):
        with pytest.raises(RuleError, match="takes at most"):
            session.add_extra(beyond, "predominant-pain", Decimal(5), at)


def test_a_site_without_a_suggested_place_needs_one_of_its_own():
    with pytest.raises(InputError, match="TEM-LX2 has no suggested place"):
        make_session().add_extra("TEM-LX2", "tenderness", Decimal(5))
    at = (Decimal("0.4"), Decimal("0.3"))
    placed = make_session().add_extra("TEM-LX2", "tenderness", Decimal(5), at)
    assert (placed.site("TEM-LX2").at_x, placed.site("TEM-LX2").at_y) == at


def test_completing_is_refused_while_a_site_is_neither_given_nor_omitted():
    session = make_session(give_all=True).restore(["TRA-R3"])
    with pytest.raises(RuleError, match="1 sites are neither given nor omitted: TRA-R3"):
        session.complete(at=LATER, by=WHO)


def test_a_session_without_any_dose_is_voided_not_completed():
    session = make_session()
    session = session.omit([s.site_id for s in session.sites], "patient-wish")
    with pytest.raises(RuleError, match="No dose was given"):
        session.complete(at=LATER, by=WHO)
    assert session.void("wrong patient").status is SessionStatus.ENTERED_IN_ERROR
    with pytest.raises(InputError):
        session.void("")


def acts(session):
    yield lambda: session.give(["TEM-L3"], at=AT, by=WHO)
    yield lambda: session.change_dose(["TEM-L3"], Decimal(3))
    yield lambda: session.change_default(Decimal(3))
    yield lambda: session.omit(["TEM-L3"], "patient-wish")
    yield lambda: session.restore(["TEM-L3"])
    yield lambda: session.annotate("TEM-L3", "note")
    yield lambda: session.add_extra("OCC-RX1", "tenderness", Decimal(5))
    yield lambda: session.plan_from(session)
    yield lambda: session.omit_rest("patient-wish")
    yield lambda: session.complete(at=AT, by=WHO)
    yield lambda: session.with_facts(vials=())


@pytest.mark.parametrize("number", range(11))
def test_a_completed_session_refuses_every_act_but_an_addendum(number):
    session = make_session(complete=True)
    with pytest.raises(RuleError, match="completed and read-only"):
        list(acts(session))[number]()


def test_a_completed_session_can_be_voided_once_and_keeps_what_was_given():
    session = make_session(complete=True)
    void = session.void("wrong patient")
    assert void.status is SessionStatus.ENTERED_IN_ERROR
    assert (void.sites, void.completed_at) == (session.sites, session.completed_at)
    with pytest.raises(RuleError, match="void already"):
        void.void("again")


def test_an_addendum_needs_a_completed_session_a_reason_and_a_text():
    note = Addendum(id=new_id(), recorded_at=AT, author_id=WHO, reason="slip", text="FRO-L2 3 u")
    assert make_session(complete=True).amend(note).addenda == (note,)
    with pytest.raises(RuleError, match="not completed"):
        make_session().amend(note)
    with pytest.raises(InputError):
        make_session(complete=True).amend(replace(note, reason=""))


def test_planning_again_copies_the_plan_and_gives_nothing():
    last = make_session().omit(["FRO-L2"], "prior-brow-ptosis", "old note")
    last = last.change_dose(["FRO-R2"], Decimal("2.5"))
    last = last.add_extra("OCC-RX1", "tenderness", Decimal(5))
    last = last.give([s.site_id for s in last.planned], at=AT, by=WHO).complete(at=AT, by=WHO)
    planned = make_session().plan_from(last)
    assert planned.given == ()
    assert planned.site("FRO-L2").is_omitted
    assert planned.site("FRO-R2").units == Decimal("2.5")
    assert planned.site("FRO-R2").is_pinned
    assert planned.site("OCC-RX1").is_planned
    assert planned.site("FRO-L2").note == ""


def test_planning_again_is_refused_once_a_dose_was_given():
    last = make_session(complete=True)
    with pytest.raises(RuleError, match="Doses have been given"):
        give(make_session(), "TEM-L3").plan_from(last)


def test_planning_again_keeps_what_was_decided_today():
    last = make_session().omit(["FRO-L1", "FRO-L2"], "prior-brow-ptosis")
    last = last.change_dose(["TEM-L1", "TEM-L2", "COR-L1"], Decimal("2.5"))
    last = last.add_extra("OCC-RX1", "tenderness", Decimal(5))
    last = last.add_extra("TRA-LX1", "tenderness", Decimal(5))
    last = give(last, *(s.site_id for s in last.planned))
    today = make_session().omit(["TEM-L1", "FRO-L1"], "skin-not-clear", "rash")
    today = today.change_dose(["FRO-L2", "TEM-L2"], Decimal(4))
    today = today.add_extra("OCC-RX1", "predominant-pain", Decimal(3)).annotate("COR-L1", "sore")
    planned = today.plan_from(last)
    for kept in ("TEM-L1", "FRO-L1", "FRO-L2", "TEM-L2", "OCC-RX1"):
        assert planned.site(kept) == today.site(kept)
    assert planned.site("COR-L1") == replace(
        today.site("COR-L1"), units=Decimal("2.5"), is_pinned=True
    )
    assert planned.site("TRA-LX1").is_planned
    assert planned.plan_from(last) == planned


def test_planning_again_takes_the_default_over_unless_it_was_changed_today():
    last = make_session().change_default(Decimal(4)).change_dose(["FRO-R2"], Decimal(3))
    last = give(last, *(s.site_id for s in last.planned))
    taken = make_session().plan_from(last)
    assert (taken.default_units, taken.site("COR-L1").units) == (4, 4)
    assert not taken.site("COR-L1").is_pinned
    kept = make_session().change_default(Decimal(2)).plan_from(last)
    assert (kept.default_units, kept.site("COR-L1").units) == (2, 2)
    assert kept.site("FRO-R2").units == 3


def test_planning_again_stays_within_the_limits():
    last = with_extra("OCC-RX1", "OCC-LX1")
    last = give(last, *(s.site_id for s in last.planned))
    today = make_session().change_dose(["OCC-L1"], Decimal("7.5"))
    with pytest.raises(RuleError, match=r"Occipitalis would reach 42.5 units"):
        today.plan_from(last)


def test_omitting_the_rest_leaves_nothing_planned():
    session = give(with_extra("OCC-RX1", "TRA-LX1"), "COR-L1", "TRA-LX1")
    after = session.omit_rest("patient-wish")
    assert after.planned == ()
    assert after.given == session.given
    assert len(after.omitted) == 30
    assert {s.omission_reason for s in after.omitted} == {"patient-wish"}
    assert [s.site_id for s in after.extras] == ["TRA-LX1"]
    with pytest.raises(RuleError, match="No site is planned"):
        after.omit_rest("patient-wish")
    with pytest.raises(InputError, match="not a reason"):
        session.omit_rest("because")


def test_the_end_of_a_session_is_its_last_dose():
    session = make_session().give(["COR-L1"], at=AT, by=WHO).give(["COR-R1"], at=LATER, by=WHO)
    assert session.ended_at == LATER
    assert make_session().ended_at is None


def test_given_facts_change_only_with_what_was_given():
    session = give(make_session(), "TEM-L3")
    planned = session.change_dose(["COR-L1"], Decimal(3)).omit(["COR-R1"], "patient-wish")
    assert given_facts(planned) == given_facts(session)
    assert given_facts(session.change_dose(["TEM-L3"], Decimal(3))) != given_facts(session)
    assert given_facts(session.restore(["TEM-L3"])) != given_facts(session)
