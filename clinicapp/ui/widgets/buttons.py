"""Push buttons by kind and bulk, with icons that follow the theme."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

from clinicapp.ui.theme import icons
from clinicapp.ui.theme.notifier import notifier
from clinicapp.ui.theme.tokens import px

ICON_ROLES = {
    "primary": "on_accent",
    "danger": "on_danger",
    "quiet": "text_2",
    "choice": "accent_text",
}
ICON_SIZES = {"patient": 28, "act": 22}
ICON_SIZE = 20


class Button(QPushButton):
    """A push button that remembers its icon's name and tints it again with each theme."""

    def __init__(
        self,
        text: str,
        kind: str = "secondary",
        *,
        icon: str = "",
        bulk: str = "",
        tip: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon_name = icon
        self._words = ""
        self.setProperty("kind", kind)
        self.setProperty("bulk", bulk)
        self.setToolTip(tip)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        self.set_words(text)
        if not text:
            self.setAccessibleName(tip)
        notifier.theme_changed.connect(self._tint)
        self._tint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Qt presses a focused button with Enter in dialogs only; here it does so everywhere.
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.click()
        else:
            super().keyPressEvent(event)

    @property
    def words(self) -> str:
        """What the button says, without the space that sets it off from its icon."""
        return self._words

    def set_words(self, text: str) -> None:
        """Change what the button says, on screen and to a screen reader."""
        self._words = text
        shown = text.replace("&", "&&")
        self.setText(f" {shown}" if self._icon_name and shown else shown)
        if text:
            self.setAccessibleName(text)

    @property
    def icon_name(self) -> str:
        """The icon's name, "" for none."""
        return self._icon_name

    def set_icon(self, name: str) -> None:
        """Change the icon; an empty name takes it away."""
        self._icon_name = name
        self.set_words(self._words)
        self._tint()

    def set_kind(self, kind: str) -> None:
        """Change the kind: primary, secondary, quiet, choice or danger."""
        if kind == self.property("kind"):
            return
        self.setProperty("kind", kind)
        restyle(self)
        self._tint()

    def _tint(self) -> None:
        if not self._icon_name:
            self.setIcon(QIcon())
            return
        kind, bulk = str(self.property("kind")), str(self.property("bulk"))
        size = ICON_SIZES.get(bulk, ICON_SIZE)
        self.setIcon(icons.icon(self._icon_name, ICON_ROLES.get(kind, "text"), size))
        self.setIconSize(QSize(px(size), px(size)))


def button(
    text: str, kind: str = "secondary", *, icon: str = "", bulk: str = "", tip: str = ""
) -> Button:
    """A push button; kind primary, secondary, quiet, choice, danger; bulk act, patient, icon."""
    return Button(text, kind, icon=icon, bulk=bulk, tip=tip)


def restyle(widget: QWidget) -> None:
    """Let the style sheet read a widget's properties again."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.updateGeometry()
    widget.update()
