"""The status line: where the record stands, first of all when it was saved."""

from __future__ import annotations

from datetime import time

from PySide6.QtWidgets import QFrame

from clinicapp.ui.keymap import follow_keys, shown_keys
from clinicapp.ui.theme.notifier import notifier
from clinicapp.ui.theme.tokens import SIZE, px
from clinicapp.ui.widgets.badges import Tag
from clinicapp.ui.widgets.labels import ElidedLabel, Glyph, label, set_tone
from clinicapp.ui.widgets.layouts import row


class StatusLine(QFrame):
    """Saved time, then words about the page; to the right the place, the person and the keys."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("foot")
        self._mark = Glyph("circle-check", "ok", 16)
        self._saved = label(self.tr("Ready"), "saved", "ok")
        self._saved.setObjectName("saved_time")
        self._words = ElidedLabel("", "caption", "text_3")
        self._sample = Tag(self.tr("Sample clinic"), "warn", height=22)
        self._sample.hide()
        self._clinic = ElidedLabel("", "caption", "text_3")
        self._person = ElidedLabel("", "caption", "text_2")
        keys = label("", "caption", "text_3")
        words = self.tr("{key} keys")
        follow_keys(keys, lambda: keys.setText(words.format(key=shown_keys("keys")[0])))
        line = row(self._mark, self._saved, 6, gap=6, margins=(20, 0, 20, 0))
        line.addWidget(self._words, 1)
        for part in (self._sample, self._clinic, self._person):
            line.addWidget(part)
            line.add_gap(6)
        line.addWidget(keys)
        self.setLayout(line)
        notifier.theme_changed.connect(self._apply_scale)
        self._apply_scale()

    @property
    def saved_words(self) -> str:
        """What is said about saving."""
        return self._saved.text()

    def show_saved(self, at: time) -> None:
        """Say when the last act was saved, in the clinic's time."""
        self._show(self.tr("Saved {time}").format(time=f"{at:%H:%M:%S}"), "ok", "circle-check")

    def show_trouble(self, words: str) -> None:
        """Say that the last act could not be saved."""
        self._show(words, "danger", "octagon-x")

    def set_words(self, words: str) -> None:
        """Say something about the page, next to the saved time."""
        self._words.set_full_text(words)

    def set_clinic(self, name: str, *, is_sample: bool) -> None:
        """Say which clinic this is, and that it is only a sample."""
        self._clinic.set_full_text(name)
        self._sample.setVisible(is_sample)

    def set_person(self, words: str) -> None:
        """Say who is signed in, such as "Mara Okafor, MD · physician"; "" for nobody."""
        self._person.set_full_text(words)

    def _show(self, words: str, tone: str, icon: str) -> None:
        self._saved.setText(words)
        self._saved.setAccessibleName(words)
        set_tone(self._saved, tone)
        self._mark.set_glyph(icon, tone)

    def _apply_scale(self) -> None:
        self.setFixedHeight(px(SIZE["status"]))
