from datetime import timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QModelIndex, Qt

from clinicapp.domain.session import SessionStatus
from clinicapp.domain.summaries import SessionSummary
from clinicapp.ui.models.roles import STATE, UNDER
from clinicapp.ui.models.session_table import PAGE, SessionTableModel
from tests.factories import AT, make_patient, new_id

ZONE = ZoneInfo("America/Chicago")


def make_summary(**changes):
    patient = make_patient()
    values = {
        "id": new_id(),
        "number": 6,
        "patient_id": patient.id,
        "family_name": patient.family_name,
        "given_name": patient.given_name,
        "birth_date": patient.birth_date,
        "record_number": "HC-20418",
        "started_at": AT,
        "completed_at": None,
        "clinician": "Mara Okafor",
        "status": SessionStatus.COMPLETED,
        "given": 31,
        "planned": 0,
        "omitted": 0,
        "changed": 0,
        "extra": 0,
        "extra_given": 0,
        "given_units": Decimal(155),
        "addenda": 0,
    }
    return SessionSummary(**(values | changes))


@pytest.fixture
def model(qapp):
    return SessionTableModel()


def shown(model, *, row=0):
    return [model.index(row, n).data() for n in range(model.columnCount())]


def pages_of(summaries):
    return lambda limit, offset: summaries[offset : offset + limit]


def test_a_session_reads_as_one_line(model):
    summary = make_summary(
        given=30, omitted=1, extra=2, extra_given=2, given_units=Decimal("157.5")
    )
    model.show(pages_of([summary]), ZONE)
    assert shown(model) == [
        "2026-11-22",
        "Vasquez, Elena María",
        "6",
        "Mara Okafor",
        "32",
        "157.5",
        "1 omitted, 2 extra",
        "Not sealed",
    ]
    assert model.index(0, SessionTableModel.PATIENT).data(UNDER) == "HC-20418"


def test_the_date_is_the_clinics_own_day(model):
    late = make_summary(started_at=AT + timedelta(hours=8))  # 04:02 UTC, 22:02 in Chicago
    model.show(pages_of([late]), ZONE)
    assert shown(model)[0] == "2026-11-22"


@pytest.mark.parametrize(
    ("changes", "word", "icon"),
    [
        ({"status": SessionStatus.IN_PROGRESS}, "In progress", "circle-dot"),
        ({"status": SessionStatus.ENTERED_IN_ERROR}, "Entered in error", "circle-slash"),
        ({"addenda": 2}, "Amended", "file-clock"),
        ({"is_sealed": True}, "Signed", "lock"),
        ({}, "Not sealed", "circle-check"),
    ],
)
def test_the_state_is_a_word_and_a_shape(model, changes, word, icon):
    model.show(pages_of([make_summary(**changes)]), ZONE)
    state = model.index(0, SessionTableModel.STATES).data(STATE)
    assert (state.word, state.icon) == (word, icon)
    assert shown(model)[-1] == word


def test_nothing_special_is_said_in_a_word(model):
    model.show(pages_of([make_summary()]), ZONE)
    assert shown(model)[SessionTableModel.EXCEPTIONS] == "none"


def test_pages_are_read_as_they_are_needed_and_no_further(model):
    summaries = [make_summary(number=n) for n in range(2 * PAGE + 50)]
    asked = []

    def read(limit, offset):
        asked.append((limit, offset))
        return summaries[offset : offset + limit]

    model.show(read, ZONE)
    assert model.rowCount() == PAGE
    while model.canFetchMore(QModelIndex()):
        model.fetchMore(QModelIndex())
    assert [model.summary(n).number for n in range(model.rowCount())] == list(range(450))
    assert asked == [(PAGE, 0), (PAGE, PAGE), (PAGE, 2 * PAGE)]


def test_a_refused_page_ends_the_list_instead_of_asking_for_ever(model):
    summaries = [make_summary() for _ in range(PAGE)]
    model.show(lambda limit, offset: summaries if offset == 0 else None, ZONE)
    assert model.canFetchMore(QModelIndex())
    model.fetchMore(QModelIndex())
    assert not model.canFetchMore(QModelIndex())
    assert model.rowCount() == PAGE


def test_numbers_stand_to_the_right(model):
    model.show(pages_of([make_summary()]), ZONE)
    right = Qt.AlignmentFlag.AlignRight
    role = Qt.ItemDataRole.TextAlignmentRole
    sides = [bool(model.index(0, n).data(role) & right) for n in range(model.columnCount())]
    assert sides == [False, False, True, False, True, True, False, False]


def test_the_model_is_sound(model, qtmodeltester):
    model.show(pages_of([make_summary(number=n) for n in range(PAGE + 3)]), ZONE)
    qtmodeltester.check(model)
    model.fetchMore(QModelIndex())
    qtmodeltester.check(model)
