"""How a site is found from landmarks, as lines on its view (domain.md 1.3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from math import dist

from clinicapp.domain.artwork import Point, ViewArt
from clinicapp.domain.protocol import View


class GuideKind(StrEnum):
    """What a guide measures."""

    DISTANCE = "distance"
    UPRIGHT = "upright"
    LEVEL = "level"
    PLUMB = "plumb"
    HALFWAY = "halfway"


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """One measure that leads to a site; `origins` are landmarks or sites it starts from.

    `least_cm` and `most_cm` are what the rule says, if it says so; `label` is how it says it.
    """

    site_id: str
    kind: GuideKind
    origins: tuple[str, ...]
    label: str
    least_cm: Decimal | None = None
    most_cm: Decimal | None = None
    over: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnGuide:
    """A guide in view units: a line, the middle of what its label is about, its named points.

    A plumb line is no distance, and so is drawn otherwise.
    """

    line: tuple[Point, ...]
    label: str
    label_at: Point
    points: tuple[tuple[str, Point], ...]
    is_distance: bool


@dataclass(frozen=True, kw_only=True)
class Guides:
    """All guides, by site, with the names of landmarks and the points that the drawing lacks."""

    by_site: Mapping[str, tuple[Guide, ...]]
    names: Mapping[str, str]
    points: Mapping[View, Mapping[str, Point]]

    def drawn(self, art: ViewArt, site_id: str) -> tuple[DrawnGuide, ...]:
        """The guides of a site in its view, distances first; none for a site that has none."""
        found = [self._draw(art, guide) for guide in self.by_site.get(site_id, ())]
        return tuple(sorted(found, key=lambda g: not g.is_distance))

    def point(self, art: ViewArt, name: str) -> Point | None:
        """Where a landmark or a site of a view lies; None when the view has no such point."""
        for places in (art.landmarks, self.points.get(art.view, {}), art.site_points):
            if name in places:
                return places[name]
        return None

    def measured_cm(self, art: ViewArt, guide: Guide) -> float:
        """What a guide measures on the drawing, in cm; for a place in line, how far it is off."""
        starts, site = self._starts(art, guide), art.site_points[guide.site_id]
        x, y = _middle(starts)
        if guide.kind is GuideKind.DISTANCE:
            length = dist((x, y), site)
        elif guide.kind is GuideKind.UPRIGHT:
            length = abs(site[1] - y)
        else:  # aside: from a level, a plumb line, or the middle between two points
            length = abs(site[0] - x)
        return length / art.units_per_cm

    def name_of(self, point: str) -> str:
        """What is written beside a point: a landmark's name, or the site's own id."""
        return self.names.get(point.removesuffix("_L").removesuffix("_R"), point)

    def _starts(self, art: ViewArt, guide: Guide) -> list[Point]:
        found = (self.point(art, name) for name in guide.origins)
        return [point for point in found if point is not None]

    def _draw(self, art: ViewArt, guide: Guide) -> DrawnGuide:
        starts, site = self._starts(art, guide), art.site_points[guide.site_id]
        start, label_at = _middle(starts), site
        named = tuple(zip(map(self.name_of, guide.origins), starts, strict=True))
        if guide.kind is GuideKind.HALFWAY:
            over = self.point(art, guide.over) if guide.over else None
            line: tuple[Point, ...] = (starts[0], over or site, starts[-1])
            label_at = over or site
        elif guide.kind is GuideKind.UPRIGHT:
            line = (start, (start[0], site[1]))
        elif guide.kind is GuideKind.LEVEL:
            line, named = ((start[0], site[1]), site), ()
        else:
            line = (start, site)
        if guide.kind is GuideKind.PLUMB:
            label_at = _middle((start, start, start, site))  # the rest of the way is measured
        elif guide.kind is not GuideKind.HALFWAY:
            label_at = _middle(line)
        return DrawnGuide(
            line=line,
            label=guide.label,
            label_at=label_at,
            points=tuple((name, at) for name, at in named if name not in art.site_points),
            is_distance=guide.kind is not GuideKind.PLUMB,
        )


def _middle(points: tuple[Point, ...] | list[Point]) -> Point:
    return sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points)
