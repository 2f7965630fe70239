"""What the checks have found at one gate, and taking on what holds the signature."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from clinicapp.commands.session_facts import acknowledge
from clinicapp.domain.checks.case import Case
from clinicapp.domain.checks.finding import Finding, Severity
from clinicapp.domain.people import Permission
from clinicapp.domain.session_facts import Acknowledgement
from clinicapp.ui.hub import ChangeHub
from clinicapp.ui.models.day_words import moment_words
from clinicapp.ui.widgets.buttons import button
from clinicapp.ui.widgets.fields import TextField
from clinicapp.ui.widgets.labels import Glyph, label
from clinicapp.ui.widgets.layouts import column, holder, row

LOOKS = {
    Severity.BLOCK: ("danger", "octagon-x", "danger"),
    Severity.HOLD: ("warn", "triangle-alert", "warn"),
    Severity.WARN: ("sunken", "info", "text_2"),
}
PLAIN = ""
MISSING = ("info", "circle-dashed", "accent_text")
# What the panel itself records needs no card of its own.
TO_RECORD = (PLAIN, "circle-dashed", "accent_text")
TAKEN = ("sunken", "circle-check", "ok")


class FindingCard(QFrame):
    """One finding: what happened, what mends it, and the words with which a hold is taken on."""

    def __init__(self, hub: ChangeHub, case: Case, finding: Finding) -> None:
        super().__init__()
        self._hub, self._session_id = hub, case.session.id
        self.finding = finding
        taken = case.session.facts.acknowledged(finding.key)
        kind, icon, role = _look(finding, taken)
        self.setObjectName("finding")
        self.setProperty("card", kind)
        glyph = Glyph(icon, role, 20)
        words = column(label(finding.happened, "strong", wrap=True), gap=2)
        said = self._taken_words(taken, case) if taken else finding.remedy
        words.addWidget(label(said, "label", "text_2", wrap=True))
        self.setAccessibleName(f"{finding.happened} {said}")
        self._line = row(glyph, holder(words), gap="s")
        self._line.setAlignment(glyph, Qt.AlignmentFlag.AlignTop)
        self._line.setStretch(1, 1)
        margins = (0, 0, 0, 0) if kind == PLAIN else (12, 8, 12, 8)
        self._parts = column(self._line, gap="xs", margins=margins)
        self.reason: TextField | None = None
        self.act: QPushButton | None = None
        if finding.severity is Severity.HOLD and not taken and case.session.is_open:
            self._offer_answer()
        self.setLayout(self._parts)

    def _taken_words(self, taken: Acknowledgement, case: Case) -> str:
        people = self._hub.ask(self._hub.records.people) or ()
        name = next((p.signed_name for p in people if p.id == taken.by), "")
        return self.tr("Taken on: {reason}\n{name}, {at}").format(
            reason=taken.reason, name=name, at=moment_words(taken.at, case.zone)
        )

    def _offer_answer(self) -> None:
        """Offer to take the finding on; the reason is asked for when somebody wants to."""
        if not self._hub.may(Permission.ANSWER_HOLD):
            words = self.tr("A physician can take this on with a reason.")
            self._parts.addWidget(label(words, "label", "text_2", wrap=True))
            return
        self.act = button(self.tr("Take on"))
        self.act.setObjectName("take_on")
        self.act.setAccessibleName(self.tr("Take on: {what}").format(what=self.finding.happened))
        self._line.addWidget(self.act)
        self.reason = TextField(self.tr("Why it is right here"))
        self.reason.setObjectName("hold_reason")
        self.reason.hide()
        self._parts.addWidget(self.reason)
        self.reason.edit.returnPressed.connect(self._take_on)
        self.act.clicked.connect(self._take_on)

    def show_draft(self, text: str) -> None:
        """Show a reason that was being typed."""
        if self.reason is not None and text:
            self.reason.set_text(text)
            self.reason.show()

    def _take_on(self) -> None:
        if self.reason is None:
            return
        is_asked = self.reason.isVisible()
        self.reason.show()
        if self.reason.text.strip():
            self._hub.run(acknowledge, self._session_id, self.finding.key, self.reason.text)
            return
        if is_asked:
            self.reason.show_error(self.tr("Write why it is right here."))
        self.reason.edit.setFocus(Qt.FocusReason.OtherFocusReason)


class FindingList(QWidget):
    """The findings of one gate; what is being typed stays while its finding stands unchanged."""

    def __init__(self, hub: ChangeHub) -> None:
        super().__init__()
        self._hub = hub
        self._shown: object = None
        self._cards: list[FindingCard] = []
        self._column = column(gap="s")
        self.setLayout(self._column)
        self.hide()

    @property
    def cards(self) -> tuple[FindingCard, ...]:
        """The findings that are shown, the gravest first."""
        return tuple(self._cards)

    def show_findings(self, case: Case, findings: tuple[Finding, ...]) -> None:
        """Show these findings; the same ones keep their cards."""
        session, may = case.session, self._hub.may(Permission.ANSWER_HOLD)
        stand = [(f, session.facts.acknowledged(f.key), session.is_open, may) for f in findings]
        wanted = (session.id, stand)
        if wanted == self._shown:
            return
        self._shown = wanted
        drafts = {c.finding.key: c.reason.text for c in self._cards if c.reason}
        for card in self._cards:
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._cards = [FindingCard(self._hub, case, f) for f in findings]
        for card in self._cards:
            self._column.addWidget(card)
            card.show_draft(drafts.get(card.finding.key, ""))
        self.setVisible(bool(self._cards))


def _look(finding: Finding, taken: Acknowledgement | None) -> tuple[str, str, str]:
    if taken is not None:
        return TAKEN
    if finding.is_missing:
        return MISSING if finding.severity is Severity.HOLD else TO_RECORD
    return LOOKS[finding.severity]
