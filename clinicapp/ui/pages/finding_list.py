"""What the checks have found at one gate, and taking on what holds the signature."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QWidget

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
MISSING = ("info", "circle-dashed", "accent_text")
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
        self.setAccessibleName(f"{finding.happened} {finding.remedy}")
        if taken is None:
            words.addWidget(label(finding.remedy, "label", "text_2", wrap=True))
        line = row(glyph, holder(words), gap="s")
        line.setAlignment(glyph, Qt.AlignmentFlag.AlignTop)
        line.setStretch(1, 1)
        parts = column(line, gap="s", margins=(12, 10, 12, 10))
        self.reason: TextField | None = None
        if taken is not None:
            words.addWidget(label(self._taken_words(taken, case), "label", "text_2", wrap=True))
        elif finding.severity is Severity.HOLD and case.session.is_open:
            parts.addWidget(self._answer())
        self.setLayout(parts)

    def _taken_words(self, taken: Acknowledgement, case: Case) -> str:
        people = self._hub.ask(self._hub.records.people) or ()
        name = next((p.signed_name for p in people if p.id == taken.by), "")
        return self.tr("Taken on: {reason}\n{name}, {at}").format(
            reason=taken.reason, name=name, at=moment_words(taken.at, case.zone)
        )

    def _answer(self) -> QWidget:
        if not self._hub.may(Permission.ANSWER_HOLD):
            words = self.tr("A physician can take this on with a reason.")
            return label(words, "label", "text_2", wrap=True)
        self.reason = TextField(self.tr("Why it is right here"))
        self.reason.setObjectName("hold_reason")
        self.reason.edit.returnPressed.connect(self._take_on)
        act = button(self.tr("Take on"))
        act.setObjectName("take_on")
        act.clicked.connect(self._take_on)
        line = row(self.reason, act, gap="s")
        line.setAlignment(act, Qt.AlignmentFlag.AlignBottom)
        line.setStretch(0, 1)
        return holder(line)

    def _take_on(self) -> None:
        if self.reason is None:
            return
        if not self.reason.text.strip():
            self.reason.show_error(self.tr("Write why it is right here."))
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._hub.run(acknowledge, self._session_id, self.finding.key, self.reason.text)


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
            if card.reason:
                card.reason.set_text(drafts.get(card.finding.key, ""))
        self.setVisible(bool(self._cards))


def _look(finding: Finding, taken: Acknowledgement | None) -> tuple[str, str, str]:
    if taken is not None:
        return TAKEN
    return MISSING if finding.is_missing else LOOKS[finding.severity]
