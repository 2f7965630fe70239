"""What is read off a signed consent on paper."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clinicapp.commands.session_facts import PaperConsentEntry
from clinicapp.domain.checks.case import Case
from clinicapp.domain.people import Permission
from clinicapp.ui.hub import ChangeHub
from clinicapp.ui.models.day_words import clock_time, local_day
from clinicapp.ui.pages.day_field import DayField
from clinicapp.ui.pages.fact_parts import ClockField, LineChips, first_wrong, titled
from clinicapp.ui.widgets.choices import ChoiceChips
from clinicapp.ui.widgets.fields import TextField
from clinicapp.ui.widgets.layouts import column, holder, row
from clinicapp.ui.widgets.multi_chips import MultiChips

PATIENT, REPRESENTATIVE = "patient", "representative"
YES, NO = "yes", "no"


class ConsentForm(QWidget):
    """Who has seen the paper, when who signed it before whom, and the risks the form names."""

    edited = Signal()

    def __init__(self, hub: ChangeHub) -> None:
        super().__init__()
        self._hub = hub
        self._case: Case | None = None
        self.day = DayField(self.tr("Signed on"))
        self.time = ClockField(self.tr("at"))
        self.time.setObjectName("consent_time")
        signers = [(PATIENT, self.tr("The patient")), (REPRESENTATIVE, self.tr("A representative"))]
        self.signer = LineChips(signers, name=self.tr("Signed by"))
        self.representative = TextField(self.tr("Name of the representative"))
        self.relationship = ChoiceChips(name=self.tr("Relationship"), gap=4)
        self.authority = TextField(self.tr("Authority, such as a proxy or guardianship"))
        self.practitioner = TextField(self.tr("Practitioner who obtained it"))
        yes_no = [(NO, self.tr("No")), (YES, self.tr("Yes"))]
        self.needs = LineChips(yes_no, name=self.tr("Interpreter needed"))
        self.interpreter = TextField(self.tr("Name of the interpreter"))
        self.seen_by = ChoiceChips(name=self.tr("Seen by"), can_clear=False, gap=4)
        self.risks = MultiChips(name=self.tr("Risks on the form"), gap=4)
        self._lay_out()
        self.signer.chosen.connect(lambda _code: self._show_parts())
        self.needs.chosen.connect(lambda _code: self._show_parts())
        for one in (self.risks, self.seen_by):
            one.chosen.connect(lambda _code: self.edited.emit())

    def _lay_out(self) -> None:
        self._represented = holder(
            column(
                self.representative,
                titled(self.tr("Relationship"), self.relationship),
                self.authority,
                gap="s",
            )
        )
        when = row(self.day, self.time, gap="m")
        when.setStretch(0, 2)
        when.setStretch(1, 1)
        chips = row(
            titled(self.tr("Signed by"), self.signer),
            titled(self.tr("Interpreter needed"), self.needs),
            None,
            gap="l",
        )
        self.setLayout(
            column(
                titled(self.tr("Who has seen the signed paper"), self.seen_by),
                when,
                chips,
                self._represented,
                self.interpreter,
                self.practitioner,
                titled(self.tr("Risks on the form"), self.risks),
                gap="s",
            )
        )

    def start(self, case: Case, practitioner: str) -> None:
        """Propose what is most likely: signed by the patient, just now, before the first dose.

        Where the patient has said something before, it matters what came last: then the time is
        read off the paper.
        """
        self._case = case
        begun = case.first_dose_at is not None
        is_first = not case.shelf.consents and case.session.facts.consent is None
        at = case.session.started_at if begun else case.now
        self.day.set_day(local_day(at, case.zone))
        self.time.set_text(clock_time(at, case.zone) if is_first and not begun else "")
        self.signer.choose(PATIENT)
        for field in (self.representative, self.authority, self.interpreter):
            field.set_text("")
        self.relationship.set_choices([(c.code, c.label) for c in case.rules.lists.relationships])
        self.practitioner.set_text(practitioner)
        self.needs.choose(NO)
        self.risks.set_choices([(c.code, c.label) for c in case.rules.lists.risks])
        self.risks.choose_all(())
        self._offer_staff()
        self._show_parts()

    def _offer_staff(self) -> None:
        """The people who may record a consent; nobody is proposed, whoever has seen it is named."""
        records = self._hub.records
        people = self._hub.ask(records.people) or ()
        able = [p for p in people if records.access.may(p, Permission.RECORD_FACTS)]
        self.seen_by.set_choices([(str(p.id), p.signed_name) for p in able])

    def first_focus(self) -> QWidget:
        """Where the keyboard begins."""
        return next(iter(self.seen_by.chips), self.day.edit)

    def entry(self) -> PaperConsentEntry | None:
        """What is written; None, with the reasons beside the fields, while something is missing."""
        signed_at = self._signed_at()
        if not self.practitioner.text.strip():
            self.practitioner.show_error(self.tr("Write who obtained the consent."))
        is_other = self.signer.choice == REPRESENTATIVE
        if is_other:
            for field in (self.representative, self.authority):
                if not field.text.strip():
                    field.show_error(self.tr("Write what stands on the form."))
        needs = self.needs.choice == YES
        if needs and not self.interpreter.text.strip():
            self.interpreter.show_error(self.tr("Write who interpreted."))
        shown = [self.day, self.time, self.practitioner]
        shown += [self.representative, self.authority] if is_other else []
        shown += [self.interpreter] if needs else []
        if first_wrong(*shown) or signed_at is None or not self.seen_by.choice:
            return None
        return PaperConsentEntry(
            signed_at=signed_at,
            signer=self.signer.choice,
            practitioner=self.practitioner.text,
            representative=self.representative.text if is_other else "",
            relationship=self.relationship.choice if is_other else "",
            authority=self.authority.text if is_other else "",
            needs_interpreter=needs,
            interpreter=self.interpreter.text if needs else "",
            risks=self.risks.choices,
            seen_by=UUID(self.seen_by.choice),
        )

    def _signed_at(self) -> datetime | None:
        if self._case is None:
            return None
        if self.day.day is None:
            self.day.show_error(self.tr("Such as 2026-11-22 or 22 Nov 2026"))
        return self.time.on_day(self.day.day, self._case.zone)

    def _show_parts(self) -> None:
        self._represented.setVisible(self.signer.choice == REPRESENTATIVE)
        self.interpreter.setVisible(self.needs.choice == YES)
        self.edited.emit()
