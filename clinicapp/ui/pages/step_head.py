"""The title of one step of a panel: a mark that says whether it is done, and its words."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from clinicapp.ui.widgets.labels import Glyph, label
from clinicapp.ui.widgets.layouts import row

DONE, TO_DO, WRONG = "done", "to-do", "wrong"
_SIGNS = {
    DONE: ("circle-check", "ok"),
    TO_DO: ("circle-dashed", "accent_text"),
    WRONG: ("octagon-x", "danger"),
}


class StepHead(QWidget):
    """One line over what belongs to the step; parts may stand at its end."""

    def __init__(self, words: str, *ends: QWidget) -> None:
        super().__init__()
        self._words, self.state = words, TO_DO
        self._sign = Glyph(*_SIGNS[TO_DO], size=20)
        self._text = label(words, "strong")
        self.setLayout(row(self._sign, self._text, None, *ends, gap="s"))
        self.show_state(TO_DO)

    def show_state(self, state: str) -> None:
        """Show how far the step is."""
        self.state = state
        self._sign.set_glyph(*_SIGNS[state])
        spoken = {
            DONE: self.tr("{step}: done"),
            TO_DO: self.tr("{step}: to do"),
            WRONG: self.tr("{step}: look at it"),
        }
        self._text.setAccessibleName(spoken[state].format(step=self._words))

    def set_words(self, words: str) -> None:
        """Call the step something else."""
        self._words = words
        self._text.setText(words)
        self.show_state(self.state)
