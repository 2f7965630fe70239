"""Small pictures of a session: a row of four, and one as the button that chooses a view."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from clinicapp.domain.protocol import View
from clinicapp.domain.session import Session
from clinicapp.ui.diagram.picture import ViewPicture
from clinicapp.ui.diagram.words import view_name, view_title, view_word
from clinicapp.ui.theme.tokens import RADIUS, px
from clinicapp.ui.widgets.labels import label, set_tone
from clinicapp.ui.widgets.layouts import column, row
from clinicapp.ui.widgets.painted import focus_edge, pill
from clinicapp.ui.widgets.toggles import Toggle

ROW = (View.FRONT, View.BACK, View.RIGHT, View.LEFT)


class ThumbStrip(QWidget):
    """The four views of a session as small pictures side by side, to look at only."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.panes = {view: ViewPicture(view) for view in ROW}
        self.setLayout(row(*self.panes.values(), gap="m"))

    def show_session(self, session: Session) -> None:
        """Show a session's sites in all four."""
        for pane in self.panes.values():
            pane.show_session(session)


class ViewButton(Toggle):
    """Chooses the view that is shown alone: its picture, its name and what is left to give."""

    def __init__(self, view: View, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = view
        self.setObjectName(f"view-{view}")
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._planned = 0
        self.thumb = ViewPicture(view)
        self._title = label(view_title(view), "label")
        self._count = label("", "caption", "accent_text")
        self._words = column(None, self._title, self._count, None, gap=0, margins=(10, 0, 0, 0))
        box = column(self.thumb, self._words, gap="xxs", margins=(6, 8, 6, 8))
        box.setStretch(0, 1)
        self._box = box
        self.setLayout(box)
        for part in (self.thumb, self._title, self._count):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._say()

    def set_narrow(self, narrow: bool) -> None:
        """Show the words without the picture, the sides by one word."""
        self.thumb.setVisible(not narrow)
        self._box.set_margins((2, 4, 2, 4) if narrow else (6, 8, 6, 8))
        self._words.set_margins((4, 0, 0, 0) if narrow else (10, 0, 0, 0))
        self._say()

    def show_session(self, session: Session) -> None:
        """Show a session's sites of this view, and how many are left."""
        self.thumb.show_session(session)
        mine = self.thumb.site_ids()
        self._planned = sum(r.site_id in mine for r in session.planned)
        self._say()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.isChecked():
            pill(painter, QRectF(self.rect()), "accent_soft", "accent_line", px(RADIUS["control"]))
        elif self.underMouse() or self.isDown():
            role = "pressed" if self.isDown() else "hover"
            pill(painter, QRectF(self.rect()), role, "", px(RADIUS["control"]))
        focus_edge(painter, self, px(RADIUS["control"]))
        painter.end()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say()

    def _say(self) -> None:
        is_narrow = self.thumb.isHidden()
        words = self.tr("{n} to give") if is_narrow else self.tr("{n} planned")
        count = words.format(n=self._planned)
        self._title.setText(view_word(self.view) if is_narrow else view_title(self.view))
        self._count.setText(count if self._planned else self.tr("done"))
        set_tone(self._count, "accent_text" if self._planned else "ok")
        self.setAccessibleName(view_name(self.view))
        self.setAccessibleDescription(self._count.text())
        self.setToolTip(view_name(self.view))
