"""What the ways in share: the picture at the left, one column at the right, at any window size."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QScrollArea, QWidget

from clinicapp.ui.pages.brand_art import BrandArt
from clinicapp.ui.theme.notifier import notifier
from clinicapp.ui.theme.tokens import px
from clinicapp.ui.widgets.layouts import column, holder, row, rule

ART_SHARE = 0.42  # of the window's width
ART_FROM = 880  # a narrower window, at 100 %, has no room for the picture
CONTENT_PAD = 32
FOOT_PAD = 12
BAR = 14  # of the scroll bar with its margins


class EntryFrame(QWidget):
    """Holds one column of content, centred; it scrolls in a low window, its footer stays."""

    def __init__(
        self,
        content: QWidget,
        *,
        width: int,
        art_share: float = ART_SHARE,
        footer: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._content, self._footer, self._foot = content, footer, QFrame()
        self._width, self._art_share = width, art_share
        self.setObjectName("frame")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.art = BrandArt()
        self._line = rule(vertical=True)
        centred = column(None, row(None, content, None, gap=0), None, gap=0, margins=CONTENT_PAD)
        self.scroller = QScrollArea()
        self.scroller.setWidgetResizable(True)
        self.scroller.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.scroller.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._inner = holder(centred, "inner")
        self._inner.installEventFilter(self)
        self.scroller.setWidget(self._inner)
        self.scroller.viewport().setAutoFillBackground(False)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        right = column(self.scroller, gap=0)
        if footer is not None:
            self._foot.setObjectName("foot")
            margins = (CONTENT_PAD, FOOT_PAD, CONTENT_PAD, FOOT_PAD)
            self._foot.setLayout(row(None, footer, None, gap=0, margins=margins))
            right.addWidget(self._foot)
            right.setStretch(0, 1)
        for part in (self.art, self._line):
            whole.addWidget(part)
        whole.addLayout(right, 1)
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(0)
        self._settled.timeout.connect(self._show_focus)
        self.scroller.verticalScrollBar().rangeChanged.connect(self._on_range_changed)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._settled.start)
        notifier.theme_changed.connect(self._arrange)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._arrange()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._settled.start()
        return super().eventFilter(watched, event)

    def _arrange(self) -> None:
        has_art = self.width() >= px(ART_FROM)
        self.art.setVisible(has_art)
        self._line.setVisible(has_art)
        art = round(self.width() * self._art_share) if has_art else 0
        self.art.setFixedWidth(art)
        room = self.width() - art - 2 * px(CONTENT_PAD) - px(BAR)
        for part in (self._content, self._footer):
            if part is not None:
                part.setFixedWidth(max(px(1), min(px(self._width), room)))

    def _on_range_changed(self, _least: int, most: int) -> None:
        # The column stands further left beside a scroll bar: its footer does the same.
        bar = self.scroller.verticalScrollBar().sizeHint().width() if most else 0
        self._foot.setContentsMargins(0, 0, bar, 0)
        self._settled.start()

    def _show_focus(self) -> None:
        # Wherever the keyboard is put, it is in sight, once everything has its place.
        focused = QApplication.focusWidget()
        if focused is not None and self._content.isAncestorOf(focused):
            at = focused.mapTo(self._inner, focused.rect().center())
            self.scroller.ensureVisible(at.x(), at.y(), 0, focused.height() // 2 + px(FOOT_PAD))
