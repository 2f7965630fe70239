"""Paints the cells of the dose table: marks by state, numbers, what is current and chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from clinicapp.domain.session import SiteRecord
from clinicapp.ui.theme.tokens import RADIUS, c, px, pxf
from clinicapp.ui.widgets.dose_columns import Look, name_of, pads, words_font
from clinicapp.ui.widgets.dose_model import SIDES, Column, DoseRow, Index
from clinicapp.ui.widgets.marks import paint_mark
from clinicapp.ui.widgets.painted import pill

if TYPE_CHECKING:
    from clinicapp.ui.widgets.dose_table import DoseTable

BAR = 3
MARK = 5.2
MARK_STEP = 15.0
MIDDLE = Qt.AlignmentFlag.AlignVCenter


class DoseDelegate(QStyledItemDelegate):
    """Paints a cell with the current theme's roles."""

    def __init__(self, table: DoseTable) -> None:
        super().__init__(table)
        self._table = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        box, column = QRectF(option.rect), Column(index.column())
        row, look = self._table.dose_model.rows[index.row()], self._table.fit.look
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_ground(painter, box, index, row)
        if row.marks[column]:
            _draw_marks(painter, box, row.marks[column])
        else:
            _draw_words(painter, box, column, row, look)
        self._draw_focus(painter, box, index)
        painter.restore()

    def _draw_ground(self, painter: QPainter, box: QRectF, index: Index, row: DoseRow) -> None:
        column, pad = Column(index.column()), px(self._table.fit.look.pad)
        inner = box.adjusted(0, 1, 0, 0)
        if row.is_current:
            painter.fillRect(inner, QColor(c("accent_soft")))
        elif index.row() == self._table.hovered_row and not row.is_sum:
            painter.fillRect(inner, QColor(c("hover")))
        if row.is_current and column is Column.MUSCLE:
            painter.fillRect(QRectF(box.left(), inner.top(), px(BAR), inner.height()), _accent())
        left = box.left() + (pad if column is Column.MUSCLE else 0)
        right = box.right() - (pad if column is Column.TO_GIVE else 0)
        line = QRectF(left, box.top(), right - left, px(1))
        painter.fillRect(line, QColor(c("line_strong" if row.is_sum else "line")))
        if column in row.chosen and row.marks[column]:
            around = box.adjusted(-pxf(3), pxf(3), -pxf(3), -pxf(2))
            pill(painter, around, "surface", "accent", pxf(RADIUS["chip"]))

    def _draw_focus(self, painter: QPainter, box: QRectF, index: Index) -> None:
        """The amber edge runs around what Enter chooses: one side's cell, or the whole row."""
        current = self._table.currentIndex()
        if not self._table.hasFocus() or current.row() != index.row():
            return
        column, here = Column(index.column()), Column(current.column())
        is_cell = here in SIDES and not self._table.dose_model.rows[index.row()].is_sum
        if is_cell and column is not here:
            return
        width, colour = px(2), QColor(c("focus"))
        painter.fillRect(QRectF(box.left(), box.top(), box.width(), width), colour)
        painter.fillRect(QRectF(box.left(), box.bottom() - width, box.width(), width), colour)
        if is_cell or column is Column.MUSCLE:
            painter.fillRect(QRectF(box.left(), box.top(), width, box.height()), colour)
        if is_cell or column is Column.TO_GIVE:
            painter.fillRect(QRectF(box.right() - width, box.top(), width, box.height()), colour)


def side_of_words(column: Column) -> int:
    """How a column's words are aligned."""
    side = Qt.AlignmentFlag.AlignRight if column >= Column.GIVEN else Qt.AlignmentFlag.AlignLeft
    return int(side | MIDDLE)


def _draw_marks(painter: QPainter, box: QRectF, marks: tuple[SiteRecord, ...]) -> None:
    step = min(pxf(MARK_STEP), (box.width() - pxf(4)) / len(marks))
    radius = min(pxf(MARK), step * 0.42)
    for place, record in enumerate(marks):
        at = QPointF(box.left() + radius + pxf(1) + place * step, box.center().y())
        paint_mark(painter, at, radius, record, number=False)


def _draw_words(painter: QPainter, box: QRectF, column: Column, row: DoseRow, look: Look) -> None:
    words = name_of(row, look) if column is Column.MUSCLE else row.words[column]
    if not words:
        return
    face = words_font(column, look, is_sum=row.is_sum, is_current=row.is_current)
    left, right = pads(column, look)
    inner = box.adjusted(left, 0, -right, 0)
    if column is Column.MUSCLE:
        elide = Qt.TextElideMode.ElideRight
        words = QFontMetricsF(face).elidedText(words, elide, inner.width())
    painter.setFont(face)
    painter.setPen(QColor(c(_ink(column, row, words))))
    painter.drawText(inner, side_of_words(column), words)


def _ink(column: Column, row: DoseRow, words: str) -> str:
    if column is Column.TO_GIVE:
        return "accent_text"
    return "text_3" if words == "0" and not row.is_sum else "text"


def _accent() -> QColor:
    return QColor(c("accent"))
