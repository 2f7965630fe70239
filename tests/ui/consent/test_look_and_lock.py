"""How the patient's screen looks, what it fits into, and who may leave it."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QStackedWidget

from clinicapp.ui.consent.patient_screen import PatientScreen
from clinicapp.ui.theme import style, tokens
from tests.factories import PASSWORD
from tests.ui.consent.hands import Hand, seen
from tests.ui.theme.dressing import dress

SMALL = (1024, 720)  # the least window of the program


def test_the_three_answers_have_one_size(hand, screen):
    screen._turn_to(screen._steps[-1])
    QApplication.processEvents()
    names = ("decline", "not_today", "agree_and_sign")
    sizes = [seen(screen, QAbstractButton, name).size() for name in names]
    assert max(s.width() for s in sizes) - min(s.width() for s in sizes) <= 1
    assert {s.height() for s in sizes} == {96}


def test_words_that_no_clinician_reviewed_are_said_to_be_so(screen, records, act):
    assert screen.top.review.text() == "These words have not been reviewed by a clinician yet."


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("size", ["small", "middle", "large"])
def test_every_size_of_text_fits_the_least_window(
    make_screen, consent, seconds, language, size, records, act
):
    screen = make_screen(consent.id, SMALL)
    hand = Hand(screen, seconds)
    hand.press(f"text_{size}")
    if language == "es":
        hand.press("es")
    for step in screen._steps:
        screen._turn_to(step)
        QApplication.processEvents()
        assert (screen.width(), screen.height()) == SMALL
        for button in screen.page.findChildren(QAbstractButton):
            inside = not screen.page.card.reading.isAncestorOf(button)
            if button.isVisible() and inside:
                at = button.mapTo(screen, QPoint(0, 0))
                assert screen.rect().contains(button.rect().translated(at)), button.objectName()
                assert min(button.width(), button.height()) >= 44, button.objectName()


def test_it_is_dark_without_asking_and_gives_the_programs_look_back(
    qapp, hand, screen, qtbot, staff
):
    assert tokens.current().name == "dark"
    hand.press("light_or_dark")
    assert tokens.current().name == "light"
    hand.press("light_or_dark")
    assert tokens.current().name == "dark"
    unlock(qtbot, hand, staff.nurse)
    assert (tokens.current().name, style.chosen(qapp)) == ("light", "light")


def test_only_the_patients_screen_changes_its_look(qapp, hand, screen):
    program = qapp.styleSheet()
    hand.press("light_or_dark")
    assert qapp.styleSheet() == program
    screen._look.take_off()
    assert qapp.styleSheet() == program


def test_a_look_that_the_platform_changed_meanwhile_is_put_on_when_the_patient_leaves(
    qapp, screen, hub
):
    style.apply(qapp, "contrast", 1.0)
    screen._on_unlocked(hub.person)
    assert (tokens.current().name, style.chosen(qapp)) == ("light", "light")


def test_at_200_percent_it_is_as_large_as_the_window_allows(qtbot, qapp, hub, make_screen, consent):
    dress(qapp, "light", 2.0)
    window = QStackedWidget()
    qtbot.addWidget(window)
    window.resize(1536, 1050)
    screen = PatientScreen(hub, make_screen.tasks)
    window.addWidget(screen)
    window.show()
    assert screen.open_consent(consent.id)
    for step in screen._steps:
        screen._turn_to(step)
        QApplication.processEvents()
        assert (window.width(), window.height()) == (1536, 1050)
        assert tokens.scale() == 1.5
        foot = screen.page.foot.geometry()
        at = screen.page._body.mapTo(window, foot.bottomRight())
        assert window.rect().contains(at)
    screen._on_unlocked(hub.person)
    assert tokens.scale() == 2.0


def unlock(qtbot, hand, person):
    hand.press("staff")
    gate = hand.screen.gate
    card = next(c for c in gate.form.cards.cards if c.person == person)
    QTest.mouseClick(card, Qt.MouseButton.LeftButton)
    field = seen(hand.screen, QLineEdit, "password")
    with qtbot.waitSignal(hand.screen.left) as left:
        QTest.keyClicks(field, PASSWORD)
        QTest.keyClick(field, Qt.Key.Key_Return)
    return left.args[0]


def test_only_the_staff_can_leave_and_a_wrong_password_does_not(hand, screen, qtbot, staff):
    hand.press("staff")
    field = seen(screen, QLineEdit, "password")
    with qtbot.assertNotEmitted(screen.left):
        QTest.keyClicks(field, "not it")
        QTest.keyClick(field, Qt.Key.Key_Return)
        qtbot.waitUntil(screen.gate.form.go.isEnabled)
    assert screen.gate.form.refusal
    hand.press("cancel_sign_in")
    assert screen.page.isVisible()
    assert unlock(qtbot, hand, staff.nurse) == staff.nurse


def test_locked_it_names_no_patient(hand, screen):
    hand.press("staff")
    assert not screen.top.isVisible()
    assert not screen.page.isVisible()
