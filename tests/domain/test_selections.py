from decimal import Decimal
from functools import reduce

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinicapp.domain.errors import ClinicError
from clinicapp.domain.protocol import Side, View
from clinicapp.domain.selections import of_muscle, of_side, of_view, regions_of, select_sites
from tests.factories import AT, make_session, new_id

WHO = new_id()
ACTS = {
    "to_give": lambda session, sites: session.give(sites, at=AT, by=WHO),
    "to_dose": lambda session, sites: session.change_dose(sites, Decimal("2.5")),
    "to_omit": lambda session, sites: session.omit(sites, "other"),
    "to_take_back": lambda session, sites: session.restore(sites),
}


def mixed_session():
    session = make_session().omit(["FRO-L2", "TEM-L1"], "other")
    session = session.add_extra("OCC-RX1", "tenderness", Decimal(5))
    session = session.add_extra("TEM-LX1", "tenderness", Decimal("2.5"))
    return session.give(["COR-L1", "TEM-L2", "OCC-RX1"], at=AT, by=WHO)


MIXED = mixed_session()
SITES = [s.site_id for s in MIXED.sites]
some_sites = st.lists(st.sampled_from(SITES), min_size=1, unique=True)


def test_each_act_leaves_out_what_it_would_be_refused_for():
    chosen = select_sites(MIXED, ["FRO-L1", "FRO-L2", "COR-L1", "OCC-RX1", "TEM-LX1"])
    assert chosen.to_give == ("FRO-L1", "TEM-LX1")
    assert chosen.to_dose == ("COR-L1", "FRO-L1", "TEM-LX1", "OCC-RX1")
    assert chosen.to_omit == ("COR-L1", "FRO-L1", "FRO-L2")
    assert chosen.to_take_back == ("COR-L1", "FRO-L2", "TEM-LX1", "OCC-RX1")
    assert chosen.given == ("COR-L1", "OCC-RX1")


def test_the_sums_of_a_selection_count_no_omitted_site():
    chosen = select_sites(MIXED, ["FRO-L1", "FRO-L2", "COR-L1", "TEM-LX1"])
    assert chosen.units == Decimal("12.5")
    assert chosen.units_to_give == Decimal("7.5")
    assert chosen.doses == (Decimal("2.5"), Decimal(5))


def test_a_reason_is_named_only_when_all_share_it():
    assert select_sites(MIXED, ["FRO-L2", "TEM-L1"]).omission_reason == "other"
    assert select_sites(MIXED, ["FRO-L2", "FRO-L1"]).omission_reason == ""
    changed = MIXED.omit(["FRO-L2"], "patient-wish")
    assert select_sites(changed, ["FRO-L2", "TEM-L1"]).omission_reason == ""


def test_sites_the_session_does_not_hold_are_not_selected():
    assert select_sites(MIXED, ["FRO-LX9", "COR-L1"]).sites == (MIXED.site("COR-L1"),)


@settings(deadline=None)
@given(some_sites)
@pytest.mark.parametrize("name", ACTS)
def test_an_act_on_a_selection_equals_the_same_act_site_by_site(name, sites):
    wanted, act = getattr(select_sites(MIXED, sites), name), ACTS[name]
    one_by_one = reduce(lambda session, site: act(session, [site]), wanted, MIXED)
    assert (act(MIXED, wanted) if wanted else MIXED) == one_by_one


@pytest.mark.parametrize("site_id", SITES)
@pytest.mark.parametrize("name", ACTS)
def test_what_is_left_out_would_be_refused_or_change_nothing(name, site_id):
    applies = bool(getattr(select_sites(MIXED, [site_id]), name))
    try:
        changes = ACTS[name](MIXED, [site_id]) != MIXED
    except ClinicError:
        changes = False
    is_omitted_already = name == "to_omit" and MIXED.site(site_id).is_omitted
    is_dosed_already = name == "to_dose" and MIXED.site(site_id).is_pinned
    assert applies == (changes or is_omitted_already or is_dosed_already)


def test_muscles_sides_and_views_hold_each_site_once():
    for groups in (
        [of_muscle(MIXED, m.code) for m in MIXED.protocol.muscles],
        [of_side(MIXED, side) for side in Side],
        [of_view(MIXED, view) for view in View],
    ):
        assert sorted(i for group in groups for i in group) == sorted(SITES)


def test_the_regions_stand_in_clinical_order_and_hold_each_site_once():
    regions = regions_of(MIXED)
    assert [f"{r.muscle} {r.side}" for r in regions[:4]] == [
        "COR left",
        "COR right",
        "PRO midline",
        "FRO left",
    ]
    assert len(regions) == 13
    held = [s.site_id for region in regions for s in region.sites_in(MIXED)]
    assert sorted(held) == sorted(SITES)
