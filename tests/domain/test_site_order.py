"""Where the keyboard goes on after a site."""

from clinicapp.domain.site_order import site_after
from tests.factories import AT, make_session, new_id


def given(session, *site_ids):
    return session.give(site_ids, at=AT, by=new_id())


def test_the_next_planned_site_in_clinical_order_follows():
    session = given(make_session(), "COR-R1", "PRO-M1")
    assert site_after(session, "COR-L1") == "FRO-L1"


def test_after_the_last_planned_site_the_first_that_was_left_out_follows():
    session = given(make_session(), *(s.site_id for s in make_session().sites[1:]))
    assert site_after(session, "TEM-L3") == "COR-L1"


def test_with_nothing_planned_the_next_of_all_follows_and_the_last_stays():
    session = make_session(give_all=True)
    assert site_after(session, "FRO-L2") == "FRO-R1"
    assert site_after(session, "TRA-R3") == "TRA-R3"


def test_the_only_planned_site_does_not_follow_itself():
    others = [s.site_id for s in make_session().sites if s.site_id != "FRO-L2"]
    assert site_after(given(make_session(), *others), "FRO-L2") == "FRO-R1"
