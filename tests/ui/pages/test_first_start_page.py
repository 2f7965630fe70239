from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from clinicapp.domain.errors import FileError
from clinicapp.ui.pages.first_start_page import FirstStartPage
from tests.ui.theme.dressing import dress

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def page(qtbot, qapp, tmp_path):
    dress(qapp)
    page = FirstStartPage(tmp_path / "records")
    qtbot.addWidget(page)
    page.resize(1280, 800)
    page.show()
    qtbot.waitExposed(page)
    return page


@pytest.mark.parametrize(
    ("act", "signal"),
    [
        ("set_up", "set_up_chosen"),
        ("sample", "sample_chosen"),
    ],
)
def test_each_way_to_begin_is_one_click(qtbot, page, act, signal):
    with qtbot.waitSignal(getattr(page, signal)):
        qtbot.mouseClick(getattr(page, act), LEFT)


def test_a_way_can_be_chosen_with_the_keyboard_alone(qtbot, page):
    page.set_up.setFocus()
    qtbot.keyClick(page.set_up, Qt.Key.Key_Tab)
    assert page.sample.hasFocus()
    with qtbot.waitSignal(page.sample_chosen):
        qtbot.keyClick(page.sample, Qt.Key.Key_Space)


def folder_shown(page):
    return page.findChild(QLabel, "data_folder").full_text


def test_it_says_where_the_records_will_be_kept(page, tmp_path):
    assert folder_shown(page) == str(tmp_path / "records")
    page.show_folder(Path.home() / "clinic")
    assert folder_shown(page) == str(Path("~") / "clinic")


def test_while_the_sample_is_made_nothing_else_can_be_chosen(qtbot, page):
    page.show_working(True)
    assert page.sample.words == "Making the sample…"
    with qtbot.assertNotEmitted(page.set_up_chosen):
        qtbot.mouseClick(page.set_up, LEFT)
    page.show_working(False)
    assert page.sample.words == "Open the sample"
    assert page.set_up.isEnabled()


def test_a_refusal_is_shown_and_another_way_can_be_tried(page):
    page.show_working(True)
    page.show_refusal(FileError("The folder cannot be used.", remedy="Choose another."))
    assert page.notice.isVisible()
    assert page.notice.title == "The folder cannot be used."
    assert page.notice.body == "No file was written. Choose another."
    assert page.sample.isEnabled()


def test_the_picture_comes_after_the_first_paint_and_leaves_a_narrow_window(qtbot, page):
    art = page.findChild(object, "brand_art")
    qtbot.waitUntil(lambda: art.is_painted)
    colours = {art.grab().toImage().pixelColor(x, 500).name() for x in range(0, art.width(), 3)}
    assert len(colours) > 20
    page.resize(800, 700)
    assert not art.isVisible()
    assert page.set_up.isVisible()
