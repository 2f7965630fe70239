"""The ways into the program, and back to where one was."""

import threading
from uuid import UUID

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication, QLabel

from clinicapp.commands.sample_clinic import SAMPLE_PASSWORD
from clinicapp.commands.sessions import give_sites
from clinicapp.config.settings import Settings
from clinicapp.domain.people import Role
from clinicapp.domain.session import SessionStatus
from clinicapp.domain.summaries import SessionFilter
from tests.ui.window_hands import WAIT_MS, press, sign_in, signed_in


def open_session_in(window):
    wanted = SessionFilter(status=SessionStatus.IN_PROGRESS)
    return next(s for s in window.hub.records.sessions(wanted) if s.planned > 1)


def test_an_empty_folder_asks_how_to_begin(open_window, tmp_path):
    window = open_window(tmp_path / "new")
    assert window.centralWidget().currentWidget() is window.first_start
    assert not (tmp_path / "new" / "clinic.db").exists()


def test_a_clinic_is_set_up_and_its_administrator_signs_in(qtbot, open_window, tmp_path):
    window = open_window(tmp_path / "new")
    press(qtbot, window.first_start, "set_up_clinic")
    page = window.set_up
    page.clinic.name.edit.setText("Northside Clinic")
    page.clinic.phone.edit.setText("(555) 010-0111")
    page.person.name.edit.setText("Ada Example")
    page.person.user_name.edit.setText("ada")
    for field in page.passwords.fields:
        field.edit.setText("a long enough one")
    press(qtbot, page, "finish_set_up")
    qtbot.waitUntil(lambda: window.hub is not None, timeout=WAIT_MS)
    person = sign_in(qtbot, window, Role.ADMINISTRATOR, "a long enough one")
    qtbot.waitUntil(lambda: window.hub.person == person, timeout=WAIT_MS)
    assert window.hub.records.clinic().name == "Northside Clinic"
    assert window.workspace.page is window.workspace.today
    assert (tmp_path / "new").stat().st_mode & 0o777 == 0o700


def test_the_sample_clinic_is_a_marked_folder_of_its_own(qtbot, open_window, tmp_path):
    window = open_window(tmp_path / "new")
    press(qtbot, window.first_start, "open_sample")
    qtbot.waitUntil(lambda: window.hub is not None, timeout=WAIT_MS)
    assert window.hub.records.clinic().is_sample
    said = [text.text() for text in window.sign_in.findChildren(QLabel) if text.isVisible()]
    assert any(SAMPLE_PASSWORD in words for words in said)
    assert not (tmp_path / "new" / "clinic.db").exists()
    press(qtbot, window.sign_in, "leave_sample")
    assert window.centralWidget().currentWidget() is window.first_start
    assert window.hub is None


def test_a_wrong_password_signs_nobody_in(qtbot, open_window, folder):
    window = open_window(folder)
    sign_in(qtbot, window, Role.PHYSICIAN, "wrong")
    refusal = window.sign_in.findChild(object, "refusal")
    qtbot.waitUntil(lambda: "do not belong together" in refusal.text(), timeout=WAIT_MS)
    assert window.hub.person is None
    assert window.workspace is None
    assert window.hub.records.newest_events(1)[0].act == "sign_in_refused"


def test_another_person_takes_over_without_losing_the_place(qtbot, open_window, folder):
    window = open_window(folder)
    work = signed_in(qtbot, window, Role.PHYSICIAN)
    session = open_session_in(window)
    work.open_session(session.id)
    press(qtbot, work.rail, "person_button")
    assert window.centralWidget().currentWidget() is window.sign_in
    nurse = sign_in(qtbot, window, Role.NURSE)
    qtbot.waitUntil(lambda: window.hub.person == nurse, timeout=WAIT_MS)
    assert work.page is work.session
    assert work.session.session.id == session.id
    work.session.views.give_wanted.emit(work.session.session.planned[0].site_id)
    assert "for a physician" in work.session.notice.title


def test_changing_person_can_be_cancelled(qtbot, open_window, folder):
    window = open_window(folder)
    work = signed_in(qtbot, window, Role.PHYSICIAN)
    person = window.hub.person
    press(qtbot, work.rail, "person_button")
    press(qtbot, window.sign_in, "cancel_sign_in")
    assert window.centralWidget().currentWidget() is work
    assert window.hub.person == person


def test_closing_at_any_moment_and_reopening_leads_to_the_same_place(qtbot, open_window, folder):
    window = open_window(folder)
    work = signed_in(qtbot, window, Role.PHYSICIAN)
    session = open_session_in(window)
    work.open_session(session.id)
    site = work.session.session.planned[0].site_id
    window.hub.run(give_sites, session.id, [site])
    window.resize(1500, 930)
    window.close()
    again = open_window(folder)
    # The test's screen is small: what is restored is as much of the window as fits on it.
    assert again.size() != QSize(1440, 900)
    work = signed_in(qtbot, again, Role.PHYSICIAN)
    assert work.page is work.session
    assert work.session.session.site(site).is_given
    assert work.session.panel.undo.words == f"Undo: Give {site}"
    assert work.status.saved_words.startswith("Saved ")


@pytest.mark.parametrize("place", ["today", "patients", "records", "settings", "patient"])
def test_every_place_is_found_again(qtbot, open_window, folder, place):
    window = open_window(folder)
    work = signed_in(qtbot, window, Role.PHYSICIAN)
    patient = window.hub.records.find_patients("")[0].patient
    if place == "patient":
        work.open_patient(patient.id)
    else:
        work.go(place)
    left = type(work.page)
    window.close()
    work = signed_in(qtbot, open_window(folder), Role.PHYSICIAN)
    assert type(work.page) is left
    assert work.banner.isVisible() == (place == "patient")


@pytest.mark.parametrize("kept", ["session nonsense", f"patient {UUID(int=5)}", "nowhere", ""])
def test_a_place_that_is_not_there_any_more_leads_to_today(
    qtbot, open_window, folder, tmp_path, kept
):
    Settings(tmp_path / "settings.json").set("last_place", kept)
    work = signed_in(qtbot, open_window(folder), Role.PHYSICIAN)
    assert work.page is work.today


def test_a_damaged_database_is_named_and_left_alone(qtbot, open_window, folder):
    path = folder / "clinic.db"
    content = path.read_bytes()
    path.write_bytes(content[:4096] + b"\0" * 4096 + content[8192:])
    window = open_window(folder)
    assert "damaged" in window.sign_in.failure.title
    path.write_bytes(content)
    with qtbot.waitSignal(window.ready, timeout=WAIT_MS):
        press(qtbot, window.sign_in, "retry")
    assert window.hub is not None


def test_the_saved_time_is_always_to_be_seen(qtbot, open_window, folder, clock):
    window = open_window(folder)
    work = signed_in(qtbot, window, Role.PHYSICIAN)
    session = open_session_in(window)
    work.open_session(session.id)
    clock.move(minutes=3)
    site = work.session.session.planned[0].site_id
    window.hub.run(give_sites, session.id, [site])
    assert work.status.saved_words == "Saved 14:05:07"
    assert work.status.isVisible()
    for place in ("today", "patients", "records", "settings"):
        work.go(place)
        assert work.status.saved_words == "Saved 14:05:07"


def test_every_place_is_reached_by_its_key(qtbot, open_window, folder):
    window = open_window(folder)
    work = signed_in(qtbot, window, Role.PHYSICIAN)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    for key, page in (
        (Qt.Key.Key_2, work.patients),
        (Qt.Key.Key_3, work.records),
        (Qt.Key.Key_1, work.today),
    ):
        qtbot.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)
        assert work.page is page


def test_the_window_title_names_nobody(qtbot, open_window, folder):
    window = open_window(folder)
    work = signed_in(qtbot, window, Role.PHYSICIAN)
    work.open_session(open_session_in(window).id)
    assert window.windowTitle() == "clinicapp"
    assert QApplication.applicationDisplayName() in (
        "",
        "clinicapp",
        QApplication.applicationName(),
    )


def test_theme_and_size_are_kept(qtbot, qapp, open_window, folder, tmp_path):
    window = open_window(folder)
    signed_in(qtbot, window, Role.PHYSICIAN)
    window.use_theme("dark")
    window.use_scale(1.25)
    kept = Settings(tmp_path / "settings.json")
    assert (kept.get("theme", ""), kept.get("scale", 1.0)) == ("dark", 1.25)
    window.use_theme("light")
    window.use_scale(1.0)


def test_who_looked_around_in_the_sample_finds_it_again(qtbot, open_window, tmp_path):
    window = open_window(tmp_path / "new")
    press(qtbot, window.first_start, "open_sample")
    qtbot.waitUntil(lambda: window.hub is not None, timeout=WAIT_MS)
    window.close()
    again = open_window(tmp_path / "new")
    assert again.hub is not None
    assert again.hub.records.clinic().is_sample


def test_closing_stops_an_export_that_is_running(qtbot, open_window, folder, tmp_path):
    window = open_window(folder)
    work = signed_in(qtbot, window, Role.ADMINISTRATOR)
    panel = work.records.panel
    out = tmp_path / "out" / "sites.xlsx"
    out.parent.mkdir()
    panel._choose_file = lambda *_: out
    work.go("records")
    work.records.show_export(True)
    panel.rows.choose("sites")
    panel.format.choose("xlsx")
    panel.export()
    assert panel.is_running
    window.close()
    assert [p.name for p in out.parent.iterdir()] in (
        [],
        ["sites.xlsx", "sites.xlsx.manifest.json"],
    )


def test_nobody_waits_behind_an_export_to_sign_in(qtbot, open_window, folder):
    window = open_window(folder)
    signed_in(qtbot, window, Role.ADMINISTRATOR)
    gate = threading.Event()
    window.long_tasks.start(gate.wait, lambda _: None, lambda _: None)
    press(qtbot, window.workspace.rail, "person_button")
    try:
        signed_in(qtbot, window, Role.PHYSICIAN)
        assert window.hub.person.role is Role.PHYSICIAN
        assert not gate.is_set()
    finally:
        gate.set()
