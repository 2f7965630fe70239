"""The ways to a patient's history and back to where one came from."""

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QPushButton

from clinicapp.commands.sessions import start_session
from clinicapp.config.settings import Settings
from clinicapp.domain.people import Role
from clinicapp.ui.dialogs.after_effect_dialogs import AfterEffectDialog, RetractDialog
from clinicapp.ui.edges import Edges
from clinicapp.ui.tasks import TaskRunner
from clinicapp.ui.workspace import Workspace
from tests.ui.pages.past_hands import Past
from tests.ui.theme.dressing import dress


@pytest.fixture
def past(records, staff, patient):
    return Past(records, staff, patient)


@pytest.fixture
def work(qtbot, qapp, hub, tmp_path):
    dress(qapp)
    tasks = TaskRunner()
    edges = Edges(choose_pdf=lambda *_: None, choose_export=lambda *_: None)
    made = Workspace(hub, tasks, tasks, Settings(tmp_path / "settings.json"), tmp_path, edges)
    qtbot.addWidget(made)
    made.resize(1280, 800)
    made.show()
    qtbot.waitExposed(made)
    yield made
    tasks.shutdown()


def click(qtbot, part, name):
    qtbot.mouseClick(part.findChild(QPushButton, name), Qt.MouseButton.LeftButton)


def test_from_a_session_in_progress_and_back_to_it(qtbot, work, past, records, patient, act):
    newest = past.session(12)
    today = start_session(records, patient.id, act=act).after
    work.open_session(today.id)
    work.session.show_history()
    assert work.page is work.history
    assert work.history.left.session == newest
    assert work.banner.isVisible()
    assert work.banner.session_words == ""  # it is the patient's, not of one session
    work.history.back.click()
    assert work.page is work.session
    assert work.session.session.id == today.id
    assert work.banner.session_words == "Session 2"


def test_from_a_completed_session_its_own_place_in_time_is_shown(work, past):
    older, _newest = past.session(24), past.session(12)
    work.open_session(older.id)
    work.session.past.history.trigger()
    assert work.history.left.session == older


def test_from_the_patient_the_chosen_session_is_shown(qtbot, work, past, patient):
    older, _newest = past.session(24), past.session(12)
    work.open_patient(patient.id)
    work.patient.timeline.choose(1)
    click(qtbot, work.patient, "show_history")
    assert work.page is work.history
    assert work.history.left.session == older
    click(qtbot, work.history, "leave_history")
    assert work.page is work.patient
    assert work.banner.isVisible()


def test_the_rail_leads_away_from_it_too(work, past, patient):
    past.session(12)
    work.open_history(patient.id)
    work.go("patients")
    assert work.page is work.patients
    assert not work.banner.isVisible()


def answer(kind, fill):
    """Fill the next form that opens, and send it."""

    def act():
        form = QApplication.activeModalWidget()
        assert isinstance(form, kind)
        fill(form)
        form.save.click()

    QTimer.singleShot(0, act)


def test_an_effect_is_recorded_from_a_completed_sessions_page(qtbot, work, past, records):
    session = past.session(12)
    work.open_session(session.id)
    answer(AfterEffectDialog, lambda form: form.kinds.chips[0].click())
    click(qtbot, work.session.panel, "after_effect_act")
    assert [e.code for e in records.session(session.id).after_effects] == ["neck-pain"]
    assert "Neck pain" in work.session.panel.remaining.accessibleName()


def test_an_effect_is_recorded_and_marked_in_error_on_the_patients_page(
    qtbot, work, past, records, patient
):
    session = past.session(12)
    work.open_patient(patient.id)
    effects = work.patient.facts.effects
    answer(AfterEffectDialog, lambda form: form.kinds.chips[0].click())
    click(qtbot, work.patient, "record_after_effect")
    assert len(effects.cards) == 1
    answer(RetractDialog, lambda form: form.reason.setPlainText("Told by another patient"))
    click(qtbot, effects.cards[0], "retract_after_effect")
    (kept,) = records.session(session.id).after_effects
    assert kept.error_reason == "Told by another patient"
    assert effects.cards[0].findChild(QPushButton, "retract_after_effect") is None


def test_who_may_not_record_is_refused_aloud_and_sees_no_form(qtbot, work, past, hub, staff):
    session = past.session(12)
    work.open_session(session.id)
    hub.use_person(staff.administrator)
    assert hub.person.role is Role.ADMINISTRATOR
    with qtbot.waitSignal(hub.refused):
        click(qtbot, work.session.panel, "after_effect_act")
    assert QApplication.activeModalWidget() is None
