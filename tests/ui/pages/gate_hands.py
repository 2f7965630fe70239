"""Hands for the gates of the session page."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton

from clinicapp.commands.session_facts import record_safety, record_time_out
from clinicapp.domain.session_facts import Answer

LEFT = Qt.MouseButton.LeftButton


def click(widget):
    """Click the middle of a control."""
    assert widget.isVisible()
    assert widget.isEnabled()
    QTest.mouseClick(widget, LEFT)


def turn():
    """Let the event loop turn, so that the checks run."""
    for _ in range(4):
        QApplication.processEvents()


def open_gate(page, gate):
    """Click a gate's chip."""
    click(page.gates.row.chip(gate))
    assert page.gates.sheet.gate is gate
    return page.gates.sheet.panel


def state_of(page, gate):
    """How a gate stands on screen."""
    turn()
    return page.gates.row.chip(gate).state.state.value


def facts(page):
    """What is recorded of the session beside its sites."""
    return page.hub.records.session(page.session.id).facts


def button_of(part, name):
    """The button of a name that can be seen."""
    return next(b for b in part.findChildren(QPushButton, name) if b.isVisible())


def choose(chips, code):
    """Click the chip of a code."""
    click(next(chip for chip in chips.chips if chip.objectName() == code))


def write(field, text):
    """Type into a field, instead of what stands there."""
    field.edit.setFocus()
    field.edit.selectAll()
    QTest.keyClicks(field.edit, text)


def tab_to(is_there, most=120):
    """Press Tab until the keyboard is there."""
    for _ in range(most):
        held = QApplication.focusWidget()
        assert held is not None
        if is_there(held):
            return held
        QTest.keyClick(held, Qt.Key.Key_Tab)
    raise AssertionError("Tab does not lead there")


def type_at(name_of_field, text):
    """Reach a field with Tab by its accessible name, and type."""
    field = tab_to(
        lambda w: isinstance(w, QLineEdit) and w.accessibleName() == name_of_field,
    )
    QTest.keyClicks(field, text)


def answer_screen(page, session_id, **answers):
    """Record a safety screen: no, but for these answers (underscores for hyphens)."""
    given = {code.replace("_", "-"): value for code, value in answers.items()}
    questions = page.hub.records.rules.questions.questions
    screen = [Answer(question=q.code, value=given.get(q.code, "no")) for q in questions]
    return page.hub.run(record_safety, session_id, screen)


def pause(page, session_id):
    """Record a time-out."""
    people = (page.hub.person.id,)
    return page.hub.run(record_time_out, session_id, ("name", "birth-date"), people)
