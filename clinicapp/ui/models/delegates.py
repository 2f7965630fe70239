"""How the lists paint their cells: two quiet lines, a sum set right, a state as a tag."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from clinicapp.ui.models.roles import ALIGNMENT, DISPLAY, EMPHASIS, STATE, UNDER
from clinicapp.ui.models.session_words import StateWords
from clinicapp.ui.theme import icons
from clinicapp.ui.theme.style import font
from clinicapp.ui.theme.tokens import SIZE, SPACE, TYPE, c, px, pxf
from clinicapp.ui.widgets.badges import TAG_HEIGHT, TAG_ICON, TAG_PAD, ground_of, ink_of
from clinicapp.ui.widgets.painted import pill

HOVERED = QStyle.StateFlag.State_MouseOver
SELECTED = QStyle.StateFlag.State_Selected
LEFT = Qt.AlignmentFlag.AlignLeft
MIDDLE = LEFT | Qt.AlignmentFlag.AlignVCenter
_EMPHASES = {"body": ("body", "text"), "quiet": ("body", "text_2"), "strong": ("strong", "text")}

Cell = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text to paint: what, in which font, in which colour role."""

    text: str
    face: QFont
    role: str = "text"

    def paint(self, painter: QPainter, box: QRectF, side: Qt.AlignmentFlag = MIDDLE) -> None:
        """Draw the line inside the box, cut with "…" where it is too long."""
        metrics = QFontMetricsF(self.face)
        shown = metrics.elidedText(self.text, Qt.TextElideMode.ElideRight, box.width())
        painter.setFont(self.face)
        painter.setPen(QColor(c(self.role)))
        painter.drawText(box, side, shown)


def row_height() -> int:
    """The height of a row with a name over a number, in px as drawn."""
    return px(TYPE["strong"].line + TYPE["caption"].line + SPACE["l"])


def paint_tag(painter: QPainter, left: float, middle: float, state: StateWords) -> None:
    """A state as icon and word on a soft pill, from a left edge and around a middle line."""
    face = font("label", weight=600)
    ground, ink = ground_of(state.tone), ink_of(state.tone)
    height, side = pxf(TAG_HEIGHT), pxf(SIZE["icon_s"])
    box = QRectF(left, middle - height / 2, tag_width(state), height)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    # Where a scheme has no soft grounds, the outline alone shows that this is a tag.
    pill(painter, box, ground, ink if c(ground) == c("surface") else "", height / 2 - 1)
    at = QRectF(box.left() + pxf(TAG_PAD - 2), middle - side / 2, side, side)
    icons.paint(painter, state.icon, at, ink, icons.STROKE_STRONG)
    words = box.adjusted(pxf(TAG_PAD + TAG_ICON - 1), 0, 0, 0)
    Line(state.word, face, ink).paint(painter, words)


def tag_width(state: StateWords) -> float:
    """The width of a state's tag, in px as drawn."""
    words = QFontMetricsF(font("label", weight=600)).horizontalAdvance(state.word)
    return words + pxf(2 * TAG_PAD + TAG_ICON) + 1


def paint_ground(painter: QPainter, option: QStyleOptionViewItem) -> None:
    """The ground of a cell: chosen, hovered or plain, with a hairline below."""
    role = "surface"
    if option.state & SELECTED:
        role = "accent_soft"
    elif option.state & HOVERED:
        role = "hover"
    box = QRectF(option.rect)
    painter.fillRect(box, QColor(c(role)))
    painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), QColor(c("line")))


class RecordDelegate(QStyledItemDelegate):
    """Paints any cell of a list of records by what the model says about it."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Cell) -> None:
        painter.save()
        paint_ground(painter, option)
        box = QRectF(option.rect).adjusted(pxf(SPACE["l"] - 1), 0, -pxf(SPACE["l"] - 1), 0)
        if state := index.data(STATE):
            paint_tag(painter, box.left() - pxf(SPACE["xs"]), box.center().y(), state)
        else:
            _paint_text(painter, box, index)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Cell) -> QSize:
        wide = QFontMetricsF(font("strong")).horizontalAdvance(str(index.data(DISPLAY) or ""))
        return QSize(round(wide + pxf(SPACE["xxl"])), row_height())


def _paint_text(painter: QPainter, box: QRectF, index: Cell) -> None:
    step, role = _EMPHASES[index.data(EMPHASIS) or "body"]
    first = Line(str(index.data(DISPLAY)), font(step), role)
    under = index.data(UNDER)
    side = Qt.AlignmentFlag(index.data(ALIGNMENT) or MIDDLE)
    if not under:
        first.paint(painter, box, side)
        return
    across = side & Qt.AlignmentFlag.AlignHorizontal_Mask
    pad = pxf(SPACE["s"])
    first.paint(painter, box.adjusted(0, pad, 0, 0), across | Qt.AlignmentFlag.AlignTop)
    second = Line(str(under), font("caption", code=True), "text_3")
    second.paint(painter, box.adjusted(0, 0, 0, -pad), across | Qt.AlignmentFlag.AlignBottom)
