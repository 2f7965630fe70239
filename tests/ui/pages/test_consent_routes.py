"""A signed form is brought back by its code; the patient's page leads to the consent."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from clinicapp.commands.consent_endings import decline_consent
from clinicapp.commands.consent_signing import sign_consent
from clinicapp.commands.consents import begin_confirmation, begin_consent, say_what_changed
from clinicapp.commands.paper_consents import go_on_on
from clinicapp.domain.consent.paper_code import paper_code
from clinicapp.domain.consent.record import Medium
from clinicapp.ui.dialogs import consent_dialog
from tests.ui.pages.consent_hands import draw


@pytest.fixture
def begun(hub, stranger):
    who = hub.person.id
    return hub.run(begin_consent, stranger.id, "en", who, (), Medium.PAPER).after


@pytest.mark.parametrize("place", ["today", "patients"])
def test_the_code_of_a_form_leads_to_what_stands_on_it(qtbot, workspace, begun, place):
    workspace.go(place)
    field = workspace.today.finder if place == "today" else workspace.patients.search
    QTest.keyClicks(field, paper_code(begun.id).lower())
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert workspace.page is workspace.consent
    assert field.text() == ""
    first = workspace.consent.paper.form.every
    assert first.hasFocus()
    qtbot.waitUntil(lambda: first.visibleRegion().boundingRect() == first.rect())


def test_a_code_of_nothing_that_is_being_taken_is_refused_aloud(
    workspace,
    begun,
    stranger,
):
    workspace.go("patients")
    field = workspace.patients.search
    other = paper_code(stranger.id)
    QTest.keyClicks(field, other)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert workspace.page is workspace.patients
    assert "has this code" in workspace.patients.notice.title


def test_a_mistyped_code_is_told_as_one_and_stays_to_be_mended(workspace, begun):
    workspace.go("patients")
    field, code = workspace.patients.search, paper_code(begun.id)
    wrong = code[:-1] + ("0" if code[-1] != "0" else "1")
    QTest.keyClicks(field, wrong)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert workspace.page is workspace.patients
    assert "not the code of a consent form" in workspace.patients.notice.title
    assert field.text() == wrong


def test_the_patients_page_offers_the_next_step(workspace, begun, monkeypatch):
    asked, ways = [], []
    monkeypatch.setattr(
        consent_dialog.ConsentDialog, "exec", lambda d: asked.append(d.step.value) or d.submit()
    )
    workspace.hand_over_wanted.connect(ways.append)
    workspace.open_patient(begun.patient_id)
    assert "Being taken since" in workspace.patient.said.full_text
    workspace.patient.ask_consent()
    # On paper it goes on with the form; on the screen, with the patient.
    assert (asked, ways, workspace.page) == (["go-on"], [], workspace.consent)
    workspace.hub.run(go_on_on, begun.id, Medium.SCREEN)
    workspace.open_patient(begun.patient_id)
    workspace.patient.ask_consent()
    assert ways == [begun.id]


@pytest.mark.parametrize("says", ["declined", "changed", "nothing"])
def test_what_the_patient_said_is_before_the_staff_when_they_come_back(
    workspace, records, patient, act, clock, says
):
    clock.move(days=84)
    workspace.open_patient(patient.id)
    said = workspace.hub.run(begin_confirmation, patient.id).after
    if says == "declined":
        workspace.hub.run(decline_consent, said.id, "Elena", "No more")
    else:
        changed = "A new pill" if says == "changed" else ""
        workspace.hub.run(say_what_changed, said.id, not changed, changed)
        draw(records, said, said.patients_role, workspace.hub.act(), patient.full_name)
        workspace.hub.run(sign_consent, said.id, said.patients_role, patient.full_name)
    workspace.consents.take_back(said.id)
    at = workspace.patient if says == "nothing" else workspace.consent
    assert workspace.page is at


def test_a_full_consent_can_be_taken_where_a_short_one_comes_next(qtbot, hub, patient, clock):
    clock.move(days=84)
    dialog = consent_dialog.ConsentDialog(None, hub, patient, has_extras=False)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.save.words == "Ask again: still agree?"
    assert not dialog.options.isVisible()
    qtbot.mouseClick(dialog.another, Qt.MouseButton.LeftButton)
    assert dialog.options.isVisible()
    assert not dialog.another.isVisible()
    qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    way, begun = dialog.way
    taken = hub.records.consent(begun)
    assert (way, taken.kind.value, taken.is_open) == ("hand-over", "course", True)
