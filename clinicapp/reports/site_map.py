"""The four views on paper: the drawing of the screen, with a dose in every disc."""

from __future__ import annotations

import functools
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from reportlab.lib.colors import Color, HexColor

from clinicapp.domain.artwork import Artwork, Box, Point, ViewArt, segments
from clinicapp.domain.drawing import Shape, drawing_of
from clinicapp.domain.errors import CatalogError
from clinicapp.domain.places import crop_holding, place_of, planned_place
from clinicapp.domain.protocol import View
from clinicapp.domain.units import show_units
from clinicapp.reports import style
from clinicapp.reports.fonts import advance
from clinicapp.reports.pen import Pen
from clinicapp.reports.sheet_facts import Mark, SiteMark

ORDER = (View.RIGHT, View.FRONT, View.LEFT, View.BACK)
GAP, CORNER = 5.0, 5.0
RADIUS_MAX = 5.0
_HALO, _SEPARATION = 0.8, 0.25
_DASHES = 8
_LEADER, _LEADER_END = 0.55, 1.05
_LETTERS = {"L": "side_left", "R": "side_right"}
_OPERATORS = {"M": "m", "L": "l", "C": "c", "Z": "h"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewPanel:
    """A window on one view: its place on the page, and the corner and scale it shows."""

    view: View
    x: float
    y: float
    width: float
    height: float
    origin: tuple[float, float]
    scale: float

    def place(self, point: tuple[float, float]) -> tuple[float, float]:
        """A point of the view on the page."""
        return (
            self.x + (point[0] - self.origin[0]) * self.scale,
            self.y + (point[1] - self.origin[1]) * self.scale,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedMark:
    """A site's mark as drawn: the middle on the page, and the radius, in points from the top.

    `planned` is where a site that was moved was meant to lie.
    """

    mark: SiteMark
    x: float
    y: float
    radius: float
    planned: Point


def map_height(artwork: Artwork, width: float) -> float:
    """The greatest height at which all crops stand side by side."""
    crops = [artwork.views[v].crops["sheet"] for v in ORDER]
    return (width - GAP * (len(ORDER) - 1)) / sum(c.width / c.height for c in crops)


def lay_panels(
    artwork: Artwork,
    x: float,
    y: float,
    width: float,
    height: float,
    marks: tuple[SiteMark, ...] = (),
) -> tuple[ViewPanel, ...]:
    """Four windows in a row, each showing its whole crop; room left over shows more around.

    A window shows more of its view, smaller, where one of its marks lies beyond the crop.
    """
    crops = [artwork.views[v].crops["sheet"] for v in ORDER]
    natural = [height * c.width / c.height for c in crops]
    spare = (width - GAP * (len(ORDER) - 1) - sum(natural)) / len(ORDER)
    panels = []
    for view, crop, wide in zip(ORDER, crops, natural, strict=True):
        mine = [m.record for m in marks if m.view is view]
        shown = crop_holding(artwork.views[view], crop, mine)
        scale = min(height / shown.height, (wide + spare) / shown.width)
        panels.append(
            ViewPanel(
                view=view,
                x=x,
                y=y,
                width=wide + spare,
                height=height,
                origin=(shown.x - ((wide + spare) / scale - shown.width) / 2, shown.y),
                scale=scale,
            )
        )
        x += wide + spare + GAP
    return tuple(panels)


def place_marks(
    artwork: Artwork, panel: ViewPanel, marks: tuple[SiteMark, ...]
) -> tuple[PlacedMark, ...]:
    """Where the marks of one view are drawn; refused when the drawing has no place for one."""
    art = artwork.views[panel.view]
    radius = min(RADIUS_MAX, art.closest * panel.scale / 2 - _SEPARATION)
    placed = []
    for mark in marks:
        if mark.view is not panel.view:
            continue
        record = mark.record
        if record.at_x is None and mark.site_id not in art.site_points:
            raise CatalogError(f"The drawing has no place for {mark.site_id}.")
        x, y = panel.place(place_of(art, record))
        planned = panel.place(planned_place(art, record))
        placed.append(PlacedMark(mark=mark, x=x, y=y, radius=radius, planned=planned))
    return tuple(placed)


def draw_map(
    pen: Pen,
    artwork: Artwork,
    panels: tuple[ViewPanel, ...],
    marks: tuple[SiteMark, ...],
    words: Mapping[str, str],
) -> tuple[PlacedMark, ...]:
    """Draw the four windows with every mark; returns what was drawn where."""
    drawn: list[PlacedMark] = []
    shapes = _paper_shapes(artwork)
    for panel in panels:
        art = artwork.views[panel.view]
        _draw_view(pen, shapes[panel.view], panel)
        placed = place_marks(artwork, panel, marks)
        for mark in placed:
            if mark.mark.record.is_moved:
                _draw_leader(pen, mark)
        for mark in placed:
            draw_mark(pen, mark)
        _draw_sides(pen, art, panel, words)
        drawn += placed
    return tuple(drawn)


def draw_mark(pen: Pen, placed: PlacedMark) -> None:
    """Given: a disc. Extra: a diamond. Omitted: a dashed ring, crossed. The number: the dose."""
    pen.canvas.saveState()
    if placed.mark.mark is Mark.OMITTED:
        _draw_omitted(pen, placed)
    else:
        label = show_units(placed.mark.units)
        is_extra = placed.mark.mark is Mark.EXTRA
        face, size, half = _fit_label(label, placed.radius, is_extra)
        ground = _draw_diamond if is_extra else _draw_disc
        ground(pen, placed, half)
        pen.canvas.setFillColor(style.WHITE)
        pen.canvas.setFont(face, size)
        pen.canvas.drawCentredString(placed.x, pen.up(placed.y) - size * 0.357, label)
    pen.canvas.restoreState()


def _draw_leader(pen: Pen, placed: PlacedMark) -> None:
    """A thin line from the planned place of a site that was moved, which is a small ring."""
    (x, y), canvas = placed.planned, pen.canvas
    colour = style.EXTRA if placed.mark.mark is Mark.EXTRA else style.GIVEN
    canvas.saveState()
    canvas.setFillColor(style.WHITE)
    for grow, ink in ((_HALO, style.WHITE), (0.0, colour)):
        canvas.setStrokeColor(ink)
        canvas.setLineWidth(_LEADER + 2 * grow)
        canvas.line(x, pen.up(y), placed.x, pen.up(placed.y))
    canvas.circle(x, pen.up(y), _LEADER_END, stroke=1, fill=1)
    canvas.restoreState()


def _fit_label(label: str, radius: float, is_extra: bool) -> tuple[str, float, float]:
    """Face and size of a dose inside its mark, and half the width that it needs."""
    room = radius * (1.5 if is_extra else 1.66)
    most, least = radius * (1.36 if is_extra else 1.5), radius * 1.2
    if advance(label, style.BOLD) * most <= room:
        return style.BOLD, most, radius
    size = min(most, room / advance(label, style.NARROW_SEMI))
    if size >= least:
        return style.NARROW_SEMI, size, radius
    wide = advance(label, style.NARROW_SEMI) * least
    return style.NARROW_SEMI, least, max(radius, wide / 2 + radius * 0.3)


def _draw_disc(pen: Pen, placed: PlacedMark, half: float) -> None:
    for grow, colour in ((_HALO, style.WHITE), (0.0, style.GIVEN)):
        tall, wide = placed.radius + grow, half + grow
        pen.canvas.setFillColor(colour)
        bottom = pen.up(placed.y) - tall
        pen.canvas.roundRect(placed.x - wide, bottom, 2 * wide, 2 * tall, tall, stroke=0, fill=1)


def _draw_diamond(pen: Pen, placed: PlacedMark, half: float) -> None:
    for grow, colour in ((_HALO, style.WHITE), (0.0, style.EXTRA)):
        tall, wide = placed.radius * 1.32 + grow, half * 1.32 + grow
        x, y = placed.x, placed.y
        pen.polygon(((x, y - tall), (x + wide, y), (x, y + tall), (x - wide, y)), colour)


def _draw_omitted(pen: Pen, placed: PlacedMark) -> None:
    canvas, x, y, radius = pen.canvas, placed.x, pen.up(placed.y), placed.radius
    canvas.setFillColor(style.WHITE)
    canvas.circle(x, y, radius + _HALO, stroke=0, fill=1)
    canvas.setStrokeColor(style.OMITTED)
    canvas.setLineWidth(max(0.75, radius * 0.16))
    dash, gap = (math.tau * (radius - 0.4) / _DASHES * share for share in (0.6, 0.4))
    canvas.setDash([dash, gap], dash + gap / 2)  # a gap at each end of the cross
    canvas.circle(x, y, radius - 0.4, stroke=1, fill=0)
    canvas.setDash()
    arm = radius * 0.42
    canvas.line(x - arm, y - arm, x + arm, y + arm)
    canvas.line(x - arm, y + arm, x + arm, y - arm)


def _draw_sides(pen: Pen, art: ViewArt, panel: ViewPanel, words: Mapping[str, str]) -> None:
    """The patient's sides at the edges of a view that shows both."""
    if not all(art.pills):
        return
    size, canvas = 6.8, pen.canvas
    for letter, at_right in zip(art.pills, (False, True), strict=True):
        word = words[_LETTERS[letter]]
        wide = advance(word, style.SEMI) * size
        x = panel.x + panel.width - 5 - wide if at_right else panel.x + 5
        canvas.setFillColor(style.WHITE, alpha=0.85)
        bottom = pen.up(panel.y + 4.2 + size * 1.34)
        canvas.roundRect(x - 2, bottom, wide + 4, size * 1.34, 2, stroke=0, fill=1)
        canvas.setFillColor(style.SECONDARY, alpha=1)
        canvas.setFont(style.SEMI, size)
        canvas.drawString(x, bottom + size * 0.32, word)


def _draw_view(pen: Pen, shapes: Iterable[Shape], panel: ViewPanel) -> None:
    canvas, bottom = pen.canvas, pen.up(panel.y + panel.height)
    frame = (panel.x, bottom, panel.width, panel.height, CORNER)
    canvas.saveState()
    window = canvas.beginPath()
    window.roundRect(*frame)
    canvas.clipPath(window, stroke=0, fill=0)
    x, y = panel.place((0.0, 0.0))
    canvas.translate(x, pen.up(y))
    canvas.scale(panel.scale, -panel.scale)
    seen = Box(*panel.origin, panel.width / panel.scale, panel.height / panel.scale)
    _draw_shapes(pen, shapes, seen)
    canvas.restoreState()
    canvas.saveState()
    canvas.setStrokeColor(style.RULE)
    canvas.setLineWidth(0.7)
    canvas.roundRect(*frame, stroke=1, fill=0)
    canvas.restoreState()


def _draw_shapes(pen: Pen, shapes: Iterable[Shape], seen: Box) -> None:
    canvas = pen.canvas
    canvas.setLineCap(1)
    canvas.setLineJoin(1)
    for shape in shapes:
        code, bounds = _path_code(shape.path)
        if not _overlap(bounds, seen):
            continue
        colour = _colour(shape.colour)
        if shape.width:
            canvas.setStrokeColor(colour, alpha=shape.opacity)
            canvas.setLineWidth(shape.width)
            canvas.raw(f"{code} S")
        else:
            canvas.setFillColor(colour, alpha=shape.opacity)
            canvas.raw(f"{code} {'f*' if shape.even_odd else 'f'}")


def _overlap(one: Box, other: Box) -> bool:
    return (
        one.x < other.right
        and other.x < one.right
        and one.y < other.bottom
        and other.y < one.bottom
    )


def _paper_shapes(artwork: Artwork) -> dict[View, tuple[Shape, ...]]:
    """The shapes of every view, shaded half as strongly as on the screen, in half the steps."""
    paper, screen = artwork.palettes["print"], artwork.palettes["light"]
    palette = replace(paper, tones=tuple(_between(paper.skin, t) for t in screen.tones[::2]))
    return {
        view: tuple(drawing_of(replace(art, shade=art.shade[::2]), palette))
        for view, art in artwork.views.items()
    }


def _between(one: str, other: str) -> str:
    """The colour half way between two."""
    pairs = ((one[i : i + 2], other[i : i + 2]) for i in (1, 3, 5))
    return "#" + "".join(f"{(int(a, 16) + int(b, 16)) // 2:02x}" for a, b in pairs)


@functools.cache
def _colour(name: str) -> Color:
    return HexColor(name)


@functools.lru_cache(maxsize=1_000)
def _path_code(path: str) -> tuple[str, Box]:
    """A path as PDF operators in view units, and the box around its points."""
    parts: list[str] = []
    seen: list[float] = [0.0, 0.0]
    xs: list[float] = []
    ys: list[float] = []
    for letter, numbers in segments(path):
        if letter == "Q":  # PDF has no curve with one control point
            letter, numbers = "C", _cubic(seen[0], seen[1], numbers)
        if numbers:
            seen = [numbers[-2], numbers[-1]]
            xs += numbers[0::2]
            ys += numbers[1::2]
        parts += [f"{n:.1f}".removesuffix(".0") for n in numbers]
        parts.append(_OPERATORS[letter])
    return " ".join(parts), Box(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))


def _cubic(x: float, y: float, numbers: tuple[float, ...]) -> tuple[float, ...]:
    control_x, control_y, end_x, end_y = numbers
    return (
        x + (control_x - x) * 2 / 3,
        y + (control_y - y) * 2 / 3,
        end_x + (control_x - end_x) * 2 / 3,
        end_y + (control_y - end_y) * 2 / 3,
        end_x,
        end_y,
    )
