"""One line of the consent to be worded: an item of a section, or one of the listed risks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QWidget

from clinicapp.domain.consent.texts import ConsentItem, ConsentRisk, ConsentTexts
from clinicapp.ui.models.consent_version_words import figure_words
from clinicapp.ui.widgets.badges import Tag
from clinicapp.ui.widgets.fields import Field, TextField
from clinicapp.ui.widgets.growing_text import GrowingText
from clinicapp.ui.widgets.labels import ElidedLabel, label
from clinicapp.ui.widgets.layouts import column

Judge = Callable[[str, str], str]
"""What to say of a typed line whose first words are known: "" where it is easy enough."""


class WordsField(Field):
    """A paragraph with its name above; says when it is empty, or hard to read."""

    edited = Signal()

    def __init__(self, name: str, code: str, text: str, judge: Judge, *, hint: str = "") -> None:
        self.words = GrowingText(code, text)
        super().__init__(name, self.words, hint=hint)
        self._first, self._judge = text, judge
        self.hard = label("", "label", "warn", wrap=True)
        self.hard.setObjectName("hard_line")
        self.add_line(self.hard)
        self.hard.hide()
        self.words.edited.connect(self._on_edited)

    @property
    def text(self) -> str:
        """What is written in the field."""
        return self.words.text

    def is_filled(self) -> bool:
        """Whether there are words; the field says so where there are none."""
        if self.text.strip():
            return True
        self.show_error(self.tr("Write the words."))
        return False

    def _on_edited(self) -> None:
        if self.error:
            self.clear_error()
        told = self._judge(self._first, self.text)
        self.hard.setText(told)
        self.hard.setVisible(bool(told))
        self.edited.emit()


class ItemLine(QWidget):
    """One item with its source; at its side whether it is shown."""

    edited = Signal()

    def __init__(self, item: ConsentItem, number: int, judge: Judge, *, may_change: bool) -> None:
        super().__init__()
        self._item = item
        name = self.tr("Line {n}").format(n=number)
        source = self.tr("Source: {source}").format(source=item.source)
        self.field = WordsField(name, f"text_{item.id}", item.text, judge, hint=source)
        if not may_change:
            self.field.words.lock()
        self.shown = QCheckBox(self.tr("Shown"))
        self.shown.setObjectName(f"shown_{item.id}")
        self.shown.setAccessibleName(f"{name}: {self.shown.text()}")
        self.shown.setChecked(item.is_shown)
        self.shown.setEnabled(may_change)
        self._put_state(item)
        self.setLayout(column(self.field))
        self.field.edited.connect(self.edited)
        self.shown.clicked.connect(lambda _on: self.edited.emit())

    @property
    def item(self) -> ConsentItem:
        """The item as it is worded now."""
        return replace(self._item, text=self.field.text, is_shown=self.shown.isChecked())

    def _put_state(self, item: ConsentItem) -> None:
        if item.is_locked:
            self.field.put_beside_name(Tag(self.tr("Always shown"), "", "lock", can_shrink=True))
        elif item.when:
            when = ElidedLabel(self.tr("Only where extra sites are planned"), "label", "text_3")
            self.field.put_beside_name(when, self.shown)
        else:
            self.field.put_beside_name(self.shown)
        self.shown.setVisible(not item.is_locked)


class RiskLine(QFrame):
    """One listed risk: its name and sentence are words, its figures are facts."""

    edited = Signal()

    def __init__(
        self,
        risk: ConsentRisk,
        number: int,
        texts: ConsentTexts,
        judge: Judge,
        *,
        may_change: bool,
    ) -> None:
        super().__init__()
        self._risk = risk
        self.name = TextField(self.tr("Risk {n}").format(n=number), risk.name)
        self.name.edit.setObjectName(f"name_{risk.code}")
        self.name.edit.setCursorPosition(0)
        source = self.tr("Source: {source}").format(source=risk.source)
        name = self.tr("What the patient reads")
        self.field = WordsField(name, f"text_{risk.code}", risk.text, judge, hint=source)
        self.name.edit.setReadOnly(not may_change)
        if not may_change:
            self.field.words.lock()
        figures = label(figure_words(risk, texts), "label", "text_2", wrap=True)
        figures.setObjectName(f"figures_{risk.code}")
        lock = Tag(self.tr("Cannot be removed"), "", "lock", can_shrink=True)
        tags = [Tag(self.tr("Most common"), "accent"), lock] if risk.is_most_common else [lock]
        self.name.put_beside_name(*tags)
        self.setLayout(column(self.name, self.field, figures, gap="s"))
        self.name.edited.connect(lambda _text: self.edited.emit())
        self.field.edited.connect(self.edited)

    @property
    def risk(self) -> ConsentRisk:
        """The risk as it is worded now."""
        return replace(self._risk, name=self.name.text, text=self.field.text)

    def is_filled(self) -> bool:
        """Whether name and sentence have words."""
        if not self.name.text.strip():
            self.name.show_error(self.tr("Write the name."))
        return bool(self.name.text.strip()) & self.field.is_filled()
