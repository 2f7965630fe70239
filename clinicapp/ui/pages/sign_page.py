"""The signing page: what the checks say, the claim, the note, and the signature under it."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCursor, QGuiApplication, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from clinicapp.commands.notes import note_copied, note_for
from clinicapp.commands.records import Change
from clinicapp.commands.signing import as_seen, sign_session
from clinicapp.domain.checks.case import Case
from clinicapp.domain.checks.finding import Gate
from clinicapp.domain.errors import ClinicError, SignInError
from clinicapp.domain.patient import Patient
from clinicapp.domain.session import Session
from clinicapp.ui.hub import ChangeHub
from clinicapp.ui.keymap import add_shortcut
from clinicapp.ui.models.check_words import open_titles
from clinicapp.ui.pages.care_card import CareCard
from clinicapp.ui.pages.charge_card import ChargeCard
from clinicapp.ui.pages.check_card import CheckCard
from clinicapp.ui.pages.gutter_scroll import GutterScroll
from clinicapp.ui.pages.note_card import NoteCard
from clinicapp.ui.pages.signature_box import SignatureBox
from clinicapp.ui.theme.notifier import notifier
from clinicapp.ui.theme.tokens import px
from clinicapp.ui.widgets.buttons import button
from clinicapp.ui.widgets.layouts import column, holder, row
from clinicapp.ui.widgets.notice import Notice

LEAST = QSize(860, 520)
STACKED_BELOW, LOW_BELOW, NOTE_LEAST = 1080, 420, 220  # at 100 %


class SignPage(QWidget):
    """One session before it is signed; shows its case and sends verbs, decides nothing itself."""

    back_wanted = Signal()
    mend_wanted = Signal(object)  # Gate
    signed = Signal(object)  # session id

    def __init__(self, hub: ChangeHub) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.hub = hub
        self._case: Case | None = None
        self.notice = Notice()
        self.notice.hide()
        self.back = button(self.tr("Back to the diagram"), "quiet", icon="arrow-left")
        self.back.setObjectName("leave_signing")
        self.checks = CheckCard(hub)
        self.charges = ChargeCard(hub)
        self.care = CareCard(hub)
        self.note = NoteCard()
        self.box = SignatureBox()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._left = column(self.checks, self.charges, self.care, None, gap="m")
        self._right = column(self.note, self.box, gap="m")
        self._right.setStretch(0, 1)
        self.scroller = GutterScroll(self._left)
        self._both = row(self.scroller, holder(self._right), gap=0)
        self._both.setStretch(0, 1)
        self._both.setStretch(1, 1)
        head = row(self.back, None)
        page = column(head, self.notice, self._both, gap="s", margins=(12, 8, 12, 12))
        page.setStretch(2, 1)
        self.setLayout(page)
        notifier.theme_changed.connect(self._fit)

    def _connect(self) -> None:
        self.back.clicked.connect(self.back_wanted)
        leave = QShortcut(QKeySequence(QKeySequence.StandardKey.Cancel), self)
        leave.activated.connect(self._on_escape)
        copy = add_shortcut(self, "copy_note", self.copy_note)
        for shortcut in (leave, copy):
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.back.setToolTip(leave.key().toString(QKeySequence.SequenceFormat.NativeText))
        self.note.copy_wanted.connect(self.copy_note)
        self.checks.mend_wanted.connect(self._on_mend)
        self.care.turned_out.connect(self._show_care)
        self.box.sign_wanted.connect(self._on_sign)
        self.hub.changed.connect(self._on_changed)
        self.hub.refused.connect(self._on_refused)
        self.hub.person_changed.connect(self._on_person_changed)

    # showing ---------------------------------------------------------------------------------
    def open_session(self, session_id: UUID) -> bool:
        """Show a session to be signed; False when it cannot be read."""
        self.checks.forget()
        self.care.turn_out(False)
        self.notice.hide()
        self.box.show_person(self.hub.person)
        if not self._read(session_id):
            return False
        self._take_keyboard()
        return True

    def _read(self, session_id: UUID) -> bool:
        records = self.hub.records
        case = self.hub.ask(records.case, session_id, self.hub.clock())
        people = self.hub.ask(records.people)
        if case is None or people is None:
            return False
        self._case = case
        self.checks.show_case(case)
        self.charges.show_case(case)
        self.care.show_case(case)
        self.note.show_note(case.session, note_for(self._to_sign(case), people))
        signer = self.hub.person.id if self.hub.person else None
        meaning = case.rules.signature.of(case.session, signer, people)
        self.box.show_state(meaning, open_titles(case))
        return True

    def _to_sign(self, case: Case) -> Case:
        """What the signature would seal: the note shown and copied is word for word the one."""
        is_to_sign = self.hub.person is not None and case.session.is_open
        return as_seen(case, self.hub.act()) if is_to_sign else case

    def _take_keyboard(self) -> None:
        open_acts = [row_.mend for row_ in self.checks.rows if row_.mend is not None]
        goal: QWidget = open_acts[0] if open_acts else self.box.password
        goal.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_changed(self, change: Change[object]) -> None:
        case, after = self._case, change.after
        if case is None or not self.isVisible():
            return
        is_own = isinstance(after, Session) and after.id == case.session.id
        is_patient = isinstance(after, Patient) and after.id == case.patient.id
        if is_own or is_patient:
            self.notice.hide()
            self._read_again(case.session.id)

    def _read_again(self, session_id: UUID) -> None:
        """Show what changed; the keyboard stays on the page when what had it is gone."""
        held_by = QApplication.focusWidget()
        was_here = held_by is not None and self.isAncestorOf(held_by)
        self._read(session_id)
        holds = QApplication.focusWidget()
        if was_here and (holds is None or not self.isAncestorOf(holds)):
            self._take_keyboard()

    def _on_refused(self, error: ClinicError) -> None:
        if not self.isVisible():
            return
        if isinstance(error, SignInError):
            self.box.refuse(" ".join(p for p in (error.happened, error.unchanged) if p))
            return
        self.notice.show_error(error)

    def _on_person_changed(self, _person: object) -> None:
        self.box.show_person(self.hub.person)
        if self._case is not None and self.isVisible():
            self.checks.forget()
            self._read_again(self._case.session.id)

    def _show_care(self) -> None:
        # Only now does the layout know how high the fields are.
        QTimer.singleShot(0, self, lambda: self.scroller.ensureWidgetVisible(self.care))

    # acts ------------------------------------------------------------------------------------
    def copy_note(self) -> None:
        """Copy the note as plain text; that it left the program is kept in the trail."""
        case = self._case
        # What was seen is told with the minute, and that may be another one by now.
        if case is None or not self._read(case.session.id):
            return
        QGuiApplication.clipboard().setText(self.note.text)
        self.hub.ask(lambda: note_copied(self.hub.records, case.session.id, act=self.hub.act()))
        self.notice.show_notice("ok", self.tr("The note was copied as plain text."))
        self.notice.show()
        self.notice.fade()

    def _on_sign(self, password: str) -> None:
        case = self._case
        if case is None or not self.care.commit():
            return
        # The password is checked slowly on purpose.
        QApplication.setOverrideCursor(QCursor(Qt.CursorShape.WaitCursor))
        try:
            change = self.hub.run(sign_session, case.session.id, password)
        finally:
            QApplication.restoreOverrideCursor()
        if change is not None:
            self.box.forget()
            self.signed.emit(case.session.id)

    def _on_mend(self, gate: Gate) -> None:
        if gate is Gate.CHARGES and not self.charges.confirm.isHidden():
            self.charges.confirm.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.care.commit():
            self.mend_wanted.emit(gate)

    def _on_escape(self) -> None:
        if self.notice.isVisible():
            self.notice.hide()
        else:
            self.back_wanted.emit()

    # layout ----------------------------------------------------------------------------------
    def minimumSizeHint(self) -> QSize:
        return LEAST

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """In a small page the note scrolls with the checks; the signature stays in sight."""
        is_small = self.width() < px(STACKED_BELOW) or self.height() < px(LOW_BELOW)
        across, down = self._both.Direction.LeftToRight, self._both.Direction.TopToBottom
        self._both.setDirection(down if is_small else across)
        self._both.setStretch(1, 0 if is_small else 1)
        self._both.set_gap("m" if is_small else 0)
        box, place = (self._left, 3) if is_small else (self._right, 0)
        if box.indexOf(self.note) < 0:
            box.insertWidget(place, self.note)
            if not is_small:
                self._right.setStretch(0, 1)
        self.note.setMinimumHeight(px(NOTE_LEAST))
