"""The signatures at the end of a consent: drawn from their strokes, typed, or seen on paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from clinicapp.domain.consent.copy_words import CopyWords
from clinicapp.domain.consent.record import ConsentKind, Signature, SignerRole
from clinicapp.domain.consent.texts import ConsentTexts
from clinicapp.reports import style
from clinicapp.reports.consent_facts import ConsentFacts
from clinicapp.reports.consent_parts import paragraph, reading
from clinicapp.reports.fonts import largest
from clinicapp.reports.ink import draw_ink
from clinicapp.reports.moments import show_moment
from clinicapp.reports.parts import Part, Stack
from clinicapp.reports.pen import Pen
from clinicapp.reports.style import Type

SIDE, BETWEEN, CORNER = 8.0, 10.0, 5.0
INK_HEIGHT, INK_INDENT = 46.0, 10.0


class Box(Protocol):
    """A part with a frame as high as its neighbour's."""

    def measure(self, width: float) -> float:
        """The height it needs at a width."""
        ...

    def draw_to(self, pen: Pen, x: float, y: float, width: float, height: float) -> None:
        """Draw with a frame of a given height."""
        ...


@dataclass(frozen=True, slots=True)
class Pair:
    """One or two boxes side by side, equally wide and high."""

    boxes: Sequence[Box]

    def measure(self, width: float) -> float:
        return max(b.measure(self._half(width)) for b in self.boxes) + 6

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        half, high = self._half(width), self.measure(width) - 6
        for number, box in enumerate(self.boxes):
            box.draw_to(pen, x + number * (half + BETWEEN), y, half, high)

    @staticmethod
    def _half(width: float) -> float:
        return (width - BETWEEN) / 2


def pairs(boxes: Sequence[Box]) -> Stack:
    """Boxes in rows of two."""
    return Stack([Pair(boxes[n : n + 2]) for n in range(0, len(boxes), 2)])


@dataclass(frozen=True, slots=True)
class SignatureBox:
    """One signature with its role, name, meaning and time."""

    signature: Signature
    facts: ConsentFacts
    texts: ConsentTexts
    words: CopyWords

    def measure(self, width: float) -> float:
        room = width - 2 * SIDE
        ink = max(INK_HEIGHT, self._instead(room).measure(room) + 3)
        return 4 + self._role.measure(room) + ink + 3 + self._below(room).measure(room) + 5

    def draw_to(self, pen: Pen, x: float, y: float, width: float, height: float) -> None:
        """Draw with a frame of a given height."""
        pen.box(x, y, width, height, stroke=style.RULE, radius=CORNER)
        left, room = x + SIDE, width - 2 * SIDE
        self._role.draw(pen, left, y + 4, room)
        instead = self._instead(room)
        high = instead.measure(room)
        line = y + 4 + self._role.measure(room) + max(INK_HEIGHT, high + 3)
        if self.signature.strokes:
            self._draw_strokes(pen, left, line - INK_HEIGHT, room)
        else:
            instead.draw(pen, left, line - 3 - high, room)
        pen.rule(left, line, room, style.RULE)
        self._below(room).draw(pen, left, line + 2, room)

    def _draw_strokes(self, pen: Pen, x: float, y: float, room: float) -> None:
        alt = self.words.word("signature_of", name=self.signature.name)
        width = room - 2 * INK_INDENT
        box = pen.upside(x, y, room, INK_HEIGHT)
        with pen.canvas.tagged("Figure", alt=alt, box=box):
            draw_ink(pen, self.signature.strokes, x + INK_INDENT, y + 2, width, INK_HEIGHT - 5)

    @property
    def _role(self) -> Part:
        kind = Type(style.SEMI, 8.2, 10.4, style.SECONDARY)
        return paragraph(self.words.word(f"role_{self.signature.role}"), kind)

    def _instead(self, room: float) -> Stack:
        """What stands where the strokes would: a typed name, or that the paper was seen."""
        signature = self.signature
        if signature.strokes:
            return Stack(())
        if signature.is_on_paper:
            told = self.words.word("on_paper", name=self.facts.seen_by)
            return Stack((paragraph(told, reading(9)),))
        face, size = largest(signature.typed, (style.SEMI, style.NARROW_SEMI), 17, 9, room)
        return Stack(
            (
                paragraph(self.words.word("typed"), Type(style.REGULAR, 7.6, 10, style.SECONDARY)),
                paragraph(signature.typed, Type(face, size, size * 1.25)),
            )
        )

    def _below(self, room: float) -> Stack:
        signature = self.signature
        faces = (style.BOLD, style.NARROW_SEMI)
        face, size = largest(signature.name, faces, 9.6, 8, room)
        small = Type(style.REGULAR, 8.4, 10.8)
        quiet = Type(style.REGULAR, 8, 10.6, style.SECONDARY)
        parts: list[Part] = [paragraph(signature.name, Type(face, size, 12.2))]
        parts.append(paragraph(self._meaning, small))
        if signature.typed and not signature.strokes:
            parts.append(paragraph(self.texts.answers.attest, small))
        if signature.signed_at:
            parts.append(paragraph(show_moment(signature.signed_at, self.words), quiet))
        return Stack(parts)

    @property
    def _meaning(self) -> str:
        answers, role = self.texts.answers, self.signature.role
        said = {
            SignerRole.CLINICIAN: answers.explained,
            SignerRole.INTERPRETER: answers.interpreted,
            SignerRole.WITNESS: answers.witnessed,
        }
        if role in said:
            return said[role]
        if self.facts.kind is ConsentKind.CONFIRMATION:
            return answers.still_agree
        heading = self.texts.section("agree").heading
        return self.words.word(f"means_{role}", heading=heading)
