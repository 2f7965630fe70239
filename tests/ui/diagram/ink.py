"""Finds a planned site or extra in the px of a picture: nothing else is blue or purple there."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBitmap, QColor, QImage, QPainter, QRegion

from clinicapp.ui.theme.tokens import THEMES

INK = 50  # of 255: how much bluer than green a px is at least that is half covered by a mark
LARGE = 1000  # px: in a picture so wide every mark covers some px fully
EDGE = 4  # px around the fully covered ones that may be covered in part


def middle_of_ink(image, without=None):
    """The middle of all px of a mark's colour, in px of the image; None where there is none."""
    flat = image.convertToFormat(QImage.Format.Format_RGB32)
    flat.setDevicePixelRatio(1.0)
    if without is not None:
        painter = QPainter(flat)
        painter.fillRect(without, Qt.GlobalColor.white)
        painter.end()
    part = _fully_covered(flat).adjusted(-EDGE, -EDGE, EDGE, EDGE)
    if part.width() <= 2 * EDGE:
        if flat.width() > LARGE:
            return None
        part = flat.rect()  # a small mark may cover no px fully
    part = part.intersected(flat.rect())
    box = _half_covered(flat.copy(part))
    return None if box is None else box.center() + QPointF(part.topLeft())


def _fully_covered(flat):
    """The box around the px of a mark's own colour."""
    region = QRegion()
    for role in ("planned", "extra"):
        colour = QColor(THEMES["light"][role]).rgb()
        mask = flat.createMaskFromColor(colour, Qt.MaskMode.MaskOutColor)
        region += QRegion(QBitmap.fromImage(mask))
    return region.boundingRect()


def _half_covered(flat):
    """The box around the px that a mark covers by half at least."""
    wide, pixels = flat.width(), memoryview(flat.constBits()).cast("I")
    inks = {pixel for pixel in set(pixels) if (pixel & 0xFF) - (pixel >> 8 & 0xFF) > INK}
    rows = [row for row in range(flat.height()) if not inks.isdisjoint(_row(pixels, row, wide))]
    columns = [x for row in rows for x, px in enumerate(_row(pixels, row, wide)) if px in inks]
    if not rows:
        return None
    corner = QPointF(max(columns) + 1, rows[-1] + 1)
    return QRectF(QPointF(min(columns), rows[0]), corner)


def _row(pixels, row, wide):
    return pixels[row * wide : (row + 1) * wide]
