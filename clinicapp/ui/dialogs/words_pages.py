"""The parts of the consent to be worded, one at a time: its title, each section, the risks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from clinicapp.domain.consent.texts import AnswerWords, ConsentSection, ConsentTexts
from clinicapp.ui.dialogs.words_lines import ItemLine, Judge, RiskLine
from clinicapp.ui.widgets.fields import Field, TextField
from clinicapp.ui.widgets.labels import label
from clinicapp.ui.widgets.layouts import column, holder, rule

PAD = (20, 16, 20, 20)


class WordsPage(QScrollArea):
    """One part; `lay` puts its words into an edited consent."""

    edited = Signal()

    def __init__(self, title: str) -> None:
        super().__init__()
        self.title = title
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(title)

    def lay(self, texts: ConsentTexts) -> ConsentTexts:
        """The consent with the words of this part as they are now."""
        raise NotImplementedError

    def is_filled(self) -> bool:
        """Whether no words are missing; each field that lacks some says so."""
        raise NotImplementedError

    def show_lack(self) -> None:
        """Bring the first field that says what is wrong into sight, with the keyboard in it."""
        for field in self.findChildren(Field):
            if field.error:
                self.ensureWidgetVisible(field)
                field.control.setFocus()
                return

    def _hold(self, *parts: QWidget) -> None:
        self.setWidget(holder(column(*parts, None, gap="l", margins=PAD), "inner"))


class TitlePage(WordsPage):
    """The title, and the words of the answers, which stay as they are."""

    def __init__(self, texts: ConsentTexts, *, may_change: bool) -> None:
        super().__init__(self.tr("Title and answers"))
        self.heading = TextField(self.tr("Title"), texts.title)
        self.heading.edit.setObjectName("consent_title")
        self.heading.edit.setReadOnly(not may_change)
        self.heading.edited.connect(lambda _text: self.edited.emit())
        said = "\n".join(getattr(texts.answers, f.name) for f in fields(AnswerWords))
        answers = label(said, "body", "text_2", wrap=True, selectable=True)
        answers.setObjectName("fixed_answers")
        about = self.tr(
            "Words of the answers and signatures. They come with the program and stay as they are."
        )
        self._hold(
            self.heading, rule(), holder(column(label(about, "label", "text_3"), answers, gap="xs"))
        )

    def lay(self, texts: ConsentTexts) -> ConsentTexts:
        return replace(texts, title=self.heading.text)

    def is_filled(self) -> bool:
        if self.heading.text.strip():
            return True
        self.heading.show_error(self.tr("Write the title."))
        return False


class SectionPage(WordsPage):
    """One section: its heading and its lines."""

    def __init__(self, section: ConsentSection, judge: Judge, *, may_change: bool) -> None:
        super().__init__(section.heading)
        self._section = section
        self.heading = TextField(self.tr("Heading"), section.heading)
        self.heading.edit.setObjectName(f"heading_{section.id}")
        self.heading.edit.setReadOnly(not may_change)
        self.heading.edited.connect(lambda _text: self.edited.emit())
        self.lines = [
            ItemLine(item, number, judge, may_change=may_change)
            for number, item in enumerate(section.items, 1)
        ]
        for line in self.lines:
            line.edited.connect(self.edited)
        self._hold(self.heading, *self.lines)

    def lay(self, texts: ConsentTexts) -> ConsentTexts:
        mine = replace(
            self._section,
            heading=self.heading.text,
            items=tuple(line.item for line in self.lines),
        )
        kept = tuple(mine if s.id == mine.id else s for s in texts.sections)
        return replace(texts, sections=kept)

    def is_filled(self) -> bool:
        if not self.heading.text.strip():
            self.heading.show_error(self.tr("Write the heading."))
        filled = [line.field.is_filled() for line in self.lines]
        return all(filled) and bool(self.heading.text.strip())


class RisksPage(WordsPage):
    """All listed risks, in their order."""

    def __init__(self, texts: ConsentTexts, judge: Judge, *, may_change: bool) -> None:
        count = len(texts.risks)
        super().__init__(self.tr("The {n} risks").format(n=count))
        self.lines = [
            RiskLine(risk, number, texts, judge, may_change=may_change)
            for number, risk in enumerate(texts.risks, 1)
        ]
        for line in self.lines:
            line.edited.connect(self.edited)
        self._hold(*_ruled(self.lines))

    def lay(self, texts: ConsentTexts) -> ConsentTexts:
        return replace(texts, risks=tuple(line.risk for line in self.lines))

    def is_filled(self) -> bool:
        return all([line.is_filled() for line in self.lines])


def _ruled(lines: Iterable[QWidget]) -> list[QWidget]:
    """The lines with a hairline between each two."""
    parts: list[QWidget] = []
    for line in lines:
        parts += [rule(), line] if parts else [line]
    return parts
