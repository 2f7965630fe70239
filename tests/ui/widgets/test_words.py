from datetime import date

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget

from clinicapp.domain.patient import Sex
from clinicapp.ui.widgets.words import (
    age_words,
    allergy_words,
    birth_words,
    day_words,
    language_words,
    show_tip,
    tip,
    weekday_words,
)
from tests.factories import make_patient

TODAY = date(2026, 11, 22)


def test_a_tooltip_is_said_without_its_markup(qtbot):
    widget = QWidget()
    qtbot.addWidget(widget)
    show_tip(widget, "Ada & Bea")
    spoken = QAccessible.queryAccessibleInterface(widget)
    assert widget.toolTip() == "<p>Ada &amp; Bea</p>"
    assert spoken.text(QAccessible.Text.Description) == "Ada & Bea"
    show_tip(widget, "Give all (Ctrl+Return)", said="Ctrl+Return")
    assert spoken.text(QAccessible.Text.Description) == "Ctrl+Return"
    show_tip(widget, "")
    assert spoken.text(QAccessible.Text.Description) == ""


def test_dates_are_written_in_words():
    assert day_words(TODAY) == "22 Nov 2026"
    assert weekday_words(TODAY) == "Sun 22 Nov 2026"


@pytest.mark.parametrize(
    ("code", "words"), [("es", "Spanish"), ("en", "English"), ("ar", "Arabic"), ("xx", "xx")]
)
def test_languages_are_named(code, words):
    assert language_words(code) == words


def test_a_birth_date_comes_with_age_and_sex():
    patient = make_patient(birth_date=date(1984, 3, 14), sex=Sex.FEMALE)
    assert birth_words(patient, TODAY) == "14 Mar 1984 · 42 y · female"
    assert birth_words(patient, TODAY, with_sex=False) == "14 Mar 1984 · 42 y"


def test_an_unknown_sex_is_not_made_up():
    patient = make_patient(birth_date=date(1984, 3, 14), sex=Sex.UNKNOWN)
    assert birth_words(patient, TODAY) == "14 Mar 1984 · 42 y"


@pytest.mark.parametrize(
    ("born", "words"),
    [
        (date(2024, 11, 22), "2 y"),
        (date(2024, 11, 23), "23 mo"),
        (date(2026, 11, 22), "0 mo"),
        (date(2004, 2, 29), "22 y"),
    ],
)
def test_age_is_in_years_or_months(born, words):
    assert age_words(born, TODAY) == words


def test_no_recorded_allergy_is_not_called_no_allergy():
    assert allergy_words(make_patient(allergies="")) == "Allergies: none recorded"
    assert allergy_words(make_patient(allergies="latex")) == "Allergy: latex"


def test_a_tooltip_shows_markup_as_it_is_typed():
    assert tip("<b> & co") == "<p>&lt;b&gt; &amp; co</p>"
    assert tip("") == ""
