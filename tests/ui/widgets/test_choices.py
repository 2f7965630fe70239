import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QVBoxLayout, QWidget

from clinicapp.ui.widgets.choices import ChoiceChips, Segmented
from tests.ui.theme.dressing import dress

VIEWS = [("four", "Four views", "grid-2x2"), ("one", "One view", "square"), ("list", "List")]
REASONS = [("wish", "Patient's wish"), ("skin", "Skin"), ("other", "Other")]


@pytest.fixture
def views(qtbot):
    made = Segmented(VIEWS, "four", name="View")
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    return made


@pytest.fixture
def reasons(qtbot):
    made = ChoiceChips(name="Reason")
    made.set_choices(REASONS)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    return made


def segment(segmented, code):
    return segmented.findChild(QAbstractButton, code)


def test_segments_are_real_exclusive_buttons_with_names(views):
    buttons = views.findChildren(QAbstractButton)
    assert [b.accessibleName() for b in buttons] == ["Four views", "One view", "List"]
    assert [b.isChecked() for b in buttons] == [True, False, False]


def test_a_click_chooses_a_segment(views, qtbot):
    with qtbot.waitSignal(views.chosen) as told:
        qtbot.mouseClick(segment(views, "one"), Qt.MouseButton.LeftButton)
    assert told.args == ["one"]
    assert views.choice == "one"


def test_arrow_keys_walk_the_segments_and_stop_at_the_ends(views, qtbot):
    told = []
    views.chosen.connect(told.append)
    segment(views, "four").setFocus()
    for _ in range(4):
        qtbot.keyClick(views.window().focusWidget(), Qt.Key.Key_Right)
    assert told == ["one", "list"]
    qtbot.keyClick(views.window().focusWidget(), Qt.Key.Key_Left)
    assert views.choice == "one"
    assert segment(views, "one").hasFocus()


def test_tab_enters_a_segmented_control_at_the_chosen_segment(views):
    stops = [
        b for b in views.findChildren(QAbstractButton) if b.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    assert [b.objectName() for b in stops] == ["four"]


def test_showing_a_choice_tells_nobody(views, reasons, qtbot):
    with qtbot.assertNotEmitted(views.chosen), qtbot.assertNotEmitted(reasons.chosen):
        views.choose("list")
        reasons.choose("skin")
    assert (views.choice, reasons.choice) == ("list", "skin")


def test_a_compact_segment_keeps_its_name(views):
    wide = views.sizeHint().width()
    views.set_compact(True)
    assert views.sizeHint().width() < wide
    assert segment(views, "four").toolTip() == "Four views"
    assert segment(views, "list").toolTip() == ""


def test_segments_are_touch_targets_at_every_scale(qapp, views):
    for scale, side in ((1.0, 44), (2.0, 88)):
        dress(qapp, "light", scale)
        views.adjustSize()
        assert views.height() == side
        for button in views.findChildren(QAbstractButton):
            assert button.height() == side
            assert button.width() >= side


def test_no_chip_is_chosen_until_the_user_does(reasons):
    assert reasons.choice == ""


def test_a_chip_is_chosen_and_taken_back_by_a_click(reasons, qtbot):
    told = []
    reasons.chosen.connect(told.append)
    for place in (0, 2, 2):
        qtbot.mouseClick(reasons.chips[place], Qt.MouseButton.LeftButton)
    assert told == ["wish", "other", ""]


def test_only_one_chip_is_chosen_at_a_time(reasons, qtbot):
    for chip in reasons.chips:
        qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert [chip.isChecked() for chip in reasons.chips] == [False, False, True]


def test_chips_that_must_have_a_choice_keep_it(qtbot):
    made = ChoiceChips(can_clear=False)
    qtbot.addWidget(made)
    made.set_choices(REASONS)
    made.choose("skin")
    made.show()
    with qtbot.assertNotEmitted(made.chosen):
        qtbot.mouseClick(made.chips[1], Qt.MouseButton.LeftButton)
    assert made.choice == "skin"


def test_chips_are_reached_by_arrow_keys_and_chosen_by_space(reasons, qtbot):
    reasons.chips[0].setFocus()
    qtbot.keyClick(reasons.chips[0], Qt.Key.Key_Right)
    assert reasons.chips[1].hasFocus()
    assert reasons.choice == ""
    qtbot.keyClick(reasons.chips[1], Qt.Key.Key_Space)
    assert reasons.choice == "skin"


def test_choosing_a_chip_moves_nothing(reasons):
    before = [chip.geometry() for chip in reasons.chips]
    reasons.choose("wish")
    assert [chip.geometry() for chip in reasons.chips] == before


def test_chips_break_into_lines_where_there_is_little_room(qtbot):
    page = QWidget()
    qtbot.addWidget(page)
    made = ChoiceChips()
    box = QVBoxLayout(page)
    box.addWidget(made)
    box.addStretch(1)
    made.set_choices([(str(n), f"A reason of some length {n}") for n in range(6)])
    page.resize(460, 600)
    page.show()
    lines = {chip.y() for chip in made.chips}
    assert len(lines) >= 3
    assert made.height() == made.heightForWidth(made.width())
    for chip in made.chips:
        assert made.rect().contains(chip.geometry())


def test_new_choices_replace_the_old_ones(reasons):
    reasons.choose("skin")
    reasons.set_choices([("a", "A")])
    assert [chip.text() for chip in reasons.chips] == ["A"]
    assert reasons.choice == ""
