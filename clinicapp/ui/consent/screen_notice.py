"""One sentence on the patient's screen that says what is missing, or could not be done."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QFrame, QWidget

from clinicapp.domain.errors import ClinicError
from clinicapp.ui.announce import announce
from clinicapp.ui.consent.reading import PatientText
from clinicapp.ui.theme.tokens import px
from clinicapp.ui.widgets.buttons import Button
from clinicapp.ui.widgets.labels import Glyph, label
from clinicapp.ui.widgets.layouts import column, row

MARGIN = 24


class ScreenNotice(QFrame):
    """Lies over the top of the pages until the next act; what only the staff need is in small.

    It moves nothing: the text that it tells of stays where it was.
    """

    def __init__(self, pages: QWidget) -> None:
        super().__init__(pages)
        self._pages = pages
        pages.installEventFilter(self)
        self.setObjectName("screen_notice")
        self.setProperty("card", "warn")
        self._text = PatientText()
        self._text.use_size("small")
        self._detail = label("", "label", "text_2", wrap=True)
        self.act = Button("", bulk="act")
        self.act.setObjectName("notice_act")
        self.shut = Button("", "quiet", icon="x")
        self.shut.setObjectName("close_notice")
        self.shut.clicked.connect(self.hide)
        line = row(
            Glyph("info", "warn", 24),
            column(None, self._text, self._detail, None, gap="xxs"),
            self.act,
            self.shut,
            gap="m",
            margins=(16, 8, 12, 8),
        )
        line.setStretch(1, 1)
        self.setLayout(line)
        self.hide()

    def place(self) -> None:
        """Lie over the top of the pages, as wide as they are and as high as it must be."""
        width = self._pages.width() - 2 * px(MARGIN)
        layout = self.layout()
        high = layout.totalHeightForWidth(width) if layout else self.sizeHint().height()
        self.setGeometry(px(MARGIN), 0, width, high)
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self.place()
        return super().eventFilter(watched, event)

    @property
    def text(self) -> str:
        """What it says to the patient."""
        return self._text.plain

    @property
    def detail(self) -> str:
        """What it says to the staff."""
        return self._detail.text()

    def say(
        self, text: str, close: str, *, act: str = "", error: ClinicError | None = None
    ) -> None:
        """Show a sentence, and say it to a screen reader."""
        self._text.show_text(text)
        self._detail.setText(str(error) if error else "")
        self._detail.setVisible(error is not None)
        self.act.set_words(act)
        self.act.setVisible(bool(act))
        self.shut.set_words(close)
        self.show()
        self.place()
        announce(self, f"{text} {self.detail}".strip(), assertive=True)
