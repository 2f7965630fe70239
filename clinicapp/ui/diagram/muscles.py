"""Which muscles the diagram shows, where they are filled and where they are only outlined."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QObject, Signal

from clinicapp.ui.diagram.source import drawn_muscles, fills_muscles
from clinicapp.ui.theme import tokens
from clinicapp.ui.theme.notifier import notifier


class Muscles(QObject):
    """What a person chose to see of the muscles.

    Each theme that fills them shows all until some are hidden. A theme without fills, such as high
    contrast, outlines them, and shows none until some are chosen: its lines are few.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all = drawn_muscles()
        self._hidden: dict[bool, frozenset[str]] = {True: frozenset(), False: self._all}
        notifier.theme_changed.connect(self.changed)

    @property
    def are_filled(self) -> bool:
        """Whether the theme that is on fills muscles; otherwise they are outlined."""
        return fills_muscles(tokens.current().name)

    @property
    def hidden(self) -> frozenset[str]:
        """The codes of the muscles that are not shown in the theme that is on."""
        return self._hidden[self.are_filled]

    @property
    def drawn(self) -> frozenset[str]:
        """The codes of all muscles there are."""
        return self._all

    def show_only(self, codes: Collection[str]) -> None:
        """Show these muscles and no others."""
        hidden = self._all - frozenset(codes)
        if hidden != self.hidden:
            self._hidden[self.are_filled] = hidden
            self.changed.emit()

    def set_shown(self, code: str, shown: bool) -> None:
        """Show or hide one muscle."""
        visible = self._all - self.hidden
        self.show_only(visible | {code} if shown else visible - {code})

    def toggle(self) -> None:
        """Hide all that is shown; with nothing shown, show all."""
        self.show_only(frozenset() if self.hidden != self._all else self._all)

    def as_plain(self) -> str:
        """The choice in one line, as it is remembered."""
        return ";".join(" ".join(sorted(self._hidden[filled])) for filled in (True, False))

    def recall(self, plain: str) -> None:
        """Take up a remembered choice; one that cannot be read leaves everything as it is."""
        parts = [frozenset(part.split()) for part in plain.split(";")]
        if len(parts) == len(self._hidden) and all(part <= self._all for part in parts):
            self._hidden = dict(zip((True, False), parts, strict=True))
            self.changed.emit()
