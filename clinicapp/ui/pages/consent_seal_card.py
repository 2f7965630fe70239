"""The card that proves a closed consent: what was sealed, and whether it still is that."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton

from clinicapp.commands.consent_verifying import verify_consent
from clinicapp.ui.announce import announce
from clinicapp.ui.pages.consent_card import ConsentCard
from clinicapp.ui.pages.consent_desk import ConsentDesk, ConsentFile
from clinicapp.ui.widgets.buttons import button
from clinicapp.ui.widgets.labels import ElidedLabel, Glyph, label, set_tone
from clinicapp.ui.widgets.layouts import ScaledLayout, column, holder, row


class SealCard(ConsentCard):
    """The digests of the words and of the record, and the look at both on demand."""

    def __init__(self, desk: ConsentDesk) -> None:
        super().__init__(desk)
        self._known: object = None
        self.words_digest = ElidedLabel("", "label", "text_2", code=True)
        self.record_digest = ElidedLabel("", "label", "text_2", code=True)
        self.verify = button(self.tr("Verify"), icon="shield-check")
        self.verify.setObjectName("verify_consent")
        self._sign = Glyph("circle-check", "ok")
        self.found = label("", "body", wrap=True)
        self.found.setObjectName("verify_found")
        found = row(self._sign, self.found, gap="s")
        found.setStretch(1, 1)
        self._found = holder(found)
        words = self._digest_row(self.tr("Digest of the words"), self.words_digest, "words")
        record = self._digest_row(self.tr("Digest of the record"), self.record_digest, "record")
        self._record = holder(record)
        self._proof = holder(row(self.verify, None, gap="s"))
        self.build(self.tr("Proof"), "", self._proof, self._found, holder(words), self._record)
        self.verify.clicked.connect(self._on_verify)

    def _digest_row(self, name: str, digest: ElidedLabel, code: str) -> ScaledLayout:
        copy = button(self.tr("Copy"), "quiet", icon="copy")
        copy.setObjectName(f"copy_{code}_digest")
        copy.setAccessibleName(self.tr("Copy: {name}").format(name=name))
        copy.clicked.connect(lambda: self._copy(copy, digest))
        named: QLabel = label(name, "caption", "text_3")
        line = row(column(named, digest, gap=1), copy, gap="s")
        line.setStretch(0, 1)
        return line

    def show_file(self, consent_file: ConsentFile) -> None:
        consent = consent_file.consent
        self.words_digest.set_full_text(consent.texts_digest)
        self._proof.setVisible(not consent.is_open)
        if consent != self._known:
            # What was found was found of the record before.
            self._known = consent
            self._found.hide()
            self._show_record_digest(consent_file)

    def forget(self) -> None:
        self._known = None

    def _show_record_digest(self, consent_file: ConsentFile) -> None:
        consent = consent_file.consent
        seals = () if consent.is_open else self.desk.records.consent_seals(consent.id)
        self._record.setVisible(bool(seals))
        self.record_digest.set_full_text(seals[-1].digest if seals else "")

    def _on_verify(self) -> None:
        consent_file = self.desk.file
        if consent_file is None:
            return
        consent_id = consent_file.consent.id
        report = self.desk.hub.ask(verify_consent, self.desk.records, consent_id)
        if report is None:
            return
        words = self.tr("Intact: exactly what was signed")
        if not consent_file.consent.is_signed:
            words = self.tr("Intact: exactly what was recorded when it was closed")
        icon, tone = ("circle-check", "ok") if report.is_intact else ("octagon-x", "danger")
        self._sign.set_glyph(icon, tone)
        self.found.setText(words if report.is_intact else "\n".join(report.problems))
        set_tone(self.found, tone)
        self._found.show()
        announce(self, self.found.text(), assertive=not report.is_intact)

    def _copy(self, act: QPushButton, digest: ElidedLabel) -> None:
        QGuiApplication.clipboard().setText(digest.full_text)
        announce(act, self.tr("Copied"))
