"""The pieces of a paper form that are filled in by hand: boxes to tick and lines to write on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from clinicapp.reports import style
from clinicapp.reports.consent_parts import paragraph, reading
from clinicapp.reports.fonts import largest
from clinicapp.reports.parts import Part, Stack
from clinicapp.reports.pen import Pen
from clinicapp.reports.style import Type

TICK_SIZE, LINE_HEIGHT = 12.0, 21.0
SIDE, CORNER = 8.0, 5.0
CAPTION = Type(style.REGULAR, 7.8, 10, style.SECONDARY)
MEANING = Type(style.REGULAR, 8.4, 10.8)


@dataclass(frozen=True, slots=True)
class TickBox:
    """A square to tick, alone or before its words; `spoken` says what it means."""

    spoken: str
    text: str = ""
    size: float = 10.0

    def measure(self, width: float) -> float:
        return max(TICK_SIZE + 2, self._words.measure(width - TICK_SIZE - 6))

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        left = x if self.text else x + (width - TICK_SIZE) / 2
        alt, box = self.spoken, pen.upside(left, y, TICK_SIZE, TICK_SIZE)
        with pen.canvas.tagged("Figure", alt=alt, box=box):
            canvas = pen.canvas
            canvas.saveState()
            canvas.setStrokeColor(style.INK)
            canvas.setLineWidth(1)
            canvas.rect(left, pen.up(y + 1 + TICK_SIZE), TICK_SIZE, TICK_SIZE)
            canvas.restoreState()
        self._words.draw(pen, left + TICK_SIZE + 6, y, width - TICK_SIZE - 6)

    @property
    def _words(self) -> Stack:
        kind = reading(self.size, style.BOLD)
        return Stack((paragraph(self.text, kind),) if self.text else ())


@dataclass(frozen=True, slots=True)
class Beside:
    """Parts side by side, equally wide."""

    parts: Sequence[Part]

    def measure(self, width: float) -> float:
        return max(p.measure(self._wide(width)) for p in self.parts)

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        wide = self._wide(width)
        for number, part in enumerate(self.parts):
            part.draw(pen, x + number * (wide + SIDE), y, wide)

    def _wide(self, width: float) -> float:
        return (width - SIDE * (len(self.parts) - 1)) / len(self.parts)


@dataclass(frozen=True, slots=True)
class Lines:
    """A heading, and empty lines to write on."""

    heading: str
    count: int

    def measure(self, width: float) -> float:
        return self._heading.measure(width) + self.count * LINE_HEIGHT

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        self._heading.draw(pen, x, y, width)
        top = y + self._heading.measure(width)
        for number in range(1, self.count + 1):
            pen.rule(x, top + number * LINE_HEIGHT - 2, width, style.OMITTED, 0.5)

    @property
    def _heading(self) -> Part:
        return paragraph(self.heading, reading(9.6, style.BOLD))


@dataclass(frozen=True, slots=True)
class Field:
    """A line to write on with its name below; what is known already stands on it."""

    caption: str
    value: str = ""
    room: float = 19.0

    def measure(self, width: float) -> float:
        return self.room + paragraph(self.caption, CAPTION).measure(width)

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        caption = paragraph(self.caption, CAPTION)
        if self.value:
            faces = (style.BOLD, style.NARROW_SEMI)
            face, size = largest(self.value, faces, 10, 6.5, width)
            known = paragraph(self.value, Type(face, size, 13))
            known.draw(pen, x, y + self.room - known.measure(width) - 1, width)
        pen.rule(x, y + self.room, width, style.OMITTED, 0.6)
        caption.draw(pen, x, y + self.room, width)


@dataclass(frozen=True, slots=True)
class FieldBox:
    """Who signs, what the signature means, and the fields of it in a frame."""

    title: str
    meaning: str
    fields: Sequence[Field]

    def measure(self, width: float) -> float:
        room = width - 2 * SIDE
        return 5 + self._above(room) + Stack(self.fields).measure(room) + 4

    def draw_to(self, pen: Pen, x: float, y: float, width: float, height: float) -> None:
        """Draw with a frame of a given height."""
        pen.box(x, y, width, height, stroke=style.OMITTED, radius=CORNER)
        left, room = x + SIDE, width - 2 * SIDE
        self._title.draw(pen, left, y + 5, room)
        Stack(self.fields).draw(pen, left, y + 5 + self._above(room), room)

    def _above(self, room: float) -> float:
        """The height above the fields: that of two lines at least, as in the box beside it."""
        return max(self._title.measure(room), self._head.measure(room) + 2 * MEANING.leading)

    @property
    def _head(self) -> Part:
        return paragraph(self.title, reading(9.6, style.BOLD))

    @property
    def _title(self) -> Stack:
        return Stack((self._head, paragraph(self.meaning, MEANING)))
