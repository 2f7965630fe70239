"""Text of the type scale, icons as labels, and named values."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from clinicapp.ui.theme import icons
from clinicapp.ui.theme.notifier import notifier
from clinicapp.ui.theme.style import font
from clinicapp.ui.theme.tokens import px
from clinicapp.ui.widgets.buttons import restyle
from clinicapp.ui.widgets.layouts import ScaledLayout, column
from clinicapp.ui.widgets.words import show_tip

# Otherwise text of a script that runs to the left would stand at the far end of its row.
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter


def label(
    text: str,
    step: str = "body",
    tone: str = "text",
    *,
    wrap: bool = False,
    align: Qt.AlignmentFlag = LEFT,
    code: bool = False,
    selectable: bool = False,
) -> QLabel:
    """Plain text of a type step in a tone; `code` tells 0 O and 1 l I apart."""
    made = QLabel(text)
    _dress(made, step, tone, code)
    made.setWordWrap(wrap)
    made.setAlignment(align)
    if selectable:
        made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


def set_tone(target: QLabel, tone: str) -> None:
    """Change the tone of a label."""
    if target.property("tone") != tone:
        target.setProperty("tone", tone)
        restyle(target)


def keep_room(part: QWidget) -> None:
    """Let a part keep its room while it is hidden, so that nothing around it moves."""
    policy = part.sizePolicy()
    policy.setRetainSizeWhenHidden(True)
    part.setSizePolicy(policy)


def fact(
    name: str, value: str, tone: str = "text", *, code: bool = False, step: str = "strong"
) -> ScaledLayout:
    """A named value: small name above, value below."""
    return column(
        None, label(name, "caption", "text_3"), label(value, step, tone, code=code), None, gap=1
    )


class Glyph(QLabel):
    """An icon as a label, tinted again with each theme."""

    def __init__(self, name: str, role: str = "text_2", size: int = 20) -> None:
        super().__init__()
        self._name, self._role, self._size = name, role, size
        notifier.theme_changed.connect(self._tint)
        self._tint()

    def set_glyph(self, name: str, role: str) -> None:
        """Show another icon."""
        self._name, self._role = name, role
        self._tint()

    def _tint(self) -> None:
        side = px(self._size)
        self.setFixedSize(QSize(side, side))
        self.setPixmap(icons.pixmap(self._name, self._role, self._size))


class ElidedLabel(QLabel):
    """One line that is cut with "…" where there is no room; the full text stays in its tooltip."""

    def __init__(
        self, text: str = "", step: str = "body", tone: str = "text", *, code: bool = False
    ) -> None:
        super().__init__()
        self._full = ""
        _dress(self, step, tone, code)
        self.setAlignment(LEFT)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_full_text(text)

    @property
    def full_text(self) -> str:
        """The whole text, shown or not."""
        return self._full

    @property
    def is_cut(self) -> bool:
        """Whether some of the text is not shown."""
        return self.text() != self._full

    def set_full_text(self, text: str) -> None:
        """Show another text."""
        self._full = text
        self.setAccessibleName(text)
        self.updateGeometry()
        self._cut()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self.font())
        return QSize(metrics.horizontalAdvance(self._full) + px(2), metrics.lineSpacing())

    def minimumSizeHint(self) -> QSize:
        metrics = QFontMetrics(self.font())
        most = metrics.horizontalAdvance("nnnnnn…")
        return QSize(min(most, self.sizeHint().width()), metrics.lineSpacing())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._cut()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()
            self._cut()

    def _cut(self) -> None:
        metrics = QFontMetrics(self.font())
        shown = metrics.elidedText(self._full, Qt.TextElideMode.ElideRight, self.width())
        if shown != self.text():
            self.setText(shown)
        show_tip(self, self._full if shown != self._full else "")


def _dress(target: QLabel, step: str, tone: str, code: bool) -> None:
    target.setTextFormat(Qt.TextFormat.PlainText)
    target.setProperty("t", step)
    target.setProperty("tone", tone)
    target.setFont(font(step, code=code))
