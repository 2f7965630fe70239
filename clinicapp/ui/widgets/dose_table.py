"""The dose table: doses by muscle and side with their sums, never scrolled."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QSizePolicy,
    QTableView,
    QWidget,
)

from clinicapp.domain.session import Session
from clinicapp.domain.totals import Totals
from clinicapp.ui.theme.notifier import notifier
from clinicapp.ui.theme.tokens import c, px
from clinicapp.ui.widgets.dose_cells import DoseDelegate, side_of_words
from clinicapp.ui.widgets.dose_columns import Fit, fit_columns, head_font, pads
from clinicapp.ui.widgets.dose_model import Chosen, Column, DoseTableModel, Index

NO_CHOICE = Chosen()


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


class DoseTable(QTableView):
    """A session's doses by muscle; a click, Enter or Space on a cell tells `sites_activated`.

    The side is "" for the whole muscle: its name, what was given, what is to give.
    """

    sites_activated = Signal(str, str)  # muscle, side

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("dose_table")
        self.setAccessibleName(self.tr("Doses by muscle"))
        self._density = "normal"
        self._hovered = -1
        self._model = DoseTableModel(self)
        self._header = _DoseHeader(self)
        self.setHorizontalHeader(self._header)
        self.setModel(self._model)
        self._fit, self._lengths = self._measured(), self._word_lengths()
        self.setItemDelegate(DoseDelegate(self))
        self._calm()
        self.clicked.connect(self._on_clicked)
        self.selectionModel().selectionChanged.connect(self._on_selected)
        self._model.modelReset.connect(self._apply_scale)
        self._model.dataChanged.connect(self._on_data_changed)
        notifier.theme_changed.connect(self._apply_scale)

    @property
    def dose_model(self) -> DoseTableModel:
        """The cells behind the table."""
        return self._model

    @property
    def fit(self) -> Fit:
        """How the columns stand in the width there is."""
        return self._fit

    @property
    def hovered_row(self) -> int:
        """The row under the pointer, -1 for none."""
        return self._hovered

    def show_session(
        self,
        session: Session,
        current_muscle: str = "",
        chosen: Chosen = NO_CHOICE,
        totals: Totals | None = None,
    ) -> None:
        """Show a session; the muscle being worked on is tinted, what is chosen is marked."""
        self._model.show_session(session, current_muscle, chosen, totals)

    def set_density(self, density: str) -> None:
        """Choose the row height: tiny, dense, normal or roomy."""
        if density != self._density:
            self._density = density
            self._apply_scale()

    def sizeHint(self) -> QSize:
        return QSize(px(344), self._full_height())

    def minimumSizeHint(self) -> QSize:
        return QSize(1, self._full_height())

    # what the user does ----------------------------------------------------------------------
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            if not event.isAutoRepeat():
                self._on_clicked(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def currentChanged(self, current: Index, previous: Index) -> None:  # noqa: N802
        """Paint the focus edge around whole rows where a whole muscle is meant."""
        super().currentChanged(current, previous)
        for row in {current.row(), previous.row()}:
            self._repaint_row(row)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover(self.rowAt(event.position().toPoint().y()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    def _hover(self, row: int) -> None:
        if row != self._hovered:
            before, self._hovered = self._hovered, row
            self._repaint_row(before)
            self._repaint_row(row)

    def _repaint_row(self, row: int) -> None:
        first = self._model.index(row, 0)
        if first.isValid():
            last = self._model.index(row, Column.TO_GIVE)
            self.viewport().update(self.visualRect(first).united(self.visualRect(last)))

    def _on_clicked(self, index: Index) -> None:
        chosen = self._model.chosen_at(index)
        if chosen.muscle:
            self.sites_activated.emit(chosen.muscle, chosen.side)

    def selectionCommand(  # noqa: N802
        self, _index: Index, _event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        """Select nothing by pointer or key: only an assistive tool's act on a cell selects."""
        return QItemSelectionModel.SelectionFlag.NoUpdate

    def _on_selected(self, selected: QItemSelection) -> None:
        # To select is the one act that such a tool has on a cell; here it means a click.
        for index in selected.indexes():
            self.clearSelection()
            self._on_clicked(index)

    # layout ----------------------------------------------------------------------------------
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place_columns()
        super().resizeEvent(event)

    def _calm(self) -> None:
        """No frame, no grid, no scrolling, no editing; the delegate shows choice and hover."""
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
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
        self.viewport().update()

    def _full_height(self) -> int:
        density, muscles = DENSITIES[self._density], max(self._model.rowCount() - 1, 0)
        return px(density.head) + muscles * px(density.row) + px(density.foot)

    def _measured(self) -> Fit:
        horizontal = Qt.Orientation.Horizontal
        heads = [str(self._model.headerData(column, horizontal)) for column in Column]
        return fit_columns(self.viewport().width(), heads, self._model.rows)

    def _place_columns(self) -> None:
        self._lengths = self._word_lengths()
        self._fit = self._measured()
        for column, width in enumerate(self._fit.widths):
            if self.columnWidth(column) != width:
                self.setColumnWidth(column, width)

    def _on_data_changed(self) -> None:
        # A number may be wider than any before it; digits are all as wide, so letters tell.
        if self._word_lengths() != self._lengths:
            before = self._fit
            self._place_columns()
            if self._fit != before:
                self.viewport().update()

    def _word_lengths(self) -> tuple[int, ...]:
        words = zip(*(row.words for row in self._model.rows), strict=True)
        return tuple(max(map(len, column)) for column in words)


class _DoseHeader(QHeaderView):
    """The column names, in the table's own quiet type."""

    def __init__(self, parent: DoseTable) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._table = parent
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(1)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:  # noqa: N802
        """Draw one column's name."""
        column = Column(section)
        painter.fillRect(rect, QColor(c("surface")))
        painter.setFont(head_font())
        painter.setPen(QPen(QColor(c("text_3"))))
        left, right = pads(column, self._table.fit.look)
        words = str(self.model().headerData(section, Qt.Orientation.Horizontal))
        if column is Column.MUSCLE and not self._table.fit.look.has_names:
            return
        painter.drawText(rect.adjusted(left, 0, -right, 0), side_of_words(column), words)
