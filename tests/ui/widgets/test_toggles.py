"""An assistive tool's acts on a button are clicks, whatever the button is."""

import pytest
from PySide6.QtGui import QAccessible, QAccessibleActionInterface
from PySide6.QtWidgets import QButtonGroup, QWidget

from clinicapp.ui.widgets.toggles import Toggle

TOGGLE = QAccessibleActionInterface.toggleAction()


class Plain(Toggle):
    def paintEvent(self, _event):
        """Nothing to see here."""


class Kept(Plain):
    keeps_mark = True


@pytest.fixture
def make(qtbot):
    clicks = []

    def make(kind, name="one"):
        button = kind()
        button.setCheckable(True)
        button.clicked.connect(lambda: clicks.append((name, button.isChecked())))
        qtbot.addWidget(button)
        return button

    make.clicks = clicks
    return make


def toggle(button):
    """What a screen reader does."""
    QAccessible.queryAccessibleInterface(button).actionInterface().doAction(TOGGLE)


def test_toggling_is_a_click(make):
    button = make(Plain)
    toggle(button)
    toggle(button)
    assert make.clicks == [("one", True), ("one", False)]


def test_a_click_is_one_click(make):
    button = make(Plain)
    button.click()
    assert make.clicks == [("one", True)]


def test_what_the_program_checks_is_no_click(make):
    for kind in (Plain, Kept):
        button = make(kind)
        button.setChecked(True)
        assert button.isChecked()
    assert make.clicks == []


def test_a_kept_mark_says_what_the_program_last_said(make):
    button = make(Kept)
    button.setChecked(True)
    toggle(button)
    assert button.isChecked()
    button.click()
    assert button.isChecked()
    assert len(make.clicks) == 2


def test_a_mark_that_the_click_brought_about_stays(make):
    button = make(Kept)
    button.clicked.connect(lambda: button.setChecked(True))
    toggle(button)
    assert button.isChecked()


def test_of_a_group_only_the_chosen_one_is_clicked(make, qtbot):
    home = QWidget()
    qtbot.addWidget(home)
    group = QButtonGroup(home)
    one, other = make(Plain, "one"), make(Plain, "other")
    for button in (one, other):
        group.addButton(button)
    one.setChecked(True)
    toggle(other)
    assert make.clicks == [("other", True)]
    assert not one.isChecked()
    toggle(other)
    assert make.clicks == [("other", True)]
