"""The past on the session page: read once, told in tooltips and the editor, drawn on request."""

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from clinicapp.commands.sessions import change_dose, omit_sites, start_session
from clinicapp.domain.protocol import View
from clinicapp.ui.pages.session_page import SessionPage
from clinicapp.ui.theme import style
from tests.ui.pages.past_hands import Past


@pytest.fixture
def past(records, staff, patient):
    return Past(records, staff, patient)


@pytest.fixture
def show(qtbot, qapp, hub, records, act, patient, seconds):
    """The session page with a session of today, or with another one."""
    style.start(qapp)
    style.apply(qapp, "light")

    def show(session=None):
        page = SessionPage(hub, now=seconds)
        qtbot.addWidget(page)
        page.resize(1204, 704)
        page.show()
        qtbot.waitExposed(page)
        opened = session or start_session(records, patient.id, act=act).after
        assert page.open_session(opened.id)
        return page

    return show


def give(qtbot, page, site_id, seconds):
    seconds.now += 1
    qtbot.mouseClick(page.views.site_button(site_id), Qt.MouseButton.LeftButton)


def laid_out(page, view):
    return page.views.panes[view].past._laid_ghosts()


def test_a_site_tells_its_past_and_what_came_after_it(show, past):
    past.session(24, (omit_sites, ["FRO-L2"], "prior-brow-ptosis"))
    past.session(12, effect="neck-pain")
    page = show()
    tip = page.views.site_button("FRO-L2").toolTip()
    assert "5 units on 1 of 2 visits, omitted 7 Jun 2026 (Prior<br>brow ptosis)" in tip
    assert "Neck pain after 30 Aug 2026" in page.views.site_button("CPS-L1").toolTip()
    assert "Neck pain" not in tip
    assert page.views.site_button("FRO-L2").accessibleDescription() == "planned, 5 units"


def test_the_editor_tells_it_too_so_that_nobody_must_hover(show, past):
    past.session(12, effect="neck-pain")
    page = show()
    page.edit_site("TRA-L1")
    told = page.inspector.findChild(QLabel, "site_past")
    assert told.text() == "5 units on 1 of 1 visit\nNeck pain after 30 Aug 2026"
    assert told.isVisible()


def test_what_came_after_the_last_session_is_said_while_planning(show, past):
    past.session(24, effect="headache")
    past.session(12, effect="neck-pain")
    page = show()
    assert page.panel.past.text() == "Neck pain after 30 Aug 2026"
    assert page.panel.past.isVisible()


def test_without_a_past_nothing_is_told_and_nothing_can_be_shown(show):
    page = show()
    assert not page.past.ghosts.isEnabled()
    assert not page.panel.past.isVisible()
    assert not page.past.bar.isVisible()
    page.edit_site("TRA-L1")
    assert not page.inspector.findChild(QLabel, "site_past").isVisible()


def test_a_click_reads_nothing_of_the_past_again(qtbot, show, past, records, seconds, monkeypatch):
    past.session(12)
    page = show()
    asked = []
    whole = records.completed_sessions
    monkeypatch.setattr(
        records, "completed_sessions", lambda *args: asked.append(args) or whole(*args)
    )
    give(qtbot, page, "FRO-L2", seconds)
    assert page.session.site("FRO-L2").is_given
    assert asked == []
    assert "5 units on 1 of 1 visit" in page.views.site_button("FRO-L2").toolTip()


def test_the_show_menu_draws_the_last_session_under_todays(show, past):
    past.session(24)
    past.session(12, (change_dose, ["FRO-L2"], Decimal("2.5")), effect="neck-pain")
    page = show()
    page.past.ghosts.trigger()
    assert page.past.bar.isVisible()
    assert page.past.slider.day.full_text == "30 Aug 2026"
    front = {g.record.site_id: g for g in laid_out(page, View.FRONT)}
    assert front["FRO-L2"].record.units == Decimal("2.5")
    assert page.past.legend.words == "After it: Neck pain"
    assert {g.is_suspect for g in laid_out(page, View.BACK)} == {True}
    assert {g.is_suspect for g in front.values()} == {False}
    page.past.ghosts.trigger()
    assert not page.past.bar.isVisible()
    assert laid_out(page, View.FRONT) == ()


def test_the_slider_goes_back_to_earlier_sessions(qtbot, show, past):
    past.session(24, (omit_sites, ["FRO-L2"], "patient-wish"), effect="headache")
    past.session(12)
    page = show()
    page.past.ghosts.trigger()
    qtbot.mouseClick(page.past.bar.findChild(QPushButton, "earlier"), Qt.MouseButton.LeftButton)
    assert page.past.slider.day.full_text == "7 Jun 2026"
    front = {g.record.site_id: g.record for g in laid_out(page, View.FRONT)}
    assert front["FRO-L2"].is_omitted
    assert page.past.legend.words == "After it: Headache"
    assert not page.past.legend._sign.isVisible()  # it points at no site


def test_the_diagram_stays_usable_above_the_slider(qtbot, show, past, seconds):
    past.session(12)
    page = show()
    page.past.ghosts.trigger()
    assert page.views.view is None  # still four views at 1280 x 800
    give(qtbot, page, "FRO-L2", seconds)
    assert page.session.site("FRO-L2").is_given


def test_a_completed_session_is_shown_with_what_lay_before_it_only(show, past):
    past.session(36)
    middle = past.session(24)
    past.session(12, effect="neck-pain")
    page = show(middle)
    assert "5 units on 1 of 1 visit" in page.views.site_button("TRA-L1").toolTip()
    assert "Neck pain" not in page.views.site_button("TRA-L1").toolTip()
    page.past.ghosts.trigger()
    assert page.past.slider.day.full_text == "15 Mar 2026"
    assert not page.past.slider.slider.isEnabled()


def test_a_completed_session_names_its_own_after_effects(show, past):
    session = past.session(12, effect="neck-pain")
    page = show(session)
    assert "After-effect: Neck pain" in page.panel.remaining.accessibleName()
    assert not page.panel.past.isVisible()


def test_history_and_after_effect_are_asked_for_by_their_controls(qtbot, show, past):
    session = past.session(12)
    page = show(session)
    with qtbot.waitSignal(page.history_wanted) as wanted:
        page.past.history.trigger()
    assert wanted.args == [session.patient_id, session.id]
    with qtbot.waitSignal(page.effect_wanted) as wanted:
        qtbot.mouseClick(
            page.panel.findChild(QPushButton, "after_effect_act"), Qt.MouseButton.LeftButton
        )
    assert wanted.args == [session]


def test_an_open_session_has_no_after_effect_to_record(show, past):
    page = show()
    assert not page.panel.effect.isVisible()
