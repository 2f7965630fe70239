"""Theme and size of everything on screen, and the size of paper."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QWidget

from clinicapp.config.settings import Settings
from clinicapp.ui.pages.section import Section
from clinicapp.ui.theme import style, tokens
from clinicapp.ui.theme.notifier import notifier
from clinicapp.ui.widgets.choices import Segmented
from clinicapp.ui.widgets.fields import Field

PAPER = "paper"  # settings key
LETTER, A4 = "Letter", "A4"
PERCENTS = (100, 125, 150, 175, 200)


class AppearancePanel(Section):
    """Choices that take effect at once, for this computer."""

    theme_chosen = Signal(str)
    scale_chosen = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme, size = self.tr("Theme"), self.tr("Size")
        self.theme = Segmented(
            [
                (style.SYSTEM, self.tr("System")),
                ("light", self.tr("Light")),
                ("dark", self.tr("Dark")),
                ("contrast", self.tr("High contrast")),
            ],
            name=theme,
        )
        self.theme.setObjectName("theme_choice")
        percent = self.tr("{percent} %")
        self.size_choice = Segmented(
            [(str(p), percent.format(percent=p)) for p in PERCENTS], name=size
        )
        self.size_choice.setObjectName("size_choice")
        self.build(
            self.tr("Appearance"),
            self.tr("For everyone on this computer. It takes effect at once."),
            Field(theme, self.theme),
            Field(size, self.size_choice),
        )
        self.theme.chosen.connect(self.theme_chosen)
        self.size_choice.chosen.connect(lambda code: self.scale_chosen.emit(int(code) / 100))
        notifier.theme_changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show what is on."""
        app = QApplication.instance()
        if isinstance(app, QApplication):
            self.theme.choose(style.chosen(app))
        on = round(tokens.scale() * 100)
        self.size_choice.choose(str(min(PERCENTS, key=lambda percent: abs(percent - on))))


class PapersPanel(Section):
    """The paper in the printer."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        name = self.tr("Paper size")
        self.paper = Segmented([(LETTER, self.tr("Letter")), (A4, self.tr("A4"))], name=name)
        self.paper.setObjectName("paper_choice")
        self.build(
            self.tr("Papers"),
            self.tr("What is in the printer of this room."),
            Field(name, self.paper),
        )
        self.paper.chosen.connect(lambda code: self._settings.set(PAPER, code))
        self.refresh()

    def refresh(self) -> None:
        """Show what is chosen."""
        self.paper.choose(self._settings.get(PAPER, LETTER))
