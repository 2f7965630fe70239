"""The middle of the instruction sheet: what to do and expect, and the warning signs."""

from __future__ import annotations

from dataclasses import dataclass

from reportlab.lib.colors import Color

from clinicapp.reports import style
from clinicapp.reports.fonts import largest
from clinicapp.reports.fonts import width as text_width
from clinicapp.reports.parts import (
    PANEL_CORNER,
    Item,
    ItemList,
    Panel,
    Part,
    Rule,
    Space,
    Stack,
    Words,
    draw_triangle,
)
from clinicapp.reports.pen import Pen
from clinicapp.reports.sheet_words import SheetWords
from clinicapp.reports.style import Scale, Type
from clinicapp.reports.typesetting import plain, unbroken

TEXT_BLOCKS = ("care", "expect", "safe")
WARNING_BLOCKS = ("signs_911", "signs_call")


def block(words: SheetWords, name: str, scale: Scale) -> Stack:
    """A heading with its list."""
    heading = words.texts.headings[name]
    return Stack(
        (
            Words(plain(heading, style.BOLD), scale.heading(), role="H2"),
            Space(scale.gap),
            items(words, name, scale, style.SECONDARY),
        )
    )


def items(words: SheetWords, name: str, scale: Scale, colour: Color) -> ItemList:
    """The lines of a block as a list."""
    return ItemList(
        [
            Item(text, basis, words.word(f"basis_{basis}"), scale, colour)
            for text, basis in words.lines(name)
        ]
    )


def next_panel(words: SheetWords, scale: Scale) -> Panel:
    """The earliest day of the next treatment, and what to do for it."""
    first, *rest = (text for text, _basis in words.lines("next"))
    size = scale.body * 1.22
    parts: list[Part] = [
        Words(
            plain(words.texts.headings["next"], style.BOLD),
            Type(style.BOLD, scale.head, scale.head * 1.3, style.HERO),
            role="H2",
        ),
        Words(plain(first, style.HEAVY), Type(style.HEAVY, size, size * 1.2)),
    ]
    if rest:
        parts += [Space(scale.gap), Words(plain(" ".join(rest)), scale.text)]
    return Panel(Stack(parts), style.PALE, scale.pad, scale.pad * 0.65, scale.pad * 0.75)


@dataclass(frozen=True, slots=True)
class WarningPanel:
    """All warning signs in one framed block: 911 first, then the clinic's number."""

    words: SheetWords
    scale: Scale

    @property
    def _band(self) -> float:
        return self.scale.head * 1.9

    def measure(self, width: float) -> float:
        scale = self.scale
        inner = width - 2 * scale.pad
        inside = self._content(inner).measure(inner)
        return self._band + scale.pad * 0.6 + inside + scale.pad * 0.7

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        self.draw_to(pen, x, y, width, self.measure(width))

    def draw_to(self, pen: Pen, x: float, y: float, width: float, height: float) -> None:
        """Draw with a frame of a given height."""
        scale, band = self.scale, self._band
        pad, head = scale.pad, scale.head
        radius = PANEL_CORNER
        pen.box(x, y, width, height, fill=style.WHITE, stroke=style.ALERT, line=2.2, radius=radius)
        pen.box(x - 1.1, y - 1.1, width + 2.2, band, fill=style.ALERT, radius=radius + 1)
        pen.box(x - 1.1, y + band / 2, width + 2.2, band / 2 - 0.9, fill=style.ALERT)
        draw_triangle(pen, x + pad, y + (band - head * 1.2) / 2, head * 1.2)
        title = Type(style.HEAVY, head * 1.16, head * 1.5, style.WHITE)
        spans = plain(self.words.texts.headings["signs"], style.HEAVY)
        left, top = x + pad + head * 1.55, y + (band - head * 1.5) / 2
        pen.text(spans, title, left, top, width - 2 * pad - head * 1.55, role="H2")
        above, below = band + pad * 0.6, pad * 0.7
        inner, room = width - 2 * pad, height - above - below
        self._content(inner).draw_to(pen, x + pad, y + above, inner, room)

    def _content(self, width: float) -> Stack:
        scale, words = self.scale, self.words
        when = Type(style.SEMI, scale.body, scale.leading)
        return Stack(
            (
                *self._part("signs_911", width),
                Space(0, stretches=True),
                Rule(style.ALERT, scale.pad * 0.9),
                Space(0, stretches=True),
                *self._part("signs_call", width),
                Space(scale.pad * 0.45, stretches=True),
                Words(plain(words.joined("signs"), style.SEMI), when),
            )
        )

    def _part(self, name: str, width: float) -> tuple[Part, ...]:
        scale, words = self.scale, self.words
        text = words.texts.headings[name]
        size = heading_size(text, scale, width)
        kind = Type(style.BOLD, size, scale.head * 1.2, style.ALERT)
        heading = Words(plain(text, style.BOLD), kind, role="H3")
        contact = self._contact() if name == "signs_call" else ()
        return heading, Space(scale.gap), *contact, items(words, name, scale, style.ALERT)

    def _contact(self) -> tuple[Part, ...]:
        scale, facts = self.scale, self.words.facts
        parts: list[Part] = []
        if facts.clinic_phone:
            kind = Type(style.HEAVY, scale.head * 1.24, scale.head * 1.5)
            parts.append(Words(plain(unbroken(facts.clinic_phone), style.HEAVY), kind))
        small = Type(style.REGULAR, scale.body * 0.9, scale.body * 1.14)
        if facts.clinic_hours:
            parts.append(Words(plain(facts.clinic_hours), small))
        if facts.after_hours_phone:
            phone = unbroken(facts.after_hours_phone)
            parts.append(Words(plain(f"{self.words.word('after_hours')}: {phone}"), small))
        return (*parts, Space(scale.gap)) if parts else ()


@dataclass(frozen=True, slots=True)
class Columns:
    """What to do and expect at the left, the warning signs at the right, equally high."""

    left: Stack
    warnings: WarningPanel
    left_width: float
    right_width: float
    height: float

    def measure(self, width: float) -> float:
        return self.height

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        self.left.draw_to(pen, x, y, self.left_width, self.height)
        right = x + width - self.right_width
        self.warnings.draw_to(pen, right, y, self.right_width, self.height)


def columns(words: SheetWords, scale: Scale, width: float) -> Columns:
    """The two columns, split where both together are as low as possible."""
    left, warnings = _left(words, scale), WarningPanel(words, scale)
    room = width - scale.body * 1.4
    best: Columns | None = None
    for share in range(34, 49, 2):
        right = width * share / 100
        height = max(left.measure(room - right), warnings.measure(right))
        if best is None or height < best.height:
            best = Columns(left, warnings, room - right, right, height)
    assert best is not None
    return best


def loose_ends(words: SheetWords, scale: Scale, split: Columns) -> int:
    """How many lines end in one short word on a line of its own, broken headings among them."""
    inner = split.right_width - 2 * scale.pad
    placed = ((TEXT_BLOCKS, split.left_width), (WARNING_BLOCKS, inner))
    ends = sum(
        items(words, name, scale, style.INK).loose_ends(room)
        for names, room in placed
        for name in names
    )
    headings = (words.texts.headings[name] for name in WARNING_BLOCKS)
    broken = (text_width(h, style.BOLD, heading_size(h, scale, inner)) > inner for h in headings)
    return ends + sum(broken)


def heading_size(text: str, scale: Scale, width: float) -> float:
    """The size at which a heading of the warnings stays on one line, if it is large enough."""
    return largest(text, (style.BOLD,), scale.head, scale.body * 0.95, width)[1]


def _left(words: SheetWords, scale: Scale) -> Stack:
    parts: list[Part] = []
    for name in TEXT_BLOCKS:
        if words.lines(name):
            parts += [block(words, name, scale), Space(scale.body * 0.45, stretches=True)]
    return Stack((*parts, next_panel(words, scale)))
