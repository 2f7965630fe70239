"""The patient's screen in the window: locked until the staff signs in, found again after a kill."""

import json
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit

from clinicapp.commands import consents as verbs
from clinicapp.commands.sample_clinic import SAMPLE_PASSWORD
from clinicapp.domain.consent.record import ConsentStatus, SignerRole
from clinicapp.domain.people import Role
from tests.consent_factory import make_stroke
from tests.ui.consent.hands import sign_everything
from tests.ui.window_hands import WAIT_MS, signed_in


@pytest.fixture
def begin(qtbot):
    """Sign in as a physician, begin a consent and hand it over."""

    def begin(window):
        signed_in(qtbot, window, Role.PHYSICIAN)
        hub = window.hub
        found = hub.records.find_patients("")
        patient = next(f.patient for f in found if f.patient.language == "en")
        consent = hub.run(verbs.begin_consent, patient.id, "en", hub.person.id).after
        window.hand_over(consent.id)
        qtbot.waitUntil(lambda: window.patient_screen is not None)
        return consent

    return begin


def unlock(qtbot, window, password=SAMPLE_PASSWORD):
    screen = window.patient_screen
    if not any(f.isVisible() for f in screen.findChildren(QLineEdit, "password")):
        QTest.mouseClick(screen.findChild(QAbstractButton, "staff"), Qt.MouseButton.LeftButton)
    field = next(f for f in screen.findChildren(QLineEdit, "password") if f.isVisible())
    field.clear()
    QTest.keyClicks(field, password)
    QTest.keyClick(field, Qt.Key.Key_Return)


def test_the_whole_screen_is_the_patients_and_nothing_of_the_workspace_is_left(
    qtbot,
    open_window,
    folder,
    begin,
):
    window = open_window(folder)
    begin(window)
    assert window.patient_screen.isVisible()
    assert not window.workspace.isVisible()
    assert window.windowState() & Qt.WindowState.WindowFullScreen
    assert window.windowTitle() == "clinicapp"
    unlock(qtbot, window)
    qtbot.waitUntil(lambda: window.patient_screen is None, timeout=WAIT_MS)


def test_keys_of_the_workspace_do_nothing_there(qtbot, open_window, folder, begin):
    window = open_window(folder)
    begin(window)
    page = window.workspace.page
    for key in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_F1, Qt.Key.Key_Escape):
        for modifiers in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier):
            QTest.keyClick(window, key, modifiers)
    assert window.patient_screen.isVisible()
    assert window.workspace.page is page
    unlock(qtbot, window)
    qtbot.waitUntil(lambda: window.patient_screen is None, timeout=WAIT_MS)


def test_it_cannot_be_closed_and_a_wrong_password_does_not_open_it(
    qtbot,
    open_window,
    folder,
    begin,
):
    window = open_window(folder)
    begin(window)
    assert not window.close()
    assert window.patient_screen.isVisible()
    unlock(qtbot, window, "wrong password")
    form = window.patient_screen.findChild(QLineEdit, "password")
    qtbot.waitUntil(lambda: form.property("invalid") is True, timeout=WAIT_MS)
    assert window.patient_screen is not None
    assert not window.workspace.isVisible()
    unlock(qtbot, window)
    qtbot.waitUntil(lambda: window.patient_screen is None, timeout=WAIT_MS)
    assert window.workspace.isVisible()
    assert not window.windowState() & Qt.WindowState.WindowFullScreen


def test_the_staff_comes_back_to_the_consent_while_it_has_a_part_in_it(
    qtbot,
    open_window,
    folder,
    begin,
):
    window = open_window(folder)
    consent = begin(window)
    unlock(qtbot, window)
    qtbot.waitUntil(lambda: window.patient_screen is None, timeout=WAIT_MS)
    work = window.workspace
    assert work.page is work.consent
    assert work.banner.isVisible()
    sign_everything(window.hub.records, consent.id, window.hub.act())
    assert window.hub.records.consent(consent.id).status is ConsentStatus.SIGNED


def test_killed_in_the_middle_it_reopens_on_that_patients_consent_with_what_was_there(
    qtbot,
    open_window,
    folder,
    begin,
    tmp_path,
):
    window = open_window(folder)
    consent = begin(window)
    records = window.hub.records
    verbs.confirm_identity(records, consent.id, act=window.hub.act())
    from clinicapp.commands.consent_signing import draw_stroke

    half = make_stroke(((800, 1200), (1600, 400)))
    role = SignerRole.PATIENT
    draw_stroke(records, consent.id, role, 0, half, "Name", act=window.hub.act())
    kept = json.loads((tmp_path / "settings.json").read_text("utf-8"))
    assert kept["handed_over"] == str(consent.id)
    assert not window.patient_screen.notice.isVisible()
    family_name = records.patient(consent.patient_id).family_name
    assert family_name not in (tmp_path / "settings.json").read_text("utf-8")
    # The process is gone: nothing was closed in order.
    window.patient_screen = None
    window.close()
    again = open_window(folder)
    assert again.patient_screen is None
    signed_in(qtbot, again, Role.NURSE)
    qtbot.waitUntil(lambda: again.patient_screen is not None)
    found = again.hub.records.consent(consent.id)
    assert found.signature(role).strokes == (half,)
    assert found.identity_confirmed_at is not None
    assert again.patient_screen.step.kind == "section"
    assert again.patient_screen.notice.text.startswith("The program was closed while")
    unlock(qtbot, again)
    qtbot.waitUntil(lambda: again.patient_screen is None, timeout=WAIT_MS)


def test_killed_while_the_clinician_signs_it_reopens_on_that_consent(
    qtbot, open_window, folder, begin
):
    from clinicapp.commands.consent_signing import draw_stroke

    window = open_window(folder)
    consent = begin(window)
    unlock(qtbot, window)
    qtbot.waitUntil(lambda: window.patient_screen is None, timeout=WAIT_MS)
    half, role = make_stroke(((800, 1200), (1600, 400))), SignerRole.CLINICIAN
    act = replace(window.hub.act(), by=physician_of(window))
    draw_stroke(window.hub.records, consent.id, role, 0, half, "Name", act=act)
    window.close()
    again = open_window(folder)
    work = signed_in(qtbot, again, Role.PHYSICIAN)
    assert (work.page, again.patient_screen) == (work.consent, None)
    assert work.consent.consent.signature(role).strokes == (half,)


def physician_of(window):
    return next(p for p in window.hub.records.people() if p.role is Role.PHYSICIAN)
