"""Each act on several sites is one act, and says beforehand how many it applies to."""

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from clinicapp.commands.patients import register_patient
from clinicapp.commands.sessions import (
    add_extra_site,
    give_sites,
    omit_sites,
    start_session,
)
from tests.consent_factory import agree
from tests.factories import make_patient

LEFT = Qt.MouseButton.LeftButton
TEMPORALIS = tuple(f"TEM-{side}{n}" for side in "LR" for n in range(1, 5))


@pytest.fixture
def page(session_page):
    return session_page


def chosen(page):
    return page.selecting.selection.site_ids


def said(page, name):
    return page.findChild(QLabel, name).text()


@pytest.fixture
def mixed(page, hub, session):
    """Six sites chosen: one given, one omitted, one extra and planned, three planned."""
    act = hub.act()
    give_sites(hub.records, session.id, ["COR-L1"], act=act)
    omit_sites(hub.records, session.id, ["FRO-L2"], "other", act=act)
    add_extra_site(hub.records, session.id, "OCC-RX1", "tenderness", Decimal(5), False, act=act)
    page.open_session(session.id)
    page.selecting.start()
    page.selecting.selection.add(["COR-L1", "FRO-L2", "OCC-RX1", "TEM-L1", "TEM-L2", "TEM-L3"])
    return lambda: hub.records.session(session.id)


def test_each_act_says_how_many_it_applies_to(page, mixed):
    assert said(page, "selection_state") == "25 units: 4 planned, 1 given, 1 omitted"
    assert page.findChild(QPushButton, "give_selection").words == "Give 4 of 6 · 20 units"
    assert page.findChild(QPushButton, "take_back_selection").words == "Take back 3 of 6"
    assert page.selecting.panel.doses.title.text() == "Dose 5 of 6"
    assert said(page, "omit_selection") == "Omit 5 of 6, because"
    assert said(page, "omit_note") == "1 given: omitting takes their doses back."


def test_what_is_chosen_is_named(page, mixed):
    names = page.findChild(QLabel, "selection_names")
    assert names.accessibleName() == "COR-L1, FRO-L2, TEM-L1, TEM-L2, TEM-L3, OCC-RX1"
    page.selecting.selection.add(TEMPORALIS)
    assert names.accessibleName() == "COR-L1, FRO-L2, Temporalis (all 8), OCC-RX1"


def test_giving_leaves_out_what_is_given_or_omitted_and_is_one_step(page, hub, mixed, press):
    steps = len(hub.records.history(mixed().id).undo)
    press("give_selection")
    assert {s.site_id for s in mixed().given} == {"COR-L1", "OCC-RX1", "TEM-L1", "TEM-L2", "TEM-L3"}
    assert len(hub.records.history(mixed().id).undo) == steps + 1
    button = page.findChild(QPushButton, "give_selection")
    assert (button.words, button.isEnabled()) == ("Nothing to give", False)
    press("undo_selection")
    assert {s.site_id for s in mixed().given} == {"COR-L1"}
    assert len(chosen(page)) == 6


def test_a_usual_dose_goes_to_all_that_have_one(qtbot, page, mixed):
    chips = page.selecting.panel.doses.quick.chips
    qtbot.mouseClick(next(c for c in chips if c.text() == "2.5"), LEFT)
    doses = {i: mixed().site(i).units for i in chosen(page)}
    assert doses.pop("FRO-L2") == 5
    assert set(doses.values()) == {Decimal("2.5")}


def test_a_typed_dose_goes_to_all_and_the_button_says_so_first(qtbot, page, mixed, press):
    field = page.selecting.panel.doses.field
    field.clear()
    qtbot.keyClicks(field, "7.5")
    assert page.findChild(QPushButton, "give_selection").words == "Give 4 of 6 · 30 units"
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert {mixed().site(i).units for i in ("COR-L1", "TEM-L1")} == {Decimal("7.5")}
    press("all_less")
    assert {mixed().site(i).units for i in ("COR-L1", "TEM-L1")} == {Decimal(7)}


def test_different_doses_are_shown_as_a_range_and_cannot_be_stepped(page, mixed):
    page.acts.change_dose(("TEM-L1",), Decimal("2.5"))
    doses = page.selecting.panel.doses
    assert (doses.field.text(), doses.field.placeholderText()) == ("", "2.5 to 5")
    assert not page.findChild(QPushButton, "all_less").isEnabled()
    assert doses.quick.choice == ""


@pytest.mark.parametrize(("typed", "fault"), [("51", "50 units allowed"), ("5..0", "not a dose")])
def test_a_dose_that_cannot_be_stays_with_its_fault(qtbot, page, mixed, typed, fault):
    field = page.selecting.panel.doses.field
    field.clear()
    qtbot.keyClicks(field, typed)
    for name in ("give_selection", "close_selection"):
        qtbot.mouseClick(page.findChild(QPushButton, name), LEFT)
    assert fault in said(page, "all_doses_fault")
    assert page.side.currentWidget() is page.selecting.panel
    assert {s.site_id for s in mixed().given} == {"COR-L1"}
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert page.side.currentWidget() is page.panel
    assert mixed().site("TEM-L1").units == 5


def test_a_digit_on_a_site_begins_the_dose_of_all(qtbot, page, mixed):
    page.views.focus_site("TEM-L1")
    qtbot.keyClicks(page.views.site_button("TEM-L1"), "2")
    field = page.selecting.panel.doses.field
    assert (field.text(), field.hasFocus()) == ("2", True)


def test_a_reason_omits_all_but_the_extra_one(qtbot, page, hub, mixed):
    chips = page.selecting.panel.reasons.chips
    qtbot.mouseClick(next(c for c in chips if c.text() == "Patient’s wish"), LEFT)
    reasons = {i: mixed().site(i).omission_reason for i in chosen(page)}
    assert reasons.pop("OCC-RX1") == ""
    assert set(reasons.values()) == {"patient-wish"}
    assert page.selecting.panel.reasons.choice == "patient-wish"
    assert page.panel.undo.words == "Undo: Omit 5 sites"


def test_a_nurse_plans_for_all_and_gives_none(qtbot, page, hub, staff, mixed, press):
    hub.use_person(staff.nurse)
    press("give_selection")
    assert "this is for a physician" in page.notice.title
    press("take_back_selection")  # one of them is given
    assert "this is for a physician" in page.notice.title
    page.selecting.selection.toggle("COR-L1")
    chips = page.selecting.panel.doses.quick.chips
    qtbot.mouseClick(next(c for c in chips if c.text() == "2.5"), LEFT)
    assert mixed().site("TEM-L1").units == Decimal("2.5")
    assert {s.site_id for s in mixed().given} == {"COR-L1"}


def test_an_act_on_a_selection_leaves_the_record_as_one_by_one_does(page, hub, session, press):
    other = register_patient(hub.records, make_patient(), act=hub.act()).after
    begun = start_session(hub.records, other.id, act=hub.act()).after
    agree(hub.records, other.id, hub.act())
    for site_id in TEMPORALIS:
        page.acts.change_dose((site_id,), Decimal("7.5"))
        page.acts.give((site_id,))
    one_by_one = hub.records.session(session.id)
    page.open_session(begun.id)
    page.selecting.start()
    page.selecting.selection.add(TEMPORALIS)
    page.selecting.panel.doses.dose_wanted.emit(Decimal("7.5"))
    press("give_selection")
    at_once = hub.records.session(begun.id)
    assert at_once.sites == one_by_one.sites
    assert len(hub.records.history(session.id).undo) == 16
    assert len(hub.records.history(begun.id).undo) == 2
