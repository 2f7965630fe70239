"""A list of the world's time zones, by city."""

from __future__ import annotations

from PySide6.QtCore import QTimeZone
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QStyledItemDelegate, QWidget

AREAS = (
    *("Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe"),
    *("Indian", "Pacific"),
)
UTC = "UTC"
LINES_SHOWN = 12


class TimeZoneBox(QComboBox):
    """Shows "Chicago, America": typing the first letters of a city leads to it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("time_zone")
        # A list that scrolls, with the sheet's own line height, not a menu as high as the screen.
        self.setStyleSheet("QComboBox { combobox-popup: 0; }")
        self.setItemDelegate(QStyledItemDelegate(self))
        self.setMaxVisibleItems(LINES_SHOWN)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(LINES_SHOWN)
        for words, zone in sorted((zone_words(zone), zone) for zone in _zones()):
            self.addItem(words, zone)

    @property
    def zone(self) -> str:
        """The IANA name that is chosen."""
        return str(self.currentData())

    def choose(self, zone: str) -> None:
        """Show a zone; one that is not listed is added."""
        if self.findData(zone) < 0:
            self.addItem(zone_words(zone), zone)
        self.setCurrentIndex(self.findData(zone))

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # scrolling the form must not move the clinic to another zone


def system_zone() -> str:
    """The IANA name of this computer's time zone, UTC if it has none."""
    return QTimeZone.systemTimeZoneId().toStdString() or UTC


def zone_words(zone: str) -> str:
    """A zone with its city first: "America/New_York" is "New York, America"."""
    area, _, city = zone.rpartition("/")
    return f"{city}, {area}".replace("_", " ") if area else city


def _zones() -> list[str]:
    names = (name.toStdString() for name in QTimeZone.availableTimeZoneIds())
    return [UTC, *(name for name in names if name.partition("/")[0] in AREAS and "/" in name)]
