"""Text to be read at leisure: three sizes, wide lines, and a card that knows what was read."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from clinicapp.ui.theme.notifier import notifier
from clinicapp.ui.theme.style import font
from clinicapp.ui.theme.tokens import RADIUS, SIZE, SPACE, px, pxf
from clinicapp.ui.widgets.buttons import restyle
from clinicapp.ui.widgets.layouts import ScaledLayout, column, holder
from clinicapp.ui.widgets.painted import focus_box

SMALL, MIDDLE, LARGE = "small", "middle", "large"
SIZES = (SMALL, MIDDLE, LARGE)
_STEPS = {SMALL: "_small", MIDDLE: "", LARGE: "_large"}
LINE_PERCENT = 118  # of the font's own line
BESIDE_BAR = 12
AROUND = 12  # from the text to the edge that shows the keyboard's place: it touches no letter
OVERLAP = 0.15  # of the last page stays in sight when the text is paged on
_TABBED = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)


class PatientText(QLabel):
    """A paragraph in the reading size that is chosen; `step` is patient or patient_title."""

    def __init__(self, text: str = "", step: str = "patient", tone: str = "text") -> None:
        super().__init__()
        self._step, self._size, self._plain = step, MIDDLE, ""
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        self.setProperty("tone", tone)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.use_size(MIDDLE)
        self.show_text(text)

    @property
    def plain(self) -> str:
        """What it says."""
        return self._plain

    def show_text(self, text: str) -> None:
        """Say something else; as it is written, in lines with room between them."""
        self._plain = text
        lines = "<br>".join(escape(text).split("\n"))
        self.setText(f'<p style="line-height:{LINE_PERCENT}%; margin:0">{lines}</p>')
        self.setAccessibleName(text)

    def minimumSizeHint(self) -> QSize:
        # Qt's own is the height of a narrow column: a page would scroll past its end.
        return QSize(px(SIZE["touch"]), self.fontMetrics().lineSpacing())

    def use_size(self, size: str) -> None:
        """Be read in another size."""
        self._size = size
        step = self._step + _STEPS[size]
        if step != self.property("t"):
            self.setProperty("t", step)
            self.setFont(font(step))
            restyle(self)

    def use_step(self, step: str) -> None:
        """Be a paragraph, or a title."""
        self._step = step
        self.use_size(self._size)


def use_size(part: QWidget, size: str) -> None:
    """Let all paragraphs of a part be read in another size."""
    for text in part.findChildren(PatientText):
        text.use_size(size)


class ReadingScroll(QScrollArea):
    """A column of text that is dragged, wheeled, paged or stepped through by keys.

    `is_read` is whether its end has been in sight since `begin`. One that `hugs` takes no more
    height than its text, and leaves the rest to what stands below.
    """

    moved = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.hugs = False
        self._was_read = False
        self._drag: tuple[float, int] | None = None
        self._shows_focus = False
        self.content: ScaledLayout = column(gap="l", margins=(0, 0, BESIDE_BAR, 0))
        outer = QVBoxLayout()
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addLayout(self.content)
        outer.addStretch(1)
        self._inner = holder(outer, "inner")
        self._inner.installEventFilter(self)
        self.setWidget(self._inner)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.viewport().setAutoFillBackground(False)
        bar = self.verticalScrollBar()
        bar.valueChanged.connect(self._on_moved)
        bar.rangeChanged.connect(lambda _low, _high: self.moved.emit())

    def begin(self) -> None:
        """Start at the top with something that has not been read."""
        self.verticalScrollBar().setValue(0)
        self._was_read = False
        self.moved.emit()

    @property
    def is_read(self) -> bool:
        """Whether the end is in sight, or was."""
        return self._was_read or self._is_at_end()

    @property
    def shows_focus(self) -> bool:
        """Whether the keyboard is here and is to be seen."""
        return self.hasFocus() and self._shows_focus

    def read_on(self) -> None:
        """Go one page on; a line or two of the last one stay in sight."""
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + max(1, round(bar.pageStep() * (1 - OVERLAP))))

    def show_focus(self, shows: bool) -> None:
        """Show that the keyboard is here, or leave it unseen for a hand."""
        self._shows_focus = shows
        self._repaint_edge()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self.hugs and event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            self._hug()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Only now is it known whether the whole text is in sight.
        self.moved.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._drag = (event.globalPosition().y(), self.verticalScrollBar().value())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._drag is not None:
            start, value = self._drag
            self.verticalScrollBar().setValue(round(value + start - event.globalPosition().y()))

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self._drag = None

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.show_focus(event.reason() in _TABBED)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._repaint_edge()

    def _repaint_edge(self) -> None:
        # The edge is around this, so that it is the card that paints it.
        around = self.parentWidget()
        if around is not None:
            around.update()

    def _hug(self) -> None:
        high = self._inner.heightForWidth(self.viewport().width())
        self.setMaximumHeight(max(high, self.minimumHeight()))

    def _is_at_end(self) -> bool:
        bar = self.verticalScrollBar()
        if bar.maximum() > 0:
            return bar.value() >= bar.maximum()
        # A text that has only just come has its height before the bar knows of it.
        high = self._inner.heightForWidth(self.viewport().width())
        return high <= self.viewport().height()

    def _on_moved(self) -> None:
        bar = self.verticalScrollBar()
        if bar.maximum() > 0 and self._is_at_end():
            self._was_read = True
        self.moved.emit()


class ReadingCard(QFrame):
    """The card of a page: what scrolls above, what always stays in sight below."""

    def __init__(self, *fixed: QWidget) -> None:
        super().__init__()
        self.setProperty("card", "reading")
        self.reading = ReadingScroll()
        side, edge = SPACE["xxl"], SPACE["l"]
        self._box = column(self.reading, *fixed, gap="m", margins=(side, edge, side, edge))
        self._box.setStretch(0, 100)
        for part in fixed[-1:]:
            self._box.setStretchFactor(part, 1)
        self.setLayout(self._box)
        self._fit()
        notifier.theme_changed.connect(self._fit)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.reading.shows_focus:
            beside, above = px(AROUND), px(AROUND) // 2
            box = QRectF(self.reading.geometry()).adjusted(-beside, -above, beside, above)
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            focus_box(painter, box, pxf(RADIUS["control"]))
            painter.end()

    @property
    def content(self) -> ScaledLayout:
        """The column that scrolls."""
        return self.reading.content

    def leave_room_below(self) -> None:
        """Give what always stays in sight the height that the text does not need."""
        self.reading.hugs = True
        self._box.addStretch(0)

    def put_on_top(self, part: QWidget) -> None:
        """Let a part stand above what scrolls, always in sight."""
        self._box.insertWidget(0, part)

    def _fit(self) -> None:
        self.reading.setMinimumHeight(px(SIZE["touch"]))
