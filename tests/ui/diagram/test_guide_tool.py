"""Landmark guides as they are painted."""

from itertools import combinations

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor

from clinicapp.ui.diagram.guide_tool import GuideTool
from clinicapp.ui.diagram.source import guides
from clinicapp.ui.theme import tokens
from tests.factories import make_protocol, make_session
from tests.ui.diagram.conftest import LARGE, SMALL
from tests.ui.theme.dressing import dress

SITES = [site.id for site in make_protocol().sites]


@pytest.fixture
def tool(views):
    return GuideTool(views.panes.values())


def pane_of(views, site_id):
    return views.panes[make_protocol().site(site_id).view]


@pytest.mark.parametrize("size", [SMALL, LARGE])
@pytest.mark.parametrize("alone", [False, True])
def test_no_words_cover_a_site_or_each_other_or_leave_the_picture(views, tool, size, alone):
    views.resize(*size)
    for site_id in SITES:
        pane = pane_of(views, site_id)
        views.show_view(pane.view if alone else None)
        tool.show_site(site_id)
        radius = pane.backdrop().radius
        boxes = [box for _, box, _ in tool.labels(pane)]
        assert boxes, site_id
        for box in boxes:
            assert QRectF(pane.rect()).contains(box), site_id
            for other in pane.site_ids():
                mark = pane.site_point(other)
                nearest_x = min(max(mark.x(), box.left()), box.right())
                nearest_y = min(max(mark.y(), box.top()), box.bottom())
                away = (mark.x() - nearest_x) ** 2 + (mark.y() - nearest_y) ** 2
                assert away >= radius**2, (site_id, other)
        for one, other in combinations(boxes, 2):
            assert not one.intersects(other), site_id


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
@pytest.mark.parametrize("site_id", ["COR-L1", "TEM-R3", "CPS-L1", "OCC-R1"])
def test_the_line_of_a_guide_is_painted_in_every_theme(qapp, views, tool, theme, site_id):
    dress(qapp, theme)
    views.show_view(make_protocol().site(site_id).view)
    pane = pane_of(views, site_id)
    still = pane.backdrop()
    drawn = guides().drawn(still.art, site_id)[0]
    start, end = (still.geometry.to_px(point) for point in drawn.line[:2])
    marks = [pane.site_point(i) for i in pane.site_ids()]
    line = [start + (end - start) * (n / 40) for n in range(41)]
    ring = still.radius * 1.75 + 3.5  # with its halo, around the site that has the keyboard
    clear = [p for p in line if all(away(p, mark) > ring for mark in marks)]
    clear = [p for p in clear if away(p, start) > 8]  # the landmark's own dot
    assert clear, "the whole line lies under marks"
    before = pane.grab().toImage()
    tool.show_site(site_id)
    boxes = [box for _, box, _ in tool.labels(pane)]
    seen = [p for p in clear if not any(box.contains(p) for box in boxes)]
    after = pane.grab().toImage()
    ink = QColor(tokens.c("text"))
    assert seen
    for point in seen:
        x, y = point.toPoint().toTuple()
        around = [(x + dx, y + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)]
        assert any(near(after.pixelColor(*p), ink) for p in around), point
    assert after != before
    dress(qapp)


def away(one, other):
    return ((one.x() - other.x()) ** 2 + (one.y() - other.y()) ** 2) ** 0.5


def near(one, other):
    return all(abs(a - b) < 70 for a, b in zip(one.getRgb()[:3], other.getRgb()[:3], strict=True))


def test_only_the_view_of_the_site_shows_its_guide(views, tool):
    tool.show_site("COR-L1")
    assert tool.labels(views.panes["front"])
    assert not any(tool.labels(views.panes[view]) for view in ("back", "left", "right"))


def test_words_name_the_distance_and_the_landmarks(views, tool):
    tool.show_site("TEM-L1")
    words = [words for words, _, _ in tool.labels(views.panes["left"])]
    assert words == ["3 cm", "Tragus, upper edge"]
    tool.show_site("TRA-L1")
    words = [words for words, _, _ in tool.labels(views.panes["back"])]
    assert words == ["halfway", "Necklace line", "Acromion"]


def test_a_site_without_guides_draws_nothing(views, tool):
    session = make_session().add_extra("TEM-LX1", "tenderness", make_session().default_units)
    views.show_session(session)
    before = views.panes["left"].grab().toImage()
    tool.show_site("TEM-LX1")
    assert views.panes["left"].grab().toImage() == before
