from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from clinicapp.ui.models.history_words import (
    difference_lines,
    effect_line,
    effect_lines,
    site_lines,
    sum_words,
)
from tests.domain.test_after_effects import make_effect
from tests.domain.test_site_history import history, omit, visit

pytestmark = pytest.mark.usefixtures("qapp")


def dose(site_id, units):
    return lambda s: s.change_dose([site_id], Decimal(units))


def told(site_id, *sessions):
    return site_lines(history(*sessions).site(site_id))


def moved(session, site_id, x, note=""):
    record = replace(session.site(site_id), shift_x=Decimal(x), note=note)
    return replace(
        session, sites=tuple(record if s.site_id == site_id else s for s in session.sites)
    )


def test_the_same_dose_every_time_takes_one_sentence():
    assert told("FRO-L2", *(visit(n) for n in range(5))) == ("5 units on 5 of 5 visits",)
    assert told("FRO-L2", visit(0)) == ("5 units on 1 of 1 visit",)


def test_an_omission_is_told_with_its_day_and_reason():
    sessions = [visit(0), visit(1, omit("FRO-L2")), visit(2)]
    assert told("FRO-L2", *sessions) == (
        "5 units on 2 of 3 visits, omitted 14 Feb 2027 (Prior brow ptosis)",
    )


def test_several_omissions_are_counted_and_the_newest_is_told():
    sessions = [visit(0), visit(1, omit("FRO-L2")), visit(2, omit("FRO-L2", "patient-wish"))]
    assert told("FRO-L2", *sessions) == (
        "5 units on 1 of 3 visits, omitted 2 times, last 9 May 2027 (Patient’s wish)",
        "Last 5 units on 22 Nov 2026",
    )
    assert told("FRO-L2", visit(0, omit("FRO-L2"))) == (
        "Given on 0 of 1 visit, omitted 22 Nov 2026 (Prior brow ptosis)",
    )


def test_doses_that_changed_are_told_as_a_span_with_the_last_one():
    assert told("FRO-L2", visit(0), visit(1, dose("FRO-L2", "2.5"))) == (
        "2.5 to 5 units on 2 of 2 visits",
        "Last 2.5 units on 14 Feb 2027",
    )


def test_effects_moves_and_notes_follow():
    after = make_effect(onset=date(2026, 11, 25))
    first = replace(visit(0), after_effects=(after, make_effect(error_reason="Wrong patient")))
    assert told("CPS-L1", moved(first, "CPS-L1", "-0.5", "Tender")) == (
        "5 units on 1 of 1 visit",
        "Neck pain after 22 Nov 2026, from 25 Nov 2026",
        "0.5 cm from its planned place on 22 Nov 2026",
        "Note of 22 Nov 2026: Tender",
    )
    assert told("FRO-L1", first) == ("5 units on 1 of 1 visit",)


def test_a_site_without_a_past_says_nothing():
    assert told("OCC-RX1", visit(0)) == ()
    assert told("FRO-L1") == ()


def test_an_extra_site_is_counted_over_all_visits():
    extra = visit(1, lambda s: s.add_extra("OCC-RX1", "tenderness", Decimal(5)))
    assert told("OCC-RX1", visit(0), extra, visit(2)) == ("5 units on 1 of 3 visits",)


def test_an_extra_site_that_lay_elsewhere_says_at_how_many_places():
    def at(number, x):
        place = (Decimal(x), Decimal("0.3"))
        return visit(number, lambda s: s.add_extra("TEM-LX1", "tenderness", Decimal(5), place))

    one, other = at(0, "0.45"), at(1, "0.52")
    assert told("TEM-LX1", one, other) == ("5 units on 2 of 2 visits, at 2 places",)
    assert told("TEM-LX1", one, at(1, "0.45")) == ("5 units on 2 of 2 visits",)


def test_an_effect_is_told_with_or_without_its_first_day():
    known = replace(visit(0), after_effects=(make_effect(onset=date(2026, 11, 25)),))
    (line,) = effect_lines(history(known).effects(known))
    assert line == "Neck pain after 22 Nov 2026, from 25 Nov 2026"
    assert effect_line(make_effect()) == "Neck pain"
    assert effect_line(make_effect(onset=date(2026, 11, 25))) == "Neck pain, from 25 Nov 2026"


def test_sums_are_told_with_their_visits():
    sums = history(*(visit(n) for n in range(9))).sums()
    assert sum_words(sums["TEM-L1"]) == "45 units over 9 visits"
    assert sum_words(history(visit(0)).sums()["TEM-L1"]) == "5 units on 1 visit"
    assert sum_words(None) == "Not given so far"


def test_every_kind_of_difference_has_its_words():
    def edit(session):
        session = session.change_dose(["COR-L1"], Decimal("2.5")).omit(["TRA-R3"], "patient-wish")
        return session.add_extra("OCC-RX1", "tenderness", Decimal(5))

    before = visit(0, omit("FRO-L2"))
    after = moved(visit(1, edit), "TEM-L1", "0.3")
    assert difference_lines(before, after) == (
        "Corrugator left 1: 2.5 units, was 5 units",
        "Frontalis left 2: 5 units, was omitted",
        "Temporalis left 1: 0.3 cm from its planned place",
        "Occipitalis right, extra 1: added, 5 units",
        "Trapezius right 3: omitted (Patient’s wish), was 5 units",
    )
    assert difference_lines(after, before) == (
        "Corrugator left 1: 5 units, was 2.5 units",
        "Frontalis left 2: omitted (Prior brow ptosis), was 5 units",
        "Temporalis left 1: in its planned place",
        "Occipitalis right, extra 1: not added, was 5 units",
        "Trapezius right 3: 5 units, was omitted",
    )


def test_an_extra_site_put_elsewhere_is_told():
    def put(at):
        return lambda s: s.add_extra("TEM-LX1", "tenderness", Decimal(5), at)

    places = [(Decimal("0.4"), Decimal("0.4")), (Decimal("0.5"), Decimal("0.4"))]
    before, after = (visit(n, put(at)) for n, at in enumerate(places))
    assert difference_lines(before, after) == ("Temporalis left, extra 1: at another place",)
