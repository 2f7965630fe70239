"""The way between the views while one is shown alone."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QWidget

from clinicapp.domain.protocol import View
from clinicapp.domain.session import Session
from clinicapp.ui.diagram.thumbs import ViewButton
from clinicapp.ui.widgets.buttons import button
from clinicapp.ui.widgets.layouts import column

ORDER = (View.FRONT, View.RIGHT, View.LEFT, View.BACK)


class ViewStrip(QWidget):
    """A button back to the four views, and one for each view."""

    view_chosen = Signal(object)  # a View, or None for all four

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.back_button = button(self.tr("Four views"), "quiet", icon="grid-2x2")
        self.back_button.setObjectName("four-views")
        self.back_button.clicked.connect(lambda: self.view_chosen.emit(None))
        self.view_buttons = {view: ViewButton(view) for view in ORDER}
        self._group = QButtonGroup(self)
        for view, chooser in self.view_buttons.items():
            self._group.addButton(chooser)
            chooser.clicked.connect(lambda _=False, view=view: self.view_chosen.emit(view))
        box = column(self.back_button, *self.view_buttons.values(), gap="xs", margins=(8, 8, 8, 8))
        for n in range(len(ORDER)):
            box.setStretch(n + 1, 1)
        self._box = box
        self.setLayout(box)

    @property
    def is_narrow(self) -> bool:
        """Whether the views are named only, without their pictures."""
        return all(chooser.thumb.isHidden() for chooser in self.view_buttons.values())

    def set_narrow(self, narrow: bool) -> None:
        """Leave the pictures out where the view itself needs the room."""
        if narrow != self.is_narrow:
            self._box.set_margins((4, 8, 4, 8) if narrow else (8, 8, 8, 8))
            for chooser in self.view_buttons.values():
                chooser.set_narrow(narrow)

    def show_session(self, session: Session) -> None:
        """Show a session's sites in every button."""
        for chooser in self.view_buttons.values():
            chooser.show_session(session)

    def set_view(self, view: View) -> None:
        """Mark the view that is shown."""
        self.view_buttons[view].setChecked(True)

    def stops(self) -> tuple[QAbstractButton, ...]:
        """Its controls in the order the Tab key visits them."""
        return (self.back_button, *self.view_buttons.values())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.back_button.set_words(self.tr("Four views"))
