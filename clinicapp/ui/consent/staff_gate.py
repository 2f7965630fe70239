"""The only way out of the patient's screen: somebody of the staff signs in."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from clinicapp.domain.people import Practitioner
from clinicapp.ui.hub import ChangeHub
from clinicapp.ui.pages.panel_scroll import panel_scroll
from clinicapp.ui.pages.sign_in_form import SignInForm
from clinicapp.ui.tasks import TaskRunner
from clinicapp.ui.theme.notifier import notifier
from clinicapp.ui.theme.tokens import px
from clinicapp.ui.widgets.layouts import card, column, row

WIDTH = 520
OTHER_HEIGHT = 430  # of all that stands above and below the people


class StaffGate(QWidget):
    """Lies over the patient's screen until a password is right, or the patient goes on."""

    unlocked = Signal(object)  # Practitioner
    closed = Signal()

    def __init__(self, hub: ChangeHub, tasks: TaskRunner) -> None:
        super().__init__()
        self._hub, self._tasks = hub, tasks
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.form = SignInForm()
        self._card = card(column(self.form, gap=0), "raised", "xl")
        middle = row(None, self._card, None, gap=0)
        self.setLayout(column(panel_scroll(column(None, middle, None, gap=0, margins="l")), gap=0))
        self.form.sign_in_wanted.connect(self._on_sign_in_wanted)
        self.form.cancelled.connect(self.closed)
        notifier.theme_changed.connect(self._fit)
        self._fit()

    def open(self) -> None:
        """Ask who of the staff it is."""
        records = self._hub.records
        clinic, people = records.clinic(), records.people()
        self.form.show_people(
            people,
            clinic,
            records.access,
            chosen=next((p for p in people if p == self._hub.person), None),
            reason=self.tr("The patient’s screen is locked. Sign in to leave it."),
            can_cancel=True,
            sample_password=_sample_password() if clinic.is_sample else "",
        )
        self.form.leave_sample.hide()
        self.form.take_focus()

    def sizeHint(self) -> QSize:
        return QSize(px(WIDTH), px(OTHER_HEIGHT))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.form.cards.set_room(self.height() - px(OTHER_HEIGHT))
        self._card.setFixedWidth(px(WIDTH))

    def _on_sign_in_wanted(self, person: Practitioner, password: str) -> None:
        self.form.check(self._hub, self._tasks, person, password, self.unlocked.emit)


def _sample_password() -> str:
    from clinicapp.commands.sample_clinic import SAMPLE_PASSWORD

    return SAMPLE_PASSWORD
