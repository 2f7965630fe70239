"""Directions on a view in the patient's terms: lateral, medial, forward, back, up and down."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

from clinicapp.domain.protocol import Side, View

# Which of the viewer's ways, to the right (1) or to the left (-1), leads to the patient's left.
_TO_PATIENTS_LEFT = {View.FRONT: 1, View.BACK: -1}
_TO_THE_FACE = {View.LEFT: -1, View.RIGHT: 1}


class Heading(StrEnum):
    """A direction as a clinician says it; left and right are the patient's."""

    LATERAL = "lateral"
    MEDIAL = "medial"
    LEFT = "left"
    RIGHT = "right"
    FORWARD = "forward"
    BACK = "back"
    UP = "up"
    DOWN = "down"


def heading_across(view: View, side: Side, to_viewers_right: bool) -> Heading:
    """What a way across a view means for a site of one of the patient's sides."""
    way = 1 if to_viewers_right else -1
    if view in _TO_THE_FACE:
        return Heading.FORWARD if way == _TO_THE_FACE[view] else Heading.BACK
    goes = Side.LEFT if way == _TO_PATIENTS_LEFT[view] else Side.RIGHT
    if side is Side.MIDLINE:
        return Heading.LEFT if goes is Side.LEFT else Heading.RIGHT
    return Heading.LATERAL if goes is side else Heading.MEDIAL


def headings(view: View, side: Side, x: Decimal, y: Decimal) -> tuple[tuple[Heading, Decimal], ...]:
    """A way of `x` to the viewer's right and `y` down, as directions and how far; none for 0."""
    found = []
    if x:
        found.append((heading_across(view, side, x > 0), abs(x)))
    if y:
        found.append((Heading.DOWN if y > 0 else Heading.UP, abs(y)))
    return tuple(found)
