"""Where a site lies: its planned place, a place of its own, and how far it was moved."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_DOWN, Decimal
from math import hypot
from typing import TYPE_CHECKING

from clinicapp.domain.artwork import HEIGHT, WIDTH, Box, Point, ViewArt
from clinicapp.domain.errors import InputError, RuleError
from clinicapp.domain.units import show_exact, show_units

if TYPE_CHECKING:
    from clinicapp.domain.site_record import SiteRecord

Fraction = tuple[Decimal, Decimal]
FRACTION_STEP, SHIFT_STEP = Decimal("0.0001"), Decimal("0.01")
ROOM_CM = 2.0  # around a site that lies where the drawing does not expect one
HAND_STEP = Decimal("0.1")  # cm; nobody places a needle more exactly


def place_of(art: ViewArt, record: SiteRecord) -> Point:
    """Where a site of a view lies, in view units: as planned or put, and then moved."""
    x, y = planned_place(art, record)
    return (
        x + float(record.shift_x) * art.units_per_cm,
        y + float(record.shift_y) * art.units_per_cm,
    )


def planned_place(art: ViewArt, record: SiteRecord) -> Point:
    """Where a site of a view was meant to lie, in view units."""
    if record.at_x is None or record.at_y is None:
        return art.site_points[record.site_id]
    return point_at((record.at_x, record.at_y))


def point_at(at: Fraction) -> Point:
    """The point in view units that fractions of the view mean."""
    return float(at[0]) * WIDTH, float(at[1]) * HEIGHT


def crop_holding(art: ViewArt, crop: Box, records: Iterable[SiteRecord]) -> Box:
    """A crop of a view, grown where a site was put or moved beyond it: no mark is ever cut off."""
    room = ROOM_CM * art.units_per_cm
    elsewhere = [place_of(art, r) for r in records if r.at_x is not None or r.is_moved]
    xs, ys = [x for x, _ in elsewhere], [y for _, y in elsewhere]
    left = max(0.0, min([crop.x, *(x - room for x in xs)]))
    top = max(0.0, min([crop.y, *(y - room for y in ys)]))
    right = min(WIDTH, max([crop.right, *(x + room for x in xs)]))
    bottom = min(HEIGHT, max([crop.bottom, *(y + room for y in ys)]))
    return Box(left, top, right - left, bottom - top)


def fraction_of(point: Point) -> Fraction:
    """A point in view units as exact fractions of the view, as a record keeps it."""
    x, y = point
    return (
        _exact(Decimal(x / WIDTH).quantize(FRACTION_STEP)),
        _exact(Decimal(y / HEIGHT).quantize(FRACTION_STEP)),
    )


def check_fraction(site_id: str, at: Fraction) -> Fraction:
    """Refuse a place outside the view."""
    if not all(value.is_finite() and 0 <= value <= 1 for value in at):
        raise InputError(
            f"{site_id}: that place is outside the picture.", remedy="Choose one inside it."
        )
    return _exact(at[0].quantize(FRACTION_STEP)), _exact(at[1].quantize(FRACTION_STEP))


def check_shift(site_id: str, x: Decimal, y: Decimal, most_cm: Decimal) -> Fraction:
    """A move of at most `most_cm`, exact to 0.01 cm; refused otherwise."""
    if not most_cm:
        raise RuleError(
            "This session's protocol does not let sites be moved.",
            remedy="Describe the place in the site's note.",
        )
    if not all(value.is_finite() and value == value.quantize(SHIFT_STEP) for value in (x, y)):
        raise InputError(f"{site_id}: a move is told in cm with at most two decimals.")
    if hypot(float(x), float(y)) > float(most_cm):
        raise InputError(
            f"{site_id} can lie at most {show_units(most_cm)} cm from its planned place.",
            remedy="Move it less, or omit it and add an extra site.",
        )
    return _exact(x), _exact(y)


def shift_towards(x: float, y: float, most_cm: Decimal) -> Fraction:
    """The move in whole millimetres that comes nearest to `x` and `y` cm, at most `most_cm`."""
    far, most = hypot(x, y), float(most_cm)
    share = min(1.0, most / far) if far else 1.0
    across, down = (Decimal(value * share).quantize(HAND_STEP) for value in (x, y))
    if hypot(float(across), float(down)) > most:
        across, down = (Decimal(value * share).quantize(HAND_STEP, ROUND_DOWN) for value in (x, y))
    return _exact(across), _exact(down)


def _exact(value: Decimal) -> Decimal:
    return show_exact(value) + 0  # minus nought is nought
