import pytest
from PySide6.QtCore import Qt

from clinicapp.ui.theme.tokens import SIZE, px
from clinicapp.ui.widgets.time_slider import TimeSlider
from tests.ui.theme.dressing import dress

STOPS = [("2 May 2026", "Visit 1 of 3"), ("29 Aug 2026", "Visit 2 of 3"), ("22 Nov 2026", "")]


@pytest.fixture
def slider(qtbot, qapp):
    dress(qapp)
    made = TimeSlider("Session on show")
    qtbot.addWidget(made)
    made.set_stops(STOPS, 2)
    made.resize(600, 60)
    made.show()
    qtbot.waitExposed(made)
    return made


def click(qtbot, widget):
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)


def test_it_begins_where_it_is_told_and_says_so_to_nobody(qtbot, slider):
    with qtbot.assertNotEmitted(slider.chosen):
        slider.set_stops(STOPS, 1)
        slider.choose(0)
    assert (slider.place, slider.day.full_text, slider.detail.full_text) == (0, *STOPS[0])


def test_buttons_go_one_step_and_stop_at_the_ends(qtbot, slider):
    heard = []
    slider.chosen.connect(heard.append)
    assert not slider.later.isEnabled()
    click(qtbot, slider.earlier)
    click(qtbot, slider.earlier)
    assert heard == [1, 0]
    assert not slider.earlier.isEnabled()
    click(qtbot, slider.later)
    assert slider.day.full_text == "29 Aug 2026"


def test_arrow_keys_home_and_end_move_through_time(qtbot, slider):
    heard = []
    slider.chosen.connect(heard.append)
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Home, Qt.Key.Key_Right, Qt.Key.Key_End):
        qtbot.keyClick(slider.slider, key)
    assert heard == [1, 0, 1, 2]


def test_a_screen_reader_hears_the_day(qtbot, slider):
    assert slider.slider.accessibleName() == "Session on show"
    click(qtbot, slider.earlier)
    assert slider.slider.accessibleDescription() == "29 Aug 2026, Visit 2 of 3"


def test_one_moment_leaves_nothing_to_choose(slider):
    slider.set_stops(STOPS[:1], 0)
    for part in (slider.slider, slider.earlier, slider.later):
        assert not part.isEnabled()
    slider.set_stops([], 0)
    assert slider.day.full_text == ""


def test_everything_to_touch_is_as_high_as_a_finger_and_stays_where_it_is(qtbot, slider):
    least = px(SIZE["touch"])
    before = slider.slider.geometry()
    click(qtbot, slider.earlier)
    assert slider.slider.geometry() == before
    for part in (slider.slider, slider.earlier, slider.later):
        assert part.height() >= least
    assert min(slider.earlier.width(), slider.later.width()) >= least
