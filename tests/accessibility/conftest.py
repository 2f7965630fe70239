"""A clinic with open sessions, and the program on a screen and an accessibility bus of its own."""

import json
import os
from datetime import UTC, datetime

import pytest

from clinicapp.commands.opening import open_folder
from clinicapp.commands.patients import register_patient
from clinicapp.commands.records import Act
from clinicapp.commands.sessions import start_session
from clinicapp.domain.people import Role
from tests.accessibility.screen_reader import ScreenReader
from tests.accessibility.stage import Stage, lacking
from tests.consent_factory import agree
from tests.factories import make_clinic, make_patient, make_person, password_hash

NEEDED = "CLINICAPP_NEEDS_ACCESSIBILITY_BUS"
NAMES = ("Ada", "Bea", "Cleo", "Dora", "Edna", "Fay", "Gwen", "Hope", "Ida", "Joan", "Kay", "Lea")

STRANGER = "Nora"  # has consented to nothing yet


def fill(folder):
    """Make a clinic in which each patient has a session in progress, and all but one consented."""
    now = datetime.now(UTC)
    opened = open_folder(folder, now=now)
    records = opened.records
    records.found_clinic(make_clinic(), [(make_person(r), password_hash()) for r in Role])
    person = next(p for p in records.people() if p.role is Role.PHYSICIAN)
    act = Act(person, now)
    for name in (*NAMES, STRANGER):
        patient = register_patient(records, make_patient(given_name=name), act=act).after
        if name != STRANGER:
            agree(records, patient.id, act)
        start_session(records, patient.id, act=act)
    opened.close()


@pytest.fixture(scope="module")
def stage(tmp_path_factory):
    """The program with the clinic, once for a file of tests; nothing of it is left afterwards."""
    reason = lacking()
    if reason and os.environ.get(NEEDED):
        pytest.fail(f"{NEEDED} is set, and {reason}")
    if reason:
        pytest.skip(reason)
    folder = tmp_path_factory.mktemp("bus") / "clinic"
    fill(folder)
    (folder / "settings.json").write_text(json.dumps({"theme": "light"}), "utf-8")
    with Stage(folder) as stage:
        yield stage
    assert stage.leftovers() == {}


@pytest.fixture(scope="module")
def signed_in(stage):
    reader = ScreenReader(stage)
    reader.sign_in("Mara Okafor, MD, Physician")
    reader.unused = list(NAMES)
    return reader


@pytest.fixture
def reader(signed_in):
    """A screen reader on the page of a session in which nothing has been done."""
    name = signed_in.unused.pop()
    signed_in.act(signed_in.find("check box", "Today"))
    signed_in.act(signed_in.find("button", f"Open the session of {name} Vasquez"))
    signed_in.find_starting("button", "Give all 31 planned")
    signed_in.forget()
    return signed_in
