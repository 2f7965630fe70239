"""Through any resize each site stays on its landmark.

Where a site must be is reckoned from the outline as it is painted, not from the pane's own formula.
"""

import random
from math import dist

import pytest
from PySide6.QtCore import QPoint, QSize
from PySide6.QtGui import QColor, QImage, QPainter

from clinicapp.domain.protocol import View
from clinicapp.ui.diagram.art import paint_view
from clinicapp.ui.diagram.lens import Lens
from clinicapp.ui.diagram.pane import SitePane
from clinicapp.ui.diagram.source import artwork
from clinicapp.ui.theme import tokens
from tests.factories import make_session
from tests.ui.diagram.conftest import with_all_extras
from tests.ui.theme.dressing import dress

HALF_A_PX = 0.5
# Where the outline of each view is met, in view units: on a row from its left and its right, and on
# a column from above a height. None of them lies in a fading edge, on a name or on a site.
ROWS = {View.FRONT: 300, View.BACK: 500, View.LEFT: 300, View.RIGHT: 300}
COLUMNS = {
    (View.FRONT, "pane"): (500, 0),
    (View.FRONT, "close"): (500, 0),
    (View.BACK, "pane"): (500, 0),
    (View.BACK, "close"): (340, 600),
    (View.LEFT, "pane"): (520, 0),
    (View.LEFT, "close"): (520, 0),
    (View.RIGHT, "pane"): (480, 0),
    (View.RIGHT, "close"): (480, 0),
}
FINE = 8  # px per unit in which the outline is looked up
MEASURED_FROM = 0.33  # px per unit; a thinner outline lies under the halos of marks, or in a px
OUT, IN = 5, 5  # px: where its edge is looked for on the screen
MET = 0.2  # of the step from ground to ink: the first px with as much is the edge's


def met(image, start, step, length):
    """How many px from `start`, walking by `step`, a dark line on white begins, within a px."""
    for n in range(length):
        ink = 1 - QColor(image.pixel(start + step * n)).lightnessF()
        if ink >= MET:
            return n + 1 - min(ink, 1.0)
    raise AssertionError(f"no outline within {length} px of {start.toTuple()}")


@pytest.fixture(scope="module")
def outlines():
    """The edges of every view's outline in view units, found in a strip painted very large."""
    palette, found = artwork().palettes["contrast"], {}
    for view, art in artwork().views.items():
        row = _strip(art, palette, QPoint(0, ROWS[view]), QSize(1000, 1))
        across = QPoint(1, 0)
        found[view, "left"] = met(row, QPoint(0, FINE // 2), across, 1000 * FINE) / FINE
        edge = met(row, QPoint(1000 * FINE - 1, FINE // 2), -across, 1000 * FINE) / FINE
        found[view, "right"] = 1000 - edge
        for crop in ("pane", "close"):
            x, above = COLUMNS[view, crop]
            column = _strip(art, palette, QPoint(x, above), QSize(1, 600))
            edge = met(column, QPoint(FINE // 2, 0), QPoint(0, 1), 600 * FINE)
            found[view, crop] = above + edge / FINE
    return found


def _strip(art, palette, at, size):
    image = QImage(size * FINE, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.scale(FINE, FINE)
    painter.translate(-at)
    paint_view(painter, art, palette)
    painter.end()
    return image


def painted_places(pane, outlines, ratio):
    """Where the sites must be, in px, reckoned from the drawing as it is painted at rest."""
    pane._still.rest()
    pane.zoom_button.hide()
    pane.lens_tool.bar.hide()
    if pane.focusWidget():
        pane.focusWidget().clearFocus()  # the name of a focused site may cover the outline
    image = QImage(pane.size() * ratio, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(QColor("white"))
    pane.render(image)
    view, crop = pane.view, pane.backdrop().crop
    to_px = pane.backdrop().geometry.to_px

    def edge(point, step):
        """The edge near a point; between two lines of px it is between what both show."""
        x, y = (near * ratio for near in to_px(point).toTuple())
        aside = (y if step.x() else x) - 0.5
        start = QPoint(int(x), int(aside)) if step.x() else QPoint(int(aside), int(y))
        start -= step * OUT
        one, other = (
            met(image, start + QPoint(abs(step.y()), abs(step.x())) * n, step, OUT + IN)
            for n in range(2)
        )
        n = one + (other - one) * (aside - int(aside))
        if step.x():
            return (start.x() + (step.x() < 0) + step.x() * n) / ratio
        return (start.y() + n) / ratio

    row, column = ROWS[view] + 0.5, COLUMNS[view, crop][0] + 0.5
    left, right, top = outlines[view, "left"], outlines[view, "right"], outlines[view, crop]
    seen_left, seen_right = (
        edge((left, row), QPoint(1, 0)),
        edge((right, row), QPoint(-1, 0)),
    )
    scale = (seen_right - seen_left) / (right - left)
    seen_top = edge((column, top), QPoint(0, 1))
    points = artwork().views[view].site_points
    return {
        i: (seen_left + (x - left) * scale, seen_top + (y - top) * scale)
        for i, (x, y) in points.items()
    }


@pytest.mark.parametrize("seed", range(10))
def test_every_site_stays_on_its_landmark_through_a_hundred_resizes(
    qapp, monkeypatch, views, outlines, seed
):
    chance = random.Random(seed)
    scale, ratio = chance.uniform(1.0, tokens.SCALE_MAX), chance.choice((1.0, 1.25, 1.5))
    monkeypatch.setattr(SitePane, "devicePixelRatioF", lambda _: ratio)  # as on a dense screen
    dress(qapp, "contrast", scale)
    views.show_session(with_all_extras(make_session()))
    measured = 0
    for _ in range(10):
        views.resize(chance.randrange(360, 2200), chance.randrange(420, 1400))
        views.show_view(chance.choice([None, *View]))
        panes = [pane for pane in views.panes.values() if pane.isVisible()]
        for pane in panes:
            if pane.is_alone:  # as a whole, so that its outline is seen
                pane.look(Lens(1.0, (500.0, 600.0)))
            to_px = pane.backdrop().geometry.to_px
            for site_id, point in artwork().views[pane.view].site_points.items():
                assert dist(pane.site_point(site_id).toTuple(), to_px(point).toTuple()) < HALF_A_PX
        pane = chance.choice(panes)
        if pane.backdrop().geometry.scale < MEASURED_FROM:
            continue
        measured += 1
        painted = painted_places(pane, outlines, ratio)
        for site_id in pane.site_ids():
            off = dist(pane.site_point(site_id).toTuple(), painted[site_id])
            assert off < HALF_A_PX, (pane.view, site_id, pane.size())
    assert measured >= 7
    dress(qapp)
