"""A notice: what happened, what is unchanged, what to do; never modal, never gone by itself."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QSizePolicy, QWidget

from clinicapp.domain.errors import ClinicError
from clinicapp.ui.announce import announce
from clinicapp.ui.theme.tokens import MOTION
from clinicapp.ui.widgets.buttons import button, restyle
from clinicapp.ui.widgets.labels import Glyph, label
from clinicapp.ui.widgets.layouts import column, row

ACTS_MOST = 3
KINDS = {
    "info": ("info", "accent_text"),
    "ok": ("circle-check", "ok"),
    "warn": ("triangle-alert", "warn"),
    "danger": ("octagon-x", "danger"),
}


class Notice(QFrame):
    """One line on soft ground with up to three acts; `closed` tells that the user put it away."""

    closed = Signal()

    def __init__(
        self,
        kind: str = "info",
        title: str = "",
        body: str = "",
        acts: Sequence[QPushButton] = (),
        *,
        closable: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._glyph = Glyph(*KINDS[kind], size=24)
        self._title = _text("notice_title", "strong", "text")
        self._body = _text("notice_body", "body", "text_2")
        self._acts: list[QPushButton] = []
        self._acts_row = row(gap="s")
        self._close = button("", "quiet", icon="x", bulk="icon", tip=self.tr("Close this notice"))
        self._close.setObjectName("close_notice")
        self._close.clicked.connect(self._on_close)
        words = column(None, self._title, self._body, None, gap="xxs")
        self._fades = QTimer(self)
        self._fades.setSingleShot(True)
        self._fades.timeout.connect(self.hide)
        self._line = line = row(
            self._glyph, words, self._acts_row, self._close, gap="m", margins=(16, 12, 12, 12)
        )
        line.setAlignment(self._close, Qt.AlignmentFlag.AlignTop)
        line.setStretch(1, 1)
        self.setLayout(line)
        self._close.setVisible(closable)
        self.show_notice(kind, title, body, acts)

    @property
    def kind(self) -> str:
        """The kind that is shown: info, ok, warn or danger."""
        return str(self.property("card"))

    @property
    def title(self) -> str:
        """What happened."""
        return self._title.text()

    @property
    def body(self) -> str:
        """What is unchanged and what to do."""
        return self._body.text()

    @property
    def acts(self) -> tuple[QPushButton, ...]:
        """The acts it offers."""
        return tuple(self._acts)

    def show_notice(
        self, kind: str, title: str, body: str = "", acts: Sequence[QPushButton] = ()
    ) -> None:
        """Show another notice in place, and say it to a screen reader."""
        self._fades.stop()
        if len(acts) > ACTS_MOST:
            raise ValueError(f"a notice offers at most {ACTS_MOST} acts")
        self.setProperty("card", kind)
        restyle(self)
        self._glyph.set_glyph(*KINDS[kind])
        self._title.setText(title)
        self._body.setText(body)
        self._body.setVisible(bool(body))
        side = Qt.AlignmentFlag.AlignTop if body else Qt.AlignmentFlag.AlignVCenter
        self._line.setAlignment(self._glyph, side)
        self._replace_acts(acts)
        self.setAccessibleName(f"{title} {body}".strip())
        if self.isVisible():
            self._announce()

    def fade(self) -> None:
        """Go away by itself after a while: for one that only says that something was done."""
        self._fades.start(MOTION["notice_done"])

    def show_error(self, error: ClinicError, acts: Sequence[QPushButton] = ()) -> None:
        """Show a refusal: what happened strong, what is unchanged and what to do plain."""
        body = " ".join(part for part in (error.unchanged, error.remedy) if part)
        self.show_notice("danger", error.happened, body, acts)
        self.show()

    def _replace_acts(self, acts: Sequence[QPushButton]) -> None:
        for old in self._acts:
            self._acts_row.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._acts = list(acts)
        for act in self._acts:
            self._acts_row.addWidget(act, 0, Qt.AlignmentFlag.AlignVCenter)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            self._announce()

    def _announce(self) -> None:
        announce(self, self.accessibleName(), assertive=self.kind in ("danger", "warn"))

    def _on_close(self) -> None:
        self.hide()
        self.closed.emit()


def _text(name: str, step: str, tone: str) -> QLabel:
    made = label("", step, tone, wrap=True, selectable=True)
    made.setObjectName(name)
    made.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse
        | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return made
