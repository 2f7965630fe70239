"""Touches of the picture while an extra site is being placed."""

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from clinicapp.domain.extra_places import extra_areas, place_touched
from clinicapp.domain.session import SiteRecord
from clinicapp.ui.diagram.placing_tool import Offer, PlacingTool, Preview
from clinicapp.ui.diagram.source import artwork
from tests.factories import make_session
from tests.ui.diagram.conftest import give, tap
from tests.ui.theme.dressing import has_colour

TEMPLE = (450.0, 320.0)


def offers(view, *, is_open=True):
    art = artwork().views[view]
    session = make_session()
    return [Offer(art.view, there, is_open) for there in extra_areas(art, session.protocol)]


class Placer:
    def __init__(self, views):
        self.views = views
        self.tool = PlacingTool(views.panes.values(), views)
        self.touched = []
        self.tool.touched.connect(lambda view, point: self.touched.append((view, point)))
        self.tool.start()
        self.tool.show_offers([*offers("left"), *offers("right"), *offers("back")])

    def px_of(self, view, point):
        pane = self.views.panes[view]
        return pane.backdrop().geometry.to_px(point) + QPointF(pane.pos())


@pytest.fixture
def placer(views):
    return Placer(views)


def test_a_touch_is_told_in_view_units(placer, views):
    tap(views, placer.px_of("left", TEMPLE))
    ((view, point),) = placer.touched
    assert view == "left"
    assert point == (pytest.approx(TEMPLE[0], abs=2), pytest.approx(TEMPLE[1], abs=2))


def test_a_touch_on_a_site_places_too_and_gives_nothing(placer, views, heard):
    tap(views, views.site_point("TEM-L1"))
    assert [view for view, _ in placer.touched] == ["left"]
    assert heard.said == []


def test_a_finger_that_slides_takes_the_place_along(placer, views):
    pane = views.panes["left"]
    at = pane.backdrop().geometry.to_px(TEMPLE).toPoint()
    QTest.mousePress(pane, Qt.MouseButton.LeftButton, pos=at)
    QTest.mouseMove(pane, at)
    QTest.mouseMove(pane, at + at / 10)
    QTest.mouseRelease(pane, Qt.MouseButton.LeftButton, pos=at)
    xs = [point[0] for _, point in placer.touched]
    assert xs[0] == pytest.approx(TEMPLE[0], abs=2)
    assert xs[-1] > xs[0] + 20
    count = len(xs)
    QTest.mouseMove(pane, at)
    assert len(placer.touched) == count


def test_after_it_stops_sites_are_given_again(placer, views, heard):
    placer.tool.stop()
    tap(views, views.site_point("TEM-L1"))
    tap(views, placer.px_of("left", (520.0, 280.0)))
    assert heard.said == [("site_activated", "TEM-L1")]
    assert placer.touched == []
    assert not placer.tool.is_on


def test_a_site_that_comes_while_it_is_on_lets_touches_through(placer, views, heard):
    session = make_session().add_extra("TEM-LX1", "tenderness", make_session().default_units)
    views.show_session(session)
    placer.tool.show_offers(offers("left"))
    tap(views, views.site_point("TEM-LX1"))
    assert len(placer.touched) == 1
    assert heard.said == []


def test_muscles_that_take_extras_are_outlined_and_the_others_are_not(placer, views):
    assert has_colour(views.panes["left"].grab(), "extra")
    assert has_colour(views.panes["back"].grab(), "extra")
    assert not has_colour(views.panes["front"].grab(), "extra")
    placer.tool.stop()
    assert not has_colour(views.panes["left"].grab(), "extra")


def test_a_muscle_that_is_full_is_outlined_in_grey(placer, views):
    placer.tool.show_offers(offers("left", is_open=False))
    assert not has_colour(views.panes["left"].grab(), "extra")
    assert has_colour(views.panes["left"].grab(), "line_strong")


def test_the_preview_is_a_hollow_diamond_with_its_distance(placer, views):
    pane = views.panes["left"]
    placer.tool.show_offers([])
    before = pane.grab()
    place = place_touched(artwork().views["left"], make_session(), TEMPLE)
    record = SiteRecord(site_id=place.site_id, units=make_session().default_units, is_extra=True)
    placer.tool.show_preview(Preview(pane.view, place, record))
    shown = pane.grab()
    assert not has_colour(before, "extra")
    assert has_colour(shown, "extra")
    assert has_colour(shown, "focus")
    still = pane.backdrop()
    at, radius = still.geometry.to_px(place.point), still.radius
    corner = QPointF(at.x() + radius * 0.62, at.y() - radius * 0.62).toPoint()
    inside = QPointF(at.x(), at.y() - radius * 0.75).toPoint()
    assert shown.toImage().pixelColor(corner) != before.toImage().pixelColor(corner)
    assert shown.toImage().pixelColor(inside).lightness() > 200  # hollow: its ground shows
    placer.tool.show_preview(None)
    assert not has_colour(pane.grab(), "extra")


def test_a_given_site_is_not_dragged_while_places_are_chosen(placer, views):
    views.show_session(give(make_session(), "TEM-L1"))
    placer.tool.show_offers(offers("left"))
    button = views.site_button("TEM-L1")
    assert button.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
