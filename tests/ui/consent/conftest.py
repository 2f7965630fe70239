import pytest
from PySide6.QtWidgets import QApplication

from clinicapp.commands.consents import begin_confirmation, begin_consent
from clinicapp.ui.consent.patient_screen import PatientScreen
from clinicapp.ui.tasks import TaskRunner
from tests.ui.consent.hands import Hand, Keys, Seconds, sign_everything
from tests.ui.theme.dressing import dress


@pytest.fixture
def seconds():
    return Seconds()


@pytest.fixture
def consent(records, patient, staff, act):
    """A full consent that has only just been begun."""
    return begin_consent(records, patient.id, "en", staff.physician.id, act=act).after


@pytest.fixture
def confirmation(records, patient, consent, act, clock):
    """The short consent before a later session of a course that was signed."""
    sign_everything(records, consent.id, act)
    return begin_confirmation(records, patient.id, act=act).after


@pytest.fixture
def make_screen(qtbot, qapp, hub, seconds):
    """Makes patient's screens as a program does that was started anew."""
    dress(qapp)
    tasks = TaskRunner()

    def make(consent_id, size=(1280, 800)):
        screen = PatientScreen(hub, tasks, now=seconds)
        qtbot.addWidget(screen)
        screen.resize(*size)
        screen.show()
        screen.activateWindow()
        qtbot.waitUntil(screen.isActiveWindow)
        assert screen.open_consent(consent_id)
        QApplication.processEvents()
        seconds.now += 1
        return screen

    yield make
    tasks.shutdown()
    dress(qapp)


@pytest.fixture
def screen(make_screen, consent):
    return make_screen(consent.id)


@pytest.fixture
def hand(screen, seconds):
    return Hand(screen, seconds)


@pytest.fixture
def keys(screen, seconds):
    return Keys(screen, seconds)
