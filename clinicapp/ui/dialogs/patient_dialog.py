"""Registering a patient, and correcting one."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QDialog, QScrollArea, QWidget

from clinicapp.commands.patients import correct_patient, register_patient
from clinicapp.domain.errors import ClinicError
from clinicapp.domain.ids import new_id
from clinicapp.domain.patient import Patient
from clinicapp.domain.people import Permission
from clinicapp.ui.dialogs.duplicates import Duplicates
from clinicapp.ui.dialogs.patient_form import PatientForm
from clinicapp.ui.hub import ChangeHub
from clinicapp.ui.theme.tokens import px
from clinicapp.ui.widgets.buttons import button
from clinicapp.ui.widgets.labels import label
from clinicapp.ui.widgets.layouts import column, holder, row, rule
from clinicapp.ui.widgets.notice import Notice

WIDTH, HEIGHT = 760, 752
TWO_COLUMNS_FROM = 720
BOUNCE = 0.7  # seconds in which a second click belongs to the first


class PatientDialog(QDialog):
    """One form for both; what is typed stays until it is saved or thrown away on purpose."""

    def __init__(
        self,
        parent: QWidget | None,
        hub: ChangeHub,
        patient: Patient | None,
        typed: str = "",
        *,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._hub = hub
        self._now = now
        self._warned_at = 0.0
        self._patient = patient
        self.chosen: Patient | None = None  # what the user settled on
        self._accepted_near: tuple[Patient, ...] = ()
        self._is_dirty = False
        self.form = PatientForm(self._today())
        self.duplicates = Duplicates()
        self.notice = Notice("danger")
        self.notice.hide()
        self._build()
        if patient:
            self.form.fill(patient)
        elif typed:
            self.form.suggest_name(typed)
        self.form.edited.connect(self._on_edited)
        self.duplicates.chosen.connect(self._on_known)
        hub.refused.connect(self._on_refused)

    @classmethod
    def ask(
        cls,
        parent: QWidget | None,
        hub: ChangeHub,
        patient: Patient | None = None,
        typed: str = "",
    ) -> Patient | None:
        """The patient registered, corrected or found to be registered already; None for none."""
        if not cls._may(hub, patient):
            return None
        dialog = cls(parent, hub, patient, typed)
        dialog.exec()
        dialog.deleteLater()
        return dialog.chosen

    @staticmethod
    def _may(hub: ChangeHub, patient: Patient | None) -> bool:
        wanted = Permission.CORRECT_PATIENT if patient else Permission.REGISTER_PATIENT
        label_ = "Correct a patient" if patient else "Register a patient"
        if not hub.may(wanted):
            # Said before the form is filled in, not after.
            hub.ask(lambda: hub.records.require(hub.act(), wanted, label_))
            return False
        return True

    # building --------------------------------------------------------------------------------
    def _build(self) -> None:
        is_new = self._patient is None
        title = self.tr("New patient") if is_new else self.tr("Correct details")
        self.setWindowTitle(title)
        self.setObjectName("patient_dialog")
        self.save = button(self._save_words(), "primary", icon="check", bulk="act")
        self.save.setObjectName("save_patient")
        self.save.setDefault(True)
        self.save.clicked.connect(self._save)
        self.cancel = button(self.tr("Cancel"), bulk="act")
        self.cancel.setObjectName("cancel_patient")
        self.cancel.clicked.connect(self.reject)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = holder(column(self.form, None, margins=(24, 8, 24, 8)), "inner")
        self._scroll.setWidget(inner)
        why = self.tr("What stood there before stays in the audit trail.")
        if is_new:
            why = self.tr("Name, birth date and record number are enough to begin.")
        head = column(label(title, "title2"), label(why, "body", "text_2"), gap="xxs")
        warnings = column(self.notice, self.duplicates, gap="s")
        box = column(
            holder(column(head, margins=(24, 20, 24, 8))),
            self._scroll,
            holder(column(warnings, margins=(24, 8, 24, 8))),
            rule(),
            holder(row(None, self.cancel, self.save, margins=(24, 12, 24, 16))),
            gap=0,
        )
        box.setStretch(1, 1)
        self.setLayout(box)
        self.form.family_name.edit.setFocus()
        self._fit()

    def _fit(self) -> None:
        room = self.screen().availableSize()
        width, height = min(px(WIDTH), room.width()), min(px(HEIGHT), room.height())
        self.form.set_columns(2 if width >= px(TWO_COLUMNS_FROM) else 1)
        self.resize(width, height)

    def _save_words(self) -> str:
        if self._patient:
            return self.tr("Save anyway") if self._is_warned() else self.tr("Save")
        if self._is_warned():
            return self.tr("Register as a new patient anyway")
        return self.tr("Register")

    # acting ----------------------------------------------------------------------------------
    def _save(self) -> None:
        if self._is_bounce():
            return
        self.notice.hide()
        patient = self.form.read(self._patient or self._new_patient())
        if patient is None:
            if (refused := self.form.focusWidget()) is not None:
                self._scroll.ensureWidgetVisible(refused)
            return
        if self._warns_of(patient):
            return
        verb = correct_patient if self._patient else register_patient
        change = self._hub.run(verb, patient)
        if change is not None:
            self._finish(change.after)

    def _warns_of(self, patient: Patient) -> bool:
        """Whether the user must first be told of patients who may be the same person."""
        near = self._hub.ask(self._hub.records.likely_duplicates, patient)
        if near is None:
            return True
        if not near or near == self._accepted_near:
            return False
        self._accepted_near = near
        self.duplicates.warn(near, patient, self._today())
        self._warned_at = self._now()
        self._dress_save()
        return True

    def _new_patient(self) -> Patient:
        act = self._hub.act()
        return Patient(
            id=new_id(act.at),
            clinic_id=act.by.clinic_id,
            family_name="",
            birth_date=self._today(),
            record_number="",
        )

    def _finish(self, patient: Patient) -> None:
        self.chosen = patient
        self.accept()

    def _on_known(self, patient: Patient) -> None:
        if not self._is_bounce():
            self._finish(patient)

    def _is_bounce(self) -> bool:
        """Whether the warning has only just appeared, so that nobody has read it."""
        return self._is_warned() and self._now() - self._warned_at < BOUNCE

    def _on_edited(self) -> None:
        self._is_dirty = True
        if self._is_warned():
            self._accepted_near = ()
            self.duplicates.clear()
            self._dress_save()

    def _on_refused(self, error: ClinicError) -> None:
        self.notice.show_error(error)

    def _is_warned(self) -> bool:
        return bool(self._accepted_near)

    def _dress_save(self) -> None:
        warned = self._is_warned()
        self.save.set_words(self._save_words())
        self.save.set_kind("secondary" if warned else "primary")
        # Enter must not register somebody twice.
        self.save.setDefault(not warned)

    def _today(self) -> date:
        return self._hub.clock().astimezone(self._hub.records.zone).date()

    # leaving ---------------------------------------------------------------------------------
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._keeps_open():
            return
        super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.chosen is None and self._keeps_open():
            event.ignore()
            return
        super().closeEvent(event)

    def _keeps_open(self) -> bool:
        """Whether leaving would lose something typed; then it is said, and the form stays."""
        if not self._is_dirty:
            return False
        discard = button(self.tr("Throw it away"))
        discard.setObjectName("discard_patient")
        discard.clicked.connect(self.reject)
        self.notice.show_notice(
            "info",
            self.tr("What you typed is not saved yet."),
            self.tr("It stays here until you save it or throw it away."),
            [discard],
        )
        self.notice.show()
        return True
