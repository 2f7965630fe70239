"""What is painted of a view and in which order: one list for the screen and for paper."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from clinicapp.domain.artwork import Palette, Point, ViewArt
from clinicapp.domain.protocol import View

FIBRE_WIDTH, IRIS_WIDTH, BROW_WIDTH, LIGHT_RADIUS = 1.5, 2.4, 1.3, 4.6
EDGE_WIDTH = 3.0  # of a muscle's outline, where a palette has no fill for it
_WEIGHTS = {"outline": 1.0, "feature": 0.95, "detail": 0.9, "faint": 0.85}
_CIRCLE = 0.5523  # the share of the radius at which four cubics make a circle


@dataclass(frozen=True, slots=True)
class Shape:
    """One path in one colour: filled when `width` is 0, else a line with round ends and joins."""

    path: str
    colour: str
    opacity: float = 1.0
    width: float = 0.0
    even_odd: bool = False


def drawing_of(art: ViewArt, palette: Palette, *, muscles: bool = True) -> Iterator[Shape]:
    """Every shape of a view from the skin up, without sites, fades and words."""
    yield from skin_of(art, palette)
    if muscles and palette.muscle_opacity:
        yield from muscles_of(art, palette)
    yield from lines_of(art, palette)


def skin_of(art: ViewArt, palette: Palette) -> Iterator[Shape]:
    """The lowest layer: skin, tone and the hair's zone."""
    if art.view is View.FRONT:
        for side in "LR":
            yield Shape(art.fills[f"ear_{side}"], palette.front_ear)
    yield Shape(art.fills["skin"], palette.skin)
    for path, tone in zip(art.shade, palette.tones, strict=False):
        if path:
            yield Shape(path, tone, even_odd=True)
    if palette.hair_opacity:
        yield Shape(art.fills["hairzone"], palette.hair, palette.hair_opacity)


def muscles_of(
    art: ViewArt, palette: Palette, hidden: Collection[str] = frozenset()
) -> Iterator[Shape]:
    """The muscles whose codes are not hidden; outlined where the palette does not fill them."""
    for muscle in art.muscles:
        if muscle.muscle in hidden:
            continue
        tint = palette.muscles[muscle.tint]
        if not palette.muscle_opacity:
            yield Shape(muscle.region, tint, width=EDGE_WIDTH)
            continue
        yield Shape(muscle.region, tint, palette.muscle_opacity)
        yield Shape(" ".join(muscle.fibres), tint, palette.fibre_opacity, FIBRE_WIDTH)


def lines_of(art: ViewArt, palette: Palette) -> Iterator[Shape]:
    """What lies over the muscles: ears, features and lines."""
    yield from _ears(art, palette)
    if art.view is not View.BACK:
        yield from _face(art, palette)
    for stroke in art.strokes:
        colour = palette.lines[stroke.weight]
        if stroke.tapered:
            yield Shape(stroke.tapered, colour, _WEIGHTS[stroke.weight])
        else:
            yield Shape(stroke.line, colour, width=stroke.width * palette.line_scale)


def _ears(art: ViewArt, palette: Palette) -> Iterator[Shape]:
    step = palette.shadow_opacity
    if art.view is View.BACK:
        for side in "LR":
            yield Shape(art.fills[f"ear_{side}"], palette.ear)
            yield Shape(art.fills[f"ear_{side}"], palette.shadow, step * 4)
    elif art.view is not View.FRONT:
        yield Shape(art.fills["ear"], palette.ear)
        yield Shape(art.fills["ear_scapha"], palette.shadow, step * 5)
        yield Shape(art.fills["ear_concha"], palette.shadow, step * 11)


def _face(art: ViewArt, palette: Palette) -> Iterator[Shape]:
    yield Shape(art.fills["lip_up"], palette.lip, palette.lip_opacity * 1.15)
    yield Shape(art.fills["lip_lo"], palette.lip, palette.lip_opacity * 0.75)
    yield from _named(art, "nostril", palette.nostril, 0.75)
    for eye in art.eyes:
        yield Shape(eye.eye, palette.eye)
        yield Shape(eye.iris, palette.iris)
        yield Shape(eye.iris, palette.iris_edge, width=IRIS_WIDTH)
        yield Shape(eye.pupil, palette.pupil)
        if eye.lid_shadow:
            yield Shape(eye.lid_shadow, palette.pupil, 0.22)
        if eye.light:
            yield Shape(_circle(eye.light, LIGHT_RADIUS), palette.light, palette.light_opacity)
    yield from _named(art, "caruncle", palette.lip, 0.55)
    yield from _named(art, "brow", palette.brow, 0.42)
    yield Shape(art.brow_hair, palette.brow, 0.55, BROW_WIDTH)


def _named(art: ViewArt, prefix: str, colour: str, opacity: float) -> Iterator[Shape]:
    for name, path in art.fills.items():
        if name.startswith(prefix):
            yield Shape(path, colour, opacity)


def _circle(centre: Point, radius: float) -> str:
    (x, y), r, k = centre, radius, radius * _CIRCLE
    return (
        f"M{x - r:.2f} {y:.2f}"
        f" C{x - r:.2f} {y - k:.2f} {x - k:.2f} {y - r:.2f} {x:.2f} {y - r:.2f}"
        f" C{x + k:.2f} {y - r:.2f} {x + r:.2f} {y - k:.2f} {x + r:.2f} {y:.2f}"
        f" C{x + r:.2f} {y + k:.2f} {x + k:.2f} {y + r:.2f} {x:.2f} {y + r:.2f}"
        f" C{x - k:.2f} {y + r:.2f} {x - r:.2f} {y + k:.2f} {x - r:.2f} {y:.2f}Z"
    )
