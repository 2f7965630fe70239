"""Pen, finger and mouse told alike: where it is, when, and how firmly it presses."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QEventPoint, QInputDevice, QMouseEvent, QTabletEvent, QTouchEvent

from clinicapp.domain.consent.strokes import PRESSURE_FULL

NEUTRAL = PRESSURE_FULL // 2
"""The pressure of what cannot feel any."""
PEN, TOUCH, MOUSE = "pen", "touch", "mouse"
DOWN, MOVED, UP = "down", "moved", "up"

_Type = QEvent.Type
_MOUSE = {
    _Type.MouseButtonPress: DOWN,
    _Type.MouseButtonDblClick: DOWN,
    _Type.MouseMove: MOVED,
    _Type.MouseButtonRelease: UP,
}
_PEN = {_Type.TabletPress: DOWN, _Type.TabletMove: MOVED, _Type.TabletRelease: UP}
_TOUCH = {
    QEventPoint.State.Pressed: DOWN,
    QEventPoint.State.Updated: MOVED,
    QEventPoint.State.Released: UP,
}


@dataclass(frozen=True, slots=True)
class Contact:
    """One thing a pen, a finger or a mouse did; `ms` only counts against others of its device."""

    device: str
    id: int
    phase: str
    spot: QPointF
    ms: int
    pressure: int


def contacts_of(event: QEvent) -> tuple[Contact, ...]:
    """What an event tells of; empty for any other event, and for a pen that only hovers."""
    if isinstance(event, QTabletEvent):
        return _of_pen(event)
    if isinstance(event, QTouchEvent):
        return _of_touch(event)
    if isinstance(event, QMouseEvent):
        return _of_mouse(event)
    return ()


def _of_pen(event: QTabletEvent) -> tuple[Contact, ...]:
    phase = _PEN.get(event.type(), "")
    pressure = min(max(round(event.pressure() * PRESSURE_FULL), 0), PRESSURE_FULL)
    if not phase or (phase == MOVED and not event.buttons() & Qt.MouseButton.LeftButton):
        return ()
    return (Contact(PEN, 0, phase, event.position(), event.timestamp(), pressure),)


def _of_touch(event: QTouchEvent) -> tuple[Contact, ...]:
    feels = bool(event.device().capabilities() & QInputDevice.Capability.Pressure)
    made = []
    for point in event.points():
        phase = _TOUCH.get(point.state(), "")
        if event.type() == _Type.TouchCancel:
            phase = UP
        pressure = round(point.pressure() * PRESSURE_FULL) if feels else NEUTRAL
        pressure = min(max(pressure, 0), PRESSURE_FULL)
        if phase:
            ms = point.timestamp() or event.timestamp()
            made.append(Contact(TOUCH, point.id(), phase, point.position(), ms, pressure))
    return tuple(made)


def _of_mouse(event: QMouseEvent) -> tuple[Contact, ...]:
    phase = _MOUSE.get(event.type(), "")
    held = event.button() if phase in (DOWN, UP) else event.buttons()
    if not phase or not held & Qt.MouseButton.LeftButton:
        return ()
    return (Contact(MOUSE, 0, phase, event.position(), event.timestamp(), NEUTRAL),)
