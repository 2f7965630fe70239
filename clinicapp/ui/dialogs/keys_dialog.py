"""The list of all keys."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QGridLayout, QScrollArea, QWidget

from clinicapp.ui.diagram.source import muscle_letters
from clinicapp.ui.keymap import shown_keys
from clinicapp.ui.keys import (
    ACTIONS,
    DIAGRAM,
    EVERYWHERE,
    FIXED_KEYS,
    SESSION,
    SHEET,
    SIGNING,
    SITE,
)
from clinicapp.ui.theme.tokens import px
from clinicapp.ui.widgets.badges import Keycap
from clinicapp.ui.widgets.buttons import button
from clinicapp.ui.widgets.labels import label
from clinicapp.ui.widgets.layouts import column, holder, row

PAD = 24
Line = tuple[tuple[str, ...], str]


class KeysDialog(QDialog):
    """Shows every key as it is on this computer, with what it does."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keys"))
        self.change = button(self.tr("Change keys"), icon="keyboard")
        self.change.setObjectName("change_keys")
        close = button(self.tr("Close"), "primary")
        close.setObjectName("dialog_close")
        self.change.clicked.connect(self.accept)
        close.clicked.connect(self.reject)
        on_site = _group(self.tr("On a site"), [*_keys_of(SITE), *_fixed()])
        in_session = _group(self.tr("In a session"), _keys_of(SESSION))
        diagram = _group(self.tr("The diagram"), _keys_of(DIAGRAM))
        on_pages = _group(self.tr("On every page"), _keys_of(EVERYWHERE))
        by_letters = _group(self.tr("To a site by letters"), self._letters())
        on_sheet = _group(self.tr("On the sheet"), _keys_of(SHEET))
        signing = _group(self.tr("When signing"), _keys_of(SIGNING))
        # As many columns as the screen has room for.
        self._ways: tuple[tuple[tuple[QWidget, ...], ...], ...] = (
            ((on_site, on_pages), (in_session, signing, on_sheet), (diagram, by_letters)),
            ((on_site, by_letters, on_sheet), (in_session, signing, diagram, on_pages)),
            ((on_site, by_letters, in_session, signing, diagram, on_sheet, on_pages),),
        )
        self._scroller = QScrollArea()
        self._scroller.setWidgetResizable(True)
        self._scroller.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._columns = [column(gap=20) for _ in self._ways[0]]
        self._across = row(*self._columns, gap=28, margins=(PAD, 8, PAD, PAD))
        for box_ in self._columns:
            self._across.setAlignment(box_, Qt.AlignmentFlag.AlignTop)
        self._inner = holder(self._across, "inner")
        self._scroller.setWidget(self._inner)
        head = row(label(self.tr("Keys"), "title2"), None, margins=(PAD, 20, PAD, 8))
        foot = row(self.change, None, close, margins=(PAD, 12, PAD, 16))
        self._rest = (holder(head), holder(foot))
        box = column(self._rest[0], self._scroller, self._rest[1], gap=0)
        box.setStretch(1, 1)
        self.setLayout(box)
        close.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # Only now does the look give every part its size.
        self._fit()

    @classmethod
    def ask(cls, parent: QWidget) -> bool:
        """Show the list until it is closed; whether keys are to be changed."""
        dialog = cls(parent)
        wants_change = dialog.exec() == QDialog.DialogCode.Accepted
        dialog.deleteLater()
        return wants_change

    def _fit(self) -> None:
        """As large as the list, as far as the screen allows."""
        room = self.screen().availableSize()
        bar = self._scroller.verticalScrollBar().sizeHint().width() + px(2)
        for way in self._ways:
            self._arrange(way)
            wanted = self._inner.sizeHint()
            if wanted.width() + bar <= room.width():
                break
        high = wanted.height() + sum(part.sizeHint().height() for part in self._rest) + px(2)
        wide = wanted.width() + (bar if high > room.height() else px(2))
        self.resize(min(wide, room.width()), min(high, room.height()))

    def _arrange(self, way: tuple[tuple[QWidget, ...], ...]) -> None:
        """Put the groups into columns."""
        for place, box in enumerate(self._columns):
            for group in way[place] if place < len(way) else ():
                box.addWidget(group)
                group.show()  # what waits for the layout has no size yet
        self._across.invalidate()
        self._across.activate()

    def _letters(self) -> list[Line]:
        lines = [((one.letter,), one.words) for one in muscle_letters()]
        return [
            *lines,
            (("L", "R"), self.tr("then the patient’s left or right")),
            (("X",), self.tr("then, for an extra site")),
            (("1 … 9",), self.tr("then the number: T L 3")),
        ]


def _keys_of(group: str) -> list[Line]:
    return [(shown_keys(a.id), a.shown_words) for a in ACTIONS if a.group == group]


def _fixed() -> list[Line]:
    return [(keys, QCoreApplication.translate("Keys", words)) for keys, words in FIXED_KEYS]


def _group(title: str, lines: Iterable[Line]) -> QWidget:
    grid = QGridLayout()
    grid.setHorizontalSpacing(px(16))
    grid.setVerticalSpacing(px(8))
    for place, (keys, words) in enumerate(lines):
        caps = row(*(Keycap(key) for key in keys), None, gap=4)
        grid.addLayout(caps, place, 0)
        grid.addWidget(label(words, "body"), place, 1)
    grid.setColumnStretch(1, 1)
    return holder(column(label(title, "title3"), grid, gap=10))
