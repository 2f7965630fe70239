"""Every version of the consent's words in one language, each readable as it was."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QDialog, QFrame, QScrollArea, QWidget

from clinicapp.commands.records import Records
from clinicapp.domain.consent.texts import ConsentTexts, digest_of_texts
from clinicapp.domain.consent.versions import TextsVersion
from clinicapp.ui.dialogs.consent_words_dialog import ConsentWordsDialog, Preview
from clinicapp.ui.hub import ChangeHub
from clinicapp.ui.models.consent_version_words import DIGEST_SHOWN, signed_words, version_words
from clinicapp.ui.theme.tokens import px
from clinicapp.ui.widgets.badges import Tag
from clinicapp.ui.widgets.buttons import button
from clinicapp.ui.widgets.labels import label
from clinicapp.ui.widgets.layouts import column, holder, row, rule
from clinicapp.ui.widgets.words import language_words

PAD, WIDE, HIGH = 24, 720, 560


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionAtHand:
    """One version with how many patients signed it; `made` is None for the shipped words."""

    texts: ConsentTexts
    made: TextsVersion | None
    signed: int


def all_versions(records: Records, language: str) -> tuple[VersionAtHand, ...]:
    """Every version of a language, the one in force first and the shipped words last."""
    made = records.texts_versions(language)
    every = [(v.texts, v) for v in reversed(made)]
    return tuple(
        VersionAtHand(
            texts=texts, made=version, signed=records.consents_standing_on(digest_of_texts(texts))
        )
        for texts, version in [*every, (records.shipped_texts(language), None)]
    )


class VersionLine(QFrame):
    """One version: its name, when, by whom and why, its digest; it can be opened."""

    def __init__(self, version: VersionAtHand, facts: str, *, is_in_force: bool) -> None:
        super().__init__()
        self.texts = version.texts
        self.setObjectName(f"version_{version.texts.version}")
        digest = digest_of_texts(version.texts)[:DIGEST_SHOWN]
        title = self.tr("Version {version}").format(version=version.texts.version)
        lines = [label(title, "strong"), label(facts, "label", "text_2", wrap=True)]
        if version.made:
            lines.append(label(version.made.reason, "body", wrap=True, selectable=True))
        digest_words = self.tr("SHA-256 {digest}…, {signed}").format(
            digest=digest, signed=signed_words(version.signed)
        )
        lines.append(label(digest_words, "label", "text_3", code=True, selectable=True))
        self.state = Tag(self.tr("In force"), "ok", "circle-check")
        self.state.setVisible(is_in_force)
        self.open = button(self.tr("Read"), icon="eye")
        self.open.setObjectName("read_version")
        self.open.setAccessibleName(f"{self.open.words}: {title}")
        line = row(column(*lines, gap="xxs"), self.state, self.open, margins=(0, 10, 0, 10))
        line.setStretch(0, 1)
        self.setLayout(line)


class ConsentVersionsDialog(QDialog):
    """Lists the versions, newest first; writes nothing."""

    def __init__(
        self, parent: QWidget | None, hub: ChangeHub, language: str, preview: Preview | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("consent_versions_dialog")
        self._hub, self._preview = hub, preview
        title = self.tr("Versions of the consent, {language}")
        self.setWindowTitle(title.format(language=language_words(language)))
        people = {p.id: p for p in hub.ask(hub.records.people) or ()}
        versions = hub.ask(all_versions, hub.records, language) or ()
        self.lines = [
            VersionLine(v, version_words(v.made, people, hub.records.zone), is_in_force=n == 0)
            for n, v in enumerate(versions)
        ]
        for line in self.lines:
            line.open.clicked.connect(partial(self._on_read, line.texts))
        self.close_act = button(self.tr("Close"), "primary", bulk="act")
        self.close_act.setObjectName("dialog_close")
        self.close_act.clicked.connect(self.accept)
        self._lay_out()
        self.close_act.setFocus()

    @classmethod
    def ask(
        cls, parent: QWidget | None, hub: ChangeHub, language: str, preview: Preview | None = None
    ) -> None:
        """Show the versions until the dialog is closed."""
        dialog = cls(parent, hub, language, preview)
        dialog.exec()
        dialog.deleteLater()

    def _lay_out(self) -> None:
        about = self.tr("Nothing is lost: a consent stays readable in the words it was signed in.")
        head = column(
            label(self.windowTitle(), "title2", wrap=True),
            label(about, "body", "text_2", wrap=True),
            gap="xxs",
            margins=(PAD, 20, PAD, 12),
        )
        scroller = QScrollArea()
        scroller.setWidgetResizable(True)
        inner = column(*self.lines, None, gap=0, margins=(PAD, 4, PAD, 12))
        scroller.setWidget(holder(inner, "inner"))
        foot = column(row(None, self.close_act), margins=(PAD, 12, PAD, 16))
        box = column(holder(head), rule(), scroller, rule(), holder(foot), gap=0)
        box.setStretch(2, 1)
        self.setLayout(box)
        room = self.screen().availableSize()
        self.resize(min(px(WIDE), room.width()), min(px(HIGH), room.height()))

    def _on_read(self, texts: ConsentTexts) -> None:
        ConsentWordsDialog.read(self, self._hub, texts, self._preview)
