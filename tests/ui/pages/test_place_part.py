"""Where a given site lies, in the site's editor: told, moved by steps, put back in one act."""

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from clinicapp.commands.sessions import give_all_planned, give_sites, shift_site
from tests.closing import complete_session
from tests.ui.keyboard import hold_key


@pytest.fixture
def page(session_page, hub, session):
    assert hub.run(give_sites, session.id, ["OCC-R1", "TEM-L1"])
    return session_page


def stored(hub, session, site_id):
    record = hub.records.session(session.id).site(site_id)
    return record.shift_x, record.shift_y


def words(page):
    return page.inspector.place.findChild(QLabel, "place_words").text()


def step(qtbot, page, way):
    qtbot.mouseClick(page.inspector.place.steps.buttons[way], Qt.MouseButton.LeftButton)


def test_a_given_site_tells_that_it_lies_as_planned(page):
    page.edit_site("OCC-R1")
    assert page.inspector.place.isVisible()
    assert words(page) == "Place: as planned"
    assert not page.findChild(QPushButton, "reset_place").isEnabled()


def test_a_site_that_is_not_given_has_no_place_to_tell(page):
    page.edit_site("OCC-R2")
    assert not page.inspector.place.isVisible()


def test_each_step_is_one_act_in_the_patients_terms(qtbot, page, hub, session):
    page.edit_site("OCC-R1")
    step(qtbot, page, "right")
    step(qtbot, page, "right")
    step(qtbot, page, "up")
    assert stored(hub, session, "OCC-R1") == (Decimal("0.2"), Decimal("-0.1"))
    assert words(page) == "Place: moved 0.2 cm lateral, 0.1 cm up"
    assert page.inspector.place.steps.buttons["right"].toolTip() == "0.1 cm lateral"
    page.acts.undo()
    assert stored(hub, session, "OCC-R1") == (Decimal("0.2"), 0)


def test_reset_is_one_act_and_undo_brings_the_move_back(qtbot, page, hub, session, press):
    hub.run(shift_site, session.id, "TEM-L1", Decimal("0.5"), Decimal("-0.7"))
    page.edit_site("TEM-L1")
    before = len(hub.records.history(session.id).undo)
    press("reset_place")
    assert stored(hub, session, "TEM-L1") == (0, 0)
    assert len(hub.records.history(session.id).undo) == before + 1
    page.acts.undo()
    assert stored(hub, session, "TEM-L1") == (Decimal("0.5"), Decimal("-0.7"))


def test_arrow_keys_step_while_a_step_has_the_keyboard(page, hub, session):
    page.edit_site("TEM-L1")
    button = page.inspector.place.steps.buttons["up"]
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Left)
    QTest.keyClick(button, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert stored(hub, session, "TEM-L1") == (Decimal("-0.1"), Decimal("0.5"))
    assert button.hasFocus()


@pytest.mark.parametrize("key", [Qt.Key.Key_Right, Qt.Key.Key_Return])
def test_a_key_that_is_held_down_steps_once(page, hub, session, key):
    page.edit_site("TEM-L1")
    before = len(hub.records.history(session.id).undo)
    hold_key(page.inspector.place.steps.buttons["right"], key)
    assert stored(hub, session, "TEM-L1") == (Decimal("0.1"), 0)
    assert len(hub.records.history(session.id).undo) == before + 1


@pytest.mark.parametrize(
    "modifier", [Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier]
)
def test_arrow_keys_with_ctrl_or_alt_are_no_steps(page, hub, session, modifier):
    page.edit_site("TEM-L1")
    button = page.inspector.place.steps.buttons["right"]
    QTest.keyClick(button, Qt.Key.Key_Right, modifier)
    QTest.keyClick(button, Qt.Key.Key_Right, modifier | Qt.KeyboardModifier.ShiftModifier)
    assert stored(hub, session, "TEM-L1") == (0, 0)


def test_arrow_keys_of_the_number_pad_step_too(page, hub, session):
    page.edit_site("TEM-L1")
    button = page.inspector.place.steps.buttons["right"]
    QTest.keyClick(button, Qt.Key.Key_Right, Qt.KeyboardModifier.KeypadModifier)
    assert stored(hub, session, "TEM-L1") == (Decimal("0.1"), 0)


def test_a_step_past_the_limit_is_refused_in_words(qtbot, page, hub, session):
    hub.run(shift_site, session.id, "TEM-L1", Decimal("1.5"), Decimal(0))
    page.edit_site("TEM-L1")
    step(qtbot, page, "right")
    assert "at most 1.5 cm" in page.notice.title
    assert stored(hub, session, "TEM-L1") == (Decimal("1.5"), 0)


def test_a_nurse_cannot_move_what_was_given(qtbot, page, hub, session, staff):
    page.edit_site("TEM-L1")
    hub.use_person(staff.nurse)
    step(qtbot, page, "up")
    assert page.notice.isVisible()
    assert stored(hub, session, "TEM-L1") == (0, 0)


def test_a_closed_session_tells_the_move_and_offers_none(qtbot, page, hub, session):
    hub.run(shift_site, session.id, "TEM-L1", Decimal("0.5"), Decimal(0))
    give_all_planned(hub.records, session.id, act=hub.act())
    complete_session(hub.records, session.id, act=hub.act())
    page.open_session(session.id)
    page.edit_site("TEM-L1")
    assert words(page) == "Place: moved 0.5 cm back"
    assert not page.inspector.place.steps.isVisible()
    page.edit_site("TEM-L2")
    assert not page.inspector.place.isVisible()


def test_a_drag_on_the_page_is_kept_and_listed_as_an_exception(qtbot, page, hub, session):
    button = page.views.site_button("TEM-L1")
    centre = button.rect().center()
    QTest.mousePress(button, Qt.MouseButton.LeftButton, pos=centre)
    for way in (8, 16, 20):
        at = centre + type(centre)(way, 0)
        QTest.mouseMove(button, at)
    QTest.mouseRelease(button, Qt.MouseButton.LeftButton, pos=at)
    across, down = stored(hub, session, "TEM-L1")
    assert across > 0
    assert down == 0
    assert page.side.currentWidget() is page.panel
    assert "Move TEM-L1" in page.panel.undo.accessibleName()
    give_all_planned(hub.records, session.id, act=hub.act())
    page.open_session(session.id)
    assert f"Moved: TEM-L1, {across} cm back" in page.panel.remaining.accessibleName()


def test_alt_and_an_arrow_move_a_given_site_and_explain_why_not_a_planned_one(page, hub, session):
    page.views.focus_site("TEM-L1")
    button = page.views.site_button("TEM-L1")
    QTest.keyClick(button, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert stored(hub, session, "TEM-L1") == (0, Decimal("-0.1"))
    page.views.focus_site("TEM-L2")
    other = page.views.site_button("TEM-L2")
    QTest.keyClick(other, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert "not given yet" in page.notice.title
