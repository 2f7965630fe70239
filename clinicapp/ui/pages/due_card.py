"""Patients whose next session is due."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from zoneinfo import ZoneInfo

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QSizePolicy, QWidget

from clinicapp.domain.summaries import PatientSummary
from clinicapp.ui.models.day_words import local_day, time_ago
from clinicapp.ui.models.delegates import Line
from clinicapp.ui.theme import icons
from clinicapp.ui.theme.notifier import notifier
from clinicapp.ui.theme.style import font
from clinicapp.ui.theme.tokens import RADIUS, SIZE, SPACE, px, pxf
from clinicapp.ui.widgets.labels import label
from clinicapp.ui.widgets.layouts import column
from clinicapp.ui.widgets.painted import focus_edge, pill

SHOWN = 6
ASKED = 50
LINE_HEIGHT = 52


class DueCard(QFrame):
    """The first few patients who are due, and how many more there are."""

    patient_wanted = Signal(object)  # UUID

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("due_card")
        self.setProperty("card", "plain")
        self.lines: list[PersonLine] = []
        self._why = label("", "label", "text_2", wrap=True)
        self._list = column(gap="xxs")
        self._more = label("", "label", "text_3", wrap=True)
        self.setLayout(
            column(
                column(
                    label(self.tr("Due now"), "title3"), self._why, gap="xxs", margins=(8, 0, 0, 0)
                ),
                self._list,
                column(self._more, margins=(8, 0, 0, 0)),
                gap="s",
                margins=(12, 16, 12, 12),
            )
        )

    def show_due(
        self, due: Sequence[PatientSummary], *, today: date, interval_days: int, zone: ZoneInfo
    ) -> None:
        """Show who is due; of more than `ASKED` only the first are known."""
        for old in self.lines:
            self._list.removeWidget(old)
            old.hide()  # it lives until the event loop comes round
            old.deleteLater()
        self.lines = [PersonLine(d, today, zone) for d in due[:SHOWN]]
        for line in self.lines:
            line.chosen.connect(self.patient_wanted)
            self._list.addWidget(line)
        weeks = interval_days // 7
        why = self.tr("{weeks} weeks or more since the last session")
        self._why.setText(why.format(weeks=weeks))
        rest = len(due) - SHOWN
        words = self.tr("and {n} more before them")
        if len(due) >= ASKED:
            words = self.tr("and {n} or more before them")
        self._more.setText(words.format(n=rest))
        self._more.setVisible(rest > 0)


class PersonLine(QAbstractButton):
    """A person as one wide button: name, a quiet line, and where it leads."""

    chosen = Signal(object)  # UUID

    def __init__(
        self, due: PatientSummary, today: date, zone: ZoneInfo, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name = due.patient.full_name
        last = due.last_session_at
        self._number = due.patient.record_number
        self._ago = time_ago(local_day(last, zone), today) if last else ""
        self.setAccessibleName(f"{self._name}, {self._number}, {self._ago}")
        self.setToolTip(self._name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda: self.chosen.emit(due.patient.id))
        notifier.theme_changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        return QSize(px(SIZE["panel_small"]) // 2, px(LINE_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        if self.underMouse() or self.isDown():
            pill(painter, box, "pressed" if self.isDown() else "hover", "", pxf(RADIUS["control"]))
        side = pxf(SIZE["icon"])
        words = box.adjusted(pxf(SPACE["s"]), pxf(6), -side - pxf(SPACE["m"]), -pxf(6))
        top, bottom = Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag.AlignBottom
        Line(self._name, font("strong")).paint(painter, words, top)
        detail = f"{self._number} · {self._ago}"
        Line(detail, font("label", code=True), "text_2").paint(painter, words, bottom)
        at = QRectF(box.right() - side - pxf(6), box.center().y() - side / 2, side, side)
        icons.paint(painter, "chevron-right", at, "text_3")
        focus_edge(painter, self, pxf(RADIUS["control"]))
        painter.end()
