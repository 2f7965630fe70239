"""What is painted for a site lies in the box that is painted again when the site changes."""

from decimal import Decimal
from itertools import product

import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from clinicapp.domain.session import SiteRecord, SiteState
from clinicapp.ui.diagram.overlay import Placed, paint_sites, site_box
from clinicapp.ui.theme import tokens
from clinicapp.ui.theme.tokens import c
from tests.ui.theme.dressing import dress

SIDE = 160
AT = QPointF(SIDE / 2, SIDE / 2)
RINGS = ("is_focused", "is_selected", "is_chosen", "is_next", "is_touched")


def drawn(placed, radius):
    image = QImage(SIDE, SIDE, QImage.Format.Format_RGB32)
    image.fill(QColor(c("surface")))
    painter = QPainter(image)
    paint_sites(painter, [placed], radius, numbers=True)
    painter.end()
    return image


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("radius", [4.5, 6.0, 9.5, 17.0])
@pytest.mark.parametrize("is_extra", [False, True])
def test_nothing_of_a_site_is_painted_outside_its_box(qapp, scale, radius, is_extra):
    dress(qapp, "light", scale)
    assert tokens.scale() == scale
    ground = QColor(c("surface")).rgb()
    for state, ring in product((SiteState.PLANNED, SiteState.GIVEN), RINGS):
        record = SiteRecord(
            site_id="TEM-L1",
            units=Decimal("12.5"),
            state=state,
            is_extra=is_extra,
            is_pinned=True,
        )
        image = drawn(Placed(record, AT, **{ring: True}), radius * scale)
        box = site_box(AT, radius * scale)
        painted = [
            (x + 0.5, y + 0.5)
            for x, y in product(range(SIDE), repeat=2)
            if image.pixel(x, y) != ground
        ]
        assert all(box.contains(QPointF(*at)) for at in painted), (state, ring)
        assert QRectF(0, 0, SIDE, SIDE).contains(box)


def test_a_site_that_is_chosen_and_has_the_keyboard_shows_both(qapp):
    dress(qapp)
    record = SiteRecord(site_id="TEM-L1", units=Decimal(5))
    both = drawn(Placed(record, AT, is_focused=True, is_selected=True), 9.5)
    seen = {QColor(both.pixel(x, y)).name() for x, y in product(range(SIDE), repeat=2)}
    assert {c("focus"), c("accent")} <= seen
