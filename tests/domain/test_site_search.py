"""A site is found by whatever comes to mind: id, name, letters, or a few of them."""

from decimal import Decimal

import pytest

from clinicapp.domain.site_search import find_sites
from tests.domain.test_spelling import LETTERS
from tests.factories import make_session


def find(typed, session=None):
    return find_sites(session or make_session(), LETTERS, typed)


@pytest.mark.parametrize(
    "typed",
    ["tem l 3", "temporalis left 3", "TEM-L3", "teml3", "T L 3", "left temporalis 3", "tmp lft 3"],
)
def test_one_site_is_found_in_many_wordings(typed):
    assert find(typed)[0] == "TEM-L3"


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("occ r", ("OCC-R1", "OCC-R2", "OCC-R3")),
        ("n l", ("CPS-L1", "CPS-L2")),
        ("cervical r 2", ("CPS-R2",)),
        ("procerus", ("PRO-M1",)),
        ("midline", ("PRO-M1",)),
        ("frontalis left", ("FRO-L1", "FRO-L2")),
        ("tem l 9", ()),
        ("", ()),
        (" - ", ()),
    ],
)
def test_what_fits_is_listed_in_clinical_order(typed, found):
    assert find(typed) == found


def test_what_fits_best_comes_first():
    found = find("t l 1")
    assert found[:2] == ("TEM-L1", "TRA-L1")
    assert find("c l 1")[0] == "COR-L1"


def test_every_site_is_found_by_its_id_and_by_its_name():
    session = make_session()
    for site in session.protocol.suggested_extras:
        session = session.add_extra(site.id, "tenderness", Decimal(5))
    for record in session.sites:
        assert find(record.site_id, session)[0] == record.site_id
        assert find(session.name(record.site_id), session)[0] == record.site_id


def test_only_sites_of_the_session_are_found():
    assert find("TEM-LX1") == ()
    assert find("extra") == ()
