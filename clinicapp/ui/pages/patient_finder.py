"""Finding a patient from any page: a field with the found ones below it while it is typed."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QModelIndex, QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from clinicapp.domain.consent.paper_code import is_paper_code
from clinicapp.ui.hub import ChangeHub
from clinicapp.ui.keymap import follow_keys, shown_keys
from clinicapp.ui.models.delegates import row_height
from clinicapp.ui.models.patient_table import PatientTableModel
from clinicapp.ui.pages.find_field import FindField
from clinicapp.ui.pages.record_table import RecordTable
from clinicapp.ui.theme.tokens import SPACE, px
from clinicapp.ui.widgets.labels import label
from clinicapp.ui.widgets.layouts import card, column

SHOWN = 6
BORN_WIDTH = 120
LEAST_WIDTH = 380


class PatientFinder(FindField):
    """A find field; the arrows walk the found patients, Enter or a click chooses one."""

    patient_chosen = Signal(object)  # UUID

    def __init__(self, hub: ChangeHub, page: QWidget) -> None:
        tr = QCoreApplication.translate
        self.patients = PatientTableModel()
        super().__init__(
            tr("PatientFinder", "Find a patient by name, birth date or record number"),
            _make_table(self.patients),
            name=tr("PatientFinder", "Find a patient"),
        )
        self._hub = hub
        self._page = page
        self.table.clicked.connect(self._on_clicked)
        self._nobody = label("", "body", "text_2", wrap=True)
        follow_keys(self._nobody, lambda: self._nobody.setText(self._register_words()))
        self.popup = self._make_popup(page)
        self.searched.connect(self._on_searched)
        self.returnPressed.connect(self._choose_current)

    def _make_popup(self, page: QWidget) -> QFrame:
        box = column(self.table, self._nobody, gap=0)
        popup = card(box, "raised", pad="s")
        popup.setParent(page)
        popup.setObjectName("found_popup")
        popup.hide()
        return popup

    def _on_searched(self, text: str) -> None:
        if not text.strip():
            self.popup.hide()
            return
        if is_paper_code(text):
            self.table.hide()
            self._nobody.setText(self.tr("Enter opens the consent of this form."))
            self._nobody.show()
            self.popup.show()
            self.popup.raise_()
            self.place()
            return
        self._nobody.setText(self._register_words())
        found = self._hub.ask(self._hub.records.find_patients, text, SHOWN)
        if found is None:
            return
        records = self._hub.records
        today = self._hub.clock().astimezone(records.zone).date()
        self.patients.show(found, today, records.zone)
        self.table.setVisible(bool(found))
        self._nobody.setVisible(not found)
        if found:
            self.table.selectRow(0)
            self.table.setFixedHeight(len(found) * row_height())
        self.popup.show()
        self.popup.raise_()
        self.place()

    def _register_words(self) -> str:
        words = self.tr("Nobody found. {key} registers a new patient.")
        return words.format(key=shown_keys("register")[0])

    def place(self) -> None:
        """Keep the list under the field; for the page to call when its size changes."""
        if not self.popup.isVisible():
            return
        width = max(self.width(), px(LEAST_WIDTH))
        corner = self.mapTo(self._page, QPoint(self.width() - width, self.height()))
        self.popup.setFixedWidth(width)
        self.popup.adjustSize()
        self.popup.move(corner.x(), corner.y() + px(SPACE["xs"]))

    def _choose_current(self) -> None:
        if self.popup.isVisible() and self.table.chosen_row >= 0:
            self._choose(self.table.chosen_row)

    def _on_clicked(self, index: QModelIndex) -> None:
        self._choose(index.row())

    def _choose(self, row: int) -> None:
        chosen = self.patients.summary(row).patient.id
        self.clear_search()
        self.patient_chosen.emit(chosen)


def _make_table(patients: PatientTableModel) -> RecordTable:
    table = RecordTable(patients)
    table.setObjectName("found_patients")
    table.setAccessibleName(QCoreApplication.translate("PatientFinder", "Found patients"))
    for hidden in (PatientTableModel.LAST, PatientTableModel.SESSIONS):
        table.setColumnHidden(hidden, True)
    table.set_widths({PatientTableModel.BORN: BORN_WIDTH}, PatientTableModel.NAME)
    table.horizontalHeader().hide()
    # The keyboard stays in the field, where the typing goes on.
    table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return table
