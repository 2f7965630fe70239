"""The safety screen answers nothing that nobody looked at."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from clinicapp.commands.patients import correct_patient
from clinicapp.domain.checks.finding import Gate
from clinicapp.domain.patient import Sex
from tests.ui.pages.gate_hands import click, facts, open_gate, turn


@pytest.fixture
def page(qtbot, session_page):
    session_page.activateWindow()
    qtbot.waitUntil(session_page.isActiveWindow)
    return session_page


@pytest.fixture
def key(seconds):
    """Press a key wherever the keyboard is, a second after what was pressed before."""

    def key(code, modifier=Qt.KeyboardModifier.NoModifier):
        seconds.now += 1
        QTest.keyClick(QApplication.focusWidget(), code, modifier)
        turn()

    return key


def test_a_key_held_too_long_answers_no_question_that_was_not_looked_at(page, key):
    click(page.gates.row.chip(Gate.TIME_OUT))
    key(Qt.Key.Key_Return)
    assert page.gates.sheet.gate is Gate.SAFETY
    assert QApplication.focusWidget() is page.gates.sheet.panel.rows[0].answers.chips[0]
    key(Qt.Key.Key_Return)
    assert facts(page).safety is None


def test_all_no_does_not_answer_for_a_pregnancy_of_a_man(page):
    patient = page.hub.records.patient(page.session.patient_id)
    page.hub.run(correct_patient, replace(patient, sex=Sex.MALE))
    turn()
    panel = open_gate(page, Gate.SAFETY)
    click(panel.primary)
    answers = {a.question: a.value for a in facts(page).safety.answers}
    assert {answers[r.question.code] for r in panel.rows if r.question.may_be_na} == {"na"}
    assert {answers[r.question.code] for r in panel.rows if not r.question.may_be_na} == {"no"}
