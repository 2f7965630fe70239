import csv
import hashlib
import json
import threading
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from clinicapp.commands.exports import export_sessions
from clinicapp.commands.patients import register_patient
from clinicapp.commands.records import Act
from clinicapp.commands.sessions import give_all_planned, start_session
from clinicapp.domain.session import SessionStatus
from clinicapp.domain.summaries import SessionFilter
from clinicapp.ui.pages.export_panel import ExportPanel
from clinicapp.ui.tasks import TaskRunner
from tests.closing import complete_session
from tests.consent_factory import agree
from tests.factories import AT, make_patient


@pytest.fixture
def tasks(qtbot):
    tasks = TaskRunner()
    yield tasks
    tasks.shutdown()


class Chooser:
    """Answers as the file dialog would, and remembers what it was asked."""

    def __init__(self, folder):
        self.folder = folder
        self.suggested = None
        self.answer = "suggested"

    def __call__(self, _parent, _title, suggested):
        self.suggested = suggested
        return self.folder / suggested.name if self.answer == "suggested" else self.answer


@pytest.fixture
def chooser(tmp_path):
    folder = tmp_path / "out"
    folder.mkdir()
    return Chooser(folder)


@pytest.fixture
def shown_folders():
    return []


@pytest.fixture
def panel(qtbot, hub, staff, tasks, chooser, shown_folders):
    hub.use_person(staff.administrator)
    panel = ExportPanel(hub, tasks, choose_file=chooser, show_folder=shown_folders.append)
    qtbot.addWidget(panel)
    panel.resize(344, 680)
    panel.show()
    qtbot.waitExposed(panel)
    return panel


@pytest.fixture
def chart(records, staff):
    def make(count):
        for n in range(count):
            act = Act(staff.physician, AT - timedelta(days=n))
            patient = register_patient(
                records, make_patient(family_name=f"Person {n}"), act=act
            ).after
            session = start_session(records, patient.id, act=act).after
            agree(records, patient.id, act)
            if n:
                give_all_planned(records, session.id, act=act)
                complete_session(records, session.id, act=act)

    return make


EVERYTHING = SessionFilter()


def offer(panel, records, wanted=EVERYTHING):
    panel.show_filter(wanted, records.count(wanted))


def click(qtbot, widget):
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)


def test_what_is_filtered_is_exported_with_a_verified_hash(
    qtbot, panel, records, chart, chooser, shown_folders
):
    chart(3)
    offer(panel, records, SessionFilter(status=SessionStatus.COMPLETED))
    assert panel.act.words == "Export 2 sessions"
    with qtbot.waitSignal(panel.finished) as done:
        click(qtbot, panel.act)
    file = chooser.folder / "sessions-2026-11-22.csv"
    with file.open(encoding="utf-8-sig", newline="") as text:
        assert len(list(csv.reader(text))) == 3
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    assert done.args[0].sha256 == digest
    (line,) = panel.done
    assert line.detail.full_text == "2 rows, verified, 14:02"
    assert line.hash.full_text == f"SHA-256 {digest[:8]}…"
    click(qtbot, line.show_act)
    assert shown_folders == [file]
    assert not panel.progress.isVisible()


@pytest.mark.parametrize("code", ["csv", "xlsx", "json"])
def test_the_suggested_name_follows_format_and_rows_and_names_nobody(
    qtbot, panel, records, chart, chooser, code
):
    chart(1)
    offer(panel, records)
    chip = next(c for c in panel.format.chips if c.objectName() == code)
    click(qtbot, chip)
    panel.rows.choose("sites")
    with qtbot.waitSignal(panel.finished):
        click(qtbot, panel.act)
    assert chooser.suggested.name == f"sites-2026-11-22.{code}"
    assert (chooser.folder / f"sites-2026-11-22.{code}").exists()


def test_one_row_per_site_writes_every_site(qtbot, panel, records, chart, chooser):
    chart(2)
    offer(panel, records)
    panel.rows.choose("sites")
    panel.format.choose("json")
    with qtbot.waitSignal(panel.finished):
        click(qtbot, panel.act)
    written = json.loads((chooser.folder / "sites-2026-11-22.json").read_text("utf-8"))
    assert len(written["rows"]) == 62
    assert panel.done[0].detail.full_text.startswith("62 rows")


def test_taking_back_the_file_dialog_exports_nothing(qtbot, panel, records, chart, chooser):
    chart(1)
    offer(panel, records)
    chooser.answer = None
    click(qtbot, panel.act)
    assert not panel.is_running
    assert list(chooser.folder.iterdir()) == []


def test_the_next_export_starts_in_the_folder_of_the_last(qtbot, panel, records, chart, chooser):
    chart(1)
    offer(panel, records)
    for _ in range(2):
        with qtbot.waitSignal(panel.finished):
            click(qtbot, panel.act)
    assert chooser.suggested.parent == chooser.folder
    assert len(panel.done) == 2


def test_a_running_export_can_be_stopped_and_leaves_no_file(
    qtbot, panel, records, chart, chooser, monkeypatch
):
    chart(2)
    offer(panel, records)
    started, go_on = threading.Event(), threading.Event()

    def held_up(*args, **kwargs):
        started.set()
        assert go_on.wait(10)
        return export_sessions(*args, **kwargs)

    monkeypatch.setattr("clinicapp.ui.pages.export_panel.export_sessions", held_up)
    click(qtbot, panel.act)
    qtbot.waitUntil(started.is_set)
    assert panel.progress.isVisible()
    assert not panel.act.isEnabled()
    click(qtbot, panel.progress.cancel)
    go_on.set()
    qtbot.waitUntil(panel.notice.isVisible)
    assert panel.notice.title == "The export was stopped."
    assert panel.notice.body == "No file was written."
    assert panel.notice.kind == "info"
    assert list(chooser.folder.iterdir()) == []
    assert panel.act.isEnabled()
    assert panel.done == []


def test_progress_counts_sessions(qtbot, panel, records, chart):
    chart(3)
    offer(panel, records)
    with qtbot.waitSignal(panel.finished):
        click(qtbot, panel.act)
    assert (panel.progress.percent, panel.progress.detail) == (100, "3 of 3 sessions")


def test_a_file_that_cannot_be_written_is_told_and_nothing_else_stops(
    qtbot, panel, records, chart, chooser
):
    chart(1)
    offer(panel, records)
    chooser.answer = chooser.folder / "nowhere" / "sessions.csv"
    click(qtbot, panel.act)
    qtbot.waitUntil(panel.notice.isVisible)
    assert panel.notice.kind == "danger"
    assert "No file was written." in panel.notice.body
    assert panel.act.isEnabled()


def test_nothing_filtered_cannot_be_exported(panel, records):
    offer(panel, records)
    assert not panel.act.isEnabled()
    assert panel.what.text() == "What is filtered: 0 sessions"


def test_closing_the_program_stops_the_export(qtbot, panel, records, chart, monkeypatch):
    chart(1)
    offer(panel, records)
    started, stopped = threading.Event(), threading.Event()

    def until_stopped(*_args, is_cancelled, **_kwargs):
        started.set()
        while not is_cancelled():
            stopped.wait(0.01)
        stopped.set()
        return export_sessions(*_args, is_cancelled=is_cancelled, **_kwargs)

    monkeypatch.setattr("clinicapp.ui.pages.export_panel.export_sessions", until_stopped)
    click(qtbot, panel.act)
    qtbot.waitUntil(started.is_set)
    QApplication.instance().aboutToQuit.emit()
    qtbot.waitUntil(stopped.is_set)
    qtbot.waitUntil(panel.notice.isVisible)


def test_the_export_is_noted_in_the_trail(qtbot, panel, records, chart):
    chart(2)
    offer(panel, records)
    with qtbot.waitSignal(panel.finished):
        click(qtbot, panel.act)
    (newest,) = records.newest_events(1)
    assert newest.act == "export"
    assert newest.person_id == panel._hub.person.id
