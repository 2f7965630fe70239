"""The stock of vials as a table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from clinicapp.domain.policy import Policy
from clinicapp.domain.vials import VialStanding
from clinicapp.ui.models.day_words import short_day
from clinicapp.ui.models.roles import (
    ALIGNMENT,
    DISPLAY,
    EMPHASIS,
    HORIZONTAL,
    RECORD,
    SPOKEN,
    STATE,
    UNDER,
    Index,
)
from clinicapp.ui.models.vial_words import (
    expiry_note,
    ml_words,
    source_word,
    standing_word,
    strength_words,
)

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its title, the text of a cell, and the quiet line below it."""

    title: str
    text: Callable[[VialStanding], str]
    under: Callable[[VialStanding], str] = lambda _standing: ""
    emphasis: str = "body"


class VialTableModel(QAbstractTableModel):
    """One row per vial, in the order the records have them."""

    LOT, PRODUCT, EXPIRES, MIXED, SOURCE, STATES = range(6)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[VialStanding] = []
        self._policy: Policy | None = None
        self._now: datetime | None = None
        self._day = date.min
        self._columns = self._describe()

    def show(
        self, rows: Sequence[VialStanding], policy: Policy, *, now: datetime, day: date
    ) -> None:
        """Show these vials as they stand at a moment, on the clinic's day."""
        self.beginResetModel()
        self._rows = list(rows)
        self._policy, self._now, self._day = policy, now, day
        self.endResetModel()

    def standing(self, row: int) -> VialStanding:
        """The vial of a row."""
        return self._rows[row]

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        if not index.isValid():
            return None
        standing, column = self._rows[index.row()], self._columns[index.column()]
        if role == STATE and index.column() == self.STATES:
            return self._state(standing)
        found: dict[int, Callable[[], Any]] = {
            DISPLAY: lambda: column.text(standing),
            UNDER: lambda: column.under(standing),
            RECORD: lambda: standing,
            ALIGNMENT: lambda: LEFT,
            EMPHASIS: lambda: column.emphasis,
            SPOKEN: lambda: f"{column.text(standing)} {column.under(standing)}".strip(),
        }
        return found[role]() if role in found else None

    def headerData(self, section: int, way: Qt.Orientation, role: int = DISPLAY) -> Any:
        if way == HORIZONTAL and role == DISPLAY:
            return self._columns[section].title
        if way == HORIZONTAL and role == ALIGNMENT:
            return LEFT
        return super().headerData(section, way, role)

    def _state(self, standing: VialStanding) -> Any:
        if self._policy is None or self._now is None:
            return None
        return standing_word(standing, self._policy, self._now, self._day)

    def _expiry(self, standing: VialStanding) -> str:
        return expiry_note(standing.vial, self._policy, self._day) if self._policy else ""

    def _describe(self) -> tuple[Column, ...]:
        return (
            Column(self.tr("Lot"), lambda s: s.vial.label.lot_number, _serial, "strong"),
            Column(self.tr("Product"), lambda s: s.vial.product_name),
            Column(
                self.tr("Expires"), lambda s: short_day(s.vial.label.expiration_date), self._expiry
            ),
            Column(self.tr("Reconstituted"), _mixed, _mixed_with),
            Column(self.tr("Source"), lambda s: source_word(s.vial.source), emphasis="quiet"),
            Column(self.tr("State"), lambda s: self._state(s).word if self._policy else ""),
        )


def _serial(standing: VialStanding) -> str:
    return standing.vial.label.serial


def _mixed(standing: VialStanding) -> str:
    made = standing.vial.reconstitution
    return strength_words(standing.vial.label.units, made.ml) if made else ""


def _mixed_with(standing: VialStanding) -> str:
    made = standing.vial.reconstitution
    return f"{ml_words(made.ml)} {made.diluent_lot}" if made else ""
