"""The form with which a person signs in: a card, a password, one act."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from clinicapp.domain.errors import ClinicError, SignInError
from clinicapp.domain.people import AccessMatrix, Clinic, Permission, Practitioner
from clinicapp.ui.announce import announce
from clinicapp.ui.pages.person_cards import STEPS, PersonCards
from clinicapp.ui.theme.notifier import notifier
from clinicapp.ui.theme.style import font
from clinicapp.ui.theme.tokens import SIZE, px
from clinicapp.ui.widgets.buttons import button, restyle
from clinicapp.ui.widgets.labels import ElidedLabel, Glyph, label
from clinicapp.ui.widgets.layouts import card, column, holder, row

if TYPE_CHECKING:
    from clinicapp.ui.hub import ChangeHub
    from clinicapp.ui.tasks import TaskRunner

CAPS_LOCK_AFTER = 3  # refusals in a row
ACT_PAD = 40  # left and right of the act's word together


class SignInForm(QWidget):
    """Sends a name with a password; shows a refusal in place and keeps the person chosen."""

    sign_in_wanted = Signal(object, str)  # Practitioner, password
    cancelled = Signal()
    leave_sample_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._refusals = 0
        self._typed_for: Practitioner | None = None
        self._clinic = ElidedLabel("", "body", "text_2")
        self._reason = label("", "body", "text_2", wrap=True)
        self.cards = PersonCards()
        self._password_name = ElidedLabel("", "label", "text_2")
        self.password = QLineEdit()
        self.password.setObjectName("password")
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setFont(font("act"))
        self.go = button(self.tr("Sign in"), "primary", bulk="act")
        self.go.setObjectName("sign_in")
        self._refusal_text = label("", "body", "danger", wrap=True)
        self._refusal_text.setObjectName("refusal")
        mark = Glyph("circle-alert", "danger", 20)
        line = row(mark, self._refusal_text, gap="s")
        line.setAlignment(mark, Qt.AlignmentFlag.AlignTop)
        line.setStretch(1, 1)
        self._refusal = holder(line)
        self._sample_password = label("", "strong", "warn", wrap=True, selectable=True)
        self._sample_password.setObjectName("sample_password")
        self._sample = self._make_sample_card()
        self.leave_sample = button(self.tr("Leave the sample clinic"), "quiet", icon="door-open")
        self.leave_sample.setObjectName("leave_sample")
        self.cancel = button(self.tr("Cancel"), "quiet", icon="x")
        self.cancel.setObjectName("cancel_sign_in")
        self._lay_out()
        self.cards.chosen.connect(self._on_chosen)
        self.cards.taken.connect(self.password.setFocus)
        self.go.clicked.connect(self._on_go)
        self.password.returnPressed.connect(self._on_go)
        self.password.textEdited.connect(lambda _text: self._show_refusal(""))
        self.cancel.clicked.connect(self.cancelled)
        self.leave_sample.clicked.connect(self.leave_sample_wanted)
        notifier.theme_changed.connect(self._fit_act)
        self._fit_act()

    @property
    def refusal(self) -> str:
        """The refusal that is shown, "" for none."""
        return self._refusal_text.text()

    def show_people(
        self,
        people: Sequence[Practitioner],
        clinic: Clinic,
        access: AccessMatrix,
        *,
        chosen: Practitioner | None,
        reason: str,
        can_cancel: bool,
        sample_password: str,
    ) -> None:
        """Offer the active people of a clinic; `reason` says why somebody is asked again."""
        active = [person for person in people if person.is_active]
        if chosen is None:
            # Most often it is who gives the doses that comes to chart.
            chosen = next((p for p in active if access.may(p, Permission.CHART_DOSE)), None)
        self._refusals = 0
        self._clinic.set_full_text(clinic.name)
        self._reason.setText(reason)
        self._reason.setVisible(bool(reason))
        self.cards.show_people(active, access.labels, chosen.id if chosen else None)
        controls = [*self.cards.cards, self.password, self.go, self.leave_sample, self.cancel]
        for one, other in pairwise(controls):
            QWidget.setTabOrder(one, other)
        self._show_sample(clinic, sample_password)
        self.cancel.setVisible(can_cancel)
        self.leave_sample.setVisible(clinic.is_sample)
        self.password.clear()
        self._show_refusal("")
        self.show_working(False)
        self._on_chosen(self.cards.person)

    def show_working(self, working: bool) -> None:
        """Say on the act that the password is being checked; nothing else can be done meanwhile."""
        self.go.set_words(self.tr("Checking…") if working else self.tr("Sign in"))
        for part in (self.go, self.cards, self.password, self.cancel, self.leave_sample):
            part.setEnabled(not working)

    def check(
        self,
        hub: ChangeHub,
        tasks: TaskRunner,
        person: Practitioner,
        password: str,
        signed_in: Callable[[Practitioner], None],
    ) -> None:
        """Check a password in the background; a refusal is shown here, else `signed_in` is told."""
        # What checks passwords must not be loaded before the first paint.
        from clinicapp.commands.people import sign_in

        records, at = hub.records, hub.clock()

        def done(found: Practitioner) -> None:
            self.show_working(False)
            self.password.clear()
            signed_in(found)

        self.show_working(True)
        tasks.start(
            lambda: sign_in(records, person.user_name, password, at=at), done, self._on_refused
        )

    def show_refused(self, error: SignInError) -> None:
        """Say in words that nobody was signed in; the password is ready to be typed over."""
        self._refusals += 1
        words = [error.happened, error.remedy]
        if self._refusals >= CAPS_LOCK_AFTER:
            words.append(self.tr("Look whether Caps Lock is on."))
        self.show_working(False)
        self._show_refusal(" ".join(filter(None, words)))
        self.password.setFocus()
        self.password.selectAll()

    def show_trouble(self, error: ClinicError) -> None:
        """Say that the password could not even be checked."""
        self.show_working(False)
        self._show_refusal(str(error))
        self.password.setFocus()

    def _on_refused(self, error: ClinicError) -> None:
        if isinstance(error, SignInError):
            self.show_refused(error)
        else:
            self.show_trouble(error)

    def take_focus(self) -> None:
        """Be ready for the password."""
        self.password.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = STEPS.get(Qt.Key(event.key()))
        if step is not None and self.cards.isEnabled():
            self.cards.step(step)
        elif event.key() == Qt.Key.Key_Escape and self.cancel.isVisible():
            self.cancelled.emit()
        else:
            super().keyPressEvent(event)

    def _make_sample_card(self) -> QWidget:
        words = self.tr("Sample clinic. All patients are invented.")
        lines = column(label(words, "body", "warn", wrap=True), self._sample_password, gap="xxs")
        line = row(Glyph("info", "warn", 20), lines, gap=10)
        line.setStretch(1, 1)
        made = card(line, "warn", (14, 10, 14, 10))
        made.setObjectName("sample_notice")
        return made

    def _lay_out(self) -> None:
        enter = row(self.password, self.go, gap="s")
        enter.setStretch(0, 1)
        box = column(
            label(self.tr("Who is charting?"), "title1"),
            self._clinic,
            self._reason,
            "xs",
            self.cards,
            "xs",
            self._password_name,
            enter,
            self._refusal,
            "xs",
            self._sample,
            row(self.leave_sample, self.cancel, None, gap="s"),
            gap="s",
        )
        self.setLayout(box)

    def _show_sample(self, clinic: Clinic, password: str) -> None:
        words = self.tr("Every password is {password}").format(password=password)
        self._sample_password.setText(words)
        self._sample_password.setVisible(bool(password))
        self._sample.setVisible(clinic.is_sample)

    def _show_refusal(self, words: str) -> None:
        self._refusal_text.setText(words)
        self._refusal.setVisible(bool(words))
        self.password.setAccessibleDescription(words)
        if bool(self.password.property("invalid")) != bool(words):
            self.password.setProperty("invalid", bool(words))
            restyle(self.password)
        if self.isVisible():
            announce(self._refusal_text, words, assertive=True)

    def _on_chosen(self, person: Practitioner | None) -> None:
        if person != self._typed_for:
            # A password is nobody else's.
            self._typed_for = person
            self.password.clear()
        words = self.tr("Password")
        if person is not None:
            words = self.tr("Password for {name}").format(name=person.signed_name)
        self._password_name.set_full_text(words)
        self.password.setAccessibleName(words)
        self.go.setEnabled(person is not None)
        self._show_refusal("")

    def _on_go(self) -> None:
        person = self.cards.person
        if person is None or not self.go.isEnabled():
            return
        if not self.password.text():
            self._show_refusal(self.tr("Type the password first."))
            self.password.setFocus()
            return
        self.sign_in_wanted.emit(person, self.password.text())

    def _fit_act(self) -> None:
        # As wide for either word, so that nothing jumps while the password is checked.
        metrics = QFontMetrics(font("act"))
        words = (self.tr("Sign in"), self.tr("Checking…"))
        self.go.setFixedWidth(max(map(metrics.horizontalAdvance, words)) + px(ACT_PAD))
        self.password.setFixedHeight(px(SIZE["button_act"]))
