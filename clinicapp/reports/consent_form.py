"""The consent as a form to be signed by hand, with a code that brings the paper back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from clinicapp.domain.consent.copy_words import CopyWords
from clinicapp.domain.consent.record import SignerRole
from clinicapp.domain.consent.texts import CONDITIONS, ConsentTexts, digest_of_texts
from clinicapp.reports import style
from clinicapp.reports.consent_facts import FormFacts
from clinicapp.reports.consent_head import Furniture
from clinicapp.reports.consent_parts import Cell, Row, paragraph, reading
from clinicapp.reports.consent_sections import BEFORE_RISKS, RiskWords, Sections
from clinicapp.reports.fonts import register_faces
from clinicapp.reports.form_parts import Beside, Field, FieldBox, Lines, TickBox
from clinicapp.reports.pages import Block, Group, Tie, print_pages, wishing
from clinicapp.reports.parts import Rule
from clinicapp.reports.signature_boxes import pairs
from clinicapp.reports.tagged_canvas import DocumentWords

SIZES = (11.25, 11.0, 10.75, 10.5, 10.25, 10.0, 9.75, 9.5)
RISK_SIZE, TICK_WIDTH = 9.4, 50.0
QUESTION_LINES, ANSWER_LINES, OWN_LINES = 5, 4, 3
SIGNING_ROOM = 38.0
NO_RECORD = datetime(2000, 1, 1, tzinfo=UTC)
"""The date of a preview: it is made of words alone, and the same words give the same bytes."""


def render_consent_form(
    facts: FormFacts | None,
    texts: ConsentTexts,
    words: CopyWords,
    fonts: Path,
    paper: str = "Letter",
) -> bytes:
    """The form as a PDF of as many pages as it needs; the same facts give the same bytes.

    Without facts it is a preview of the words, with every role and condition, and says so.
    """
    register_faces(fonts)
    version = words.word("version", version=texts.version, language=texts.language)
    furniture = Furniture(
        words=words,
        heading=facts.heading if facts else None,
        title=words.word("paper_form" if facts else "preview"),
        code=facts.code if facts else "",
        foot=(version, words.word("words_digest", digest=digest_of_texts(texts))),
    )
    about = DocumentWords(
        title=texts.title,
        subject=words.word("procedure_text"),
        author=facts.heading.clinic_name if facts else "",
        locale=words.word("locale"),
        made_at=facts.begun_at if facts else NO_RECORD,
    )
    drafts = [tuple(_Form(facts, texts, words, size).blocks()) for size in SIZES]
    return print_pages(drafts, furniture, about, style.PAGE_SIZES[paper])


@dataclass(frozen=True, slots=True)
class _Form:
    """The form at one size of text."""

    facts: FormFacts | None
    texts: ConsentTexts
    words: CopyWords
    size: float

    @property
    def sections(self) -> Sections:
        conditions = self.facts.conditions if self.facts else CONDITIONS
        return Sections(self.texts, self.words, conditions, self.size)

    def blocks(self) -> Iterator[Block]:
        """Everything on the form, in its order."""
        sections, word = self.sections, self.words.word
        yield from sections.title(self.texts.title, self.facts.clinician if self.facts else "")
        yield Block(paragraph(word("how_to"), reading(9.6, style.SEMI)), gap=4)
        for name in BEFORE_RISKS:
            yield from sections.section(name)
        yield from self._risks()
        yield Block(sections.serious(), gap=8)
        yield from wishing(sections.section("rights"))
        yield Block(Lines(word("my_questions"), QUESTION_LINES), gap=8)
        yield Block(Lines(word("answers_given"), ANSWER_LINES), gap=8)
        yield Block(Lines(word("in_my_words"), OWN_LINES), gap=8)
        yield Block(sections.meaning(), gap=10, tie=Tie.WISH)
        yield from self._decision()
        yield Block(pairs([self._box(role) for role in self._roles]), gap=10)

    @property
    def _roles(self) -> tuple[SignerRole, ...]:
        return self.facts.roles if self.facts else tuple(SignerRole)

    def _risks(self) -> Iterator[Block]:
        yield from self.sections.risks_intro()
        answers = self.texts.answers
        choices = (answers.understand, answers.question, answers.refuse)
        risks = RiskWords(self.texts, self.words, RISK_SIZE)
        last = tuple((choice, TICK_WIDTH) for choice in choices)
        table, again = Group("Table"), risks.head(last, is_repeated=True)
        yield Block(risks.head(last), gap=2, tie=Tie.FIRM, group=table)
        for number, risk in enumerate(self.texts.risks, 1):
            ticks = (
                TickBox(self.words.word("tick", answer=f"{number}. {choice}")) for choice in choices
            )
            cells = (*risks.cells(number, risk), *(Cell(t, TICK_WIDTH) for t in ticks))
            yield Block(Row(cells), tie=risks.row_tie(number), group=table, repeated=again)
        yield Block(Rule(style.RULE, 1))

    def _decision(self) -> Iterator[Block]:
        word, answers = self.words.word, self.texts.answers
        yield self.sections.heading(word("decision"))
        choices = (word("i_agree"), answers.decline, answers.later)
        boxes = [TickBox(word("tick", answer=c), c) for c in choices]
        yield Block(Beside(boxes), gap=3, tie=Tie.FIRM)
        yield Block(Field(word("why")), gap=2, tie=Tie.WISH)

    def _box(self, role: SignerRole) -> FieldBox:
        word, facts = self.words.word, self.facts
        name = facts.name_of(role) if facts else ""
        fields = [Field(word("signature"), room=SIGNING_ROOM), Field(word("name"), name)]
        if role is SignerRole.REPRESENTATIVE:
            who = facts.representative if facts else None
            related = self.words.relationship(who.relationship) if who else ""
            fields.append(Field(word("relationship"), related))
            fields.append(Field(word("authority"), who.authority if who else ""))
        if role is SignerRole.INTERPRETER:
            by = facts.interpreter if facts else None
            fields.append(Field(word("number"), by.number if by else ""))
            fields.append(Field(word("language"), by.language if by else ""))
        fields.append(Field(word("date_time")))
        return FieldBox(word(f"role_{role}"), self._meaning(role), fields)

    def _meaning(self, role: SignerRole) -> str:
        answers = self.texts.answers
        said = {
            SignerRole.CLINICIAN: answers.explained,
            SignerRole.INTERPRETER: answers.interpreted,
            SignerRole.WITNESS: answers.witnessed,
        }
        heading = self.texts.section("agree").heading
        return said.get(role) or self.words.word(f"means_{role}", heading=heading)
