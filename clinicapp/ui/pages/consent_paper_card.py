"""The cards of a consent on paper: the form to be printed, and what stands on the signed one."""

from __future__ import annotations

from PySide6.QtCore import Signal

from clinicapp.commands.paper_consents import consent_form, go_on_on, record_paper
from clinicapp.domain.consent.paper_code import paper_code
from clinicapp.domain.consent.record import Medium
from clinicapp.ui.models.consent_words import open_lines
from clinicapp.ui.pages.consent_card import ConsentCard
from clinicapp.ui.pages.consent_copy_card import PaperView, kept_paper
from clinicapp.ui.pages.consent_desk import ConsentDesk, ConsentFile, read_consent_file
from clinicapp.ui.pages.consent_paper_form import PaperForm
from clinicapp.ui.pages.consent_people_card import PeopleCard
from clinicapp.ui.pages.sheet_page import PRINT_DPI
from clinicapp.ui.widgets.buttons import button
from clinicapp.ui.widgets.flow import FlowLayout
from clinicapp.ui.widgets.layouts import holder


class FormCard(ConsentCard):
    """The form of this consent, to be printed and signed by hand; or back to the screen."""

    said = Signal(str, str)

    def __init__(self, desk: ConsentDesk) -> None:
        super().__init__(desk)
        self._known: object = None
        self.paper = PaperView(self.tr("Consent form"))
        self.show_act = button(self.tr("Show the form"), icon="eye")
        self.print_act = button(self.tr("Print the form…"), icon="printer")
        self.back = button(self.tr("Back to the screen"), "quiet", icon="monitor")
        line = FlowLayout()
        for code, act, do in (
            ("print_form", self.print_act, self._print),
            ("back_to_screen", self.back, self._go_back),
            # Last, so that nothing takes its place under the finger when it goes.
            ("show_form", self.show_act, self.make_form),
        ):
            act.setObjectName(code)
            act.clicked.connect(do)
            line.addWidget(act)
        self.build(self.tr("Form on paper"), "", holder(line), self.paper)
        self._put_away()

    def show_file(self, consent_file: ConsentFile) -> None:
        consent = consent_file.consent
        may = consent_file.is_unsigned and consent_file.is_on_paper and self.desk.may_take()
        self.setVisible(may)
        words = self.tr("Its code {code} brings the signed form back to this consent.")
        self.set_sentence(words.format(code=paper_code(consent.id)))
        # Another language or representative is another form.
        known = (consent.id, consent.texts_digest, consent.representative, consent.interpreter)
        if not may or known != self._known:
            self._known = known
            self._put_away()

    def forget(self) -> None:
        self._known = None
        self._put_away()

    def make_form(self) -> bool:
        """Make the form and show it; False when it is refused."""
        consent_file = self.desk.file
        if consent_file is None:
            return False
        hub = self.desk.hub
        pdf = hub.ask(
            lambda: consent_form(
                hub.records, consent_file.consent.id, kept_paper(self.desk), act=hub.act()
            )
        )
        self.paper.view.show_pdf(pdf)
        self.paper.setVisible(pdf is not None)
        self.show_act.setVisible(pdf is None)
        return pdf is not None

    def _put_away(self) -> None:
        self.paper.view.show_pdf(None)
        self.paper.hide()
        self.show_act.show()

    def _print(self) -> None:
        if not self.desk.lets() or (self.paper.view.pages is None and not self.make_form()):
            return
        pages = self.paper.view.pages
        if pages is None:
            return
        name, images = self.tr("Consent form"), pages.images(PRINT_DPI)
        if self.desk.edges.print_pages(self, images, kept_paper(self.desk), name):
            words = self.tr("Record below what stands on it once it is signed.")
            self.said.emit(self.tr("The form was sent to the printer."), words)

    def _go_back(self) -> None:
        self.desk.run(go_on_on, Medium.SCREEN)


class PaperCard(ConsentCard):
    """What stands on the signed form, recorded by the rules of the screen."""

    recorded = Signal(object)  # tuple of what the form still lacks

    def __init__(self, desk: ConsentDesk, people: PeopleCard) -> None:
        super().__init__(desk)
        self._people = people
        self._known: object = None
        self.form = PaperForm(desk)
        self.record = button(
            self.tr("Record the signed form"), "primary", icon="clipboard-check", bulk="act"
        )
        self.record.setObjectName("record_paper")
        acts = FlowLayout()
        acts.addWidget(self.record)
        self.build(
            self.tr("What stands on the signed form"),
            self.tr("Copy what is there. What is missing stays open, and can be signed later."),
            self.form,
            holder(acts),
        )
        self.record.clicked.connect(self._record)

    def show_file(self, consent_file: ConsentFile) -> None:
        consent = consent_file.consent
        can_record = consent_file.is_unsigned and consent_file.is_on_paper
        self.setVisible(can_record and self.desk.may_take())
        known = (consent.id, consent.texts_digest)
        if not can_record:
            return
        if known != self._known:
            self._known = known
            self.form.start(consent_file, self.desk.hub.clock())
        else:
            self.form.follow(consent_file)

    def forget(self) -> None:
        self._known = None

    def _record(self) -> None:
        # Who signs is written beside, perhaps a moment ago.
        self._people.commit()
        consent_file = self.desk.file
        answers = self.form.entry(consent_file) if consent_file else None
        if consent_file is None or answers is None:
            return
        if self.desk.run(record_paper, answers):
            records, consent_id = self.desk.records, consent_file.consent.id
            after = read_consent_file(records, records.consent(consent_id), consent_file)
            self.recorded.emit(open_lines(after.points, after.texts, after.staff_name))
