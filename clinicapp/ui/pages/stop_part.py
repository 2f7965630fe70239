"""No treatment today: the patient declines or does not decide, taken down by the staff."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clinicapp.ui.pages.fact_parts import LineChips
from clinicapp.ui.widgets.buttons import button
from clinicapp.ui.widgets.fields import TextField
from clinicapp.ui.widgets.labels import label
from clinicapp.ui.widgets.layouts import card, column, row

DECLINED, LATER = "declined", "postponed"


class StopPart(QWidget):
    """Asks who said what; `stopped` carries the end, who said it, and the words."""

    stopped = Signal(str, str, str)

    def __init__(self) -> None:
        super().__init__()
        choices = [(LATER, self.tr("Not today")), (DECLINED, self.tr("The patient declines"))]
        self.how = LineChips(choices, name=self.tr("What the patient said"))
        self.who = TextField(self.tr("Who said it"))
        self.why = TextField(self.tr("In their words, if they gave a reason"))
        self.record = button("", "danger")
        self.record.setObjectName("record_stop")
        self._means = label("", "body", "text_2", wrap=True)
        self.setLayout(
            column(
                card(column(self._means), "sunken", "m"),
                self.how,
                self.who,
                self.why,
                row(self.record, None),
                gap="s",
            )
        )
        self.record.clicked.connect(self._on_record)

    def start(self, patient_name: str, *, has_doses: bool) -> None:
        """Propose that the patient does not decide today; what that means depends on the doses."""
        if has_doses:
            self.record.set_words(self.tr("Record, and give no more"))
            self._means.setText(
                self.tr("No more is given today. What was given stays recorded; omit the rest.")
            )
        else:
            self.record.set_words(self.tr("Record, and treat nobody today"))
            self._means.setText(
                self.tr(
                    "Nothing is given today. The session stays open and cannot be signed; "
                    "a physician can void it with a reason."
                )
            )
        self.how.choose(LATER)
        self.who.set_text(patient_name)
        self.why.set_text("")

    def _on_record(self) -> None:
        if not self.who.text.strip():
            self.who.show_error(self.tr("Write who said it."))
            return
        self.stopped.emit(self.how.choice, self.who.text, self.why.text)
