"""Setting a clinic up: its own details, then the first administrator."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clinicapp.domain.errors import ClinicError
from clinicapp.domain.ids import new_id
from clinicapp.domain.people import Clinic, Practitioner, Role
from clinicapp.ui.dialogs.clinic_fields import ClinicFields
from clinicapp.ui.dialogs.line_form import focus_first_refused
from clinicapp.ui.dialogs.password_fields import PasswordFields
from clinicapp.ui.dialogs.person_fields import PersonFields
from clinicapp.ui.pages.entry_frame import EntryFrame
from clinicapp.ui.pages.section import Section
from clinicapp.ui.widgets.buttons import button
from clinicapp.ui.widgets.labels import label
from clinicapp.ui.widgets.layouts import ScaledLayout, column, holder, row
from clinicapp.ui.widgets.notice import Notice

WIDTH = 680
ART_SHARE = 0.34  # narrower than on the other ways in: a form needs the room


class SetUpPage(QWidget):
    """A form that keeps everything typed until the clinic stands."""

    set_up_wanted = Signal(object, object, str)  # Clinic, Practitioner, password
    back_wanted = Signal()

    def __init__(self, clock: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self.clinic = ClinicFields()
        self.person = PersonFields()
        self.passwords = PasswordFields()
        self.notice = Notice("danger")
        self.notice.hide()
        self.go = button(self.tr("Set up the clinic"), "primary", icon="check", bulk="act")
        self.go.setObjectName("finish_set_up")
        self.back = button(self.tr("Back"), "quiet", icon="arrow-left", bulk="act")
        self.back.setObjectName("leave_set_up")
        acts = holder(column(self.notice, row(self.back, None, self.go), gap="m"))
        content = holder(self._lay_out())
        frame = EntryFrame(content, width=WIDTH, art_share=ART_SHARE, footer=acts)
        self.setLayout(column(frame, gap=0))
        self.go.clicked.connect(self._on_go)
        self.back.clicked.connect(self.back_wanted)
        for field in (*self.person.fields, *self.passwords.fields, *self.clinic.fields):
            field.control.returnPressed.connect(self._on_go)  # type: ignore[attr-defined]

    def show_working(self, working: bool) -> None:
        """Say that the clinic is being set up; nothing can be typed meanwhile."""
        words = self.tr("Setting up…") if working else self.tr("Set up the clinic")
        self.go.set_words(words)
        for part in (self.clinic, self.person, self.passwords, self.go, self.back):
            part.setEnabled(not working)
        if working:
            self.notice.hide()

    def show_refusal(self, error: ClinicError) -> None:
        """Say why the clinic could not be set up; what is typed stays."""
        self.show_working(False)
        self.notice.show_error(error)

    def _lay_out(self) -> ScaledLayout:
        papers = self.tr("As it will stand on every paper. It can be changed later.")
        who = self.tr(
            "Looks after people, settings and exports. Physicians and nurses are added later."
        )
        return column(
            label(self.tr("Set up my clinic"), "title1"),
            "xs",
            _part(self.tr("The clinic"), papers, self.clinic),
            _part(self.tr("The first administrator"), who, self.person, self.passwords),
            gap="m",
        )

    def _on_go(self) -> None:
        at = self._clock()
        blank = Clinic(id=new_id(at), name="", time_zone=self.clinic.zone.zone, created_at=at)
        clinic, person = self.clinic.read(blank), self.person.read_lines()
        password = self.passwords.read()
        if clinic is None or person is None or password is None:
            focus_first_refused((*self.clinic.fields, *self.person.fields, *self.passwords.fields))
            return
        administrator = Practitioner(
            id=new_id(at), clinic_id=clinic.id, role=Role.ADMINISTRATOR, **person
        )
        self.set_up_wanted.emit(clinic, administrator, password)


def _part(title: str, sentence: str, *fields: QWidget) -> Section:
    part = Section()
    part.build(title, sentence, *fields)
    return part
