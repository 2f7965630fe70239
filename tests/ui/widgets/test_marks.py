from decimal import Decimal
from itertools import combinations

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QImage, QPainter

from clinicapp.domain.session import SiteRecord, SiteState
from clinicapp.ui.theme.tokens import c
from clinicapp.ui.widgets.marks import mark_extent, paint_mark
from tests.ui.theme.dressing import THEMES, colours, dress

SIDE = 80


def record(**changes):
    return SiteRecord(**{"site_id": "COR-L1", "units": Decimal(5)} | changes)


KINDS = {
    "planned": record(),
    "given": record(state=SiteState.GIVEN),
    "changed": record(state=SiteState.GIVEN, is_pinned=True),
    "omitted": record(state=SiteState.OMITTED),
    "extra planned": record(is_extra=True),
    "extra given": record(is_extra=True, state=SiteState.GIVEN),
}


def drawn(mark, radius=9.0, **how):
    image = QImage(SIDE, SIDE, QImage.Format.Format_RGB32)
    image.fill(QColor(c("surface")))
    painter = QPainter(image)
    paint_mark(painter, QPointF(SIDE / 2, SIDE / 2), radius, mark, **how)
    painter.end()
    return image


def difference(one, other, least=40):
    """How many pixels differ in lightness alone by at least so much of 255."""
    greys = [i.convertToFormat(QImage.Format.Format_Grayscale8) for i in (one, other)]
    pixels = [bytes(grey.constBits()) for grey in greys]
    return sum(abs(a - b) >= least for a, b in zip(*pixels, strict=True))


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("radius", [5.2, 9.0, 17.0])
def test_every_state_differs_from_every_other_without_colour(qapp, theme, radius):
    dress(qapp, theme)
    pictures = {name: drawn(mark, radius, number=False) for name, mark in KINDS.items()}
    for one, other in combinations(pictures, 2):
        assert difference(pictures[one], pictures[other]) >= 6, (one, other)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(
    ("kind", "role"),
    [("planned", "planned"), ("given", "given"), ("omitted", "omitted"), ("extra given", "extra")],
)
def test_colour_repeats_the_state(qapp, theme, kind, role):
    dress(qapp, theme)
    assert colours(drawn(KINDS[kind], 12))[c(role)] > 0


def test_the_number_is_the_dose():
    five, half = (drawn(record(units=Decimal(n))) for n in ("5", "2.5"))
    assert difference(five, half) > 4
    same = drawn(record(units=Decimal("5.00")))
    assert difference(five, same) == 0


def test_a_mark_too_small_for_a_number_has_none():
    assert difference(drawn(record(), 5.5), drawn(record(), 5.5, number=False)) == 0
    assert difference(drawn(record(), 8), drawn(record(), 8, number=False)) > 0


def test_focus_and_hint_are_seen():
    assert colours(drawn(record(), focus=True))[c("focus")] > 20
    assert difference(drawn(record(), hint=True), drawn(record()), least=20) > 50


def test_a_ghost_is_fainter():
    assert colours(drawn(KINDS["given"], ghost=True))[c("given")] == 0


@pytest.mark.parametrize("kind", KINDS)
def test_a_mark_stays_within_its_extent(kind):
    reach = mark_extent(9)
    image = drawn(KINDS[kind], 9)
    for x in range(SIDE):
        for y in range(SIDE):
            if max(abs(x + 0.5 - SIDE / 2), abs(y + 0.5 - SIDE / 2)) > reach + 1:
                assert image.pixelColor(x, y).name() == c("surface")


def test_painting_leaves_the_painter_as_it_was():
    image = QImage(SIDE, SIDE, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    before = painter.transform(), painter.pen(), painter.brush()
    paint_mark(painter, QPointF(20, 20), 9, record())
    assert (painter.transform(), painter.pen(), painter.brush()) == before
    painter.end()
