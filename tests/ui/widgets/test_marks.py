from dataclasses import replace
from decimal import Decimal
from itertools import combinations, product

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QImage, QPainter

from clinicapp.domain.session import SiteRecord, SiteState
from clinicapp.ui.theme.tokens import c
from clinicapp.ui.widgets import marks
from clinicapp.ui.widgets.marks import SHOULDER_FROM, mark_reach, paint_mark
from tests.ui.theme.dressing import THEMES, colours, dress

SIDE = 80
EVERY = list(product(range(SIDE), repeat=2))


def record(**changes):
    return SiteRecord(**{"site_id": "COR-L1", "units": Decimal(5)} | changes)


KINDS = {
    "planned": record(),
    "given": record(state=SiteState.GIVEN),
    "changed": record(state=SiteState.GIVEN, is_pinned=True),
    "omitted": record(state=SiteState.OMITTED),
    "extra planned": record(is_extra=True),
    "extra given": record(is_extra=True, state=SiteState.GIVEN),
    "extra changed": record(is_extra=True, is_pinned=True, units=Decimal("12.5")),
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
    assert difference(drawn(record(), 5.2), drawn(record(), 5.2, number=False)) == 0
    assert difference(drawn(record(), 5.6), drawn(record(), 5.6, number=False)) > 0


def test_a_changed_dose_is_told_on_marks_too_small_for_the_usual_one():
    changed = replace(KINDS["changed"], units=Decimal("2.5"))
    assert difference(drawn(changed, 4.5), drawn(changed, 4.5, number=False)) > 0
    assert difference(drawn(changed, 4.2), drawn(changed, 4.2, number=False)) == 0


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("radius", [5.5, 7.5, 9.5, 17.0])
@pytest.mark.parametrize("units", ["5", "20", "2.5", "12.5"])
def test_every_figure_of_a_dose_stands_on_one_ground_inside_its_mark(
    qapp, monkeypatch, theme, radius, units
):
    dress(qapp, theme)
    for kind in ("planned", "given", "changed", "extra planned", "extra given", "extra changed"):
        mark = replace(KINDS[kind], units=Decimal(units))
        whole = drawn(mark, radius)
        with monkeypatch.context() as patch:
            patch.setattr(marks._Mark, "number", lambda _: None)
            blank = drawn(mark, radius)
        role = "halo" if not mark.is_given else "extra" if mark.is_extra else "given"
        ground = QColor(c(role)).lightness()
        figures = [at for at in EVERY if whole.pixel(*at) != blank.pixel(*at)]
        astray = [at for at in figures if abs(blank.pixelColor(*at).lightness() - ground) > 60]
        assert len(figures) > 8
        assert len(astray) <= 0.06 * len(figures), kind


@pytest.mark.parametrize("kind", ["given", "changed", "extra given"])
def test_a_given_mark_has_a_tick_on_its_shoulder_or_in_place_of_its_number(qapp, monkeypatch, kind):
    dress(qapp)

    def tick(radius, **how):
        whole = drawn(KINDS[kind], radius, **how)
        with monkeypatch.context() as patch:
            patch.setattr(marks._Mark, "tick", lambda _: None)
            bare = drawn(KINDS[kind], radius, **how)
        return [at for at in EVERY if whole.pixel(*at) != bare.pixel(*at)]

    middle = SIDE // 2
    assert min(x for x, _ in tick(SHOULDER_FROM)) > middle
    assert max(y for _, y in tick(SHOULDER_FROM)) < middle
    assert tick(SHOULDER_FROM - 1) == []
    without = tick(6.5, number=False)
    assert (middle - 1, middle + 1) in without
    assert all(abs(x - middle) <= 5 and abs(y - middle) <= 5 for x, y in without)


def test_a_ghost_is_fainter():
    assert colours(drawn(KINDS["given"], ghost=True))[c("given")] == 0


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("radius", [4.5, 6.0, 9.0, 17.0])
def test_a_mark_stays_within_its_reach_but_for_its_tick(qapp, kind, radius):
    dress(qapp)
    mark = KINDS[kind]
    image, reach = drawn(mark, radius), mark_reach(mark, radius)
    for x in range(SIDE):
        for y in range(SIDE):
            across, down = x + 0.5 - SIDE / 2, y + 0.5 - SIDE / 2
            is_shoulder = mark.is_given and across > 0 > down
            if max(abs(across), abs(down)) > reach + 1 and not is_shoulder:
                assert image.pixelColor(x, y).name() == c("surface")


def test_painting_leaves_the_painter_as_it_was():
    image = QImage(SIDE, SIDE, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    before = painter.transform(), painter.pen(), painter.brush()
    paint_mark(painter, QPointF(20, 20), 9, record())
    assert (painter.transform(), painter.pen(), painter.brush()) == before
    painter.end()
