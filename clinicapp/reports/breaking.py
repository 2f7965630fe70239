"""Parts that are higher than a page, broken in two: between paragraphs, then between lines."""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol, runtime_checkable

from clinicapp.reports.parts import Part, Stack, Words
from clinicapp.reports.typesetting import Line, Span, Spans, set_lines

Halves = tuple[Part, Part]


@runtime_checkable
class Breakable(Protocol):
    """A part that knows where it can be broken."""

    def broken(self, width: float, room: float) -> Halves | None:
        """What fits into a room, and the rest; None when nothing of it does."""
        ...


def broken(part: Part, width: float, room: float) -> Halves | None:
    """What of a part fits into a room, and the rest; None when nothing of it does."""
    if isinstance(part, Words):
        return _broken_words(part, width, room)
    if isinstance(part, Stack):
        return _broken_stack(part, width, room)
    return part.broken(width, room) if isinstance(part, Breakable) else None


def _broken_words(words: Words, width: float, room: float) -> Halves | None:
    lines = set_lines(words.spans, words.kind.size, width)
    count = int(room / words.kind.leading)
    if not 0 < count < len(lines):
        return None
    first, rest = _joined(lines[:count]), _joined(lines[count:])
    return replace(words, spans=first), replace(words, spans=rest)


def _joined(lines: tuple[Line, ...]) -> Spans:
    spans: list[Span] = []
    for line in lines:
        gap = (Span(" ", spans[-1].face),) if spans else ()
        spans.extend((*gap, *line.spans))
    return tuple(spans)


def _broken_stack(stack: Stack, width: float, room: float) -> Halves | None:
    whole: list[Part] = []
    for number, part in enumerate(stack.parts):
        high = part.measure(width)
        if high <= room:
            whole.append(part)
            room -= high
            continue
        halves = broken(part, width, room)
        if halves is None and not whole:
            return None
        first, rest = halves or (None, part)
        return (
            Stack((*whole, first) if first else tuple(whole)),
            Stack((rest, *stack.parts[number + 1 :])),
        )
    return None
