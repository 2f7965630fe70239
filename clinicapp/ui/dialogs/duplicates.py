"""The warning that a patient may be registered already."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from clinicapp.domain.patient import Patient
from clinicapp.ui.models.day_words import born_words
from clinicapp.ui.widgets.buttons import button
from clinicapp.ui.widgets.labels import ElidedLabel, Glyph, label
from clinicapp.ui.widgets.layouts import column, holder, row

SHOWN = 3


class Duplicates(QFrame):
    """Patients who may be the same person, each with a way to open that one instead."""

    chosen = Signal(object)  # Patient

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("duplicates")
        self.setProperty("card", "warn")
        self._title = label("", "strong")
        self._rows: list[QWidget] = []
        self.acts: list[QPushButton] = []
        self.reasons: list[str] = []
        self._list = column(gap="s")
        head = row(Glyph("triangle-alert", "warn", 24), self._title, None, gap="m")
        self.setLayout(column(head, self._list, gap="s", margins=(16, 12, 12, 12)))
        self.hide()

    def warn(self, found: Sequence[Patient], typed: Patient, today: date) -> None:
        """List the patients found with what they share, and put the keyboard on the first."""
        self.clear()
        self._title.setText(
            self.tr("This patient may be registered already.")
            if len(found) == 1
            else self.tr("{n} registered patients may be this one.").format(n=len(found))
        )
        for patient in found[:SHOWN]:
            self._add(patient, self._shared(patient, typed), today)
        if len(found) > SHOWN:
            rest = self.tr("and {n} more; find them by name or birth date")
            self._keep(label(rest.format(n=len(found) - SHOWN), "label", "text_2"))
        self.show()
        self.acts[0].setFocus()

    def clear(self) -> None:
        """Take the warning away."""
        for old in self._rows:
            self._list.removeWidget(old)
            old.hide()  # it lives until the event loop comes round
            old.deleteLater()
        self._rows, self.acts, self.reasons = [], [], []
        self.hide()

    def _shared(self, patient: Patient, typed: Patient) -> str:
        if patient.record_number.casefold() == typed.record_number.casefold():
            return self.tr("Same record number")
        return self.tr("Same birth date and name")

    def _add(self, patient: Patient, reason: str, today: date) -> None:
        act = button(self.tr("Open this one"))
        act.setAccessibleName(self.tr("Open {name}").format(name=patient.listed_name))
        act.clicked.connect(lambda _checked=False, found=patient: self.chosen.emit(found))
        act.setAccessibleDescription(reason)
        self.acts.append(act)
        self.reasons.append(reason)
        facts = f"{born_words(patient.birth_date, today)} · {patient.record_number}"
        words = column(
            None,
            ElidedLabel(patient.listed_name, "strong"),
            ElidedLabel(facts, "label", "text_2"),
            ElidedLabel(reason, "label", "warn"),
            None,
            gap="xxs",
        )
        line = row(words, act)
        line.setStretch(0, 1)
        self._keep(holder(line))

    def _keep(self, widget: QWidget) -> None:
        self._rows.append(widget)
        self._list.addWidget(widget)
