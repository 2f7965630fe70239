"""The drawing under the sites looks the same way in every output: no profile is ever mirrored."""

from functools import cache

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from clinicapp.domain.artwork import WIDTH
from clinicapp.domain.protocol import View
from clinicapp.ui.diagram.four_views import FourViews
from clinicapp.ui.diagram.map_picture import SIZE, MapPicture
from clinicapp.ui.diagram.picture_files import RATIO, image_of, svg_of
from clinicapp.ui.diagram.source import artwork
from clinicapp.ui.widgets.pdf_pages import PdfPages
from tests.factories import make_session
from tests.reports.map_reading import map_page, numbered_marks
from tests.ui.diagram.conftest import CHICAGO, LARGE
from tests.ui.theme.dressing import dress

DARK = 110  # of 255: a pupil is darker, also where it covers a px in part; skin is lighter
CLOSER = 6  # px of a rendered page for one point
PUPILS = [
    (View.FRONT, "mid_pupil_L"),
    (View.FRONT, "mid_pupil_R"),
    (View.LEFT, "pupil"),
    (View.RIGHT, "pupil"),
]


def on_the_screen():
    views = FourViews(zone=CHICAGO)
    views.resize(*LARGE)
    views.show_session(make_session())
    image = views.grab().toImage()
    lies = {v: (QPointF(p.pos()), p.backdrop().geometry) for v, p in views.panes.items()}
    places = {
        v: (lambda at, c=corner, g=geometry: c + g.to_px(at))
        for v, (corner, geometry) in lies.items()
    }
    views.deleteLater()
    return image, places


def in_a_picture(image):
    panes = MapPicture(make_session(), CHICAGO).panes
    return image, {
        view: (lambda at, b=box, s=still: (b.topLeft() + s.geometry.to_px(at)) * RATIO)
        for view, (box, still) in panes.items()
    }


def in_the_png():
    return in_a_picture(image_of(MapPicture(make_session(), CHICAGO)))


def in_the_svg():
    drawing = QSvgRenderer(svg_of(MapPicture(make_session(), CHICAGO)))
    assert drawing.isValid()
    image = QImage(SIZE * RATIO, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    drawing.render(painter)
    painter.end()
    return in_a_picture(image)


def on_the_sheet():
    panels, _placed, pdf = map_page(numbered_marks())
    (image,) = PdfPages(pdf).images(72 * CLOSER)
    return image, {
        view: (lambda at, p=panel: QPointF(*p.place(at)) * CLOSER) for view, panel in panels.items()
    }


OUTPUTS = {
    "the screen": on_the_screen,
    "the sheet": on_the_sheet,
    "a PNG": in_the_png,
    "an SVG": in_the_svg,
}


@cache
def shown_in(output):
    return OUTPUTS[output]()


@pytest.mark.parametrize("output", OUTPUTS)
@pytest.mark.parametrize(("view", "pupil"), PUPILS)
def test_an_eye_is_where_its_landmark_is_and_a_profile_has_none_on_the_other_side(
    qapp, output, view, pupil
):
    dress(qapp)
    image, places = shown_in(output)
    x, y = artwork().views[view].landmarks[pupil]

    def is_dark(point):
        return image.pixelColor(places[view](point).toPoint()).lightness() < DARK

    assert is_dark((x, y))
    assert is_dark((WIDTH - x, y)) is (view is View.FRONT)
