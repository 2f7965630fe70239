"""The only question of the first start: a clinic of one's own, or the sample."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from clinicapp.domain.errors import ClinicError
from clinicapp.ui.pages.entry_frame import EntryFrame
from clinicapp.ui.widgets.buttons import button
from clinicapp.ui.widgets.labels import ElidedLabel, Glyph, label
from clinicapp.ui.widgets.layouts import ScaledLayout, card, column, holder, row
from clinicapp.ui.widgets.notice import Notice

WIDTH = 540


class FirstStartPage(QWidget):
    """Two ways to begin, and where the records will be kept."""

    set_up_chosen = Signal()
    sample_chosen = Signal()

    def __init__(self, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_up = button(self.tr("Set up"), "primary", bulk="act")
        self.set_up.setObjectName("set_up_clinic")
        self.set_up.setAccessibleName(self.tr("Set up my clinic"))
        self.sample = button(self.tr("Open the sample"), bulk="act")
        self.sample.setObjectName("open_sample")
        self._folder = ElidedLabel("", "caption", "text_2", code=True)
        self._folder.setObjectName("data_folder")
        self.notice = Notice("danger")
        self.notice.hide()
        frame = EntryFrame(holder(self._lay_out()), width=WIDTH)
        self.setLayout(column(frame, gap=0))
        self.set_up.clicked.connect(self.set_up_chosen)
        self.sample.clicked.connect(self.sample_chosen)
        self.show_folder(folder)

    def _lay_out(self) -> ScaledLayout:
        own = _way(
            "building-2",
            self.tr("Set up my clinic"),
            self.tr(
                "Name, address and phone, then the first administrator. About two minutes. "
                "Records stay on this computer, encrypted."
            ),
            self.set_up,
        )
        sample = _way(
            "flask-conical",
            self.tr("Look around in a sample clinic"),
            self.tr(
                "Invented patients with two years of sessions, in their own marked folder. "
                "Nothing you do there touches real records."
            ),
            self.sample,
        )
        question = self.tr("How would you like to begin? You can change your mind at any time.")
        folder = row(
            label(self.tr("Data folder"), "caption", "text_3"),
            self._folder,
            gap="s",
        )
        folder.setStretch(1, 1)
        return column(
            label(self.tr("Welcome"), "title1"),
            label(question, "body", "text_2", wrap=True),
            "m",
            self.notice,
            own,
            "xs",
            sample,
            "xs",
            folder,
            label(
                self.tr("To keep them elsewhere, start with --data and the folder."),
                "caption",
                "text_3",
            ),
            gap="s",
        )

    def show_folder(self, folder: Path) -> None:
        """Show where the records will be kept."""
        home = Path.home()
        shown = Path("~") / folder.relative_to(home) if folder.is_relative_to(home) else folder
        self._folder.set_full_text(str(shown))

    def show_working(self, working: bool) -> None:
        """Say that the sample is being made; nothing else can be chosen meanwhile."""
        words = self.tr("Making the sample…") if working else self.tr("Open the sample")
        self.sample.set_words(words)
        for act in (self.set_up, self.sample):
            act.setEnabled(not working)
        if working:
            self.notice.hide()

    def show_refusal(self, error: ClinicError) -> None:
        """Say why it cannot begin like this."""
        self.show_working(False)
        self.notice.show_error(error)


def _way(icon: str, title: str, text: str, act: QPushButton) -> QFrame:
    """One of two ways to begin."""
    box = column(
        row(Glyph(icon, "accent_text", 28), label(title, "title2"), None, gap="m"),
        label(text, "body", "text_2", wrap=True),
        "xs",
        row(act, None),
        gap=10,
    )
    return card(box, pad=(24, 22, 24, 22))
