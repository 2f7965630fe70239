from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinicapp.catalog.artwork import load_artwork
from clinicapp.domain.audit import session_delta, step_session
from clinicapp.domain.errors import InputError, RuleError
from clinicapp.domain.places import crop_holding, fraction_of, place_of
from clinicapp.domain.session import given_facts
from clinicapp.domain.site_record import SiteRecord
from tests.factories import AT, RESOURCES, make_protocol, make_session, new_id

ART = load_artwork(RESOURCES / "diagram").views
MOST = make_protocol().site_shift_max_cm
HUNDREDTHS = st.decimals("-1", "1", places=2)


def given_session():
    return make_session().give(["TEM-L1"], at=AT, by=new_id())


def test_a_site_lies_where_the_drawing_plans_it():
    assert place_of(ART["left"], make_session().site("TEM-L1")) == (504, 466)


def test_a_move_is_told_in_cm_of_the_view():
    moved = given_session().shift("TEM-L1", Decimal("0.5"), Decimal("-1"))
    assert moved.site("TEM-L1").is_moved
    assert place_of(ART["left"], moved.site("TEM-L1")) == (504 + 21, 466 - 42)


@given(HUNDREDTHS, HUNDREDTHS)
def test_every_move_reads_back_from_its_audit_entry(x, y):
    before = given_session()
    after = before.shift("TEM-L1", x, y)
    back = step_session(after, session_delta(before, after), back=True)
    assert back == before
    assert step_session(back, session_delta(before, after), back=False) == after


def test_a_site_is_moved_only_once_it_is_given():
    with pytest.raises(RuleError, match="not given yet"):
        make_session().shift("TEM-L1", Decimal("0.5"), Decimal(0))


def test_a_site_is_moved_no_farther_than_the_protocol_allows():
    given_session().shift("TEM-L1", MOST, Decimal(0))
    for x, y in ((MOST, Decimal("0.01")), (MOST + Decimal("0.01"), Decimal(0))):
        with pytest.raises(InputError, match="can lie at most"):
            given_session().shift("TEM-L1", x, y)


@pytest.mark.parametrize("x", ["NaN", "Infinity", "0.005"])
def test_a_move_that_is_not_exact_is_refused(x):
    with pytest.raises(InputError):
        given_session().shift("TEM-L1", Decimal(x), Decimal(0))


def test_an_older_copy_of_the_protocol_moves_nothing():
    older = replace(make_protocol(), site_shift_max_cm=Decimal(0))
    session = replace(given_session(), protocol=older)
    with pytest.raises(RuleError, match="does not let sites be moved"):
        session.shift("TEM-L1", Decimal("0.1"), Decimal(0))


def test_where_a_dose_was_given_is_part_of_what_was_given():
    before = given_session()
    assert given_facts(before.shift("TEM-L1", Decimal("0.1"), Decimal(0))) != given_facts(before)


@pytest.mark.parametrize("undone", ["restore", "omit"])
def test_a_site_that_is_not_given_any_more_is_back_in_its_place(undone):
    moved = given_session().shift("TEM-L1", Decimal("0.5"), Decimal("0.5"))
    after = (
        moved.restore(["TEM-L1"])
        if undone == "restore"
        else moved.omit(["TEM-L1"], "prior-brow-ptosis")
    )
    assert not after.site("TEM-L1").is_moved


def test_an_extra_site_keeps_the_place_it_was_put():
    at = fraction_of((430.25, 310.75))
    session = make_session().add_extra("TEM-LX1", "tenderness", Decimal(5), at)
    x, y = place_of(ART["left"], session.site("TEM-LX1"))
    assert (x, y) == (pytest.approx(430.25, abs=0.06), pytest.approx(310.75, abs=0.07))


def test_an_extra_site_without_a_place_of_its_own_lies_where_it_is_suggested():
    session = make_session().add_extra("TEM-LX1", "tenderness", Decimal(5))
    assert place_of(ART["left"], session.site("TEM-LX1")) == ART["left"].site_points["TEM-LX1"]


@pytest.mark.parametrize("at", [("1.01", "0.5"), ("0.5", "-0.1"), ("NaN", "0.5")])
def test_a_place_outside_the_picture_is_refused(at):
    with pytest.raises(InputError, match="outside the picture"):
        make_session().add_extra("TEM-LX1", "tenderness", Decimal(5), tuple(map(Decimal, at)))


def test_planning_as_last_time_keeps_the_place_of_an_extra_site_and_no_move():
    at = (Decimal("0.4"), Decimal("0.3"))
    last = make_session().add_extra("TEM-LX1", "tenderness", Decimal(5), at)
    last = last.give(["TEM-LX1", "TEM-L1"], at=AT, by=new_id())
    last = last.shift("TEM-L1", Decimal("0.5"), Decimal(0))
    planned = make_session().plan_from(last)
    assert (planned.site("TEM-LX1").at_x, planned.site("TEM-LX1").at_y) == at
    assert not planned.site("TEM-L1").is_moved


def test_a_crop_grows_only_for_a_site_put_or_moved_beyond_it():
    art, crop = ART["back"], ART["back"].crops["sheet"]
    every = [SiteRecord(site_id=i, units=Decimal(5)) for i in art.site_points]
    assert crop_holding(art, crop, every) == crop
    low = replace(every[0], at_x=Decimal("0.5"), at_y=Decimal("0.9"))
    grown = crop_holding(art, crop, [*every[1:], low])
    assert (grown.x, grown.y, grown.width) == (crop.x, crop.y, crop.width)
    assert grown.bottom == 1080 + 2 * art.units_per_cm
    corner = replace(low, at_x=Decimal(0), at_y=Decimal(1))
    whole = crop_holding(art, crop, [corner])
    assert (whole.x, whole.bottom) == (0, 1200), "never beyond the view"
