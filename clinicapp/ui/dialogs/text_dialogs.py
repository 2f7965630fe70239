"""Small dialogs that ask for one or two texts and keep them until they are taken."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLineEdit, QPlainTextEdit, QWidget

from clinicapp.domain.errors import InputError
from clinicapp.domain.units import parse_units, show_units
from clinicapp.ui.theme.tokens import px
from clinicapp.ui.widgets.buttons import button
from clinicapp.ui.widgets.labels import label
from clinicapp.ui.widgets.layouts import Item, column, row


class _Form(QDialog):
    """A title, a sentence, fields, a line for what is missing, and two buttons."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setModal(True)
        self._title = label("", "title2")
        self._sentence = label("", "body", "text_2", wrap=True)
        self._fault = label("", "label", "danger", wrap=True)
        self._fault.hide()
        self._go = button("", "primary")
        self._go.setObjectName("dialog_go")
        self._go.setDefault(True)
        self._leave = button(self.tr("Cancel"), "secondary")
        self._leave.setObjectName("dialog_cancel")
        self._go.clicked.connect(self._try)
        self._leave.clicked.connect(self.reject)

    def say(self, title: str, sentence: str, act: str) -> None:
        """Name the dialog, what it is for, and its act."""
        self.setWindowTitle(title)
        self._title.setText(title)
        self._sentence.setText(sentence)
        self._go.set_words(act)

    def lay_out(self, *fields: Item) -> None:
        """Put the fields between the sentence and the buttons."""
        acts = row(None, self._leave, self._go, gap=8)
        self.setLayout(
            column(self._title, self._sentence, *fields, self._fault, 4, acts, gap=10, margins=24)
        )
        self.setMinimumWidth(px(460))

    def take(self) -> None:
        """Read the fields; an InputError keeps the dialog open with its words."""
        raise NotImplementedError

    def _try(self) -> None:
        try:
            self.take()
        except InputError as error:
            self._fault.setText(str(error))
            self._fault.show()
            return
        self.accept()


class DoseDialog(_Form):
    """Asks for a session's default dose."""

    def __init__(self, parent: QWidget, current: Decimal) -> None:
        super().__init__(parent)
        self.say(
            self.tr("Default dose"),
            self.tr("Planned sites follow it. Given sites and doses changed by hand keep theirs."),
            self.tr("Set the default"),
        )
        self.units = current
        self.field = QLineEdit(show_units(current))
        self.field.setObjectName("default_dose")
        self.field.setAccessibleName(self.tr("Default dose in units"))
        self.field.selectAll()
        self.lay_out(row(self.field, label(self.tr("units at each site")), None, gap=8))

    @classmethod
    def ask(cls, parent: QWidget, current: Decimal) -> Decimal | None:
        """The new default, or None when it was cancelled."""
        dialog = cls(parent, current)
        done = dialog.exec() == QDialog.DialogCode.Accepted
        dialog.deleteLater()
        return dialog.units if done else None

    def take(self) -> None:
        self.units = parse_units(self.field.text())


class ReasonDialog(_Form):
    """Asks why a session is void."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.say(
            self.tr("Void this session"),
            self.tr(
                "For a session started by mistake, such as on the wrong patient. It is kept, "
                "marked as entered in error, and counts for nothing."
            ),
            self.tr("Void the session"),
        )
        self._go.set_kind("danger")
        self.field = _several_lines(self.tr("Reason"), "void_reason")
        self.lay_out(label(self.tr("Reason"), "label", "text_2"), self.field)

    @classmethod
    def ask(cls, parent: QWidget) -> str | None:
        """The reason, or None when it was cancelled."""
        dialog = cls(parent)
        done = dialog.exec() == QDialog.DialogCode.Accepted
        dialog.deleteLater()
        return dialog.field.toPlainText() if done else None

    def take(self) -> None:
        _require(self.field, self.tr("Voiding a session needs a reason."))


class AddendumDialog(_Form):
    """Asks for the reason and the text of an addendum."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.say(
            self.tr("Add an addendum"),
            self.tr("The session stays as it is; the addendum is added with your name and time."),
            self.tr("Add the addendum"),
        )
        self.reason = QLineEdit()
        self.reason.setObjectName("addendum_reason")
        self.reason.setAccessibleName(self.tr("Reason"))
        self.text = _several_lines(self.tr("What is right"), "addendum_text")
        self.lay_out(
            label(self.tr("Reason"), "label", "text_2"),
            self.reason,
            label(self.tr("What is right"), "label", "text_2"),
            self.text,
        )

    @classmethod
    def ask(cls, parent: QWidget) -> tuple[str, str] | None:
        """Reason and text, or None when it was cancelled."""
        dialog = cls(parent)
        done = dialog.exec() == QDialog.DialogCode.Accepted
        dialog.deleteLater()
        return (dialog.reason.text(), dialog.text.toPlainText()) if done else None

    def take(self) -> None:
        if not self.reason.text().strip():
            self.reason.setFocus()
            raise InputError(self.tr("An addendum needs a reason."), unchanged="")
        _require(self.text, self.tr("An addendum needs a text."))


def _several_lines(name: str, object_name: str) -> QPlainTextEdit:
    made = QPlainTextEdit()
    made.setObjectName(object_name)
    made.setAccessibleName(name)
    made.setTabChangesFocus(True)
    made.setFixedHeight(px(110))
    made.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
    return made


def _require(field: QPlainTextEdit, refusal: str) -> None:
    if not field.toPlainText().strip():
        field.setFocus()
        raise InputError(refusal, unchanged="")
