"""Pages as someone has them, with hands to use them."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from clinicapp.config.settings import Settings
from clinicapp.domain.people import Role
from clinicapp.ui.edges import Edges
from clinicapp.ui.hub import ChangeHub
from clinicapp.ui.keymap import keymap
from clinicapp.ui.pages.consent_page import ConsentPage
from clinicapp.ui.pages.session_page import SessionPage
from clinicapp.ui.pages.settings_page import SettingsPage
from clinicapp.ui.pages.vials_page import VialsPage
from clinicapp.ui.tasks import TaskRunner
from clinicapp.ui.theme import style
from clinicapp.ui.workspace import Workspace
from tests.factories import make_clinic, make_person, password_hash
from tests.ui.pages.consent_hands import Desk, Hands
from tests.ui.pages.vial_hands import Shelf
from tests.ui.theme.dressing import dress

FOLDER = Path("/somewhere/private/clinicapp")


class Seconds:
    def __init__(self):
        self.now = 100.0

    def __call__(self):
        return self.now


@pytest.fixture
def seconds():
    return Seconds()


@pytest.fixture
def session_page(qtbot, qapp, hub, session, seconds):
    style.start(qapp)
    style.apply(qapp, "light")
    page = SessionPage(hub, now=seconds)
    qtbot.addWidget(page)
    page.resize(1364, 804)
    page.show()
    qtbot.waitExposed(page)
    assert page.open_session(session.id)
    return page


@pytest.fixture
def tap(qtbot, session_page, seconds):
    """Click a site, a second after whatever was clicked before."""

    def tap(site_id, *, after=1.0):
        seconds.now += after
        qtbot.mouseClick(session_page.views.site_button(site_id), Qt.MouseButton.LeftButton)

    return tap


@pytest.fixture
def press(qtbot, session_page, seconds):
    """Click a button of the page by its name."""

    def press(name, *, after=1.0):
        seconds.now += after
        qtbot.mouseClick(session_page.findChild(QPushButton, name), Qt.MouseButton.LeftButton)

    return press


@pytest.fixture
def settings(tmp_path):
    return Settings(tmp_path / "settings.json")


@pytest.fixture
def show_settings(qtbot, qapp, hub, settings):
    dress(qapp)

    def make(person):
        hub.use_person(person)
        page = SettingsPage(hub, settings, FOLDER)
        qtbot.addWidget(page)
        page.resize(1204, 768)
        page.show()
        qtbot.waitExposed(page)
        qtbot.waitUntil(lambda: all(row.isVisible() for row in page.people.rows))
        return page

    return make


@pytest.fixture
def alone(empty_records, clock):
    """A clinic that has nobody but its administrator."""
    admin = make_person(Role.ADMINISTRATOR)
    empty_records.found_clinic(make_clinic(), [(admin, password_hash())])
    hub = ChangeHub(empty_records, clock)
    hub.use_person(empty_records.person(admin.id))
    return hub


@pytest.fixture
def workspace(qtbot, qapp, hub, settings, seconds):
    """The whole window of someone signed in, with the clock of the bounce guards in our hand."""
    dress(qapp)
    tasks = TaskRunner()
    made = Workspace(hub, tasks, tasks, settings, FOLDER, Edges(), now=seconds)
    qtbot.addWidget(made)
    made.resize(1440, 900)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    tasks.shutdown()
    keymap.use(Settings(FOLDER / "settings.json"))


class Keyboard:
    """Presses keys wherever the keyboard is, a second apart, and counts them; a chord is one."""

    def __init__(self, seconds):
        self.count = 0
        self._seconds = seconds

    def press(self, *keys, ctrl=False):
        modifiers = Qt.KeyboardModifier.ControlModifier if ctrl else Qt.KeyboardModifier.NoModifier
        for key in keys:
            self._seconds.now += 1
            QTest.keyClick(self.held_by, key, modifiers)
            self.count += 1

    def type(self, text):
        for letter in text:
            QTest.keyClicks(self.held_by, letter)

    @property
    def held_by(self):
        """Whatever has the keyboard now."""
        return QApplication.focusWidget()


@pytest.fixture
def keyboard(seconds):
    return Keyboard(seconds)


@pytest.fixture
def shelf(records, staff):
    return Shelf(records, staff.nurse)


@pytest.fixture
def show_vials(qtbot, qapp, hub):
    dress(qapp)

    def show(person=None):
        if person is not None:
            hub.use_person(person)
        page = VialsPage(hub)
        qtbot.addWidget(page)
        page.resize(1204, 768)
        page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        return page

    return show


@pytest.fixture
def outside():
    """Where files, scans and prints of the consent page go."""
    return Desk()


@pytest.fixture
def show_consent(qtbot, qapp, hub, settings, seconds, outside):
    """Open the staff's page on a consent, and the hands to use it with."""
    dress(qapp)

    def show(consent, *, person=None, size=(1204, 704)):
        if person is not None:
            hub.use_person(person)
        edges = Edges(
            choose_pdf=outside.choose_pdf,
            choose_scan=outside.choose_scan,
            print_pages=outside.print_pages,
        )
        page = ConsentPage(hub, settings, edges=edges, now=seconds)
        qtbot.addWidget(page)
        page.resize(*size)
        page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        assert page.open_consent(consent.id)
        return page, Hands(page, seconds)

    return show
