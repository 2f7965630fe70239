"""A gate as a chip: shape, then word, then colour; its name over what is known of it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from clinicapp.domain.checks.finding import Gate
from clinicapp.domain.checks.gates import GateState, GateStatus
from clinicapp.ui.theme import icons
from clinicapp.ui.theme.notifier import notifier
from clinicapp.ui.theme.style import font
from clinicapp.ui.theme.tokens import RADIUS, SIZE, c, px, pxf
from clinicapp.ui.widgets.painted import focus_edge, pill
from clinicapp.ui.widgets.words import show_tip

# Ground, edge, icon, tone of the icon, tone of the detail.
LOOKS = {
    GateStatus.CLOSED: ("surface", "line", "circle-check", "ok", "text_2"),
    GateStatus.OPEN: ("accent_soft", "accent_line", "circle-dashed", "accent_text", "accent_text"),
    GateStatus.HOLD: ("warn_soft", "warn_line", "triangle-alert", "warn", "warn"),
    GateStatus.BLOCK: ("danger_soft", "danger_line", "octagon-x", "danger", "danger"),
}
# Edge, icon, and what is between icon and words; the second where there is little room.
NORMAL, TIGHT = (8, 20, 7), (5, 18, 4)
LEAST = 46
CUT_LEAST = 4  # letters of a name that still name it
TITLE_HIGH, DETAIL_HIGH = 18, 16
WORDS_LEAST = 12  # letters of a sentence that still say something
LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)


class GateChip(QAbstractButton):
    """One gate: 44 high, opened by a click, Space or Enter; arrow keys ask for its neighbour."""

    stepped = Signal(int)

    def __init__(self, gate: Gate) -> None:
        super().__init__()
        self.gate = gate
        self.state = GateState(gate=gate, state=GateStatus.OPEN, title="", detail="")
        self.setObjectName(f"gate_{gate.value}")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._is_current = False
        notifier.theme_changed.connect(self._on_theme_changed)

    def show_state(self, state: GateState) -> None:
        """Show how a gate stands."""
        if state == self.state:
            return
        self.state = state
        self.setText(state.title)
        self.setAccessibleName(f"{state.title}: {status_words(state.state)}, {state.detail}")
        show_tip(self, f"{state.title}: {state.detail}", said=state.detail)
        self.update()

    def show_current(self, current: bool) -> None:
        """Show whether this gate's panel is open."""
        if current != self._is_current:
            self._is_current = current
            self.update()

    @property
    def shown_words(self) -> tuple[str, str]:
        """Title and detail as they stand in the room there is; an empty one is left out."""
        room = self.width() - pxf(_taken(self._lengths()))
        title = _first_fitting(self._titles(), _title_face(), room)
        if not title:
            short, face = short_title(self.gate), QFontMetricsF(_title_face())
            cut = face.elidedText(short, Qt.TextElideMode.ElideRight, room)
            title = cut if len(cut) > CUT_LEAST else ""
        return title, _detail_in(self.state, room) if title else ""

    def _titles(self) -> tuple[str, str]:
        return self.state.title, short_title(self.gate)

    def _lengths(self) -> tuple[int, int, int]:
        room = self.width() - pxf(_taken(NORMAL))
        return NORMAL if _first_fitting(self._titles(), _title_face(), room) else TIGHT

    def sizeHint(self) -> QSize:
        words = QFontMetricsF(_detail_face()).horizontalAdvance(self.state.detail)
        return QSize(int(words + pxf(_taken(NORMAL))), px(SIZE["chip"]))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(LEAST), px(SIZE["chip"]))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.stepped.emit(1 if event.key() == Qt.Key.Key_Right else -1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.click()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground, edge, icon, tone, ink = LOOKS[self.state.state]
        box, radius = QRectF(self.rect()), pxf(RADIUS["control"])
        held = self.isDown() or self.underMouse()
        pill(painter, box, "hover" if held else ground, edge, radius)
        if self._is_current:
            painter.setPen(QPen(QColor(c("accent")), px(2)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), radius, radius)
        title, detail = self.shown_words
        pad, side, gap = (pxf(n) for n in self._lengths())
        left = pad if title else (box.width() - side) / 2
        at = QRectF(left, (box.height() - side) / 2, side, side)
        icons.paint(painter, icon, at, tone, icons.STROKE_STRONG)
        self._draw_words(painter, left + side + gap, (title, detail), ink)
        focus_edge(painter, self, radius)
        painter.end()

    def _draw_words(self, painter: QPainter, left: float, words: tuple[str, str], ink: str) -> None:
        (title, detail), room = words, float(self.width())
        high = pxf(TITLE_HIGH + (DETAIL_HIGH if detail else 0))
        top = (self.height() - high) / 2
        painter.setFont(_title_face())
        painter.setPen(QColor(c("text")))
        painter.drawText(QRectF(left, top, room, pxf(TITLE_HIGH)), LEFT, title)
        painter.setFont(_detail_face())
        painter.setPen(QColor(c(ink)))
        painter.drawText(QRectF(left, top + pxf(TITLE_HIGH), room, pxf(DETAIL_HIGH)), LEFT, detail)

    def _on_theme_changed(self) -> None:
        self.updateGeometry()
        self.update()


def _taken(lengths: tuple[int, int, int]) -> int:
    """What edges, icon and gap take of a chip's width, at 100 %."""
    pad, icon, gap = lengths
    return 2 * pad + icon + gap


def status_words(status: GateStatus) -> str:
    """How a gate stands, in a word."""
    tr = QCoreApplication.translate
    return {
        GateStatus.CLOSED: tr("Gates", "settled"),
        GateStatus.OPEN: tr("Gates", "to do"),
        GateStatus.HOLD: tr("Gates", "on hold"),
        GateStatus.BLOCK: tr("Gates", "stop"),
    }[status]


def short_title(gate: Gate) -> str:
    """A gate's name where there is little room."""
    tr = QCoreApplication.translate
    return {
        Gate.CONSENT: tr("Gates", "Consent"),
        Gate.TIME_OUT: tr("Gates", "Time-out"),
        Gate.SAFETY: tr("Gates", "Safety"),
        Gate.INTERVAL: tr("Gates", "Interval"),
        Gate.VIAL: tr("Gates", "Vial"),
        Gate.DIAGNOSIS: tr("Gates", "Diagnosis"),
        Gate.OUTCOMES: tr("Gates", "Scores"),
        Gate.SITES: tr("Gates", "Sites"),
        Gate.CHARGES: tr("Gates", "Charges"),
    }[gate]


def _detail_in(state: GateState, room: float) -> str:
    """The detail, a whole part of it, the beginning of a sentence, or how the gate stands."""
    parts = sorted(state.detail.split(", "), key=len, reverse=True)
    has_parts = len(parts) > 1 and state.state in (GateStatus.CLOSED, GateStatus.OPEN)
    metrics = QFontMetricsF(_detail_face())
    found = _first_fitting((state.detail, *(parts if has_parts else ())), _detail_face(), room)
    if found:
        return found
    cut = metrics.elidedText(state.detail, Qt.TextElideMode.ElideRight, room)
    whole = cut.rstrip("…").rpartition(" ")[0].rstrip(",;:")
    if len(whole) >= WORDS_LEAST:
        return f"{whole}…"
    return _first_fitting((status_words(state.state),), _detail_face(), room)


def _first_fitting(wordings: tuple[str, ...], face: QFont, room: float) -> str:
    metrics = QFontMetricsF(face)
    return next((w for w in wordings if w and metrics.horizontalAdvance(w) <= room), "")


def _title_face() -> QFont:
    return font("label", weight=600)


def _detail_face() -> QFont:
    return font("caption")
