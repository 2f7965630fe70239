"""A finger that bounces: what a press has brought under it is not given by the second tap."""

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from clinicapp.domain.protocol import View
from clinicapp.ui.diagram.site_button import SiteButton
from tests.ui.diagram.conftest import tap
from tests.ui.diagram.fingers import double_tap, ground

Left = Qt.MouseButton.LeftButton


def alone(views, view=View.BACK):
    views.show_view(view)
    return views.panes[view]


def click(button):
    QTest.mouseClick(button, Left)


def tap_on(pane, spot):
    """A tap on a place of a pane, whatever lies there by then."""
    at = pane.mapTo(pane.window(), spot)
    QTest.mouseClick(pane.window().windowHandle(), Left, pos=at)


def site_under(pane, spot):
    there = pane.childAt(spot)
    return there.objectName() if isinstance(there, SiteButton) else ""


def test_a_finger_that_bounces_on_enlarge_gives_no_site(views, heard, seconds):
    pane = views.panes[View.BACK]
    click(pane.zoom_button)
    tap(views, views.site_point("CPS-R1"))
    assert heard.said == []
    seconds.move(0.6)
    tap(views, views.site_point("CPS-R1"))
    assert heard.said == [("site_activated", "CPS-R1")]


def test_a_finger_that_bounces_on_an_arrow_gives_no_site_that_comes_under_it(views, heard, seconds):
    pane = alone(views, View.LEFT)
    pane.lens_tool.zoom(2)
    pane.lens_tool.move_by(QPointF(0, -4000))
    arrow = pane.lens_tool.bar.arrows[0, -1]
    spot = arrow.geometry().center()
    while arrow.isVisible():
        tap_on(pane, spot)
    found = site_under(pane, spot)
    assert found == "TEM-L2"
    tap_on(pane, spot)
    assert heard.said == []
    seconds.move(0.6)
    tap_on(pane, spot)
    assert heard.said == [("site_activated", found)]


@pytest.mark.parametrize("name", ["closer", "farther", "fit"])
def test_a_finger_that_bounces_on_a_button_of_the_bar_gives_no_site(views, heard, seconds, name):
    pane = alone(views)
    pane.lens_tool.zoom(1.5)
    click(getattr(pane.lens_tool.bar, name))
    tap(pane, pane.site_point("CPS-R1"))
    assert heard.said == []
    seconds.move(0.6)
    tap(pane, pane.site_point("CPS-R1"))
    assert heard.said == [("site_activated", "CPS-R1")]


def test_a_third_tap_gives_no_site_that_two_have_brought_under_the_finger(views, heard, seconds):
    pane = alone(views)
    for _ in range(2):  # closer, and back
        seconds.move(1)
        double_tap(pane, ground(pane))
        inside = pane.rect().adjusted(30, 60, -30, -30)
        sites = {i: pane.site_point(i) for i in pane.site_ids()}
        near = next(
            i
            for i, at in sites.items()
            if site_under(pane, at.toPoint()) == i and inside.contains(at.toPoint())
        )
        tap(pane, sites[near])
        assert heard.said == []
        seconds.move(0.6)
        tap(pane, sites[near])
        assert heard.said.pop() == ("site_activated", near)
