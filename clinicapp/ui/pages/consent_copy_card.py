"""The card of the signed copy: looked at, printed, saved, and whether the patient has it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from clinicapp.commands.consent_endings import give_copy
from clinicapp.config.files import write_atomically
from clinicapp.ui.models.consent_words import copy_words
from clinicapp.ui.models.day_words import local_day
from clinicapp.ui.pages.consent_card import ConsentCard
from clinicapp.ui.pages.consent_desk import ConsentDesk, ConsentFile
from clinicapp.ui.pages.sheet_page import PAPER_KEY, PRINT_DPI
from clinicapp.ui.theme.notifier import notifier
from clinicapp.ui.theme.tokens import px
from clinicapp.ui.widgets.buttons import button
from clinicapp.ui.widgets.flow import FlowLayout
from clinicapp.ui.widgets.labels import label
from clinicapp.ui.widgets.layouts import column, holder
from clinicapp.ui.widgets.pdf_view import Fit, PdfView

VIEW_HIGH = 520


def kept_paper(desk: ConsentDesk) -> str:
    """The paper that was chosen last for the instruction sheet."""
    kept = str(desk.settings.get(PAPER_KEY, "Letter"))
    return kept if kept in ("Letter", "A4") else "Letter"


class PaperView(QFrame):
    """A PDF on a sunken ground, as wide as its card."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setProperty("card", "sunken")
        self.view = PdfView(name)
        self.view.set_fit(Fit.WIDTH)
        self.setLayout(column(self.view, margins=1))
        notifier.theme_changed.connect(self._apply_scale)
        self._apply_scale()

    def _apply_scale(self) -> None:
        self.view.setFixedHeight(px(VIEW_HIGH))


class CopyCard(ConsentCard):
    """The kept PDF of a signed consent, and what was given to the patient."""

    said = Signal(str, str)  # what was done, and where it is

    def __init__(self, desk: ConsentDesk) -> None:
        super().__init__(desk)
        self._pdf: bytes | None = None
        self._known: object = None
        self.paper = PaperView(self.tr("Signed copy"))
        self.given = label("", "strong", wrap=True)
        self.given.setObjectName("copy_given")
        self.print_act = button(self.tr("Print…"), "primary", icon="printer", bulk="act")
        self.save_act = button(self.tr("Save as PDF…"), icon="download", bulk="act")
        self.decline = button(self.tr("The patient does not want a copy"), "quiet", bulk="act")
        line = FlowLayout()
        for code, act, do in (
            ("print_copy", self.print_act, self._print),
            ("save_copy", self.save_act, self._save),
            ("decline_copy", self.decline, self._decline),
        ):
            act.setObjectName(code)
            act.clicked.connect(do)
            line.addWidget(act)
        self._acts = holder(line)
        self.build(self.tr("Signed copy"), "", self._acts, self.given, self.paper)

    @property
    def pdf(self) -> bytes | None:
        """The copy that is shown."""
        return self._pdf

    def show_file(self, consent_file: ConsentFile) -> None:
        consent = consent_file.consent
        self.setVisible(consent.is_signed)
        self._acts.setVisible(self.desk.may_take())
        known = (consent.id, consent.is_signed)
        if known != self._known:
            self._known = known
            self._read(consent_file)
        given = consent.copy_given
        self.decline.setVisible(given is None)
        words = self.tr("No copy was given to the patient yet.")
        if given:
            words = self.tr("{what}, {at}, by {name}").format(
                what=copy_words(given.how),
                at=consent_file.moment(given.at),
                name=consent_file.name_of(given.by),
            )
        if consent.withdrawal:
            at = consent_file.moment(consent.withdrawal.at)
            told = self.tr("Withdrawn {at}: the copy shows the consent as it was signed.")
            words = f"{told.format(at=at)} {words}"
        self.given.setText(words)

    def forget(self) -> None:
        self._known = None

    def _read(self, consent_file: ConsentFile) -> None:
        consent = consent_file.consent
        hub = self.desk.hub
        self._pdf = (
            hub.ask(self.desk.records.consent_copy, consent.id) if consent.is_signed else None
        )
        self.paper.view.show_pdf(self._pdf)
        self.paper.setVisible(self._pdf is not None)
        for act in (self.print_act, self.save_act):
            act.setEnabled(self._pdf is not None)

    # acts ------------------------------------------------------------------------------------
    def _print(self) -> None:
        pages = self.paper.view.pages
        if pages is None or not self.desk.lets():
            return
        name, images = self.tr("Consent"), pages.images(PRINT_DPI)
        if self.desk.edges.print_pages(self, images, kept_paper(self.desk), name):
            self.desk.run(give_copy, "printed")
            self.said.emit(self.tr("The copy was sent to the printer."), "")

    def _save(self) -> None:
        pdf, consent_file = self._pdf, self.desk.file
        if pdf is None or consent_file is None or not self.desk.lets():
            return
        # No patient's name: file names are seen by everybody, and synchronised anywhere.
        consent = consent_file.consent
        day = local_day(consent.closed_at or consent.begun_at, consent_file.zone)
        path = self.desk.edges.choose_pdf(self, f"consent-{day.isoformat()}.pdf")
        if path is not None and self._write(path, pdf):
            self.desk.run(give_copy, "saved")
            words = self.tr("Saved as {name} in {folder}.")
            self.said.emit(words.format(name=path.name, folder=path.parent), "")

    def _write(self, path: Path, pdf: bytes) -> bool:
        def write() -> bool:
            write_atomically(path, pdf)
            return True

        return bool(self.desk.hub.ask(write))

    def _decline(self) -> None:
        self.desk.run(give_copy, "declined")
