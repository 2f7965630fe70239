"""The copy of a signed consent: the exact words, what was said to them, and the signatures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from clinicapp.domain.consent.copy_words import CopyWords
from clinicapp.domain.consent.record import ConsentKind, RiskAnswer, RiskReply
from clinicapp.domain.consent.texts import ConsentTexts
from clinicapp.reports import style
from clinicapp.reports.consent_facts import AskedQuestion, ConsentFacts
from clinicapp.reports.consent_head import Furniture
from clinicapp.reports.consent_parts import INDENT, Cell, Framed, Row, named, paragraph, reading
from clinicapp.reports.consent_sections import BEFORE_RISKS, RiskWords, Sections, named_line
from clinicapp.reports.fonts import register_faces
from clinicapp.reports.ink import draw_check, draw_cross
from clinicapp.reports.moments import show_clock, show_moment
from clinicapp.reports.pages import Block, Group, Tie, print_pages, wishing
from clinicapp.reports.parts import Part, Rule, Stack, Words
from clinicapp.reports.pen import Pen
from clinicapp.reports.signature_boxes import SignatureBox, pairs
from clinicapp.reports.style import Type
from clinicapp.reports.tagged_canvas import DocumentWords
from clinicapp.reports.typesetting import Span

SIZES = (11.25, 11.0, 10.75, 10.5, 10.25, 10.0, 9.75, 9.5)
RISK_SIZE, SMALL = 9.6, 8.8
ANSWER_WIDTH, MARK_SIZE = 95.0, 9.0


def render_consent_copy(
    facts: ConsentFacts,
    texts: ConsentTexts,
    words: CopyWords,
    fonts: Path,
    paper: str = "Letter",
) -> bytes:
    """The copy as a PDF of as many pages as it needs; the same facts give the same bytes.

    Paper is "Letter" or "A4". The text is as large as it can be without one page more.
    """
    register_faces(fonts)
    furniture = Furniture(words, facts.heading, words.word("signed_copy"), "", _foot(facts, words))
    about = DocumentWords(
        title=texts.title,
        subject=words.word("procedure_text"),
        author=facts.heading.clinic_name,
        locale=words.word("locale"),
        made_at=facts.signed_at,
    )
    drafts = [tuple(_Copy(facts, texts, words, size).blocks()) for size in SIZES]
    return print_pages(drafts, furniture, about, style.PAGE_SIZES[paper])


@dataclass(frozen=True, slots=True)
class _Copy:
    """The copy at one size of text."""

    facts: ConsentFacts
    texts: ConsentTexts
    words: CopyWords
    size: float

    @property
    def sections(self) -> Sections:
        return Sections(self.texts, self.words, self.facts.conditions, self.size)

    def blocks(self) -> Iterator[Block]:
        """Everything on the paper, in its order."""
        if self.facts.kind is ConsentKind.CONFIRMATION:
            yield from self._confirmation()
            return
        sections = self.sections
        yield from sections.title(self.texts.title, self.facts.clinician)
        for name in BEFORE_RISKS:
            yield from sections.section(name, self._asked(name))
        yield from self._risks()
        yield Block(sections.serious(), gap=8)
        yield from self._below("serious")
        yield from wishing(sections.section("rights", self._asked("rights")))
        yield Block(sections.meaning(), gap=9, tie=Tie.WISH)
        yield from wishing(self._below("agree"))
        yield from self._end()

    def _confirmation(self) -> Iterator[Block]:
        facts, words = self.facts, self.words
        yield from self.sections.title(words.word("confirmation_title"), facts.clinician)
        since = facts.course_signed_at
        belongs = (
            words.word("confirms", time=show_moment(since, words))
            if since
            else words.word("confirms_paper")
        )
        yield Block(paragraph(belongs, reading(self.size)), gap=6)
        yield Block(_Ticked(self.texts.answers.still_agree, True, self.size), gap=10)
        if facts.nothing_changed:
            yield Block(_Ticked(self.texts.answers.nothing_changed, True, self.size), gap=4)
        else:
            changed = named_line(words.word("has_changed"), facts.change, self.size)
            yield Block(changed, gap=4)
        for question in facts.questions:
            yield Block(self._question(question), gap=4)
        yield from self._end()

    def _risks(self) -> Iterator[Block]:
        facts, words = self.facts, self.words
        yield from self.sections.risks_intro(self._asked("risks"))
        risks = RiskWords(self.texts, words, RISK_SIZE)
        last = ((words.word("answer"), ANSWER_WIDTH),)
        table, again = Group("Table"), risks.head(last, is_repeated=True)
        yield Block(risks.head(last), gap=2, tie=Tie.FIRM, group=table)
        answers = {a.risk: a for a in facts.answers}
        for number, risk in enumerate(self.texts.risks, 1):
            answer = answers.get(risk.code)
            cells = (*risks.cells(number, risk), Cell(self._answer(answer), ANSWER_WIDTH))
            is_refused = answer is not None and answer.reply is RiskReply.REFUSED
            row = Row(
                cells,
                below=Stack(self._asked(risk.code)),
                fill=style.PALE if is_refused else None,
            )
            yield Block(row, tie=risks.row_tie(number), group=table, repeated=again)
        yield Block(Rule(style.RULE, 1), tie=Tie.WISH)

    def _answer(self, answer: RiskAnswer | None) -> Part:
        if answer is None:
            return Stack(())
        is_yes = answer.reply is RiskReply.UNDERSTOOD
        said = self.texts.answers.understand if is_yes else self.texts.answers.refuse
        time = show_clock(answer.at, self.facts.signed_at.date(), self.words)
        return _Ticked(said, is_yes, SMALL, time)

    def _asked(self, about: str) -> tuple[Part, ...]:
        return tuple(self._question(q) for q in self.facts.questions_about(about))

    def _below(self, section: str) -> Iterator[Block]:
        asked = self._asked(section)
        if asked:
            yield Block(Framed(Stack(asked), side=INDENT, above=0, below=2), gap=3)

    def _question(self, question: AskedQuestion) -> Stack:
        words, kind = self.words, Type(style.REGULAR, SMALL, 11.2)
        day = self.facts.signed_at.date()
        time = show_clock(question.asked_at, day, words)
        text = question.text or words.word("bare_question")
        parts: list[Part] = [named(words.word("asked", time=time), text, kind)]
        if question.answered_at:
            time = show_clock(question.answered_at, day, words)
            name = words.word("answered", name=question.answered_by, time=time)
            parts.append(named(name, question.answer, kind))
        return Stack(parts)

    def _end(self) -> Iterator[Block]:
        """What was said in own words, who else was there, and all signatures together."""
        facts, words, size = self.facts, self.words, min(self.size, 9.8)
        lines = list(self._people())
        if facts.teach_back:
            lines.insert(0, named_line(words.word("own_words"), f"“{facts.teach_back}”", size))
        for line in lines:
            yield Block(line, gap=4, tie=Tie.WISH)
        refused = self._refused()
        if refused:
            yield Block(refused, gap=5, tie=Tie.WISH)
        yield self.sections.heading(words.word("signatures"))
        boxes = [SignatureBox(s, facts, self.texts, words) for s in facts.signatures]
        yield Block(pairs(boxes), gap=4, tie=Tie.WISH)
        yield Block(paragraph(self._copy_line(), reading(8.6)), gap=4)

    def _people(self) -> Iterator[Words]:
        facts, words, size = self.facts, self.words, min(self.size, 9.8)
        who, interpreter = facts.representative, facts.interpreter
        if who:
            told = f"{words.word('relationship')}: {words.relationship(who.relationship)}. "
            told += f"{words.word('authority')}: {who.authority}."
            yield named(words.word("signs_for", name=who.name), told, reading(size))
        if interpreter:
            name = words.word("interpreted_by", name=interpreter.name or interpreter.number)
            told = f"{words.word('language')}: {interpreter.language}."
            if interpreter.name and interpreter.number:
                told = f"{words.word('number')}: {interpreter.number}. {told}"
            yield named(name, told, reading(size))

    def _refused(self) -> Words | None:
        refused = {a.risk for a in self.facts.answers if a.reply is RiskReply.REFUSED}
        names = [
            f"{n}. {risk.name}"
            for n, risk in enumerate(self.texts.risks, 1)
            if risk.code in refused
        ]
        if not names:
            return None
        spans = (
            Span(f"{self.words.word('refused_risks')}: ", style.BOLD),
            Span("; ".join(names), style.BOLD),
        )
        return Words(spans, reading(10, style.BOLD, style.ALERT))

    def _copy_line(self) -> str:
        given = self.facts.copy_given
        if given is None:
            return self.words.word("copy_open")
        return self.words.word(f"copy_{given.how}", time=show_moment(given.at, self.words))


@dataclass(frozen=True, slots=True)
class _Ticked:
    """An answer after a check mark or a cross, with its time below."""

    said: str
    is_yes: bool
    size: float
    time: str = ""

    def measure(self, width: float) -> float:
        return self._words().measure(width - MARK_SIZE - 5)

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        draw, colour = (draw_check, style.GIVEN) if self.is_yes else (draw_cross, style.ALERT)
        middle = y + self.size * 0.65
        with pen.canvas.decoration():
            draw(pen, x, middle - MARK_SIZE / 2, MARK_SIZE, colour)
        self._words().draw(pen, x + MARK_SIZE + 5, y, width - MARK_SIZE - 5)

    def _words(self) -> Stack:
        colour = style.INK if self.is_yes else style.ALERT
        parts = [paragraph(self.said, reading(self.size, style.BOLD, colour))]
        if self.time:
            kind = Type(style.REGULAR, 7.4, 9.4, style.SECONDARY)
            parts.append(paragraph(self.time, kind))
        return Stack(parts)


def _foot(facts: ConsentFacts, words: CopyWords) -> tuple[str, ...]:
    zone = words.word("zone", zone=facts.zone)
    version = words.word("version", version=facts.version, language=facts.language)
    return (
        f"{version} · {zone}",
        words.word("words_digest", digest=facts.texts_digest),
        words.word("record_digest", digest=facts.record_digest),
    )
