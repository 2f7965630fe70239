"""One sentence on the patient's screen that says what is missing, or could not be done."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame

from clinicapp.domain.errors import ClinicError
from clinicapp.ui.announce import announce
from clinicapp.ui.consent.reading import PatientText
from clinicapp.ui.widgets.buttons import Button
from clinicapp.ui.widgets.labels import Glyph, label
from clinicapp.ui.widgets.layouts import column, row


class ScreenNotice(QFrame):
    """Stands above the page until the next act; what the staff need to know is in small."""

    def __init__(self) -> None:
        super().__init__()
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
        announce(self, f"{text} {self.detail}".strip(), assertive=True)
