"""A table of records: whole rows, hovered and chosen as one, walked with the keyboard."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHeaderView, QStyleOptionViewItem, QTableView, QWidget

from clinicapp.ui.models.delegates import HOVERED, RecordDelegate, row_height
from clinicapp.ui.theme.notifier import notifier
from clinicapp.ui.theme.tokens import SPACE, c, px

HEAD_HEIGHT, BAR = 42, 4
OPENERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
WALKERS = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)


class RecordTable(QTableView):
    """Shows a model of records; Enter opens the chosen row."""

    opened = Signal(int)  # row

    def __init__(self, model: QAbstractItemModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hovered = -1
        self._widths: dict[int, int] = {}
        self.setModel(model)
        self.setItemDelegate(_RowDelegate(self))
        self._behave()
        self._look()
        notifier.theme_changed.connect(self._apply_scale)

    def set_widths(self, widths: dict[int, int], stretched: int) -> None:
        """Fix column widths, given at 100 %; one column takes the rest."""
        self._widths = widths
        self.horizontalHeader().setSectionResizeMode(stretched, QHeaderView.ResizeMode.Stretch)
        self._apply_scale()

    @property
    def hovered_row(self) -> int:
        """The row under the pointer; -1 for none."""
        return self._hovered

    @property
    def chosen_row(self) -> int:
        """The row that is chosen; -1 for none."""
        rows = self.selectionModel().selectedRows()
        return rows[0].row() if rows else -1

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in OPENERS and self.chosen_row >= 0:
            self.opened.emit(self.chosen_row)
            return
        super().keyPressEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        row = self.currentIndex().row()
        if row < 0:
            return
        painter = QPainter(self.viewport())
        if c("accent_soft") == c("surface") and row == self.chosen_row:
            # Where a scheme has no soft grounds, a bar shows which row is chosen.
            painter.fillRect(self._row_box(row, width=px(BAR)), QColor(c("accent")))
        if self.hasFocus():
            self._paint_focus(painter, self._row_box(row))
        painter.end()

    def _behave(self) -> None:
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.entered.connect(lambda index: self._hover(index.row()))
        self.viewportEntered.connect(lambda: self._hover(-1))

    def _look(self) -> None:
        self.setWordWrap(False)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionsClickable(False)
        # The chosen row wears the focus edge; one around the table would move every cell.
        self.setStyleSheet("QTableView:focus { border: none; }")
        self._apply_scale()

    def _apply_scale(self) -> None:
        self.verticalHeader().setDefaultSectionSize(row_height())
        self.horizontalHeader().setFixedHeight(px(HEAD_HEIGHT))
        for column, width in self._widths.items():
            self.setColumnWidth(column, px(width))

    def _hover(self, row: int) -> None:
        if row != self._hovered:
            self._hovered = row
            self.viewport().update()

    def _row_box(self, row: int, width: int = 0) -> QRect:
        top = self.rowViewportPosition(row)
        return QRect(0, top, width or self.viewport().width(), self.rowHeight(row))

    @staticmethod
    def _paint_focus(painter: QPainter, box: QRect) -> None:
        edge = px(SPACE["xxs"])
        painter.setPen(QPen(QColor(c("focus")), edge))
        painter.drawRect(box.adjusted(edge // 2, edge // 2, -edge // 2, -edge // 2 - 1))


class _RowDelegate(RecordDelegate):
    """Hovers a whole row, where Qt's table hovers one cell."""

    def __init__(self, table: RecordTable) -> None:
        super().__init__(table)
        self._table = table

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        if index.row() == self._table.hovered_row:
            option.state |= HOVERED
        else:
            option.state &= ~HOVERED
        super().paint(painter, option, index)
