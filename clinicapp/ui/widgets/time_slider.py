"""A way through time: previous, next, and a slider from the oldest to the newest."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QSlider, QWidget

from clinicapp.ui.theme.notifier import notifier
from clinicapp.ui.theme.style import font
from clinicapp.ui.theme.tokens import SIZE, px
from clinicapp.ui.widgets.buttons import button
from clinicapp.ui.widgets.labels import ElidedLabel
from clinicapp.ui.widgets.layouts import column, holder, row


class TimeSlider(QWidget):
    """Chooses one of several moments, oldest first; `chosen` tells the user's choice only."""

    chosen = Signal(int)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._stops: tuple[tuple[str, str], ...] = ()
        self.earlier = button("", "secondary", icon="chevron-left", bulk="icon")
        self.later = button("", "secondary", icon="chevron-right", bulk="icon")
        for made, tip in ((self.earlier, self.tr("Earlier")), (self.later, self.tr("Later"))):
            made.setToolTip(tip)
            made.setAccessibleName(tip)
        self.earlier.setObjectName("earlier")
        self.later.setObjectName("later")
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setAccessibleName(name)
        self.slider.setPageStep(1)
        self.day = ElidedLabel("", "strong")
        self.detail = ElidedLabel("", "caption", "text_2")
        self._words = holder(column(None, self.day, self.detail, None, gap=0))
        line = row(self.earlier, self._words, self.later, self.slider, gap="m")
        line.setStretch(3, 1)
        self.setLayout(line)
        self.earlier.clicked.connect(lambda: self._step(-1))
        self.later.clicked.connect(lambda: self._step(1))
        self.slider.valueChanged.connect(self._on_value)
        notifier.theme_changed.connect(self._apply_scale)
        self._apply_scale()

    @property
    def place(self) -> int:
        """Which moment is chosen, from 0."""
        return self.slider.value()

    def set_stops(self, stops: Sequence[tuple[str, str]], place: int) -> None:
        """Offer moments, each a day and a detail, and show one of them; tells nobody."""
        self._stops = tuple(stops)
        with QSignalBlocker(self.slider):
            self.slider.setRange(0, max(len(stops) - 1, 0))
        self._apply_scale()
        self.choose(place)

    def choose(self, place: int) -> None:
        """Show a moment; tells nobody."""
        with QSignalBlocker(self.slider):
            self.slider.setValue(place)
        self._say()

    def _step(self, by: int) -> None:
        self.slider.setValue(self.place + by)

    def _on_value(self, place: int) -> None:
        self._say()
        self.chosen.emit(place)

    def _say(self) -> None:
        day, detail = self._stops[self.place] if self._stops else ("", "")
        self.day.set_full_text(day)
        self.detail.set_full_text(detail)
        self.slider.setAccessibleDescription(", ".join(filter(None, (day, detail))))
        self.slider.setEnabled(len(self._stops) > 1)
        self.earlier.setEnabled(self.place > 0)
        self.later.setEnabled(self.place < len(self._stops) - 1)

    def _apply_scale(self) -> None:
        self.slider.setMinimumHeight(px(SIZE["touch"]))
        # As wide as the longest words, so that nothing moves under the finger.
        strong, caption = (QFontMetrics(font(step)) for step in ("strong", "caption"))
        widths = [strong.horizontalAdvance(day) for day, _ in self._stops]
        widths += [caption.horizontalAdvance(detail) for _, detail in self._stops]
        self._words.setFixedWidth(max(widths, default=0) + px(4))
