"""While a pane is resized its drawing is laid where it belongs, and drawn anew when it rests."""

import random
from math import dist

import pytest
from PySide6.QtGui import QColor, QImage, QPainter

from clinicapp.domain.protocol import View
from clinicapp.ui.diagram.layers import drawn
from clinicapp.ui.diagram.still import LOOKED_MOST, RESIZED_MOST
from clinicapp.ui.theme.tokens import MOTION
from tests.ui.diagram.conftest import SMALL

HALF_A_PX = 0.5


def settle(qtbot, views):
    """Let every pane come to rest and paint itself."""
    panes = [pane for pane in views.panes.values() if pane.isVisible()]
    qtbot.waitUntil(lambda: not any(pane._still.is_moving for pane in panes))
    qtbot.waitUntil(lambda: all(p._still._drawings[0][0] == p.backdrop().sheet for p in panes))


def painted(pane):
    """The still part of a pane as it is painted now, on white."""
    image = QImage(pane.size(), QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pane._still.paint(painter, pane.backdrop())
    painter.end()
    return image


def centre_of_dark(image, near, reach):
    """The middle of what is dark around a point, in px."""
    total = x_sum = y_sum = 0.0
    for y in range(round(near.y() - reach), round(near.y() + reach)):
        for x in range(round(near.x() - reach), round(near.x() + reach)):
            weight = max(0.0, 0.75 - QColor(image.pixel(x, y)).lightnessF()) ** 2
            total += weight
            x_sum += weight * (x + 0.5)
            y_sum += weight * (y + 0.5)
    return x_sum / total, y_sum / total


def sharp(pane):
    """The drawing of a pane as it is when it rests, on white."""
    still = pane.backdrop()
    image = QImage(pane.size(), QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.drawPixmap(still.corner(still.sheet), drawn(still.sheet))
    painter.end()
    return image


@pytest.mark.parametrize("seed", range(10))
def test_through_a_hundred_steps_of_a_drag_the_laid_drawing_stays_on_its_landmarks(
    qtbot, views, seed
):
    chance = random.Random(seed)
    views.muscles.show_only(())
    pane = views.panes[View.FRONT]
    views.resize(chance.randrange(900, 1400), chance.randrange(620, 900))
    settle(qtbot, views)
    width, height = views.width(), views.height()
    laid = 0
    for _ in range(10):
        factor = chance.uniform(0.86, 1.16)
        views.resize(round(width * factor), round(height * chance.uniform(0.86, 1.16)))
        moving, still = painted(pane), pane.backdrop()
        laid += pane._still._drawings[0][0].scale != still.geometry.scale
        resting = sharp(pane)
        for side in "LR":
            eye = still.geometry.to_px(still.art.landmarks[f"mid_pupil_{side}"])
            reach = 40 * still.geometry.scale
            one = centre_of_dark(moving, eye, reach)
            assert dist(one, centre_of_dark(resting, eye, reach)) < HALF_A_PX
    assert laid >= 8, "they were laid, not drawn"


def test_a_drag_draws_nothing_anew_until_it_rests(qtbot, views):
    settle(qtbot, views)
    kept = {view: pane._still._drawings[0][0] for view, pane in views.panes.items()}
    for step in range(1, 15):
        views.resize(SMALL[0] + 3 * step, SMALL[1] + 2 * step)
        views.grab()
        assert {v: p._still._drawings[0][0] for v, p in views.panes.items()} == kept
    settle(qtbot, views)
    for pane in views.panes.values():
        assert pane._still._drawings[0][0] == pane.backdrop().sheet


def test_after_a_drag_the_picture_is_the_one_that_a_pane_of_that_size_has(qtbot, views):
    for step in range(1, 6):
        views.resize(SMALL[0] + 9 * step, SMALL[1] + 5 * step)
        views.grab()
    settle(qtbot, views)
    for pane in views.panes.values():
        pane.setFocus()
        still = pane.backdrop()
        wanted = QImage(pane.size(), QImage.Format.Format_RGB32)
        wanted.fill(QColor("white"))
        painter = QPainter(wanted)
        painter.drawPixmap(still.corner(still.sheet), drawn(still.sheet))
        painter.drawPixmap(0, 0, still.words())
        painter.end()
        assert painted(pane) == wanted


def test_a_size_far_from_the_last_is_drawn_at_once(views):
    pane = views.panes[View.FRONT]
    views.resize(round(SMALL[0] * RESIZED_MOST * 1.3), round(SMALL[1] * RESIZED_MOST * 1.3))
    views.grab()
    assert pane._still.is_moving
    assert pane._still._drawings[0][0] == pane.backdrop().sheet


def test_turning_to_one_view_and_back_is_sharp_at_once(views):
    pane = views.panes[View.BACK]
    views.show_view(View.BACK)
    views.grab()
    assert pane._still._drawings[0][0].scale == pane.backdrop().geometry.scale
    views.show_view(None)
    views.grab()
    assert pane._still._drawings[0][0].scale == pane.backdrop().geometry.scale


def test_looking_closer_lays_what_is_at_hand_and_then_draws_it_sharp(qtbot, views):
    views.show_view(View.BACK)
    settle(qtbot, views)
    pane = views.panes[View.BACK]
    opened = pane._still._drawings[0][0]
    pane.lens_tool.zoom(LOOKED_MOST * 0.9)
    views.grab()
    assert pane._still._drawings[0][0] == opened
    settle(qtbot, views)
    assert pane._still._drawings[0][0].scale == pytest.approx(opened.scale * LOOKED_MOST * 0.9)
    assert pane._still._drawings[1][0] == opened, "for what comes into sight when it is moved"


def test_panes_that_were_moved_together_come_to_rest_one_after_the_other(views):
    waits = {pane._still._settled.interval() for pane in views.panes.values()}
    assert len(waits) == len(views.panes)
    assert min(waits) >= MOTION["settle"]
    assert max(waits) <= 2 * MOTION["settle"]


def cuts(pane):
    return [pane.button(i).mask() for i in pane.site_ids()]


def test_while_the_edge_is_dragged_each_control_keeps_its_cut_and_has_the_exact_one_at_rest(
    views, qtbot
):
    pane = views.panes[View.BACK]
    for step in range(1, 4):
        views.resize(views.width() + step, views.height())
    assert pane._still.is_moving
    qtbot.waitUntil(lambda: not pane._still.is_moving)
    at_rest = cuts(pane)
    pane._place_buttons()
    assert cuts(pane) == at_rest


def test_a_large_step_cuts_each_control_anew_at_once(views):
    pane = views.panes[View.BACK]
    views.resize(views.width() + 1, views.height())
    views.resize(views.width() + 300, views.height() + 200)
    assert pane._still.is_moving
    cut = cuts(pane)
    pane._place_buttons()
    assert cuts(pane) == cut
