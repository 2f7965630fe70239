"""What stands above and below every page of a consent paper."""

from __future__ import annotations

from dataclasses import dataclass

from clinicapp.domain.consent.copy_words import CopyWords
from clinicapp.reports import style
from clinicapp.reports.consent_facts import Heading
from clinicapp.reports.fonts import largest
from clinicapp.reports.fonts import width as text_width
from clinicapp.reports.parts import Stack, Words
from clinicapp.reports.pen import DECORATION, RIGHT, Pen
from clinicapp.reports.qr_code import draw_qr_code
from clinicapp.reports.style import Type
from clinicapp.reports.typesetting import NO_BREAK, SEPARATOR, Span, Spans, plain, unbroken

DOT = f" {SEPARATOR} "
NAME_SIZE, QUIET_SIZE, FOOT_SIZE = 10.5, 8.2, 7.0
CODE_SIZE, CODE_LETTERS = 52.0, 16.0
PAGE_ROOM = 110.0
_QUIET = Type(style.REGULAR, QUIET_SIZE, QUIET_SIZE * 1.3, style.SECONDARY)
_FOOT = Type(style.REGULAR, FOOT_SIZE, FOOT_SIZE * 1.3, style.SECONDARY)


@dataclass(frozen=True, slots=True)
class Furniture:
    """Whose paper it is above, and which words and record it is made of below.

    `title` says what kind of paper it is; `code`, where there is one, brings it back. Only the
    first page's top is read aloud.
    """

    words: CopyWords
    heading: Heading | None
    title: str
    code: str
    foot: tuple[str, ...]

    def measure_top(self, width: float) -> float:
        tall = self._identity(DECORATION).measure(self._room(width))
        return max(tall, CODE_SIZE if self.code else 0.0) + 10

    def measure_foot(self, width: float) -> float:
        return 3 + self._sources(width).measure(width)

    def draw_top(self, pen: Pen, x: float, y: float, width: float, page: int) -> None:
        """Draw what stands above."""
        room = self._room(width)
        self._identity("P" if page == 1 else DECORATION).draw(pen, x, y, room)
        if self.code:
            self._draw_code(pen, x + room, y, width - room, page)
        pen.rule(x, y + self.measure_top(width) - 7, width, style.HERO, 1.1)

    def draw_foot(self, pen: Pen, x: float, y: float, width: float, page: int, pages: int) -> None:
        """Draw what stands below."""
        pen.rule(x, y, width, style.RULE)
        self._sources(width).draw(pen, x, y + 3, width)
        spans = plain(unbroken(self.words.word("page", page=page, pages=pages)), style.SEMI)
        kind = Type(style.SEMI, FOOT_SIZE + 1, _FOOT.leading, style.SECONDARY)
        left = x + width - PAGE_ROOM
        pen.text(spans, kind, left, y + 3, PAGE_ROOM, role=DECORATION, align=RIGHT)

    def _room(self, width: float) -> float:
        if not self.code:
            return width
        letters = text_width(self.code, style.BOLD, CODE_LETTERS)
        return width - CODE_SIZE - letters - 24

    def _identity(self, role: str) -> Stack:
        heading = self.heading
        if heading is None:
            large = Type(style.HEAVY, NAME_SIZE * 1.3, NAME_SIZE * 1.7, style.ALERT)
            return Stack((Words(plain(self.title, style.HEAVY), large, role=role),))
        name = Type(style.BOLD, NAME_SIZE, NAME_SIZE * 1.3)
        clinic = f"{heading.clinic_name}{DOT}{unbroken(heading.clinic_phone)}"
        kind = Span(f"{DOT}{unbroken(self.title)}", style.BOLD)
        return Stack(
            (
                Words(self._who(heading), name, role=role),
                Words((Span(clinic, style.REGULAR), kind), _QUIET, role=role),
            )
        )

    def _who(self, heading: Heading) -> Spans:
        born = unbroken(self.words.dates.show_date(heading.birth_date))
        number = f"{unbroken(self.words.word('record'))}{NO_BREAK}{heading.record_number}"
        return (
            Span(heading.patient_name, style.BOLD),
            Span(f"{DOT}{unbroken(self.words.word('born'))}{NO_BREAK}{born}", style.SEMI),
            Span(f"{DOT}{number}", style.SEMI),
        )

    def _draw_code(self, pen: Pen, x: float, y: float, width: float, page: int) -> None:
        role = "P" if page == 1 else DECORATION
        left, room = x + width - CODE_SIZE, width - CODE_SIZE - 8
        caption = self.words.word("code")
        face, size = largest(caption, (style.REGULAR, style.NARROW), QUIET_SIZE, 6, room)
        quiet = Type(face, size, QUIET_SIZE * 1.3, style.SECONDARY)
        pen.text(plain(unbroken(caption), face), quiet, x, y + 8, room, role=role, align=RIGHT)
        letters = Type(style.BOLD, CODE_LETTERS, CODE_LETTERS * 1.25)
        spans = plain(self.code, style.BOLD)
        pen.text(spans, letters, x, y + 19, room, role=role, align=RIGHT)
        alt = f"{caption}: {self.code}" if page == 1 else ""
        draw_qr_code(pen, self.code, left, y, CODE_SIZE, alt, level="Q")

    def _sources(self, width: float) -> Stack:
        parts = [Words(plain(unbroken(self.foot[0])), _FOOT, role=DECORATION)]
        for line in self.foot[1:]:
            faces = (style.REGULAR, style.NARROW)
            face, size = largest(line, faces, FOOT_SIZE, 5.5, width)
            kind = Type(face, size, _FOOT.leading, style.SECONDARY)
            parts.append(Words(plain(line, face), kind, role=DECORATION))
        return Stack(parts)
