"""The page on which a person signs in; it stands before anything of the clinic is read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from clinicapp.config.settings import Settings
from clinicapp.domain.errors import ClinicError
from clinicapp.domain.people import Clinic, Practitioner
from clinicapp.ui.pages.entry_frame import EntryFrame
from clinicapp.ui.pages.sign_in_form import SignInForm
from clinicapp.ui.theme.notifier import notifier
from clinicapp.ui.theme.tokens import px
from clinicapp.ui.widgets.buttons import button
from clinicapp.ui.widgets.labels import label
from clinicapp.ui.widgets.layouts import column, holder, row
from clinicapp.ui.widgets.notice import Notice

if TYPE_CHECKING:
    from clinicapp.ui.hub import ChangeHub
    from clinicapp.ui.tasks import TaskRunner

LAST_USER = "last_user"  # settings key: the id of who signed in last
WIDTH = 520
OTHER_HEIGHT = 460  # of all that stands above and below the people, with its edges


class SignInPage(QWidget):
    """Says that the clinic is being opened, then who may sign in, or why it cannot be opened."""

    signed_in = Signal(object)  # Practitioner
    cancelled = Signal()
    leave_sample_wanted = Signal()
    retry_wanted = Signal()

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._hub: ChangeHub | None = None
        self._tasks: TaskRunner | None = None
        self.form = SignInForm()
        self._opening = label("", "title1", wrap=True)
        self._opening.setObjectName("opening")
        self._waiting = holder(
            column(
                self._opening,
                label(self.tr("The records are being checked. One moment."), "body", "text_2"),
                gap="s",
            )
        )
        self.failure = Notice("danger", closable=False)
        self.retry = button(self.tr("Try again"), "primary", icon="refresh-cw", bulk="act")
        self.retry.setObjectName("retry")
        self._failed = holder(
            column(
                label(self.tr("The clinic could not be opened"), "title1", wrap=True),
                self.failure,
                row(self.retry, None),
                gap="m",
            )
        )
        content = holder(column(self._waiting, self.form, self._failed, gap=0))
        frame = EntryFrame(content, width=WIDTH)
        self.setLayout(column(frame, gap=0))
        self.form.sign_in_wanted.connect(self._on_sign_in_wanted)
        self.form.cancelled.connect(self.cancelled)
        self.form.leave_sample_wanted.connect(self.leave_sample_wanted)
        self.retry.clicked.connect(self.retry_wanted)
        notifier.theme_changed.connect(self._fit_cards)
        self.show_opening()

    def show_opening(self, clinic_name: str = "") -> None:
        """Say that the clinic is being opened."""
        words = self.tr("Opening the clinic…")
        if clinic_name:
            words = self.tr("Opening {clinic}…").format(clinic=clinic_name)
        self._opening.setText(words)
        self._show_only(self._waiting)

    def show_failure(self, error: ClinicError) -> None:
        """Say why the clinic could not be opened."""
        self.failure.show_error(error)
        self._show_only(self._failed)
        self.retry.setFocus()

    def use_hub(self, hub: ChangeHub, tasks: TaskRunner) -> None:
        """Check passwords with these from now on."""
        self._hub, self._tasks = hub, tasks

    def show_people(
        self,
        people: Sequence[Practitioner],
        clinic: Clinic,
        reason: str = "",
        *,
        sample_password: str = "",
    ) -> None:
        """Ask who is charting; with somebody signed in already it can be cancelled."""
        if self._hub is None:
            raise RuntimeError("use_hub comes before show_people")
        last = self._settings.get(LAST_USER, "")
        self.form.show_people(
            people,
            clinic,
            self._hub.records.access,
            chosen=next((p for p in people if str(p.id) == last), None),
            reason=reason,
            can_cancel=self._hub.person is not None,
            sample_password=sample_password,
        )
        self._show_only(self.form)
        self.form.take_focus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_cards()

    def _fit_cards(self) -> None:
        self.form.cards.set_room(self.height() - px(OTHER_HEIGHT))

    def _show_only(self, part: QWidget) -> None:
        for other in (self._waiting, self.form, self._failed):
            other.setVisible(other is part)

    def _on_sign_in_wanted(self, person: Practitioner, password: str) -> None:
        hub, tasks = self._hub, self._tasks
        if hub is None or tasks is None:
            raise RuntimeError("use_hub comes before signing in")
        self.form.check(hub, tasks, person, password, self._on_signed_in)

    def _on_signed_in(self, person: Practitioner) -> None:
        self._settings.set(LAST_USER, str(person.id))
        self.signed_in.emit(person)
