"""One part of a page of forms: a card with a title, a sentence and what belongs to it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from clinicapp.domain.people import AccessMatrix, Permission, Role
from clinicapp.ui.widgets.labels import label
from clinicapp.ui.widgets.layouts import column, row

PAD = (24, 18, 24, 20)


class Section(QFrame):
    """Groups what belongs together; an act may stand at the end of its title's line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", "plain")
        self._title = label("", "title3")
        self._sentence = label("", "label", "text_2", wrap=True)
        self._sentence.setObjectName("section_sentence")

    @property
    def sentence(self) -> str:
        """The sentence under the title."""
        return self._sentence.text()

    def build(
        self, title: str, sentence: str, *parts: QWidget, act: QPushButton | None = None
    ) -> None:
        """Put the parts together."""
        self.set_title(title)
        head = row(column(self._title, self._sentence, gap="xxs"), gap="m")
        head.setStretch(0, 1)
        if act is not None:
            head.addWidget(act, 0, Qt.AlignmentFlag.AlignTop)
        self.setLayout(column(head, *parts, gap="m", margins=PAD))
        self.set_sentence(sentence)

    def set_title(self, title: str) -> None:
        """Give the part another title."""
        self._title.setText(title)
        self.setAccessibleName(title)

    def set_sentence(self, sentence: str) -> None:
        """Say something else under the title, or nothing."""
        self._sentence.setText(sentence)
        self._sentence.setVisible(bool(sentence))

    def who_may(self, access: AccessMatrix, permission: Permission) -> str:
        """The sentence that says whose work this is."""
        words = self.tr("Can be changed in the role of {roles} only.")
        return words.format(roles=self.roles_that_may(access, permission))

    def roles_that_may(self, access: AccessMatrix, permission: Permission) -> str:
        """The roles whose work this is, in words."""
        roles = [access.labels[r].casefold() for r in Role if r in access.allowed[permission]]
        return self.tr(" or ").join(roles)
