"""Pieces of a page that know their height before they are drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from reportlab.lib.colors import Color

from clinicapp.domain.instruction_texts import Basis
from clinicapp.reports import style
from clinicapp.reports.pen import LEFT, Pen
from clinicapp.reports.style import Scale, Type
from clinicapp.reports.typesetting import Spans, height, plain, set_lines

PANEL_CORNER = 7.0
LOOSE = 6


class Part(Protocol):
    """Something as wide as it is told, and as high as it needs."""

    def measure(self, width: float) -> float:
        """The height at a width."""
        ...

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        """Draw with the top left corner at x, y."""
        ...


@dataclass(frozen=True, slots=True)
class Space:
    """Nothing, so high; one that stretches takes its share of the room left over."""

    height: float
    stretches: bool = False

    def measure(self, width: float) -> float:
        return self.height

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        """Nothing is drawn."""


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph or a heading."""

    spans: Spans
    kind: Type
    role: str = "P"
    align: float = LEFT

    def measure(self, width: float) -> float:
        return height(self.spans, self.kind.size, self.kind.leading, width)

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        pen.text(self.spans, self.kind, x, y, width, role=self.role, align=self.align)


@dataclass(frozen=True, slots=True)
class Rule:
    """A thin line across, in the middle of some air."""

    colour: Color
    height: float

    def measure(self, width: float) -> float:
        return self.height

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        pen.rule(x, y + self.height / 2, width, self.colour)


@dataclass(frozen=True, slots=True)
class Stack:
    """Parts below each other."""

    parts: Sequence[Part]

    def measure(self, width: float) -> float:
        return sum(p.measure(width) for p in self.parts)

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        self.draw_to(pen, x, y, width, self.measure(width))

    def draw_to(self, pen: Pen, x: float, y: float, width: float, height: float) -> None:
        """Draw into a given height; what is left over goes into the spaces that stretch."""
        elastic = [p for p in self.parts if isinstance(p, Space) and p.stretches]
        spare = max(0.0, height - self.measure(width)) / max(1, len(elastic))
        for part in self.parts:
            part.draw(pen, x, y, width)
            y += part.measure(width)
            if isinstance(part, Space) and part.stretches:
                y += spare


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a list; the shape of its mark says on what it rests."""

    text: str
    basis: Basis
    spoken_basis: str
    scale: Scale
    colour: Color

    @property
    def _indent(self) -> float:
        return self.scale.body * 0.95

    def measure(self, width: float) -> float:
        kind = self.scale.text
        room = width - self._indent
        return height(plain(self.text), kind.size, kind.leading, room) + self.scale.gap

    def has_loose_end(self, width: float) -> bool:
        """Whether the last line holds one short word only."""
        lines = set_lines(plain(self.text), self.scale.body, width - self._indent)
        last = lines[-1].spans[-1].text
        return len(lines) > 1 and " " not in last and len(last) <= LOOSE

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        with pen.canvas.grouped("LI"):
            with pen.canvas.tagged("Lbl", spoken=self.spoken_basis):
                draw_bullet(
                    pen, self.basis, x, y + self.scale.leading / 2, self.scale.body, self.colour
                )
            room = width - self._indent
            pen.text(plain(self.text), self.scale.text, x + self._indent, y, room, role="LBody")


@dataclass(frozen=True, slots=True)
class ItemList:
    """A list that is read aloud as one."""

    items: Sequence[Item]

    def measure(self, width: float) -> float:
        return sum(i.measure(width) for i in self.items)

    def loose_ends(self, width: float) -> int:
        """How many items end in a single short word on a line of its own."""
        return sum(i.has_loose_end(width) for i in self.items)

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        if self.items:
            with pen.canvas.grouped("L"):
                Stack(self.items).draw(pen, x, y, width)


@dataclass(frozen=True, slots=True)
class Panel:
    """Parts on a coloured ground with round corners."""

    content: Stack
    fill: Color
    side: float
    top: float
    bottom: float

    def measure(self, width: float) -> float:
        return self.top + self.content.measure(width - 2 * self.side) + self.bottom

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        pen.box(x, y, width, self.measure(width), fill=self.fill, radius=PANEL_CORNER)
        self.content.draw(pen, x + self.side, y + self.top, width - 2 * self.side)


def draw_bullet(
    pen: Pen, basis: Basis, x: float, middle: float, size: float, colour: Color
) -> None:
    """Square: drug label. Ring: clinic. Dash: experience. The caller tags it."""
    canvas, radius, y = pen.canvas, size * 0.21, pen.up(middle)
    canvas.saveState()
    canvas.setFillColor(colour)
    canvas.setStrokeColor(colour)
    canvas.setLineWidth(size * 0.095)
    if basis is Basis.LABEL:
        canvas.rect(x, y - radius, 2 * radius, 2 * radius, stroke=0, fill=1)
    elif basis is Basis.CLINIC:
        canvas.circle(x + radius, y, radius * 0.92, stroke=1, fill=0)
    else:
        canvas.line(x - radius * 0.1, y, x + 2.1 * radius, y)
    canvas.restoreState()


def draw_triangle(pen: Pen, x: float, y: float, size: float) -> None:
    """A white warning triangle with its mark in the alert colour."""
    canvas, bottom = pen.canvas, pen.up(y + size)
    with pen.canvas.decoration():
        canvas.saveState()
        canvas.setStrokeColor(style.WHITE)
        canvas.setLineJoin(1)
        canvas.setLineWidth(size * 0.12)
        path = canvas.beginPath()
        path.moveTo(x + size * 0.06, bottom + size * 0.1)
        path.lineTo(x + size * 0.5, bottom + size * 0.9)
        path.lineTo(x + size * 0.94, bottom + size * 0.1)
        path.close()
        canvas.setFillColor(style.WHITE)
        canvas.drawPath(path, stroke=1, fill=1)
        canvas.setFillColor(style.ALERT)
        bar = (x + size * 0.445, bottom + size * 0.34, size * 0.11, size * 0.36)
        canvas.roundRect(*bar, size * 0.05, stroke=0, fill=1)
        canvas.circle(x + size * 0.5, bottom + size * 0.225, size * 0.065, stroke=0, fill=1)
        canvas.restoreState()
