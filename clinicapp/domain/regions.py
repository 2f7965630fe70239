"""Parts of a view as straight-edged shapes: what lies inside a muscle, and where its edges are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import combinations, pairwise, product
from math import cos, pi, sin

from clinicapp.domain.artwork import Box, Point, segments

BAND = 8.0  # view units
STEPS = 8  # straight pieces for one curve: at most half a view unit from the drawn line

_AROUND = tuple((0.3 * cos(turn), 0.3 * sin(turn)) for turn in (0.4 + n * pi / 4 for n in range(8)))

Edge = tuple[Point, Point]
Bounds = tuple[float, float, float, float]  # left, top, right, bottom


@dataclass(frozen=True)
class Region:
    """One closed outline; the last corner is joined to the first."""

    corners: tuple[Point, ...]

    def holds(self, point: Point) -> bool:
        """Whether a point lies inside, by how often a line to its right crosses the outline."""
        x, y = point
        inside = False
        for (ax, ay), (bx, by) in self._bands.get(int(y // BAND), ()):
            if (ay > y) != (by > y) and x < ax + (y - ay) / (by - ay) * (bx - ax):
                inside = not inside
        return inside

    def edges(self) -> Iterator[Edge]:
        """The straight pieces of the outline."""
        return zip(self.corners, (*self.corners[1:], self.corners[0]), strict=True)

    def edges_near(self, other: Region) -> list[Edge]:
        """The pieces that reach into the box around another region."""
        return [edge for edge in self.edges() if _touch(_box(edge), other._bounds)]

    @cached_property
    def _bands(self) -> dict[int, list[Edge]]:
        """The pieces by height: few of them can be crossed at any one."""
        found: dict[int, list[Edge]] = {}
        for edge in self.edges():
            _, top, _, bottom = _box(edge)
            for band in range(int(top // BAND), int(bottom // BAND) + 1):
                found.setdefault(band, []).append(edge)
        return found

    @cached_property
    def _bounds(self) -> Bounds:
        return _box(self.corners)


@dataclass(frozen=True)
class Area:
    """What lies inside every region of `within` and outside every region of `without`."""

    within: tuple[Region, ...]
    without: tuple[Region, ...] = ()

    def holds(self, point: Point) -> bool:
        """Whether a point lies in this area."""
        return all(r.holds(point) for r in self.within) and not any(
            r.holds(point) for r in self.without
        )

    @cached_property
    def edges(self) -> tuple[Edge, ...]:
        """The pieces of outline that bound this area, whole or in part."""
        edges = (edge for region in self._regions for edge in region.edges())
        return tuple(edge for edge in edges if any(map(self._touches, (*edge, _middle(edge)))))

    @cached_property
    def corners(self) -> tuple[Point, ...]:
        """The points at which its boundary turns: corners, and where two outlines cross."""
        found = [corner for region in self._regions for corner in region.corners]
        for one, other in combinations(self._regions, 2):
            for edge, crossing in product(one.edges_near(other), other.edges_near(one)):
                point = _crossing(edge, crossing)
                if point:
                    found.append(point)
        return tuple(filter(self._touches, found))

    def _touches(self, point: Point) -> bool:
        """Whether this area reaches up to a point of an outline."""
        x, y = point
        return any(self.holds((x + dx, y + dy)) for dx, dy in _AROUND)

    @property
    def _regions(self) -> tuple[Region, ...]:
        return self.within + self.without


@lru_cache(maxsize=64)
def region_of(path: str) -> Region:
    """The region inside SVG path data of one closed outline."""
    corners: list[Point] = []
    for letter, numbers in segments(path):
        if letter in ("M", "L"):
            corners.append((numbers[0], numbers[1]))
        elif letter != "Z":
            points = list(zip(numbers[::2], numbers[1::2], strict=True))
            curve = (corners[-1], *points)
            corners += [_on_curve(curve, n / STEPS) for n in range(1, STEPS + 1)]
    return Region(tuple(corners))


def frame_of(box: Box) -> Region:
    """The region inside a box."""
    right, bottom = box.right, box.bottom
    return Region(((box.x, box.y), (right, box.y), (right, bottom), (box.x, bottom)))


def _on_curve(points: tuple[Point, ...], share: float) -> Point:
    """A point of a Bezier curve of any degree."""
    while len(points) > 1:
        points = tuple(
            (ax + (bx - ax) * share, ay + (by - ay) * share)
            for (ax, ay), (bx, by) in pairwise(points)
        )
    return points[0]


def _middle(edge: Edge) -> Point:
    (ax, ay), (bx, by) = edge
    return (ax + bx) / 2, (ay + by) / 2


def _crossing(one: Edge, other: Edge) -> Point | None:
    """Where two pieces cross, if they do."""
    if not _touch(_box(one), _box(other)):
        return None
    (ax, ay), (bx, by) = one
    (px, py), (qx, qy) = other
    across = (bx - ax) * (qy - py) - (by - ay) * (qx - px)
    if not across:
        return None
    share = ((px - ax) * (qy - py) - (py - ay) * (qx - px)) / across
    reach = ((px - ax) * (by - ay) - (py - ay) * (bx - ax)) / across
    if 0 <= share <= 1 and 0 <= reach <= 1:
        return ax + (bx - ax) * share, ay + (by - ay) * share
    return None


def _box(points: Sequence[Point]) -> Bounds:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _touch(one: Bounds, other: Bounds) -> bool:
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]
