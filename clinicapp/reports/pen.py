"""Drawing on a page from the top down: words that are read aloud, shapes that are not."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from reportlab.lib.colors import Color

from clinicapp.reports.style import Type
from clinicapp.reports.tagged_canvas import Box, DocumentWords, TaggedCanvas
from clinicapp.reports.typesetting import Line, Spans, set_lines

LEFT, CENTRE, RIGHT = 0.0, 0.5, 1.0
_CAP_MIDDLE = 0.357  # half the height of a capital letter of the paper face, at 1 point
DECORATION = ""


class Pen:
    """A page measured in points from its top left corner."""

    def __init__(self, size: tuple[float, float], words: DocumentWords) -> None:
        self._buffer = BytesIO()
        self.width, self.height = size
        self.canvas = TaggedCanvas(self._buffer, size, words)

    def finish(self) -> bytes:
        """The whole PDF."""
        self.canvas.save()
        return self._buffer.getvalue()

    def text(
        self,
        spans: Spans,
        kind: Type,
        x: float,
        y: float,
        width: float,
        *,
        role: str = "P",
        align: float = LEFT,
    ) -> float:
        """Draw words broken to a width, their top at y; returns their height."""
        lines = set_lines(spans, kind.size, width)
        if role == DECORATION:
            with self.canvas.decoration():
                self._draw_lines(lines, kind, x, y, width, align)
        else:
            with self.canvas.tagged(role):
                self._draw_lines(lines, kind, x, y, width, align)
        return len(lines) * kind.leading

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        fill: Color | None = None,
        stroke: Color | None = None,
        line: float = 0.8,
        radius: float = 0,
    ) -> None:
        """A rectangle, filled, framed or both."""
        canvas = self.canvas
        with canvas.decoration():
            canvas.saveState()
            if fill is not None:
                canvas.setFillColor(fill)
            if stroke is not None:
                canvas.setStrokeColor(stroke)
                canvas.setLineWidth(line)
            bottom, flags = self.up(y + height), (int(stroke is not None), int(fill is not None))
            if radius:
                canvas.roundRect(x, bottom, width, height, radius, *flags)
            else:
                canvas.rect(x, bottom, width, height, *flags)
            canvas.restoreState()

    def rule(self, x: float, y: float, width: float, colour: Color, line: float = 0.6) -> None:
        """A thin line across."""
        canvas = self.canvas
        with canvas.decoration():
            canvas.saveState()
            canvas.setStrokeColor(colour)
            canvas.setLineWidth(line)
            canvas.line(x, self.up(y), x + width, self.up(y))
            canvas.restoreState()

    def polygon(self, points: Sequence[tuple[float, float]], colour: Color) -> None:
        """A filled shape with straight edges."""
        path = self.canvas.beginPath()
        for n, (x, y) in enumerate(points):
            (path.lineTo if n else path.moveTo)(x, self.up(y))
        path.close()
        self.canvas.setFillColor(colour)
        self.canvas.drawPath(path, stroke=0, fill=1)

    def up(self, y: float) -> float:
        """The same height measured from the bottom, as PDF does."""
        return self.height - y

    def upside(self, x: float, y: float, width: float, height: float) -> Box:
        """A box from the top as PDF's left, bottom, right, top."""
        return x, self.up(y + height), x + width, self.up(y)

    def _draw_lines(
        self, lines: tuple[Line, ...], kind: Type, x: float, y: float, width: float, align: float
    ) -> None:
        canvas = self.canvas
        canvas.setFillColor(kind.colour)
        text = canvas.beginText()
        for n, line in enumerate(lines):
            middle = y + (n + 0.5) * kind.leading
            left = x + (width - line.width * kind.size) * align
            text.setTextOrigin(left, self.up(middle) - kind.size * _CAP_MIDDLE)
            for span in line.spans:
                text.setFont(span.face, kind.size)
                text.textOut(span.text)
            if n + 1 < len(lines):
                text.textOut(" ")  # else two words run together when the page is read aloud
        canvas.drawText(text)
