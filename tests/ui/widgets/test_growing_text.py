import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from clinicapp.ui.widgets.growing_text import GrowingText
from clinicapp.ui.widgets.layouts import column
from tests.ui.theme.dressing import dress

LONG = "You could take or change daily pills that help prevent migraines. " * 4


@pytest.fixture
def field(qtbot, qapp):
    dress(qapp)
    stage = QWidget()
    made = GrowingText("words", "Short.")
    stage.after = QLineEdit()
    stage.setLayout(column(made, stage.after, None))
    stage.resize(400, 500)
    qtbot.addWidget(stage)
    stage.show()
    qtbot.waitExposed(stage)
    yield made
    stage.close()


def test_it_is_as_high_as_its_words(qtbot, field):
    low = field.height()
    assert low >= 44
    field.set_text(LONG)
    QApplication.processEvents()
    high = field.height()
    assert high > low
    assert field.document().size().height() * field.fontMetrics().lineSpacing() <= (
        field.viewport().height()
    )
    field.window().resize(800, 500)
    QApplication.processEvents()
    assert low < field.height() < high


def test_only_the_users_typing_is_an_edit(qtbot, field):
    with qtbot.assertNotEmitted(field.edited):
        field.set_text("Other words.")
    with qtbot.waitSignal(field.edited):
        qtbot.keyClicks(field, "x")


@pytest.mark.parametrize("key", [Qt.Key.Key_Tab, Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_tab_and_enter_leave_it_without_a_line_end(qtbot, field, key):
    field.setFocus()
    qtbot.keyClick(field, key)
    assert field.text == "Short."
    assert field.window().focusWidget() is field.window().after


def test_locked_words_stay(qtbot, field):
    field.lock()
    qtbot.keyClicks(field, "x")
    assert field.text == "Short."
