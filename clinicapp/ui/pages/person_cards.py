"""Who may sign in: one card per person, chosen by touch, by mouse or by the arrow keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QScrollArea,
    QSizePolicy,
    QWidget,
)

from clinicapp.domain.people import Practitioner, Role
from clinicapp.ui.theme import icons
from clinicapp.ui.theme.notifier import notifier
from clinicapp.ui.theme.style import font
from clinicapp.ui.theme.tokens import SPACE, c, px, pxf
from clinicapp.ui.widgets.badges import paint_avatar
from clinicapp.ui.widgets.layouts import column, holder
from clinicapp.ui.widgets.painted import focus_edge
from clinicapp.ui.widgets.toggles import Toggle

MIDDLE = int(Qt.AlignmentFlag.AlignVCenter)
CARD_HEIGHT = 72
CARD_RADIUS = 12
PAD = 16
AVATAR = 44
TEXT_LEFT = PAD + AVATAR + PAD
TICK = 22
STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
SIDEWAYS = (Qt.Key.Key_Left, Qt.Key.Key_Right)
TAKES = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
LEAST_CARDS = 3.5  # as many stay in sight where the window is low


class PersonCard(Toggle):
    """One person: initials, name, role; a real checkable button."""

    def __init__(self, person: Practitioner, role: str) -> None:
        super().__init__()
        self.person, self._role = person, role
        self.setText(person.signed_name)
        self.setObjectName(f"person_{person.user_name}")
        self.setAccessibleName(f"{person.signed_name}, {role}")
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        notifier.theme_changed.connect(self._on_theme_changed)

    def sizeHint(self) -> QSize:
        return QSize(px(4 * CARD_HEIGHT), px(CARD_HEIGHT))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in STEPS or event.key() in SIDEWAYS:
            event.ignore()  # the list steps
        elif event.key() in TAKES:
            self.click()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_ground(painter)
        on = self.isChecked()
        top = (self.height() - pxf(AVATAR)) / 2
        paint_avatar(
            painter,
            QRectF(pxf(PAD), top, pxf(AVATAR), pxf(AVATAR)),
            self.person.initials,
            "accent" if on else "hover",
            "on_accent" if on else "text_2",
        )
        self._draw_line(painter, self.text(), "act", "text", pxf(15), pxf(22))
        self._draw_line(painter, self._role, "label", "text_2", pxf(37), pxf(20))
        if on:
            side = pxf(TICK)
            at = QRectF(self.width() - pxf(PAD + 4) - side, (self.height() - side) / 2, side, side)
            icons.paint(painter, "check", at, "accent_text", icons.STROKE_STRONG)
        focus_edge(painter, self, pxf(CARD_RADIUS))
        painter.end()

    def _draw_ground(self, painter: QPainter) -> None:
        on = self.isChecked()
        edge = px(2) if on else px(1)
        half = edge / 2
        rest = "pressed" if self.isDown() else "hover" if self.underMouse() else "surface"
        painter.setPen(QPen(QColor(c("accent" if on else "line")), edge))
        painter.setBrush(QColor(c("accent_soft" if on else rest)))
        box = QRectF(self.rect()).adjusted(half, half, -half, -half)
        painter.drawRoundedRect(box, pxf(CARD_RADIUS), pxf(CARD_RADIUS))

    def _draw_line(
        self, painter: QPainter, text: str, step: str, tone: str, top: float, height: float
    ) -> None:
        face = font(step)
        room = self.width() - pxf(TEXT_LEFT) - pxf(TICK + 2 * PAD)
        shown = QFontMetricsF(face).elidedText(text, Qt.TextElideMode.ElideRight, room)
        if text == self.text():
            self.setToolTip("" if shown == text else text)
        painter.setFont(face)
        painter.setPen(QColor(c(tone)))
        painter.drawText(QRectF(pxf(TEXT_LEFT), top, room + 1, height), MIDDLE, shown)

    def _on_theme_changed(self) -> None:
        self.updateGeometry()
        self.update()


class PersonCards(QScrollArea):
    """The people of the clinic, one chosen; a long list scrolls in itself."""

    chosen = Signal(object)  # Practitioner
    taken = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cards: list[PersonCard] = []
        self._room = 0
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._box = column(gap="s")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setWidget(holder(self._box, "inner"))
        self.setAccessibleName(self.tr("People"))

    @property
    def person(self) -> Practitioner | None:
        """The person who is chosen."""
        return next((card.person for card in self._cards if card.isChecked()), None)

    @property
    def cards(self) -> tuple[PersonCard, ...]:
        """The cards in order."""
        return tuple(self._cards)

    def show_people(
        self, people: Sequence[Practitioner], roles: Mapping[Role, str], chosen_id: UUID | None
    ) -> None:
        """Offer these people; the chosen one, or else the first, is chosen."""
        for old in self._cards:
            self._group.removeButton(old)
            self._box.removeWidget(old)
            old.deleteLater()
        self._cards = [PersonCard(person, roles[person.role]) for person in people]
        for card in self._cards:
            self._group.addButton(card)
            self._box.addWidget(card)
            card.clicked.connect(self._on_clicked)
        for card in self._cards:
            if card.person.id == chosen_id:
                card.setChecked(True)
        if self._cards and self.person is None:
            self._cards[0].setChecked(True)
        self.updateGeometry()

    def step(self, by: int) -> None:
        """Choose the next person, or with -1 the one before."""
        place = [card.isChecked() for card in self._cards].index(True) + by
        if not 0 <= place < len(self._cards):
            return
        card = self._cards[place]
        if any(other.hasFocus() for other in self._cards):
            card.setFocus(Qt.FocusReason.TabFocusReason)
        card.setChecked(True)
        self.ensureWidgetVisible(card, 0, px(SPACE["s"]))
        self.chosen.emit(card.person)

    def set_room(self, height: int) -> None:
        """Take no more height than this, but always some cards'; the rest is scrolled to."""
        self._room = height
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        full = self._height_of(len(self._cards))
        least = self._height_of(min(LEAST_CARDS, len(self._cards)))
        return QSize(px(4 * CARD_HEIGHT), max(least, min(full, self._room)))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = STEPS.get(Qt.Key(event.key()))
        if step is None:
            event.ignore()
        else:
            self.step(step)

    def _on_clicked(self) -> None:
        if person := self.person:
            self.chosen.emit(person)
            self.taken.emit()

    @staticmethod
    def _height_of(cards: float) -> int:
        return int(cards * px(CARD_HEIGHT) + max(0.0, cards - 1) * px(SPACE["s"]))
