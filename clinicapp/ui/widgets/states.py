"""What a page shows when there is nothing yet, and while something takes its time."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QProgressBar, QPushButton, QWidget

from clinicapp.ui.widgets.buttons import button
from clinicapp.ui.widgets.labels import ElidedLabel, label
from clinicapp.ui.widgets.layouts import column, row

CENTER = Qt.AlignmentFlag.AlignCenter


class EmptyState(QWidget):
    """A headline, one sentence and one primary act, in the middle of an empty page."""

    def __init__(
        self,
        headline: str,
        sentence: str,
        act: QPushButton | None = None,
        *,
        second: QPushButton | None = None,
        art: QWidget | None = None,
        footer: QWidget | None = None,
    ) -> None:
        super().__init__()
        self._headline = label(headline, "title1", align=CENTER, wrap=True)
        self._sentence = label(sentence, "body", "text_2", align=CENTER, wrap=True)
        self.act = act
        acts = [a for a in (act, second) if a is not None]
        box = column(None, gap="s", margins="xl")
        if art is not None:
            box.addWidget(art, 0, CENTER)
        box.addWidget(self._headline)
        box.addWidget(self._sentence)
        if acts:
            box.add_gap(8)
            box.addLayout(row(None, *acts, None, gap="m"))
        if footer is not None:
            box.add_gap(4)
            box.addWidget(footer, 0, CENTER)
        box.addStretch(1)
        self.setLayout(box)

    def set_words(self, headline: str, sentence: str) -> None:
        """Say something else."""
        self._headline.setText(headline)
        self._sentence.setText(sentence)


class ProgressCard(QFrame):
    """Work that takes a while: title, percent, bar, detail, Cancel; the rest goes on meanwhile."""

    cancelled = Signal()

    def __init__(self, title: str = "") -> None:
        super().__init__()
        self.setProperty("card", "sunken")
        self._title = ElidedLabel(title, "strong")
        self._percent = label("", "strong", "accent_text")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 100)
        self._detail = label("", "label", "text_2", wrap=True)
        self.cancel = button(self.tr("Cancel"))
        self.cancel.setObjectName("cancel_progress")
        self.cancel.clicked.connect(self._on_cancel)
        note = label(self.tr("You can keep working"), "label", "text_3")
        self.setLayout(
            column(
                row(self._title, None, self._percent),
                self._bar,
                self._detail,
                row(self.cancel, None, note),
                gap="s",
                margins="l",
            )
        )
        self.begin(title)

    @property
    def percent(self) -> int:
        """How much is done, 0 to 100."""
        return self._bar.value()

    @property
    def detail(self) -> str:
        """The detail line."""
        return self._detail.text()

    def begin(self, title: str, detail: str = "") -> None:
        """Start over with a title."""
        self._title.set_full_text(title)
        self._bar.setAccessibleName(title)
        self.cancel.setEnabled(True)
        self.show_progress(0, 0, detail)

    def show_progress(self, done: int, of: int, detail: str = "") -> None:
        """Show how much is done of all, with a detail such as "4,120 of 6,612 rows"."""
        percent = min(100, 100 * done // of) if of else 0
        self._bar.setValue(percent)
        self._percent.setText(self.tr("{percent} %").format(percent=percent))
        self._detail.setText(detail)

    def _on_cancel(self) -> None:
        self.cancel.setEnabled(False)
        self.cancelled.emit()
