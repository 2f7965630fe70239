"""The touched site's name, large at the edge of its pane for a second."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QWidget

from clinicapp.ui.theme.style import font
from clinicapp.ui.theme.tokens import MOTION, RADIUS, c, px

HEIGHTS = (("title2", 44, 20), ("title3", 34, 14), ("strong", 28, 10))  # type, height, padding
NEAR = 6  # px between the plate and what is to be seen beside it
_CENTRE = int(Qt.AlignmentFlag.AlignCenter)


class NamePlate:
    """Says one name at a time; `now` is a clock in seconds that never goes back."""

    def __init__(self, pane: QWidget, now: Callable[[], float]) -> None:
        self._pane = pane
        self._now = now
        self._name = ""
        self._since = 0.0
        self._box = QRectF()
        self._timer = QTimer(pane)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_time)

    @property
    def name(self) -> str:
        """What it says now; nothing when its second is over."""
        is_over = self._now() - self._since >= MOTION["toast_name"] / 1000
        return "" if is_over else self._name

    def clear(self) -> None:
        """Say nothing any more: another site was touched elsewhere."""
        if self._name:
            self._name = ""
            self._pane.update(self._box.toAlignedRect())

    def say(self, name: str, mark: QRectF, taken: Iterable[QRectF]) -> None:
        """Say a site's name for a second, clear of its mark and of other words at the top."""
        self._pane.update(self._box.toAlignedRect())
        self._name, self._since = name, self._now()
        self._box = _place(name, QRectF(self._pane.rect()), mark, list(taken))
        self._pane.update(self._box.toAlignedRect())
        self._timer.start(MOTION["toast_name"])

    def paint(self, painter: QPainter) -> None:
        """Paint it over everything else."""
        if not self.name:
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(c("text")))
        painter.drawRoundedRect(self._box, px(RADIUS["control"]), px(RADIUS["control"]))
        face, _, _ = _fitting(self._name, self._pane.width())
        painter.setFont(face)
        painter.setPen(QColor(c("surface")))
        painter.drawText(self._box, _CENTRE, self._name)

    def _on_time(self) -> None:
        self._pane.update(self._box.toAlignedRect())
        if self.name:  # a timer may be early
            self._timer.start(MOTION["toast_name"])


def _fitting(name: str, width: float) -> tuple[QFont, float, float]:
    """The largest type in which a name fits, with the plate's width and height."""
    made = (QFont(), 0.0, 0.0)
    for step, height, pad in HEIGHTS:
        face = font(step)
        wide = QFontMetricsF(face).horizontalAdvance(name) + 2 * px(pad)
        made = face, wide, px(height)
        if wide <= width - 2 * px(NEAR):
            break
    return made


def _place(name: str, pane: QRectF, mark: QRectF, taken: list[QRectF]) -> QRectF:
    """At the top edge, below words that stand there; at the foot if the mark is under it."""
    _, wide, high = _fitting(name, pane.width())
    edge = px(NEAR * 2)
    box = QRectF((pane.width() - wide) / 2, edge, wide, high)
    for other in taken:
        if other.intersects(box):
            box.moveTop(other.bottom() + px(NEAR))
    if box.intersects(mark):
        box.moveBottom(pane.height() - edge)
    return box
