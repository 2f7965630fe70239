"""No tap, key or assistive act gives or takes back what it was not meant for."""

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit

from clinicapp.domain.protocol import View
from tests.closing import complete_session


def key(page, site_id, which):
    page.views.focus_site(site_id)
    QTest.keyClick(page.views.site_button(site_id), which)


def with_extra(page):
    assert page.acts.add_extra("TEM-LX1", "tenderness", give=False)


@pytest.fixture
def placing(session_page):
    """The page with its panel for extra sites open."""
    session_page.add_extra()
    return session_page


def test_a_key_on_a_site_gives_nothing_while_an_extra_site_is_placed(placing):
    key(placing, "TEM-L2", Qt.Key.Key_Space)
    assert not placing.session.given


def test_an_assistive_press_gives_nothing_while_an_extra_site_is_placed(placing):
    placing.views.site_button("TEM-L3").click()
    assert not placing.session.given


def test_a_completed_session_has_no_extra_site_placed_any_more(session_page):
    page = session_page
    page.acts.give([s.site_id for s in page.session.sites])
    page.add_extra()
    page.acts.run(complete_session)
    assert not page.session.is_open
    assert page.side.currentWidget() is page.panel
    assert not page.places.placing.tool.is_on


def test_delete_takes_back_what_is_chosen_not_what_has_the_keyboard(session_page):
    page = session_page
    page.acts.give(["COR-L1", "COR-R1", "TEM-L1"])
    page.selecting.start()
    page.selecting.selection.add(["COR-L1", "COR-R1"])
    key(page, "TEM-L1", Qt.Key.Key_Delete)
    assert [s.site_id for s in page.session.given] == ["TEM-L1"]


def test_a_dose_typed_for_a_site_that_is_gone_is_for_nobody(session_page):
    page = session_page
    with_extra(page)
    page.edit_site("TEM-LX1")
    field = page.inspector.findChild(QLineEdit, "dose_field")
    field.setFocus()
    QTest.keyClicks(field, "7")
    page.acts.undo()
    assert not page.session.has_site("TEM-LX1")
    assert page.side.currentWidget() is page.panel
    assert all(s.units == Decimal(5) for s in page.session.sites)


def test_spelling_goes_on_among_the_sites_there_are_now(session_page, qtbot):
    page = session_page
    with_extra(page)
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.keys.spell("T")
    for letter in "LX":
        QTest.keyClick(QApplication.focusWidget(), letter.lower())
    page.acts.undo()
    QTest.keyClick(page.keys.plate, "1")
    assert page.views.focused_site() == ""
    assert page.keys.plate.isVisible()


def test_esc_closes_the_editor_first_and_one_view_after_that(session_page):
    page = session_page
    page.views.show_view(View.LEFT)
    page.edit_site("TEM-L1")
    key(page, "TEM-L1", Qt.Key.Key_Escape)
    assert page.side.currentWidget() is page.panel
    assert page.views.view is View.LEFT
    key(page, "TEM-L1", Qt.Key.Key_Escape)
    assert page.views.view is None


def tap_window(page, at):
    """A click where something stands, whatever lies over it by now."""
    window = page.window().windowHandle()
    QTest.mouseClick(window, Qt.MouseButton.LeftButton, pos=page.window().mapFromGlobal(at))


def test_the_second_click_on_done_does_nothing_to_what_appears_under_it(session_page, qtbot):
    page = session_page
    page.acts.give(["COR-L1"])
    page.acts.undo()
    redo = page.panel.redo.mapToGlobal(page.panel.redo.rect().center())
    page.edit_site("FRO-R1")
    QCursor.setPos(redo)
    page.close_editor()
    tap_window(page, redo)
    assert not page.session.given
    qtbot.waitUntil(lambda: not page.shield.isVisible())
    tap_window(page, redo)
    assert [s.site_id for s in page.session.given] == ["COR-L1"]


def test_after_a_place_is_reset_the_keyboard_is_not_on_another_act(session_page, press):
    page = session_page
    page.acts.give(["TEM-L3"])
    page.acts.shift("TEM-L3", Decimal("0.5"), Decimal(0))
    page.edit_site("TEM-L3")
    page.inspector.place.findChild(QAbstractButton, "reset_place").setFocus()
    press("reset_place")
    assert not page.session.site("TEM-L3").is_moved
    QTest.keyClick(QApplication.focusWidget() or page, Qt.Key.Key_Space)
    assert page.session.site("TEM-L3").is_given


def test_esc_puts_a_notice_away_before_anything_else(session_page):
    page = session_page
    page.views.show_view(View.LEFT)
    page.acts.give(["COR-L1"])
    page.acts.give(["COR-L1"])
    assert page.notice.isVisible()
    key(page, "TEM-L1", Qt.Key.Key_Escape)
    assert not page.notice.isVisible()
    assert page.views.view is View.LEFT


def test_an_editor_opened_from_the_diagram_hears_the_next_tap_at_once(session_page):
    page = session_page
    button = page.views.site_button("FRO-R1")
    QCursor.setPos(button.mapToGlobal(button.rect().center()))
    page.edit_site("FRO-R1")
    assert not page.shield.isVisible()
