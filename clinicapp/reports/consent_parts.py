"""The pieces of both consent papers: lists, frames, and the rows of a table."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace

from reportlab.lib.colors import Color

from clinicapp.reports import style
from clinicapp.reports.breaking import Halves, broken
from clinicapp.reports.letters import printable
from clinicapp.reports.parts import PANEL_CORNER, Part, Stack, Words
from clinicapp.reports.pen import Pen
from clinicapp.reports.style import Type
from clinicapp.reports.typesetting import Span, height, plain

INDENT = 10.0
EMPTY = Stack(())
ROW_ABOVE, ROW_BELOW, CELL_GAP = 2.2, 2.7, 8.0


def reading(size: float, face: str = style.REGULAR, colour: Color = style.INK) -> Type:
    """How words that are read in full are set."""
    return Type(face, size, round(size * 1.3, 2), colour)


def paragraph(text: str, kind: Type, role: str = "P") -> Words:
    """Words of one face; letters that papers cannot print are shown by their numbers."""
    return Words(plain(printable(text), kind.face), kind, role=role)


def named(name: str, text: str, kind: Type) -> Words:
    """A bold name before its text."""
    spans = (Span(f"{printable(name)} ", style.BOLD), Span(printable(text), kind.face))
    return Words(spans, kind)


@dataclass(frozen=True, slots=True)
class Bullet:
    """One line of a list."""

    text: str
    kind: Type

    def measure(self, width: float) -> float:
        kind = self.kind
        return height(plain(self.text), kind.size, kind.leading, width - INDENT) + 1.2

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        with pen.canvas.grouped("LI"):
            pen.text(plain("•", style.HEAVY), self.kind, x + 1, y, INDENT, role="Lbl")
            room = width - INDENT
            pen.text(plain(self.text), self.kind, x + INDENT, y, room, role="LBody")


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list that is read aloud as one."""

    items: Sequence[Bullet]

    def measure(self, width: float) -> float:
        return sum(i.measure(width) for i in self.items)

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        if self.items:
            with pen.canvas.grouped("L"):
                Stack(self.items).draw(pen, x, y, width)

    def broken(self, width: float, room: float) -> Halves | None:
        """Some of the lines, and the others."""
        count = 0
        for item in self.items:
            room -= item.measure(width)
            if room < 0:
                break
            count += 1
        if not 0 < count < len(self.items):
            return None
        return Bullets(self.items[:count]), Bullets(self.items[count:])


def bullets(texts: Sequence[str], kind: Type) -> Bullets:
    """A list of texts."""
    return Bullets([Bullet(printable(text), kind) for text in texts])


@dataclass(frozen=True, slots=True)
class Framed:
    """Parts in a frame or on a ground; where it must break, each half has its own."""

    content: Stack
    fill: Color | None = None
    stroke: Color | None = None
    line: float = 0.8
    side: float = 12.0
    above: float = 6.0
    below: float = 8.0

    def measure(self, width: float) -> float:
        return self.above + self.content.measure(width - 2 * self.side) + self.below

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        high = self.measure(width)
        looks = {"fill": self.fill, "stroke": self.stroke}
        pen.box(x, y, width, high, **looks, line=self.line, radius=PANEL_CORNER)
        self.content.draw(pen, x + self.side, y + self.above, width - 2 * self.side)

    def broken(self, width: float, room: float) -> Halves | None:
        """Two frames with the halves of what is inside."""
        inside = room - self.above - self.below
        halves = broken(self.content, width - 2 * self.side, inside)
        if halves is None:
            return None
        first, rest = (replace(self, content=Stack((half,))) for half in halves)
        return first, rest


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a row; `width` 0 takes what the others leave. `scope` makes it a heading."""

    content: Part
    width: float = 0.0
    scope: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """Cells side by side under a thin line, and what belongs to them below.

    A repeated row is the one of heads on a later page: it is not read aloud again.
    """

    cells: tuple[Cell, ...]
    below: Stack = EMPTY
    fill: Color | None = None
    is_head: bool = False
    is_repeated: bool = False

    def measure(self, width: float) -> float:
        return ROW_ABOVE + self._tall(width) + self._below(width) + ROW_BELOW

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        if self.fill is not None:
            pen.box(x - 4, y, width + 8, self.measure(width), fill=self.fill)
        if not self.is_head:
            pen.rule(x, y, width, style.RULE, 0.5)
        if self.is_repeated:
            self._draw_cells(pen, x, y + ROW_ABOVE, width)
            return
        with pen.canvas.grouped("TR"):
            self._draw_cells(pen, x, y + ROW_ABOVE, width)
            if not self.cells:
                with pen.canvas.grouped("TD"):
                    self._draw_below(pen, x, y, width)

    def broken(self, width: float, room: float) -> Halves | None:
        """The row with as much of what stands below it as fits, and the rest."""
        left = room - 2 * ROW_ABOVE - ROW_BELOW - self._tall(width)
        halves = broken(self.below, width - INDENT, left)
        if halves is None:
            return None
        first, rest = (Stack((half,)) for half in halves)
        return replace(self, below=first), Row((), rest)

    def _draw_cells(self, pen: Pen, x: float, y: float, width: float) -> None:
        tall = self._tall(width)
        for number, (cell, wide) in enumerate(self._wide(width)):
            lower = tall - cell.content.measure(wide) if self.is_head else 0.0
            role = "TH" if cell.scope else "TD"
            is_silent = self.is_repeated
            group = nullcontext() if is_silent else pen.canvas.grouped(role, scope=cell.scope)
            with group:
                cell.content.draw(pen, x, y + lower, wide)
                if not number:
                    self._draw_below(pen, x, y + tall, width)
            x += wide + CELL_GAP

    def _draw_below(self, pen: Pen, x: float, y: float, width: float) -> None:
        self.below.draw(pen, x + INDENT, y + ROW_ABOVE, width - INDENT)

    def _below(self, width: float) -> float:
        return ROW_ABOVE + self.below.measure(width - INDENT) if self.below.parts else 0.0

    def _tall(self, width: float) -> float:
        return max((c.content.measure(w) for c, w in self._wide(width)), default=0.0)

    def _wide(self, width: float) -> list[tuple[Cell, float]]:
        fixed = sum(c.width for c in self.cells) + CELL_GAP * (len(self.cells) - 1)
        return [(c, c.width or width - fixed) for c in self.cells]
