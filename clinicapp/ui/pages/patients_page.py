"""Finding a patient, and registering one who is not found."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from clinicapp.domain.people import Permission
from clinicapp.ui.dialogs.patient_dialog import PatientDialog
from clinicapp.ui.hub import ChangeHub
from clinicapp.ui.keymap import show_key
from clinicapp.ui.models.patient_table import PatientTableModel
from clinicapp.ui.models.session_words import count_words
from clinicapp.ui.pages.find_field import FindField
from clinicapp.ui.pages.first_patient import FirstPatient
from clinicapp.ui.pages.list_page import ListPage
from clinicapp.ui.pages.record_table import RecordTable
from clinicapp.ui.widgets.buttons import button
from clinicapp.ui.widgets.labels import label
from clinicapp.ui.widgets.layouts import card, column, row, rule
from clinicapp.ui.widgets.states import EmptyState

LIMIT = 200


class PatientsPage(ListPage):
    """All patients by name, narrowed while the name, number or birth date is typed."""

    patient_wanted = Signal(object)  # UUID
    people_wanted = Signal()

    def __init__(self, hub: ChangeHub) -> None:
        super().__init__(hub)
        self.setObjectName("patients_page")
        self.patients = PatientTableModel(self)
        self.table = self._make_table()
        self.search = FindField(
            self.tr("Find a patient by name, birth date or record number"), self.table
        )
        self.search.setObjectName("find_patient")
        self.search.searched.connect(lambda _text: self.refresh())
        self.search.returnPressed.connect(self._open_chosen)
        self.register = button(self.tr("New patient"), icon="user-round-plus")
        self.register.setObjectName("new_patient")
        self.register.clicked.connect(lambda: self.register_patient())
        show_key(self.register, self.tr("Register a patient"), "register")
        self.count = label("", "strong")
        self.hint = label(self.tr("by name"), "label", "text_3")
        self._body = self._make_body()
        self._arrange()

    def read(self) -> None:
        """Find again; the chosen patient stays chosen where still listed."""
        text = self.search.text()
        chosen = self._chosen_id()
        found = self.hub.ask(self.hub.records.find_patients, text, LIMIT)
        if found is None:
            return
        self.patients.show(found, self.today, self.hub.records.zone)
        ids = [s.patient.id for s in found]
        if ids:
            self.table.selectRow(ids.index(chosen) if chosen in ids else 0)
        self._tell(len(found), text.strip())

    def focus_search(self) -> None:
        """Be ready for typing."""
        self.search.setFocus()
        self.search.selectAll()

    def register_patient(self, typed: str = "") -> None:
        """Ask for a new patient's details and go to that patient."""
        made = PatientDialog.ask(self, self.hub, typed=typed)
        if made is not None:
            self.patient_wanted.emit(made.id)

    # building --------------------------------------------------------------------------------
    def _make_table(self) -> RecordTable:
        table = RecordTable(self.patients)
        table.setObjectName("patient_table")
        table.setAccessibleName(self.tr("Patients"))
        table.set_widths(
            {
                PatientTableModel.BORN: 150,
                PatientTableModel.LAST: 220,
                PatientTableModel.SESSIONS: 110,
            },
            PatientTableModel.NAME,
        )
        table.setCursor(Qt.CursorShape.PointingHandCursor)
        table.opened.connect(self._open_row)
        table.clicked.connect(self._on_clicked)
        return table

    def _make_body(self) -> QStackedWidget:
        foot = row(self.count, self.hint, None, margins=(15, 10, 16, 12))
        listed = column(self.table, rule(), foot, gap=0)
        listed.setStretch(0, 1)
        self.nobody = FirstPatient(
            self.hub,
            self.tr("No patients yet"),
            self.tr(
                "Register the first one to plan the sites. "
                "Name, birth date and record number are enough to begin."
            ),
        )
        self.nobody.register_wanted.connect(lambda: self.register_patient())
        self.nobody.people_wanted.connect(self.people_wanted)
        self.register_typed = button("", "primary", icon="user-round-plus", bulk="act")
        self.register_typed.setObjectName("register_typed")
        self.register_typed.clicked.connect(self._register_typed)
        everybody = button(self.tr("Show all patients"), bulk="act")
        everybody.setObjectName("show_all")
        everybody.clicked.connect(self.search.clear_search)
        self.not_found = EmptyState("", "", self.register_typed, second=everybody)
        body = QStackedWidget()
        for page in (card(listed, pad=(1, 6, 1, 1)), self.nobody, self.not_found):
            body.addWidget(page)
        return body

    def _arrange(self) -> None:
        head = row(label(self.tr("Patients"), "title1"), None, self.search, self.register)
        head.setStretch(2, 1)
        box = column(head, self.notice, self._body, gap="l", margins=(20, 16, 20, 12))
        box.setStretch(2, 1)
        self.setLayout(box)

    # telling ---------------------------------------------------------------------------------
    def _tell(self, found: int, typed: str) -> None:
        page: QWidget | None = self._body.widget(0)
        if not found:
            page = self.not_found if typed else self.nobody
        self.nobody.refresh()
        self.register_typed.setVisible(self.hub.may(Permission.REGISTER_PATIENT))
        if page is not None:
            self._body.setCurrentWidget(page)
        for tool in (self.search, self.register):
            tool.setVisible(page is not self.nobody)
        words = self.tr("1 patient") if found == 1 else self.tr("{n} patients")
        if found >= LIMIT:
            words = self.tr("The first {n} patients")
        self.count.setText(words.format(n=count_words(found)))
        if typed and not found:
            self.register_typed.set_words(self.tr("Register “{typed}”").format(typed=_short(typed)))
            self.not_found.set_words(
                self.tr("Nobody found"),
                self.tr("No name, birth date or record number holds “{typed}”.").format(
                    typed=_short(typed)
                ),
            )

    # acting ----------------------------------------------------------------------------------
    def _chosen_id(self) -> UUID | None:
        row_ = self.table.chosen_row
        return self.patients.summary(row_).patient.id if row_ >= 0 else None

    def _open_chosen(self) -> None:
        if (chosen := self._chosen_id()) is not None:
            self.patient_wanted.emit(chosen)

    def _open_row(self, row_: int) -> None:
        self.patient_wanted.emit(self.patients.summary(row_).patient.id)

    def _on_clicked(self, index: QModelIndex) -> None:
        self._open_row(index.row())

    def _register_typed(self) -> None:
        self.register_patient(self.search.text().strip())


def _short(typed: str) -> str:
    return typed if len(typed) <= 40 else f"{typed[:39]}…"
