"""The dose table's cells: one row per muscle, then the sums, all from `total_of`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from clinicapp.domain.protocol import Side
from clinicapp.domain.session import Session, SiteRecord
from clinicapp.domain.totals import MuscleTotal, Totals, total_of
from clinicapp.domain.units import ZERO, show_units

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
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


@dataclass(frozen=True, slots=True)
class Chosen:
    """A muscle, on one side or (side "") on all; no muscle is no choice."""

    muscle: str = ""
    side: str = ""

    def planned_in(self, session: Session) -> tuple[SiteRecord, ...]:
        """The planned sites that are chosen, in the session's order."""
        places = ((s, session.protocol.site(s.site_id)) for s in session.planned)
        return tuple(
            s for s, at in places if at.muscle == self.muscle and self.side in ("", at.side)
        )


@dataclass(frozen=True, slots=True)
class DoseRow:
    """One row as it is painted: words and marks by column, and how it stands out."""

    muscle: str
    words: tuple[str, ...]
    marks: tuple[tuple[SiteRecord, ...], ...]
    is_current: bool
    chosen: frozenset[Column]

    @property
    def is_sum(self) -> bool:
        return not self.muscle


class DoseTableModel(QAbstractTableModel):
    """A session's doses by muscle and side, in words as well as in marks."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._totals: Totals | None = None
        self._rows: tuple[DoseRow, ...] = ()
        self._can_choose = False

    def show_session(
        self,
        session: Session,
        current_muscle: str,
        chosen: Chosen = Chosen(),
        totals: Totals | None = None,
    ) -> None:
        """Take over a session as it stands; only rows that differ are told to have changed."""
        sums = totals or total_of(session)
        rows = (
            *(_muscle_row(session, m, current_muscle, chosen) for m in sums.muscles),
            _sum_row(sums, self.tr("Units")),
        )
        is_same = [r.muscle for r in rows] == [r.muscle for r in self._rows]
        if not is_same:
            self.beginResetModel()
        before, self._rows, self._totals = self._rows, rows, sums
        self._can_choose = session.is_open
        if not is_same:
            self.endResetModel()
            return
        for place, (old, new) in enumerate(zip(before, rows, strict=True)):
            if old != new:
                self.dataChanged.emit(self.index(place, 0), self.index(place, Column.TO_GIVE))

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._rows)

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
        """The cell's words, its words aloud, and what choosing it does."""
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], Column(index.column())
        if role == Role.DisplayRole:
            return row.words[column]
        if role == Role.TextAlignmentRole:
            return RIGHT if column >= Column.GIVEN else LEFT
        if role in (Role.AccessibleTextRole, Role.ToolTipRole):
            return self._said(index.row(), column)
        if role == Role.AccessibleDescriptionRole:
            return self._act_said(row, column)
        return None

    @property
    def rows(self) -> tuple[DoseRow, ...]:
        """The rows as they are painted, the sums last."""
        return self._rows

    def chosen_at(self, index: Index) -> Chosen:
        """What a cell stands for: a muscle's side, or the whole muscle; no choice for the sums."""
        if not index.isValid() or self._rows[index.row()].is_sum:
            return Chosen()
        side = SIDES.get(Column(index.column()))
        return Chosen(self._rows[index.row()].muscle, str(side) if side else "")

    def muscle_at(self, row: int) -> str:
        """The code of a row's muscle, "" for the row of sums."""
        return self._rows[row].muscle if 0 <= row < len(self._rows) else ""

    def row_of(self, muscle: str) -> int:
        """The row of a muscle, -1 when there is none."""
        return next((n for n, row in enumerate(self._rows) if row.muscle == muscle), -1)

    # aloud -----------------------------------------------------------------------------------
    def _said(self, place: int, column: Column) -> str:
        if self._totals is None:
            return ""
        row = self._rows[place]
        if row.is_sum:
            return self._sum_said(column, self._totals)
        words = self._cell_said(self._totals.muscles[place], row, column)
        if column in row.chosen:
            return self.tr("{cell}; chosen").format(cell=words)
        return words

    def _act_said(self, row: DoseRow, column: Column) -> str:
        if row.is_sum or not self._can_choose:
            return ""
        columns = (column,) if column in SIDES else tuple(SIDES)
        planned = sum(mark.is_planned for c in columns for mark in row.marks[c])
        if not planned:
            return ""
        return self.tr("Enter chooses {n} planned").format(n=planned)

    def _cell_said(self, total: MuscleTotal, row: DoseRow, column: Column) -> str:
        name = total.muscle.name
        given, planned = show_units(total.given_units), show_units(total.planned_units)
        if column is Column.GIVEN:
            return self.tr("{name}, given: {units} units").format(name=name, units=given)
        if column is Column.TO_GIVE:
            return self.tr("{name}, to give: {units} units").format(name=name, units=planned)
        if column is Column.MUSCLE:
            return self.tr("{name}: {given} units given, {planned} units to give").format(
                name=name, given=given, planned=planned
            )
        return self._side_said(name, column, row.marks[column])

    def _side_said(self, name: str, column: Column, marks: Sequence[SiteRecord]) -> str:
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

    def _sum_said(self, column: Column, totals: Totals) -> str:
        if column is Column.TO_GIVE:
            return self.tr("All muscles, to give: {units} units").format(
                units=show_units(totals.planned_units)
            )
        if column in SIDES:
            return self.tr("All muscles, {side}: {units} units given").format(
                side=self._side_word(column), units=show_units(_side_given(column, totals))
            )
        return self.tr("All muscles, given: {units} units").format(
            units=show_units(totals.given_units)
        )


def _muscle_row(session: Session, total: MuscleTotal, current: str, chosen: Chosen) -> DoseRow:
    site_of, code = session.protocol.site, total.muscle.code
    marks: dict[Side, list[SiteRecord]] = {side: [] for side in Side}
    for record in total.sites:
        marks[site_of(record.site_id).side].append(record)
    to_give = show_units(total.planned_units) if total.planned_units else ""
    sides = (Side.LEFT, Side.MIDLINE, Side.RIGHT)
    return DoseRow(
        muscle=code,
        words=(total.muscle.short_name, "", "", "", show_units(total.given_units), to_give),
        marks=((), *(tuple(marks[side]) for side in sides), (), ()),
        is_current=code == current,
        chosen=_chosen_columns(chosen) if chosen.muscle == code else frozenset(),
    )


def _chosen_columns(chosen: Chosen) -> frozenset[Column]:
    """The cells of a chosen row that stand out: one side's, or every side's."""
    return frozenset(c for c, side in SIDES.items() if chosen.side in ("", side))


def _sum_row(totals: Totals, name: str) -> DoseRow:
    sides = (show_units(_side_given(column, totals)) for column in SIDES)
    to_give = show_units(totals.planned_units) if totals.planned_units else NOTHING
    return DoseRow(
        muscle="",
        words=(name, *sides, show_units(totals.given_units), to_give),
        marks=((),) * len(Column),
        is_current=False,
        chosen=frozenset(),
    )


def _side_given(column: Column, totals: Totals) -> Decimal:
    return next(s.given_units for s in totals.sides if s.side is SIDES[column])
