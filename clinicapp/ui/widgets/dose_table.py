"""The dose table: doses by muscle and side with their sums, never scrolled."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from clinicapp.domain.session import Session
from clinicapp.ui.theme.notifier import notifier
from clinicapp.ui.theme.style import font
from clinicapp.ui.theme.tokens import c, px, pxf
from clinicapp.ui.widgets.dose_model import IS_CURRENT, MARKS, MUSCLE, Column, DoseTableModel, Index
from clinicapp.ui.widgets.marks import paint_mark

PAD = 16
BAR = 3
MARK = 5.2
MARK_STEP = 15.0
TIGHT_BELOW = 360
MIDDLE = Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Density:
    """Heights of a table's row, head and sums, at 100 %."""

    row: int
    head: int
    foot: int


DENSITIES = {
    "tiny": Density(25, 24, 34),
    "dense": Density(28, 28, 38),
    "normal": Density(37, 32, 46),
    "roomy": Density(44, 36, 52),
}


def density_for(height: float, *, has_notice: bool = False) -> str:
    """The density for a window's height at 100 %: only heights and paddings change with it."""
    if height < 860:
        return "tiny" if has_notice else "dense"
    if has_notice:
        return "dense"
    return "normal" if height < 1000 else "roomy"


class DoseDelegate(QStyledItemDelegate):
    """Paints a cell: marks by state, units to the right, the current muscle tinted."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell with the current theme's roles."""
        box = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_sum = not index.data(MUSCLE)
        self._draw_ground(painter, box, index, is_sum)
        marks = index.data(MARKS)
        if marks:
            self._draw_marks(painter, box, marks)
        else:
            self._draw_words(painter, box, index, is_sum)
        self._draw_focus(painter, box, index)
        painter.restore()

    def _draw_ground(self, painter: QPainter, box: QRectF, index: Index, is_sum: bool) -> None:
        column = Column(index.column())
        if index.data(IS_CURRENT):
            painter.fillRect(box.adjusted(0, 1, 0, 0), QColor(c("accent_soft")))
            if column is Column.MUSCLE:
                bar = QRectF(box.left(), box.top() + 1, px(BAR), box.height() - 1)
                painter.fillRect(bar, QColor(c("accent")))
        left = box.left() + (px(PAD) if column is Column.MUSCLE else 0)
        right = box.right() - (px(PAD) if column is Column.TO_GIVE else 0)
        line = QRectF(left, box.top(), right - left, px(1))
        painter.fillRect(line, QColor(c("line_strong" if is_sum else "line")))

    def _draw_focus(self, painter: QPainter, box: QRectF, index: Index) -> None:
        """The amber edge runs around the whole row that has the keyboard."""
        table = self.parent()
        if not isinstance(table, QTableView) or not table.hasFocus():
            return
        if table.currentIndex().row() != index.row():
            return
        width = px(2)
        colour = QColor(c("focus"))
        painter.fillRect(QRectF(box.left(), box.top(), box.width(), width), colour)
        painter.fillRect(QRectF(box.left(), box.bottom() - width, box.width(), width), colour)
        if index.column() == Column.MUSCLE:
            painter.fillRect(QRectF(box.left(), box.top(), width, box.height()), colour)
        if index.column() == Column.TO_GIVE:
            painter.fillRect(QRectF(box.right() - width, box.top(), width, box.height()), colour)

    def _draw_marks(self, painter: QPainter, box: QRectF, marks: tuple[object, ...]) -> None:
        step = min(pxf(MARK_STEP), box.width() / len(marks))
        radius = min(pxf(MARK), step * 0.42)
        for place, record in enumerate(marks):
            at = QPointF(box.left() + radius + pxf(1) + place * step, box.center().y())
            paint_mark(painter, at, radius, record, number=False)  # type: ignore[arg-type]

    def _draw_words(self, painter: QPainter, box: QRectF, index: Index, is_sum: bool) -> None:
        column = Column(index.column())
        words = str(index.data() or "")
        face, role = _ink(column, is_sum, bool(index.data(IS_CURRENT)), words == "0")
        left = px(PAD) if column is Column.MUSCLE else 0
        right = px(PAD) if column is Column.TO_GIVE else 0
        side = Qt.AlignmentFlag.AlignRight if column >= Column.GIVEN else Qt.AlignmentFlag.AlignLeft
        painter.setFont(face)
        painter.setPen(QColor(c(role)))
        painter.drawText(box.adjusted(left, 0, -right, 0), int(side | MIDDLE), words)


class DoseTable(QTableView):
    """A session's doses by muscle; a click or Enter on a row tells `muscle_activated`."""

    muscle_activated = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("dose_table")
        self.setAccessibleName(self.tr("Doses by muscle"))
        self._density = "normal"
        self._model = DoseTableModel(self)
        self._header = _DoseHeader(self)
        self.setHorizontalHeader(self._header)
        self.setModel(self._model)
        self.setItemDelegate(DoseDelegate(self))
        self._calm()
        self.clicked.connect(self._on_clicked)
        self._model.modelReset.connect(self._apply_scale)
        notifier.theme_changed.connect(self._apply_scale)

    @property
    def dose_model(self) -> DoseTableModel:
        """The cells behind the table."""
        return self._model

    def show_session(self, session: Session, current_muscle: str = "") -> None:
        """Show a session; the muscle named is tinted as the one being worked on."""
        self._model.show_session(session, current_muscle)

    def set_density(self, density: str) -> None:
        """Choose the row height: tiny, dense, normal or roomy."""
        self._density = density
        self._apply_scale()

    def sizeHint(self) -> QSize:
        return QSize(px(344), self._full_height())

    def minimumSizeHint(self) -> QSize:
        return QSize(px(300), self._full_height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._on_clicked(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place_columns()
        super().resizeEvent(event)

    def _calm(self) -> None:
        """No frame, no grid, no scrolling, no editing; rows are chosen whole."""
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def _apply_scale(self) -> None:
        density = DENSITIES[self._density]
        self._header.setFixedHeight(px(density.head))
        rows = self._model.rowCount()
        self.verticalHeader().setMinimumSectionSize(px(density.row))
        for row in range(rows):
            self.setRowHeight(row, px(density.foot if row == rows - 1 else density.row))
        self._place_columns()
        self.updateGeometry()

    def _full_height(self) -> int:
        density, muscles = DENSITIES[self._density], max(self._model.rowCount() - 1, 0)
        return px(density.head) + muscles * px(density.row) + px(density.foot)

    def _place_columns(self) -> None:
        """Fixed widths for words and sums; the two sides share what is left."""
        width = self.viewport().width()
        tight = width < px(TIGHT_BELOW)
        fixed = {
            Column.MUSCLE: px(108 if tight else 114),
            Column.MIDLINE: px(28 if tight else 32),
            Column.GIVEN: px(50 if tight else 56),
            Column.TO_GIVE: px(64 if tight else 68),
        }
        side = max((width - sum(fixed.values())) // 2, px(24))
        for column in Column:
            self.setColumnWidth(column, fixed.get(column, side))
        spare = width - sum(self.columnWidth(column) for column in Column)
        self.setColumnWidth(Column.MUSCLE, fixed[Column.MUSCLE] + max(spare, 0))

    def _on_clicked(self, index: QModelIndex) -> None:
        muscle = self._model.muscle_at(index.row())
        if muscle:
            self.muscle_activated.emit(muscle)


class _DoseHeader(QHeaderView):
    """The column names, in the table's own quiet type."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(px(24))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:  # noqa: N802
        """Draw one column's name."""
        column = Column(section)
        painter.fillRect(rect, QColor(c("surface")))
        painter.setFont(font("caption", weight=600))
        painter.setPen(QPen(QColor(c("text_3"))))
        left = px(PAD) if column is Column.MUSCLE else 0
        right = px(PAD) if column is Column.TO_GIVE else 0
        side = Qt.AlignmentFlag.AlignRight if column >= Column.GIVEN else Qt.AlignmentFlag.AlignLeft
        words = self.model().headerData(section, Qt.Orientation.Horizontal)
        painter.drawText(rect.adjusted(left, 0, -right, 0), int(side | MIDDLE), str(words))


def _ink(column: Column, is_sum: bool, is_current: bool, is_zero: bool) -> tuple[QFont, str]:
    """Font and colour role of a cell's words."""
    if column is Column.MUSCLE and not is_sum:
        return font("label", weight=600 if is_current else 500), "text"
    face = font("title3" if is_sum and column >= Column.GIVEN else "strong")
    if column is Column.TO_GIVE:
        return face, "accent_text"
    return face, "text_3" if is_zero and not is_sum else "text"
