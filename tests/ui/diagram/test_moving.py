"""Moving a given site: by drag, by key, and never by a tap."""

from decimal import Decimal
from math import hypot

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest

from clinicapp.domain.places import planned_place
from clinicapp.ui.diagram.moving import SiteMoving
from clinicapp.ui.diagram.words import state_words
from clinicapp.ui.theme import tokens
from tests.factories import make_session
from tests.ui.diagram.conftest import CHICAGO, give, tap
from tests.ui.diagram.fingers import drag, pinch
from tests.ui.theme.dressing import has_colour

LEFT = Qt.MouseButton.LeftButton
ALT, SHIFT = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier
NOTHING = Qt.KeyboardModifier.NoModifier
ALL_LEFT = ("TEM-L1", "TEM-L2", "TEM-L3", "TEM-L4")


class Mover:
    """A diagram whose given sites can be moved, and what it asked for."""

    def __init__(self, views):
        self.views = views
        self.moving = SiteMoving(views.panes.values(), views)
        self.asked = []
        self.moving.shift_wanted.connect(lambda *what: self.asked.append(what))
        self.show(give(make_session(), "TEM-L1", "TEM-R1", "COR-L1"))

    def show(self, session):
        self.session = session
        self.views.show_session(session)
        self.moving.show_session(session)

    def pane(self, site_id):
        return next(p for p in self.views.panes.values() if site_id in p.site_ids())

    def px_of(self, site_id, cm):
        still = self.pane(site_id).backdrop()
        return round(cm * still.geometry.scale * still.art.units_per_cm)

    def press(self, site_id):
        button = self.views.site_button(site_id)
        QTest.mousePress(button, LEFT, NOTHING, button.rect().center())
        return button

    def drag(self, site_id, x, y):
        """Press a site and take it to a number of px from there, still holding."""
        button = self.press(site_id)
        self.move(button, x / 2, y / 2)
        return self.move(button, x, y)

    @staticmethod
    def move(button, x, y):
        at = button.rect().center() + QPoint(round(x), round(y))
        QTest.mouseMove(button, at)
        return button, at


@pytest.fixture
def mover(views):
    return Mover(views)


def drop(button, at):
    QTest.mouseRelease(button, LEFT, NOTHING, at)


def test_a_given_site_is_dragged_to_where_it_was_given_in_one_act(mover, heard):
    x, y = mover.px_of("TEM-L1", 1.0), mover.px_of("TEM-L1", -0.5)
    button, at = mover.drag("TEM-L1", x, y)
    assert mover.asked == []
    drop(button, at)
    ((site_id, across, down),) = mover.asked
    assert site_id == "TEM-L1"
    assert abs(across - 1) <= Decimal("0.1")
    assert abs(down + Decimal("0.5")) <= Decimal("0.1")
    assert heard.said == []
    assert not button.isDown()


def test_a_drag_goes_on_from_where_the_site_lies(mover):
    mover.show(mover.session.shift("TEM-L1", Decimal("0.5"), Decimal(0)))
    drop(*mover.drag("TEM-L1", mover.px_of("TEM-L1", -1.0), 0))
    assert abs(mover.asked[0][1] + Decimal("0.5")) <= Decimal("0.1")


def test_a_drag_ends_at_what_the_protocol_allows(mover):
    drop(*mover.drag("TEM-L1", 300, 200))
    _, across, down = mover.asked[0]
    far = float(across**2 + down**2) ** 0.5
    assert 1.3 <= far <= 1.5
    mover.session.shift("TEM-L1", across, down)  # the rule takes it as it is


@pytest.mark.parametrize("slip", [(0, 0), (6, 0), (4, -4)])
def test_a_tap_that_slips_a_little_stays_a_tap(mover, heard, slip):
    button = mover.press("TEM-L1")
    _, at = mover.move(button, *slip)
    drop(button, at)
    assert mover.asked == []
    assert heard.said == [("site_activated", "TEM-L1")]


def test_a_drag_does_not_use_up_the_next_tap(mover, heard):
    drop(*mover.drag("TEM-L1", 40, 0))
    button = mover.views.site_button("TEM-L1")
    QTest.mouseClick(button, LEFT)
    assert heard.said == [("site_activated", "TEM-L1")]


def beside(mover, views, *, zoom=None):
    """The left view alone, and a place that is TEM-L1's but beside its painted mark."""
    views.show_view("left")
    pane = views.panes["left"]
    if zoom:
        pane.look(None)
        pane.lens_tool.zoom(zoom / pane.backdrop().zoom)
    still, middle = pane.backdrop(), pane.site_point("TEM-L1")
    ways = [QPointF(x, y) for x in range(-40, 41, 2) for y in range(-40, 41, 2)]
    beyond = still.radius + 3
    spots = [middle + w for w in ways if hypot(w.x(), w.y()) > beyond]
    return pane, next(s for s in spots if pane.childAt(s.toPoint()) is pane.button("TEM-L1"))


@pytest.mark.parametrize("site_ids", [("COR-L1",), ("TEM-L1",), ALL_LEFT])
def test_a_drag_beside_a_mark_moves_a_view_seen_closer_and_no_site(mover, views, heard, site_ids):
    mover.show(give(make_session(), *site_ids))
    pane, spot = beside(mover, views, zoom=1.6)
    before = pane.backdrop().geometry
    drag(pane, spot, (-60, -20))
    after = pane.backdrop().geometry
    assert (after.x - before.x, after.y - before.y) == (-60, -20)
    assert mover.asked == []
    assert heard.said == []
    assert not pane.button("TEM-L1").isDown()
    assert pane.cursor().shape() is Qt.CursorShape.OpenHandCursor
    tap(pane, pane.site_point("TEM-L1"))
    assert heard.said == [("site_activated", "TEM-L1")]


def test_a_drag_on_the_mark_moves_its_site_however_close_the_view_is(mover, views, heard):
    pane, _ = beside(mover, views, zoom=1.6)
    before = pane.backdrop().geometry
    drag(pane, pane.site_point("TEM-L1") + QPointF(pane.backdrop().radius - 3, 0), (30, 0))
    assert [site_id for site_id, *_ in mover.asked] == ["TEM-L1"]
    assert pane.backdrop().geometry == before
    assert heard.said == []


def test_a_drag_beside_a_mark_of_a_whole_view_does_nothing(mover, views, heard):
    pane, spot = beside(mover, views, zoom=1.0)
    before = pane.backdrop().geometry
    drag(pane, spot, (60, 0))
    drag(pane, spot, (12, 0))
    assert pane.backdrop().geometry == before
    assert (mover.asked, heard.said) == ([], [])


def test_a_finger_that_slides_from_beside_a_mark_moves_the_view_until_a_second_comes(
    mover, views, heard
):
    pane, spot = beside(mover, views, zoom=1.6)
    before = pane.backdrop().geometry
    pinch(pane, [45, 60, 80], spot + QPointF(45, 0))
    assert pane.backdrop().geometry.scale > before.scale
    assert (mover.asked, heard.said) == ([], [])
    assert not pane.button("TEM-L1").isDown()


def test_a_planned_site_is_not_dragged(mover, heard):
    drop(*mover.drag("TEM-L3", 40, 0))
    assert mover.asked == []
    button, at = mover.drag("TEM-L3", 5, 0)
    drop(button, at)
    assert heard.said == [("site_activated", "TEM-L3")]


def test_a_closed_session_cannot_be_moved(mover):
    mover.show(make_session(complete=True))
    drop(*mover.drag("TEM-L1", 40, 0))
    QTest.keyClick(mover.views.site_button("TEM-L1"), Qt.Key.Key_Up, ALT)
    assert mover.asked == []


def test_escape_gives_a_drag_up(mover, heard):
    button, _at = mover.drag("TEM-L1", 40, 0)
    assert button.hasFocus()
    QTest.keyClick(button, Qt.Key.Key_Escape)
    mover.move(button, 4, 0)
    drop(button, button.rect().center())
    assert mover.asked == []
    assert heard.said == []
    assert mover.views.view is None
    drop(*mover.drag("TEM-L1", 40, 0))
    assert len(mover.asked) == 1


def test_what_is_hidden_while_it_is_dragged_stays_where_it_was(mover, heard):
    button, at = mover.drag("TEM-L1", 40, 0)
    mover.views.show_view("back")
    drop(button, at)
    assert mover.asked == []
    assert heard.said == []


def test_while_it_is_dragged_the_mark_follows_with_its_distance_and_limit(mover):
    pane = mover.pane("TEM-L1")
    mover.views.show_view("left")
    x = mover.px_of("TEM-L1", 1.0)
    mover.views.site_button("COR-L1").setFocus()
    before = pane.grab()
    button, at = mover.drag("TEM-L1", x, 0)
    during = pane.grab()
    followed = pane.site_point("TEM-L1").toPoint() + QPoint(x, 0)
    colour = QColor(tokens.c("given"))
    box = 8
    there = [
        (followed.x() + dx, followed.y() + dy) for dx in range(-box, box) for dy in (-box, box)
    ]
    assert any(during.toImage().pixelColor(*p) == colour for p in there)
    assert not any(before.toImage().pixelColor(*p) == colour for p in there)
    assert not has_colour(before, "focus")
    assert has_colour(during, "focus")
    drop(button, at)
    button.clearFocus()
    assert not has_colour(pane.grab(), "focus")


@pytest.mark.parametrize(
    ("key", "modifiers", "way"),
    [
        (Qt.Key.Key_Left, ALT, ("-0.1", "0")),
        (Qt.Key.Key_Right, ALT, ("0.1", "0")),
        (Qt.Key.Key_Up, ALT, ("0", "-0.1")),
        (Qt.Key.Key_Down, ALT, ("0", "0.1")),
        (Qt.Key.Key_Down, ALT | SHIFT, ("0", "0.5")),
        (Qt.Key.Key_Up, ALT | Qt.KeyboardModifier.KeypadModifier, ("0", "-0.1")),
    ],
)
def test_arrows_with_alt_move_by_a_millimetre_and_with_shift_by_five(mover, key, modifiers, way):
    button = mover.views.site_button("TEM-L1")
    button.setFocus()
    QTest.keyClick(button, key, modifiers)
    assert mover.asked == [("TEM-L1", *map(Decimal, way))]
    assert button.hasFocus()


def test_a_key_moves_on_from_where_the_site_lies(mover):
    mover.show(mover.session.shift("TEM-L1", Decimal("0.3"), Decimal("0.2")))
    QTest.keyClick(mover.views.site_button("TEM-L1"), Qt.Key.Key_Right, ALT)
    assert mover.asked == [("TEM-L1", Decimal("0.4"), Decimal("0.2"))]


def test_a_moved_site_has_a_leader_from_its_planned_place(mover):
    mover.views.show_view("left")
    pane = mover.pane("TEM-L1")
    mover.show(mover.session.shift("TEM-L1", Decimal("0.9"), Decimal("1.1")))
    still = pane.backdrop()
    planned = still.geometry.to_px(planned_place(still.art, mover.session.site("TEM-L1")))
    lies = pane.site_point("TEM-L1")
    length = QPointF(lies - planned)
    free = 1 - still.radius * 1.3 / (length.x() ** 2 + length.y() ** 2) ** 0.5
    picture, ink = pane.grab().toImage(), QColor(tokens.c("given"))

    def is_inked(at):
        around = [(round(at.x()) + x, round(at.y()) + y) for x in (-1, 0, 1) for y in (-1, 0, 1)]
        return any(near(picture.pixelColor(*p), ink) for p in around)

    assert all(is_inked(planned + length * (free * n / 10)) for n in range(3, 10))
    assert picture.pixelColor(planned.toPoint()) == QColor(tokens.c("halo"))  # a ring, no disc
    mover.show(mover.session.shift("TEM-L1", Decimal(0), Decimal(0)))
    assert pane.site_point("TEM-L1") == planned


def near(one, other):
    return all(abs(a - b) < 40 for a, b in zip(one.getRgb()[:3], other.getRgb()[:3], strict=True))


def test_the_controls_move_with_their_sites(mover):
    before = mover.views.site_button("TEM-L1").geometry()
    mover.show(mover.session.shift("TEM-L1", Decimal("1"), Decimal(0)))
    moved = mover.views.site_button("TEM-L1").geometry()
    assert moved.left() - before.left() == pytest.approx(mover.px_of("TEM-L1", 1.0), abs=1)


def test_a_moved_site_says_so_in_the_patients_terms(mover):
    session = mover.session.shift("TEM-L1", Decimal("-0.4"), Decimal("-0.3"))
    words = state_words(session.site("TEM-L1"), session, CHICAGO)
    assert words == "given 5 units at 14:02; moved 0.4 cm forward, 0.3 cm up"
    mover.show(session)
    button = mover.views.site_button("TEM-L1")
    assert "moved 0.4 cm forward" in button.accessibleDescription()
    assert "moved 0.4 cm forward" in button.toolTip()
