"""The keys as they are on this computer: the table's own, and what somebody made of them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from clinicapp.config.settings import Json, Settings
from clinicapp.ui.diagram.source import muscle_letters
from clinicapp.ui.keys import ACTIONS, BY_ID, SITE

KEPT = "keys"  # settings key
PORTABLE = QKeySequence.SequenceFormat.PortableText
NATIVE = QKeySequence.SequenceFormat.NativeText
# What leads about or leaves, wherever the keyboard is.
LEADING = frozenset({"Tab", "Shift+Tab", "Backtab", "Shift+Backtab", "Esc"})
ARROWS = frozenset(
    f"{modifiers}{arrow}"
    for modifiers in ("", "Alt+", "Alt+Shift+")
    for arrow in ("Left", "Right", "Up", "Down")
)
# What presses buttons and corrects text: shortcuts of the window would take that away.
PRESSING = frozenset({"Space", "Return", "Enter", "Del", "Backspace"})
MODIFIERS = frozenset(
    {Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr}
)


class KeyMap(QObject):
    """Which key does what; a change is kept at once, and told by `keys_changed`."""

    keys_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._settings: Settings | None = None
        self._own: dict[str, str] = {}

    def use(self, settings: Settings) -> None:
        """Take the keys kept in the settings; an entry that cannot be is passed over."""
        self._settings = settings
        kept: dict[str, Json] = {}
        kept = settings.get(KEPT, kept)
        self._own = {
            code: key
            for code, key in kept.items()
            if code in BY_ID and isinstance(key, str) and key == _exact(key)
            if not _unfit(code, key)
        }
        while clash := self._first_clash():
            del self._own[clash]
        self.keys_changed.emit()

    def keys_of(self, code: str) -> tuple[str, ...]:
        """The keys of an act, in the form in which they are kept."""
        own = self._own.get(code)
        return (own,) if own else tuple(k for k in BY_ID[code].keys if k not in _letters())

    def act_of(self, key: str) -> str:
        """The act that a key belongs to, "" for none."""
        return next((a.id for a in ACTIONS if key in self.keys_of(a.id)), "")

    def is_own(self, code: str) -> bool:
        """Whether somebody gave the act a key."""
        return code in self._own

    @property
    def has_own(self) -> bool:
        """Whether any act has a key that somebody gave it."""
        return bool(self._own)

    def change(self, code: str, key: str) -> str:
        """Give an act one key instead of those it has; why not, or "" when it was done."""
        if key in self.keys_of(code):
            return ""
        refusal = _unfit(code, key) or self._taken(code, key)
        if not refusal:
            self._keep({**self._own, code: key})
        return refusal

    def reset(self, code: str) -> str:
        """Give an act the keys it came with; why not, or "" when it was done."""
        for key in BY_ID[code].keys:
            if refusal := self._taken(code, key):
                return refusal
        self._keep({i: key for i, key in self._own.items() if i != code})
        return ""

    def reset_all(self) -> None:
        """Give every act the keys it came with."""
        self._keep({})

    def _keep(self, own: dict[str, str]) -> None:
        if own == self._own:
            return
        self._own = own
        if self._settings is not None:
            self._settings.set(KEPT, {**own})
        self.keys_changed.emit()

    def _taken(self, code: str, key: str) -> str:
        other = self.act_of(key)
        if not other or other == code:
            return ""
        words = _tr("{key} is the key of “{act}”. Choose another one, or change that one first.")
        return words.format(key=shown(key), act=BY_ID[other].shown_words)

    def _first_clash(self) -> str:
        """An act whose own key is another act's too; "" when all is well."""
        seen: dict[str, str] = {}
        for action in ACTIONS:
            for key in self.keys_of(action.id):
                other = seen.setdefault(key, action.id)
                if other != action.id:
                    return action.id if action.id in self._own else other
        return ""


keymap = KeyMap()


def key_of(event: QKeyEvent) -> str:
    """The key of an event as it is kept; "" for a modifier alone. A keypad's keys are no others."""
    if event.key() in MODIFIERS:
        return ""
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return QKeySequence(event.key() | modifiers.value).toString(PORTABLE)


def shown(key: str) -> str:
    """A key as it is written on screen."""
    native = QKeySequence(key, PORTABLE).toString(NATIVE)
    return native.replace("Return", _tr("Enter")).replace("Del", _tr("Delete"))


def shown_keys(code: str) -> tuple[str, ...]:
    """The keys of an act as they are written on screen, each once."""
    return tuple(dict.fromkeys(shown(key) for key in keymap.keys_of(code)))


def with_key(words: str, code: str) -> str:
    """Words with the first key of an act: "Add an extra site (E)"."""
    keys = shown_keys(code)
    return f"{words} ({keys[0]})" if keys else words


def show_key(widget: QWidget, words: str, code: str) -> None:
    """Give a widget a tooltip with an act's key, which follows the key wherever it goes."""
    follow_keys(widget, lambda: widget.setToolTip(with_key(words, code)))


def show_in_menu(line: QAction, code: str, words: str = "") -> None:
    """Write an act's key at its line of a menu, beside its words or others.

    A shortcut of the line itself would quarrel with the window's while its button has the keyboard.
    """
    said = words or line.text().partition("\t")[0]

    def show() -> None:
        keys = shown_keys(code)
        line.setText(f"{said}\t{keys[0]}" if keys else said)

    follow_keys(line, show)


def add_shortcut(owner: QWidget, code: str, act: Callable[[], object]) -> QShortcut:
    """Let an act's keys do it, whichever they are, while the owner's window is in front."""
    made = QShortcut(owner)
    made.setAutoRepeat(BY_ID[code].repeats)
    made.activated.connect(act)
    follow_keys(made, lambda: made.setKeys([QKeySequence(k) for k in keymap.keys_of(code)]))
    return made


def follow_keys(owner: QObject, show: Callable[[], None]) -> None:
    """Show a key now and after every change, until its owner shows another one or is gone."""
    found = owner.findChild(_Follower, options=Qt.FindChildOption.FindDirectChildrenOnly)
    follower = found if isinstance(found, _Follower) else _Follower(owner)
    follower.show = show
    show()


class _Follower(QObject):
    """Shows a key again whenever the keys have changed; lives and ends with its owner."""

    def __init__(self, owner: QObject) -> None:
        super().__init__(owner)
        self.show: Callable[[], None] = _nothing
        keymap.keys_changed.connect(self._on_keys_changed)

    def _on_keys_changed(self) -> None:
        self.show()


def _nothing() -> None:
    """Nothing is shown yet."""


def _exact(key: str) -> str:
    """A key in the one form in which it is kept; "" for none, or several in a row."""
    sequence = QKeySequence(key, PORTABLE)
    return sequence.toString(PORTABLE) if sequence.count() == 1 else ""


def _unfit(code: str, key: str) -> str:
    """Why a key cannot be an act's, whatever the others have; "" when it can."""
    words = ""
    if not _exact(key):
        words = _tr("That is not a key that can be used.")
    elif key in LEADING | ARROWS:
        words = _tr("{key} leads from one thing to the next, or moves a site.")
    elif len(key) == 1 and key.isdecimal():
        words = _tr("{key} begins a dose on a site.")
    elif key in _letters():
        words = _tr("{key} leads to a muscle on the diagram: {muscle}.")
    elif key in PRESSING and BY_ID[code].group != SITE:
        words = _tr("{key} presses buttons everywhere; only a site’s act can have it.")
    return words.format(key=shown(key), muscle=_letters().get(key, ""))


def _letters() -> dict[str, str]:
    return {one.letter: one.words for one in muscle_letters()}


def _tr(text: str) -> str:
    return QCoreApplication.translate("Keys", text)
