"""The dose table's cells: one row per muscle, then the sums, all from `total_of`."""

from __future__ import annotations

from decimal import Decimal
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from clinicapp.domain.protocol import Side
from clinicapp.domain.session import Session, SiteRecord
from clinicapp.domain.totals import MuscleTotal, Totals, total_of
from clinicapp.domain.units import ZERO, show_units

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
MARKS = Role.UserRole + 1
MUSCLE = Role.UserRole + 2
IS_CURRENT = Role.UserRole + 3
NOTHING = "–"
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class Column(IntEnum):
    """The columns from left to right."""

    MUSCLE = 0
    LEFT = 1
    MIDLINE = 2
    RIGHT = 3
    GIVEN = 4
    TO_GIVE = 5


SIDES = {Column.LEFT: Side.LEFT, Column.MIDLINE: Side.MIDLINE, Column.RIGHT: Side.RIGHT}


class DoseTableModel(QAbstractTableModel):
    """A session's doses by muscle and side, in words as well as in marks."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session: Session | None = None
        self._totals: Totals | None = None
        self._current = ""

    def show_session(self, session: Session, current_muscle: str) -> None:
        """Take over a session as it stands."""
        is_same = self._totals is not None and len(self._totals.muscles) == len(
            session.protocol.muscles
        )
        if not is_same:
            self.beginResetModel()
        self._session, self._current = session, current_muscle
        self._totals = total_of(session)
        if not is_same:
            self.endResetModel()
            return
        last = self.index(self.rowCount() - 1, self.columnCount() - 1)
        self.dataChanged.emit(self.index(0, 0), last)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        if parent.isValid() or self._totals is None:
            return 0
        return len(self._totals.muscles) + 1

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Role.DisplayRole:
            return (
                self.tr("Muscle"),
                self.tr("Left"),
                self.tr("Mid"),
                self.tr("Right"),
                self.tr("Given"),
                self.tr("To give"),
            )[section]
        if role == Role.TextAlignmentRole:
            return RIGHT if section >= Column.GIVEN else LEFT
        return None

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        """The cell's words, its words aloud, its marks, its muscle."""
        if not index.isValid() or self._totals is None:
            return None
        column = Column(index.column())
        if role == Role.TextAlignmentRole:
            return RIGHT if column >= Column.GIVEN else LEFT
        if index.row() == len(self._totals.muscles):
            return self._sum_cell(column, role, self._totals)
        return self._muscle_cell(self._totals.muscles[index.row()], column, role)

    def muscle_at(self, row: int) -> str:
        """The code of a row's muscle, "" for the row of sums."""
        muscles = self._totals.muscles if self._totals is not None else ()
        return muscles[row].muscle.code if 0 <= row < len(muscles) else ""

    def row_of(self, muscle: str) -> int:
        """The row of a muscle, -1 when there is none."""
        return next((r for r in range(self.rowCount()) if self.muscle_at(r) == muscle), -1)

    def _muscle_cell(self, total: MuscleTotal, column: Column, role: int) -> object:
        if role == MUSCLE:
            return total.muscle.code
        if role == IS_CURRENT:
            return total.muscle.code == self._current
        if role == MARKS:
            return self._marks(total, column)
        if role in (Role.AccessibleTextRole, Role.ToolTipRole):
            return self._said(total, column)
        if role == Role.DisplayRole:
            return self._shown(total, column)
        return None

    def _shown(self, total: MuscleTotal, column: Column) -> str:
        if column is Column.MUSCLE:
            return total.muscle.short_name
        if column is Column.GIVEN:
            return show_units(total.given_units)
        if column is Column.TO_GIVE:
            return show_units(total.planned_units) if total.planned_units else ""
        return ""

    def _said(self, total: MuscleTotal, column: Column) -> str:
        name = total.muscle.name
        if column is Column.GIVEN:
            return self.tr("{name}, given: {units} units").format(
                name=name, units=show_units(total.given_units)
            )
        if column is Column.TO_GIVE:
            return self.tr("{name}, to give: {units} units").format(
                name=name, units=show_units(total.planned_units)
            )
        if column is Column.MUSCLE:
            return self.tr("{name}: {given} units given, {planned} units to give").format(
                name=name,
                given=show_units(total.given_units),
                planned=show_units(total.planned_units),
            )
        return self._side_said(name, column, self._marks(total, column))

    def _side_said(self, name: str, column: Column, marks: tuple[SiteRecord, ...]) -> str:
        side = self._side_word(column)
        if not marks:
            return self.tr("{name}, {side}: no sites").format(name=name, side=side)
        counts = (
            (self.tr("{n} given"), sum(m.is_given for m in marks)),
            (self.tr("{n} planned"), sum(m.is_planned for m in marks)),
            (self.tr("{n} omitted"), sum(m.is_omitted for m in marks)),
            (self.tr("{n} extra"), sum(m.is_extra for m in marks)),
        )
        words = ", ".join(text.format(n=n) for text, n in counts if n)
        units = sum((m.units for m in marks if m.is_given), ZERO)
        return self.tr("{name}, {side}: {words}; given {units} units").format(
            name=name, side=side, words=words, units=show_units(units)
        )

    def _side_word(self, column: Column) -> str:
        words = {
            Column.LEFT: self.tr("left"),
            Column.MIDLINE: self.tr("midline"),
            Column.RIGHT: self.tr("right"),
        }
        return words[column]

    def _sum_cell(self, column: Column, role: int, totals: Totals) -> object:
        if role == MUSCLE:
            return ""
        if role == Role.DisplayRole:
            return self._sum_shown(column, totals)
        if role in (Role.AccessibleTextRole, Role.ToolTipRole):
            return self._sum_said(column, totals)
        return None

    def _sum_shown(self, column: Column, totals: Totals) -> str:
        if column is Column.MUSCLE:
            return self.tr("Units")
        if column is Column.GIVEN:
            return show_units(totals.given_units)
        if column is Column.TO_GIVE:
            return show_units(totals.planned_units) if totals.planned_units else NOTHING
        return show_units(self._side_given(column, totals))

    def _sum_said(self, column: Column, totals: Totals) -> str:
        if column is Column.TO_GIVE:
            return self.tr("All muscles, to give: {units} units").format(
                units=show_units(totals.planned_units)
            )
        if column in SIDES:
            return self.tr("All muscles, {side}: {units} units given").format(
                side=self._side_word(column), units=show_units(self._side_given(column, totals))
            )
        return self.tr("All muscles, given: {units} units").format(
            units=show_units(totals.given_units)
        )

    @staticmethod
    def _side_given(column: Column, totals: Totals) -> Decimal:
        return next(s.given_units for s in totals.sides if s.side is SIDES[column])

    def _marks(self, total: MuscleTotal, column: Column) -> tuple[SiteRecord, ...]:
        session = self._session
        if column not in SIDES or session is None:
            return ()
        side = SIDES[column]
        return tuple(s for s in total.sites if session.protocol.site(s.site_id).side is side)
