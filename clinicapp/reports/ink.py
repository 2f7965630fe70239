"""Signatures as vectors, and the small marks that the paper faces lack."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise

from reportlab.lib.colors import Color

from clinicapp.domain.consent.strokes import PAD_WIDTH, PRESSURE_FULL, Stroke
from clinicapp.reports import style
from clinicapp.reports.pen import Pen

FINEST, BROADEST = 0.5, 1.8  # points, without pressure and with all of it

Dot = tuple[float, float]


def ink_scale(strokes: Iterable[Stroke], width: float, height: float) -> float:
    """Points for each unit of the pad: all ink fits, and none is larger than it was signed."""
    left, top, right, bottom = _extent(strokes)
    return min(width / PAD_WIDTH, width / max(right - left, 1.0), height / max(bottom - top, 1.0))


def draw_ink(
    pen: Pen, strokes: tuple[Stroke, ...], x: float, y: float, width: float, height: float
) -> None:
    """Draw strokes into a box, standing on its bottom from its left; the caller tags them."""
    scale = ink_scale(strokes, width, height)
    left, _top, _right, bottom = _extent(strokes)
    canvas = pen.canvas
    canvas.saveState()
    canvas.setStrokeColor(style.INK)
    canvas.setLineCap(1)
    canvas.setLineJoin(1)
    for stroke in strokes:
        for broad, path in _runs(stroke):
            canvas.raw(f"{broad:.2f} w")
            for n, (px, py) in enumerate(path):
                across = x + (px - left) * scale
                up = pen.up(y + height - (bottom - py) * scale)
                canvas.raw(f"{across:.3f} {up:.3f} {'l' if n else 'm'}")
            canvas.raw("S")
    canvas.restoreState()


def _extent(strokes: Iterable[Stroke]) -> tuple[float, float, float, float]:
    points = [p for s in strokes for p in s.points]
    across, down = [p[0] for p in points], [p[1] for p in points]
    return min(across), min(down), max(across), max(down)


def _runs(stroke: Stroke) -> Iterator[tuple[float, list[Dot]]]:
    """The pieces of a stroke that are equally broad; a dot is a piece without length."""
    points = stroke.points if len(stroke.points) > 1 else stroke.points * 2
    pieces = [(_breadth((a[3] + b[3]) / 2), a[:2], b[:2]) for a, b in pairwise(points)]
    for broad, run in groupby(pieces, lambda piece: piece[0]):
        pairs = list(run)
        yield broad, [pairs[0][1], *(end for _broad, _start, end in pairs)]


def _breadth(pressure: float) -> float:
    return round(FINEST + (BROADEST - FINEST) * pressure / PRESSURE_FULL, 1)


def draw_check(pen: Pen, x: float, y: float, size: float, colour: Color) -> None:
    """A check mark as wide as it is high; the caller tags it."""
    _draw_strokes(pen, (((0.1, 0.55), (0.38, 0.85), (0.92, 0.15)),), x, y, size, colour)


def draw_cross(pen: Pen, x: float, y: float, size: float, colour: Color) -> None:
    """A cross as wide as it is high; the caller tags it."""
    lines = (((0.15, 0.15), (0.85, 0.85)), ((0.15, 0.85), (0.85, 0.15)))
    _draw_strokes(pen, lines, x, y, size, colour)


def _draw_strokes(
    pen: Pen,
    lines: tuple[tuple[Dot, ...], ...],
    x: float,
    y: float,
    size: float,
    colour: Color,
) -> None:
    canvas = pen.canvas
    canvas.saveState()
    canvas.setStrokeColor(colour)
    canvas.setLineWidth(size * 0.17)
    canvas.setLineCap(1)
    canvas.setLineJoin(1)
    for line in lines:
        path = canvas.beginPath()
        for n, (across, down) in enumerate(line):
            to = path.lineTo if n else path.moveTo
            to(x + across * size, pen.up(y + down * size))
        canvas.drawPath(path, stroke=1, fill=0)
    canvas.restoreState()
