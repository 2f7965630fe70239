"""What is read off our own signed form: answers, identity, own words, signatures."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QWidget

from clinicapp.domain.consent.on_paper import PaperAnswers
from clinicapp.domain.consent.record import RiskReply, SignerRole
from clinicapp.domain.people import Permission
from clinicapp.ui.pages.consent_desk import ConsentDesk, ConsentFile
from clinicapp.ui.pages.consent_paper_signatures import PaperSignatureRow
from clinicapp.ui.pages.fact_parts import LineChips, first_wrong, titled
from clinicapp.ui.widgets.buttons import button
from clinicapp.ui.widgets.fields import TextField
from clinicapp.ui.widgets.flow import FlowLayout
from clinicapp.ui.widgets.labels import label
from clinicapp.ui.widgets.layouts import column, empty, holder, row

UNDERSTOOD, ANSWERED, REFUSED = "understood", "answered", "refused"
REPLIES = {
    UNDERSTOOD: RiskReply.UNDERSTOOD,
    ANSWERED: RiskReply.UNDERSTOOD,
    REFUSED: RiskReply.REFUSED,
}
YES, NO = "yes", "no"


class PaperForm(QWidget):
    """The form risk by risk and signature by signature; nothing is ticked until somebody does."""

    def __init__(self, desk: ConsentDesk) -> None:
        super().__init__()
        self._desk = desk
        self.ticks: dict[str, LineChips] = {}
        self.every = button("", icon="check-check")
        self.every.setObjectName("all_understood")
        self._risks = column(gap="xs")
        choices = [(YES, self.tr("Compared")), (NO, self.tr("Not compared"))]
        self.identity = LineChips(choices, name=self.tr("Identity"), can_clear=True)
        decisions = [(YES, self.tr("I agree")), (NO, self.tr("Decline, or not today"))]
        self.decision = LineChips(decisions, name=self.tr("Decision"), can_clear=True)
        self.decision.setObjectName("paper_decision")
        self.own_words = TextField(self.tr("In the patient’s own words, if written there"))
        self.own_words.edit.setObjectName("paper_own_words")
        self.rows = {role: PaperSignatureRow(role) for role in SignerRole}
        compared = self.tr("Name and birth date on the form, with the patient’s document")
        ticks = FlowLayout()
        ticks.addWidget(self.every)
        self.setLayout(
            column(
                label(self.tr("Ticks on the form"), "strong"),
                holder(ticks),
                holder(self._risks),
                titled(compared, self.identity),
                self.own_words,
                titled(self.tr("The decision that is ticked"), self.decision),
                label(self.tr("Signatures on the form"), "strong"),
                *self.rows.values(),
                gap="m",
            )
        )
        self.every.clicked.connect(self._tick_all)

    def start(self, consent_file: ConsentFile, at: datetime) -> None:
        """Begin with what is recorded of the form already; no signature is proposed."""
        self._list_risks(consent_file)
        consent = consent_file.consent
        self.identity.choose(YES if consent.identity_confirmed_at else "")
        self.decision.choose("")
        self.own_words.set_text(consent.teach_back)
        for role, line in self.rows.items():
            line.start("", at, consent_file.zone)
            if role is SignerRole.PATIENT:
                line.name.set_text(consent_file.patient.full_name)
        self.follow(consent_file)

    def follow(self, consent_file: ConsentFile) -> None:
        """Ask for the signatures that are required now; what is written stays."""
        access = self._desk.records.access
        consent = consent_file.consent
        physicians = [
            p for p in consent_file.people.values() if access.may(p, Permission.EXPLAIN_CONSENT)
        ]
        self.rows[SignerRole.CLINICIAN].offer_physicians(physicians, consent.practitioner_id)
        who, interpreter = consent.representative, consent.interpreter
        self._propose(SignerRole.REPRESENTATIVE, who.name if who else "")
        named = (interpreter.name or interpreter.number) if interpreter else ""
        self._propose(SignerRole.INTERPRETER, named)
        for role, line in self.rows.items():
            line.setVisible(role in consent_file.roles)

    def entry(self, consent_file: ConsentFile) -> PaperAnswers | None:
        """What is read off; None, with the reasons beside the fields, while one is unreadable."""
        rows = [self.rows[role] for role in consent_file.roles]
        signatures = [line.entry(consent_file.zone) for line in rows]
        if first_wrong(*(field for line in rows for field in line.fields)):
            return None
        consent = consent_file.consent
        ticked = ((risk, chips.choice) for risk, chips in self.ticks.items())
        return PaperAnswers(
            replies=tuple((risk, REPLIES[code]) for risk, code in ticked if code),
            signatures=tuple(s for s in signatures if s),
            identity_checked=self.identity.choice == YES,
            agrees=self.decision.choice == YES if self.decision.choice else None,
            asked=tuple(risk for risk, c in self.ticks.items() if c.choice == ANSWERED),
            asked_words=self.tr("Written on the form."),
            answered_words=self.tr("Answered in writing on the form."),
            representative=consent.representative,
            interpreter=consent.interpreter,
            teach_back=self.own_words.text,
        )

    def take_keyboard(self) -> None:
        """Give the keyboard to the ticks."""
        self.every.setFocus()

    def _propose(self, role: SignerRole, name: str) -> None:
        line = self.rows[role]
        if name and not line.name.text.strip():
            line.name.set_text(name)

    def _list_risks(self, consent_file: ConsentFile) -> None:
        empty(self._risks)
        self.ticks = {}
        choices = [
            (UNDERSTOOD, self.tr("Understands")),
            (ANSWERED, self.tr("Question answered")),
            (REFUSED, self.tr("Does not accept")),
        ]
        for risk in consent_file.texts.risks:
            name = consent_file.both_names(risk.code)
            chips = LineChips(choices, name=name, can_clear=True)
            chips.setObjectName(f"tick_{risk.code}")
            answer = consent_file.consent.answer_to(risk.code)
            if answer:
                is_refused = answer.reply is RiskReply.REFUSED
                chips.choose(REFUSED if is_refused else UNDERSTOOD)
            self.ticks[risk.code] = chips
            line = row(label(name, "body", wrap=True), chips, gap="s")
            line.setStretch(0, 1)
            self._risks.addWidget(holder(line))
        words = self.tr("All {n} understood")
        self.every.set_words(words.format(n=len(self.ticks)))

    def _tick_all(self) -> None:
        for chips in self.ticks.values():
            chips.choose(UNDERSTOOD)
