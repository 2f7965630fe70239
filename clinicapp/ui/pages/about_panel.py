"""What this program is, which protocol it follows, and where the records are."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

import clinicapp
from clinicapp.domain.protocol import Protocol
from clinicapp.ui.models.consent_version_words import TagWords
from clinicapp.ui.pages.section import Section
from clinicapp.ui.widgets.badges import Tag
from clinicapp.ui.widgets.buttons import button
from clinicapp.ui.widgets.labels import label
from clinicapp.ui.widgets.layouts import ScaledLayout, column, empty, holder, row

NOT_REVIEWED = "not yet reviewed"  # as the protocol's file has it


class AboutPanel(Section):
    """Read only; the folder can be copied."""

    def __init__(self, protocol: Protocol, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folder = str(folder)
        self._consents = column(gap="xs")
        self.copy = button(self.tr("Copy"), icon="copy")
        self.copy.setObjectName("copy_folder")
        self.copy.setAccessibleName(self.tr("Copy the data folder's name"))
        self.copy.clicked.connect(self._on_copy)
        self.build(
            self.tr("About clinicapp {version}").format(version=clinicapp.__version__),
            self.tr(
                "Not medical advice and not a certified medical device. Whoever gives the "
                "injection decides, and answers for, what is given."
            ),
            holder(self._protocol(protocol)),
            holder(
                column(
                    label(self.tr("Words of the consent"), "label", "text_2"),
                    self._consents,
                    gap="xs",
                )
            ),
            holder(self._data_folder()),
            label(
                self.tr(
                    "Made with Qt (LGPL 3), SQLCipher (BSD) and others. Fonts: Inter, Noto Sans "
                    "(SIL Open Font License), DejaVu. Icons: Lucide (ISC)."
                ),
                "label",
                "text_3",
                wrap=True,
            ),
        )

    def show_consents(self, reviews: Sequence[tuple[str, TagWords]]) -> None:
        """Show the version of the consent's words in each language, and whether it is reviewed."""
        empty(self._consents)
        for number, (words, tag) in enumerate(reviews):
            review = Tag(*tag, can_shrink=True)
            review.setObjectName(f"consent_review_{number}")
            line = column(label(words, "strong", wrap=True), row(review, None), gap="xs")
            self._consents.addWidget(holder(line))

    def _protocol(self, protocol: Protocol) -> ScaledLayout:
        is_reviewed = protocol.clinician_review != NOT_REVIEWED
        review = Tag(can_shrink=True)
        review.setObjectName("protocol_review")
        if is_reviewed:
            review.show_tag(protocol.clinician_review, "ok", "circle-check")
        else:
            words = self.tr("Not yet reviewed by a clinician")
            review.show_tag(words, "warn", "triangle-alert")
        code = self.tr("{code}, version {version}")
        return column(
            label(self.tr("Protocol"), "label", "text_2"),
            label(protocol.title, "strong", wrap=True),
            label(
                code.format(code=protocol.code, version=protocol.version),
                "label",
                "text_2",
                code=True,
                selectable=True,
            ),
            row(review, None),
            gap="xs",
        )

    def _data_folder(self) -> ScaledLayout:
        # A path has no spaces to break at.
        shown = self._folder.replace("/", "/\u200b").replace("\\", "\\\u200b")
        path = label(shown, "label", "text", code=True, wrap=True)
        path.setObjectName("data_folder")
        path.setAccessibleName(self._folder)
        line = row(path, self.copy, gap="m")
        line.setStretch(0, 1)
        line.setAlignment(self.copy, Qt.AlignmentFlag.AlignTop)
        return column(label(self.tr("Data folder"), "label", "text_2"), line, gap="xs")

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._folder)
        self.copy.set_words(self.tr("Copied"))
        self.copy.set_icon("check")
