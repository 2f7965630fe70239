"""One act in the list of keys, and the button on which its new key is pressed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QSizePolicy

from clinicapp.ui.keymap import key_of, keymap, shown_keys
from clinicapp.ui.keys import Action
from clinicapp.ui.theme.tokens import px
from clinicapp.ui.widgets.buttons import Button, button
from clinicapp.ui.widgets.labels import label
from clinicapp.ui.widgets.layouts import column, row

WIDTH = 190


class KeyButton(Button):
    """Shows an act's keys; once pressed, it takes the next key that is typed. Esc leaves."""

    key_typed = Signal(str)
    is_listening = False  # Qt sends events before a widget is made

    def __init__(self) -> None:
        super().__init__("", "secondary")
        self._shown, self._act = "", ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self.listen)

    def show_keys(self, act: str, keys: str) -> None:
        """Show the keys of an act."""
        self._act, self._shown = act, keys
        self._say()

    def listen(self) -> None:
        """Wait for the new key."""
        self.is_listening = True
        self._say()

    def sizeHint(self) -> QSize:
        return QSize(px(WIDTH), super().sizeHint().height())

    def event(self, event: QEvent) -> bool:
        if self.is_listening and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.KeyPress:
                self._hear(event)
            event.accept()  # no shortcut, and no Tab, may take the key
            return True
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._end()

    def _hear(self, event: QKeyEvent) -> None:
        key = key_of(event)
        if not key or event.isAutoRepeat():
            return
        self._end()
        if key != "Esc":
            self.key_typed.emit(key)

    def _end(self) -> None:
        if self.is_listening:
            self.is_listening = False
            self._say()

    def _say(self) -> None:
        self.set_words(self.tr("Press the new key") if self.is_listening else self._shown)
        name = self.tr("{act}: {keys}. Press to change")
        words = self.tr("{act}: press the new key, or Esc")
        self.setAccessibleName(
            (words if self.is_listening else name).format(act=self._act, keys=self._shown)
        )
        self.set_kind("choice" if self.is_listening else "secondary")


class KeyRow(QFrame):
    """What an act does, its keys, and the way back to those it came with; refusals below."""

    def __init__(self, action: Action) -> None:
        super().__init__()
        self.action = action
        self.setObjectName(f"key_{action.id}")
        self.key = KeyButton()
        self.key.setObjectName(f"change_{action.id}")
        back = self.tr("Back to the key it came with: {act}").format(act=action.shown_words)
        self.back = button("", "quiet", icon="rotate-ccw", bulk="icon", tip=back)
        self.back.setObjectName(f"reset_{action.id}")
        policy = self.back.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.back.setSizePolicy(policy)
        self._refusal = label("", "label", "danger", wrap=True)
        self._refusal.setObjectName("key_refusal")
        self._refusal.hide()
        words = label(action.shown_words, "body", wrap=True)
        line = row(words, self.key, self.back, gap=8)
        line.setStretch(0, 1)
        self.setLayout(column(line, self._refusal, gap=2))
        self.key.key_typed.connect(self._on_key_typed)
        self.key.clicked.connect(lambda: self.refuse(""))
        self.back.clicked.connect(self._on_back)
        self.show_keys()

    @property
    def refusal(self) -> str:
        """Why the last key was not taken, "" when it was."""
        return self._refusal.text()

    def show_keys(self) -> None:
        """Show the keys as they are now."""
        keys = self.tr(" or ").join(shown_keys(self.action.id))
        self.key.show_keys(self.action.shown_words, keys)
        is_own = keymap.is_own(self.action.id)
        if not is_own and self.back.hasFocus():
            self.key.setFocus(Qt.FocusReason.OtherFocusReason)
        self.back.setVisible(is_own)

    def refuse(self, words: str) -> None:
        """Say why a key was not taken, or nothing."""
        self._refusal.setText(words)
        self._refusal.setVisible(bool(words))
        self.key.setAccessibleDescription(words)

    def _on_key_typed(self, key: str) -> None:
        self.refuse(keymap.change(self.action.id, key))

    def _on_back(self) -> None:
        self.refuse(keymap.reset(self.action.id))
