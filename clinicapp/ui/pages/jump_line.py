"""A line over the diagram that finds a site by what is typed."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from clinicapp.domain.session import Session
from clinicapp.domain.site_search import find_sites
from clinicapp.ui.diagram.source import letters_by_muscle
from clinicapp.ui.diagram.words import state_words
from clinicapp.ui.pages.jump_match import JumpMatch
from clinicapp.ui.widgets.floating import FloatingCard
from clinicapp.ui.widgets.labels import label
from clinicapp.ui.widgets.layouts import column

SHOWN = 6
WIDTH = 384
STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
TAKING = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class JumpLine(FloatingCard):
    """Takes the keyboard, lists what fits, and leads to the site that is chosen."""

    site_chosen = Signal(str)

    def __init__(self, page: QWidget, over: QWidget) -> None:
        super().__init__(page, over, WIDTH)
        self.setObjectName("jump_line")
        self._session: Session | None = None
        self._before: QWidget | None = None
        self.field = QLineEdit()
        self.field.setObjectName("jump_field")
        self.field.setPlaceholderText(self.tr("Go to a site: tem l 3, temporalis left, occ r"))
        self.field.setAccessibleName(self.tr("Go to a site"))
        self.field.textEdited.connect(self._find)
        self.field.installEventFilter(self)
        self._nothing = label(self.tr("No site of this session fits."), "label", "text_2")
        self._rest = label("", "caption", "text_3")
        self.matches = tuple(JumpMatch() for _ in range(SHOWN))
        for match in self.matches:
            match.clicked.connect(partial(self._choose, match))
        self.setLayout(
            column(self.field, *self.matches, self._nothing, self._rest, gap=4, margins=10)
        )

    @property
    def found(self) -> tuple[str, ...]:
        """The sites that are listed, best first."""
        return tuple(m.site_id for m in self.matches if not m.isHidden())

    def show_session(self, session: Session) -> None:
        """Find among the sites of a session as it stands now."""
        self._session = session
        if self.isVisible():
            self._find(self.field.text())

    def begin(self, session: Session) -> None:
        """Take the keyboard, with nothing typed yet."""
        if not self.field.hasFocus():
            self._before = QApplication.focusWidget()
        self._session = session
        self.field.clear()
        self._find("")
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field:
            if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
                return self._press(Qt.Key(event.key()))
            if event.type() == QEvent.Type.FocusOut:
                self.hide()
        return super().eventFilter(watched, event)

    def _press(self, key: Qt.Key) -> bool:
        """Do what a key stands for in the line; False lets the field have it."""
        if key == Qt.Key.Key_Escape:
            self._give_back()
        elif key in STEPS:
            self._step(STEPS[key])
        elif key in TAKING:
            for match in self.matches:
                if match.isChecked() and not match.isHidden():
                    self._choose(match)
                    break
        else:
            return False
        return True

    def _find(self, typed: str) -> None:
        session = self._session
        if session is None:
            return
        found = find_sites(session, letters_by_muscle(), typed)
        for place, match in enumerate(self.matches):
            match.setVisible(place < len(found))
            if place < len(found):
                state = state_words(session.site(found[place]), session, None)
                match.show_site(found[place], session.name(found[place]), state)
        self._nothing.setVisible(bool(typed.strip()) and not found)
        more = len(found) - SHOWN
        self._rest.setText(self.tr("{n} more: type on").format(n=more))
        self._rest.setVisible(more > 0)
        self._point_out(0)
        self.open()

    def _step(self, by: int) -> None:
        listed = len(self.found)
        if listed:
            here = next((n for n, m in enumerate(self.matches) if m.isChecked()), 0)
            self._point_out((here + by) % listed)

    def _point_out(self, place: int) -> None:
        for n, match in enumerate(self.matches):
            match.setChecked(n == place)
        said = self.matches[place].accessibleName() if self.found else self._nothing.text()
        self.field.setAccessibleDescription(said)

    def _choose(self, match: JumpMatch) -> None:
        self.site_chosen.emit(match.site_id)
        self.hide()

    def _give_back(self) -> None:
        before, self._before = self._before, None
        self.hide()
        if before is not None and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)
