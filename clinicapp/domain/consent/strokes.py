"""A signature as it was drawn: strokes of points in a space of their own, whatever the screen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from math import hypot

PAD_WIDTH, PAD_HEIGHT = 10_000, 2_500
"""The signature's own space: every pad has this shape, and repaints from it at any size."""
PRESSURE_FULL = 1000

Point = tuple[int, int, int, int]
"""x, y in the pad's space, milliseconds since the stroke began, pressure of 1000."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stroke:
    """One movement without lifting; `device` is "pen", "touch" or "mouse"."""

    points: tuple[tuple[int, int, int, int], ...]
    began_at: datetime
    device: str


def is_within_pad(stroke: Stroke) -> bool:
    """Whether a stroke has points, all of them in the pad, in time, with a pressure that can be."""
    times = [p[2] for p in stroke.points]
    return (
        bool(times)
        and times == sorted(times)
        and all(
            0 <= x <= PAD_WIDTH and 0 <= y <= PAD_HEIGHT and t >= 0 and 0 <= p <= PRESSURE_FULL
            for x, y, t, p in stroke.points
        )
    )


def ink_length(strokes: Iterable[Stroke]) -> float:
    """How far the pen went in all, in units of the pad's space; a dot has no length."""
    total = 0.0
    for stroke in strokes:
        path = stroke.points
        total += sum(hypot(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(path))
    return total
