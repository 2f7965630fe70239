"""Taking out what is filtered: which file, which rows, how far it is, where it went."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Literal, cast

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QFrame, QWidget

from clinicapp.commands.exports import ExportCancelledError, export_sessions
from clinicapp.domain.errors import ClinicError
from clinicapp.domain.summaries import SessionCounts, SessionFilter
from clinicapp.exchange.manifest import Manifest
from clinicapp.ui.dialogs.choose_file import choose_new_file, documents_folder, show_in_folder
from clinicapp.ui.hub import ChangeHub
from clinicapp.ui.models.day_words import clock_time
from clinicapp.ui.models.session_words import count_words
from clinicapp.ui.pages.gutter_scroll import GutterScroll
from clinicapp.ui.tasks import TaskRunner
from clinicapp.ui.widgets.buttons import button
from clinicapp.ui.widgets.choices import ChoiceChips, Segmented
from clinicapp.ui.widgets.fields import name_above
from clinicapp.ui.widgets.labels import ElidedLabel, Glyph, label
from clinicapp.ui.widgets.layouts import column, holder, row, rule
from clinicapp.ui.widgets.notice import Notice
from clinicapp.ui.widgets.states import ProgressCard

ChooseFile = Callable[[QWidget, str, Path], Path | None]
FORMATS = ("csv", "xlsx", "json")
SESSIONS, SITES = "sessions", "sites"
HASH_SHOWN = 8


class ExportPanel(QFrame):
    """Exports one filter at a time, off the UI thread, with a way to stop."""

    closed = Signal()
    finished = Signal(object)  # Manifest

    def __init__(
        self,
        hub: ChangeHub,
        tasks: TaskRunner,
        *,
        choose_file: ChooseFile = choose_new_file,
        show_folder: Callable[[Path], None] = show_in_folder,
    ) -> None:
        super().__init__()
        self.setObjectName("export_panel")
        self.setProperty("card", "plain")
        self._hub, self._tasks = hub, tasks
        self._choose_file, self._show_folder = choose_file, show_folder
        self._folder: Path | None = None
        self._filter = SessionFilter()
        self._sessions: int | None = None
        self._stop: threading.Event | None = None
        self.what = label("", "body", "text_2")
        self.format = ChoiceChips(name=self.tr("File"), can_clear=False)
        self.format.set_choices([(code, code.upper()) for code in FORMATS])
        self.format.choose("csv")
        self.rows = Segmented(
            [(SESSIONS, self.tr("One row per session")), (SITES, self.tr("One row per site"))],
            name=self.tr("Rows"),
        )
        self.progress = ProgressCard()
        self.progress.hide()
        self.progress.cancelled.connect(self.stop)
        self.notice = Notice("danger")
        self.notice.hide()
        self.done: list[DoneLine] = []
        self._done_list = column(gap="m")
        self.act = button("", "primary", icon="download", bulk="act")
        self.act.setObjectName("export_act")
        self.act.clicked.connect(self.export)
        self.close_panel = button("", "quiet", icon="x", bulk="icon", tip=self.tr("Close"))
        self.close_panel.setObjectName("close_export")
        self.close_panel.clicked.connect(self.closed)
        self._arrange()
        self._dress()
        if (app := QCoreApplication.instance()) is not None:
            app.aboutToQuit.connect(self.stop)

    @property
    def is_running(self) -> bool:
        """Whether an export is being written."""
        return self._stop is not None

    def show_filter(self, wanted: SessionFilter, counts: SessionCounts | None) -> None:
        """What an export would take out; None while it is being counted."""
        self._filter = wanted
        self._sessions = counts.sessions if counts else None
        self._dress()

    def export(self) -> None:
        """Ask for a file and begin."""
        act = self._hub.ask(self._hub.act)
        if act is None or self.is_running:
            return
        day = act.at.astimezone(self._hub.records.zone).date()
        name = f"{self.rows.choice}-{day.isoformat()}.{self.format.choice}"
        suggested = (self._folder or documents_folder()) / name
        path = self._choose_file(self, self.tr("Export to"), suggested)
        if path is None:
            return
        self._folder = path.parent
        self._stop = stop = threading.Event()
        self.notice.hide()
        self.progress.begin(self.tr("Writing {file}").format(file=path.name))
        self.progress.show()
        self._dress()
        job = partial(
            export_sessions,
            self._hub.records,
            self._filter,
            cast(Literal["sessions", "sites"], self.rows.choice),
            cast(Literal["csv", "xlsx", "json"], self.format.choice),
            path,
            act=act,
            progress=self._tasks.on_ui(self._on_progress),
            is_cancelled=stop.is_set,
        )
        self._tasks.start(job, partial(self._on_done, path), self._on_failed)

    def stop(self) -> None:
        """Stop the export that is running; its file never appears."""
        if self._stop is not None:
            self._stop.set()

    # what happens ----------------------------------------------------------------------------
    def _on_progress(self, done: int, of: int) -> None:
        words = self.tr("{done} of {of} sessions")
        self.progress.show_progress(
            done, of, words.format(done=count_words(done), of=count_words(of))
        )

    def _on_done(self, path: Path, manifest: Manifest) -> None:
        self._end()
        at = clock_time(manifest.exported_at, self._hub.records.zone)
        line = DoneLine(path, manifest, at)
        line.show_act.clicked.connect(lambda: self._show_folder(path))
        self.done.insert(0, line)
        self._done_list.insertWidget(0, line)
        self.finished.emit(manifest)

    def _on_failed(self, error: ClinicError) -> None:
        self._end()
        if isinstance(error, ExportCancelledError):
            self.notice.show_notice("info", error.happened, error.unchanged)
            self.notice.show()
        else:
            self.notice.show_error(error)

    def _end(self) -> None:
        self._stop = None
        self.progress.hide()
        self._dress()

    def _dress(self) -> None:
        count = self._sessions
        if count is None:
            self.what.setText(self.tr("What is filtered: counting"))
            self.act.set_words(self.tr("Export"))
        else:
            words = self.tr("1 session") if count == 1 else self.tr("{n} sessions")
            told = words.format(n=count_words(count))
            self.what.setText(self.tr("What is filtered: {what}").format(what=told))
            self.act.set_words(self.tr("Export {what}").format(what=told))
        self.act.setEnabled(count != 0 and not self.is_running)

    # building --------------------------------------------------------------------------------
    def _arrange(self) -> None:
        head = row(label(self.tr("Export"), "title3"), None, self.close_panel)
        head.set_margins((20, 6, 8, 6))
        choices = column(
            self.what,
            column(name_above(self.tr("File")), self.format, gap="xs"),
            column(name_above(self.tr("Rows")), self.rows, gap="xs"),
            gap="m",
            margins=(20, 12, 0, 14),
        )
        news = column(self.notice, self.progress, self._done_list, gap="m")
        news.set_margins((16, 16, 2, 8))
        scrolled = GutterScroll(column(choices, rule(), news, None, gap=0))
        why = self.tr(
            "With a manifest: filters, columns, SHA-256, who and when. "
            "The export is noted in the audit trail."
        )
        foot = column(self.act, label(why, "caption", "text_3", wrap=True), gap="s")
        foot.set_margins((16, 12, 16, 14))
        box = column(holder(head), rule(), scrolled, rule(), holder(foot), gap=0, margins=1)
        box.setStretch(2, 1)
        self.setLayout(box)


class DoneLine(QWidget):
    """An export that is done: file, rows, its verified hash, and the way to it."""

    def __init__(self, path: Path, manifest: Manifest, at: str) -> None:
        super().__init__()
        self.setObjectName("export_done")
        words = self.tr("1 row") if manifest.rows == 1 else self.tr("{n} rows")
        rows = words.format(n=count_words(manifest.rows))
        self.detail = ElidedLabel(
            self.tr("{rows}, verified, {time}").format(rows=rows, time=at), "caption", "text_2"
        )
        short = manifest.sha256[:HASH_SHOWN]
        self.hash = ElidedLabel(
            self.tr("SHA-256 {hash}…").format(hash=short), "caption", "text_3", code=True
        )
        self.hash.setToolTip(manifest.sha256)
        self.show_act = button(self.tr("Show"), "quiet", tip=self.tr("Show in folder"))
        self.show_act.setObjectName("show_in_folder")
        self.show_act.setAccessibleName(self.tr("Show {file} in its folder").format(file=path.name))
        told = column(ElidedLabel(path.name, "strong"), self.detail, self.hash, gap=0)
        line = row(Glyph("circle-check", "ok", 20), told, self.show_act, gap="s")
        line.setStretch(1, 1)
        self.setLayout(line)
