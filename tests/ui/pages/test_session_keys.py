"""Typing on the session page: doses, reasons, letters; what no key may ever do."""

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QMenu

from clinicapp.commands.sessions import add_extra_site, give_all_planned, omit_sites
from clinicapp.ui.dialogs.session_dialogs import DoseDialog, VoidDialog
from tests.closing import complete_session
from tests.ui.pages.settings_hands import Answer

Key = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def page(workspace, session):
    workspace.open_session(session.id)
    return workspace.session


def record(hub, session, site_id):
    return hub.records.session(session.id).site(site_id)


def at(page, site_id):
    page.views.focus_site(site_id)
    return page.views.site_button(site_id)


# doses -----------------------------------------------------------------------------------------
@pytest.mark.parametrize("enter", [Key.Key_Return, Key.Key_Enter, Key.Key_Space, Key.Key_Tab])
def test_a_typed_dose_is_kept_and_the_keyboard_goes_on(page, hub, session, keyboard, enter):
    at(page, "FRO-R2")
    keyboard.type("2.5")
    assert keyboard.held_by is page.inspector.dose
    keyboard.press(enter)
    kept = record(hub, session, "FRO-R2")
    assert (kept.units, kept.is_planned, kept.is_pinned) == (Decimal("2.5"), True, True)
    assert page.views.focused_site() == "TEM-L1"
    assert page.side.currentWidget() is page.panel


def test_doses_of_neighbours_are_typed_one_after_the_other(page, hub, session, keyboard):
    at(page, "COR-L1")
    for dose in ("4", "2,5", "10"):
        keyboard.type(dose)
        keyboard.press(Key.Key_Return)
    after = hub.records.session(session.id)
    doses = [after.site(i).units for i in ("COR-L1", "COR-R1", "PRO-M1", "FRO-L1")]
    assert doses == [4, Decimal("2.5"), 10, 5]
    assert after.given == ()
    assert len(hub.records.history(session.id).undo) == 3


def test_escape_drops_what_was_typed(page, hub, session, keyboard):
    at(page, "FRO-R2")
    keyboard.type("7")
    keyboard.press(Key.Key_Escape)
    assert record(hub, session, "FRO-R2").units == 5
    assert page.views.focused_site() == "FRO-R2"
    assert page.side.currentWidget() is page.panel


@pytest.mark.parametrize("typed", ["51", "2..5", "0"])
def test_a_dose_that_cannot_be_stays_with_its_reason(page, hub, session, keyboard, typed):
    at(page, "FRO-R2")
    keyboard.type(typed)
    keyboard.press(Key.Key_Return)
    assert record(hub, session, "FRO-R2").units == 5
    assert (keyboard.held_by, page.inspector.dose.text()) == (page.inspector.dose, typed)
    assert page.inspector._fault.isVisible()


def test_a_dose_that_is_refused_does_not_go_on(page, hub, session, staff, keyboard):
    give_all_planned(hub.records, session.id, act=hub.act())
    page.open_session(session.id)
    hub.use_person(staff.nurse)
    at(page, "FRO-R2")
    keyboard.type("2")
    keyboard.press(Key.Key_Return)
    assert record(hub, session, "FRO-R2").units == 5
    assert page.notice.isVisible()
    assert page.inspector.site_id == "FRO-R2"


def test_the_dose_that_stands_there_already_goes_on_without_an_act(page, hub, session, keyboard):
    at(page, "FRO-R2")
    keyboard.type("5")
    keyboard.press(Key.Key_Return)
    assert page.views.focused_site() == "TEM-L1"
    assert hub.records.history(session.id).undo == ()


def test_where_the_editor_was_open_it_goes_on_with_the_keyboard(page, hub, session, keyboard):
    page.edit_site("COR-L1")
    at(page, "COR-L1")
    keyboard.type("4")
    keyboard.press(Key.Key_Return)
    assert page.inspector.site_id == page.views.focused_site() == "COR-R1"
    assert page.inspector.dose.text() == "5"
    keyboard.press(Key.Key_Space)
    assert hub.records.session(session.id).given == ()
    assert record(hub, session, "COR-R1").units == 5


def test_a_dose_typed_at_an_omitted_site_is_not_lost_in_silence(page, hub, session, keyboard):
    hub.run(omit_sites, session.id, ["FRO-L2"], "patient-wish")
    at(page, "FRO-L2")
    keyboard.type("2")
    assert page.keys.plate.isVisible()
    assert "FRO-L2 is omitted" in page.keys.plate.words
    assert page.views.focused_site() == "FRO-L2"


# reasons ---------------------------------------------------------------------------------------
def test_a_site_is_omitted_with_two_keys_and_the_keyboard_goes_on(page, hub, session, keyboard):
    at(page, "FRO-L2")
    keyboard.press(Key.Key_X, Key.Key_3)
    assert record(hub, session, "FRO-L2").omission_reason == "skin-not-clear"
    assert page.views.focused_site() == "FRO-R1"
    assert page.side.currentWidget() is page.panel


def test_asking_for_the_reason_charts_nothing(page, hub, session, keyboard):
    at(page, "FRO-L2")
    keyboard.press(Key.Key_X, Key.Key_Escape)
    assert hub.records.session(session.id).revision == session.revision
    assert page.views.focused_site() == "FRO-L2"


def test_the_reason_of_an_omitted_site_is_changed_the_same_way(page, hub, session, keyboard):
    hub.run(omit_sites, session.id, ["FRO-L2"], "patient-wish")
    at(page, "FRO-L2")
    keyboard.press(Key.Key_X)
    assert keyboard.held_by.code == "patient-wish"
    keyboard.press(Key.Key_1)
    assert record(hub, session, "FRO-L2").omission_reason == "prior-brow-ptosis"


def test_an_extra_site_is_taken_back_not_omitted(page, hub, session, keyboard):
    change = add_extra_site(
        hub.records, session.id, "TEM-LX1", "tenderness", Decimal(5), True, act=hub.act()
    )
    page.open_session(change.after.id)
    at(page, "TEM-LX1")
    keyboard.press(Key.Key_X)
    assert "taken back" in page.keys.plate.words
    assert page.side.currentWidget() is page.panel


def test_omitting_before_a_site_has_the_keyboard_goes_to_the_next_site(page, keyboard):
    keyboard.press(Key.Key_X)
    assert page.views.focused_site() == "COR-L1"
    assert page.side.currentWidget() is page.panel


def test_in_a_completed_session_no_key_opens_anything(page, hub, session, keyboard):
    hub.run(give_all_planned, session.id)
    hub.run(complete_session, session.id)
    done = hub.records.session(session.id)
    assert not done.is_open
    for key in (Key.Key_X, Key.Key_E, Key.Key_F2):
        keyboard.press(key)
    assert page.side.currentWidget() is page.panel
    keyboard.press(Key.Key_T, Key.Key_L, Key.Key_3)
    assert page.inspector.site_id == "TEM-L3"
    keyboard.type("2")
    assert hub.records.session(session.id) == done


# letters ---------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("letters", "site_id"),
    [("TL3", "TEM-L3"), ("P", "PRO-M1"), ("NR2", "CPS-R2"), ("SL1", "TRA-L1")],
)
def test_letters_lead_to_a_site_and_give_nothing(page, hub, session, keyboard, letters, site_id):
    keyboard.press(*(Key[f"Key_{letter}"] for letter in letters))
    assert page.views.focused_site() == site_id
    assert not page.keys.plate.isVisible()
    assert hub.records.session(session.id).revision == session.revision


def test_the_plate_says_what_may_follow(page, keyboard):
    keyboard.press(Key.Key_T)
    assert page.keys.plate.words == "Temporalis: L left, R right"
    keyboard.press(Key.Key_L)
    assert page.keys.plate.words == "Temporalis left: 1, 2, 3, 4"
    assert page.keys.plate.accessibleName() == page.keys.plate.words
    keyboard.press(Key.Key_Backspace)
    assert page.keys.plate.words == "Temporalis: L left, R right"


def test_after_a_muscles_letter_no_letter_is_a_command_and_no_digit_a_dose(
    page, hub, session, keyboard
):
    at(page, "FRO-L1")
    keyboard.press(Key.Key_T, Key.Key_X)
    assert page.side.currentWidget() is page.panel
    keyboard.press(Key.Key_E, Key.Key_3, Key.Key_9)
    assert page.side.currentWidget() is page.panel
    assert hub.records.session(session.id).revision == session.revision
    assert keyboard.held_by is page.keys.plate


def test_a_slip_begins_anew_and_says_so(page, keyboard):
    keyboard.press(Key.Key_T, Key.Key_L, Key.Key_9)
    assert page.keys.plate.words.startswith("T L 9 is no site.")
    keyboard.press(Key.Key_O, Key.Key_R, Key.Key_1)
    assert page.views.focused_site() == "OCC-R1"


def test_another_muscles_letter_begins_anew_at_once(page, keyboard):
    keyboard.press(Key.Key_T, Key.Key_F, Key.Key_L, Key.Key_2)
    assert page.views.focused_site() == "FRO-L2"


@pytest.mark.parametrize("key", [Key.Key_Escape, Key.Key_Space, Key.Key_Return, Key.Key_Left])
def test_any_other_key_gives_the_keyboard_back_and_does_nothing(page, hub, session, keyboard, key):
    at(page, "FRO-L1")
    keyboard.press(Key.Key_T, key)
    assert page.views.focused_site() == "FRO-L1"
    assert not page.keys.plate.isVisible()
    assert page.side.currentWidget() is page.panel
    assert hub.records.session(session.id).revision == session.revision


def test_a_click_elsewhere_takes_the_plate_away(qtbot, page, keyboard):
    keyboard.press(Key.Key_T)
    qtbot.mouseClick(page.toolbar._edit, Qt.MouseButton.LeftButton)
    page.toolbar._edit.setFocus()
    assert not page.keys.plate.isVisible()


def test_an_extra_site_that_is_not_there_says_how_to_get_it(page, hub, session, keyboard):
    hub.run(add_extra_site, session.id, "TEM-LX1", "tenderness", Decimal(5), False)
    keyboard.press(Key.Key_T, Key.Key_L, Key.Key_X, Key.Key_2)
    assert "T L X 2 is not in this session" in page.keys.plate.words
    keyboard.press(Key.Key_T, Key.Key_L, Key.Key_X, Key.Key_1)
    assert page.views.focused_site() == "TEM-LX1"


def test_in_one_view_letters_bring_the_sites_view(page, keyboard):
    page.views.show_view("front")
    keyboard.press(Key.Key_S, Key.Key_R, Key.Key_3)
    assert (page.views.view, page.views.focused_site()) == ("back", "TRA-R3")


def test_letters_are_letters_where_text_is_typed(page, hub, session, keyboard):
    page.edit_site("COR-L1")
    page.findChild(QLineEdit, "site_note").setFocus()
    keyboard.type("TL3 EX CNS")
    assert page.findChild(QLineEdit, "site_note").text() == "TL3 EX CNS"
    assert page.side.currentWidget() is page.inspector
    assert record(hub, session, "COR-L1").is_planned


def test_letters_reach_the_diagram_from_the_table_and_the_panel(page, keyboard):
    for start in (page.panel.table, page.panel.primary, page):
        start.setFocus()
        keyboard.press(Key.Key_F, Key.Key_R, Key.Key_1)
        assert page.views.focused_site() == "FRO-R1"


def test_on_another_page_the_sessions_letters_sleep(workspace, page, keyboard):
    workspace.go("records")
    workspace.records.setFocus()
    QTest.keyClick(workspace, Key.Key_T)
    QTest.keyClick(workspace, Key.Key_E)
    assert not page.keys.plate.isVisible()
    assert page.side.currentWidget() is page.panel


# the plan --------------------------------------------------------------------------------------
def test_planning_as_last_time_has_a_key(page, keyboard):
    keyboard.press(Key.Key_R, ctrl=True)
    assert "no completed session" in page.notice.title


@pytest.mark.parametrize(
    ("key", "modifiers", "dialog"),
    [(Key.Key_D, CTRL, DoseDialog), (Key.Key_Delete, CTRL | SHIFT, VoidDialog)],
)
def test_what_the_plan_menu_asks_has_keys(page, key, modifiers, dialog):
    asked = Answer(dialog, lambda dialog: dialog.reject())
    QTest.keyClick(page, key, modifiers)
    assert asked.was_asked


@pytest.mark.qt_log_ignore("grabbing the keyboard|not accepted by receiving", extend=True)
def test_the_rest_is_omitted_by_keys(page, hub, session):
    QTest.keyClick(page, Key.Key_X, CTRL | SHIFT)
    reasons = page.toolbar.menu.findChild(QMenu)
    assert reasons.isVisible()
    QTest.keyClick(reasons, Key.Key_Down)
    QTest.keyClick(reasons, Key.Key_Return)
    assert len(hub.records.session(session.id).omitted) == 31


def test_editing_is_switched_on_and_off_by_key(page, keyboard):
    keyboard.press(Key.Key_F2)
    assert page.inspector.site_id == "COR-L1"
    keyboard.press(Key.Key_F2)
    assert page.side.currentWidget() is page.panel


# commands that are letters too -----------------------------------------------------------------
def test_l_is_a_side_after_a_muscle_and_landmark_help_before(page, keyboard):
    helped = page.places.landmarks
    keyboard.press(Key.Key_T, Key.Key_L, Key.Key_3)
    assert (page.views.focused_site(), helped.is_on) == ("TEM-L3", False)
    keyboard.press(Key.Key_L)
    assert (page.views.focused_site(), helped.is_on) == ("TEM-L3", True)


def test_what_is_chosen_is_omitted_together_with_two_keys(page, hub, session, keyboard):
    keyboard.press(Key.Key_A, ctrl=True)
    keyboard.press(Key.Key_X, Key.Key_2)
    omitted = hub.records.session(session.id).omitted
    assert (len(omitted), {s.omission_reason for s in omitted}) == (31, {"patient-wish"})
    assert len(hub.records.history(session.id).undo) == 1


def test_selecting_is_switched_on_and_off_by_key(page, keyboard):
    keyboard.press(Key.Key_F3)
    assert page.selecting.is_on
    keyboard.press(Key.Key_F3)
    assert page.side.currentWidget() is page.panel
