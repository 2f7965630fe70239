"""The head of the consent page: whose consent it is, in which words, and where it stands."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clinicapp.domain.consent.record import Consent, ConsentStatus
from clinicapp.ui.models.consent_words import kind_words, medium_words, status_tag
from clinicapp.ui.pages.consent_desk import ConsentDesk, ConsentFile
from clinicapp.ui.widgets.badges import Tag
from clinicapp.ui.widgets.buttons import button
from clinicapp.ui.widgets.flow import FlowLayout
from clinicapp.ui.widgets.labels import ElidedLabel, label
from clinicapp.ui.widgets.layouts import column, holder, row
from clinicapp.ui.widgets.words import language_words


class ConsentHead(QWidget):
    """Kind, words, state and moments of the consent, the way back and the way to another one."""

    back_wanted = Signal()
    another_wanted = Signal()

    def __init__(self, desk: ConsentDesk) -> None:
        super().__init__()
        self._desk = desk
        self.back = button(self.tr("Back"), "quiet", icon="arrow-left")
        self.back.setObjectName("leave_consent")
        self.another = button(self.tr("Take a new full consent"), icon="file-plus")
        self.another.setObjectName("another_full_consent")
        self.title = label("", "title2")
        self.title.setObjectName("consent_title")
        self.tag = Tag()
        self.tag.setObjectName("consent_status")
        self.review = Tag(self.tr("not reviewed by a clinician"), "warn", "triangle-alert")
        self.review.setObjectName("consent_review")
        self.words = ElidedLabel("", "label", "text_2")
        self.words.setObjectName("consent_words")
        self.moments = label("", "label", "text_2", wrap=True)
        self.moments.setObjectName("consent_moments")
        self.said = label("", "body", wrap=True)
        self.said.setObjectName("consent_said")
        tags = FlowLayout()
        for part in (self.title, self.tag, self.review):
            tags.addWidget(part)
        told = column(holder(tags), self.words, self.moments, self.said, gap="xxs")
        line = row(column(self.back, None, gap=0), told, column(self.another, None, gap=0), gap="m")
        line.setStretch(1, 1)
        line.set_margins((0, 0, 14, 0))
        self.setLayout(line)
        self.back.clicked.connect(self.back_wanted)
        self.another.clicked.connect(self.another_wanted)

    def show_file(self, consent_file: ConsentFile) -> None:
        """Show whose consent this is and where it stands."""
        consent = consent_file.consent
        self.title.setText(kind_words(consent.kind))
        self.tag.show_tag(*status_tag(consent))
        self.review.setVisible(not consent_file.is_reviewed)
        parts = (
            consent_file.patient.full_name,
            language_words(consent.language),
            self.tr("version {version}").format(version=consent.version),
            medium_words(consent.medium),
        )
        self.words.set_full_text(" · ".join(parts))
        self.moments.setText(self._moments(consent_file))
        said = self._said(consent_file)
        self.said.setText(said)
        self.said.setVisible(bool(said))
        self.another.setVisible(not consent.is_open and self._desk.may_take())

    def _moments(self, consent_file: ConsentFile) -> str:
        consent = consent_file.consent
        begun = self.tr("Begun {at} by {name}").format(
            at=consent_file.moment(consent.begun_at), name=consent_file.name_of(consent.begun_by)
        )
        if consent.closed_at is None:
            return begun
        closed = self.tr("closed {at} by {name}").format(
            at=consent_file.moment(consent.closed_at), name=consent_file.name_of(consent.closed_by)
        )
        return f"{begun} · {closed}"

    def _said(self, consent_file: ConsentFile) -> str:
        """What was said when it ended otherwise than signed, and by whom."""
        consent = consent_file.consent
        taken_back = consent.withdrawal
        if taken_back:
            words = self.tr("Withdrawn {at} by {who}, taken down by {name}: {reason}")
            return words.format(
                at=consent_file.moment(taken_back.at),
                who=taken_back.said_by,
                name=consent_file.name_of(taken_back.by),
                reason=taken_back.reason,
            )
        if consent.status is ConsentStatus.ENTERED_IN_ERROR:
            return self.tr("Begun by mistake: {reason}").format(reason=consent.reason)
        return self._ended(consent) if consent.said_by else ""

    def _ended(self, consent: Consent) -> str:
        words = self.tr("{who} declined: {reason}")
        if consent.status is ConsentStatus.POSTPONED:
            words = self.tr("{who} does not decide today: {reason}")
        reason = consent.reason or self.tr("no reason given")
        return words.format(who=consent.said_by, reason=reason)
