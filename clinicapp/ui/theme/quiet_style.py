"""Fusion made quiet: no dotted focus frame; own combo box, check box and radio button."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import (
    QProxyStyle,
    QStyle,
    QStyleFactory,
    QStyleOption,
    QStyleOptionComplex,
    QWidget,
)

from clinicapp.ui.theme import icons
from clinicapp.ui.theme.tokens import RADIUS, SIZE, c, px, pxf

_Primitive = QStyle.PrimitiveElement
_State = QStyle.StateFlag
_Metric = QStyle.PixelMetric
INDICATOR = 22
CHEVRON = 16
COMBO_PAD = 12
METRICS = {
    _Metric.PM_ButtonIconSize: SIZE["icon"],
    _Metric.PM_SmallIconSize: 18,
    _Metric.PM_LineEditIconSize: 18,
    _Metric.PM_LineEditIconMargin: 6,
    _Metric.PM_IndicatorWidth: INDICATOR,
    _Metric.PM_IndicatorHeight: INDICATOR,
    _Metric.PM_ExclusiveIndicatorWidth: INDICATOR,
    _Metric.PM_ExclusiveIndicatorHeight: INDICATOR,
}


class QuietStyle(QProxyStyle):
    """What the style sheet cannot draw without image files, drawn from tokens."""

    def __init__(self) -> None:
        super().__init__(QStyleFactory.create("Fusion"))

    def drawPrimitive(
        self,
        element: QStyle.PrimitiveElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        if element == _Primitive.PE_FrameFocusRect:
            return
        if element == _Primitive.PE_IndicatorCheckBox:
            _draw_check_box(option, painter)
        elif element == _Primitive.PE_IndicatorRadioButton:
            _draw_radio_button(option, painter)
        else:
            super().drawPrimitive(element, option, painter, widget)

    def drawComplexControl(  # noqa: N802
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """Draw a combo box as a field with a chevron; leave the rest to Fusion."""
        if control == QStyle.ComplexControl.CC_ComboBox:
            _draw_combo_box(option, painter)
        else:
            super().drawComplexControl(control, option, painter, widget)

    def subControlRect(  # noqa: N802
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        part: QStyle.SubControl,
        widget: QWidget | None = None,
    ) -> QRect:
        """Where the text of a combo box stands: a field's padding, and room for the chevron."""
        if (
            control == QStyle.ComplexControl.CC_ComboBox
            and part == QStyle.SubControl.SC_ComboBoxEditField
        ):
            room = px(COMBO_PAD) + px(CHEVRON) + px(4)
            inner = option.rect.adjusted(px(COMBO_PAD) + px(1), 0, -room, 0)
            return QStyle.visualRect(option.direction, option.rect, inner)
        return super().subControlRect(control, option, part, widget)  # type: ignore[arg-type]

    def sizeFromContents(  # noqa: N802
        self,
        kind: QStyle.ContentsType,
        option: QStyleOption,
        size: QSize,
        widget: QWidget | None = None,
    ) -> QSize:
        """A combo box is as high as a field and as wide as its longest text."""
        if kind == QStyle.ContentsType.CT_ComboBox:
            return QSize(size.width() + 2 * px(COMBO_PAD) + px(CHEVRON) + px(8), px(SIZE["field"]))
        return super().sizeFromContents(kind, option, size, widget)  # type: ignore[arg-type]

    def pixelMetric(
        self,
        metric: QStyle.PixelMetric,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
    ) -> int:
        if metric in METRICS:
            return px(METRICS[metric])
        return super().pixelMetric(metric, option, widget)


def edge(painter: QPainter, box: QRectF, radius: float, role: str, width: float) -> None:
    """An outline that stays inside its box."""
    half = width / 2
    painter.setPen(QPen(QColor(c(role)), width))
    painter.drawRoundedRect(box.adjusted(half, half, -half, -half), radius, radius)


def _draw_combo_box(option: QStyleOptionComplex, painter: QPainter) -> None:
    enabled = bool(option.state & _State.State_Enabled)
    focused = bool(option.state & _State.State_HasFocus)
    hovered = bool(option.state & _State.State_MouseOver)
    box = QRectF(option.rect)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(QColor(c("sunken" if not enabled else "hover" if hovered else "surface")))
    role = "line" if not enabled else "accent" if focused else "line_strong"
    edge(painter, box, pxf(RADIUS["control"]), role, px(2) if focused else px(1))
    side = px(CHEVRON)
    x = box.right() - px(COMBO_PAD) - side
    if option.direction == Qt.LayoutDirection.RightToLeft:
        x = box.left() + px(COMBO_PAD)
    at = QRectF(x, box.center().y() - side / 2, side, side)
    icons.paint(painter, "chevron-down", at, "text_2" if enabled else "text_3", icons.STROKE_STRONG)
    painter.restore()


def _draw_check_box(option: QStyleOption, painter: QPainter) -> None:
    box = QRectF(option.rect)
    _begin_indicator(option, painter)
    edge(painter, box, pxf(5), _indicator_role(option), px(2) if _has_focus(option) else px(1.5))
    ink = "on_accent" if option.state & _State.State_Enabled else "text_3"
    inset = pxf(3)
    if option.state & _State.State_On:
        icons.paint(painter, "check", box.adjusted(inset, inset, -inset, -inset), ink, 3.0)
    elif option.state & _State.State_NoChange:
        icons.paint(painter, "minus", box.adjusted(inset, inset, -inset, -inset), "text_2", 3.0)
    painter.restore()


def _draw_radio_button(option: QStyleOption, painter: QPainter) -> None:
    box = QRectF(option.rect)
    _begin_indicator(option, painter)
    edge(
        painter,
        box,
        box.width() / 2,
        _indicator_role(option),
        px(2) if _has_focus(option) else px(1.5),
    )
    if option.state & _State.State_On:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(
            QColor(c("on_accent" if option.state & _State.State_Enabled else "text_3"))
        )
        painter.drawEllipse(box.center(), pxf(4), pxf(4))
    painter.restore()


def _begin_indicator(option: QStyleOption, painter: QPainter) -> None:
    enabled, is_on = option.state & _State.State_Enabled, option.state & _State.State_On
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ground = "sunken" if not enabled else "accent" if is_on else "surface"
    painter.setBrush(QColor(c(ground)))


def _indicator_role(option: QStyleOption) -> str:
    if _has_focus(option):
        return "focus"
    if not option.state & _State.State_Enabled:
        return "line"
    return "accent" if option.state & _State.State_On else "line_strong"


def _has_focus(option: QStyleOption) -> bool:
    return bool(option.state & _State.State_HasFocus)
