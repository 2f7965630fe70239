from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QProgressBar

from clinicapp.ui.widgets.buttons import button
from clinicapp.ui.widgets.states import EmptyState, ProgressCard


def test_an_empty_page_offers_its_one_act(qtbot):
    act = button("Register a patient", "primary", bulk="act")
    made = EmptyState("No patients yet", "Register the first one.", act)
    qtbot.addWidget(made)
    made.resize(800, 600)
    made.show()
    with qtbot.waitSignal(act.clicked):
        qtbot.mouseClick(act, Qt.MouseButton.LeftButton)
    middle = act.mapTo(made, act.rect().center())
    assert abs(middle.x() - 400) <= 2


def test_an_empty_page_can_say_something_else(qtbot):
    made = EmptyState("No patients yet", "Register the first one.")
    qtbot.addWidget(made)
    made.set_words("Nobody found", "Try another name.")
    assert [w.text() for w in made.findChildren(QLabel)] == ["Nobody found", "Try another name."]


def test_progress_is_shown_in_percent_and_words(qtbot):
    made = ProgressCard("Writing sites.xlsx")
    qtbot.addWidget(made)
    made.show_progress(4120, 6612, "4,120 of 6,612 rows")
    assert (made.percent, made.detail) == (62, "4,120 of 6,612 rows")
    assert made.findChild(QProgressBar).accessibleName() == "Writing sites.xlsx"


def test_progress_of_nothing_is_none(qtbot):
    made = ProgressCard()
    qtbot.addWidget(made)
    made.show_progress(0, 0)
    assert made.percent == 0


def test_work_is_cancelled_once(qtbot):
    made = ProgressCard("Writing")
    qtbot.addWidget(made)
    made.show()
    told = []
    made.cancelled.connect(lambda: told.append(True))
    for _ in range(2):
        qtbot.mouseClick(made.cancel, Qt.MouseButton.LeftButton)
    assert told == [True]
    made.begin("Writing again")
    assert made.cancel.isEnabled()
