from datetime import time

import pytest
from PySide6.QtWidgets import QLabel

from clinicapp.ui.frame import StatusLine
from tests.ui.theme.dressing import dress, has_colour


@pytest.fixture
def line(qtbot):
    made = StatusLine()
    qtbot.addWidget(made)
    made.resize(1364, made.height())
    made.show()
    return made


def test_the_saved_time_is_told_to_the_second(line):
    assert line.saved_words == "Ready"
    line.show_saved(time(14, 2, 7))
    assert line.saved_words == "Saved 14:02:07"
    assert has_colour(line.grab(), "ok")


def test_trouble_is_told_where_the_saved_time_stood(line):
    line.show_saved(time(14, 2, 7))
    line.show_trouble("Not saved")
    assert line.saved_words == "Not saved"
    assert has_colour(line.grab(), "danger")
    line.show_saved(time(14, 2, 9))
    assert not has_colour(line.grab(), "danger")


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_the_saved_time_is_whole_however_long_the_rest_is(qapp, line, scale):
    dress(qapp, "light", scale)
    line.resize(880, line.height())
    line.show_saved(time(14, 2, 7))
    line.set_words("Everything you do is kept. You can close at any time. " * 3)
    line.set_clinic("Westlake Headache Clinic and Institute of Neurology " * 3, is_sample=True)
    line.set_person("Dr Mara Okafor-Lindqvist, MD, PhD · physician")
    qapp.processEvents()
    saved = line.findChild(QLabel, "saved_time")
    assert saved.width() >= saved.sizeHint().width()
    assert line.minimumSizeHint().width() <= 880 * scale


def test_a_sample_clinic_is_marked_and_a_real_one_is_not(line):
    def shown():
        return [w.text() for w in line.findChildren(QLabel) if w.isVisible()]

    line.set_clinic("Westlake", is_sample=False)
    assert "Sample clinic" not in shown()
    line.set_clinic("Westlake", is_sample=True)
    assert "Sample clinic" in shown()
    assert "Westlake" in shown()
