"""The instruction sheet before it is handed over: looked at, printed, saved."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QStackedWidget, QWidget

from clinicapp.catalog.instructions import instruction_languages, load_instructions
from clinicapp.commands.papers import instruction_sheet, sheet_handed_out
from clinicapp.commands.records import Change
from clinicapp.config.files import write_atomically
from clinicapp.config.resources import resource
from clinicapp.config.settings import Settings
from clinicapp.domain.errors import ClinicError
from clinicapp.domain.patient import Patient
from clinicapp.domain.people import Permission
from clinicapp.domain.session import Session
from clinicapp.ui.dialogs.paper_output import PAGE_SIZES, choose_pdf_file, print_pages
from clinicapp.ui.dialogs.patient_dialog import PatientDialog
from clinicapp.ui.hub import ChangeHub
from clinicapp.ui.keymap import add_shortcut, show_key
from clinicapp.ui.models.day_words import clock_time, local_day, short_day
from clinicapp.ui.theme.notifier import notifier
from clinicapp.ui.theme.tokens import SIZE, px
from clinicapp.ui.widgets.buttons import Button, button
from clinicapp.ui.widgets.choices import ChoiceChips, Segmented
from clinicapp.ui.widgets.labels import ElidedLabel, label
from clinicapp.ui.widgets.layouts import column, row, rule
from clinicapp.ui.widgets.notice import Notice
from clinicapp.ui.widgets.pdf_view import Fit, PdfView
from clinicapp.ui.widgets.states import EmptyState
from clinicapp.ui.widgets.words import language_words

PRINT_DPI = 300
PAPER_KEY = "paper"
UNPRINTABLE_NAME = "paper-name"
ChooseFile = Callable[[QWidget, str], Path | None]
PrintPages = Callable[[QWidget, Sequence[QImage], str, str], bool]


class SheetPage(QWidget):
    """One session's instruction sheet, in the patient's language where there is one."""

    back_wanted = Signal(object)  # session id

    def __init__(
        self,
        hub: ChangeHub,
        settings: Settings,
        *,
        choose_file: ChooseFile = choose_pdf_file,
        print_out: PrintPages = print_pages,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.hub, self.settings = hub, settings
        self._choose_file, self._print_out = choose_file, print_out
        self._session: Session | None = None
        self._pdf: bytes | None = None
        self._is_asking = False
        self.notice = Notice()
        self.view = PdfView(self.tr("Instruction sheet"))
        self.languages = ChoiceChips(name=self.tr("Language"), can_clear=False)
        self.paper = Segmented(
            [(paper, paper) for paper in PAGE_SIZES], self._kept_paper(), name=self.tr("Paper")
        )
        self.fit = Segmented(
            [
                (Fit.PAGE.value, self.tr("Page")),
                (Fit.WIDTH.value, self.tr("Width")),
                (Fit.ACTUAL.value, self.tr("100 %")),
            ],
            name=self.tr("Size on the screen"),
        )
        self.patient_name = ElidedLabel("", "strong")
        self.treated = label("", "label", "text_2")
        self._make_acts()
        self._lay_out()
        self._connect()

    # building --------------------------------------------------------------------------------
    def _make_acts(self) -> None:
        self.print_act = button(self.tr("Print…"), "primary", icon="printer", bulk="act")
        self.save_act = button(self.tr("Save as PDF…"), icon="download", bulk="act")
        self.back_act = button(self.tr("Back to the session"), "quiet", icon="arrow-left")
        leave = QShortcut(QKeySequence(QKeySequence.StandardKey.Cancel), self)
        leave.activated.connect(self._go_back)
        self.back_act.setToolTip(leave.key().toString(QKeySequence.SequenceFormat.NativeText))
        self.back_act.setObjectName("leave_sheet")
        self.back_act.clicked.connect(self._go_back)
        shortcuts = [leave]
        for act, code, do in (
            (self.print_act, "print_sheet", self.print_sheet),
            (self.save_act, "save_sheet", self.save_sheet),
        ):
            act.setObjectName(code)
            act.clicked.connect(do)
            shortcuts.append(add_shortcut(self, code, do))
            show_key(act, act.words, code)
        for shortcut in shortcuts:
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _lay_out(self) -> None:
        head = column(
            label(self.tr("Instruction sheet"), "title2"), self.patient_name, self.treated, gap="xs"
        )
        choices = column(
            self._named(self.tr("Language"), self.languages),
            self._named(self.tr("Paper"), self.paper),
            self._named(self.tr("On the screen"), self.fit),
            gap="l",
        )
        acts = column(self.print_act, self.save_act, self.back_act, gap="s")
        self.panel = QFrame()
        self.panel.setProperty("card", "plain")
        self.panel.setLayout(column(head, rule(), choices, None, acts, gap="l", margins="l"))
        self.nothing = EmptyState(
            self.tr("No sheet to show"), self.tr("The notice above says why, and what to do.")
        )
        self.stage = QStackedWidget()
        for widget in (self.view, self.nothing):
            self.stage.addWidget(widget)
        frame = QFrame()
        frame.setProperty("card", "sunken")
        frame.setLayout(column(self.stage, margins=1))
        main = row(frame, self.panel, gap=12)
        main.setStretch(0, 1)
        page = column(self.notice, main, gap=12, margins=12)
        page.setStretch(1, 1)
        self.setLayout(page)
        self.notice.hide()
        self._apply_scale()

    @staticmethod
    def _named(name: str, choice: QWidget) -> QWidget:
        made = QWidget()
        made.setLayout(column(label(name, "caption", "text_3"), choice, gap="xs"))
        return made

    def _connect(self) -> None:
        self.hub.refused.connect(self._on_refused)
        self.hub.changed.connect(self._on_changed)
        self.languages.chosen.connect(lambda _language: self._make_sheet())
        self.paper.chosen.connect(self._on_paper_chosen)
        self.fit.chosen.connect(lambda fit: self.view.set_fit(Fit(fit)))
        self.view.fit_changed.connect(self.fit.choose)
        notifier.theme_changed.connect(self._apply_scale)

    def _apply_scale(self) -> None:
        self.panel.setFixedWidth(px(SIZE["panel_small"]))

    # showing ---------------------------------------------------------------------------------
    @property
    def pdf(self) -> bytes | None:
        """The sheet that is shown, or None where it was refused."""
        return self._pdf

    def show_sheet(self, session_id: UUID) -> bool:
        """Make and show the sheet of a session; False when it is refused."""
        self.notice.hide()
        records = self.hub.records
        self._session = self.hub.ask(records.session, session_id)
        if self._session is None:
            self._show(None)
            return False
        patient = self.hub.ask(records.patient, self._session.patient_id)
        if patient is None:
            self._show(None)
            return False
        self.hub.ask(self._offer_languages, patient.language)
        self.patient_name.set_full_text(patient.full_name)
        self.treated.setText(self._treated_words(self._session))
        made = self._make_sheet()
        if made:
            self._say_what_to_know(self._session, patient)
        (self.print_act if made else self.back_act).setFocus(Qt.FocusReason.OtherFocusReason)
        return made

    def _say_what_to_know(self, session: Session, patient: Patient) -> None:
        title = body = ""
        if session.addenda:
            title = self.tr("This session was amended after it was signed.")
            body = self.tr("The sheet shows what was charted: read the addendum first.")
        elif patient.language != self.languages.choice:
            title = self.tr("There is no sheet in {language} yet.").format(
                language=language_words(patient.language)
            )
            body = self.tr("Choose the language the patient reads best.")
        if title:
            self.notice.show_notice("warn", title, body)
            self.notice.show()

    def _offer_languages(self, wanted: str) -> None:
        folder = resource("instructions")
        codes = instruction_languages(folder)
        names = [(code, load_instructions(folder, code).name) for code in codes]
        self.languages.set_choices(names)
        self.languages.choose(wanted if wanted in codes else codes[0])

    def _make_sheet(self) -> bool:
        session = self._session
        if session is None:
            return False
        self._is_asking = True
        self.notice.hide()
        pdf = self.hub.ask(
            lambda: instruction_sheet(
                self.hub.records,
                session.id,
                self.languages.choice,
                self.paper.choice,
                act=self.hub.act(),
            )
        )
        self._is_asking = False
        self._show(pdf)
        return pdf is not None

    def _show(self, pdf: bytes | None) -> None:
        self._pdf = pdf
        self.view.show_pdf(pdf)
        self.stage.setCurrentWidget(self.view if pdf else self.nothing)
        for act in (self.print_act, self.save_act):
            act.setEnabled(pdf is not None)

    def _on_paper_chosen(self, paper: str) -> None:
        self.settings.set(PAPER_KEY, paper)
        self._make_sheet()

    def _on_changed(self, change: Change[object]) -> None:
        """A corrected name belongs on the sheet that is being looked at."""
        after, session = change.after, self._session
        if isinstance(after, Patient) and session and after.id == session.patient_id:
            self.patient_name.set_full_text(after.full_name)
            if self.isVisible():
                self._make_sheet()

    def _on_refused(self, error: ClinicError) -> None:
        if self.isVisible() or self._is_asking:
            self.notice.show_error(error, self._ways_out(error))

    def _ways_out(self, error: ClinicError) -> list[Button]:
        """A name that cannot be printed is mended in the patient's form."""
        if error.slug != UNPRINTABLE_NAME or not self.hub.may(Permission.CORRECT_PATIENT):
            return []
        act = button(self.tr("Correct the patient…"), icon="pen-line")
        act.setObjectName("correct_patient")
        act.clicked.connect(self._correct_patient)
        return [act]

    def _correct_patient(self) -> None:
        session = self._session
        patient = self.hub.ask(self.hub.records.patient, session.patient_id) if session else None
        if patient is not None:
            PatientDialog.ask(self, self.hub, patient)

    def _kept_paper(self) -> str:
        kept = self.settings.get(PAPER_KEY, "Letter")
        return kept if kept in PAGE_SIZES else "Letter"

    # acts ------------------------------------------------------------------------------------
    def print_sheet(self) -> None:
        """Print what is shown, on a printer the user chooses."""
        if self._pdf is None or self.view.pages is None:
            return
        name = self.tr("Instruction sheet")
        if self._print_out(self, self.view.pages.images(PRINT_DPI), self.paper.choice, name):
            self._keep_handed_out("printed")
            self.notice.show_notice("ok", self.tr("The sheet was sent to the printer."))
            self.notice.show()

    def save_sheet(self) -> None:
        """Save what is shown, where the user chooses."""
        pdf, session = self._pdf, self._session
        if pdf is None or session is None:
            return
        # No patient's name: file names are seen by everybody, and synchronised anywhere.
        day = local_day(session.ended_at or session.started_at, self.hub.records.zone)
        path = self._choose_file(self, f"instruction-sheet-{day.isoformat()}.pdf")
        if path is None:
            return
        if self._write(path, pdf):
            self._keep_handed_out("saved")
            words = self.tr("Saved as {name} in {folder}.")
            self.notice.show_notice("ok", words.format(name=path.name, folder=path.parent))
            self.notice.show()

    def _keep_handed_out(self, how: str) -> None:
        session = self._session
        if session is not None:
            self.hub.ask(
                lambda: sheet_handed_out(self.hub.records, session.id, how, act=self.hub.act())
            )

    def _write(self, path: Path, pdf: bytes) -> bool:
        def write() -> bool:
            write_atomically(path, pdf)
            return True

        return bool(self.hub.ask(write))

    def _go_back(self) -> None:
        if self._session is not None:
            self.back_wanted.emit(self._session.id)

    def _treated_words(self, session: Session) -> str:
        zone, at = self.hub.records.zone, session.ended_at or session.started_at
        day, time = short_day(local_day(at, zone)), clock_time(at, zone)
        return self.tr("Treated {day}, {time}").format(day=day, time=time)
