"""The rail: the places of the program, the settings, and the person at its foot."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QSizePolicy

from clinicapp.ui.keymap import show_key
from clinicapp.ui.theme import icons
from clinicapp.ui.theme.notifier import notifier
from clinicapp.ui.theme.style import font
from clinicapp.ui.theme.tokens import SIZE, c, px, pxf
from clinicapp.ui.widgets.badges import paint_avatar
from clinicapp.ui.widgets.layouts import column, row
from clinicapp.ui.widgets.painted import focus_edge
from clinicapp.ui.widgets.toggles import Toggle

CENTER = int(Qt.AlignmentFlag.AlignCenter)
PLACE_HEIGHT = 64
PILL = (52, 32)
AVATAR = 40


class _RailButton(Toggle):
    """A painted button of the rail that follows the theme."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setText(name)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        notifier.theme_changed.connect(self._on_theme_changed)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.draw(painter)
        painter.end()

    def draw(self, painter: QPainter) -> None:
        """Paint the button with the current theme's roles."""
        raise NotImplementedError

    def _on_theme_changed(self) -> None:
        self.updateGeometry()
        self.update()


class PlaceButton(_RailButton):
    """One place: icon over word; the one we are at has a filled pill, a bold word, the accent."""

    keeps_mark = True  # a click asks for the place; only the rail says where we are

    def __init__(self, code: str, name: str, icon: str) -> None:
        super().__init__(name)
        self.code, self._icon = code, icon
        self.setObjectName(f"place_{code}")
        self.setCheckable(True)

    def sizeHint(self) -> QSize:
        return QSize(px(SIZE["rail"]) - px(1), px(PLACE_HEIGHT))

    def draw(self, painter: QPainter) -> None:
        on, width = self.isChecked(), self.width()
        if on or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(c("accent_soft" if on else "hover")))
            pill = QRectF((width - pxf(PILL[0])) / 2, pxf(5), pxf(PILL[0]), pxf(PILL[1]))
            painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
        if on and c("accent_soft") == c("surface"):
            bar = QRectF(0, pxf(8), pxf(4), pxf(PLACE_HEIGHT - 16))
            painter.fillRect(bar, QColor(c("accent")))
        role = "accent_text" if on else "text_2"
        side = pxf(22)
        box = QRectF((width - side) / 2, pxf(10), side, side)
        icons.paint(painter, self._icon, box, role, 2.1 if on else 1.8)
        painter.setFont(font("caption", weight=600 if on else 500))
        painter.setPen(QColor(c(role)))
        painter.drawText(QRectF(0, pxf(40), width, pxf(18)), CENTER, self.text())
        focus_edge(painter, self, pxf(10), pxf(2))


class PersonButton(_RailButton):
    """The signed-in person's initials; opens what belongs to the person."""

    def __init__(self) -> None:
        super().__init__("")
        self._initials = ""
        self.setObjectName("person_button")

    def show_person(self, initials: str, name: str) -> None:
        """Show who is signed in."""
        self._initials = initials
        self.setText(name)
        self.setToolTip(name)
        self.setAccessibleName(self.tr("{name}: change person, sign out").format(name=name))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(SIZE["touch"]) + px(8), px(SIZE["touch"]) + px(8))

    def draw(self, painter: QPainter) -> None:
        side = pxf(AVATAR)
        left, top = (self.width() - side) / 2, (self.height() - side) / 2
        box = QRectF(left, top, side, side)
        paint_avatar(painter, box, self._initials, "accent_soft", "accent_text")
        focus_edge(painter, self, self.height() / 2)


class Rail(QFrame):
    """Where one can go; `place_chosen` tells the code of the place the user asks for."""

    place_chosen = Signal(str)
    person_clicked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("rail")
        self.setAccessibleName(self.tr("Places"))
        places = (
            PlaceButton("today", self.tr("Today"), "calendar-days"),
            PlaceButton("patients", self.tr("Patients"), "users"),
            PlaceButton("vials", self.tr("Vials"), "test-tube-diagonal"),
            PlaceButton("records", self.tr("Records"), "archive"),
        )
        settings = PlaceButton("settings", self.tr("Settings"), "settings")
        self._places = (*places, settings)
        self._person = PersonButton()
        self._person.hide()
        self._person.clicked.connect(self.person_clicked)
        for place in self._places:
            place.clicked.connect(self._on_clicked)
            show_key(place, place.text(), place.code)
        foot = row(None, self._person, None, gap=0)
        self.setLayout(column(*places, None, settings, 4, foot, gap=4, margins=(0, 8, 1, 4)))
        notifier.theme_changed.connect(self._apply_scale)
        self._apply_scale()

    @property
    def place(self) -> str:
        """The code of the place we are at, "" for none."""
        return next((p.code for p in self._places if p.isChecked()), "")

    def choose(self, place: str) -> None:
        """Show where we are; tells nobody."""
        for button in self._places:
            button.setChecked(button.code == place)

    def set_person(self, initials: str, name: str) -> None:
        """Show who is signed in; nobody when the name is empty."""
        self._person.show_person(initials, name)
        self._person.setVisible(bool(name))

    def _on_clicked(self) -> None:
        clicked = self.sender()
        if isinstance(clicked, PlaceButton):
            self.place_chosen.emit(clicked.code)

    def _apply_scale(self) -> None:
        self.setFixedWidth(px(SIZE["rail"]))
