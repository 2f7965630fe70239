"""The pad a signature is written on, with a pen, a finger or a mouse."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QHideEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from clinicapp.domain.consent.strokes import PAD_HEIGHT, PAD_WIDTH, Stroke
from clinicapp.ui.consent.pad_ink import (
    BASELINE,
    BASELINE_INSET,
    field_in,
    from_pad,
    paint_baseline,
    paint_strokes,
    to_pad,
)
from clinicapp.ui.consent.pen_input import DOWN, PEN, TOUCH, UP, Contact, contacts_of
from clinicapp.ui.theme.notifier import notifier
from clinicapp.ui.theme.style import font
from clinicapp.ui.theme.tokens import RADIUS, c, px, pxf
from clinicapp.ui.widgets.painted import pill

SAVED_EVERY_MS = 300
PALM_MS = 1500  # so long after the pen has been lifted, a touch is the hand that holds it
LEAST_HEIGHT = 96
TYPED_SHARE, HINT_SHARE, CLEAR = 0.3, 0.1, 0.03  # of the pad's height


class SignaturePad(QWidget):
    """Shows the strokes it is given, and tells of the one being drawn; it keeps no other.

    A stroke is told of with its place among the strokes: `stroke_grown` while it is drawn, so
    that it is saved as far as it has come, `stroke_ended` when the pen is lifted. Whoever owns the
    pad answers with `show_strokes`. Points are in the pad's own space, whatever its size.
    """

    stroke_grown = Signal(int, object)  # place, Stroke
    stroke_ended = Signal(int, object)

    def __init__(self, clock: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._strokes: tuple[Stroke, ...] = ()
        self._typed = self._hint = ""
        self._hand: Stroke | None = None
        self._place = 0
        self._held: tuple[str, int] | None = None  # device and contact that draw
        self._from_ms = 0
        self._pen_lifted_ms: int | None = None
        self._told = 0
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setSizePolicy(policy)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self._saves = QTimer(self)
        self._saves.setInterval(SAVED_EVERY_MS)
        self._saves.timeout.connect(self._tell_growth)
        notifier.theme_changed.connect(self.update)

    @property
    def field(self) -> QRectF:
        """Where on the widget the pad's own space lies."""
        return field_in(QRectF(self.rect()))

    @property
    def strokes(self) -> tuple[Stroke, ...]:
        """What is shown: the strokes given, and the one in hand."""
        if self._hand is None:
            return self._strokes
        return (*self._strokes[: self._place], self._hand)

    @property
    def typed(self) -> str:
        """The typed name that stands for a signature, "" for none."""
        return self._typed

    @property
    def is_drawing(self) -> bool:
        """Whether a stroke is in hand."""
        return self._hand is not None

    def show_strokes(self, strokes: Sequence[Stroke], typed: str = "") -> None:
        """Show strokes as they are recorded, or a typed name; tells nobody."""
        self._strokes, self._typed = tuple(strokes), typed
        self.update()

    def show_hint(self, hint: str) -> None:
        """Say on the empty pad what it is for."""
        self._hint = hint
        self.update()

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        return QSize(px(LEAST_HEIGHT * PAD_WIDTH / PAD_HEIGHT), px(LEAST_HEIGHT))

    # what a hand does ------------------------------------------------------------------------
    def event(self, event: QEvent) -> bool:
        contacts = contacts_of(event) if self.isEnabled() else ()
        for contact in contacts:
            self._take(contact)
        if contacts:
            # Taken, or a system would make a mouse of a pen or a finger as well.
            event.accept()
            return True
        return super().event(event)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        # What has been told of is recorded; the page has gone on, and asks for no more.
        self._let_go()

    def _take(self, contact: Contact) -> None:
        if contact.phase == DOWN:
            self._begin(contact)
        elif self._held == (contact.device, contact.id):
            self._add(contact)
            if contact.phase == UP:
                self._end(contact)

    def _begin(self, contact: Contact) -> None:
        if not self.field.contains(contact.spot) or self._is_in_the_way(contact):
            return
        if self._held is None:
            self._place = len(self._strokes)
        # A pen goes before the hand that holds it: its stroke takes the place of the hand's.
        self._held = (contact.device, contact.id)
        self._from_ms, self._told = contact.ms, 0
        self._hand = Stroke(points=(), began_at=self._clock(), device=contact.device)
        self._add(contact)
        self._saves.start()

    def _is_in_the_way(self, contact: Contact) -> bool:
        """Whether a touch is a second finger, or a palm beside the pen."""
        if self._held is not None:
            return contact.device != PEN or self._held[0] != TOUCH
        since = None if self._pen_lifted_ms is None else contact.ms - self._pen_lifted_ms
        return contact.device == TOUCH and since is not None and 0 <= since < PALM_MS

    def _add(self, contact: Contact) -> None:
        if self._hand is None:
            return
        points = self._hand.points
        x, y = to_pad(contact.spot, self.field)
        last = points[-1] if points else None
        if last is not None and last[:2] == (x, y):
            return
        ms = max(contact.ms - self._from_ms, last[2] if last else 0)
        self._hand = replace(self._hand, points=(*points, (x, y, ms, contact.pressure)))
        self.update()

    def _end(self, contact: Contact) -> None:
        place, drawn = self._place, self._hand
        if contact.device == PEN:
            self._pen_lifted_ms = contact.ms
        self._saves.stop()
        if drawn is not None:
            self.stroke_ended.emit(place, drawn)
        self._let_go()

    def _let_go(self) -> None:
        self._saves.stop()
        self._held, self._hand = None, None
        self.update()

    def _tell_growth(self) -> None:
        drawn = self._hand
        if drawn is not None and len(drawn.points) > self._told:
            self._told = len(drawn.points)
            self.stroke_grown.emit(self._place, drawn)

    # what is seen ----------------------------------------------------------------------------
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        field = self.field
        pill(painter, field, "sunken", "line_strong", pxf(RADIUS["card"]))
        paint_baseline(painter, field)
        if self._typed:
            self._paint_words(painter, field, self._typed, TYPED_SHARE, "text")
        elif not self.strokes:
            self._paint_words(painter, field, self._hint, HINT_SHARE, "text_3")
        paint_strokes(painter, self.strokes, field)
        painter.end()

    @staticmethod
    def _paint_words(painter: QPainter, field: QRectF, words: str, share: float, role: str) -> None:
        face = font("title1", weight=500)
        face.setPixelSize(max(1, round(field.height() * share)))
        left = from_pad(BASELINE_INSET, BASELINE * PAD_HEIGHT, field)
        room = field.width() * (1 - 2 * BASELINE_INSET / PAD_WIDTH)
        metrics = QFontMetricsF(face)
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)
        painter.setFont(face)
        painter.setPen(QColor(c(role)))
        painter.drawText(left - QPointF(0, metrics.descent() + field.height() * CLEAR), shown)
