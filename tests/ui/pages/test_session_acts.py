"""What must not happen on the session page: stale questions, slips, lost words."""

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton

from clinicapp.commands.sessions import (
    change_default,
    give_sites,
)
from clinicapp.domain.session import SessionStatus


@pytest.fixture
def page(session_page):
    return session_page


def chip(widget, text):
    return next(c for c in widget.chips if c.text() == text)


def record(hub, session, site_id):
    return hub.records.session(session.id).site(site_id)


def test_the_line_never_asks_about_what_is_not_there_any_more(page, hub, session, tap, press):
    press("primary_act")
    hub.run(give_sites, session.id, ["TEM-L3"])
    assert not page.confirm.isVisible()
    press("primary_act")
    assert "Give all 30 sites, 150 units?" in page.confirm.accessibleName()


def test_the_line_never_gives_in_somebody_elses_name(page, hub, session, staff, press):
    press("primary_act")
    hub.use_person(staff.nurse)
    assert not page.confirm.isVisible()


def test_clicking_on_at_one_spot_never_signs_a_session(qtbot, page, hub, session, seconds):
    spot = page.panel.primary.mapTo(page, page.panel.primary.rect().center())
    for _ in range(8):
        seconds.now += 1
        under = page.childAt(spot)
        while under is not None and not isinstance(under, QPushButton):
            under = under.parentWidget()
        if under is not None and under is not page:
            qtbot.mouseClick(under, Qt.MouseButton.LeftButton)
    assert len(hub.records.session(session.id).given) == 31
    assert hub.records.session(session.id).status is SessionStatus.IN_PROGRESS


def test_more_than_the_protocol_is_said_before_it_is_given(page, hub, session, press):
    hub.run(change_default, session.id, Decimal(50))
    press("primary_act")
    assert "more than the protocol’s 195 units" in page.confirm.accessibleName()


def test_after_the_line_the_keyboard_stays_on_the_page(page, hub, session, press):
    press("primary_act")
    press("confirm_later")
    assert page.hasFocus()
    press("primary_act")
    press("confirm_go")
    assert page.hasFocus()


def test_a_site_is_omitted_without_being_given_first(qtbot, page, hub, session, press, tap):
    press("edit_sites")
    tap("FRO-L2")
    chosen = chip(page.inspector.reasons, "Skin not clear")
    qtbot.mouseClick(chosen, Qt.MouseButton.LeftButton)
    press("edit_sites")
    assert page.side.currentWidget() is page.panel
    assert record(hub, session, "FRO-L2").is_omitted
    tap("FRO-L1")
    assert record(hub, session, "FRO-L1").is_given


def test_a_refusal_moves_nothing_under_the_pointer(page, hub, staff, tap):
    before = page.panel.primary.mapTo(page, page.panel.primary.rect().center())
    hub.use_person(staff.nurse)
    tap("TEM-L3")
    assert page.notice.isVisible()
    assert page.notice.height() < 100  # two lines over the toolbar, not over the diagram
    assert page.panel.primary.mapTo(page, page.panel.primary.rect().center()) == before


def test_a_session_of_another_day_says_when_it_was_begun(page, hub, session, clock):
    clock.move(days=1)
    page.open_session(session.id)
    assert page.notice.title == "This session was begun on 22 Nov 2026."


def test_what_was_typed_for_a_site_is_kept_when_the_editor_turns_away(
    qtbot, page, hub, session, press
):
    page.edit_site("TEM-L3")
    note = page.findChild(QLineEdit, "site_note")
    note.setFocus()
    qtbot.keyClicks(note, "tender")
    press("add_extra")
    assert record(hub, session, "TEM-L3").note == "tender"


def test_escape_closes_the_editor_wherever_the_keyboard_is(qtbot, page, tap):
    page.edit_site("TEM-L3")
    page.views.focus_site("TEM-L3")
    qtbot.keyClick(page.views.site_button("TEM-L3"), Qt.Key.Key_Escape)
    assert page.side.currentWidget() is page.panel


def test_a_session_that_must_stop_early_needs_one_reason(qtbot, page, hub, session, tap, press):
    tap("COR-L1")
    rest = next(act for act in page.toolbar.menu.actions() if act.menu())
    next(act for act in rest.menu().actions() if act.text() == "Patient’s wish").trigger()
    after = hub.records.session(session.id)
    assert (len(after.given), len(after.omitted), after.planned) == (1, 30, ())
    assert {s.omission_reason for s in after.omitted} == {"patient-wish"}
    assert page.panel.undo.words == "Undo: Omit the rest"
    with qtbot.waitSignal(page.sign_wanted):
        press("primary_act")


def test_planning_as_last_time_is_one_choice_of_the_menu(page, hub, session):
    again = next(
        act for act in page.toolbar.menu.actions() if act.text().startswith("Plan as last")
    )
    again.trigger()
    assert "no completed session" in page.notice.title


def test_letters_meant_for_a_note_never_chart_a_dose(qtbot, page, hub, session):
    page.edit_site("COR-L1")
    page.views.focus_site("COR-R1")
    button = page.views.site_button("COR-R1")
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert hub.records.session(session.id).given == ()
    assert page.inspector.site_id == "COR-R1"


def test_the_give_button_says_the_dose_that_is_typed(qtbot, page, hub, session, press):
    page.edit_site("COR-L1")
    page.inspector.start_typing("2")
    assert page.inspector._give.words == "Give 2 units"
    press("give_site")
    assert record(hub, session, "COR-L1").units == Decimal(2)
    assert record(hub, session, "COR-L1").is_given
