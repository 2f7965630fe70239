import gc
import os
import shutil
import threading
from dataclasses import dataclass
from datetime import timedelta

import pytest
from hypothesis import settings as hypothesis_settings
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from clinicapp.commands.records import Act
from clinicapp.domain.people import Role
from clinicapp.store.database import open_database
from tests.consent_factory import put_on_file, signed_consent
from tests.factories import (
    AT,
    make_clinic,
    make_patient,
    make_person,
    make_records,
    password_hash,
)

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# A rule is right or wrong, however busy the machine is.
hypothesis_settings.register_profile("house", deadline=None)
hypothesis_settings.load_profile("house")

# The files that take longest go first, so that no core waits for the other at the end.
LONGEST = (
    "test_exports", "test_ten_thousand_sessions", "test_main_window", "test_session_sizes",
    "test_session_keys", "test_sample_clinic", "test_random_walk", "test_handing_over",
    "test_typed_doses", "test_sign_page", "test_patient_screen", "test_session_page",
    "test_consent_words_dialog", "test_random_clicks", "test_no_way_round_a_consent",
    "test_sample_books", "test_consent_bytes", "test_region_panel", "test_record_history",
)  # fmt: skip
KEY = bytes(range(32))
_before = {"test": ""}
# As in the program: a collection on a worker's thread would delete widgets there.
gc.disable()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """Put the longest files first; within them, and after them, chance decides."""
    places = {name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: places.get(item.path.stem, len(LONGEST)))


@pytest.fixture(autouse=True)
def clean_ground(request):
    """Fail when the test before left a window or a worker; free what it asked Qt to delete."""
    left = [f"thread {t.name}" for t in threading.enumerate() if t.name.startswith("task")]
    if QApplication.instance():
        # pytest-qt asks for the deletion; only an event loop, or this, carries it out.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        for widget in QApplication.topLevelWidgets():
            if widget.isVisible():
                left.append(f"window {type(widget).__name__}")
                widget.close()
    gc.collect(1)
    before, _before["test"] = _before["test"], request.node.nodeid
    assert not left, f"{before} left {', '.join(left)}"


@pytest.fixture(scope="session")
def new_file(tmp_path_factory):
    """A database as the first start makes it; made once, since migrating takes its time."""
    path = tmp_path_factory.mktemp("new") / "clinic.db"
    open_database(path, KEY, now=AT).close()
    return path


@pytest.fixture
def database(tmp_path, new_file):
    shutil.copy(new_file, tmp_path / "clinic.db")
    database = open_database(tmp_path / "clinic.db", KEY, now=AT)
    yield database
    database.close()


@dataclass
class Staff:
    physician: object
    nurse: object
    administrator: object


@pytest.fixture
def empty_records(database):
    """The door to a database in which no clinic has been set up."""
    return make_records(database)


@pytest.fixture
def staff(empty_records):
    """A physician, a nurse and an administrator of a clinic that has been set up."""
    people = [make_person(role) for role in Role]
    empty_records.found_clinic(make_clinic(), [(p, password_hash()) for p in people])
    return Staff(*(empty_records.person(p.id) for p in people))


@pytest.fixture
def records(empty_records, staff):
    return empty_records


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self):
        self.now = AT

    def __call__(self):
        return self.now

    def move(self, **delta):
        self.now += timedelta(**delta)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def act(staff):
    return Act(staff.physician, AT)


@pytest.fixture
def stranger(records, act):
    """A patient who has consented to nothing yet."""
    from clinicapp.commands.patients import register_patient

    return register_patient(records, make_patient(), act=act).after


@pytest.fixture
def patient(stranger, database, staff):
    """A patient who signed the full consent on the screen, some minutes ago."""
    at = AT - timedelta(minutes=5)
    put_on_file(database, signed_consent(stranger, staff.physician.id, at=at))
    return stranger


@pytest.fixture
def session(records, patient, act):
    from clinicapp.commands.sessions import start_session

    return start_session(records, patient.id, act=act).after


@pytest.fixture
def hub(qapp, records, staff, clock):
    from clinicapp.ui.hub import ChangeHub

    hub = ChangeHub(records, clock)
    hub.use_person(staff.physician)
    return hub
