"""Adding an extra site by touching the place: from the panel to the record and back."""

from dataclasses import replace
from decimal import Decimal
from math import dist

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from clinicapp.domain.places import place_of
from clinicapp.ui.diagram.source import artwork
from tests.factories import make_session
from tests.ui.theme.dressing import has_colour

TEMPLE, HIGHER = (450.0, 320.0), (520.0, 290.0)


@pytest.fixture
def page(session_page, press):
    press("add_extra")
    return session_page


def touch(page, view, point):
    pane = page.views.panes[view]
    at = pane.mapTo(page, pane.backdrop().geometry.to_px(point).toPoint())
    QTest.mouseClick(page.windowHandle(), Qt.MouseButton.LeftButton, pos=at)


def choose(qtbot, chips, text):
    chip = next(c for c in chips.chips if c.text() == text)
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)


def words(page, name):
    return page.findChild(QLabel, name).text()


def stored(hub, session, site_id):
    return hub.records.session(session.id).site(site_id)


def test_a_touch_a_reason_and_give_record_the_place(qtbot, page, hub, session, press):
    touch(page, "left", TEMPLE)
    choose(qtbot, page.extra.reasons, "Tender to touch")
    press("give_extra")
    record = stored(hub, session, "TEM-LX1")
    assert record.is_given
    assert record.extra_reason == "tenderness"
    assert dist(place_of(artwork().views["left"], record), TEMPLE) < 3  # a px or so
    assert page.side.currentWidget() is page.panel
    assert page.views.site_button("TEM-LX1").hasFocus()


def test_undo_takes_a_placed_site_away_and_redo_puts_it_back_there(
    qtbot, page, hub, session, press
):
    touch(page, "left", TEMPLE)
    choose(qtbot, page.extra.reasons, "Tender to touch")
    press("plan_extra")
    before = stored(hub, session, "TEM-LX1")
    press("undo")
    assert not hub.records.session(session.id).has_site("TEM-LX1")
    press("redo")
    assert stored(hub, session, "TEM-LX1") == before


def test_both_extra_sites_of_the_temporalis_may_be_on_the_side_of_the_pain(
    qtbot, page, hub, session, press
):
    for point in (TEMPLE, HIGHER):
        if page.side.currentWidget() is not page.extra:
            press("add_extra")
        touch(page, "left", point)
        choose(qtbot, page.extra.reasons, "Predominant pain here")
        press("give_extra")
    press("add_extra")
    assert [s.site_id for s in hub.records.session(session.id).extras] == ["TEM-LX1", "TEM-LX2"]
    assert "Temporalis 2 of 2 · 50 of 50 units" in words(page, "extra_fills")
    assert words(page, "extra_in_all").startswith("2 of 8")
    touch(page, "left", (480.0, 350.0))
    assert words(page, "extra_hint").startswith("Temporalis takes at most 2 extra sites.")
    assert page.places.placing.place is None


def test_a_touch_beside_the_muscles_says_calmly_which_take_extras(page):
    touch(page, "front", (500.0, 300.0))
    assert "Temporalis, Occipitalis and Trapezius" in words(page, "extra_hint")
    assert not page.notice.isVisible()
    assert page.places.placing.place is None
    touch(page, "left", TEMPLE)
    assert "outlined muscle" in words(page, "extra_hint")


def test_a_refused_touch_leaves_the_place_before(page):
    touch(page, "left", TEMPLE)
    before = page.places.placing.place
    touch(page, "front", (500.0, 300.0))
    assert page.places.placing.place == before
    assert words(page, "extra_place").startswith("TEM-LX1\n")


def test_the_distance_to_the_next_site_is_told(page):
    touch(page, "left", artwork().views["left"].site_points["TEM-L2"])
    assert words(page, "extra_place") == "TEM-LX1\n0.7 cm from TEM-L2"


@pytest.mark.parametrize(
    ("key", "x", "y"),
    [("Left", -1, 0), ("Right", 1, 0), ("Up", 0, -1), ("Down", 0, 1)],
)
def test_arrow_keys_move_the_place_by_a_millimetre(page, key, x, y):
    touch(page, "left", TEMPLE)
    before = page.places.placing.place.point
    focused = page.window().focusWidget()
    QTest.keyClick(focused, getattr(Qt.Key, f"Key_{key}"))
    after = page.places.placing.place.point
    step = 0.1 * artwork().views["left"].units_per_cm
    assert after == (
        pytest.approx(before[0] + x * step, abs=0.15),
        pytest.approx(before[1] + y * step, abs=0.15),
    )


def test_steps_are_named_from_the_patients_side(qtbot, page):
    touch(page, "left", TEMPLE)
    assert page.extra.steps.buttons["left"].accessibleName() == "Move 0.1 cm forward"
    choose(qtbot, page.extra.sites, "Occipitalis left")
    assert page.extra.steps.buttons["left"].accessibleName() == "Move 0.1 cm lateral"
    choose(qtbot, page.extra.sites, "Occipitalis right")
    assert page.extra.steps.buttons["left"].accessibleName() == "Move 0.1 cm medial"


def test_from_the_list_a_site_lies_where_it_is_suggested(qtbot, page, hub, session, press):
    choose(qtbot, page.extra.sites, "Occipitalis right")
    shown = page.places.placing.tool.preview
    assert shown.place.site_id == "OCC-RX1"
    assert has_colour(page.views.panes["back"].grab(), "focus")
    choose(qtbot, page.extra.reasons, "Tender to touch")
    press("plan_extra")
    record = stored(hub, session, "OCC-RX1")
    assert (record.at_x, record.at_y) == (None, None)


def test_a_listed_site_that_was_stepped_keeps_its_own_place(qtbot, page, hub, session, press):
    choose(qtbot, page.extra.sites, "Occipitalis right")
    qtbot.mouseClick(page.extra.steps.buttons["up"], Qt.MouseButton.LeftButton)
    choose(qtbot, page.extra.reasons, "Tender to touch")
    press("plan_extra")
    record = stored(hub, session, "OCC-RX1")
    assert record.at_x == Decimal("0.58")
    assert record.at_y < Decimal("0.2583")


def test_choosing_from_the_list_turns_to_the_view_of_the_site(qtbot, page):
    page.views.show_view("front")
    choose(qtbot, page.extra.sites, "Temporalis right")
    assert page.views.view == "right"


def test_only_while_the_panel_is_open_do_touches_place(page, hub, session, tap):
    assert page.places.placing.tool.is_on
    page.close_editor()
    assert not page.places.placing.tool.is_on
    tap("TEM-L1")
    assert stored(hub, session, "TEM-L1").is_given


def test_a_touch_never_gives_a_site_while_the_panel_is_open(page, hub, session):
    for site_id in ("TEM-L1", "OCC-L1", "COR-L1"):
        view = session.protocol.site(site_id).view
        touch(page, view, artwork().views[view].site_points[site_id])
    assert hub.records.session(session.id).given == ()


def test_what_was_chosen_stays_when_another_act_changes_the_session(page, hub, session):
    touch(page, "left", TEMPLE)
    before = page.places.placing.place
    page.acts.give(("COR-L1",))
    assert page.places.placing.place == before
    assert page.places.placing.tool.preview is not None


def test_a_place_whose_id_was_taken_meanwhile_is_gone(page, hub, session):
    touch(page, "left", TEMPLE)
    page.acts.add_extra("TEM-LX1", "tenderness", give=False)
    assert page.places.placing.place is None
    assert page.places.placing.tool.preview is None


def test_a_place_that_is_refused_meanwhile_can_not_be_sent(qtbot, page, session):
    touch(page, "left", TEMPLE)
    choose(qtbot, page.extra.reasons, "Tender to touch")
    give = page.findChild(QPushButton, "give_extra")
    assert give.isEnabled()
    wide = replace(session, protocol=replace(session.protocol, extra_apart_cm=Decimal(9)))
    page.places.placing.show_session(wide)
    assert not give.isEnabled()
    assert page.places.placing.place is None
    assert page.places.placing.tool.preview is None
    assert words(page, "extra_hint").startswith("Temporalis left has no place left")
    page.places.placing.show_session(session)
    touch(page, "left", TEMPLE)
    assert give.isEnabled()


def test_escape_leaves_the_panel_from_the_steps(page):
    touch(page, "left", TEMPLE)
    QTest.keyClick(page.window().focusWidget(), Qt.Key.Key_Escape)
    assert page.side.currentWidget() is page.panel
    assert page.places.placing.tool.preview is None


def test_choosing_a_place_moves_no_reason(page):
    def top():
        return page.extra.reasons.mapTo(page, QPoint(0, 0)).y()

    before = top()
    touch(page, "left", TEMPLE)
    assert top() == before
    touch(page, "front", (500.0, 300.0))
    assert top() == before


def test_the_list_offers_the_suggested_places_only(page):
    offered = [chip.objectName() for chip in page.extra.sites.chips]
    assert sorted(offered) == sorted(s.id for s in make_session().protocol.suggested_extras)
