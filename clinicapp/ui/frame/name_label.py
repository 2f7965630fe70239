"""A patient's name that is never cut silently: smaller, then on two lines, then with a tooltip."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import QSizePolicy

from clinicapp.ui.theme.style import font
from clinicapp.ui.theme.tokens import TYPE, c, px, pxf
from clinicapp.ui.widgets.painted import Painted
from clinicapp.ui.widgets.words import show_tip

# Step of the type scale and how many lines of it the banner holds, from the best look down.
FITS = (("title2", 1), ("title3", 1), ("title3", 2), ("strong", 2), ("caption", 3))
LEAST = 200


@dataclass(frozen=True, slots=True)
class Fitting:
    """How a name stands in its room."""

    step: str
    lines: tuple[str, ...]
    is_whole: bool


class NameLabel(Painted):
    """The name in the largest type of which it fits whole."""

    def __init__(self) -> None:
        super().__init__()
        self._name = ""
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Expanding)

    @property
    def name(self) -> str:
        """The whole name."""
        return self._name

    def set_name(self, name: str) -> None:
        """Show another name."""
        self._name = name
        self.setAccessibleName(name)
        show_tip(self, name)
        self.updateGeometry()
        self.update()

    def fitting(self) -> Fitting:
        """How the name stands in the room there is now."""
        for step, most in FITS:
            lines = _broken(self._name, _face(step), self.width())
            if len(lines) <= most:
                return Fitting(step, tuple(lines), True)
        step, most = FITS[-1]
        metrics = QFontMetricsF(_face(step))
        rest = "".join(lines[most - 1 :])
        last = metrics.elidedText(rest, Qt.TextElideMode.ElideRight, self.width())
        return Fitting(step, (*lines[: most - 1], last), False)

    def sizeHint(self) -> QSize:
        width = QFontMetricsF(_face("title2")).horizontalAdvance(self._name)
        return QSize(int(width) + px(4), px(TYPE["title2"].line))

    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        return QSize(min(hint.width(), px(LEAST)), hint.height())

    def draw(self, painter: QPainter) -> None:
        fitting = self.fitting()
        height = pxf(TYPE[fitting.step].line)
        top = (self.height() - height * len(fitting.lines)) / 2
        painter.setFont(_face(fitting.step))
        painter.setPen(QColor(c("text")))
        side = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        for place, line in enumerate(fitting.lines):
            box = QRectF(0, top + place * height, self.width(), height)
            painter.drawText(box, side | int(Qt.TextFlag.TextSingleLine), line)


def _face(step: str) -> QFont:
    return font(step, weight=600)


def _broken(text: str, face: QFont, width: float) -> list[str]:
    """The lines a text breaks into, between words where it can."""
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout = QTextLayout(text, face)
    layout.setTextOption(option)
    layout.beginLayout()
    lines = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        start = line.textStart()
        lines.append(text[start : start + line.textLength()].strip())
    layout.endLayout()
    return lines
