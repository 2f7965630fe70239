"""The signed words as blocks of a page: the same on the signed copy and on the paper form."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from clinicapp.domain.consent.copy_words import CopyWords
from clinicapp.domain.consent.texts import ConsentRisk, ConsentTexts
from clinicapp.reports import style
from clinicapp.reports.consent_parts import (
    INDENT,
    Cell,
    Framed,
    Row,
    bullets,
    named,
    paragraph,
    reading,
)
from clinicapp.reports.letters import printable
from clinicapp.reports.pages import Block, Tie
from clinicapp.reports.parts import Part, Stack, Words
from clinicapp.reports.pen import CENTRE
from clinicapp.reports.style import Type
from clinicapp.reports.typesetting import Span

BEFORE_RISKS = ("what", "happens", "benefits", "alternatives", "schedule", "tell")
"""So that all risks and the serious warnings stand on one page."""
LISTS = ("tell", "serious", "rights")
FIGURE_WIDTH = 66.0
DENSE = 9.6
"""The size of what stands around the risks."""
HEAD = Type(style.BOLD, 8.2, 10.2, style.SECONDARY)
NARROW_HEAD = Type(style.NARROW_SEMI, 8.4, 10.2, style.SECONDARY)


@dataclass(frozen=True, slots=True)
class Sections:
    """The words of a consent that this patient is shown, at one size."""

    texts: ConsentTexts
    words: CopyWords
    conditions: tuple[str, ...]
    size: float

    @property
    def kind(self) -> Type:
        return reading(self.size)

    def said(self, section: str) -> tuple[str, ...]:
        """The texts of a section in their order."""
        return tuple(i.text for i in self.texts.shown(section, self.conditions))

    def title(self, text: str, clinician: str) -> Iterator[Block]:
        """The title, what will be done, and who does it."""
        large = Type(style.HEAVY, 17, 21, style.HERO)
        facts = (
            Span(f"{self.words.word('procedure')}: ", style.BOLD),
            Span(f"{self.words.word('procedure_text')} · ", style.REGULAR),
            Span(f"{self.words.word('clinician')}: ", style.BOLD),
            Span(clinician, style.REGULAR),
        )
        yield Block(paragraph(text, large, "H1"), tie=Tie.FIRM)
        yield Block(Words(facts, reading(9.6)), gap=2)

    def section(self, name: str, asked: tuple[Part, ...] = ()) -> Iterator[Block]:
        """One section with its heading; what was asked about it stands below."""
        yield self.heading(self.texts.section(name).heading)
        yield Block(self.body(name), gap=1.5)
        if asked:
            yield Block(Framed(Stack(asked), side=INDENT, above=0, below=2), gap=3)

    def risks_intro(self, asked: tuple[Part, ...] = ()) -> Iterator[Block]:
        """What stands above the table of the risks, on the page of its first row."""
        for block in replace(self, size=DENSE).section("risks", asked):
            yield replace(block, tie=Tie.FIRM)

    def body(self, name: str) -> Part:
        """The words of a section: a list, or sentences that follow each other."""
        if name in LISTS:
            return bullets(self.said(name), self.kind)
        return paragraph(" ".join(self.said(name)), self.kind)

    def heading(self, text: str) -> Block:
        """A heading, which stays with what it heads."""
        kind = Type(style.BOLD, self.size + 0.8, (self.size + 0.8) * 1.3, style.HERO)
        return Block(paragraph(text, kind, "H2"), gap=self.size * 0.55, tie=Tie.FIRM)

    def serious(self) -> Framed:
        """The serious warnings in their frame."""
        kind = Type(style.BOLD, DENSE + 1.2, (DENSE + 1.2) * 1.35, style.ALERT)
        heading = paragraph(self.texts.section("serious").heading, kind, "H2")
        content = Stack((heading, bullets(self.said("serious"), reading(DENSE))))
        return Framed(content, stroke=style.ALERT, line=1.8)

    def meaning(self) -> Framed:
        """What a signature means, on a pale ground."""
        size = self.size
        head = Type(style.BOLD, size + 0.8, (size + 0.8) * 1.35, style.HERO)
        section = self.texts.section("agree")
        said = paragraph(" ".join(self.said("agree")), reading(size, style.SEMI))
        return Framed(Stack((paragraph(section.heading, head, "H2"), said)), fill=style.PALE)


@dataclass(frozen=True, slots=True)
class RiskWords:
    """The left part of each risk's row, and the heads of the columns."""

    texts: ConsentTexts
    words: CopyWords
    size: float

    def head(self, last: tuple[tuple[str, float], ...], *, is_repeated: bool = False) -> Row:
        """The heads of the columns; `last` are those of the answers with their widths."""
        answers = self.texts.answers
        small = Type(style.NARROW, 7.6, 9.2, style.SECONDARY)
        make = _silent if is_repeated else paragraph
        figures = (answers.with_botox, answers.with_placebo)
        cells = (
            Cell(make(self.words.word("risk"), HEAD), scope="Column"),
            *(
                Cell(
                    Stack((make(answers.of_100, small), make(name, HEAD))),
                    FIGURE_WIDTH,
                    "Column",
                )
                for name in figures
            ),
            *(Cell(_last_head(name, width, make), width, "Column") for name, width in last),
        )
        return Row(cells, is_head=True, is_repeated=is_repeated)

    def row_tie(self, number: int) -> Tie:
        """The first three rows and the last two stay together, so that none stands alone."""
        return Tie.FIRM if number <= 2 or number == len(self.texts.risks) - 1 else Tie.WISH

    def cells(self, number: int, risk: ConsentRisk) -> tuple[Cell, Cell, Cell]:
        """Number, name and words of a risk, and how many had it with Botox and without."""
        name = f"{number}. {printable(risk.name)}"
        mark = f" ({printable(self.texts.answers.most_common)})" if risk.is_most_common else ""
        title = (Span(name, style.BOLD), Span(mark, style.SEMI))
        kind = Type(style.REGULAR, self.size, round(self.size * 1.24, 2))
        left = Stack((Words(title, kind), paragraph(risk.text, kind)))
        return (
            Cell(left),
            Cell(self._figure(risk, is_placebo=False), FIGURE_WIDTH),
            Cell(self._figure(risk, is_placebo=True), FIGURE_WIDTH),
        )

    def _figure(self, risk: ConsentRisk, *, is_placebo: bool) -> Part:
        """A figure, the same one only once; where it is for a part only, that stands below."""
        face = style.REGULAR if is_placebo else style.BOLD
        small = Type(style.NARROW, 7.6, 9.2, style.SECONDARY)
        parts: dict[str, Part] = {}
        for figure in risk.figures:
            share = figure.with_placebo if is_placebo else figure.with_botox
            _before, _open, part = figure.term.partition("(")
            lines: list[Part] = [paragraph(self._share(share), reading(self.size, face))]
            lines += [paragraph(f"({part}", small)] if part else []
            parts.setdefault(f"{share} {part}", Stack(lines))
        return Stack(tuple(parts.values()))

    def _share(self, share: str) -> str:
        told = {"<1": "fewer_than_one", "0": "nobody"}.get(share)
        return self.words.word(told) if told else share


def _last_head(name: str, width: float, make: Callable[[str, Type], Words]) -> Words:
    """The head of a column of answers; over a narrow one, in its middle."""
    if width > FIGURE_WIDTH:
        return make(name, HEAD)
    return replace(make(name, NARROW_HEAD), align=CENTRE)


def _silent(text: str, kind: Type) -> Words:
    return paragraph(text, kind, "")


def named_line(name: str, text: str, size: float) -> Words:
    """A short fact with its name before it."""
    return named(f"{name}:", text, reading(size))
