"""The drawn head and neck: four views in a shared 1000 x 1200 space, with every site's place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import dist

from clinicapp.domain.protocol import Side, View

Point = tuple[float, float]
WIDTH, HEIGHT = 1000.0, 1200.0
_PIECE = re.compile(r"([MLQCZ])([^MLQCZ]*)")
_NUMBERS = {"M": 2, "L": 2, "Q": 4, "C": 6}


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in view units; y grows downwards."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    def holds(self, point: Point) -> bool:
        """Whether a point lies inside."""
        return self.x <= point[0] <= self.right and self.y <= point[1] <= self.bottom


@dataclass(frozen=True, slots=True, kw_only=True)
class Stroke:
    """One line of the drawing: a tapered outline to fill, or a plain line of one width."""

    weight: str
    width: float
    line: str
    tapered: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Eye:
    """One eye; `light` is the centre of its highlight."""

    eye: str
    iris: str
    pupil: str
    lid_shadow: str
    light: Point | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MuscleArt:
    """One muscle's area on a side and its fibres.

    `muscle` is the protocol's code, `tint` names its colour in a palette.
    """

    muscle: str
    side: Side
    tint: str
    region: str
    fibres: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MuscleLabel:
    """Where a muscle's name stands, and the elbow of the leader to the site it points to.

    `x` is the edge of the text that faces the head.
    """

    muscle: str
    on_right: bool
    x: float
    y: float
    elbow: float
    site_id: str


@dataclass(frozen=True, kw_only=True)
class ViewArt:
    """One view: paths as SVG data, and places, all in view units; its scale in units per cm.

    `pills` are the patient's sides at the viewer's left and right edge ("L", "R" or "").
    `extra_boxes` bound where extra sites may be put, by muscle; without one, all of it may be used.
    """

    view: View
    units_per_cm: float
    site_points: Mapping[str, Point]
    landmarks: Mapping[str, Point]
    fills: Mapping[str, str]
    shade: tuple[str, ...]
    muscles: tuple[MuscleArt, ...]
    eyes: tuple[Eye, ...]
    brow_hair: str
    strokes: tuple[Stroke, ...]
    crops: Mapping[str, Box]
    pills: tuple[str, str]
    extra_boxes: Mapping[str, Box]
    labels: tuple[MuscleLabel, ...]

    @cached_property
    def closest(self) -> float:
        """The smallest distance between two sites that are not extra sites."""
        fixed = [p for i, p in self.site_points.items() if "X" not in i.rsplit("-", 1)[1]]
        return min(dist(a, b) for n, a in enumerate(fixed) for b in fixed[n + 1 :])


@dataclass(frozen=True, slots=True, kw_only=True)
class Palette:
    """The drawing's own colours for one use; an empty `tones` leaves the shading out."""

    skin: str
    ear: str
    front_ear: str
    shadow: str
    shadow_opacity: float
    tones: tuple[str, ...]
    hair: str
    hair_opacity: float
    muscles: Mapping[str, str]
    muscle_opacity: float
    fibre_opacity: float
    lip: str
    lip_opacity: float
    eye: str
    iris: str
    iris_edge: str
    pupil: str
    nostril: str
    light: str
    light_opacity: float
    brow: str
    lines: Mapping[str, str]
    line_scale: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Artwork:
    """The four views, and the palettes they may be painted with."""

    views: Mapping[View, ViewArt]
    palettes: Mapping[str, Palette]


def segments(path: str) -> Iterator[tuple[str, tuple[float, ...]]]:
    """The absolute M, L, Q, C and Z segments of SVG path data, repeated letters filled in."""
    for letter, written in _PIECE.findall(path):
        if letter == "Z":
            yield "Z", ()
            continue
        numbers = tuple(map(float, written.split()))
        step = _NUMBERS[letter]
        yield letter, numbers[:step]
        following = "L" if letter == "M" else letter
        for start in range(step, len(numbers), step):
            yield following, numbers[start : start + step]
