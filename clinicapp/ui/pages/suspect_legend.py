"""What the triangles on the diagram mean: an effect, and that it could have come from there."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from clinicapp.ui.diagram.ghosts import paint_warning
from clinicapp.ui.theme.tokens import SIZE, px, pxf
from clinicapp.ui.widgets.labels import ElidedLabel
from clinicapp.ui.widgets.layouts import row
from clinicapp.ui.widgets.painted import Painted

REACH = 6.5


class _Triangle(Painted):
    """The sign itself."""

    def sizeHint(self) -> QSize:
        return QSize(px(SIZE["icon"]), px(SIZE["icon"]))

    def draw(self, painter: QPainter) -> None:
        paint_warning(painter, QPointF(self.width() / 2, self.height() / 2), pxf(REACH))


class SuspectLegend(QWidget):
    """Names what came after a session, with the sign of the sites that could have caused it."""

    def __init__(self) -> None:
        super().__init__()
        self._sign = _Triangle()
        self._words = ElidedLabel("", "label", "text_2")
        self._words.setObjectName("suspect_words")
        self.setLayout(row(self._sign, self._words, gap="xs"))
        self.hide()

    @property
    def words(self) -> str:
        """What it says."""
        return self._words.full_text

    def show_effects(self, effects: Sequence[str], suspects: Collection[str]) -> None:
        """Name effects; without any it is hidden, without suspected sites it has no sign."""
        self._words.set_full_text(self.tr("After it: {effects}").format(effects=", ".join(effects)))
        self._sign.setVisible(bool(suspects))
        self.setToolTip(self.tr("Triangles are sites that could have caused it"))
        self.setVisible(bool(effects))
