"""A target for a gloved finger: one muscle of one side, its sites and what is left to give."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy

from clinicapp.domain.session import SiteRecord
from clinicapp.domain.units import ZERO, show_units
from clinicapp.ui.theme import icons
from clinicapp.ui.theme.notifier import notifier
from clinicapp.ui.theme.style import font
from clinicapp.ui.theme.tokens import SIZE, c, px, pxf
from clinicapp.ui.widgets.marks import paint_mark
from clinicapp.ui.widgets.painted import focus_edge, pill
from clinicapp.ui.widgets.toggles import Toggle

MIDDLE = int(Qt.AlignmentFlag.AlignVCenter)
FLOOR = 58  # where the panel is short
RADIUS = 12
PAD, LINE, GAP = 11, 20, 2
MARK, MARK_STEP = 5.5, 15
TICK = 18


class RegionChip(Toggle):
    """Shows a region as it stands; checked while it is chosen, off once nothing is left to give."""

    def __init__(self, code: str) -> None:
        super().__init__()
        self.code = code
        self.setObjectName(f"region-{code}")
        self._name = ""
        self._sites: tuple[SiteRecord, ...] = ()
        self._count, self._units = 0, ZERO
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        notifier.theme_changed.connect(self._apply_scale)
        self._apply_scale()

    def show_region(
        self, name: str, spoken: str, sites: tuple[SiteRecord, ...], *, is_chosen: bool
    ) -> None:
        """Show a region's sites; `spoken` is the name with no word cut short."""
        planned = [s for s in sites if s.is_planned]
        self._name, self._sites = name, sites
        self._count, self._units = len(planned), sum((s.units for s in planned), ZERO)
        self.setChecked(is_chosen)
        self.setEnabled(bool(planned))
        words = self.tr("{region}: {state}").format(region=spoken, state=self._said(sites))
        self.setText(words)
        self.setAccessibleName(words)
        self.update()

    @property
    def words(self) -> str:
        """What is left to give, as it is written on the chip."""
        if not self._count:
            return self.tr("done")
        return self.tr("give {n} · {units} units").format(
            n=self._count, units=show_units(self._units)
        )

    def _said(self, sites: tuple[SiteRecord, ...]) -> str:
        given = [s for s in sites if s.is_given]
        units: Decimal = sum((s.units for s in given), ZERO)
        omitted = sum(s.is_omitted for s in sites)
        parts = [self.words]
        if given:
            words = self.tr("{n} given with {units} units")
            parts.append(words.format(n=len(given), units=show_units(units)))
        if omitted:
            parts.append(self.tr("{n} omitted").format(n=omitted))
        return ", ".join(parts)

    # looks -----------------------------------------------------------------------------------
    def sizeHint(self) -> QSize:
        return QSize(px(150), px(SIZE["region_chip"]))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(96), px(FLOOR))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        inside = QRectF(self.rect()).adjusted(pxf(PAD), 0, -pxf(PAD), 0)
        has_marks = self.height() >= px(3 * LINE + 3 * GAP + 6)
        lines = 3 if has_marks else 2
        top = (self.height() - lines * pxf(LINE) - (lines - 1) * pxf(GAP)) / 2
        step = pxf(LINE + GAP)
        boxes = [QRectF(inside.x(), top + n * step, inside.width(), pxf(LINE)) for n in range(3)]
        self._paint_name(painter, boxes[0])
        if has_marks:
            self._paint_marks(painter, boxes[1])
        painter.setFont(font("label", weight=600))
        painter.setPen(QColor(c("accent_text" if self._count else "text_3")))
        painter.drawText(boxes[lines - 1], MIDDLE, self.words)
        focus_edge(painter, self, pxf(RADIUS))
        painter.end()

    def _paint_ground(self, painter: QPainter) -> None:
        ground, edge, width = "surface", "line_strong", 1
        if not self._count:
            ground, edge = "sunken", "line"
        elif self.isChecked():
            ground, edge, width = "accent_soft", "accent", 2
        elif self.isDown() or self.underMouse():
            ground = "pressed" if self.isDown() else "hover"
        box = QRectF(self.rect())
        pill(painter, box, ground, "", pxf(RADIUS))
        half = px(width) / 2
        painter.setPen(QPen(QColor(c(edge)), px(width)))
        painter.drawRoundedRect(box.adjusted(half, half, -half, -half), pxf(RADIUS), pxf(RADIUS))

    def _paint_name(self, painter: QPainter, box: QRectF) -> None:
        role = "text" if self._count else "text_2"
        room = box.width()
        if self.isChecked() or not self._count:
            side, tint = pxf(TICK), "accent_text" if self._count else "ok"
            at = QRectF(box.right() - side, box.center().y() - side / 2, side, side)
            icons.paint(painter, "check", at, tint, icons.STROKE_STRONG)
            room -= side
        painter.setFont(font("strong"))
        painter.setPen(QColor(c(role)))
        metrics = QFontMetricsF(painter.font())
        shown = metrics.elidedText(self._name, Qt.TextElideMode.ElideRight, room)
        painter.drawText(box, MIDDLE, shown)

    def _paint_marks(self, painter: QPainter, box: QRectF) -> None:
        for place, record in enumerate(self._sites):
            at = QPointF(box.x() + pxf(MARK + place * MARK_STEP + 1), box.center().y())
            paint_mark(painter, at, pxf(MARK), record, number=False)

    def _apply_scale(self) -> None:
        self.setMaximumHeight(px(SIZE["region_chip"]))
        self.updateGeometry()
        self.update()
