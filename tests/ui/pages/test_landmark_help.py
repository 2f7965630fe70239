"""Landmark help on the session page: which site it tells about, and that it moves nothing."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from clinicapp.commands.sessions import give_all_planned
from tests.closing import complete_session


@pytest.fixture
def page(session_page):
    return session_page


def strip(page):
    return page.places.landmarks.strip


def told(page):
    return page.places.landmarks.tool.site_id, strip(page).findChild(QLabel, "landmark_rule").text()


def test_help_is_shown_on_request_and_hidden_again(page):
    assert not strip(page).isVisible()
    assert told(page)[0] == ""
    page.toggle_landmark()
    assert strip(page).isVisible()
    page.toggle_landmark()
    assert not strip(page).isVisible()
    assert told(page)[0] == ""


def test_the_show_menu_turns_it_on_and_tells_that_it_is(page):
    action = next(a for a in page.toolbar.show_menu.actions() if "Landmark help" in a.text())
    action.trigger()
    assert action.isChecked()
    assert strip(page).isVisible()
    page.toggle_landmark()
    assert not action.isChecked()


def test_its_own_button_hides_it(qtbot, page):
    page.toggle_landmark()
    qtbot.mouseClick(page.findChild(QPushButton, "close_landmark"), Qt.MouseButton.LeftButton)
    assert not strip(page).isVisible()
    assert not page.places.landmarks.is_on


def test_it_tells_the_rule_of_the_next_site(page, session):
    page.toggle_landmark()
    assert told(page) == ("COR-L1", session.protocol.site("COR-L1").landmark)
    page.acts.give(("COR-L1",))
    assert told(page)[0] == "COR-R1"


def test_it_follows_the_site_with_the_keyboard_and_then_the_next_again(page, session):
    page.toggle_landmark()
    page.views.focus_site("TRA-L2")
    assert told(page) == ("TRA-L2", session.protocol.site("TRA-L2").landmark)
    page.panel.primary.setFocus()
    assert told(page)[0] == "COR-L1"


def test_it_tells_the_site_that_is_open_in_the_editor(page):
    page.toggle_landmark()
    page.edit_site("OCC-R2")
    assert told(page)[0] == "OCC-R2"
    page.close_editor()
    page.panel.primary.setFocus()
    assert told(page)[0] == "COR-L1"


def test_no_view_moves_from_site_to_site(qapp, page, session):
    page.toggle_landmark()
    qapp.processEvents()
    sizes = set()
    for site in session.protocol.sites:
        page.views.focus_site(site.id)
        qapp.processEvents()
        sizes.add((page.views.height(), strip(page).height()))
    assert len(sizes) == 1


def test_every_rule_is_shown_whole(qapp, page, session):
    page.toggle_landmark()
    for width in (1364, 1204, 900):
        page.resize(width, 704)
        qapp.processEvents()
        rule = strip(page).findChild(QLabel, "landmark_rule")
        for site in session.protocol.sites:
            page.views.focus_site(site.id)
            assert rule.heightForWidth(rule.width()) <= rule.height(), (width, site.id)


def test_a_closed_session_can_be_asked_too(page, hub, session):
    give_all_planned(hub.records, session.id, act=hub.act())
    complete_session(hub.records, session.id, act=hub.act())
    page.open_session(session.id)
    page.toggle_landmark()
    assert told(page)[0] == "COR-L1"
    page.views.focus_site("TEM-L3")
    assert told(page)[0] == "TEM-L3"


def test_what_is_shown_is_said_to_a_screen_reader(page, session):
    page.toggle_landmark()
    rule = session.protocol.site("COR-L1").landmark
    assert strip(page).accessibleName() == f"Corrugator left 1: {rule}"
