"""The small plate that has the keyboard while a site is spelled: T, L, 3."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from clinicapp.domain.session import Session
from clinicapp.domain.spelling import Spelling, spell
from clinicapp.ui.diagram.source import letters_by_muscle
from clinicapp.ui.diagram.spelling_words import follow_words, slip_words
from clinicapp.ui.widgets.badges import Keycap
from clinicapp.ui.widgets.floating import FloatingCard
from clinicapp.ui.widgets.labels import label
from clinicapp.ui.widgets.layouts import row

CAPS = 4  # muscle, side, X of an extra site, and what may follow
HINT_MS = 6000
QUIET = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
_LEAVING = frozenset(
    {
        Qt.Key.Key_Escape,
        Qt.Key.Key_Tab,
        Qt.Key.Key_Backtab,
        Qt.Key.Key_Left,
        Qt.Key.Key_Right,
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
    }
)


class LetterPlate(FloatingCard):
    """Takes letters until they name a site; gives nothing, and lets nothing through to a site.

    It has the keyboard meanwhile, so that no letter is a command and no number a dose. A slip
    begins anew, Esc gives the keyboard back.
    """

    site_spelled = Signal(str)

    def __init__(self, page: QWidget, over: QWidget) -> None:
        super().__init__(page, over)
        self.setObjectName("letter_plate")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._session: Session | None = None
        self._before: QWidget | None = None
        self._typed = ""
        self._caps = [Keycap("") for _ in range(CAPS)]
        self._words = label("", "label", "text_2")
        self.setLayout(row(*self._caps, 4, self._words, gap=4, margins=(12, 10, 14, 10)))
        self._leaves = QTimer(self)
        self._leaves.setSingleShot(True)
        self._leaves.setInterval(HINT_MS)
        self._leaves.timeout.connect(self.hide)

    @property
    def words(self) -> str:
        """What the plate says beside the letters."""
        return self._words.text()

    def show_session(self, session: Session) -> None:
        """Spell the sites of a session as it stands now."""
        self._session = session

    def begin(self, session: Session, letter: str) -> None:
        """Take the keyboard with a first letter."""
        if not self.hasFocus():
            self._before = QApplication.focusWidget()
        self._session, self._typed = session, ""
        self._leaves.stop()
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._take(letter)

    def say(self, words: str) -> None:
        """Say why a key did nothing, for a while; the keyboard stays where it is."""
        self._typed = ""
        self._show(words)
        self._leaves.start()

    # keys ------------------------------------------------------------------------------------
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            # Each letter and digit is one of a site's: no shortcut may take it.
            event.setAccepted(bool(_letter_of(event)) or event.key() == Qt.Key.Key_Escape)
            return event.isAccepted()
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            self._press(event)
            return True
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._before = None
        self.hide()

    def _press(self, event: QKeyEvent) -> None:
        letter = _letter_of(event)
        if letter:
            if not event.isAutoRepeat():
                self._take(letter)
        elif event.key() == Qt.Key.Key_Backspace and len(self._typed) > 1:
            self._typed = self._typed[:-1]
            self._tell(self._spell(self._typed))
        elif event.text() or event.key() in _LEAVING:
            self._give_back()

    def _take(self, letter: str) -> None:
        found = self._spell(self._typed + letter)
        if found.is_slip and letter in letters_by_muscle().values():
            found = self._spell(letter)
        if found.site_id:
            self.site_spelled.emit(found.site_id)
            self.hide()
        else:
            self._tell(found)

    def _spell(self, typed: str) -> Spelling:
        if self._session is None:
            return Spelling(typed)
        ids = [s.site_id for s in self._session.sites]
        return spell(self._session.protocol, letters_by_muscle(), ids, typed)

    def _tell(self, found: Spelling) -> None:
        if self._session is None:
            return
        self._typed = "" if found.is_slip else found.typed
        words = slip_words if found.is_slip else follow_words
        self._show(words(self._session, found))

    def _show(self, words: str) -> None:
        shown = [*self._typed, "…"] if self._typed else []
        for place, cap in enumerate(self._caps):
            cap.setVisible(place < len(shown))
            if place < len(shown):
                cap.show_key(shown[place])
        self._words.setText(words)
        self.setAccessibleName(words)
        self.open()

    def _give_back(self) -> None:
        before, self._before = self._before, None
        self.hide()
        if before is not None and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)


def _letter_of(event: QKeyEvent) -> str:
    """The letter or digit of a key without Ctrl and the like; "" for any other key."""
    key = event.key()
    if event.modifiers() & ~QUIET:
        return ""
    is_one = Qt.Key.Key_A <= key <= Qt.Key.Key_Z or Qt.Key.Key_0 <= key <= Qt.Key.Key_9
    return chr(key) if is_one else ""
