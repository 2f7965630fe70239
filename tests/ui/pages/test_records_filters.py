from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QComboBox

from clinicapp.domain.session import SessionStatus
from clinicapp.domain.summaries import SessionFilter
from clinicapp.ui.pages.records_filters import RecordsFilters, days_of
from tests.factories import make_person
from tests.ui.keyboard import type_into

TODAY = date(2026, 11, 22)


@pytest.fixture
def filters(qtbot):
    filters = RecordsFilters(TODAY)
    qtbot.addWidget(filters)
    filters.resize(1200, 160)
    filters.show()
    qtbot.waitExposed(filters)
    return filters


def choose(qtbot, filters, name, words):
    """Choose as from the keyboard: the list is walked to the entry and told."""
    combo = filters.findChild(QComboBox, name)
    index = combo.findText(words)
    assert index >= 0
    combo.setFocus()
    key = Qt.Key.Key_Down if index > combo.currentIndex() else Qt.Key.Key_Up
    while combo.currentIndex() != index:
        qtbot.keyClick(combo, key)


@pytest.mark.parametrize(
    ("preset", "today", "days"),
    [
        ("all", TODAY, (None, None)),
        ("today", TODAY, (TODAY, TODAY)),
        ("week", TODAY, (date(2026, 11, 16), TODAY)),
        ("week", date(2026, 11, 16), (date(2026, 11, 16), date(2026, 11, 16))),
        ("month", TODAY, (date(2026, 11, 1), TODAY)),
        ("year", TODAY, (date(2025, 11, 22), TODAY)),
        ("year", date(2028, 2, 29), (date(2027, 3, 1), date(2028, 2, 29))),
    ],
)
def test_presets_mean_these_days(preset, today, days):
    assert days_of(preset, today) == days


def test_nothing_is_filtered_at_first(filters):
    assert filters.filter == SessionFilter()
    assert not filters.is_narrowing
    assert not filters.clear.isEnabled()


def test_a_preset_narrows_to_its_days(qtbot, filters):
    with qtbot.waitSignal(filters.changed):
        choose(qtbot, filters, "filter_dates", "This month")
    assert filters.filter == SessionFilter(first_day=date(2026, 11, 1), last_day=TODAY)


def test_clinician_and_state_are_chosen(qtbot, filters):
    mara, tomas = make_person(name="Mara Okafor"), make_person(name="Tomas Hale")
    filters.set_people([mara, tomas])
    choose(qtbot, filters, "filter_clinician", "Tomas Hale")
    choose(qtbot, filters, "filter_state", "Completed")
    assert isinstance(filters.filter.status, SessionStatus)
    assert filters.filter == SessionFilter(clinician_id=tomas.id, status=SessionStatus.COMPLETED)


def test_the_chosen_clinician_stays_when_people_are_read_again(qtbot, filters):
    people = [make_person(name="Mara Okafor"), make_person(name="Tomas Hale")]
    filters.set_people(people)
    choose(qtbot, filters, "filter_clinician", "Tomas Hale")
    with qtbot.assertNotEmitted(filters.changed):
        filters.set_people([*people, make_person(name="Zoe")])
    assert filters.filter.clinician_id == people[1].id


def test_a_span_of_days_is_typed(qtbot, filters):
    choose(qtbot, filters, "filter_dates", "From … to …")
    assert filters.first_day.isVisible()
    type_into(qtbot, filters.first_day.edit, "2026-03-01")
    type_into(qtbot, filters.last_day.edit, "2026-03-31")
    assert filters.filter == SessionFilter(first_day=date(2026, 3, 1), last_day=date(2026, 3, 31))


def test_a_span_starts_from_the_preset_before_it(qtbot, filters):
    choose(qtbot, filters, "filter_dates", "Last 12 months")
    choose(qtbot, filters, "filter_dates", "From … to …")
    assert filters.first_day.text == "2025-11-22"
    assert filters.filter == SessionFilter(first_day=date(2025, 11, 22), last_day=TODAY)


def test_a_span_may_be_open_at_one_end(qtbot, filters):
    choose(qtbot, filters, "filter_dates", "From … to …")
    type_into(qtbot, filters.first_day.edit, "2026-03-01")
    assert filters.filter == SessionFilter(first_day=date(2026, 3, 1), last_day=TODAY)
    filters.last_day.edit.setFocus()
    filters.last_day.edit.selectAll()
    qtbot.keyClick(filters.last_day.edit, Qt.Key.Key_Delete)
    assert filters.filter == SessionFilter(first_day=date(2026, 3, 1))


@pytest.mark.parametrize("typed", ["1 Nov 2026", "2026-11-01", "1 november 2026"])
def test_a_day_is_read_as_a_birth_date_is(qtbot, filters, typed):
    choose(qtbot, filters, "filter_dates", "From … to …")
    type_into(qtbot, filters.first_day.edit, typed)
    assert filters.filter.first_day == date(2026, 11, 1)
    assert not filters.has_wrong_dates


def test_what_is_not_a_day_is_said_and_is_not_taken_for_no_day(qtbot, filters):
    choose(qtbot, filters, "filter_dates", "From … to …")
    with qtbot.waitSignal(filters.changed):
        type_into(qtbot, filters.first_day.edit, "soon")
    filters.last_day.edit.setFocus()
    qtbot.waitUntil(lambda: filters.first_day.error.startswith("Such as"))
    assert filters.has_wrong_dates
    assert filters.is_narrowing
    assert filters.clear.isEnabled()


def test_a_span_that_ends_before_it_begins_is_said_until_either_end_is_mended(qtbot, filters):
    choose(qtbot, filters, "filter_dates", "From … to …")
    type_into(qtbot, filters.first_day.edit, "2026-11-22")
    type_into(qtbot, filters.last_day.edit, "2026-11-01")
    assert filters.last_day.error == "From is later than To."
    QApplication.processEvents()
    controls = (filters.dates, filters.first_day.edit, filters.last_day.edit)
    assert len({control.mapTo(filters, QPoint()).y() for control in controls}) == 1
    assert filters.has_wrong_dates
    type_into(qtbot, filters.first_day.edit, "2026-10-01")
    assert filters.last_day.error == ""
    assert not filters.has_wrong_dates


def test_clearing_forgets_a_wrong_date(qtbot, filters):
    choose(qtbot, filters, "filter_dates", "From … to …")
    type_into(qtbot, filters.first_day.edit, "soon")
    qtbot.mouseClick(filters.clear, Qt.MouseButton.LeftButton)
    assert not filters.has_wrong_dates
    assert filters.first_day.text == ""
    assert filters.first_day.error == ""


def test_clearing_takes_every_filter_back_with_one_notice(qtbot, filters):
    choose(qtbot, filters, "filter_dates", "Today")
    choose(qtbot, filters, "filter_state", "Completed")
    with qtbot.waitSignal(filters.patient.searched):
        type_into(qtbot, filters.patient, "vas")
    assert filters.filter.patient_text == "vas"
    told = []
    filters.changed.connect(lambda: told.append(filters.filter))
    qtbot.mouseClick(filters.clear, Qt.MouseButton.LeftButton)
    assert set(told) == {SessionFilter()}
    assert not filters.clear.isEnabled()
