"""The nearest place that is free: inside an area, and far enough from every other site."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from math import dist, hypot, sqrt

from clinicapp.domain.artwork import HEIGHT, WIDTH, Point
from clinicapp.domain.places import FRACTION_STEP
from clinicapp.domain.regions import Area, Edge

STEPS = int(1 / FRACTION_STEP)  # across a view and down it
GRID = (WIDTH / STEPS, HEIGHT / STEPS)  # what a record can keep
SLACK = 0.15  # view units: what rounding to the grid may take from a distance, and a little more
_EXACT = 1e-6


def free_place(wanted: Point, others: Sequence[Point], apart: float, area: Area) -> Point | None:
    """The place nearest to `wanted` in an area, at least `apart` from every other; else None.

    All in view units; what is found lies where a record can keep it exactly. A nearest place lies
    on a border: of the area, or of the circle around a site that must stay free.
    """

    def is_free(place: Point) -> bool:
        return all(dist(place, o) >= apart + _EXACT for o in others) and area.holds(place)

    def first(places: Iterator[Point] | Sequence[Point]) -> Point | None:
        return next((p for place in places for p in _on_grid(place) if is_free(p)), None)

    return first((wanted,)) or first(
        sorted(_borders(wanted, others, apart + SLACK, area), key=lambda p: dist(p, wanted))
    )


def _borders(wanted: Point, others: Sequence[Point], reach: float, area: Area) -> Iterator[Point]:
    """Every place that can be the nearest: ends and feet of all lines and circles."""
    yield from area.corners
    for edge in area.edges:
        yield _foot(wanted, edge)
        for other in others:
            yield from _edge_cuts(edge, other, reach)
    for other in others:
        away = dist(wanted, other)
        x, y = ((wanted[n] - other[n]) / away for n in (0, 1)) if away else (1.0, 0.0)
        yield other[0] + x * reach, other[1] + y * reach
    for one, other in combinations(others, 2):
        yield from _circle_cuts(one, other, reach)


def _foot(point: Point, edge: Edge) -> Point:
    """The point of an edge that is nearest to a point."""
    (ax, ay), (bx, by) = edge
    length = (bx - ax) ** 2 + (by - ay) ** 2
    if not length:
        return ax, ay
    share = ((point[0] - ax) * (bx - ax) + (point[1] - ay) * (by - ay)) / length
    share = min(max(share, 0.0), 1.0)
    return ax + (bx - ax) * share, ay + (by - ay) * share


def _edge_cuts(edge: Edge, centre: Point, radius: float) -> Iterator[Point]:
    """Where an edge cuts a circle."""
    (ax, ay), (bx, by) = edge
    dx, dy, fx, fy = bx - ax, by - ay, ax - centre[0], ay - centre[1]
    a, b, c = dx * dx + dy * dy, fx * dx + fy * dy, fx * fx + fy * fy - radius * radius
    root = b * b - a * c
    if not a or root < 0:
        return
    for sign in (-1, 1):
        share = (-b + sign * sqrt(root)) / a
        if 0 <= share <= 1:
            yield ax + dx * share, ay + dy * share


def _circle_cuts(one: Point, other: Point, radius: float) -> Iterator[Point]:
    """Where two circles of one radius cut each other."""
    away = dist(one, other)
    if not 0 < away <= 2 * radius:
        return
    middle = (one[0] + other[0]) / 2, (one[1] + other[1]) / 2
    up = sqrt(radius * radius - away * away / 4) / away
    x, y = (other[1] - one[1]) * up, (one[0] - other[0]) * up
    yield middle[0] + x, middle[1] + y
    yield middle[0] - x, middle[1] - y


def _on_grid(point: Point) -> list[Point]:
    """The places a record can keep around a point, the nearest first."""
    column, line = (round(point[n] / GRID[n]) for n in (0, 1))
    # To the last bit what the record reads back as, or a place on a border could be refused.
    around = [
        ((column + x) / STEPS * WIDTH, (line + y) / STEPS * HEIGHT)
        for x in (0, -1, 1)
        for y in (0, -1, 1)
    ]
    return sorted(around, key=lambda p: hypot(p[0] - point[0], p[1] - point[1]))
