"""One person of the clinic in a list, with what can be done about the account."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QSizePolicy

from clinicapp.domain.people import Practitioner
from clinicapp.ui.theme.notifier import notifier
from clinicapp.ui.theme.tokens import px
from clinicapp.ui.widgets.badges import Avatar, Tag
from clinicapp.ui.widgets.buttons import Button, button, restyle
from clinicapp.ui.widgets.labels import ElidedLabel
from clinicapp.ui.widgets.layouts import column, row

HEIGHT = 68
WORDS_FROM = 620  # a narrower row, at 100 %, has room for the acts' icons only


@dataclass(frozen=True, slots=True)
class Allowed:
    """What the one signed in may do about a person."""

    correct: bool = False
    set_password: bool = False
    switch: bool = False  # active or not


class PersonRow(QFrame):
    """Initials, name, role; the acts that are allowed."""

    edit_wanted = Signal(object)  # Practitioner
    password_wanted = Signal(object)  # Practitioner
    switch_wanted = Signal(object)  # Practitioner

    def __init__(self) -> None:
        super().__init__()
        self._person: Practitioner | None = None
        self._avatar = Avatar()
        self._name = ElidedLabel("", "strong")
        self._under = ElidedLabel("", "label", "text_2")
        self._you = Tag(self.tr("You"), "accent")
        self._inactive = Tag(self.tr("Inactive"), icon="ban")
        self.edit = button(self.tr("Edit"), icon="pencil")
        self.password = button(self.tr("New password"), icon="key-round")
        self.switch = button("", icon="user-round-x")
        self._words = {self.edit: self.tr("Edit"), self.password: self.tr("New password")}
        for act in self.acts:
            act.set_kind("quiet")
        names = column(None, self._name, self._under, None, gap=1)
        line = row(
            self._avatar, names, self._you, self._inactive, self.edit, self.password, self.switch,
            gap="s",
        )  # fmt: skip
        line.setStretch(1, 1)
        self.setLayout(line)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.edit.clicked.connect(lambda: self.edit_wanted.emit(self._person))
        self.password.clicked.connect(lambda: self.password_wanted.emit(self._person))
        self.switch.clicked.connect(lambda: self.switch_wanted.emit(self._person))
        notifier.theme_changed.connect(self._fit_acts)

    @property
    def acts(self) -> tuple[Button, ...]:
        """The acts in their order on the line."""
        return (self.edit, self.password, self.switch)

    def show_person(
        self, person: Practitioner, role: str, allowed: Allowed, *, is_me: bool
    ) -> None:
        """Show a person and what may be done."""
        self._person = person
        self.setObjectName(f"row_{person.user_name}")
        self.setAccessibleName(f"{person.signed_name}, {role}")
        self._avatar.set_initials(person.initials)
        self._name.set_full_text(person.signed_name)
        self._under.set_full_text(f"{role} · {person.user_name}")
        self._you.setVisible(is_me)
        self._inactive.setVisible(not person.is_active)
        self.edit.setVisible(allowed.correct)
        self.password.setVisible(allowed.set_password)
        self.switch.setVisible(allowed.switch)
        policy = self.switch.sizePolicy()
        policy.setRetainSizeWhenHidden(allowed.correct)  # keeps the acts of all rows in line
        self.switch.setSizePolicy(policy)
        self.switch.set_icon("user-round-x" if person.is_active else "user-round-check")
        words = self.tr("Deactivate") if person.is_active else self.tr("Activate")
        self._words[self.switch] = words
        self._fit_acts()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), px(HEIGHT))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_acts()

    def _fit_acts(self) -> None:
        is_narrow = self.width() < px(WORDS_FROM)
        for act, words in self._words.items():
            self._fit_act(act, words, is_narrow)

    def _fit_act(self, act: Button, words: str, is_narrow: bool) -> None:
        shown = "" if is_narrow else words
        if act.words != shown or not act.accessibleName():
            act.set_words(shown)
            act.setProperty("bulk", "icon" if is_narrow else "")
            restyle(act)
        name = self._person.name if self._person else ""
        act.setToolTip(words if is_narrow else "")
        act.setAccessibleName(f"{words}: {name}")
