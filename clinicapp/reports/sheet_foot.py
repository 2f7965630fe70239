"""The lower part of the instruction sheet: the map of the treatment, and the small print."""

from __future__ import annotations

from dataclasses import dataclass

from clinicapp.domain.artwork import Artwork
from clinicapp.domain.instruction_texts import Basis
from clinicapp.domain.protocol import View
from clinicapp.reports import style
from clinicapp.reports.fonts import width as text_width
from clinicapp.reports.parts import Space, Stack, Words, draw_bullet
from clinicapp.reports.pen import CENTRE, RIGHT, Pen
from clinicapp.reports.sheet_words import SheetWords
from clinicapp.reports.site_map import draw_map, lay_panels
from clinicapp.reports.style import Scale, Type
from clinicapp.reports.typesetting import NO_BREAK, Span, Spans, length, plain, unbroken

FOOT_SIZE, CAPTION_SIZE, CAPTION_LEAST = 7.6, 8.8, 7.8


@dataclass(frozen=True, slots=True)
class SiteMap:
    """The four views in a row with the units of each below."""

    words: SheetWords
    artwork: Artwork
    height: float

    def measure(self, width: float) -> float:
        return self.height + 2 + CAPTION_SIZE * 1.2

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        marks = self.words.facts.marks
        panels = lay_panels(self.artwork, x, y, width, self.height, marks)
        box = pen.upside(x, y, width, self.height)
        with pen.canvas.tagged("Figure", alt=self.words.map_alt, box=box):
            draw_map(pen, self.artwork, panels, marks, self.words.texts.words)
        captions = [self._caption(p.view, style.BOLD, style.REGULAR) for p in panels]
        rooms = [p.width + 4 for p in panels]
        size = min(r / length(c) for r, c in zip(rooms, captions, strict=True))
        if size < CAPTION_LEAST:
            captions = [self._caption(p.view, style.NARROW_SEMI, style.NARROW) for p in panels]
            size = min(r / length(c) for r, c in zip(rooms, captions, strict=True))
        kind = Type(style.REGULAR, min(size, CAPTION_SIZE), CAPTION_SIZE * 1.2)
        for panel, spans, room in zip(panels, captions, rooms, strict=True):
            pen.text(spans, kind, panel.x - 2, y + self.height + 2, room, align=CENTRE)

    def _caption(self, view: View, bold: str, normal: str) -> Spans:
        name, units = self.words.view_caption(view)
        return Span(unbroken(name), bold), Span(f":{NO_BREAK}{unbroken(units)}", normal)


def treatment(words: SheetWords, artwork: Artwork, scale: Scale, map_height: float) -> Stack:
    """What was given, in one line and on the map."""
    head = Type(style.BOLD, scale.head, scale.head * 1.25, style.HERO)
    size = max(scale.body * 0.9, 9.0)
    title = f"{words.word('your_treatment')}: {words.got}"
    return Stack(
        (
            Words(plain(title, style.BOLD), head, role="H2"),
            Words(plain(words.legend), Type(style.REGULAR, size, size * 1.28)),
            Space(scale.gap * 1.2),
            SiteMap(words, artwork, map_height),
        )
    )


def last_words(words: SheetWords, scale: Scale) -> Words:
    """Whom to ask, where to report, to whom to show the sheet."""
    size = max(9.0, scale.body * 0.92)
    spans: list[Span] = []
    if words.facts.clinic_phone:
        phone = f"{words.word('questions')}: {unbroken(words.facts.clinic_phone)}. "
        spans.append(Span(phone, style.BOLD))
    rest = " ".join((words.joined("foot"), words.word("show_this")))
    spans.append(Span(rest, style.REGULAR))
    return Words(tuple(spans), Type(style.REGULAR, size, size * 1.25))


@dataclass(frozen=True, slots=True)
class Footer:
    """What the marks of the lists mean, the page, and what the sheet was made from."""

    words: SheetWords
    page: int
    pages: int

    def measure(self, width: float) -> float:
        return 3 + FOOT_SIZE * 1.5 + self._source().measure(width)

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        pen.rule(x, y, width, style.RULE)
        y += 3
        quiet = Type(style.SEMI, FOOT_SIZE, FOOT_SIZE * 1.3, style.SECONDARY)
        page = self.words.word("page").format(page=self.page, pages=self.pages)
        larger = Type(style.SEMI, FOOT_SIZE + 0.6, FOOT_SIZE * 1.3, style.SECONDARY)
        left = x
        key = self.words.word("basis_key")
        pen.text(plain(key, style.SEMI), quiet, left, y, width)
        left += text_width(key, style.SEMI, FOOT_SIZE) + 6
        for basis in Basis:
            left += self._key(pen, basis, left, y) + 10
        spans = plain(unbroken(page), style.SEMI)
        pen.text(spans, larger, x + width - 120, y, 120, align=RIGHT)
        self._source().draw(pen, x, y + FOOT_SIZE * 1.5, width)

    def _key(self, pen: Pen, basis: Basis, x: float, y: float) -> float:
        word = self.words.word(f"basis_{basis}")
        kind = Type(style.REGULAR, FOOT_SIZE, FOOT_SIZE * 1.3, style.SECONDARY)
        with pen.canvas.decoration():
            draw_bullet(pen, basis, x, y + kind.leading / 2, FOOT_SIZE * 1.1, style.SECONDARY)
        wide = text_width(word, style.REGULAR, FOOT_SIZE)
        pen.text(plain(word), kind, x + FOOT_SIZE * 0.85, y, wide + 1)
        return FOOT_SIZE * 0.85 + wide

    def _source(self) -> Words:
        kind = Type(style.REGULAR, FOOT_SIZE, FOOT_SIZE * 1.3, style.SECONDARY)
        return Words(plain(self.words.made_from), kind)
