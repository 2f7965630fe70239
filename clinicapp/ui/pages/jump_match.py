"""One site that was found, as a line that can be chosen."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from clinicapp.ui.theme.notifier import notifier
from clinicapp.ui.theme.style import font
from clinicapp.ui.theme.tokens import RADIUS, SIZE, c, px, pxf
from clinicapp.ui.widgets.painted import pill
from clinicapp.ui.widgets.toggles import Toggle

MIDDLE = Qt.AlignmentFlag.AlignVCenter
PAD, GAP = 12, 16


class JumpMatch(Toggle):
    """A site's name, and beside it its id and state; checked is the one that Enter takes."""

    keeps_mark = True  # a click chooses; only the line says which one Enter would take

    def __init__(self) -> None:
        super().__init__()
        self.site_id = ""
        self._detail = ""
        self.setCheckable(True)
        # The keyboard stays in the field, where the typing goes on.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        notifier.theme_changed.connect(self.updateGeometry)

    def show_site(self, site_id: str, name: str, state: str) -> None:
        """Show another site."""
        self.site_id = site_id
        self._detail = f"{site_id} · {state}"
        self.setText(name)
        self.setObjectName(f"match_{site_id}")
        self.setAccessibleName(f"{name}, {state}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(SIZE["touch"]), px(SIZE["touch"]))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self.isChecked()
        if on or self.underMouse():
            is_outlined = c("accent_soft") == c("surface")
            ground, edge = ("accent_soft", "accent" if is_outlined else "") if on else ("hover", "")
            pill(painter, QRectF(self.rect()), ground, edge, pxf(RADIUS["chip"]))
        box = QRectF(self.rect()).adjusted(pxf(PAD), 0, -pxf(PAD), 0)
        name, quiet = font("strong"), font("label")
        painter.setFont(name)
        painter.setPen(QColor(c("accent_text" if on else "text")))
        painter.drawText(box, MIDDLE, self.text())
        box.setLeft(box.left() + QFontMetricsF(name).horizontalAdvance(self.text()) + pxf(GAP))
        metrics = QFontMetricsF(quiet)
        words = metrics.elidedText(self._detail, Qt.TextElideMode.ElideRight, box.width())
        painter.setFont(quiet)
        painter.setPen(QColor(c("text_2")))
        painter.drawText(box, MIDDLE | Qt.AlignmentFlag.AlignRight, words)
        painter.end()
