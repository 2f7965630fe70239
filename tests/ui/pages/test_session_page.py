"""A physician charts a session with mouse, touch and keyboard on the real page."""

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton

from clinicapp.commands.sessions import (
    give_all_planned,
    give_sites,
)
from clinicapp.commands.signing import sign_session
from clinicapp.domain.session import SessionStatus
from clinicapp.domain.totals import total_of
from clinicapp.ui.pages.session_page import SessionPage
from tests.factories import PASSWORD
from tests.signable import make_signable


@pytest.fixture
def page(session_page):
    return session_page


def chip(widget, text):
    return next(c for c in widget.chips if c.text() == text)


def record(hub, session, site_id):
    return hub.records.session(session.id).site(site_id)


def test_a_tap_gives_the_default_dose_and_everything_shows_it(page, hub, session, tap):
    tap("TEM-L3")
    assert record(hub, session, "TEM-L3").is_given
    assert page.session == hub.records.session(session.id)
    assert page.panel.summary.findChild(object, "total_units").text() == "5"
    assert "given 5 units" in page.views.site_button("TEM-L3").accessibleDescription()
    assert page.panel.undo.words == "Undo: Give TEM-L3"


def test_two_taps_within_half_a_second_are_one_act(page, hub, session, tap):
    tap("TEM-L3")
    tap("TEM-L3", after=0.3)
    assert page.side.currentWidget() is page.panel
    assert len(hub.records.history(session.id).undo) == 1
    tap("TEM-L3", after=0.6)
    assert page.side.currentWidget() is page.inspector


def test_the_standard_session_takes_two_clicks(page, hub, session, press):
    press("primary_act")
    assert "Give all 31 sites, 155 units?" in page.confirm.accessibleName()
    assert "by Mara Okafor" in page.confirm.accessibleName()
    press("confirm_go")
    given = hub.records.session(session.id)
    assert len(given.given) == 31
    assert total_of(given).given_units == 155
    assert page.panel.primary.words == "Check and sign"


def test_a_bounced_second_click_does_not_confirm(page, hub, session, press):
    press("primary_act")
    press("confirm_go", after=0.2)
    assert hub.records.session(session.id).given == ()
    assert page.confirm.isVisible()
    press("confirm_later")
    assert not page.confirm.isVisible()
    assert hub.records.session(session.id).given == ()


def test_the_confirming_button_stands_where_the_first_one_was(page, press):
    press("primary_act")
    go = page.findChild(QPushButton, "confirm_go")
    here = go.mapTo(page, go.rect().center())
    there = page.panel.primary.mapTo(page, page.panel.primary.rect().center())
    assert abs(here.y() - there.y()) <= 12
    assert abs(here.x() - there.x()) <= 24


def test_three_exceptions_take_eight_clicks(qtbot, page, hub, session, tap, press):
    give_all_planned(hub.records, session.id, act=hub.act())
    page.open_session(session.id)
    tap("FRO-L2")
    inspector = page.inspector
    qtbot.mouseClick(chip(inspector.reasons, "Prior brow ptosis"), Qt.MouseButton.LeftButton)
    tap("FRO-R2")
    qtbot.mouseClick(chip(inspector.quick, "2.5"), Qt.MouseButton.LeftButton)
    press("add_extra")
    qtbot.mouseClick(chip(page.extra.sites, "Occipitalis right"), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(chip(page.extra.reasons, "Tender to touch"), Qt.MouseButton.LeftButton)
    press("give_extra")
    after = hub.records.session(session.id)
    assert after.site("FRO-L2").omission_reason == "prior-brow-ptosis"
    assert after.site("FRO-R2").units == Decimal("2.5")
    assert after.site("OCC-RX1").is_given
    assert total_of(after).given_units == Decimal("152.5")
    assert page.side.currentWidget() is page.panel


def test_while_the_editor_is_open_a_tap_chooses_and_gives_nothing(page, hub, session, tap, press):
    press("edit_next")
    tap("TEM-L3")
    assert page.inspector.site_id == "TEM-L3"
    assert hub.records.session(session.id).given == ()
    press("give_site")
    assert record(hub, session, "TEM-L3").is_given
    press("inspector_done")
    tap("TEM-L4")
    assert record(hub, session, "TEM-L4").is_given


def test_a_whole_site_by_keyboard(qtbot, page, hub, session):
    page.views.focus_site("FRO-R2")
    button = page.views.site_button("FRO-R2")
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert record(hub, session, "FRO-R2").is_given
    qtbot.keyClicks(button, "2")
    field = page.findChild(QLineEdit, "dose_field")
    assert (field.text(), field.hasFocus()) == ("2", True)
    qtbot.keyClicks(field, ".5")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert record(hub, session, "FRO-R2").units == Decimal("2.5")
    assert page.side.currentWidget() is page.panel
    assert page.views.site_button("TEM-L1").hasFocus()
    qtbot.keyClick(button, Qt.Key.Key_Delete)
    assert record(hub, session, "FRO-R2").is_planned


def test_the_first_key_on_the_page_goes_to_the_next_site(qtbot, page):
    page.setFocus()
    qtbot.keyClick(page, Qt.Key.Key_Right)
    assert page.views.site_button("COR-L1").hasFocus()


@pytest.mark.parametrize("typed", ["0", "-5", "51", "5..0", "five", ""])
def test_a_typed_dose_that_cannot_be_stays_in_the_field_with_its_refusal(
    qtbot, page, hub, session, typed
):
    page.edit_site("TEM-L3")
    field = page.findChild(QLineEdit, "dose_field")
    field.setFocus()
    field.selectAll()
    qtbot.keyClick(field, Qt.Key.Key_Delete)
    qtbot.keyClicks(field, typed)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert record(hub, session, "TEM-L3").units == 5
    refused = page.findChild(object, "dose_fault").text() + page.notice.title + page.notice.body
    assert "Nothing has changed." in refused
    assert len(hub.records.history(session.id).undo) == 0


@pytest.mark.parametrize(("typed", "units"), [("2,5", "2.5"), ("5.0", "5"), ("7", "7")])
def test_a_typed_dose_is_taken_with_point_or_comma(qtbot, page, hub, session, typed, units):
    page.edit_site("TEM-L3")
    field = page.findChild(QLineEdit, "dose_field")
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, typed)
    page.inspector._finish.setFocus()
    assert record(hub, session, "TEM-L3").units == Decimal(units)
    assert field.text() == units


def test_filling_the_editor_saves_nothing(page, hub, session):
    for site in page.session.sites:
        page.edit_site(site.site_id)
    page.close_editor()
    assert hub.records.session(session.id).revision == session.revision


def test_undo_and_redo_are_on_the_page_and_survive_reopening(page, hub, session, tap, press):
    tap("TEM-L3")
    tap("COR-L1")
    press("undo")
    assert record(hub, session, "COR-L1").is_planned
    page.open_session(session.id)
    assert page.panel.undo.words == "Undo: Give TEM-L3"
    assert page.panel.redo.accessibleName() == "Redo: Give COR-L1"
    press("redo")
    assert record(hub, session, "COR-L1").is_given
    press("undo")
    press("undo")
    assert not page.panel.undo.isEnabled()


def test_choosing_a_muscle_gives_its_sites_in_one_act(page, hub, session, press):
    page.panel.table.sites_activated.emit("TEM", "")
    assert page.panel.next._name.full_text == "Temporalis, 8 planned"
    press("give_next")
    given = hub.records.session(session.id).given
    assert {s.site_id[:3] for s in given} == {"TEM"}
    assert len(given) == 8
    assert len(hub.records.history(session.id).undo) == 1


def test_with_nothing_planned_the_primary_act_leads_to_the_signature(qtbot, page, hub, press):
    give_all_planned(hub.records, page.session.id, act=hub.act())
    page.open_session(page.session.id)
    with qtbot.waitSignal(page.sign_wanted) as asked:
        press("primary_act")
    assert asked.args == [page.session.id]
    assert hub.records.session(page.session.id).is_open


def test_a_signed_session_is_read_only_and_offers_the_sheet(
    qtbot, page, hub, session, act, staff, clock, press, tap
):
    make_signable(hub.records, session.id, act, staff)
    clock.move(minutes=5)
    page.open_session(session.id)
    hub.run(sign_session, session.id, PASSWORD)
    assert hub.records.session(session.id).status is SessionStatus.COMPLETED
    assert page.views.read_only
    tap("TEM-L3")
    assert page.inspector.site_id == "TEM-L3"  # to be looked at, not to be changed
    assert not page.inspector.dose.isEnabled()
    assert not any(b.isVisible() for b in (page.inspector._give, page.inspector._back))
    press("inspector_done")
    with qtbot.waitSignal(page.sheet_wanted) as asked:
        press("primary_act")
    assert asked.args == [session.id]


def test_a_nurse_is_told_who_may_give(page, hub, session, staff, tap, press):
    hub.use_person(staff.nurse)
    tap("TEM-L3")
    assert "this is for a physician" in page.notice.title
    assert hub.records.session(session.id).given == ()
    press("primary_act")
    assert not page.confirm.isVisible()
    assert "Change person to a physician" in page.notice.body


def test_what_another_window_wrote_is_never_overwritten(page, hub, session, tap):
    give_sites(hub.records, session.id, ["TEM-L3"], act=hub.act())
    tap("TEM-L3")  # the page still shows it planned
    assert "already given" in page.notice.title
    assert len(hub.records.history(session.id).undo) == 1


def test_a_refused_act_leaves_the_page_at_the_record(page, hub, session, tap):
    tap("OCC-L1")
    page.edit_site("OCC-L1")
    page.inspector.dose_wanted.emit("OCC-L1", Decimal(99))
    assert page.notice.isVisible()
    assert page.inspector.dose.text() == "5"


@pytest.mark.parametrize("size", [(1204, 704), (1844, 984)])
def test_nothing_is_cut_at_the_sizes_we_promise(qtbot, qapp, hub, session, seconds, size):
    from PySide6.QtWidgets import QWidget

    host = QWidget()
    qtbot.addWidget(host)
    page = SessionPage(hub, now=seconds)
    page.setParent(host)
    host.resize(*size)
    page.setGeometry(0, 0, *size)
    host.show()
    qtbot.waitExposed(host)
    page.open_session(session.id)
    qapp.processEvents()
    for name in ("primary_act", "give_next", "undo", "add_extra", "plan_menu"):
        button = page.findChild(QPushButton, name)
        corner = button.mapTo(page, button.rect().bottomRight())
        assert page.rect().contains(corner), name
        assert button.width() >= button.minimumSizeHint().width(), name
        assert button.height() >= 44, name


def test_a_site_is_named_for_a_screen_reader(page):
    button = page.views.site_button("TEM-L3")
    assert button.objectName() == "TEM-L3"
    assert button.accessibleName() == "Temporalis left 3"
    assert "planned, 5 units" in button.accessibleDescription()


def test_touch_gives_like_a_click(qtbot, page, hub, session, seconds):
    device = QTest.createTouchDevice()
    seconds.now += 1
    button = page.views.site_button("COR-R1")
    spot = button.mapTo(page, button.rect().center())
    QTest.touchEvent(page, device).press(0, spot, page).commit()
    QTest.touchEvent(page, device).release(0, spot, page).commit()
    qtbot.waitUntil(lambda: record(hub, session, "COR-R1").is_given)
    assert len(hub.records.history(session.id).undo) == 1
