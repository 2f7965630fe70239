"""A whole session by finger alone: real touches on the window, each counted."""

from decimal import Decimal

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from clinicapp.domain.totals import total_of
from clinicapp.ui.theme.tokens import px

MOST = 12  # touches of a standard session with three exceptions


@pytest.fixture(scope="module")
def screen():
    return QTest.createTouchDevice()


class Finger:
    """Touches whatever of the window lies at a place; it knows no widget's methods."""

    def __init__(self, page, screen, seconds, wait_until):
        self.page, self._screen, self._seconds = page, screen, seconds
        self._wait_until = wait_until
        self.touches = 0

    def tap(self, widget, at=None):
        spot = widget.rect().center() if at is None else at
        assert widget.visibleRegion().contains(spot), f"{widget.objectName()} is out of sight"
        self.glide(widget, [spot])

    def site(self, site_id):
        self.tap(self.page.views.site_button(site_id))

    def button(self, name):
        self.tap(self.page.findChild(QPushButton, name))

    def chip(self, chips, words):
        self.tap(next(chip for chip in chips.chips if chip.text() == words))

    def glide(self, widget, way):
        """Put the finger down, draw it along a way, and lift it."""
        # A hand takes longer than any guard against a bounce.
        self._seconds.now += 1
        self._wait_until(lambda: not self.page.shield.isVisible())
        self.touches += 1
        window = widget.window()
        first, *rest = [widget.mapTo(window, point) for point in way]
        QTest.touchEvent(window, self._screen).press(0, first, window)
        for point in rest:
            QTest.touchEvent(window, self._screen).move(0, point, window)
        QTest.touchEvent(window, self._screen).release(0, (rest or [first])[-1], window)
        QApplication.processEvents()


@pytest.fixture
def page(session_page):
    return session_page


@pytest.fixture
def finger(page, screen, seconds, qtbot):
    QApplication.processEvents()
    return Finger(page, screen, seconds, qtbot.waitUntil)


def exceptions(page, finger):
    finger.site("FRO-L2")
    finger.chip(page.inspector.reasons, "Prior brow ptosis")
    finger.site("FRO-R2")
    finger.chip(page.inspector.quick, "2.5")
    finger.button("add_extra")
    finger.chip(page.extra.sites, "Occipitalis right")
    finger.chip(page.extra.reasons, "Tender to touch")
    finger.button("give_extra")


@pytest.mark.parametrize("size", [(1204, 704), (1364, 804), (1844, 984)])
def test_a_standard_session_with_three_exceptions_takes_at_most_twelve_touches(
    page, finger, hub, session, size
):
    page.resize(*size)
    QApplication.processEvents()
    finger.button("primary_act")
    finger.button("confirm_go")
    assert finger.touches == 2
    exceptions(page, finger)
    after = hub.records.session(session.id)
    assert after.site("FRO-L2").omission_reason == "prior-brow-ptosis"
    assert (after.site("FRO-R2").units, after.site("FRO-R2").is_given) == (Decimal("2.5"), True)
    assert after.site("OCC-RX1").is_given
    assert after.site("OCC-RX1").extra_reason == "tenderness"
    assert after.planned == ()
    assert total_of(after).given_units == Decimal("152.5")
    assert finger.touches == 10 <= MOST


def test_every_region_is_given_with_two_touches_of_twenty_millimetres(page, finger, hub, session):
    page.show_regions()
    QApplication.processEvents()
    panel = page.selecting.regions
    for chip in panel.chips:
        assert chip.height() >= 76
        finger.tap(chip)
        finger.button("give_region")
    assert len(hub.records.session(session.id).given) == 31
    assert finger.touches == 26
    assert panel.primary.words == "Check and sign"


@pytest.mark.qt_log_ignore("does not support grabbing the keyboard")
def test_sites_are_chosen_by_taps_a_frame_and_a_menu_and_given_at_once(page, finger, hub, session):
    finger.button("select_sites")
    finger.site("COR-L1")
    pane = page.views.panes["left"]
    points = [pane.site_point(f"TEM-L{n}").toPoint() for n in range(1, 5)]
    left, right = min(p.x() for p in points) - 26, max(p.x() for p in points) + 26
    top, bottom = min(p.y() for p in points) - 26, max(p.y() for p in points) + 26
    finger.glide(pane, [QPoint(left, top), QPoint(left + 30, top + 30), QPoint(right, bottom)])
    finger.button("choose_muscle")
    menu = page.findChild(QPushButton, "choose_muscle").menu()
    line = next(act for act in menu.actions() if act.text().startswith("Procerus"))
    assert menu.actionGeometry(line).height() >= px(44)
    finger.tap(menu, menu.actionGeometry(line).center())
    assert page.selecting.selection.site_ids == (
        "COR-L1",
        "PRO-M1",
        *(f"TEM-L{n}" for n in range(1, 5)),
    )
    finger.button("give_selection")
    assert len(hub.records.session(session.id).given) == 6
    assert len(hub.records.history(session.id).undo) == 1
    assert finger.touches == 6
