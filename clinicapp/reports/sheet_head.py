"""The top of the instruction sheet: who was treated, and until when to rest."""

from __future__ import annotations

from dataclasses import dataclass

from clinicapp.reports import style
from clinicapp.reports.fonts import largest
from clinicapp.reports.fonts import width as text_width
from clinicapp.reports.parts import Panel, Part, Space, Stack, Words
from clinicapp.reports.pen import CENTRE, Pen
from clinicapp.reports.qr_code import draw_qr_code
from clinicapp.reports.sheet_words import SheetWords
from clinicapp.reports.style import Type
from clinicapp.reports.typesetting import NO_BREAK, SEPARATOR, Span, Spans, plain, unbroken

DOT = f" {SEPARATOR} "
HEAD_SIZE, CODE_SIZE = 11.0, 62.0


@dataclass(frozen=True, slots=True)
class Header:
    """Clinic, title, who was treated when and by whom; the same facts as a code at the right."""

    words: SheetWords

    def measure(self, width: float) -> float:
        caption = HEAD_SIZE * 0.7
        tall = self._text(width).measure(self._room(width))
        return max(tall, CODE_SIZE + caption) + HEAD_SIZE * 0.35

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        self._text(width).draw(pen, x, y, self._room(width))
        caption = self.words.word("qr")
        left = x + width - CODE_SIZE
        draw_qr_code(pen, self.words.code_text, left, y, CODE_SIZE, caption)
        faces = (style.REGULAR, style.NARROW)
        face, size = largest(caption, faces, HEAD_SIZE * 0.64, 6, CODE_SIZE + 6)
        kind = Type(face, size, HEAD_SIZE * 0.74, style.SECONDARY)
        spans = plain(unbroken(caption), face)
        below = y + CODE_SIZE - 0.5
        pen.text(spans, kind, left - 4, below, CODE_SIZE + 8, align=CENTRE)

    @staticmethod
    def _room(width: float) -> float:
        return width - CODE_SIZE - HEAD_SIZE

    def _text(self, width: float) -> Stack:
        facts, size, room = self.words.facts, HEAD_SIZE, self._room(width)
        clinic = [Span(facts.clinic_name, style.BOLD)]
        if facts.clinic_phone:
            clinic.append(Span(f"{DOT}{unbroken(facts.clinic_phone)}", style.REGULAR))
        faces = (style.BOLD, style.NARROW_SEMI)
        face, name_size = largest(facts.patient_name, faces, size * 1.2, size, room)
        quiet = Type(style.REGULAR, size * 0.9, size * 1.15, style.SECONDARY)
        return Stack(
            (
                Words(tuple(clinic), quiet),
                Words(
                    plain(self.words.texts.title, style.HEAVY),
                    Type(style.HEAVY, size * 1.55, size * 1.85, style.HERO),
                    role="H1",
                ),
                Words(plain(facts.patient_name, face), Type(face, name_size, name_size * 1.2)),
                Words(
                    self._who(room), Type(style.REGULAR, size * 0.84, size * 1.08, style.SECONDARY)
                ),
            )
        )

    def _who(self, room: float) -> Spans:
        facts, words = self.words.facts, self.words
        born = words.texts.dates.show_date(facts.birth_date)
        whole = text_width(facts.clinician, style.BOLD, HEAD_SIZE * 0.84) < room * 0.5
        clinician = unbroken(facts.clinician) if whole else facts.clinician
        pairs = (
            (words.word("born"), unbroken(born)),
            (words.word("record"), facts.record_number),
            (words.word("treated"), unbroken(words.treated)),
            (words.word("by"), clinician),
        )
        spans: list[Span] = []
        for name, value in pairs:
            before = DOT if spans else ""
            spans.append(Span(f"{before}{unbroken(name)}{NO_BREAK}", style.REGULAR))
            spans.append(Span(value, style.BOLD))
        return tuple(spans)


def hero(words: SheetWords, width: float) -> Panel:
    """The one thing that matters: until when, as a day and a clock time, in the biggest type."""
    side, label, note = 12.0, 16.5, 13.2
    room = width - 2 * side
    whole = f"{words.until_day}, {words.until_time}"
    _face, size = largest(whole, (style.HEAVY,), 32, 24, room)
    lines: tuple[str, ...] = (whole,)
    if text_width(whole, style.HEAVY, size) > room:
        lines = (f"{words.until_day},", words.until_time)
        size = min(largest(line, (style.HEAVY,), 32, 16, room)[1] for line in lines)
    big = Type(style.HEAVY, size, size * 1.16, style.WHITE)
    until, *notes = (text for text, _basis in words.lines("hero"))
    title = Type(style.BOLD, label, label * 1.26, style.WHITE)
    quiet = Type(style.SEMI, note, note * 1.24, style.WHITE)
    parts: list[Part] = [Words(plain(until, style.BOLD), title, role="H2")]
    parts += [Words(plain(unbroken(line), style.HEAVY), big) for line in lines]
    parts += [Space(3), Words(plain(" ".join(notes), style.SEMI), quiet)]
    return Panel(Stack(parts), style.HERO, side, side * 0.6, side * 0.8)
