"""The list of all keys."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QDialog, QGridLayout, QWidget

from clinicapp.ui.keys import SESSION_KEYS, SITE_KEYS, WINDOW_KEYS
from clinicapp.ui.theme.tokens import px
from clinicapp.ui.widgets.badges import Keycap
from clinicapp.ui.widgets.buttons import button
from clinicapp.ui.widgets.labels import label
from clinicapp.ui.widgets.layouts import column, holder, row


class KeysDialog(QDialog):
    """Shows every key with what it does."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keys"))
        close = button(self.tr("Close"), "primary")
        close.setObjectName("dialog_close")
        close.clicked.connect(self.accept)
        groups = (
            (self.tr("On a site"), SITE_KEYS),
            (self.tr("In a session"), SESSION_KEYS),
            (self.tr("Everywhere"), WINDOW_KEYS),
        )
        parts = [_group(title, keys) for title, keys in groups]
        left = column(parts[0], None, gap=16)
        right = column(*parts[1:], None, gap=16)
        self.setLayout(
            column(
                label(self.tr("Keys"), "title2"),
                row(left, right, gap=32),
                row(None, close),
                gap=16,
                margins=24,
            )
        )

    @classmethod
    def ask(cls, parent: QWidget) -> None:
        """Show the list until it is closed."""
        dialog = cls(parent)
        dialog.exec()
        dialog.deleteLater()


def _group(title: str, keys: tuple[tuple[str, str], ...]) -> QWidget:
    grid = QGridLayout()
    grid.setHorizontalSpacing(px(16))
    grid.setVerticalSpacing(px(8))
    for line, (cap, words) in enumerate(keys):
        grid.addWidget(Keycap(cap), line, 0)
        grid.addWidget(label(QCoreApplication.translate("Keys", words), "body"), line, 1)
    grid.setColumnStretch(1, 1)
    return holder(column(label(title, "title3"), grid, gap=10))
