"""Every state of a site is told from every other in grey, by colour-blind eyes, and by shape.

Each is painted as a pane paints it, on the skin of its theme, always with the same dose, so that
no number helps. Differences are summed over the picture and given as shares of a mark's own area:
a difference of 10 is as if all of a mark were lighter by 10 of the 100 steps from black to white.
"""

from decimal import Decimal
from itertools import combinations
from math import dist, pi

import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from clinicapp.domain.session import SiteRecord, SiteState
from clinicapp.ui.diagram import overlay
from clinicapp.ui.diagram.overlay import Placed
from clinicapp.ui.diagram.source import artwork
from clinicapp.ui.theme import tokens
from tests.ui.diagram.eyes import EYES, seen_as
from tests.ui.theme.dressing import THEMES, dress

SIDE = 96
MIDDLE = QPointF(SIDE / 2, SIDE / 2)
# A mark of the four views at their smallest and as usual, and one of a view that is alone.
RADII = (6.0, 9.5, 17.0)
GIVEN, OMITTED = SiteState.GIVEN, SiteState.OMITTED
MARKS = {
    "planned": {},
    "given": {"state": GIVEN},
    "omitted": {"state": OMITTED},
    "extra planned": {"is_extra": True},
    "extra given": {"is_extra": True, "state": GIVEN},
    "changed planned": {"is_pinned": True},
    "changed given": {"is_pinned": True, "state": GIVEN},
}
RINGS = ("focused", "selected", "chosen", "next")
STATES = {name: (mark, "") for name, mark in MARKS.items()} | {
    f"{ring} {name}".removesuffix(" planned"): (MARKS[name], ring)
    for ring in RINGS
    for name in ("planned", "given")
    if (ring, name) != ("next", "given")
}
# What one sees at once in a large field is a step of 2.3; a mark is small and seen in passing, so
# four times that: as if all of it were lighter by a tenth. The nearest two of today are 15 apart.
LEAST_SEEN = 10.0
# Ink stands off the skin by this many steps; in every theme each ink does, and a halo never.
INK = 25.0
# Of a mark's area, ink in one of two states and none in the other. States made alike but for their
# colour shared all but px of blended edges, 0.12 at most; the nearest two of today have 0.19.
LEAST_SHAPE = 0.15


def drawn(state, radius):
    """The px of one state, as 0xRRGGBB."""
    mark, ring = STATES[state]
    record = SiteRecord(**{"site_id": "TEM-L1", "units": Decimal(5)} | mark)
    site = Placed(record, MIDDLE, **({f"is_{ring}": True} if ring else {}))
    image = QImage(SIDE, SIDE, QImage.Format.Format_RGB32)
    image.fill(ground())
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    overlay.paint_sites(painter, [site], radius, numbers=True)
    if ring == "next":
        room = QRectF(0, 0, SIDE, SIDE)
        overlay.paint_next_tag(
            painter, overlay.next_tag_box("Next", MIDDLE, (), radius, room), "Next"
        )
    painter.end()
    return [rgb & 0xFFFFFF for rgb in memoryview(image.constBits()).cast("I")]


def ground():
    return QColor(artwork().palettes[tokens.current().name].skin)


def seen_difference(one, other, eyes, radius):
    """How much two pictures differ to some eyes, in steps of lightness over a mark's area."""
    pairs = ((a, b) for a, b in zip(one, other, strict=True) if a != b)
    return sum(dist(seen_as(eyes, a), seen_as(eyes, b)) for a, b in pairs) / (pi * radius**2)


def shape_difference(one, other, radius):
    """Where ink stands in one picture only, as a share of a mark's area."""
    skin = seen_as("grey", ground().rgb() & 0xFFFFFF)[0]

    def has_ink(rgb):
        return abs(seen_as("grey", rgb)[0] - skin) > INK

    pairs = ((a, b) for a, b in zip(one, other, strict=True) if a != b)
    return sum(has_ink(a) != has_ink(b) for a, b in pairs) / (pi * radius**2)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("radius", RADII)
def test_every_two_states_of_a_site_are_told_apart(qapp, theme, radius):
    dress(qapp, theme)
    pictures = {state: drawn(state, radius) for state in STATES}
    alike = []
    for pair in combinations(pictures, 2):
        one, other = (pictures[state] for state in pair)
        for eyes in EYES:
            seen = seen_difference(one, other, eyes, radius)
            if seen < LEAST_SEEN:
                alike.append((*pair, eyes, round(seen, 1)))
        shape = shape_difference(one, other, radius)
        if shape < LEAST_SHAPE:
            alike.append((*pair, "shape", round(shape, 2)))
    assert not alike


def test_colours_are_seen_as_the_model_says():
    red, green, blue, grey = 0xFF0000, 0x00FF00, 0x0000FF, 0x808080
    assert seen_as("grey", 0xFFFFFF) == pytest.approx((100, 0, 0), abs=0.1)
    for eyes in EYES:
        assert seen_as(eyes, grey)[0] == pytest.approx(53.6, abs=0.3)
    # Red and green are one hue to protan and deutan eyes, blue and green nearly one to tritan.
    for eyes in ("protan", "deutan"):
        assert seen_as(eyes, red)[2] * seen_as(eyes, green)[2] > 0
        assert abs(seen_as(eyes, red)[1]) < 20
    assert seen_as("tritan", blue)[1] < 20
    assert seen_as("deutan", blue)[2] < -60
