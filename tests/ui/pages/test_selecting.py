"""Several sites are chosen in every way there is, and acted on at once."""

from decimal import Decimal

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from clinicapp.commands.patients import register_patient
from clinicapp.commands.sessions import add_extra_site, give_all_planned, start_session
from tests.closing import complete_session
from tests.factories import make_patient

LEFT = Qt.MouseButton.LeftButton
PLAIN = Qt.KeyboardModifier.NoModifier
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
TEMPORALIS = tuple(f"TEM-{side}{n}" for side in "LR" for n in range(1, 5))


@pytest.fixture
def page(session_page):
    return session_page


@pytest.fixture
def click(qtbot, page, seconds):
    """Click a site with a modifier, a second after whatever was clicked before."""

    def click(site_id, modifiers):
        seconds.now += 1
        qtbot.mouseClick(page.views.site_button(site_id), LEFT, modifiers)

    return click


@pytest.fixture
def pick(page):
    """Pick a line of one of the group menus, as a click on it does."""

    def pick(kind, words):
        menu = page.findChild(QPushButton, f"choose_{kind}").menu()
        menu.aboutToShow.emit()
        next(act for act in menu.actions() if act.text() == words).trigger()

    return pick


def chosen(page):
    return page.selecting.selection.site_ids


def said(page, name):
    return page.findChild(QLabel, name).text()


def drag_around(page, site_ids, modifiers):
    points = [page.views.site_point(i) for i in site_ids]
    margin = QPointF(26, 26)
    start = QPointF(min(p.x() for p in points), min(p.y() for p in points)) - margin
    end = QPointF(max(p.x() for p in points), max(p.y() for p in points)) + margin
    window = page.window().windowHandle()
    ends = [page.views.mapTo(page.window(), p.toPoint()) for p in (start, end)]
    QTest.mousePress(window, LEFT, modifiers, ends[0])
    QTest.mouseMove(window, ends[1])
    QTest.mouseRelease(window, LEFT, modifiers, ends[1])


# ways to choose ----------------------------------------------------------------------------------
def test_a_click_with_ctrl_begins_to_choose_and_gives_nothing(page, hub, session, click):
    click("TEM-L3", CTRL)
    click("COR-R1", CTRL)
    assert chosen(page) == ("COR-R1", "TEM-L3")
    assert page.side.currentWidget() is page.selecting.panel
    click("TEM-L3", CTRL)
    assert chosen(page) == ("COR-R1",)
    assert hub.records.session(session.id).given == ()


def test_a_click_with_shift_adds_the_sites_between_in_clinical_order(page, click):
    click("TEM-L2", CTRL)
    click("TEM-R1", SHIFT)
    assert chosen(page) == ("TEM-L2", "TEM-L3", "TEM-L4", "TEM-R1")


def test_a_frame_with_shift_chooses_and_another_adds(page):
    drag_around(page, ("TRA-L1", "TRA-L3"), SHIFT)
    drag_around(page, ("TRA-R1", "TRA-R3"), SHIFT)
    assert chosen(page) == tuple(f"TRA-{side}{n}" for side in "LR" for n in (1, 2, 3))


def test_by_finger_or_without_modifiers_taps_and_frames_choose(page, hub, session, tap, press):
    press("select_sites")
    tap("TEM-L3")
    drag_around(page, ("FRO-L1", "FRO-L2"), PLAIN)
    assert chosen(page) == ("FRO-L1", "FRO-L2", "TEM-L3")
    tap("FRO-L1")
    assert chosen(page) == ("FRO-L2", "TEM-L3")
    press("select_sites")
    assert chosen(page) == ()
    tap("TEM-L3")
    assert [s.site_id for s in hub.records.session(session.id).given] == ["TEM-L3"]


def test_all_muscles_sides_and_views_are_chosen_by_one_act_each(page, press, pick):
    press("select_sites")
    pick("muscle", "Temporalis · 8 sites")
    assert chosen(page) == TEMPORALIS
    pick("muscle", "Temporalis · 8 sites")
    assert chosen(page) == ()
    pick("side", "Midline · 1 site")
    assert chosen(page) == ("PRO-M1",)
    pick("side", "Patient’s left · 15 sites")
    assert len(chosen(page)) == 16
    press("clear_selection")
    pick("view", "Front · 7 sites")
    assert {i[:3] for i in chosen(page)} == {"COR", "PRO", "FRO"}
    press("choose_all")
    assert len(chosen(page)) == 31
    press("choose_all")
    assert chosen(page) == ()


def test_a_group_that_is_chosen_has_a_tick(page, press, pick):
    press("select_sites")
    pick("side", "Patient’s left · 15 sites")
    menu = page.findChild(QPushButton, "choose_side").menu()
    menu.aboutToShow.emit()
    assert [act.isChecked() for act in menu.actions()] == [True, False, False]


def test_all_sites_are_chosen_by_key_with_the_extra_ones(page, hub, session):
    add_extra_site(
        hub.records, session.id, "OCC-RX1", "tenderness", Decimal(5), False, act=hub.act()
    )
    page.open_session(session.id)
    page.select_all()
    assert len(chosen(page)) == 32
    assert said(page, "selection_count") == "32 sites selected"
    assert said(page, "selection_state") == "160 units: 32 planned"


def test_while_choosing_space_chooses_too_and_gives_nothing(qtbot, page, hub, session, press):
    press("select_sites")
    page.views.focus_site("FRO-R2")
    qtbot.keyClick(page.views.site_button("FRO-R2"), Qt.Key.Key_Space)
    assert chosen(page) == ("FRO-R2",)
    assert hub.records.session(session.id).given == ()


def test_the_key_for_omitting_asks_why_all_are_omitted(page, hub, session, click):
    click("TEM-L3", CTRL)
    click("TEM-L4", CTRL)
    page.keys.omit()
    assert page.side.currentWidget() is page.selecting.panel
    assert page.selecting.panel.reasons.chips[0].hasFocus()


def test_while_choosing_a_drag_moves_no_given_site(qtbot, page, hub, session, tap, press):
    tap("TEM-L3")
    button = page.views.site_button("TEM-L3")

    def drag():
        start = button.rect().center()
        qtbot.mousePress(button, LEFT, pos=start)
        qtbot.mouseMove(button, start + QPoint(12, 12))
        qtbot.mouseMove(button, start + QPoint(18, 14))
        qtbot.mouseRelease(button, LEFT, pos=start + QPoint(18, 14))

    press("select_sites")
    drag()
    assert not hub.records.session(session.id).site("TEM-L3").is_moved
    press("close_selection")
    drag()
    assert hub.records.session(session.id).site("TEM-L3").is_moved


def test_what_is_chosen_is_told_in_a_line(page, click, press):
    press("select_sites")
    assert page.selecting.panel.words == "No site selected"
    click("TEM-L3", CTRL)
    click("TEM-L4", CTRL)
    assert page.selecting.panel.words == "2 sites selected, 10 units: 2 planned"


def test_what_is_chosen_is_framed_on_the_diagram(page, click):
    click("TEM-L3", CTRL)
    button = page.views.site_button("TEM-L3")
    assert button.accessibleDescription() == "planned, 5 units; selected"
    page.close_editor()
    assert button.accessibleDescription() == "planned, 5 units"


def test_what_is_chosen_in_the_table_is_framed_as_well(page, press):
    page.panel.table.sites_activated.emit("TEM", "left")
    said_of = {i: page.views.site_button(i).accessibleDescription() for i in TEMPORALIS}
    assert [i for i, words in said_of.items() if words.endswith("; selected")] == list(
        TEMPORALIS[:4]
    )
    press("give_next")
    assert "selected" not in page.views.site_button("TEM-L1").accessibleDescription()


# ways to end it ----------------------------------------------------------------------------------
def test_escape_clears_and_leads_back_to_the_table(qtbot, page, click):
    click("TEM-L3", CTRL)
    qtbot.keyClick(page.views.site_button("TEM-L3"), Qt.Key.Key_Escape)
    assert chosen(page) == ()
    assert page.side.currentWidget() is page.panel
    assert page.hasFocus()


@pytest.mark.parametrize("leave", ["edit_site", "add_extra", "close_editor"])
def test_the_selection_lasts_as_long_as_its_panel(page, click, leave):
    click("TEM-L3", CTRL)
    getattr(page, leave)(*(["COR-L1"] if leave == "edit_site" else []))
    assert chosen(page) == ()
    assert not page.findChild(QPushButton, "select_sites").isChecked()


def test_another_session_begins_with_nothing_chosen(page, hub, session, click):
    other = register_patient(hub.records, make_patient(), act=hub.act()).after
    begun = start_session(hub.records, other.id, act=hub.act()).after
    click("TEM-L3", CTRL)
    page.open_session(begun.id)
    assert chosen(page) == ()
    assert page.side.currentWidget() is page.panel


def test_a_closed_session_has_nothing_to_choose(page, hub, session, click):
    give_all_planned(hub.records, session.id, act=hub.act())
    page.open_session(session.id)
    click("TEM-L3", CTRL)
    page.acts.run(complete_session)
    assert chosen(page) == ()
    assert page.side.currentWidget() is page.panel
    assert not page.findChild(QPushButton, "select_sites").isVisible()
    page.select_all()
    assert page.side.currentWidget() is page.panel


def test_a_site_that_is_gone_is_no_longer_chosen(page, hub, session, press):
    add_extra_site(
        hub.records, session.id, "OCC-RX1", "tenderness", Decimal(5), False, act=hub.act()
    )
    page.open_session(session.id)
    page.select_all()
    press("take_back_selection")
    assert len(chosen(page)) == 31
    assert said(page, "selection_count") == "31 sites selected"


def test_nothing_chosen_offers_nothing(page, press):
    press("select_sites")
    assert said(page, "selection_count") == "No site selected"
    for name in ("give_selection", "take_back_selection", "clear_selection"):
        assert not page.findChild(QPushButton, name).isEnabled()
    panel = page.selecting.panel
    assert not panel.reasons.isEnabled()
    assert not panel.doses.field.isEnabled()


def test_taking_back_an_extra_site_from_its_editor_closes_the_editor(page, hub, press):
    page.acts.add_extra("OCC-RX1", "tenderness", give=True)
    page.edit_site("OCC-RX1")
    press("take_back")
    assert page.side.currentWidget() is page.panel
    assert not page.session.has_site("OCC-RX1")


def test_the_clinics_record_is_not_touched_by_choosing(page, hub, session, click, press, pick):
    click("TEM-L3", CTRL)
    press("choose_all")
    pick("view", "Back · 16 sites")
    press("clear_selection")
    page.close_editor()
    assert hub.records.session(session.id).revision == session.revision


def test_while_taps_choose_no_key_moves_a_given_site(page, hub, session):
    page.acts.give(["TEM-L1"])
    page.selecting.start()
    button = page.views.site_button("TEM-L1")
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert hub.records.session(session.id).site("TEM-L1").shift_y == 0
    page.close_editor()
    QTest.keyClick(button, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert hub.records.session(session.id).site("TEM-L1").shift_y == Decimal("-0.1")
