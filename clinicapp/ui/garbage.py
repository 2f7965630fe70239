"""Collects Python's garbage on the UI thread alone."""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 500


class UiThreadGarbage(QObject):
    """Takes over from the automatic collector, which may run on a worker's thread.

    A collector that meets a forgotten widget there deletes it outside the UI thread, and Qt
    crashes.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self._collect)
        self._timer.start()

    def stop(self) -> None:
        """Hand back to the automatic collector."""
        self._timer.stop()
        gc.enable()

    def _collect(self) -> None:
        # Thresholds as the automatic collector keeps them: the oldest generation is the rarest.
        for generation in (2, 1, 0):
            if gc.get_count()[generation] > gc.get_threshold()[generation]:
                gc.collect(generation)
                return
