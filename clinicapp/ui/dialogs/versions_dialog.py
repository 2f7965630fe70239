"""Every sealed version of a session, readable, and whether the record still is what was signed."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtWidgets import QDialog, QPlainTextEdit, QWidget

from clinicapp.commands.signing import verify_session
from clinicapp.domain.seal import Seal
from clinicapp.ui.hub import ChangeHub
from clinicapp.ui.models.version_words import (
    report_words,
    version_facts,
    version_text,
    version_title,
)
from clinicapp.ui.theme.tokens import px
from clinicapp.ui.widgets.buttons import button
from clinicapp.ui.widgets.choices import ChoiceChips
from clinicapp.ui.widgets.labels import label
from clinicapp.ui.widgets.layouts import column, holder, row, rule
from clinicapp.ui.widgets.notice import Notice

PAD, WIDE, HIGH = 24, 760, 640


class VersionsDialog(QDialog):
    """Shows the versions of one session, the newest first chosen; writes nothing."""

    def __init__(self, parent: QWidget | None, hub: ChangeHub, session_id: UUID) -> None:
        super().__init__(parent)
        self._hub, self._session_id = hub, session_id
        self._people = {p.id: p for p in hub.ask(hub.records.people) or ()}
        self._seals: tuple[Seal, ...] = hub.ask(hub.records.seals, session_id) or ()
        self.setWindowTitle(self.tr("Versions"))
        self.versions = ChoiceChips(name=self.tr("Version"), can_clear=False)
        self.versions.set_choices([(str(s.version), version_title(s)) for s in self._seals])
        self.facts = label("", "label", "text_2", wrap=True, selectable=True)
        self.facts.setObjectName("version_facts")
        self.text = QPlainTextEdit()
        self.text.setObjectName("version_text")
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(self.tr("What this version says"))
        self.notice = Notice()
        self.notice.hide()
        self.verify = button(self.tr("Verify"), icon="shield-check")
        self.verify.setObjectName("verify_seal")
        self.close_act = button(self.tr("Close"), "primary")
        self.close_act.setObjectName("dialog_close")
        self._lay_out()
        self.versions.chosen.connect(lambda _code: self._show())
        self.verify.clicked.connect(self._on_verify)
        self.close_act.clicked.connect(self.accept)
        self.notice.closed.connect(lambda: self.verify.setFocus())
        if self._seals:
            self.versions.choose(str(self._seals[-1].version))
        self._show()
        self.close_act.setFocus()

    @classmethod
    def ask(cls, parent: QWidget, hub: ChangeHub, session_id: UUID) -> None:
        """Show the versions until the dialog is closed."""
        dialog = cls(parent, hub, session_id)
        dialog.exec()
        dialog.deleteLater()

    def _lay_out(self) -> None:
        about = self.tr("Each signature, addendum and void is a version of its own; none is lost.")
        head = column(
            label(self.tr("Versions"), "title2"),
            label(about, "body", "text_2", wrap=True),
            self.versions,
            self.facts,
            gap="s",
            margins=(PAD, 20, PAD, 12),
        )
        foot = row(self.verify, None, self.close_act)
        body = column(self.text, self.notice, gap="m", margins=(PAD, 12, PAD, 12))
        body.setStretch(0, 1)
        box = column(
            holder(head),
            rule(),
            holder(body),
            rule(),
            holder(column(foot, margins=(PAD, 12, PAD, 16))),
            gap=0,
        )
        box.setStretch(2, 1)
        self.setLayout(box)
        room = self.screen().availableSize()
        self.resize(min(px(WIDE), room.width()), min(px(HIGH), room.height()))

    def _show(self) -> None:
        chosen = next((s for s in self._seals if str(s.version) == self.versions.choice), None)
        self.text.setVisible(chosen is not None)
        self.versions.setVisible(chosen is not None)
        if chosen is None:
            self.facts.setText(self._no_versions())
            return
        self.facts.setText(version_facts(chosen, self._people, self._hub.records.zone))
        self.text.setPlainText(version_text(chosen))

    def _no_versions(self) -> str:
        told = self._hub.ask(self._hub.records.seal_entries, self._session_id) or {}
        if count := len(told.get(self._session_id, ())):
            gone = self.tr("The sealed versions are missing; the audit trail tells of {n}.")
            return gone.format(n=count)
        return self.tr("This session was completed before there were seals.")

    def _on_verify(self) -> None:
        report = self._hub.ask(verify_session, self._hub.records, self._session_id)
        if report is None:
            return
        kind = "ok" if report.is_intact else "danger" if report.is_sealed else "info"
        self.notice.show_notice(kind, *report_words(report))
        self.notice.show()
