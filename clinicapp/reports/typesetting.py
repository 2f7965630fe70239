"""Words broken into lines, in several faces at once, with a second face for names."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from clinicapp.reports import style
from clinicapp.reports.fonts import advance
from clinicapp.reports.letters import needs_second_face

NO_BREAK = "\u00a0"
SEPARATOR = "·"
SEPARATOR_ROOM = 1.0


@dataclass(frozen=True, slots=True)
class Span:
    """Words in one face."""

    text: str
    face: str


Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One line as set: its spans, and its width at 1 point."""

    spans: Spans
    width: float


def plain(text: str, face: str = style.REGULAR) -> Spans:
    """A text in one face."""
    return (Span(text, face),)


def unbroken(text: str) -> str:
    """The same text with spaces at which no line breaks."""
    return text.replace(" ", NO_BREAK)


@functools.lru_cache(maxsize=8_000)
def set_lines(spans: Spans, size: float, width: float) -> tuple[Line, ...]:
    """Break spans at spaces into lines no wider than `width`.

    Nothing is left out but a separator between two facts where the line breaks.
    """
    room = width / size + 1e-6
    lines: list[Line] = []
    current: list[Span] = []
    used = 0.0
    for word in _words(spans):
        if word[0].text == SEPARATOR and (not current or used + SEPARATOR_ROOM > room):
            continue
        for n, piece in enumerate(_fitting(word, room)):
            gap = (Span(" ", current[-1].face),) if current and not n else ()
            long = length(piece)
            if current and used + length(gap) + long > room:
                lines.append(_line(current))
                current, gap, used = [], (), 0.0
            current.extend((*gap, *piece))
            used += length(gap) + long
    if current:
        lines.append(_line(current))
    return tuple(lines)


def height(spans: Spans, size: float, leading: float, width: float) -> float:
    """How high the words stand when they are broken to a width."""
    return len(set_lines(spans, size, width)) * leading


def _line(spans: list[Span]) -> Line:
    shown = spans[:-2] if len(spans) > 2 and spans[-1].text == SEPARATOR else spans
    merged = tuple(
        Span("".join(s.text for s in run), face) for face, run in groupby(shown, lambda s: s.face)
    )
    return Line(merged, length(merged))


def length(spans: Spans) -> float:
    """The width of spans on one line, at 1 point."""
    return sum(advance(s.text, s.face) for s in spans)


def _words(spans: Spans) -> Iterator[Spans]:
    """The spans between two spaces; a word may change its face in the middle."""
    word: list[Span] = []
    for span in spans:
        for n, text in enumerate(span.text.split(" ")):
            if n and word:
                yield tuple(word)
                word = []
            if text:
                word.extend(_faced(text, span.face))
    if word:
        yield tuple(word)


def _faced(text: str, face: str) -> Iterator[Span]:
    for second, run in groupby(text, needs_second_face):
        yield Span("".join(run), style.SECOND if second else face)


def _fitting(word: Spans, room: float) -> tuple[Spans, ...]:
    """A word as it is, or in pieces where it is wider than a line: after hyphens, then anywhere."""
    if length(word) <= room:
        return (word,)
    pieces: list[Spans] = []
    current: list[Span] = []
    for span in (Span(text, s.face) for s in word for text in _parts(s.text, s.face, room)):
        if current and length((*current, span)) > room:
            pieces.append(tuple(current))
            current = []
        current.append(span)
    return (*pieces, tuple(current))


def _parts(text: str, face: str, room: float) -> Iterator[str]:
    for part in text.replace("-", "-\0").replace(NO_BREAK, f"{NO_BREAK}\0").split("\0"):
        if advance(part, face) <= room:
            yield part
        else:
            yield from part
