"""What the small forms share: a head, fields, the refusal in place, Cancel and one act."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QScrollArea, QWidget

from clinicapp.domain.errors import ClinicError
from clinicapp.ui.hub import ChangeHub
from clinicapp.ui.theme.tokens import px
from clinicapp.ui.widgets.buttons import button
from clinicapp.ui.widgets.labels import label
from clinicapp.ui.widgets.layouts import column, holder, row, rule
from clinicapp.ui.widgets.notice import Notice

PAD = 24
TEXT_HEIGHT = 110

FRAME = 48  # of a window manager above and below, which the available room does not tell


class FormDialog(QDialog):
    """Stays open with everything typed until what it asks for is saved or given up."""

    def __init__(self, parent: QWidget | None, hub: ChangeHub) -> None:
        super().__init__(parent)
        self._hub = hub
        self._width = 0
        self._has_asked = False
        self.notice = Notice("danger")
        self.notice.hide()
        self.save = button("", "primary", icon="check", bulk="act")
        self.save.setObjectName("save_form")
        self.save.setDefault(True)
        self.cancel = button(self.tr("Cancel"), bulk="act")
        self.cancel.setObjectName("cancel_form")
        self.save.clicked.connect(self.submit)
        self.cancel.clicked.connect(self.reject)
        hub.refused.connect(self._on_refused)

    def build(self, title: str, sentence: str, act: str, *fields: QWidget, width: int) -> None:
        """Put the parts together; `width` is at 100 %."""
        self.setWindowTitle(title)
        self.save.set_words(act)
        head = column(
            label(title, "title2", wrap=True),
            label(sentence, "body", "text_2", wrap=True),
            gap="xxs",
        )
        scroller = QScrollArea()
        scroller.setWidgetResizable(True)
        scroller.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroller.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._fields = column(*fields, None, gap="m", margins=(PAD, 8, PAD, PAD))
        self._inner = holder(self._fields, "inner")
        scroller.setWidget(self._inner)
        self._head = holder(column(head, margins=(PAD, 20, PAD, 8)))
        acts = row(None, self.cancel, self.save)
        foot = column(self.notice, acts, gap="m", margins=(PAD, 12, PAD, 16))
        self._foot = holder(foot)
        box = column(self._head, scroller, rule(), self._foot, gap=0)
        box.setStretch(1, 1)
        self.setLayout(box)
        self._width = width

    def submit(self) -> None:
        """Try to save; closes when it is saved."""
        raise NotImplementedError

    def typed_text(self) -> str:
        """What was typed and would be lost; a form that has some asks before it is left."""
        return ""

    def reject(self) -> None:
        """Leave; what was typed is given up by Cancel, or by Esc a second time."""
        if self.typed_text().strip() and self.sender() is not self.cancel and not self._has_asked:
            self._has_asked = True
            self.notice.show_notice(
                "warn",
                self.tr("What you typed is not saved yet."),
                self.tr("Press Esc again or Cancel to give it up."),
            )
            self.notice.show()
            self.resize(self.width(), max(self.height(), self._height_for(self.width())))
            return
        super().reject()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # Only now does the look give every part its height.
        width = min(px(self._width), self.screen().availableSize().width())
        self.resize(width, self._height_for(width))

    def _height_for(self, width: int) -> int:
        parts = (self._head, self._inner, self._foot)
        wanted = sum(_height_of(part, width) for part in parts) + px(2)
        return min(wanted, self.screen().availableSize().height() - FRAME)

    def _on_refused(self, error: ClinicError) -> None:
        self.notice.show_error(error)
        self.resize(self.width(), max(self.height(), self._height_for(self.width())))


def asked(dialog: FormDialog) -> bool:
    """Show a form until it is left; whether it was saved."""
    done = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    return done


def several_lines(name: str, height: int = TEXT_HEIGHT) -> QPlainTextEdit:
    """A field for several lines of text, `height` at 100 %, that Tab leaves."""
    made = QPlainTextEdit()
    made.setObjectName(name)
    made.setTabChangesFocus(True)
    made.setFixedHeight(px(height))
    return made


def _height_of(part: QWidget, width: int) -> int:
    layout = part.layout()
    if layout is None:
        return part.sizeHint().height()
    layout.activate()
    if layout.hasHeightForWidth():
        return layout.totalHeightForWidth(width)
    return layout.totalSizeHint().height()
