"""The words of the consent, to be read or changed; a change becomes a new version."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from clinicapp.commands.consent_texts import save_consent_texts
from clinicapp.commands.records import Records
from clinicapp.domain.consent.editing import check_edited, next_version, on_shipped
from clinicapp.domain.consent.texts import ConsentTexts, digest_of_texts
from clinicapp.ui.dialogs.form_dialog import FRAME, FormDialog, asked
from clinicapp.ui.dialogs.words_parts import WordsParts
from clinicapp.ui.hub import ChangeHub
from clinicapp.ui.models.consent_version_words import reading_tag, standing_words
from clinicapp.ui.models.reading import judge, reading
from clinicapp.ui.theme.tokens import px
from clinicapp.ui.widgets.badges import Tag
from clinicapp.ui.widgets.buttons import button
from clinicapp.ui.widgets.fields import TextField
from clinicapp.ui.widgets.labels import label
from clinicapp.ui.widgets.layouts import column, holder, row
from clinicapp.ui.widgets.pdf_view import Fit, PdfView
from clinicapp.ui.widgets.words import language_words

WIDTH, HIGH = 1080, 860
Preview = Callable[[ConsentTexts], bytes]
"""Makes the PDF of a blank consent in some words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsAtHand:
    """What a new version begins from: the words shipped and in force, its name, who signed."""

    shipped: ConsentTexts
    in_force: ConsentTexts
    next_version: str
    standing: int


def words_at_hand(records: Records, language: str) -> WordsAtHand:
    """Read what a new version in a language begins from."""
    shipped, in_force = records.shipped_texts(language), records.consent_texts(language)
    known = [v.version for v in records.texts_versions(language)]
    return WordsAtHand(
        shipped=shipped,
        in_force=in_force,
        next_version=next_version(shipped.version, known),
        standing=records.consents_standing_on(digest_of_texts(in_force)),
    )


class ConsentWordsDialog(FormDialog):
    """Every line of the consent; `at_hand` makes it the form of a new version."""

    def __init__(
        self,
        parent: QWidget | None,
        hub: ChangeHub,
        texts: ConsentTexts,
        *,
        at_hand: WordsAtHand | None = None,
        preview: Preview | None = None,
    ) -> None:
        super().__init__(parent, hub)
        self.setObjectName("consent_words_dialog")
        self._at_hand, self._preview = at_hand, preview
        self.parts = WordsParts(
            texts, partial(judge, texts.language), may_change=at_hand is not None
        )
        self.reading = Tag(can_shrink=True)
        self.reading.setObjectName("reading")
        self.view = PdfView(self.tr("Preview"))
        self.view.set_fit(Fit.WIDTH)
        self.preview_act = button(self.tr("Preview"), icon="eye")
        self.preview_act.setObjectName("preview")
        self.preview_act.setVisible(preview is not None)
        self.reason = TextField(self.tr("Why the words change"))
        self.reason.edit.setObjectName("reason")
        self.standing = label("", "label", "text_2", wrap=True)
        self.standing.setObjectName("standing")
        self._stack = QStackedWidget()
        self._lay_out(texts)
        self.parts.edited.connect(self._show_draft)
        self.preview_act.clicked.connect(self._on_preview)
        self._show_draft()

    @classmethod
    def ask(
        cls, parent: QWidget | None, hub: ChangeHub, language: str, preview: Preview | None = None
    ) -> bool:
        """Whether a new version was saved."""
        at_hand = hub.ask(words_at_hand, hub.records, language)
        if at_hand is None:
            return False
        start = on_shipped(at_hand.shipped, at_hand.in_force)
        return asked(cls(parent, hub, start, at_hand=at_hand, preview=preview))

    @classmethod
    def read(
        cls,
        parent: QWidget | None,
        hub: ChangeHub,
        texts: ConsentTexts,
        preview: Preview | None = None,
    ) -> None:
        """Show the words of a version until the dialog is closed."""
        asked(cls(parent, hub, texts, preview=preview))

    @property
    def draft(self) -> ConsentTexts:
        """The words as they are typed now."""
        return self.parts.texts

    @property
    def is_previewing(self) -> bool:
        """Whether the paper is shown in place of the words."""
        return self._stack.currentWidget() is self.view

    def typed_text(self) -> str:
        return self.reason.text + "".join(self.parts.changed)

    def submit(self) -> None:
        if self._at_hand is None:
            return
        self._show_words()
        is_filled = self.parts.is_filled()
        if not self.reason.text.strip():
            self.reason.show_error(self.tr("Write why, in a few words."))
            if is_filled:
                self.reason.setFocus()
        elif is_filled and self._hub.run(save_consent_texts, self.draft, self.reason.text):
            self.accept()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        room = self.screen().availableSize().height() - FRAME
        self.resize(self.width(), min(max(self.height(), px(HIGH)), room))

    # building --------------------------------------------------------------------------------
    def _lay_out(self, texts: ConsentTexts) -> None:
        for stage in (self.parts, self.view):
            self._stack.addWidget(stage)
        bar = row(self.reading, None, self.preview_act, gap="m")
        body = holder(column(holder(bar), self._stack, gap="s"))
        language = language_words(texts.language)
        if self._at_hand is None:
            title = self.tr("Words of the consent, {language}, version {version}")
            self.build(
                title.format(language=language, version=texts.version),
                self.tr("These words can be read here and not changed."),
                "",
                body,
                width=WIDTH,
            )
            self.save.hide()
            self.cancel.set_words(self.tr("Close"))
        else:
            self._build_form(self._at_hand, language, body)
        # The words take what room there is, not the space below the fields.
        self._fields.setStretch(0, 1)
        self._fields.setStretch(self._fields.count() - 1, 0)
        self.parts.list.setFocus()

    def _build_form(self, at_hand: WordsAtHand, language: str, body: QWidget) -> None:
        about = self.tr(
            "Version {version} is in force. What was signed in it stays readable as it is. "
            "No risk, section or locked line can be taken out."
        )
        foot = row(self.reason, self.standing, gap="l")
        foot.setStretch(0, 3)
        foot.setStretch(1, 2)
        self.build(
            self.tr("Words of the consent, {language}").format(language=language),
            about.format(version=at_hand.in_force.version),
            self.tr("Save as version {version}").format(version=at_hand.next_version),
            body,
            holder(foot),
            width=WIDTH,
        )
        self.standing.setText(standing_words(at_hand.standing))

    # showing ---------------------------------------------------------------------------------
    def _show_draft(self) -> None:
        draft = self.draft
        self.reading.show_tag(*reading_tag(reading(draft)))
        if self._at_hand is not None:
            self.save.setEnabled(draft != self._at_hand.in_force)

    def _on_preview(self) -> None:
        if self.is_previewing:
            self._show_words()
            return
        pdf = self._hub.ask(self._paper)
        if pdf is not None:
            self.view.show_pdf(pdf)
            self._stack.setCurrentWidget(self.view)
            self.preview_act.set_words(self.tr("Back to the words"))
            self.preview_act.set_icon("pencil")

    def _show_words(self) -> None:
        self._stack.setCurrentWidget(self.parts)
        self.preview_act.set_words(self.tr("Preview"))
        self.preview_act.set_icon("eye")

    def _paper(self) -> bytes:
        assert self._preview is not None
        if self._at_hand is None:
            return self._preview(self.draft)
        tidy = check_edited(self._at_hand.shipped, self.draft)
        return self._preview(replace(tidy, version=self._at_hand.next_version))
