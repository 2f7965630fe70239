"""Wheels, fingers and pads, as the window system tells of them."""

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QNativeGestureEvent, QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

NO_KEYS = Qt.KeyboardModifier.NoModifier


def turn_wheel(pane, at, turned=(0, 120), keys=NO_KEYS):
    """Turn a mouse's wheel over a point of a pane."""
    window = pane.window()
    spot = QPointF(pane.mapTo(window, QPoint(0, 0))) + at
    QTest.wheelEvent(window.windowHandle(), spot, QPoint(*turned), QPoint(), keys)


def drag(pane, at, by, *, button=Qt.MouseButton.LeftButton, keys=NO_KEYS):
    """Press a mouse's button on a point of a pane, move in steps, and let go."""
    window = pane.window()
    start = pane.mapTo(window, at.toPoint())
    end = start + QPoint(*by)
    handle = window.windowHandle()
    QTest.mousePress(handle, button, keys, start)
    QTest.mouseMove(handle, (start + end) / 2)
    QTest.mouseMove(handle, end)
    QTest.mouseRelease(handle, button, keys, end)


def double_tap(pane, at):
    """Two quick taps on a point of a pane, as a system that counts taps tells of them."""
    window, left = pane.window(), Qt.MouseButton.LeftButton
    spot = pane.mapTo(window, at.toPoint())
    QTest.mouseClick(window.windowHandle(), left, pos=spot)
    QTest.mouseDClick(window.windowHandle(), left, pos=spot)


def pinch(pane, apart, middle=None, moved=(0, 0)):
    """Two fingers, one after the other, go through distances from their middle, and lift off."""
    window, device = pane.window(), QTest.createTouchDevice()
    handle, middle = window.windowHandle(), middle or QPointF(pane.rect().center())

    def fingers(step):
        at = middle + QPointF(*moved) * step / max(len(apart) - 1, 1)
        sides = (QPointF(-apart[step], 0), QPointF(apart[step], 0))
        return [pane.mapTo(window, (at + side).toPoint()) for side in sides]

    one, two = fingers(0)
    QTest.touchEvent(handle, device).press(0, one).commit()
    QTest.touchEvent(handle, device).move(0, one).press(1, two).commit()
    for step in range(1, len(apart)):
        one, two = fingers(step)
        QTest.touchEvent(handle, device).move(0, one).move(1, two).commit()
    QTest.touchEvent(handle, device).release(0, one).release(1, two).commit()


def touch(pane, at):
    """One finger taps a point of a pane."""
    window, device = pane.window(), QTest.createTouchDevice()
    spot = pane.mapTo(window, at.toPoint())
    QTest.touchEvent(window.windowHandle(), device).press(0, spot).commit()
    QTest.touchEvent(window.windowHandle(), device).release(0, spot).commit()


def slide(pane, at, by):
    """One finger slides over a pane."""
    window, device = pane.window(), QTest.createTouchDevice()
    spot, handle = pane.mapTo(window, at.toPoint()), window.windowHandle()
    QTest.touchEvent(handle, device).press(0, spot).commit()
    for step in (1, 2):
        QTest.touchEvent(handle, device).move(0, spot + QPoint(*by) * step / 2).commit()
    QTest.touchEvent(handle, device).release(0, spot + QPoint(*by)).commit()


def pad(pane, at, kind, value):
    """Two fingers on a pad, as a system tells of them that knows gestures itself."""
    spot = pane.mapToGlobal(at.toPoint())
    event = QNativeGestureEvent(
        kind,
        QPointingDevice.primaryPointingDevice(),
        2,
        at,
        at,
        QPointF(spot),
        value,
        QPointF(),
    )
    QApplication.sendEvent(pane, event)


def ground(pane):
    """A point of a pane, near its middle, that is no site's and no tool's."""
    middle = pane.rect().center()
    spots = (QPoint(x, y) for y in range(60, pane.height(), 13) for x in range(9, pane.width(), 13))
    free = [spot for spot in spots if pane.childAt(spot) is None]
    return QPointF(min(free, key=lambda spot: (spot - middle).manhattanLength()))
