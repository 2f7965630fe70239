"""Recording that a clinician has reviewed the words of the consent."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from clinicapp.commands.consent_texts import record_consent_review
from clinicapp.domain.consent.texts import ConsentTexts, digest_of_texts
from clinicapp.ui.dialogs.form_dialog import FormDialog, asked
from clinicapp.ui.dialogs.line_form import side_by_side
from clinicapp.ui.hub import ChangeHub
from clinicapp.ui.models.consent_version_words import DIGEST_SHOWN
from clinicapp.ui.models.day_words import local_day
from clinicapp.ui.pages.day_field import DayField
from clinicapp.ui.widgets.fields import TextField
from clinicapp.ui.widgets.layouts import holder
from clinicapp.ui.widgets.words import language_words

WIDTH = 560


class ConsentReviewDialog(FormDialog):
    """Asks who reviewed the words in force, and when."""

    def __init__(self, parent: QWidget | None, hub: ChangeHub, texts: ConsentTexts) -> None:
        super().__init__(parent, hub)
        self.setObjectName("consent_review_dialog")
        self._language = texts.language
        self.reviewer = TextField(self.tr("Reviewed by"), hint=self.tr("Name and credentials"))
        self.reviewer.edit.setObjectName("reviewer")
        self.day = DayField(self.tr("On"))
        self.day.edit.setObjectName("reviewed_on")
        self.day.set_day(local_day(hub.clock(), hub.records.zone))
        about = self.tr(
            "A clinician has read every word of version {version}, SHA-256 {digest}…, and agrees "
            "with it. A later version needs a review of its own."
        )
        self.build(
            self.tr("Record the review, {language}").format(
                language=language_words(texts.language)
            ),
            about.format(version=texts.version, digest=digest_of_texts(texts)[:DIGEST_SHOWN]),
            self.tr("Record the review"),
            holder(side_by_side((self.reviewer, 3), (self.day, 2))),
            width=WIDTH,
        )

    @classmethod
    def ask(cls, parent: QWidget | None, hub: ChangeHub, language: str) -> bool:
        """Whether a review was recorded."""
        texts = hub.ask(hub.records.consent_texts, language)
        return texts is not None and asked(cls(parent, hub, texts))

    def typed_text(self) -> str:
        return self.reviewer.text

    def submit(self) -> None:
        day, name = self.day.day, self.reviewer.text.strip()
        if not name:
            self.reviewer.show_error(self.tr("Write the name."))
        if day is None:
            self.day.show_error(self.tr("Such as 2026-11-22 or 22 Nov 2026"))
        elif name and self._hub.run(record_consent_review, self._language, name, day):
            self.accept()
