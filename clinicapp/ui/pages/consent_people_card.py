"""The card of who signs for the patient and who interprets; kept as it is written."""

from __future__ import annotations

from clinicapp.commands.consents import name_interpreter, name_representative
from clinicapp.domain.consent.record import Consent, Interpreter, Representative
from clinicapp.domain.safety import label_of
from clinicapp.ui.pages.consent_card import ConsentCard
from clinicapp.ui.pages.consent_desk import ConsentDesk, ConsentFile
from clinicapp.ui.pages.fact_parts import LineChips, titled
from clinicapp.ui.widgets.choices import ChoiceChips
from clinicapp.ui.widgets.fields import TextField
from clinicapp.ui.widgets.labels import label
from clinicapp.ui.widgets.layouts import column, holder

PATIENT, REPRESENTATIVE = "patient", "representative"
YES, NO = "yes", "no"


class PeopleCard(ConsentCard):
    """Representative and interpreter; they can be named until the patient signs."""

    def __init__(self, desk: ConsentDesk) -> None:
        super().__init__(desk)
        self._known: object = None
        self._make_fields()
        self._represented = holder(
            column(
                self.name,
                titled(self.tr("Relationship"), self.relationship),
                self.authority,
                gap="s",
            )
        )
        self._interpreted = holder(
            column(self.interpreter, self.number, self.language, gap="s"),
        )
        self._form = holder(
            column(
                titled(self.tr("Who signs"), self.signer),
                self._represented,
                titled(self.tr("Interpreter needed"), self.needs),
                self._interpreted,
                gap="m",
            )
        )
        self.told = label("", "body", wrap=True)
        self.told.setObjectName("people_told")
        self.build(self.tr("Representative and interpreter"), "", self._form, self.told)
        self._connect()

    def _make_fields(self) -> None:
        signers = [(PATIENT, self.tr("The patient")), (REPRESENTATIVE, self.tr("A representative"))]
        self.signer = LineChips(signers, name=self.tr("Who signs"))
        self.name = TextField(self.tr("Name of the representative"))
        self.name.edit.setObjectName("representative_name")
        self.relationship = ChoiceChips(name=self.tr("Relationship"), can_clear=False, gap=4)
        lists = self.desk.records.rules.lists
        self.relationship.set_choices([(c.code, c.label) for c in lists.relationships])
        self.authority = TextField(self.tr("Authority, such as a proxy or guardianship"))
        self.authority.edit.setObjectName("representative_authority")
        yes_no = [(NO, self.tr("No")), (YES, self.tr("Yes"))]
        self.needs = LineChips(yes_no, name=self.tr("Interpreter needed"))
        self.interpreter = TextField(self.tr("Name of the interpreter"))
        self.interpreter.edit.setObjectName("interpreter_name")
        self.number = TextField(self.tr("Or the identification number"), code=True)
        self.number.edit.setObjectName("interpreter_number")
        self.language = TextField(self.tr("Language"))
        self.language.edit.setObjectName("interpreter_language")

    def _connect(self) -> None:
        for chips in (self.signer, self.relationship):
            chips.chosen.connect(lambda _code: self._keep_representative())
        self.needs.chosen.connect(lambda _code: self._keep_interpreter())
        for field in (self.name, self.authority):
            field.edit.editingFinished.connect(self._keep_representative)
        for field in (self.interpreter, self.number, self.language):
            field.edit.editingFinished.connect(self._keep_interpreter)

    def show_file(self, consent_file: ConsentFile) -> None:
        consent = consent_file.consent
        can_change = consent_file.is_unsigned and self.desk.may_take()
        told = self._told(consent)
        self.told.setText(told)
        self.told.setVisible(not can_change)
        self._form.setVisible(can_change)
        self.setVisible(can_change or bool(told))
        known = (consent.id, consent.representative, consent.needs_interpreter, consent.interpreter)
        # What somebody is typing stays: only another record is shown over it.
        if known != self._known:
            self._known = known
            self._fill(consent)
        self._show_parts()

    def forget(self) -> None:
        self._known = None

    def commit(self) -> None:
        """Keep what is written and was not left yet."""
        self._keep_representative()
        self._keep_interpreter()

    # filling ---------------------------------------------------------------------------------
    def _fill(self, consent: Consent) -> None:
        who, interpreter = consent.representative, consent.interpreter
        self.signer.choose(REPRESENTATIVE if who else PATIENT)
        self.name.set_text(who.name if who else "")
        self.relationship.choose(who.relationship if who else "")
        self.authority.set_text(who.authority if who else "")
        self.needs.choose(YES if consent.needs_interpreter else NO)
        self.interpreter.set_text(interpreter.name if interpreter else "")
        self.number.set_text(interpreter.number if interpreter else "")
        self.language.set_text(interpreter.language if interpreter else "")

    def _show_parts(self) -> None:
        self._represented.setVisible(self.signer.choice == REPRESENTATIVE)
        self._interpreted.setVisible(self.needs.choice == YES)

    def _told(self, consent: Consent) -> str:
        lines = []
        who, interpreter = consent.representative, consent.interpreter
        if who:
            relationships = self.desk.records.rules.lists.relationships
            relationship = label_of(relationships, who.relationship) if who.relationship else ""
            parts = (who.name, relationship, who.authority)
            words = self.tr("Representative: {parts}")
            lines.append(words.format(parts=", ".join(p for p in parts if p)))
        if interpreter:
            parts = (interpreter.name, interpreter.number, interpreter.language)
            words = self.tr("Interpreter: {parts}")
            lines.append(words.format(parts=", ".join(p for p in parts if p)))
        return "\n".join(lines)

    # keeping ---------------------------------------------------------------------------------
    def _keep_representative(self) -> None:
        consent_file = self.desk.file
        if consent_file is None or not consent_file.is_unsigned:
            return
        is_other = self.signer.choice == REPRESENTATIVE
        who = (
            Representative(
                name=self.name.text.strip(),
                relationship=self.relationship.choice,
                authority=self.authority.text.strip(),
            )
            if is_other
            else None
        )
        if who != consent_file.consent.representative:
            self.desk.run(name_representative, who)

    def _keep_interpreter(self) -> None:
        consent_file = self.desk.file
        if consent_file is None or not consent_file.is_unsigned:
            return
        parts = (
            self.interpreter.text.strip(),
            self.number.text.strip(),
            self.language.text.strip(),
        )
        is_needed = self.needs.choice == YES
        who = None
        if is_needed and any(parts):
            who = Interpreter(name=parts[0], number=parts[1], language=parts[2])
        consent = consent_file.consent
        if (is_needed, who) != (consent.needs_interpreter, consent.interpreter):
            self.desk.run(name_interpreter, who, is_needed)
