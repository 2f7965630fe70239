"""The card of what a consent still lacks, and how to go on with it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal

from clinicapp.commands.paper_consents import go_on_on
from clinicapp.domain.consent.record import ConsentKind, Medium
from clinicapp.domain.people import Permission
from clinicapp.ui.models.consent_words import open_lines
from clinicapp.ui.pages.consent_card import ConsentCard
from clinicapp.ui.pages.consent_desk import ConsentDesk, ConsentFile
from clinicapp.ui.widgets.buttons import button
from clinicapp.ui.widgets.flow import FlowLayout
from clinicapp.ui.widgets.labels import Glyph, label
from clinicapp.ui.widgets.layouts import column, empty, holder, row


class OpenCard(ConsentCard):
    """Lists what is open in plain words; hands the screen to the patient while it is theirs."""

    hand_over_wanted = Signal()
    paper_wanted = Signal()

    def __init__(self, desk: ConsentDesk) -> None:
        super().__init__(desk)
        self.lines: tuple[str, ...] = ()
        self._list = column(gap="xs")
        self.hand_over = button(
            self.tr("Hand the screen to the patient"), "primary", icon="hand", bulk="act"
        )
        self.hand_over.setObjectName("hand_over")
        self.paper = button(self.tr("Go on on paper"), icon="printer", bulk="act")
        self.paper.setObjectName("go_on_on_paper")
        acts = FlowLayout()
        for act in (self.hand_over, self.paper):
            acts.addWidget(act)
        self._acts = holder(acts)
        self.build(self.tr("Still open"), "", holder(self._list), self._acts)
        self.hand_over.clicked.connect(self.hand_over_wanted)
        self.paper.clicked.connect(self._go_on_on_paper)

    def show_file(self, consent_file: ConsentFile) -> None:
        consent = consent_file.consent
        self.setVisible(consent.is_open)
        may = self.desk.may_take()
        self.set_sentence("" if may else self.whose_work(Permission.TAKE_CONSENT))
        is_theirs = may and consent_file.waits_for_patient
        self.hand_over.setVisible(is_theirs)
        self.hand_over.set_kind("secondary" if consent_file.waits_for_answer else "primary")
        self.paper.setVisible(is_theirs and consent.kind is ConsentKind.COURSE)
        self._acts.setVisible(is_theirs)
        lines = open_lines(consent_file.points, consent_file.texts, consent_file.staff_name)
        if lines != self.lines:
            self.lines = lines
            self._rebuild()

    def forget(self) -> None:
        self.lines = ()
        empty(self._list)

    def _rebuild(self) -> None:
        empty(self._list)
        for words in self.lines:
            sign = Glyph("circle-dashed", "accent_text", 18)
            line = row(sign, label(words, wrap=True), gap="s")
            line.setAlignment(sign, Qt.AlignmentFlag.AlignTop)
            line.setStretch(1, 1)
            self._list.addWidget(holder(line))

    def _go_on_on_paper(self) -> None:
        if self.desk.run(go_on_on, Medium.PAPER):
            self.paper_wanted.emit()
