"""Proposes the view of the next site when the one on show has nothing left to give."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QRect, Signal
from PySide6.QtWidgets import QWidget

from clinicapp.domain.protocol import View
from clinicapp.domain.session import Session
from clinicapp.ui.diagram.words import view_name
from clinicapp.ui.theme.tokens import SIZE, SPACE, px
from clinicapp.ui.widgets.buttons import Button


class NextView(Button):
    """ "Next: Back view, 16 to give". It only proposes: nothing turns without a press."""

    view_chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__("", "choice", icon="arrow-right", parent=parent)
        self.setObjectName("next_view")
        self._view: View | None = None
        self.hide()
        self.clicked.connect(self._on_clicked)

    def propose(self, session: Session | None, shown: View | None) -> None:
        """Offer the next site's view if the one shown alone has no site left to give."""
        self._view = _following(session, shown) if session and shown else None
        if session and self._view:
            left = sum(session.protocol.site(r.site_id).view is self._view for r in session.planned)
            words = QCoreApplication.translate("diagram", "Next: {view}, {n} to give")
            self.set_words(words.format(view=view_name(self._view), n=left))
        self.setVisible(self._view is not None)

    def stand(self, pane: QRect) -> None:
        """Take the middle of the lower edge."""
        wide, high = self.sizeHint().width(), max(self.sizeHint().height(), px(SIZE["touch"]))
        wide = min(wide, pane.width())
        left, top = (pane.width() - wide) // 2, pane.height() - high - px(SPACE["s"])
        self.setGeometry(pane.x() + left, pane.y() + top, wide, high)
        self.raise_()

    def _on_clicked(self) -> None:
        if self._view is not None:
            self.view_chosen.emit(self._view)


def _following(session: Session, shown: View) -> View | None:
    """The view of the next site in clinical order, if the one shown has none to give."""
    if not session.is_open:
        return None
    views = [session.protocol.site(record.site_id).view for record in session.planned]
    return None if shown in views or not views else views[0]
