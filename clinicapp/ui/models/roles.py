"""Short names for the item roles the list models speak."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt

DISPLAY = Qt.ItemDataRole.DisplayRole
TOOL_TIP = Qt.ItemDataRole.ToolTipRole
ALIGNMENT = Qt.ItemDataRole.TextAlignmentRole
SPOKEN = Qt.ItemDataRole.AccessibleTextRole
HORIZONTAL = Qt.Orientation.Horizontal

RECORD = Qt.ItemDataRole.UserRole  # the snapshot behind a row
UNDER = Qt.ItemDataRole.UserRole + 1  # the quiet second line of a cell
STATE = Qt.ItemDataRole.UserRole + 2  # StateWords of a cell
EMPHASIS = Qt.ItemDataRole.UserRole + 3  # how a cell is set: an Emphasis

Index = QModelIndex | QPersistentModelIndex
