"""The picture of the ways in: the head from the patient's right under the program's name."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from clinicapp.domain.errors import CatalogError
from clinicapp.ui.theme.notifier import notifier
from clinicapp.ui.theme.tokens import c, current
from clinicapp.ui.widgets.labels import label
from clinicapp.ui.widgets.layouts import column

if TYPE_CHECKING:
    from clinicapp.domain.artwork import Artwork

HEIGHT_SHARE = 0.84  # of the widget that the head may fill
HEAD_WIDTH, HEAD_HEIGHT = 1010.0, 1120.0  # view units to fit in
MIDDLE, FOOT = 500.0, 1140.0  # view units that stand in the middle and on the lower edge
FADE_FROM, FADE_TO = 880.0, 1130.0  # view units over which the neck ends in the ground
BEYOND = 400.0  # how far past the head the fade is laid


class BrandArt(QWidget):
    """The head under the program's name; it is read and painted after the first paint."""

    _art: ClassVar[Artwork | None] = None  # read once, for whichever page comes next

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_asked = False
        self._picture = QPixmap()
        self._key: tuple[QSize, float, str] | None = None
        self.setObjectName("brand_art")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        tagline = self.tr("Botox for chronic migraine, charted site by site")
        self.setLayout(
            column(
                label(self.tr("clinicapp"), "title2"),
                label(tagline, "label", "text_3", wrap=True),
                None,
                gap="xxs",
                margins=(40, 34, 24, 24),
            )
        )
        notifier.theme_changed.connect(self.update)

    @property
    def is_painted(self) -> bool:
        """Whether the head is on screen yet."""
        return self._art is not None and self._key is not None

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(c("surface")))
        if self._art is not None:
            self._refresh_picture(self._art)
            painter.drawPixmap(0, 0, self._picture)
        elif not self._is_asked:
            # The picture must not keep anyone from the form beside it.
            self._is_asked = True
            QTimer.singleShot(0, self, self._load)
        painter.end()

    def _load(self) -> None:
        from clinicapp.ui.diagram.source import artwork

        try:
            BrandArt._art = artwork()
        except CatalogError:
            return  # a damaged picture is told where it matters: at the diagram
        self.update()

    def _refresh_picture(self, art: Artwork) -> None:
        key = (self.size(), self.devicePixelRatioF(), current().name)
        if key == self._key:
            return
        self._key = key
        self._picture = QPixmap(self.size() * self.devicePixelRatioF())
        self._picture.setDevicePixelRatio(self.devicePixelRatioF())
        self._picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(self._picture)
        scale = min(self.width() / HEAD_WIDTH, self.height() * HEIGHT_SHARE / HEAD_HEIGHT)
        painter.translate(self.width() / 2 - MIDDLE * scale, self.height() - FOOT * scale)
        painter.scale(scale, scale)
        paint_head(painter, art, "surface")
        painter.end()


def paint_head(painter: QPainter, art: Artwork, ground: str) -> None:
    """Paint the head in its own units; the neck ends softly in the ground, a colour role."""
    from clinicapp.domain.protocol import View
    from clinicapp.ui.diagram.art import paint_view

    paint_view(painter, art.views[View.RIGHT], art.palettes[current().name])
    fade = QLinearGradient(0, FADE_FROM, 0, FADE_TO)
    for stop, opacity in ((0.0, 0.0), (0.5, 0.55), (1.0, 1.0)):
        colour = QColor(c(ground))
        colour.setAlphaF(opacity)
        fade.setColorAt(stop, colour)
    wide, depth = HEAD_WIDTH + 2 * BEYOND, FADE_TO - FADE_FROM + BEYOND
    painter.fillRect(QRectF(-BEYOND, FADE_FROM, wide, depth), fade)
