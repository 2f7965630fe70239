"""A picture as wide as it may be, turned as its scanner or camera says."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QRect, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from clinicapp.ui.theme.tokens import px

HIGH = 640
SIDE_MOST = 3000  # dots: enough for any screen
DECODED_MEGABYTES = 512  # a scan has at most 100 million dots


class ScanPicture(QWidget):
    """Shows a picture of a scanned paper whole, never larger than it is."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.picture = QImage()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_picture(self, content: bytes) -> None:
        """Show another picture; nothing for no content."""
        self.picture = QImage()
        if content:
            buffer = QBuffer()
            buffer.setData(QByteArray(content))
            reader = QImageReader(buffer)
            reader.setAutoTransform(True)
            QImageReader.setAllocationLimit(DECODED_MEGABYTES)
            size = reader.size()
            if max(size.width(), size.height()) > SIDE_MOST:
                most = QSize(SIDE_MOST, SIDE_MOST)
                reader.setScaledSize(size.scaled(most, Qt.AspectRatioMode.KeepAspectRatio))
            self.picture = reader.read()
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return self._shown(self.picture.width())

    def heightForWidth(self, width: int) -> int:
        return self._shown(width).height()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.picture.isNull():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        size = self._shown(self.width())
        left = (self.width() - size.width()) // 2
        painter.drawImage(QRect(left, 0, size.width(), size.height()), self.picture)
        painter.end()

    def _shown(self, width: int) -> QSize:
        if self.picture.isNull():
            return QSize(0, 0)
        wide, high = self.picture.width(), self.picture.height()
        scale = min(width / wide, px(HIGH) / high, 1.0)
        return QSize(round(wide * scale), round(high * scale))
