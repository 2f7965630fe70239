"""What every card of the consent page has: the shared desk, and a form that opens in place."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QWidget

from clinicapp.domain.people import Permission
from clinicapp.ui.pages.consent_desk import ConsentDesk, ConsentFile
from clinicapp.ui.pages.fact_parts import first_wrong
from clinicapp.ui.pages.section import Section
from clinicapp.ui.widgets.buttons import button
from clinicapp.ui.widgets.fields import TextField
from clinicapp.ui.widgets.labels import label
from clinicapp.ui.widgets.layouts import column, row


class ConsentCard(Section):
    """One part of the page; shows the file it is given and sends verbs, decides nothing itself."""

    def __init__(self, desk: ConsentDesk) -> None:
        super().__init__()
        self.desk = desk

    def show_file(self, consent_file: ConsentFile) -> None:
        """Show a consent; what is being typed stays."""
        raise NotImplementedError

    def forget(self) -> None:
        """Let another consent begin without what was typed for the last one."""

    def fold(self) -> bool:
        """Close what is open in place; False when nothing is."""
        return False

    def whose_work(self, permission: Permission) -> str:
        """The sentence that says which roles do this."""
        return self.who_may(self.desk.records.access, permission)

    def roles(self, permission: Permission) -> str:
        """The roles that do this, in words."""
        return self.roles_that_may(self.desk.records.access, permission)


class InlineForm(QFrame):
    """A question in its place on the page: fields, one act, and a way out; never a window."""

    confirmed = Signal()
    dismissed = Signal()

    def __init__(
        self,
        code: str,
        sentence: str,
        act: str,
        fields: Sequence[tuple[TextField, str]] = (),
        *,
        keep: str = "",
    ) -> None:
        super().__init__()
        self.setObjectName(code)
        self.setProperty("card", "sunken")
        self._fields = tuple(fields)
        self._words = label(sentence, "body", wrap=True)
        self.act = button(act, "danger")
        self.act.setObjectName(f"{code}_act")
        self.leave = button(keep or self.tr("Cancel"))
        self.leave.setObjectName(f"{code}_leave")
        acts = row(self.act, self.leave, None, gap="s")
        parts: list[QWidget] = [self._words, *(f for f, _ in self._fields)]
        self.setLayout(column(*parts, acts, gap="s", margins="l"))
        self.setAccessibleName(sentence)
        self.act.clicked.connect(self._on_act)
        self.leave.clicked.connect(self.dismissed)
        self.hide()

    def open(self) -> None:
        """Show the form, the keyboard in its first field, else on the way out."""
        for field, _needed in self._fields:
            field.clear_error()
        self.show()
        first = self._fields[0][0].edit if self._fields else self.leave
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismissed.emit()
        else:
            super().keyPressEvent(event)

    def _on_act(self) -> None:
        for field, needed in self._fields:
            if needed and not field.text.strip():
                field.show_error(needed)
        if not first_wrong(*(field for field, _ in self._fields)):
            self.confirmed.emit()
