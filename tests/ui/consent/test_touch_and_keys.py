"""A whole consent by one finger alone, and by keys alone."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QPlainTextEdit

from clinicapp.domain.consent.record import SignerRole
from tests.ui.consent.hands import Finger, write_with_pen
from tests.ui.consent.hands import on_pad as places


@pytest.fixture
def finger(screen, seconds):
    return Finger(screen, seconds, QTest.createTouchDevice())


def test_one_finger_takes_a_whole_consent(finger, records, consent):
    finger.read_to_the_decision()
    finger.draw()
    finger.press("agree_and_sign")
    after = records.consent(consent.id)
    assert after.patient_has_signed
    (drawn,) = after.signature(SignerRole.PATIENT).strokes
    assert (drawn.device, len(drawn.points)) == ("touch", 12)


def test_one_finger_asks_refuses_goes_back_and_decides_later(finger, records, consent, screen):
    finger.press("identity_yes")
    finger.press("ask_question")
    finger.press("question_keep")
    while screen.step.kind != "risk":
        finger.press("go_on")
    finger.press("refuse_risk")
    finger.press("go_back")
    assert screen.step.about == "neck-pain"
    finger.press("understand_risk")
    screen._turn_to(screen._steps[-1])
    finger.press("not_today")
    finger.press("end_confirm")
    after = records.consent(consent.id)
    assert after.status == "postponed"
    assert [q.about for q in after.questions] == ["what"]


def test_a_pen_signs_with_its_pressure(finger, screen, records, consent):
    finger.read_to_the_decision()
    pad = screen.page.signing.pad
    write_with_pen(pad, places(pad), pressure=0.7)
    finger.press("agree_and_sign")
    (drawn,) = records.consent(consent.id).signature(SignerRole.PATIENT).strokes
    assert drawn.device == "pen"
    assert {p for _x, _y, _ms, p in drawn.points} == {700}


@pytest.mark.parametrize("enter", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_keys_alone_take_a_whole_consent(keys, screen, records, consent, enter):
    keys.press("identity_yes", enter)
    while screen.step.kind != "decision":
        keys.press("understand_risk" if screen.step.kind == "risk" else "go_on", enter)
    keys.press("type_name", enter)
    keys.type("Elena Vasquez")
    keys.press("agree_and_sign", enter)
    after = records.consent(consent.id)
    assert after.patient_has_signed
    assert after.signature(SignerRole.PATIENT).typed == "Elena Vasquez"


def test_keys_alone_choose_size_language_and_light_and_ask(keys, screen, records, consent):
    keys.press("text_large")
    assert screen.page.title.property("t") == "patient_large"
    keys.to("en")
    keys.key(Qt.Key.Key_Right)
    assert records.consent(consent.id).language == "es"
    keys.press("identity_yes")
    keys.press("ask_question")
    keys.type("Puedo manejar")
    keys.press("question_keep")
    assert [q.text for q in records.consent(consent.id).questions] == ["Puedo manejar"]


def test_tab_goes_as_the_page_is_read(keys, screen):
    keys.press("identity_yes")
    screen._turn_to(screen._steps[6])
    QApplication.processEvents()
    found = []
    for _tab in range(12):
        found.append(keys.held_by.objectName())
        QTest.keyClick(keys.held_by, Qt.Key.Key_Tab)
    order = ["", "go_back", "refuse_risk", "ask_question", "understand_risk"]
    assert found[:5] == order
    assert found[5:] == [
        "en", "text_small", "text_middle", "text_large", "light_or_dark", "stop", "staff",
    ]  # fmt: skip


def test_after_a_key_the_new_page_shows_where_the_keyboard_is(keys, screen):
    keys.press("identity_yes")
    assert screen.step.about == "what"
    assert screen.page.card.reading.hasFocus()
    assert screen.page.card.reading.shows_focus


def test_escape_leads_nowhere(keys, screen):
    keys.key(Qt.Key.Key_Escape)
    assert screen.page.isVisible()
    assert screen.step.kind == "identity"


def test_every_control_has_a_name_for_a_screen_reader(keys, screen):
    for step in screen._steps:
        screen._turn_to(step)
        QApplication.processEvents()
        for kind in (QAbstractButton, QLineEdit, QPlainTextEdit):
            unnamed = [w for w in screen.findChildren(kind) if w.isVisible()]
            assert [w.objectName() for w in unnamed if not w.accessibleName()] == []
