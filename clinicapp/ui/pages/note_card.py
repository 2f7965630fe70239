"""The note as it will be kept: differences first, led by their own marks, and copied in one act."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame, QWidget

from clinicapp.domain.note import Note
from clinicapp.domain.note_lines import NoteKind, NoteLine
from clinicapp.domain.session import Session, SiteRecord
from clinicapp.ui.keymap import show_key
from clinicapp.ui.pages.panel_scroll import panel_scroll
from clinicapp.ui.theme.tokens import px, pxf
from clinicapp.ui.widgets.buttons import button
from clinicapp.ui.widgets.labels import label
from clinicapp.ui.widgets.layouts import column, empty, holder, row, rule
from clinicapp.ui.widgets.marks import paint_mark
from clinicapp.ui.widgets.painted import Painted

HEAD, BODY = (18, 6, 8, 6), (22, 14, 18, 14)
MARK, RADIUS = 36, 11
_STRONG = (NoteKind.STANDARD, NoteKind.GIVEN)


class SiteMark(Painted):
    """The mark of one site, as on the diagram."""

    def __init__(self, record: SiteRecord) -> None:
        super().__init__()
        self._record = record

    def sizeHint(self) -> QSize:
        return QSize(px(MARK), px(MARK))

    def draw(self, painter: QPainter) -> None:
        middle = QPointF(self.width() / 2, self.height() / 2)
        paint_mark(painter, middle, pxf(RADIUS), self._record, tick=False)


class NoteCard(QFrame):
    """Shows the note of a session line by line; `text` is what is copied."""

    copy_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("note_card")
        self.setProperty("card", "plain")
        self.text = ""
        self._lines: tuple[NoteLine, ...] = ()
        self.copy = button(self.tr("Copy"), "quiet", icon="copy")
        self.copy.setObjectName("copy_note")
        self.copy.clicked.connect(self.copy_wanted)
        show_key(self.copy, self.tr("Copy the note as plain text"), "copy_note")
        about = label(self.tr("differences first"), "label", "text_3")
        head = row(label(self.tr("Note"), "title3"), about, None, self.copy, margins=HEAD)
        self._list = column(gap="s")
        self.scroller = panel_scroll(column(self._list, None, margins=BODY))
        body = column(holder(head), rule(), self.scroller, gap=0, margins=1)
        body.setStretch(2, 1)
        self.setLayout(body)

    def show_note(self, session: Session, note: Note) -> None:
        """Show a note, each difference with the mark of its first site."""
        self.text = note.text
        if note.lines == self._lines:
            return
        self._lines = note.lines
        empty(self._list)
        for line in note.lines:
            self._list.addWidget(_line(session, line))


def _line(session: Session, line: NoteLine) -> QWidget:
    step = "strong" if line.kind in _STRONG or line.kind.is_exception else "body"
    words = label(line.text, step, wrap=True, selectable=True)
    if not line.kind.is_exception:
        return words
    parts: list[QWidget] = []
    if line.site_ids and session.has_site(line.site_ids[0]):
        parts.append(SiteMark(session.site(line.site_ids[0])))
    said = column(None, words, gap=1)
    if line.detail:
        said.addWidget(label(line.detail, "label", "text_2", wrap=True, selectable=True))
    said.addStretch(1)
    made = row(*parts, said, gap="m", margins=(8, 0, 0, 0))
    made.setStretch(len(parts), 1)
    return holder(made)
