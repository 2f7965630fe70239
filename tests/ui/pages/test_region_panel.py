"""The regions for gloves: a touch chooses, and only the act at the foot gives."""

from decimal import Decimal
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QPushButton, QScrollArea, QWidget

from clinicapp.commands.patients import register_patient
from clinicapp.commands.sessions import (
    add_extra_site,
    give_all_planned,
    give_sites,
    omit_sites,
    start_session,
)
from clinicapp.ui.pages.session_page import SessionPage
from clinicapp.ui.theme.tokens import SIZE, px
from clinicapp.ui.widgets.region_chip import FLOOR
from tests.closing import complete_session
from tests.factories import make_patient
from tests.ui.keyboard import hold_key
from tests.ui.theme.dressing import dress

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def page(session_page):
    session_page.show_regions()
    return session_page


@pytest.fixture
def touch(qtbot, page, seconds):
    """Click a region's chip, a second after whatever was clicked before."""

    def touch(code):
        seconds.now += 1
        qtbot.mouseClick(chip(page, code), LEFT)

    return touch


def chip(page, code):
    return next(c for c in page.selecting.regions.chips if c.code == code)


def act(page):
    return page.selecting.regions.primary.words


def test_the_regions_stand_in_the_table_s_place_until_they_are_put_away(page, hub, session):
    assert page.side.currentWidget() is page.selecting.regions
    page.edit_site("COR-L1")
    page.close_editor()
    assert page.side.currentWidget() is page.selecting.regions
    page.open_session(session.id)
    assert page.side.currentWidget() is page.selecting.regions
    page.show_regions()
    assert page.side.currentWidget() is page.panel


def test_all_thirteen_regions_stand_left_beside_right_in_clinical_order(page):
    chips = page.selecting.regions.chips
    assert [c.code for c in chips[:5]] == [
        "COR-left",
        "COR-right",
        "PRO-midline",
        "FRO-left",
        "FRO-right",
    ]
    assert len(chips) == 13
    for one, other in pairwise(chips):
        if one.code.endswith("left"):
            assert one.y() == other.y()
            assert one.geometry().right() < other.x()
        else:
            assert one.geometry().bottom() < other.y()


def test_a_chip_says_what_is_left_to_give(page, hub, session):
    temporalis = chip(page, "TEM-left")
    assert temporalis.accessibleName() == "Temporalis left: give 4 · 20 units"
    page.acts.give(("TEM-L1", "TEM-L2"))
    page.acts.change_dose(("TEM-L3",), Decimal("2.5"))
    page.acts.omit(("TEM-L4",), "other")
    assert temporalis.words == "give 1 · 2.5 units"
    said = "Temporalis left: give 1 · 2.5 units, 2 given with 10 units, 1 omitted"
    assert temporalis.accessibleName() == said


def test_touching_a_region_chooses_it_and_records_nothing(page, hub, session, touch):
    touch("TEM-left")
    assert chip(page, "TEM-left").isChecked()
    assert page.selecting.selection.site_ids == ("TEM-L1", "TEM-L2", "TEM-L3", "TEM-L4")
    assert page.views.site_button("TEM-L1").accessibleDescription().endswith("selected")
    assert act(page) == "Give Temporalis left · 20 units"
    assert hub.records.session(session.id).revision == session.revision
    touch("TEM-left")
    assert act(page) == "Give all 31 planned · 155 units"


def test_a_screen_reader_chooses_a_region_as_a_finger_does(page):
    act = QAccessible.queryAccessibleInterface(chip(page, "TEM-right")).actionInterface()
    act.doAction(act.toggleAction())
    assert page.selecting.selection.site_ids == ("TEM-R1", "TEM-R2", "TEM-R3", "TEM-R4")
    assert chip(page, "TEM-right").isChecked()
    act.doAction(act.toggleAction())
    assert page.selecting.selection.site_ids == ()
    assert not chip(page, "TEM-right").isChecked()


def test_the_act_at_the_foot_gives_what_was_touched_in_one_step(page, hub, session, touch, press):
    touch("TEM-left")
    touch("TEM-right")
    assert act(page) == "Give 8 sites · 40 units"
    press("give_region")
    assert len(hub.records.session(session.id).given) == 8
    assert len(hub.records.history(session.id).undo) == 1
    assert page.selecting.selection.site_ids == ()
    done = chip(page, "TEM-left")
    assert (done.words, done.isEnabled()) == ("done", False)
    press("undo_region")
    assert hub.records.session(session.id).given == ()
    assert done.isEnabled()


def test_no_region_is_given_that_was_not_touched(page, hub, session, touch, press):
    touch("TEM-left")
    press("give_region")
    press("give_region", after=0.2)
    assert not page.confirm.isVisible()
    press("give_region")
    assert "Give all 27 sites, 135 units?" in page.confirm.accessibleName()
    assert len(hub.records.session(session.id).given) == 4


def test_all_that_is_planned_is_given_from_the_regions_with_its_question(page, hub, session, press):
    press("give_region")
    here = page.selecting.regions.primary
    go = page.findChild(QPushButton, "confirm_go")
    middle = go.mapTo(page, go.rect().center())
    assert (middle - here.mapTo(page, here.rect().center())).manhattanLength() <= 24
    press("confirm_go")
    assert len(hub.records.session(session.id).given) == 31
    assert act(page) == "Check and sign"


def test_another_session_begins_with_no_region_chosen(page, hub, touch):
    other = register_patient(hub.records, make_patient(), act=hub.act()).after
    begun = start_session(hub.records, other.id, act=hub.act()).after
    touch("TEM-left")
    page.open_session(begun.id)
    assert page.side.currentWidget() is page.selecting.regions
    assert page.selecting.selection.site_ids == ()
    assert act(page) == "Give all 31 planned · 155 units"


def test_a_tap_on_a_site_still_gives_that_site(page, hub, session, touch, tap):
    touch("TEM-left")
    tap("TEM-L2")
    assert [s.site_id for s in hub.records.session(session.id).given] == ["TEM-L2"]
    assert act(page) == "Give Temporalis left · 15 units"


def test_a_chosen_region_can_be_omitted_or_dosed(qtbot, page, hub, session, touch, press):
    touch("FRO-left")
    touch("FRO-right")
    press("more_region")
    assert page.side.currentWidget() is page.selecting.panel
    chips = page.selecting.panel.reasons.chips
    qtbot.mouseClick(next(c for c in chips if c.text() == "Prior brow ptosis"), LEFT)
    assert {s.site_id[:3] for s in hub.records.session(session.id).omitted} == {"FRO"}
    press("close_selection")
    assert page.side.currentWidget() is page.selecting.regions
    assert chip(page, "FRO-left").words == "done"


def test_there_is_nothing_to_dose_or_omit_before_a_region_is_touched(page, touch):
    more = page.findChild(QPushButton, "more_region")
    assert not more.isEnabled()
    touch("FRO-left")
    assert more.isEnabled()


def test_enter_and_space_touch_a_region(qtbot, page):
    wanted = chip(page, "OCC-right")
    wanted.setFocus()
    qtbot.keyClick(wanted, Qt.Key.Key_Return)
    assert wanted.isChecked()
    qtbot.keyClick(wanted, Qt.Key.Key_Space)
    assert not wanted.isChecked()


def test_a_nurse_is_told_who_may_give(page, hub, session, staff, touch, press):
    hub.use_person(staff.nurse)
    touch("TEM-left")
    press("give_region")
    assert "this is for a physician" in page.notice.title
    assert hub.records.session(session.id).given == ()
    assert chip(page, "TEM-left").isChecked()


def test_a_completed_session_is_shown_in_its_table(page, hub, session):
    give_all_planned(hub.records, session.id, act=hub.act())
    page.open_session(session.id)
    page.acts.run(complete_session)
    assert page.side.currentWidget() is page.panel
    page.show_regions()
    assert page.side.currentWidget() is page.panel
    other = register_patient(hub.records, make_patient(), act=hub.act()).after
    page.open_session(start_session(hub.records, other.id, act=hub.act()).after.id)
    assert page.side.currentWidget() is page.selecting.regions


def test_the_regions_are_in_the_menu_of_what_is_shown(session_page):
    page = session_page
    act = next(a for a in page.toolbar.show_menu.actions() if "Regions for gloves" in a.text())
    act.trigger()
    assert page.side.currentWidget() is page.selecting.regions
    page.show_regions()
    assert not act.isChecked()


# room --------------------------------------------------------------------------------------------
@pytest.fixture
def host(qtbot, qapp, hub, session):
    """A page in a room that it cannot push apart."""
    dress(qapp)
    made = QWidget()
    qtbot.addWidget(made)
    made.page = SessionPage(hub, parent=made)
    yield made
    dress(qapp)


def open_at(qapp, host, session, window, scale):
    dress(qapp, "light", scale)
    taken = px(SIZE["rail"]), px(SIZE["banner"]) + px(SIZE["status"])
    host.resize(window[0] - taken[0], window[1] - taken[1])
    host.page.setGeometry(host.rect())
    host.show()
    host.page.open_session(session.id)
    return host.page


def is_whole(widget):
    return widget.visibleRegion().boundingRect() == widget.rect()


@pytest.mark.parametrize(
    ("window", "least"), [((1280, 800), FLOOR), ((1440, 900), 76), ((1920, 1080), 76)]
)
def test_every_chip_is_in_sight_and_as_high_as_promised(qapp, host, hub, session, window, least):
    act = hub.act()
    give_sites(hub.records, session.id, ["COR-L1"], act=act)
    omit_sites(hub.records, session.id, ["TEM-L1"], "other", act=act)
    for n in (1, 2):
        site = f"TEM-{'LR'[n - 1]}X1"
        add_extra_site(hub.records, session.id, site, "tenderness", Decimal(5), True, act=act)
    page = open_at(qapp, host, session, window, 1.0)
    page.show_regions()
    qapp.processEvents()
    for made in page.selecting.regions.chips:
        assert is_whole(made), made.code
        assert least <= made.height() <= 76
    assert not page.selecting.regions.primary.is_cut


@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5, 2.0])
@pytest.mark.parametrize("window", [(1280, 800), (1440, 900), (1920, 1080)])
@pytest.mark.parametrize("part", ["regions", "panel"])
def test_the_acts_are_whole_and_apart_at_every_size(qapp, host, session, window, scale, part):
    page = open_at(qapp, host, session, window, scale)
    if part == "regions":
        page.show_regions()
        names = ("give_region", "undo_region", "more_region", "redo_region")
    else:
        page.select_all()
        names = ("give_selection", "take_back_selection", "clear_selection", "close_selection")
    qapp.processEvents()
    buttons = [page.findChild(QPushButton, name) for name in names]
    places = [QRect(b.mapTo(page, QPoint(0, 0)), b.size()) for b in buttons]
    for button, box in zip(buttons, places, strict=True):
        assert is_whole(button), button.objectName()
        assert page.rect().contains(box), button.objectName()
        assert button.height() >= px(SIZE["touch"]), button.objectName()
        assert not any(box.intersects(other) for other in places if other is not box)
    assert page.side.currentWidget().findChild(QScrollArea).height() >= px(40)


@pytest.mark.parametrize("window", [(1280, 800), (1440, 900)])
def test_all_ways_and_reasons_are_in_sight_without_scrolling(qapp, host, session, window):
    page = open_at(qapp, host, session, window, 1.0)
    give_sites(page.hub.records, session.id, ["COR-L1"], act=page.hub.act())
    page.open_session(session.id)
    page.select_all()
    for _ in range(3):
        qapp.processEvents()
    panel = page.selecting.panel
    parts = [*panel.reasons.chips, *panel.doses.quick.chips, panel.doses.field]
    parts += [page.findChild(QPushButton, f"choose_{way}") for way in ("all", "muscle", "view")]
    for part in parts:
        assert is_whole(part), part.objectName()
        assert part.height() >= 44


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_enter_that_is_held_down_chooses_a_region_once(page, key):
    hold_key(chip(page, "COR-left"), key)
    assert chip(page, "COR-left").isChecked()
