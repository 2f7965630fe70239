"""The words of the consent under Settings: which version is in force, reviewed or not."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QFrame, QWidget

from clinicapp.catalog.consent_texts import shipped_review
from clinicapp.commands.records import Records
from clinicapp.config.resources import resource
from clinicapp.domain.consent.texts import ConsentTexts
from clinicapp.domain.consent.versions import ConsentReview, TextsVersion
from clinicapp.domain.people import Permission
from clinicapp.ui.dialogs.consent_review_dialog import ConsentReviewDialog
from clinicapp.ui.dialogs.consent_versions_dialog import ConsentVersionsDialog
from clinicapp.ui.dialogs.consent_words_dialog import ConsentWordsDialog, Preview
from clinicapp.ui.hub import ChangeHub
from clinicapp.ui.models.consent_version_words import (
    TagWords,
    reading_tag,
    review_tag,
    version_words,
)
from clinicapp.ui.models.reading import reading
from clinicapp.ui.pages.section import Section
from clinicapp.ui.widgets.badges import Tag
from clinicapp.ui.widgets.buttons import Button, button
from clinicapp.ui.widgets.flow import FlowLayout
from clinicapp.ui.widgets.labels import label
from clinicapp.ui.widgets.layouts import column, empty, holder, row, rule
from clinicapp.ui.widgets.words import language_words


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageAtHand:
    """The words in force in one language; `made` is None for the shipped ones."""

    texts: ConsentTexts
    made: TextsVersion | None
    review: ConsentReview | None
    shipped_review: str

    @property
    def review_tag(self) -> TagWords:
        """Whether a clinician has reviewed these words."""
        return review_tag(self.review, "" if self.made else self.shipped_review)


def on_paper(texts: ConsentTexts) -> bytes:
    """Words as a form of nobody that says it is a preview."""
    # Imported here: nobody waits for the PDF library before the first preview.
    from clinicapp.commands.consent_papers import texts_preview

    return texts_preview(texts)


def languages_at_hand(records: Records) -> tuple[LanguageAtHand, ...]:
    """The words in force in every language."""
    return tuple(_at_hand(records, language) for language in records.consent_languages())


def _at_hand(records: Records, language: str) -> LanguageAtHand:
    versions = records.texts_versions(language)
    return LanguageAtHand(
        texts=records.consent_texts(language),
        made=versions[-1] if versions else None,
        review=records.texts_review(language),
        shipped_review=shipped_review(resource("consent"), language),
    )


class ConsentWordsRow(QFrame):
    """One language: its version, reading figure and review, and what can be done with it."""

    change_wanted = Signal(str)  # language
    review_wanted = Signal(str)
    versions_wanted = Signal(str)

    def __init__(self, language: str) -> None:
        super().__init__()
        self.language = language
        self.setObjectName(f"consent_words_{language}")
        self._title = label("", "strong", selectable=True)
        self._facts = label("", "label", "text_2", wrap=True)
        self.review, self.reading = Tag(can_shrink=True), Tag(can_shrink=True)
        self.review.setObjectName("consent_review")
        self.reading.setObjectName("consent_reading")
        self.change = button("", icon="pencil")
        self.record = button(self.tr("Record the review"), icon="clipboard-check")
        self.versions = button(self.tr("Versions"), "quiet", icon="history")
        acts = QWidget()
        flow = FlowLayout(acts, gap=8)
        for name, act, wanted in (
            ("change_words", self.change, self.change_wanted),
            ("record_review", self.record, self.review_wanted),
            ("show_versions", self.versions, self.versions_wanted),
        ):
            act.setObjectName(name)
            self._name(act)
            act.clicked.connect(partial(self._tell, wanted))
            flow.addWidget(act)
        tags = holder(row(self.review, self.reading, None, gap="s"))
        parts = (self._title, self._facts, tags, acts)
        self.setLayout(column(*parts, gap="xs", margins=(0, 6, 0, 6)))

    @property
    def title(self) -> str:
        """The language and its version."""
        return self._title.text()

    def show_words(self, at_hand: LanguageAtHand, facts: str, *, may_change: bool) -> None:
        """Show the words in force, and what this person can do with them."""
        title = self.tr("{language}, version {version}")
        self._title.setText(
            title.format(language=language_words(self.language), version=at_hand.texts.version)
        )
        self._facts.setText(facts)
        self.review.show_tag(*at_hand.review_tag)
        self.reading.show_tag(*reading_tag(reading(at_hand.texts)))
        self.change.set_words(
            self.tr("Change the words") if may_change else self.tr("Read the words")
        )
        self.change.set_icon("pencil" if may_change else "eye")
        self._name(self.change)
        self.record.setVisible(may_change and at_hand.review_tag[1] != "ok")

    def _name(self, act: Button) -> None:
        act.setAccessibleName(f"{act.words}: {language_words(self.language)}")

    def _tell(self, wanted: SignalInstance) -> None:
        wanted.emit(self.language)


class ConsentWordsPanel(Section):
    """Everybody may read the words; the administrator changes them and records their review."""

    def __init__(
        self, hub: ChangeHub, preview: Preview = on_paper, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._hub, self._preview = hub, preview
        self._told: tuple[object, ...] = ()
        self._reviews: tuple[tuple[str, TagWords], ...] = ()
        self.rows: list[ConsentWordsRow] = []
        self._list = column(gap="s")
        self.build(self.tr("Words of the consent"), "", holder(self._list))

    @property
    def reviews(self) -> tuple[tuple[str, TagWords], ...]:
        """What is shown of each language: its version, and whether that is reviewed."""
        return self._reviews

    def refresh(self) -> None:
        """Show the words in force as the records have them."""
        records = self._hub.records
        languages = self._hub.ask(languages_at_hand, records)
        people = self._hub.ask(records.people)
        if languages is None or people is None:
            return
        may = self._hub.may(Permission.CHANGE_CONSENT_TEXTS)
        self.set_sentence(
            self.tr("A change is a new version: every patient is then asked again, in full.")
            if may
            else self.who_may(records.access, Permission.CHANGE_CONSENT_TEXTS)
        )
        if (languages, tuple(people), may) == self._told:
            return
        self._told = (languages, tuple(people), may)
        self._make_rows(tuple(x.texts.language for x in languages))
        names = {p.id: p for p in people}
        for at_hand, line in zip(languages, self.rows, strict=True):
            facts = version_words(at_hand.made, names, records.zone)
            line.show_words(at_hand, facts, may_change=may)
        tags = [x.review_tag for x in languages]
        self._reviews = tuple((x.title, tag) for x, tag in zip(self.rows, tags, strict=True))

    def _make_rows(self, languages: tuple[str, ...]) -> None:
        """Rows stay where they are, and so does the keyboard."""
        if tuple(line.language for line in self.rows) == languages:
            return
        empty(self._list)
        self.rows = [ConsentWordsRow(language) for language in languages]
        for number, line in enumerate(self.rows):
            line.change_wanted.connect(self._on_change)
            line.review_wanted.connect(self._on_review)
            line.versions_wanted.connect(self._on_versions)
            if number:
                self._list.addWidget(rule())
            self._list.addWidget(line)

    def _on_change(self, language: str) -> None:
        if self._hub.may(Permission.CHANGE_CONSENT_TEXTS):
            ConsentWordsDialog.ask(self.window(), self._hub, language, self._preview)
            return
        texts = self._hub.ask(self._hub.records.consent_texts, language)
        if texts is not None:
            ConsentWordsDialog.read(self.window(), self._hub, texts, self._preview)

    def _on_review(self, language: str) -> None:
        ConsentReviewDialog.ask(self.window(), self._hub, language)

    def _on_versions(self, language: str) -> None:
        ConsentVersionsDialog.ask(self.window(), self._hub, language, self._preview)
