"""Choosing one of a few: segments in one control, and chips of which none may be chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from clinicapp.ui.theme import icons
from clinicapp.ui.theme.notifier import notifier
from clinicapp.ui.theme.style import font
from clinicapp.ui.theme.tokens import RADIUS, SIZE, c, current, px, pxf
from clinicapp.ui.widgets.flow import FlowLayout
from clinicapp.ui.widgets.painted import focus_box, focus_edge, pill
from clinicapp.ui.widgets.toggles import Toggle

MIDDLE = int(Qt.AlignmentFlag.AlignVCenter)
CENTRE = int(Qt.AlignmentFlag.AlignCenter)
STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Down: 1,
}
INSET = 3
ICON = 18
DIGITS, DIGIT_ROOM = 9, 24


class _ChoiceButton(Toggle):
    """One real, checkable button of a choice; arrow keys ask for its neighbour."""

    stepped = Signal(int)

    def __init__(self, code: str, text: str, icon: str = "") -> None:
        super().__init__()
        self.code, self.icon_name = code, icon
        self.setText(text)
        self.setAccessibleName(text)
        self.setObjectName(code)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        notifier.theme_changed.connect(self._on_theme_changed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            mirrored = self.isRightToLeft() and event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right)
            self.stepped.emit(-step if mirrored else step)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.draw(painter)
        painter.end()

    def draw(self, painter: QPainter) -> None:
        """Paint the button with the current theme's roles."""
        raise NotImplementedError

    def draw_content(self, painter: QPainter, icon: str, words: str, role: str) -> None:
        """Icon and words in the middle of the button."""
        face = self.face()
        width = QFontMetricsF(face).horizontalAdvance(words)
        side = pxf(ICON) if icon else 0.0
        gap = pxf(8) if icon and words else 0.0
        left = (self.width() - width - side - gap) / 2
        if icon:
            at = QRectF(left, (self.height() - side) / 2, side, side)
            icons.paint(painter, icon, at, role)
        painter.setFont(face)
        painter.setPen(QColor(c(role)))
        box = QRectF(left + side + gap, 0, width + 2, self.height())
        painter.drawText(box, MIDDLE, words)

    def face(self) -> QFont:
        """The font of the words."""
        return font("label", weight=600)

    def _on_theme_changed(self) -> None:
        self.updateGeometry()
        self.update()


class _Segment(_ChoiceButton):
    """One choice of a segmented control; compact shows its icon only."""

    is_compact = False

    @property
    def words(self) -> str:
        return "" if self.is_compact and self.icon_name else self.text()

    def set_compact(self, compact: bool) -> None:
        self.is_compact = compact
        self.setToolTip(self.text() if not self.words else "")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        words = QFontMetricsF(self.face()).horizontalAdvance(self.words)
        icon = ICON + (8 if self.words else 0) if self.icon_name else 0
        least = SIZE["touch"] + 8
        return QSize(max(int(words + pxf(icon + 32)), px(least)), px(SIZE["touch"]))

    def draw(self, painter: QPainter) -> None:
        role = "text" if self.isChecked() else "text_2"
        # A finger may be as high as the whole control; the pill stands inside its edge.
        box = QRectF(self.rect()).adjusted(0, px(INSET), 0, -px(INSET))
        if self.isChecked():
            ground = "pressed" if current().name == "dark" else "surface"
            pill(painter, box, ground, "line", pxf(RADIUS["chip"]))
        elif self.isDown() or self.underMouse():
            pill(painter, box, "pressed", "", pxf(RADIUS["chip"]))
        if not self.isEnabled():
            role = "text_3"
        self.draw_content(painter, self.icon_name, self.words, role)
        if self.hasFocus():
            focus_box(painter, box, pxf(RADIUS["chip"]))


class Segmented(QWidget):
    """Two to four exclusive choices in one control; `chosen` tells the user's choice only."""

    chosen = Signal(str)

    def __init__(
        self,
        choices: Sequence[tuple[str, str] | tuple[str, str, str]],
        choice: str = "",
        *,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._segments = [_Segment(*parts) for parts in choices]
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._box = QHBoxLayout(self)
        self._box.setSpacing(0)
        for segment in self._segments:
            self._group.addButton(segment)
            self._box.addWidget(segment)
            segment.clicked.connect(self._on_clicked)
            segment.stepped.connect(self._on_stepped)
        self.choose(choice or self._segments[0].code)
        notifier.theme_changed.connect(self._apply_scale)
        self._apply_scale()

    @property
    def choice(self) -> str:
        """The code of the chosen segment."""
        return next(s.code for s in self._segments if s.isChecked())

    def choose(self, code: str) -> None:
        """Show a choice; tells nobody."""
        for segment in self._segments:
            if segment.code == code:
                segment.setChecked(True)

    def set_compact(self, compact: bool) -> None:
        """Show icons without words where there is little room."""
        for segment in self._segments:
            segment.set_compact(compact)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pill(painter, QRectF(self.rect()), "hover", "line", pxf(RADIUS["control"]))
        painter.end()

    def _on_clicked(self) -> None:
        self.chosen.emit(self.choice)

    def _on_stepped(self, step: int) -> None:
        place = [s.isChecked() for s in self._segments].index(True) + step
        if 0 <= place < len(self._segments):
            self._segments[place].setFocus(Qt.FocusReason.TabFocusReason)
            self._segments[place].click()

    def _apply_scale(self) -> None:
        inset = px(INSET)
        self._box.setContentsMargins(inset, 0, inset, 0)


class _Chip(_ChoiceButton):
    """One chip: as wide chosen as not, so that choosing moves nothing.

    While its line has the keyboard it shows the digit that chooses it, where a tick would be.
    """

    focus_moved = Signal()

    def __init__(self, code: str, text: str) -> None:
        super().__init__(code, text)
        self.digit = ""

    def show_digit(self, digit: str) -> None:
        """Show a digit, or none."""
        if digit != self.digit:
            self.digit = digit
            self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focus_moved.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focus_moved.emit()

    def sizeHint(self) -> QSize:
        words = QFontMetricsF(self.face()).horizontalAdvance(self.text())
        return QSize(int(words + pxf(ICON + 8 + 16)), px(SIZE["touch"]))

    def draw(self, painter: QPainter) -> None:
        box = QRectF(self.rect())
        on, radius = self.isChecked(), self.height() / 2
        ground = "hover" if self.underMouse() else "surface"
        pill(painter, box, "accent_soft" if on else ground, "", radius)
        painter.setPen(QPen(QColor(c("accent" if on else "line_strong")), px(2) if on else px(1)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        half = (px(2) if on else px(1)) / 2
        painter.drawRoundedRect(box.adjusted(half, half, -half, -half), radius, radius)
        role = "accent_text" if on else "text" if self.isEnabled() else "text_3"
        self.draw_content(painter, "check" if on else "", self.text(), role)
        if self.digit and not on:
            painter.setFont(font("caption", weight=600))
            painter.setPen(QColor(c("accent_text" if self.isEnabled() else "text_3")))
            painter.drawText(QRectF(0, 0, pxf(DIGIT_ROOM), self.height()), CENTRE, self.digit)
        focus_edge(painter, self, radius)

    def face(self) -> QFont:
        return font("strong", weight=500)


class ChoiceChips(QWidget):
    """Coded choices as chips in lines: one, or none until the user chooses.

    With `has_digits` the digits 1 to 9 choose while the keyboard is here; then `digit_chosen`.
    """

    chosen = Signal(str)
    digit_chosen = Signal()

    def __init__(
        self, *, name: str = "", can_clear: bool = True, gap: int = 8, has_digits: bool = False
    ) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._can_clear, self._has_digits = can_clear, has_digits
        self._chips: list[_Chip] = []
        self._flow = FlowLayout(self, gap=gap)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def choice(self) -> str:
        """The chosen code, or "" for none."""
        return next((chip.code for chip in self._chips if chip.isChecked()), "")

    @property
    def chips(self) -> tuple[QAbstractButton, ...]:
        """The chips in order, for focus and tests."""
        return tuple(self._chips)

    def set_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        """Offer coded choices with their words; none is chosen.

        The same choices keep their chips, and so the keyboard.
        """
        if [(chip.code, chip.text()) for chip in self._chips] == list(choices):
            self.choose("")
            return
        for chip in self._chips:
            self._flow.removeWidget(chip)
            chip.deleteLater()
        self._chips = [_Chip(code, text) for code, text in choices]
        for chip in self._chips:
            self._flow.addWidget(chip)
            # At once: a chip that waits for the layout cannot take the keyboard.
            chip.show()
            chip.clicked.connect(self._on_clicked)
            chip.stepped.connect(self._on_stepped)
            chip.focus_moved.connect(self._show_digits)
        self.updateGeometry()

    def take_keyboard(self) -> None:
        """Give the keyboard to the chosen chip, or to the first that can be chosen."""
        able = [chip for chip in self._chips if chip.isEnabled()]
        for chip in [*(chip for chip in able if chip.isChecked()), *able][:1]:
            chip.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        place = event.key() - Qt.Key.Key_1
        is_plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if not (self._has_digits and is_plain and 0 <= place < min(len(self._chips), DIGITS)):
            super().keyPressEvent(event)
        elif self._chips[place].isEnabled() and not event.isAutoRepeat():
            self._chips[place].setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._chips[place].click()
            self.digit_chosen.emit()

    def _show_digits(self) -> None:
        has_keyboard = self._has_digits and any(chip.hasFocus() for chip in self._chips)
        for place, chip in enumerate(self._chips[:DIGITS], 1):
            chip.show_digit(str(place) if has_keyboard else "")

    def choose(self, code: str) -> None:
        """Show a choice, or none for ""; tells nobody."""
        for chip in self._chips:
            chip.setChecked(chip.code == code)

    def _on_clicked(self) -> None:
        clicked = self.sender()
        if not isinstance(clicked, _Chip):
            return
        if not clicked.isChecked() and not self._can_clear:
            clicked.setChecked(True)
            return
        for chip in self._chips:
            chip.setChecked(chip is clicked and clicked.isChecked())
        self.chosen.emit(self.choice)

    def _on_stepped(self, step: int) -> None:
        place = [chip.hasFocus() for chip in self._chips].index(True) + step
        while 0 <= place < len(self._chips) and not self._chips[place].isEnabled():
            place += step
        if 0 <= place < len(self._chips):
            self._chips[place].setFocus(Qt.FocusReason.TabFocusReason)
