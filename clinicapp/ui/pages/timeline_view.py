"""The sessions of a patient along a line, one of them chosen."""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from clinicapp.domain.session import SessionStatus
from clinicapp.ui.models.delegates import HOVERED, SELECTED, Cell, Line, paint_tag, tag_width
from clinicapp.ui.models.roles import DISPLAY, RECORD, STATE, UNDER
from clinicapp.ui.models.timeline import DAY, TimelineModel
from clinicapp.ui.pages.record_table import OPENERS
from clinicapp.ui.theme.notifier import notifier
from clinicapp.ui.theme.style import font
from clinicapp.ui.theme.tokens import RADIUS, SPACE, TYPE, c, px, pxf

SPINE, CARD_LEFT, GAP, PAD = 13.0, 34.0, 4.0, 14.0
DAY_WIDTH, WIDE_FROM = 96.0, 440.0
DOT = 7.0
CARD_HEIGHT = TYPE["strong"].line + TYPE["label"].line + SPACE["xl"] + SPACE["xxs"]


class TimelineView(QListView):
    """Walked with the arrows; Enter opens the chosen session."""

    chosen = Signal(int)  # row
    opened = Signal(int)  # row

    def __init__(self, model: TimelineModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setItemDelegate(TimelineDelegate(self))
        self.setObjectName("timeline")
        self.setAccessibleName(self.tr("Timeline of sessions"))
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        # The line stands on the page itself; the chosen card wears the focus edge.
        self.setStyleSheet("QListView, QListView:focus { background: transparent; border: none; }")
        notifier.theme_changed.connect(self.scheduleDelayedItemsLayout)

    @property
    def chosen_row(self) -> int:
        """The row that is chosen; -1 for none."""
        rows = self.selectionModel().selectedIndexes()
        return rows[0].row() if rows else -1

    def choose(self, row: int) -> None:
        """Choose a row."""
        self.setCurrentIndex(self.model().index(row, 0))

    def selectionChanged(  # noqa: N802
        self, selected: QItemSelection, deselected: QItemSelection
    ) -> None:
        """Tell which row is chosen now."""
        super().selectionChanged(selected, deselected)
        if self.chosen_row >= 0:
            self.chosen.emit(self.chosen_row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in OPENERS and self.chosen_row >= 0:
            self.opened.emit(self.chosen_row)
            return
        super().keyPressEvent(event)


class TimelineDelegate(QStyledItemDelegate):
    """A dot on the line, and a card with day, sums, exceptions and state."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Cell) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(option.rect)
        _paint_spine(painter, box, index)
        card = box.adjusted(pxf(CARD_LEFT), pxf(GAP), -1, -pxf(GAP))
        _paint_card(painter, card, option)
        _paint_words(painter, card, index)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Cell) -> QSize:
        return QSize(px(CARD_LEFT + DAY_WIDTH), px(CARD_HEIGHT + 2 * GAP))


def _paint_spine(painter: QPainter, box: QRectF, index: Cell) -> None:
    x, y, dot = box.left() + pxf(SPINE), box.center().y(), pxf(DOT)
    is_first, is_last = index.row() == 0, index.row() == index.model().rowCount() - 1
    painter.setPen(QPen(QColor(c("line_strong")), pxf(1.5)))
    top = y if is_first else box.top()
    painter.drawLine(QPointF(x, top), QPointF(x, y if is_last else box.bottom()))
    state = index.data(STATE)
    role = "accent" if state.tone == "accent" else "given"
    if index.data(RECORD).status is SessionStatus.ENTERED_IN_ERROR:
        role = "line_strong"
    painter.setPen(QPen(QColor(c("window")), pxf(4)))
    painter.setBrush(QColor(c(role)))
    painter.drawEllipse(QPointF(x, y), dot, dot)


def _paint_card(painter: QPainter, card: QRectF, option: QStyleOptionViewItem) -> None:
    is_chosen = bool(option.state & SELECTED)
    ground = "accent_soft" if is_chosen else "hover" if option.state & HOVERED else "surface"
    edge, width = ("accent_line" if is_chosen else "line"), px(1)
    if is_chosen and c(ground) == c("surface"):
        width = px(3)  # a scheme without soft grounds
    if is_chosen and option.state & QStyle.StateFlag.State_HasFocus:
        edge, width = "focus", px(2)
    half = width / 2
    painter.setPen(QPen(QColor(c(edge)), width))
    painter.setBrush(QColor(c(ground)))
    radius = pxf(RADIUS["control"])
    painter.drawRoundedRect(card.adjusted(half, half, -half, -half), radius, radius)


def _paint_words(painter: QPainter, card: QRectF, index: Cell) -> None:
    state = index.data(STATE)
    inner = card.adjusted(pxf(PAD), 0, -pxf(PAD), 0)
    tag_left = inner.right() - tag_width(state)
    paint_tag(painter, tag_left, inner.center().y(), state)
    detail = index.data(UNDER)
    left = inner.left()
    if card.width() >= pxf(WIDE_FROM):
        day = QRectF(left, inner.top(), pxf(DAY_WIDTH), inner.height())
        Line(index.data(DAY), font("label"), "text_2").paint(painter, day)
        left = day.right()
    else:
        detail = f"{index.data(DAY)} · {detail}"
    pad = pxf(SPACE["m"])
    words = QRectF(left, inner.top() + pad, tag_left - left - pad, inner.height() - 2 * pad)
    top, bottom = Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag.AlignBottom
    Line(index.data(DISPLAY), font("strong")).paint(painter, words, top)
    Line(detail, font("label"), "text_2").paint(painter, words, bottom)
