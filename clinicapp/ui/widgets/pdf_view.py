"""A PDF on the screen: pages below each other, as wide, whole or large as wanted."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from clinicapp.ui.theme.notifier import notifier
from clinicapp.ui.theme.tokens import RADIUS, SPACE, c, px, pxf
from clinicapp.ui.widgets.pdf_pages import POINTS_PER_INCH, PdfPages

SCREEN_DPI = 96
ZOOM_STEP, ZOOM_LEAST, ZOOM_MOST = 1.25, 0.25, 4.0
SHADOW_SHARES = (0.10, 0.06, 0.03)


class Fit(StrEnum):
    """How a page is fitted; ACTUAL is by a percentage, 100 % at first."""

    WIDTH = "width"
    PAGE = "page"
    ACTUAL = "actual"


class PdfView(QAbstractScrollArea):
    """Shows a PDF; Plus and Minus zoom, 0 is 100 %, the arrows and Page keys scroll."""

    fit_changed = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pdf_view")
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.pages: PdfPages | None = None
        self._fit, self._zoom = Fit.PAGE, 1.0
        self._pictures: dict[int, QImage] = {}
        notifier.theme_changed.connect(self._lay_out)

    @property
    def fit(self) -> Fit:
        """How the page is fitted now."""
        return self._fit

    @property
    def zoom(self) -> float:
        """Screen size by paper size; 1.0 is 100 %."""
        return self._pixels_per_point() * POINTS_PER_INCH / SCREEN_DPI

    def show_pdf(self, pdf: bytes | None) -> None:
        """Show another PDF from its top, or nothing."""
        self.pages = PdfPages(pdf) if pdf else None
        self.setAccessibleDescription(self.pages.text() if self.pages else "")
        self._lay_out()
        self.verticalScrollBar().setValue(0)

    def set_fit(self, fit: Fit) -> None:
        """Fit the width, the whole page, or show it at 100 %."""
        self._fit, self._zoom = fit, 1.0
        self._lay_out()

    def page_box(self, number: int) -> QRect:
        """Where a page stands in the viewport."""
        assert self.pages is not None
        scale, gap = self._pixels_per_point(), px(SPACE["l"])
        top = gap - self.verticalScrollBar().value()
        for _width, height in self.pages.sizes[:number]:
            top += round(height * scale) + gap
        width, height = (round(side * scale) for side in self.pages.sizes[number])
        spare = self.viewport().width() - width
        left = spare // 2 if spare >= 2 * gap else gap - self.horizontalScrollBar().value()
        return QRect(left, top, width, height)

    # events ----------------------------------------------------------------------------------
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(event.rect(), QColor(c("sunken")))
        for number in range(len(self.pages) if self.pages else 0):
            box = self.page_box(number)
            if box.intersects(event.rect()):
                self._paint_page(painter, number, box)
        if self.hasFocus():
            painter.setPen(QPen(QColor(c("focus")), px(2)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            edge = QRectF(self.viewport().rect()).adjusted(1, 1, -1, -1)
            painter.drawRoundedRect(edge, pxf(RADIUS["chip"]), pxf(RADIUS["chip"]))
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Plus: ZOOM_STEP, Qt.Key.Key_Equal: ZOOM_STEP}
        steps[Qt.Key.Key_Minus] = 1 / ZOOM_STEP
        key = Qt.Key(event.key())
        if key in steps:
            self._zoom_by(steps[key])
        elif key == Qt.Key.Key_0:
            self._choose_fit(Fit.ACTUAL)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            bar = self.verticalScrollBar()
            bar.setValue(bar.minimum() if key == Qt.Key.Key_Home else bar.maximum())
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._zoom_by(ZOOM_STEP if event.angleDelta().y() > 0 else 1 / ZOOM_STEP)
            event.accept()
        else:
            super().wheelEvent(event)

    # layout ----------------------------------------------------------------------------------
    def _zoom_by(self, factor: float) -> None:
        zoom = min(max(self.zoom * factor, ZOOM_LEAST), ZOOM_MOST)
        self._choose_fit(Fit.ACTUAL)
        self._zoom = zoom
        self._lay_out()

    def _choose_fit(self, fit: Fit) -> None:
        self.set_fit(fit)
        self.fit_changed.emit(fit.value)

    def _pixels_per_point(self) -> float:
        actual = SCREEN_DPI / POINTS_PER_INCH
        if self.pages is None or self._fit is Fit.ACTUAL:
            return actual * self._zoom
        gaps = 2 * px(SPACE["l"])
        wide = (self.viewport().width() - gaps) / max(w for w, _h in self.pages.sizes)
        if self._fit is Fit.PAGE:
            tall = (self.viewport().height() - gaps) / max(h for _w, h in self.pages.sizes)
            wide = min(wide, tall)
        return max(wide, actual * ZOOM_LEAST)

    def _lay_out(self) -> None:
        self._pictures.clear()
        gap, scale, view = px(SPACE["l"]), self._pixels_per_point(), self.viewport().size()
        sizes = self.pages.sizes if self.pages else ()
        high = sum(round(h * scale) + gap for _w, h in sizes) + gap
        wide = max((round(w * scale) for w, _h in sizes), default=0) + 2 * gap
        bars = (
            (self.verticalScrollBar(), high, view.height()),
            (self.horizontalScrollBar(), wide, view.width()),
        )
        for bar, whole, shown in bars:
            bar.setRange(0, max(0, whole - shown))
            bar.setPageStep(shown)
            bar.setSingleStep(px(SPACE["huge"]))
        self.viewport().update()

    def _paint_page(self, painter: QPainter, number: int, box: QRect) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        for grow, share in enumerate(SHADOW_SHARES, 1):
            shade = QColor(c("shadow"))
            shade.setAlphaF(share)
            painter.setBrush(shade)
            edge = px(grow)
            soft = QRectF(box).adjusted(-edge, 0, edge, 2 * edge)
            painter.drawRoundedRect(soft, pxf(grow + 1), pxf(grow + 1))
        painter.drawImage(box.topLeft(), self._picture(number))

    def _picture(self, number: int) -> QImage:
        assert self.pages is not None
        if number not in self._pictures:
            ratio = self.devicePixelRatioF()
            picture = self.pages.image(number, self._pixels_per_point() * ratio)
            picture.setDevicePixelRatio(ratio)  # drawn dot for dot: scaling would blur the words
            self._pictures[number] = picture
        return self._pictures[number]
