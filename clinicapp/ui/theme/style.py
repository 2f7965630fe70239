"""Puts a theme on the application: fonts, QPalette, style sheet, scale."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from clinicapp.ui.theme import tokens
from clinicapp.ui.theme.fonts import font, register_fonts
from clinicapp.ui.theme.notifier import notifier
from clinicapp.ui.theme.quiet_style import QuietStyle
from clinicapp.ui.theme.sheet import qss
from clinicapp.ui.theme.tokens import Theme

__all__ = [
    "CHOICES",
    "apply",
    "chosen",
    "font",
    "palette",
    "resolve",
    "start",
    "take_off",
    "theme_of",
    "wear",
]

SYSTEM = "system"
CHOICES = (SYSTEM, "light", "dark", "contrast")
_Role = QPalette.ColorRole
ROLES = {
    _Role.Window: "window",
    _Role.WindowText: "text",
    _Role.Base: "surface",
    _Role.AlternateBase: "sunken",
    _Role.Text: "text",
    _Role.Button: "surface",
    _Role.ButtonText: "text",
    _Role.Highlight: "accent",
    _Role.HighlightedText: "on_accent",
    _Role.ToolTipBase: "raised",
    _Role.ToolTipText: "text",
    _Role.PlaceholderText: "text_3",
    _Role.Link: "accent_text",
    _Role.LinkVisited: "accent_text",
    _Role.Light: "surface",
    _Role.Midlight: "hover",
    _Role.Mid: "line",
    _Role.Dark: "line_strong",
    _Role.Shadow: "shadow",
    _Role.BrightText: "danger",
    _Role.Accent: "accent",
}
SCHEMES = {
    SYSTEM: Qt.ColorScheme.Unknown,
    "light": Qt.ColorScheme.Light,
    "dark": Qt.ColorScheme.Dark,
    "contrast": Qt.ColorScheme.Light,
}


class _Follower(QObject):
    """Keeps the choice, and follows the platform's colours while the choice is to do so."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self.app = app
        self.choice = SYSTEM
        self.worn: tuple[str, float] | None = None
        app.styleHints().colorSchemeChanged.connect(self._on_scheme_changed)

    def _on_scheme_changed(self, scheme: Qt.ColorScheme) -> None:
        if self.choice != SYSTEM:
            return
        hints = self.app.styleHints()
        name = theme_of(scheme, hints.accessibility().contrastPreference())
        if name != tokens.current().name:
            _put_on(self.app, name, tokens.scale())


def start(app: QApplication) -> None:
    """Register the shipped fonts and the style; once per process, further calls do nothing."""
    if _follower(app) is not None:
        return
    register_fonts()
    app.setStyle(QuietStyle())
    _Follower(app)


def apply(app: QApplication, name: str, scale: float = 1.0) -> None:
    """Put a theme on, at a scale of 1.0 to 2.0; `name` is "system" or a theme's name."""
    start(app)
    follower = _follower(app)
    if follower is not None:
        follower.choice = name
    app.styleHints().setColorScheme(SCHEMES[name])
    _put_on(app, resolve(app, name), scale)


def wear(app: QApplication, widget: QWidget, name: str, scale: float) -> None:
    """Put a theme on one widget that fills the window; the rest, unseen, keeps its own.

    Everything that is painted by tokens wears it too, until `take_off`.
    """
    start(app)
    follower = _follower(app)
    if follower is not None:
        follower.choice = name
    theme = tokens.use(name, scale)
    widget.setFont(font("body"))
    widget.setPalette(palette(theme))
    widget.setStyleSheet(qss(theme))
    notifier.theme_changed.emit()


def take_off(app: QApplication, name: str, scale: float) -> None:
    """Give the application back the look it had before one widget wore another."""
    follower = _follower(app)
    if follower is None or follower.worn != (resolve(app, name), scale):
        apply(app, name, scale)
        return
    follower.choice = name
    tokens.use(*follower.worn)
    notifier.theme_changed.emit()


def chosen(app: QApplication) -> str:
    """The choice that is on, "system" or a theme's name."""
    follower = _follower(app)
    return follower.choice if follower is not None else SYSTEM


def resolve(app: QApplication, name: str) -> str:
    """The theme a choice means now; "system" asks the platform."""
    if name != SYSTEM:
        return name
    hints = app.styleHints()
    return theme_of(hints.colorScheme(), hints.accessibility().contrastPreference())


def theme_of(scheme: Qt.ColorScheme, contrast: Qt.ContrastPreference) -> str:
    """The theme that fits a platform's colours; light where it has no opinion."""
    if contrast == Qt.ContrastPreference.HighContrast:
        return "contrast"
    return "dark" if scheme == Qt.ColorScheme.Dark else "light"


def palette(theme: Theme) -> QPalette:
    """Every palette role from tokens, so that what the sheet does not reach still fits."""
    made = QPalette()
    for role, name in ROLES.items():
        made.setColor(role, QColor(theme[name]))
    for role in (_Role.Text, _Role.ButtonText, _Role.WindowText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(theme["text_3"]))
    return made


def _put_on(app: QApplication, name: str, scale: float) -> None:
    theme = tokens.use(name, scale)
    follower = _follower(app)
    if follower is not None:
        follower.worn = (name, scale)
    app.setFont(font("body"))
    app.setPalette(palette(theme))
    app.setStyleSheet(qss(theme))
    notifier.theme_changed.emit()


def _follower(app: QApplication) -> _Follower | None:
    return app.findChild(_Follower)
